"""The answers to a shell: what fits at the cursor. Whatever fails, they are silent; nothing is ever written."""

import os
import signal
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tui import i18n
from tui.cli.arguments import as_path
from tui.cli.completing.at_cursor import AtCursor
from tui.cli.completing.shell_answer import ShellAnswer, chosen
from tui.i18n import t

if TYPE_CHECKING:
    from store.workspace import Workspace

#: What each verb does, as it declares itself: to load them all for that takes longer than anything else here.
VERBS = Path(__file__).with_name("verbs.json")
#: So many seconds the workspace is given: whoever presses a key does not wait longer.
PATIENCE = 3.0


class _TimeIsOver(BaseException):
    """The time is over."""


class ShellCompletion:
    """What fits at the end of the words of a command."""

    def __init__(self, argv: Sequence[str]) -> None:
        self._asked = AtCursor(argv)
        self._workspace: Workspace | None = None
        if self._asked.given.get("lang") in i18n.LANGUAGES:
            i18n.use(self._asked.given["lang"])

    def lines(self) -> list[str]:
        """Each answer as a script reads it: the word, a tab, what it says."""
        found: list[ShellAnswer] = []
        try:
            with _in_time(), suppress(Exception):  # who completes is told nothing
                found.extend(self._answers())
        except _TimeIsOver:
            pass  # what was found until then is kept
        finally:
            self._let_go()
        typed = self._asked.typed
        before, typed = self._asked.before + typed[: len(typed) - len(self._asked.last)], self._asked.last
        return [each.line(before) for each in chosen(found, typed)]

    def _answers(self) -> Iterator[ShellAnswer]:
        asked = self._asked
        if asked.option is None and asked.takes_options and asked.typed.startswith("-"):
            return self._options()
        if not asked.name and asked.option is None:
            return self._verbs()
        return self._words()

    def _words(self) -> Iterator[ShellAnswer]:
        from tui.cli.completing.place_answers import PlaceAnswers  # late: a verb and an option have none

        asked = self._asked
        fitting = PlaceAnswers(asked, self._open)
        if asked.option is not None:
            yield from fitting.in_option(asked.option, asked.last)
            return
        places = asked.usage.behind(asked.words)
        for place in places:
            yield from fitting.in_place(place, asked.last)
        if not places and asked.takes_options:
            yield from self._options()

    def _verbs(self) -> Iterator[ShellAnswer]:
        said = self._asked.typed.casefold()
        table = msgspec.json.decode(VERBS.read_bytes(), type=dict[str, str])
        return (ShellAnswer(name, t(says)) for name, says in table.items() if name.startswith(said))

    def _options(self) -> Iterator[ShellAnswer]:
        """Those of the verb, the fields of its kind, those of every verb; none that is given and taken once."""
        from tui.cli.option_words import OPTIONS  # late: a verb has none

        asked = self._asked
        for field in asked.fields:
            if field.name not in asked.given and field.name not in asked.options:
                label = t(field.label)
                yield ShellAnswer(f"--{field.name}", label)
                if not asked.typed.isascii():
                    yield ShellAnswer(f"--{label}", field.name)
        for option in asked.options.values():
            if option.name not in asked.given or option.many:
                yield ShellAnswer(f"--{option.name}", t(option.says))
                for word in () if asked.typed.isascii() else OPTIONS.get(option.name, ()):
                    yield ShellAnswer(f"--{word}", t(option.says))

    def _open(self) -> "Workspace":
        """The workspace that the words name, or the one that is meant where they name none."""
        if self._workspace is None:
            from tui import config, served  # late: not all that is asked wants a workspace
            from tui.personal import own_language

            named = self._asked.given.get("workspace")
            place = config.find_workspace(named and as_path(named), os.environ)
            self._workspace = served.opened(place.folder, wait=0)
            own_language.otherwise_of(self._workspace)
        return self._workspace

    def _let_go(self) -> None:
        if self._workspace is not None:
            with suppress(Exception):
                self._workspace.ledger.let_go()


@contextmanager
def _in_time() -> Generator[None]:
    """What is not done after so long is given up, whatever it waits for."""

    def ring(_signal: int, _frame: object) -> None:
        raise _TimeIsOver

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
