"""What stands below the agenda of the row at which one looks: an item with what was said and what came of it."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from store.insight.came_of import came_of
from store.kinds import meeting_opening as opening
from store.kinds.agenda_item import AgendaItem
from store.kinds.base import Record
from store.kinds.decision import Decision
from store.kinds.meeting import Meeting
from store.kinds.naming import by_id
from store.words import Words
from tui.i18n import t
from tui.parts.choice_rows import ChoiceRow
from tui.rooms.meeting import preparation
from tui.rooms.meeting.view import ACTIONS, AFTER, CONSENT, MINUTES, NUMBERS, PREPARED, VALUES, MeetingView
from tui.rooms.record_rows import record_rows, told_by_list
from tui.text.cells import cell_len, wrap
from tui.text.evidence_words import cited_and_links, others
from tui.text.joined import noted
from tui.text.labels import choice_label
from tui.text.safe import safe, safe_lines

if TYPE_CHECKING:
    from tui.desk.desk import Desk
    from tui.text.record_row import RecordRow

#: What a row's key begins with where it is a line of the notes.
NOTE = "note "
#: Of a text that was given to be read before so many lines are shown.
READ = 40
#: What became of an action of last time.
_BECAME = {"done": Words("done"), "carried": Words("carried on"), "dropped": Words("dropped")}


class Below:
    """``rows`` of what is looked at; the key of one is a record's id, or names a line of the notes."""

    def __init__(self, desk: "Desk", view: MeetingView, key: str, width: int) -> None:
        self.desk = desk
        self.view = view
        self.key = key
        self.width = width

    def heading(self) -> str:
        """What it is about."""
        item = self.view.item(self.key)
        if item is not None:
            return f"{self.view.items.index(item) + 1}  {safe(item.title)}"
        return next((t(step.label) for step in self.view.steps if step.key == self.key), "")

    def rows(self) -> list[ChoiceRow]:
        """In the order in which they are read."""
        item = self.view.item(self.key)
        if item is not None:
            return [*self._read_before(item), *self._notes(item), *self.records(came_of(self.desk.records, item.id))]
        return list(self._steps().get(self.key, self._nothing)())

    def _steps(self) -> Any:
        return {
            PREPARED: lambda: preparation.rows(self.desk, self.view, self.width),
            ACTIONS: self._actions,
            MINUTES: self._minutes,
            NUMBERS: self._numbers,
            VALUES: self._values,
            CONSENT: self._consent,
            AFTER: lambda: preparation.afterwards(self.desk, self.view, self.width),
        }

    def _nothing(self) -> Iterator[ChoiceRow]:
        words = t("The agenda is empty. a puts the first item on it") if self.view.ahead else t("The agenda is empty")
        yield from self._said(words)

    def _said(self, text: str, tone: str = "muted") -> Iterator[ChoiceRow]:
        for line in wrap(text, self.width):
            yield ChoiceRow("", [(line, tone)])

    # An item

    def _read_before(self, item: AgendaItem) -> Iterator[ChoiceRow]:
        lines = [part for line in safe_lines(item.text) for part in wrap(line, self.width)] if item.text else []
        yield from (ChoiceRow("", [(line, "foreground")]) for line in lines[:READ])
        if item.link:
            yield from self._said(safe(item.link), "accent")
        ids = (*((item.goal,) if item.goal else ()), *item.about, *others(item))
        found = [self.desk.records.find(id) for id in dict.fromkeys(ids)]
        yield from self.records([each for each in found if each is not None])
        for each in cited_and_links(self.desk.overview, item, self.desk.common_day):
            yield from self._said(safe(each), "foreground")
        if item.reason:
            yield from self._said(noted(choice_label("agenda-item", "state", item.state), safe(item.reason)))

    def _notes(self, item: AgendaItem) -> Iterator[ChoiceRow]:
        for each in item.notes:
            tail = f"> {each.became}" if each.became else ""
            lines = wrap(safe(each.text), self.width - 2 - (cell_len(tail) + 2 if tail else 0))
            for at, line in enumerate(lines):
                end = [("  " + tail, "good")] if tail and at == len(lines) - 1 else []
                yield ChoiceRow(
                    f"{NOTE}{each.id}" if not at else "", [("  " if at else "- ", "faint"), (line, "foreground"), *end]
                )

    def records(
        self, records: Sequence[Record], ends: "dict[str, tuple[str, str]] | None" = None
    ) -> Iterator[ChoiceRow]:
        """Each as its list tells it, with the mark and the words that ``ends`` has for it."""
        told = [self._told(each, (ends or {}).get(each.id)) for each in records]
        yield from record_rows(self.desk, records, self.width, told)

    def _told(self, record: Record, end: tuple[str, str] | None) -> "RecordRow":
        row = told_by_list(self.desk, record)
        item = self.view.item(self.key)
        if isinstance(record, Decision) and record.chosen and item is not None and item.title == record.question:
            row = row._replace(title=record.chosen)  # the question stands above
        if isinstance(record, Decision) and record.to_confirm:
            row = row._replace(when=t("to be confirmed"), when_long=t("no quorum, to be confirmed"), when_tone="warn")
        return (
            row
            if end is None
            else row._replace(mark=end[0], mark_tone="good", when=end[1], when_long="", when_tone="muted")
        )

    # Before the items

    def _actions(self) -> Iterator[ChoiceRow]:
        found = opening.last_actions(self.desk.records, self.view.meeting)
        ends = {id: ("x", t(_BECAME[what])) for id, what in self.view.meeting.actions.items() if what in _BECAME}
        yield from self.records(found, ends)

    def _minutes(self) -> Iterator[ChoiceRow]:
        for earlier in opening.to_confirm(self.desk.records, self.view.meeting):
            yield from self._to_confirm(earlier)

    def _to_confirm(self, earlier: Meeting) -> Iterator[ChoiceRow]:
        if earlier.confirmed_at is None:
            yield from self._said(
                t("d confirms the minutes of {id}, and with a quorum what was decided without", id=earlier.id)
            )
        else:
            who = safe(by_id(self.desk.records, earlier.confirmed_by or ""))
            yield from self._said(t("Confirmed by {who}", who=who), "good")
        for each in earlier.amendments:
            yield from self._said(noted(safe(each.text), safe(each.by)), "foreground")
        yield from self.records([earlier])

    def _numbers(self) -> Iterator[ChoiceRow]:
        yield from self.records(opening.numbers(self.desk.records, self.view.meeting))

    def _values(self) -> Iterator[ChoiceRow]:
        records, meeting = self.desk.records, self.view.meeting
        found = opening.key_results(records, meeting)
        said = {each.id for each in found if opening.is_checked_in(records, meeting, each.id)}
        rows = [*self.records(found)]
        for row in rows:
            done = row.key in said
            yield ChoiceRow(row.key, [("x " if done else "  ", "good"), *row.line[2:]] if done else row.line)

    def _consent(self) -> Iterator[ChoiceRow]:
        yield from self._said(t("d takes all of these by consent, in one step"))
        for each in opening.undisputed(self.desk.records, self.view.meeting.id):
            yield from self._said("- " + safe(each.title), "foreground")
