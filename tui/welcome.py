"""The first run: no workspace yet. Look around in an example, or begin one of your own in three fields."""

import gc
import os
import tempfile
from typing import Any, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Input

from store.errors import ConcordError, Failed
from store.fields.clean_text import clean
from store.words import Words
from tui import config, keys
from tui.app import RULES, BaseApp, ConcordApp, MakeApp
from tui.config import Options
from tui.i18n import lang, t, use
from tui.parts.lines import Lines
from tui.personal import own_language
from tui.session import ended, run
from tui.text.cells import wrap
from tui.text.line import Line
from tui.text.refusals import told
from tui.text.safe import safe


class FirstChoice(NamedTuple):
    """What the person wants: ``demo`` with a case, ``own`` with a folder, or to ``leave``."""

    wish: str
    what: str = ""


class _Text(Lines):
    """What the page says."""

    def line(self, y: int, width: int) -> Line:  # noqa: ARG002
        screen = self.screen
        lines = screen.said() if isinstance(screen, WelcomeScreen) else []
        return lines[y] if y < len(lines) else ()


class WelcomeScreen(Screen[None]):
    """Two pages: what to do, and the three fields."""

    AUTO_FOCUS = ""

    inherit_bindings = False

    def __init__(self, folder: str) -> None:
        super().__init__()
        self.folder = folder
        self.fault = ""
        self.fields = (Words("Name of the workspace"), Words("Your name"), Words("Your department"))
        self.asking = False

    def compose(self) -> ComposeResult:
        """The text, and the fields below it."""
        yield _Text(id="said")
        with Vertical(id="fields"):
            for at, label in enumerate(self.fields):
                yield Input(id=f"field-{at}", placeholder=t(label), max_length=200)

    def said(self) -> list[Line]:
        """The lines above the fields."""
        width = min(76, self.size.width - 4)
        head: list[Line] = [(), [("  Concord", "+accent")]]
        purpose = t("Departments agree on shared goals here, plan, act and learn together.")
        head += [[("  " + text, "foreground")] for text in wrap(purpose, width)]
        head.append(())
        if self.asking:
            head.append([("  " + t("A workspace of your own"), "+foreground"), ("   " + safe(self.folder), "muted")])
            help_ = t("Enter goes on, Esc goes back. You will be its first person and admin.")
            head += [[("  " + text, "muted")] for text in wrap(help_, width)]
            head += [[("  " + text, "bad")] for text in wrap(self.fault, width)] if self.fault else [()]
            return head
        rows = (
            ("1", t("Look around: a technology company launches a product"), t("an example, nothing is kept")),
            ("2", t("Look around: a retailer runs a promotion"), t("an example, nothing is kept")),
            ("n", t("Begin a workspace of your own"), safe(self.folder)),
            ("l", t(Words("中文 (Chinese)") if lang() == "en" else Words("English")), ""),
            ("q", t("Leave"), ""),
        )
        head.append([("  " + t("There is no workspace yet. What would you like to do?"), "foreground")])
        head.append(())
        for key, label, note in rows:
            head.append([(f"  {key}  ", "+accent"), (label, "foreground")])
            if note:
                head.append([("     " + note, "muted")])
        if self.fault:
            head += [(), *([("  " + text, "bad")] for text in wrap(self.fault, width))]
        return head

    async def on_key(self, event: events.Key) -> None:
        """The choices of the first page; the fields take keys themselves."""
        name = keys.pressed(event.key, event.character)
        if self.asking:
            if event.key == "escape":
                self._ask(False)
            elif event.key in ("down", "up", "tab", "shift+tab"):
                self._step(1 if event.key in ("down", "tab") else -1)
                event.stop()
            return
        event.stop()
        event.prevent_default()
        if name in ("1", "2"):
            self.app.exit(FirstChoice("demo", "launch" if name == "1" else "promotion"))
        elif name == "n":
            self._ask(True)
        elif name == "l":
            self._speak("zh" if lang() == "en" else "en")
        elif name == "q":
            self.app.exit(FirstChoice("leave"))

    def _ask(self, asking: bool) -> None:
        self.asking, self.fault = asking, ""
        self.set_class(asking, "-asking")
        self._retell()
        if asking:
            self.query_one("#field-0", Input).focus()
        else:
            self.set_focus(None)

    def _speak(self, language: str) -> None:
        """From now on, in the workspace that is begun and in later sessions too."""
        reason = own_language.choose(language)
        use(language)
        self.fault = "" if reason is None else t("This lasts only until you leave Concord: {reason}", reason=reason)
        for at, label in enumerate(self.fields):
            self.query_one(f"#field-{at}", Input).placeholder = t(label)
        self._retell()

    def _retell(self) -> None:
        """Say the lines above the fields, all of them however long the fault is."""
        text = self.query_one("#said", _Text)
        text.styles.height = len(self.said()) if self.asking else "auto"
        text.forget()

    def _step(self, by: int) -> None:
        at = int((self.focused.id or "-0")[-1]) if self.focused else 0
        self.query_one(f"#field-{(at + by) % 3}", Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """On to the next field, and after the last one begin."""
        if event.input.id != "field-2":
            self._step(1)
            return
        values = [clean(self.query_one(f"#field-{at}", Input).value) for at in range(3)]
        missing = next((at for at, value in enumerate(values[:2]) if not value), None)
        if missing is not None:
            self.fault = t("{field} is needed", field=self.fields[missing])
            self.query_one(f"#field-{missing}", Input).focus()
            self._retell()
            return
        try:
            begin(self.folder, *values)
        except ConcordError as error:
            self.fault = told(error.words, screen=True)
            self._retell()
            return
        self.app.exit(FirstChoice("own", self.folder))


class WelcomeApp(BaseApp):
    """Asks, and ends with a `FirstChoice`."""

    CSS_PATH = [RULES, os.path.join(os.path.dirname(__file__), "welcome.tcss")]

    def __init__(self, options: Options, folder: str, **values: Any) -> None:
        super().__init__(options, **values)
        self.folder = folder

    def get_default_screen(self) -> Screen[Any]:
        """The first page."""
        return WelcomeScreen(self.folder)


def begin(folder: str, name: str, person: str, department: str) -> None:
    """A workspace with its first person, in their department where they named one."""
    from store.workspace.founding import found_workspace  # late: only who wishes for it

    above = os.path.dirname(folder)
    try:
        os.makedirs(above, mode=0o700, exist_ok=True)
    except OSError as error:
        raise Failed("{path} cannot be made: {reason}", path=above, reason=error.strerror) from None
    found_workspace(folder, name, language=lang(), person=person, department=department).close()


def welcome(wait: float, make: MakeApp = ConcordApp) -> int:
    """Ask what to do and do it; the exit code. ``make`` makes the app of the workspace."""
    from tui.terminal.driver import SafeDriver  # late: tests draw without a terminal

    gc.disable()
    app = WelcomeApp(Options.of_person(), config.own_workspace(), driver_class=SafeDriver)
    answer = app.run()
    if app.failure is not None:
        raise app.failure
    if isinstance(answer, int):
        return ended(answer)
    if answer is None or answer.wish == "leave":
        return 0
    if answer.wish == "own":
        return run(answer.what, wait=wait, maker=lambda: make)
    return _demo(answer.what, wait, make)


def _demo(case: str, wait: float, make: MakeApp) -> int:
    from store import demo  # late: only who wishes for it

    with tempfile.TemporaryDirectory(prefix="concord-demo-") as scratch:
        folder = os.path.join(scratch, case)
        demo.build(folder, case, lang())
        note = t("An example: nothing you do here is kept. q leaves")
        return run(folder, wait=wait, note=note, state=scratch, maker=lambda: make)
