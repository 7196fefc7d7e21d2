"""What was granted of resources against what there is, and how much departments had to do, week by week."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from store.insight import loads
from store.insight.projection import number_of
from store.insight.trends.past_weeks import WEEKS, WeekEnd
from store.kinds.resource import Load, load, overlaps

if TYPE_CHECKING:
    from store.insight.overview import Overview
    from store.insight.trends.past_weeks import PastWeeks

P = TypeVar("P")


class ResourcePoint(NamedTuple):
    """A resource in a week: ``used`` is the most that was granted of it at the same time on any day of the week,
    ``capacity`` what there was at the end of it, ``ids`` the allocations that were granted on those days.

    ``over`` is whether it was over-committed on any day from the end of the week on, as its page said.
    """

    used: float
    capacity: float
    over: bool
    ids: tuple[str, ...]
    #: Whose it was.
    department: str


class WorkPoint(NamedTuple):
    """A department at the end of a week: its open actions, the late of them, and its people of whose time more than
    all was promised to teams."""

    open: tuple[str, ...]
    late: tuple[str, ...]
    overloaded: tuple[str, ...]


class LoadWeeks(NamedTuple):
    """A point a week by resource and by department; None where it was not there yet."""

    resources: dict[str, tuple[ResourcePoint | None, ...]]
    departments: dict[str, tuple[WorkPoint | None, ...]]


def load_over_weeks(past: PastWeeks, overview: Overview, weeks: int = WEEKS, *, department: str = "") -> LoadWeeks:
    """Of all resources of which anything was granted in these weeks, and of all departments; only of that one."""
    points = past.over(at_end, overview, weeks)
    resources = _by_id([each.resources for each in points])
    owned = {id: row for id, row in resources.items() if any(each and each.ids for each in row)}
    if department:
        owned = {id: row for id, row in owned.items() if department in {each.department for each in row if each}}
    work = _by_id([each.departments for each in points])
    return LoadWeeks(owned, {id: row for id, row in work.items() if department in ("", id)})


class LoadPoints(NamedTuple):
    """The points of all resources and departments at the end of one week."""

    resources: dict[str, ResourcePoint]
    departments: dict[str, WorkPoint]


def at_end(overview: Overview, week: WeekEnd) -> LoadPoints:
    """All resources in that week, all departments on its last day."""
    resources = {id: _of_resource(overview, id, week) for id in overview.resources.rows}
    overloaded: dict[str, list[str]] = {}
    for id, row in overview.people.rows.items():
        if row.department and sum(share for _team, share in loads.shares(overview, id)) > loads.ALL:
            overloaded.setdefault(row.department, []).append(id)
    work: dict[str, WorkPoint] = {}
    for id in overview.departments.rows:
        late = overview.late_of(id)
        work[id] = WorkPoint(overview.open_work.ids(id), tuple(late), tuple(overloaded.get(id, ())))
    return LoadPoints(resources, work)


def _of_resource(overview: Overview, id: str, week: WeekEnd) -> ResourcePoint:
    row, days = overview.resources.rows[id], Load(week.monday, week.end, 0)
    granted = [(each, use) for each, use in overview.uses_of_resource.of(id) if use.state == "granted"]
    mine = [each for each, use in granted if overlaps(days, use, row.per)]
    stretches = load((use for _id, use in granted), row.per)
    used = max((each.used for each in stretches if overlaps(days, each, row.per)), default=0.0)
    return ResourcePoint(used, row.capacity, bool(overview.over_committed(id)), tuple(mine), row.department or "")


def _by_id(points: list[dict[str, P]]) -> dict[str, tuple[P | None, ...]]:
    known = sorted({id for each in points for id in each}, key=number_of)
    return {id: tuple(each.get(id) for each in points) for id in known}
