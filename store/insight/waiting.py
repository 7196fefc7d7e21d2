"""Who waits for whom: departments, from blockers, requests, stances, objections, resources; how long answers take.

One ``Wait`` is one thing that one department waits for from another; the matrix counts them by pair.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from store import clock

if TYPE_CHECKING:
    from store.insight.overview import Overview
    from store.insight.rows import GoalRow

#: Answers of so many days back count for the median.
LOOKED_BACK = 180
#: A stance, an answer to an objection, what a blocker waits for is late after so many days.
PATIENCE = 7


class Wait(NamedTuple):
    """``who`` waits for ``on`` (departments) because of ``id``, since a day; ``late`` is past what was promised."""

    who: str
    on: str
    id: str
    since: date | None
    late: bool


class Cell(NamedTuple):
    """What one department waits for from another: how many, how many of them late, for how many days the oldest."""

    open: int
    late: int
    oldest: int
    ids: tuple[str, ...]


class Answers(NamedTuple):
    """How a department answers requests: asked of it, asked by it, the median of working days, what it promises."""

    asked: int
    asks: int
    median: float | None
    promised: int


def waits(overview: Overview) -> Iterator[Wait]:
    """Everything that one department waits for from another, as it stands today."""
    yield from _blockers(overview)
    yield from _requests(overview)
    yield from _stances(overview)
    yield from _resources(overview)


def matrix(found: Iterable[Wait], today: date) -> dict[tuple[str, str], Cell]:
    """By (who waits, for whom): the counts, the oldest, and the records, those that are late and old first."""
    pairs: dict[tuple[str, str], list[Wait]] = {}
    for wait in found:
        pairs.setdefault((wait.who, wait.on), []).append(wait)
    cells: dict[tuple[str, str], Cell] = {}
    for pair, several in pairs.items():
        several.sort(key=lambda wait: (not wait.late, wait.since or today))
        oldest = max((today - (wait.since or today)).days for wait in several)
        ids = tuple(dict.fromkeys(wait.id for wait in several))
        cells[pair] = Cell(len(several), sum(wait.late for wait in several), max(0, oldest), ids)
    return cells


def answers(overview: Overview, department: str) -> Answers:
    """How a department answers, over the last half year."""
    from statistics import median  # it loads a lot, and most commands ask for no median

    row = overview.departments.get(department)
    promised = 3 if row is None else row.answer_days
    since = overview.today - timedelta(LOOKED_BACK)
    taken: list[int] = []
    asked = asks = 0
    for request in overview.requests.rows.values():
        asked += request.department == department
        asks += request.asker == department
        if request.department == department and request.sent and request.answered and request.answered >= since:
            taken.append(overview.calendar.count(request.sent, request.answered))
    return Answers(asked, asks, float(median(taken)) if taken else None, promised)


def _blockers(overview: Overview) -> Iterator[Wait]:
    for id, row in overview.open_blockers():
        on = _department(overview, row.waiting_on)
        if on is None:
            continue
        for who in dict.fromkeys(_holder(overview, held) for held in row.holds):
            if who is not None and who != on:
                yield Wait(who, on, id, row.since, late=row.severity == "high" or overview.days_held(id) > PATIENCE)


def _requests(overview: Overview) -> Iterator[Wait]:
    for id, row in overview.open_requests():
        if not row.department or not row.asker:
            continue
        if row.state in ("sent", "accepted"):
            due = row.need_by is not None and row.need_by < overview.today
            yield Wait(
                row.asker,
                row.department,
                id,
                row.sent,
                late=due or _unanswered(overview, row.department, row.sent, row.state),
            )
        else:
            yield Wait(row.department, row.asker, id, row.delivered or row.answered, late=False)


def _unanswered(overview: Overview, department: str, sent: date | None, state: str) -> bool:
    row = overview.departments.get(department)
    promised = 3 if row is None else row.answer_days
    return state == "sent" and sent is not None and overview.calendar.count(sent, overview.today) > promised


def _stances(overview: Overview) -> Iterator[Wait]:
    """A goal's owner waits for the departments that are asked what they say; who objects waits for the answer."""
    for id, goal in overview.open_goals():
        who = _department(overview, goal.owner) or next(iter(goal.departments), None)
        for department in goal.departments:
            if who is None or department == who:
                continue
            asked = asked_of(goal, department, overview.reading.settings.zone)
            if asked is not None:
                yield _since(overview, who, department, id, asked)
            stance = goal.stances.get(department, {})
            if stance.get("stance") == "objects" and not stance.get("answer"):
                yield _since(overview, department, who, id, _day(overview, _moment(stance.get("at"))) or overview.today)


def _since(overview: Overview, who: str, on: str, id: str, since: date) -> Wait:
    return Wait(who, on, id, since, late=(overview.today - since).days > PATIENCE)


def asked_of(goal: GoalRow, department: str, zone: str = "UTC") -> date | None:
    """Since when a department owes its stance: while the goal is discussed, and where it is asked again later.

    The day is one of that time zone. Where the gate was passed without its word, nobody waits for that any more.
    """
    stance = goal.stances.get(department, {})
    if stance.get("stance", "pending") != "pending" or goal.step == "prepare" or not goal.is_open:
        return None
    asked, prepared, met = map(
        _moment, (stance.get("asked"), *(goal.passed.get(step, {}).get("at") for step in ("prepare", "meet")))
    )
    if goal.step != "meet" and (asked is None or (met is not None and asked < met)):
        return None
    since = max(filter(None, (asked, prepared)), default=goal.made_at)
    return None if since is None else clock.there(since, zone).date()


def _resources(overview: Overview) -> Iterator[Wait]:
    for id, row in overview.allocations.rows.items():
        resource = overview.resources.get(row.resource or "")
        if row.state != "asked" or resource is None or not resource.department or not row.department:
            continue
        if row.department != resource.department:
            late = row.start is not None and row.start <= overview.today
            yield Wait(row.department, resource.department, id, _day(overview, row.made_at), late)


def _moment(stamp: str | None) -> datetime | None:
    return datetime.fromisoformat(stamp) if stamp else None


def _day(overview: Overview, stamp: datetime | None) -> date | None:
    return None if stamp is None else overview.day_of(stamp)


def _department(overview: Overview, id: str | None) -> str | None:
    """The department that is meant: itself, or that of the person."""
    if id is None or id.startswith("DP-"):
        return id
    person = overview.people.get(id)
    return None if person is None else person.department


def _holder(overview: Overview, id: str) -> str | None:
    """The department whose work is held up."""
    action = overview.actions.get(id)
    if action is not None:
        return overview.department_of(action)
    result = overview.key_results.get(id)
    if result is not None:
        return result.department or _department(overview, result.owner)
    goal = overview.goals.get(id)
    return None if goal is None else _department(overview, goal.owner) or next(iter(goal.departments), None)
