"""Every command by its name, with the key that does the same."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from store.search.rank_choices import Among
from store.words import Words
from tui import served
from tui.i18n import t
from tui.parts.choice_rows import ChoiceRow
from tui.parts.chooser import Chooser
from tui.text.cells import fit

if TYPE_CHECKING:
    from tui.desk.desk import Desk


class Command(NamedTuple):
    """A name, the key that does the same (or none), what it does, and what it touches: see `tui.keys.Key`."""

    label: Words
    key: str
    run: Callable[[], None]
    touches: frozenset[served.Touch] | None = None


class Palette(Chooser[str]):
    """Runs the command that is chosen."""

    empty = "No command is called that. Esc clears what was typed"

    def __init__(self, desk: "Desk", commands: Sequence[Command]) -> None:
        super().__init__(desk, t("Commands"), ":")
        self._all = [command for command in commands if served.allows(command.touches)]
        self._among = Among([(t(command.label), f"{command.label} {command.key}") for command in self._all])

    def find(self, text: str, width: int) -> Sequence[ChoiceRow]:
        """The commands that fit, by their names in the language spoken and in English."""
        rows: list[ChoiceRow] = []
        for at in self._among.fitting(text):
            label = fit(t(self._all[at].label), max(10, width - 14))
            rows.append(ChoiceRow(str(at), [(label, "foreground"), (self._all[at].key, "muted")]))
        return rows

    async def choose(self, key: str) -> None:
        command = self._all[int(key)]
        self.dismiss(key)
        self.app.call_later(command.run)
