"""The days of a series as its room lists them: when, how it is, who leads and who takes notes."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from rich.cells import cell_len

from store.fields.recurrence.occurrences import MeetingDay
from store.kinds.meeting import Meeting
from store.kinds.series import Series
from store.kinds.series_course import ROTAS, dates_of, turns
from tui.i18n import t
from tui.parts.choice_rows import ChoiceRow
from tui.text.cells import column, fit
from tui.text.joined import listed
from tui.text.labels import value_label
from tui.text.meeting_day import at
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.desk.desk import Desk

#: So many of its next days are listed.
DAYS = 20
#: Cells of a day and its time at most, of the meeting that it has.
WHEN, ID = 30, 6


def days_of(desk: "Desk", id: str) -> list[MeetingDay]:
    """The next days of the series, the cancelled ones too; nothing of one that is gone."""
    series = desk.records.maybe(Series, id)
    return [] if series is None else dates_of(desk.records, series, desk.today, DAYS, cancelled=True)


def rows_of(desk: "Desk", series: Series, days: list[MeetingDay], width: int) -> list[ChoiceRow]:
    """A row a day, its key the own day of the series; the place only where it is another one."""
    zone = desk.records.zone_of(desk.who)
    said = [safe(at(each, zone, desk.today)) for each in days]
    when = column(said, 14)
    when = min(when, WHEN)
    serving, states = _serving(desk, series, days), column((_state(desk, each) for each in days), 0)
    days = [each._replace(place="") if each.place == series.place else each for each in days]
    return [
        _row(desk, each, (fit(words, when), states), serving.get(each.day, ("", "")), width)
        for each, words in zip(days, said, strict=True)
    ]


def _state(desk: "Desk", each: MeetingDay) -> str:
    meeting = desk.records.maybe(Meeting, each.id)
    return "" if meeting is None else value_label(meeting, "state").lower()


def _row(desk: "Desk", each: MeetingDay, columns: tuple[str, int], who: tuple[str, str], width: int) -> ChoiceRow:
    when, states = columns
    gone = each.state == "cancelled"
    lead, notes = ("", "") if gone else who
    said = [t("{who} leads", who=lead)] if lead else []
    said += [t("{who} takes notes", who=notes)] if notes else []
    more = [text for text in (safe(each.place), listed(said)) if text]
    tone = "muted" if gone else "foreground"
    state = [fit(_state(desk, each), states)] if states else []
    rest = fit("  ".join([*state, *more]), max(1, width - cell_len(when) - ID - 6))
    return ChoiceRow(
        str(each.day),
        [("x " if gone else "  ", "muted"), (when, tone), ("  " + fit(each.id, ID), "muted"), ("  " + rest, tone)],
    )


def _serving(desk: "Desk", series: Series, days: list[MeetingDay]) -> dict[date, tuple[str, str]]:
    """Who leads and who takes notes on each day: as their turns come, or whoever is put down for its meeting."""
    last = max((each.on for each in days), default=desk.today)
    by_order: list[dict[date, str | None]] = []
    for order in ROTAS:
        found: dict[date, str | None] = {}
        for turn in turns(desk.records, series, order, desk.today):
            if turn.at.on > last + timedelta(1):
                break
            found[turn.at.day] = turn.who
        by_order.append(found)

    def called(each: MeetingDay, found: dict[date, str | None], field: str) -> str:
        meeting = desk.records.maybe(Meeting, each.id)
        who = found.get(each.day) if meeting is None else getattr(meeting, field)
        return safe(desk.overview.called(who)) if who else ""

    fields = [field for _next, field in ROTAS.values()]
    return {each.day: (called(each, by_order[0], fields[0]), called(each, by_order[1], fields[1])) for each in days}
