"""How long departments took to answer requests, week by week, against what they promise."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from store.insight.projection import number_of
from store.insight.trends.past_weeks import WEEKS, WeekEnd
from store.insight.waiting import answer_of, answers

if TYPE_CHECKING:
    from store.insight.overview import Overview
    from store.insight.trends.past_weeks import PastWeeks


class AnswerPoint(NamedTuple):
    """How a department stood with requests at the end of a week; all days are working days.

    ``median`` is what its page said on that day: of the answers of half a year, and of what had waited longer than is
    promised with the days until then; None where there was none, and of a goal. ``promised`` is within how many days
    it promised to answer. ``answered`` were answered in that week, ``in_time`` of them within that; ``open`` had no
    answer at the end of it, ``longest`` is for how long the oldest of these had waited.
    """

    median: float | None
    promised: int
    answered: tuple[str, ...]
    in_time: int
    open: tuple[str, ...]
    longest: int

    @property
    def ids(self) -> tuple[str, ...]:
        """What it is made of: the requests without an answer, then those answered in the week."""
        return self.open + self.answered


def answers_over_weeks(
    past: PastWeeks, overview: Overview, weeks: int = WEEKS, *, department: str = "", goal: str = ""
) -> dict[str, tuple[AnswerPoint | None, ...]]:
    """By department that was asked: a point a week; None where it was not there yet.

    Left out are departments that nobody asked for anything in these weeks. Only of that ``department``, or of what was
    asked for that ``goal``.
    """
    points = past.over(at_end, overview, weeks)
    known = {id: None for each in points for id in each if department in ("", id)}
    found: dict[str, tuple[AnswerPoint | None, ...]] = {}
    for id in sorted(known, key=number_of):
        row = tuple(None if (mine := each.get(id)) is None else mine.point(goal) for each in points)
        if any(each and (each.ids or (each.median is not None and not goal)) for each in row):
            found[id] = row
    return found


class AskedFor(NamedTuple):
    """A request at the end of a week: whether it is open, for how many working days it waited, for which goal."""

    id: str
    is_open: bool
    days: int
    goal: str


class AskedOf(NamedTuple):
    """Of a department at the end of a week: what `AnswerPoint` is made of."""

    median: float | None
    promised: int
    requests: tuple[AskedFor, ...]

    def point(self, goal: str) -> AnswerPoint:
        """Of all, or of what was asked for that goal."""
        mine = [each for each in self.requests if goal in ("", each.goal)]
        answered, open_ = ([each for each in mine if each.is_open is so] for so in (False, True))
        return AnswerPoint(
            None if goal else self.median,
            self.promised,
            tuple(each.id for each in answered),
            sum(each.days <= self.promised for each in answered),
            tuple(each.id for each in open_),
            max((each.days for each in open_), default=0),
        )


def at_end(overview: Overview, week: WeekEnd) -> dict[str, AskedOf]:
    """All departments on that day."""
    asked: dict[str, list[AskedFor]] = {}
    for id, row in overview.requests.rows.items():
        is_open = row.state == "sent"
        if row.sent and (is_open or (row.answered is not None and week.monday <= row.answered <= week.end)):
            mine = AskedFor(id, is_open, answer_of(overview, row).days, row.goal or "")
            asked.setdefault(row.department or "", []).append(mine)
    found: dict[str, AskedOf] = {}
    for id in overview.departments.rows:
        told = answers(overview, id)
        found[id] = AskedOf(told.median, told.promised, tuple(asked.get(id, ())))
    return found
