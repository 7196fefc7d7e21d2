"""My entry: what I really did, do next and am held up by, proposed line by line; kept, dropped, reworded, added to.

Enter keeps a line and goes on to the next, Space drops it or takes it in, e says it in other words, a says more;
Ctrl-S posts it as it stands.
"""

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from store.commands.standup import post
from store.errors import ConcordError
from store.fields import Field, choice, flag, line
from store.insight.prefill import prefill
from store.kinds.standup_line import SECTIONS, Line, with_ids
from store.words import Words
from tui.i18n import t
from tui.keys import HERE, OUT, TO, Key, pressed
from tui.parts.ask import Ask
from tui.parts.choice_rows import ChoiceRow, ChoiceRows
from tui.parts.dialog import Dialog
from tui.parts.form import Form
from tui.served import writes
from tui.text.cells import cell_len, fit, fit_words
from tui.text.days import long
from tui.text.joined import noted
from tui.text.line import Line as Shown
from tui.text.safe import safe
from tui.text.sentences import said as told
from tui.text.standup_lines import line_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store import News
    from tui.desk.desk import Desk

#: The row that posts.
POST = "post"
_TEXT = line("Text", name="text", names=True)
_SECTION = choice(
    "Under", ("next", "Next"), ("done", "Done"), ("blocked", "In my way"), ("note", "Notes"), name="section"
)
_MAKE = flag("Of its own", hint="Yes makes an action, or a blocker, of it; no leaves it as words", name="make")


def may_post(desk: "Desk", person: str) -> None:
    """Raise the `ConcordError` for which nothing that is said in an entry of theirs today could be posted."""
    desk.workspace.foresee(post, [Line(text="-")], desk.today, person)


class Proposed(NamedTuple):
    """A line as it may be posted: whether it is kept, and whether it becomes a record of its own."""

    line: Line
    kept: bool = True
    make: bool = False
    why: Words | None = None


