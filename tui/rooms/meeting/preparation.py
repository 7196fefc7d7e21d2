"""A meeting before it begins, and after it has ended: what it is for, who comes, what waits; the minutes, the next."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from store.commands.meeting_attendance import invited
from store.kinds.agenda_item import backlog
from store.kinds.base import fields_of
from store.kinds.meeting import Coming, Meeting
from store.kinds.series_course import day_of
from tui.i18n import t
from tui.parts.choice_rows import ChoiceRow
from tui.rooms.meeting.head import called
from tui.text.cells import column, lead, wrap
from tui.text.days import long
from tui.text.joined import labelled, listed, noted, told
from tui.text.meeting_day import with_here
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.desk.desk import Desk
    from tui.rooms.meeting.view import MeetingView


def rows(desk: "Desk", view: "MeetingView", width: int) -> Iterator[ChoiceRow]:
    """Purpose and outcome, the time, who comes and is prepared, what waits in the backlog."""
    meeting = view.meeting
    facts = [(t("Purpose"), meeting.purpose), (t("Expected outcome"), meeting.expected), (t("Place"), meeting.place)]
    facts.append((t("Agenda"), _time(view)))
    if meeting.series and (waiting := len(backlog(desk.records, meeting.series))):
        said = t(
            "{n} items wait in the backlog; + takes them", one="One item waits in the backlog; + takes it", n=waiting
        )
        facts.append((t("Backlog"), said))
    facts = [(label, text) for label, text in facts if text]
    names = {id: safe(desk.overview.names.of(id)) for id in invited(desk.records, meeting)}
    wide = column((*(label for label, _text in facts), *names.values()), most=width // 3)
    for label, text in facts:
        tone = "bad" if label == t("Agenda") and view.too_long else "foreground"
        for at, line in enumerate(wrap(safe(text), width - wide)):
            yield ChoiceRow("", [(lead(label if not at else "", wide), "muted"), (line, tone)])
    for id, name in names.items():
        yield _department(desk, meeting, id, lead(name, wide))


def _time(view: "MeetingView") -> str:
    n, length = view.planned, view.meeting.length
    if not length:
        return t("{n} min planned", n=n)
    if view.too_long:
        return t("{n} min planned, {over} more than the {length} there are", n=n, over=n - length, length=length)
    return t("{n} min planned, {length} there", n=n, length=length)


def _department(desk: "Desk", meeting: Meeting, id: str, name: str) -> ChoiceRow:
    coming = meeting.coming.get(id)
    said = [t("nobody has said who comes") if coming is None else _comes(desk, coming)]
    said.append(t("prepared") if id in meeting.prepared else t("not prepared yet"))
    tone = "good" if coming is not None and id in meeting.prepared else "muted"
    return ChoiceRow(id, [(name, "foreground"), (told(said), tone)])


def _comes(desk: "Desk", coming: Coming) -> str:
    answer = t(fields_of(Coming)["answer"].label_of(coming.answer))
    return noted(answer, called(desk, coming.who)) if coming.who else answer


def afterwards(desk: "Desk", view: "MeetingView", width: int) -> Iterator[ChoiceRow]:
    """Whether the minutes are confirmed, who was there, which meeting is next."""
    meeting, found = view.meeting, next_of(desk, view.meeting)
    said: list[tuple[str, str]] = []
    if meeting.state == "cancelled":
        said.append((labelled(t("Cancelled"), safe(meeting.reason)), "warn"))
    elif meeting.confirmed_at:
        who, within = called(desk, meeting.confirmed_by or ""), meeting.confirmed_in
        by = t("The minutes are confirmed, by {who} in {id}", who=who, id=within) if within else ""
        said.append((by or t("The minutes are confirmed, by {who}", who=who), "good"))
    elif found is not None:
        said.append((t("The minutes are a draft: the next meeting confirms them"), "foreground"))
        said.append((t("i adds a line to them"), "muted"))
    else:
        said.append((t("The minutes are a draft, and no meeting follows yet"), "foreground"))
        said.append((t("i adds a line to them, d confirms them"), "muted"))
    if meeting.present:
        said.append((labelled(t("Present"), listed(called(desk, id) for id in meeting.present)), "muted"))
    said += [(noted(safe(each.text), safe(each.by)), "foreground") for each in meeting.amendments]
    for text, tone in said:
        yield from (ChoiceRow("", [(line, tone)]) for line in wrap(text, width))
    if found is not None:
        when = told(filter(None, (long(found.on, desk.today) if found.on else "", found.time)))
        when = with_here(when, day_of(desk.records, found), desk.zone, desk.today)
        text = t("Next: {id}, {when}; > goes there", id=found.id, when=when)
        yield ChoiceRow(found.id, [(text, "accent")])


def next_of(desk: "Desk", meeting: Meeting) -> Meeting | None:
    """The next meeting of its series, else of its goal, that is still to come or runs."""
    field, id = ("series", meeting.series) if meeting.series else ("goal", meeting.goal)
    if not id:
        return None
    found = desk.records.pointing(Meeting, field, id)
    ahead = [each for each in found if each.state in ("draft", "open", "running") and each.id != meeting.id]
    return min(ahead, key=lambda each: (str(each.on or "9"), each.time), default=None)
