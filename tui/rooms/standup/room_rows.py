"""The rows of the stand-up: blockers that weigh most on top, late and due by department, the walk, what changed."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from store.insight import digest, standup_room
from store.insight.kudos_across import across
from store.insight.standup_room import Hold, PersonToday, Turn
from store.insight.unacknowledged import OpenUpdate, open_on
from store.kinds.blocker import PATIENCE
from store.kinds.standup_line import SECTIONS
from store.records.names import title
from store.words import Words
from tui.i18n import t
from tui.parts.choice_rows import ChoiceRow
from tui.text import event_sentence as events
from tui.text.cells import cell_len, column, fit, fit_words, lead, right, wrap
from tui.text.days import late, short
from tui.text.joined import listed, noted, told
from tui.text.kudos_words import thanked
from tui.text.line import Line, Part
from tui.text.safe import safe
from tui.text.standup_lines import brief_text
from tui.text.update_words import waits_said

if TYPE_CHECKING:
    from datetime import date

    from tui.desk.desk import Desk

#: Cells at least: of an id, a department, a person, the age of a blocker, how late something is.
ID, DEPARTMENT, PERSON, AGE, LATENESS = 7, 6, 9, 6, 13
#: A department or a person has at most so many, and stands by the name in full from so many cells on.
BROAD, WIDE = 18, 100
#: Who waits on whom takes at most so many.
WAITS = 24
#: So many late actions of a department are shown, the others are counted; so much of what changed.
LATE, CHANGED = 5, 12
_SAYS: dict[str, Words] = {
    "done": Words("done {what}"),
    "next": Words("next {what}"),
    "blocked": Words("in the way {what}"),
    "note": Words("{what}"),
}


def is_heading(row: ChoiceRow) -> bool:
    """Whether it says what the rows below it are about; that of a department can be chosen."""
    return row.key.startswith("DP-") or row.key == "-"


class RoomRows:
    """Of a day, for a width; ``walked`` is the department whose people stand open, None where all do."""

    def __init__(self, desk: "Desk", day: "date", width: int) -> None:
        self.desk = desk
        self.overview = desk.overview
        self.day = day
        self.width = width
        self.rule = "-" if desk.options.ascii_only else "─"

    def pressing(self) -> list[ChoiceRow]:
        """What is blocked, not acknowledged, late and due."""
        return [*self._holds(), *self._updates(), *self._due()]

    def turns(self, turns: Iterable[Turn], walked: str | None) -> list[ChoiceRow]:
        """The walk."""
        return [row for turn in turns for row in self._turn(turn, open_=walked in (None, turn.department))]

    def _head(self, text: str, tail: str = "", tone: str = "+foreground") -> ChoiceRow:
        space = max(0, self.width + 2 - cell_len(text) - cell_len(tail) - 2)  # rows are set in by two
        line: list[Part] = [(text + " ", tone), (self.rule * space, "faint")]
        return ChoiceRow("", [*line, (" " + tail, "muted")] if tail else line)

    # Blockers

    def _holds(self) -> Iterator[ChoiceRow]:
        found = standup_room.holds(self.overview, self.day)
        if found:
            yield self._head(t("Blocked"), str(len(found)))
        ids, ages = column((hold.id for hold in found), ID), column(map(_age, found), AGE)
        titles = column((safe(title(self.desk.records, hold.id)) for hold in found), 8)
        widths = ids, ages, column(map(self._waits, found), 0, WAITS) + 1, titles
        for hold in found:
            yield ChoiceRow(hold.id, self._hold(hold, widths))

    def _waits(self, hold: Hold) -> str:
        who = listed(map(self._short, hold.departments))
        return t("{who} waits on {on}", who=who, on=self._short(hold.waiting_on)) if hold.waiting_on else who

    def _hold(self, hold: Hold, widths: tuple[int, int, int, int]) -> Line:
        ids, ages, waits, titles = widths
        again = f"x{hold.raised}" if hold.raised else ""
        left = self.width - ids - ages - 4 - waits - 2
        tail, tone = self._progress(hold, max(left - titles, min(30, self.width // 4)))
        room = max(8, left - cell_len(tail))
        return [
            (lead(hold.id, ids), "muted"),
            (right(_age(hold), ages - 1) + " ", "bad" if hold.severity == "high" or hold.days > PATIENCE else "warn"),
            (fit(again, 4), "warn"),
            (lead(self._waits(hold), waits), "foreground"),
            (fit(safe(title(self.desk.records, hold.id)), room) + " ", "foreground"),
            (tail, tone),
        ]

    def _progress(self, hold: Hold, cells: int) -> tuple[str, str]:
        if hold.held:
            return t("wants a decision"), "bad"
        if hold.next_step:
            said = [safe(hold.next_step)]
            said += [self._called(hold.next_owner)] if hold.next_owner else []
            said += [short(hold.next_by, self.desk.today)] if hold.next_by else []
            return fit(t("next: {what}", what=told(said)), cells).rstrip(), "muted"
        if hold.escalated_to:
            return t("before {who}", who=self._called(hold.escalated_to)), "muted"
        return "", "muted"

    # Updates

    def _updates(self) -> Iterator[ChoiceRow]:
        found = open_on(self.overview, self.day)
        if found:
            yield ChoiceRow("", ())
            yield self._head(t("Not acknowledged"), str(len(found)))
        ids, ages = column((each.id for each in found), ID), column(map(_age, found), AGE)
        said = [waits_said(each, self._short) for each in found]
        waiting = min(max(map(cell_len, said), default=0), self.width // 2)
        room = max(8, self.width - ids - ages - waiting - 1)
        for each, waits in zip(found, said, strict=True):
            yield ChoiceRow(
                each.id,
                [
                    (lead(each.id, ids), "muted"),
                    (right(_age(each), ages - 1) + " ", "bad" if each.days > PATIENCE else "warn"),
                    (fit(safe(title(self.desk.records, each.id)), room) + " ", "foreground"),
                    (fit(waits, waiting).rstrip(), "muted"),
                ],
            )

    # Late and due

    def _due(self) -> Iterator[ChoiceRow]:
        found = standup_room.due(self.overview, self.day)
        if found:
            yield ChoiceRow("", ())
            late_, today = sum(len(each.late) for each in found), sum(len(each.today) for each in found)
            yield self._head(t("Late and due today"), t("{late} late, {today} today", late=late_, today=today))
        shown: list[Any] = [self.desk.records.find(id) for due in found for id in (*due.late[:LATE], *due.today)]
        self._widths = (
            column((self._called(due.department) for due in found), DEPARTMENT, BROAD),
            column((each.id for each in shown), ID),
            column((self._called(each.owner) for each in shown), PERSON + 1, BROAD),
            column(map(self._lateness, shown), LATENESS) - 1,
        )
        for due in found:
            for at, id in enumerate((*due.late[:LATE], *due.today)):
                yield ChoiceRow(id, self._action(id, "" if at else self._called(due.department)))
            if len(due.late) > LATE:
                more = t("and {n} more", n=len(due.late) - LATE)
                yield ChoiceRow("", [(" " * (self._widths[0] + 5) + more, "faint")])

    def _action(self, id: str, department: str) -> Line:
        record: Any = self.desk.records.find(id)
        days = (self.day - record.due).days
        mark = "!" if days else "#" if self.overview.blocked_by(id) else " "
        departments, ids, owners, whens = self._widths
        room = max(8, self.width - departments - ids - owners - whens - 6)
        return [
            (lead(department, departments), "muted"),
            (mark + " ", "bad" if days else "warn"),
            (lead(id, ids), "muted"),
            (fit(safe(record.title), room) + " ", "foreground"),
            (lead(self._called(record.owner), owners), "muted"),
            (right(self._lateness(record), whens), "bad" if days else "warn"),
        ]

    def _lateness(self, record: Any) -> str:
        days = (self.day - record.due).days
        return late(days) if days else t("today")

    # The walk

    def _turn(self, turn: Turn, *, open_: bool) -> Iterator[ChoiceRow]:
        posted = sum(said.entry is not None for said in turn.people)
        expected = sum(said.entry is not None or not said.away for said in turn.people)
        name = safe(title(self.desk.records, turn.department)) if turn.department else t("No department")
        yield ChoiceRow("", ())
        tail = t("{n} of {total}", n=posted, total=expected)
        yield ChoiceRow(turn.department or "-", self._head(name, tail, "+accent" if open_ else "+foreground").line)
        if open_:
            wide = column((self._called(said.person) for said in turn.people), PERSON + 1, BROAD)
            for said in turn.people:
                yield from self._person(said, wide)

    def _person(self, said: PersonToday, wide: int) -> Iterator[ChoiceRow]:
        name = self._called(said.person)
        if said.entry is None:
            words, tone = (t("away"), "faint") if said.away else (t("has not posted"), "warn")
            yield ChoiceRow(said.person, [(lead(name, wide), "foreground"), (words, tone)])
            return
        text = self._said(said)
        for at, part in enumerate(wrap(text, max(10, self.width - wide - 2), 6)):
            line: Line = [(lead("" if at else name, wide), "+foreground"), (part, "foreground")]
            yield ChoiceRow("" if at else said.entry.id, [("  ", "foreground"), *line] if at else line)

    def _said(self, said: PersonToday) -> str:
        assert said.entry is not None
        parts: list[str] = []
        for section in SECTIONS:
            lines = [each for each in said.entry.lines if each.section == section]
            here = [safe(brief_text(each, self.overview, said.person)) for each in lines]
            if here:
                parts.append(t(_SAYS[section].filled(what=listed(here))))
        if all(each.section != "blocked" for each in said.entry.lines):
            parts.append(t("nothing in the way"))
        marks = {"early": t("posted early"), "late": t("posted late")}
        note = [marks[said.timing]] if said.timing in marks else []
        note += [t("amended")] if said.amended else []
        dot = " - " if self.desk.options.ascii_only else " · "
        return noted(dot.join(parts), told(note))

    # Thanks

    def thanks(self) -> Iterator[ChoiceRow]:
        """Across departments, since the last stand-up and on this day."""
        found = across(self.desk.records, digest.since_last(self.overview, self.day), self.day).thanks
        if found:
            yield ChoiceRow("", ())
            yield self._head(t("Kudos across departments"), str(len(found)))
        for each in found:
            text = fit_words(safe(thanked(each, self.overview.called, each.kudos.title)), max(10, self.width))
            yield ChoiceRow(each.kudos.id, [(text, "good")])

    # What changed

    def changed(self) -> Iterator[ChoiceRow]:
        """What changed since the last stand-up."""
        found = standup_room.changed(self.desk.workspace.ledger, self.overview, self.day)
        if found:
            yield ChoiceRow("", ())
            yield self._head(t("Changed since the last stand-up"), str(len(found)))
        for at, event in enumerate(found[:CHANGED]):
            called = events.in_full(self.overview) if self.width >= WIDE else str
            text = fit_words(events.sentence(event, self.desk.today, called), max(10, self.width - 10))
            when = events.when(event, self.desk.today, self.desk.zone)
            yield ChoiceRow(f"{event.id}#{at}", [(text, "foreground"), (right(when, 9), "muted")])

    def _short(self, id: str) -> str:
        return safe(self.overview.called(id))

    def _called(self, id: str | None) -> str:
        if not id:
            return ""
        return safe(self.overview.names.of(id)) if self.width >= WIDE else self._short(id)


def _age(hold: Hold | OpenUpdate) -> str:
    return t("{n} d", n=hold.days) if hold.days else t("today")