class EntryScreen(ChoiceRows, Dialog[str]):
    """Dismissed with the id of the entry that was posted, or None."""

    place = "entry"

    own = writes(
        Key("keep", ("enter",), Words("Keep the line and go on"), HERE),
        Key("turn", ("space",), Words("Drop the line, or take it in"), HERE),
        Key("edit", ("e",), Words("Say it in other words"), HERE),
        Key("add", ("a",), Words("Add a line"), HERE),
        Key("post", ("ctrl+s", "f10"), Words("Post it as it stands"), HERE),
        TO,
        OUT,
    )

    def __init__(self, desk: "Desk", person: str = "") -> None:
        super().__init__(desk, "")
        me = desk.records.person_of(desk.who)
        self.person = person or ("" if me is None else me.id)
        self.lines: list[Proposed] = []
        self.base: tuple[Line, ...] = ()
        self.touched = self.leaving = self.saving = False
        self._read()

    def _read(self) -> None:
        """Propose: what stands there already, then what came since or was never posted."""
        found = prefill(self.desk.workspace.ledger, self.desk.overview, self.person, self.desk.today)
        there = () if found.entry is None else found.entry.lines
        self.base = there
        known = {each.id for each in there}
        self.lines = [Proposed(each) for each in there]
        amends = found.entry is not None
        for each in found.lines:
            if each.id not in known:
                said = each.line(lambda words: told(words, self.desk.today))
                self.lines.append(Proposed(said, each.kept and not (amends and each.section == "next"), why=each.why))
        day = long(found.day, self.desk.today)
        new, again = Words("My stand-up entry, {day}", day=day), Words("Amend my entry of {day}", day=day)
        self.heading = t(again if amends else new)
        self._list()

    def _list(self, chosen: str = "") -> None:
        rows: list[ChoiceRow] = []
        for section in SECTIONS:
            here = [each for each in self.lines if each.line.section == section]
            if here or section != "note":
                rows += [ChoiceRow("", ())] if rows else []
                rows.append(ChoiceRow("", [(t(_SECTION.label_of(section)), "+foreground")]))
            rows += [ChoiceRow(each.line.id, ()) for each in here]
            if not here and section != "note":
                rows.append(ChoiceRow("", [("    " + t(_NOTHING[section]), "faint")]))
        self.hold([*rows, ChoiceRow("", ()), ChoiceRow(POST, ())], chosen)

    def heed(self, _entries: "Sequence[News]") -> None:
        """What others do may be another line of mine; where anything was changed here, that stays."""
        if not (self.touched or self.saving):
            chosen = self.key
            self._read()
            self._list(chosen)
        self.redraw()

    # What is shown

    def body(self, width: int, height: int) -> list[Shown]:
        return self.in_sight(width, height)

    def _drawn(self, row: ChoiceRow, here: bool, width: int) -> Shown:
        if not row.key:
            return row.line
        if row.key == POST:
            n = sum(each.kept for each in self.lines)
            text = t("Post it: {n} lines", one="Post it: {n} line", n=n)
            return [(fit(("> " if here else "  ") + text, width), "chosen" if here else "+accent")]
        each = self._of(row.key)
        mark = "[x] " if each.kept else "[ ] "
        said = safe(self._text(each))
        why = "" if each.why is None else safe(told(each.why, self.desk.today))
        room = width - 6 - (cell_len(why) + 2 if why else 0)
        text = fit_words(said, max(10, room)) + (f"  {why}" if why else "")
        if here:
            return [(fit("> " + mark + text, width), "chosen")]
        tone = "foreground" if each.kept else "faint"
        return [("  " + mark, "good" if each.kept else "faint"), (fit(text, width - 6), tone)]

    def _text(self, each: Proposed) -> str:
        """The words, with the id that they are about and what it is called where they do not say it."""
        if each.make:
            return noted(each.line.text, t("becomes a record of its own"))
        return line_text(each.line, self.desk.overview, self.person)

    def _of(self, id: str) -> Proposed:
        return next(each for each in self.lines if each.line.id == id)

    def offers(self) -> "list[tuple[str, str]]":
        more = [("Space", t("drop or take")), ("a", t("add")), ("e", t("say it otherwise"))]
        return [("Ctrl-S", t("post")), ("Enter", t("keep it")), *more, ("Esc", t("leave"))]

    # Keys

    async def press(self, key: str, character: str | None) -> None:
        name = pressed(key, character)
        leaving, self.leaving = self.leaving, False
        if name in ("ctrl+s", "f10"):
            self.post()
        elif self.stepped(name):
            return
        elif name == "enter":
            self._keep()
        elif name == "space":
            self._turn()
        elif name == "e" and self.key not in ("", POST):
            self.run_worker(self._reword(), exit_on_error=True)
        elif name == "a":
            self.run_worker(self._add(), exit_on_error=True)
        elif name in ("escape", "q"):
            self._leave(leaving)

    def _keep(self) -> None:
        if self.key == POST:
            self.post()
        elif self.key:
            self._change(self._of(self.key)._replace(kept=True))
            self.move(1)

    def _turn(self) -> None:
        if self.key not in ("", POST):
            each = self._of(self.key)
            self._change(each._replace(kept=not each.kept))
            self.touched = True
            self.move(1)

    def _change(self, now: Proposed) -> None:
        self.lines = [now if each.line.id == now.line.id else each for each in self.lines]

    def _leave(self, leaving: bool) -> None:
        if self.touched and not leaving:
            self.leaving = True
            self.message = (Words("Esc again leaves without posting; Ctrl-S posts"), "warn")
        else:
            self.leave()

    async def _reword(self) -> None:
        each = self._of(self.key)
        before = self._text(each)
        text = await self.app.push_screen_wait(Ask(self.desk, t("In other words"), _TEXT, before))
        if text and (text != before or not each.line.did):  # what was done stays that, as it is
            self._change(each._replace(line=msgspec.structs.replace(each.line, text=text, did={}), kept=True))
            self.touched = True
        self.redraw()

    async def _add(self) -> None:
        here = self._of(self.key).line.section if self.key not in ("", POST) else "next"
        fields: list[Field] = [_TEXT, _SECTION, _MAKE]

        async def submit(new: dict[str, Any]) -> Any:
            return new

        values = {"section": here, "make": here in ("next", "blocked")}
        new = await self.app.push_screen_wait(
            Form(self.desk, t("One more line"), fields, values, submit, draft="stand-up line")
        )
        if new:
            section = new.get("section") or "next"
            said = with_ids([Line(section=section, text=new.get("text") or "")])[0]
            make = bool(new.get("make")) and section != "note"
            if all(each.line.id != said.id for each in self.lines):
                self.lines.append(Proposed(said, make=make))
            self.touched = True
            self._list(said.id)
        self.redraw()

    # Posting

    def post(self) -> None:
        if not self.saving:
            self.saving = True
            self.run_worker(self._post(), exit_on_error=True)

    async def _post(self) -> None:
        kept = [each for each in self.lines if each.kept]
        lines, make = [each.line for each in kept], [each.line.id for each in kept if each.make]
        try:
            made = await self.desk.do(post, lines, self.desk.today, self.person, base=self.base, make=make)
        except ConcordError as error:
            self.message = (error.words, "bad")
        else:
            self.dismiss(made.id)
            return
        finally:
            self.saving = False
        self.redraw()


_NOTHING = {
    "done": Words("nothing that Concord knows of; a says what"),
    "next": Words("nothing yet; a says what"),
    "blocked": Words("nothing"),
}
