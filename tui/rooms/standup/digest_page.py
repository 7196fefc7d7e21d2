"""The digest of a stand-up, as it goes into a mail or a document: read, copied, saved."""

import os
from datetime import timedelta
from typing import TYPE_CHECKING

from store.errors import Failed
from store.fields import line
from store.insight import digest
from store.interop import files
from store.words import Words
from tui import keys, served
from tui.i18n import t
from tui.parts.ask import Ask
from tui.parts.dialog import Dialog
from tui.served import FILES, reads
from tui.terminal import clipboard
from tui.text.cells import wrap
from tui.text.days import long
from tui.text.digest import digest_lines, period_lines
from tui.text.line import Line
from tui.text.safe import safe
from tui.text.two_days import apart

if TYPE_CHECKING:
    from datetime import date

    from tui.desk.desk import Desk

_FILE = line("File", hint="A new file; nothing is overwritten", name="file", names=True)


class DigestScreen(Dialog[None]):
    """Of a day, or of the ``week`` up to it."""

    own = reads(
        keys.Key("scroll", ("j", "k", "g"), Words("Scroll"), keys.HERE),
        keys.Key("copy", ("y",), Words("Copy"), keys.HERE),
        keys.Key("save", ("ctrl+s", "w"), Words("Save to a file"), keys.HERE, touches=FILES),
        keys.OUT,
    )

    def __init__(self, desk: "Desk", day: "date", *, week: bool = False) -> None:
        said = long(day, desk.today)
        super().__init__(desk, t("The week up to {day}", day=said) if week else t("Digest of {day}", day=said))
        self.day = day
        overview = desk.overview
        if week:
            monday = day - timedelta(day.weekday())
            lines = period_lines(digest.of_period(overview, monday, day), overview)
        else:
            lines = digest_lines(digest.of_day(overview, day), overview)
        self.text = "\n".join(lines)
        self.top = 0

    def body(self, width: int, height: int) -> list[Line]:
        text = "\n\n".join(filter(None, (apart(self.desk.overview), self.text)))
        lines = [part for each in text.splitlines() for part in (wrap(safe(each), width) or [""])]
        self.top = max(0, min(self.top, len(lines) - height))
        shown = lines[self.top : self.top + height]
        return [[(each, "+foreground" if each.startswith("#") else "foreground")] for each in shown]

    def offers(self) -> list[tuple[str, str]]:
        return [("j k", t("scroll")), ("y", t("copy")), ("Ctrl-S", t("save to a file")), ("Esc", t("leave"))]

    async def press(self, key: str, character: str | None) -> None:
        name = keys.pressed(key, character)
        steps = {"j": 1, "down": 1, "k": -1, "up": -1, "ctrl+d": 10, "pagedown": 10, "ctrl+u": -10, "pageup": -10}
        if name in steps:
            self.top = max(0, self.top + steps[name])
        elif name in ("g", "home"):
            self.top = 0
        elif name == "y":
            self.message = (clipboard.copy(self.app, self.text), "good")
        elif name in ("ctrl+s", "w"):
            self.run_worker(self._save(), exit_on_error=True)
        elif name in ("escape", "q", "enter"):
            self.leave()

    async def _save(self) -> None:
        async def save(path: str) -> None:
            write(path, self.text, self.desk.workspace.ledger.folder)

        name = os.path.join("~", f"stand-up-{self.day.isoformat()}.md")
        path = await self.app.push_screen_wait(Ask(self.desk, t("Save the digest"), _FILE, name, save=save))
        if path:
            self.message = (Words("Saved in {path}", path=path), "good")
        self.redraw()


def write(path: str, text: str, workspace: str) -> None:
    """A new file with the text; raises `Failed` where it is there already or cannot be written."""
    served.refuse_files()
    path = os.path.expanduser(path)
    if os.path.lexists(path):
        raise Failed("{path} is there already; give another name", path=path)
    files.write(files.NewFile(path, workspace=workspace), [text.encode("utf-8", "backslashreplace"), b"\n"])
