"""Who waits for whom: departments, from blockers, requests, stances, objections, resources, updates; how long
answers take.

One ``Wait`` is one thing that one department waits for from another; the matrix counts them by pair. Whose word is
waited for, and since when, follows from the rules of the kinds (`goal.asked_since`, `goal.objected_since`,
`request.owes_word`, `acknowledging.since`, `escalation.answerer`): the same that my day, the counts and the pages go
by.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from store.insight.unacknowledged import goes_on, is_there
from store.kinds import acknowledging
from store.kinds.blocker import PATIENCE
from store.kinds.escalation import answerer
from store.kinds.goal import Goal, asked_since, objected_since, open_objections
from store.kinds.request import RequestLike, days_late, days_to_answer
from store.words import Words

if TYPE_CHECKING:
    from store.insight.overview import Overview
    from store.insight.projected_fields import GoalRow

#: Answers of so many days back count for the median.
LOOKED_BACK = 180
#: So many working days are promised where nobody promises.
PROMISED = 3
#: What is wanted in a request, by its state.
_WANTED = {
    "sent": Words("an answer"),
    "negotiating": Words("an answer to the offer"),
    "accepted": Words("the delivery"),
    "delivered": Words("a confirmation"),
}


class Wait(NamedTuple):
    """``who`` waits for ``on`` (departments) because of ``id``, since a day; ``late`` is past what was promised."""

    who: str
    on: str
    id: str
    since: date | None
    late: bool
    #: What is wanted.
    what: Words

    def days(self, today: date) -> int:
        """For how many days."""
        return max(0, (today - self.since).days) if self.since else 0


class Cell(NamedTuple):
    """What one department waits for from another: how many, how many of them late, for how many days the oldest."""

    open: int
    late: int
    oldest: int
    ids: tuple[str, ...]


class AnswerTime(NamedTuple):
    """How many working days the answer to a request took, or has taken by now, and how many are promised."""

    days: int
    promised: int

    @property
    def late(self) -> bool:
        """It took, or takes, longer than is promised."""
        return self.days > self.promised


class Answers(NamedTuple):
    """How a department answers requests: asked of it, asked by it, the median of working days, what it promises.

    ``open`` are those that have no answer yet, ``longest`` is for how many working days the oldest of them waits. What
    waits longer than is promised counts for the median with the days until now: silence makes nobody quick. Of those
    ``counted`` so many were answered ``in_time``.
    """

    asked: int
    asks: int
    median: float | None
    promised: int
    open: int = 0
    longest: int = 0
    counted: int = 0
    in_time: int = 0


def waits(overview: Overview) -> Iterator[Wait]:
    """Everything that one department waits for from another, as it stands today."""
    yield from _blockers(overview)
    yield from _requests(overview)
    yield from _stances(overview)
    yield from _resources(overview)
    yield from _updates(overview)


def matrix(found: Iterable[Wait], today: date) -> dict[tuple[str, str], Cell]:
    """By (who waits, for whom): the counts, the oldest, and the records, those that are late and old first."""
    pairs: dict[tuple[str, str], list[Wait]] = {}
    for wait in found:
        pairs.setdefault((wait.who, wait.on), []).append(wait)
    cells: dict[tuple[str, str], Cell] = {}
    for pair, several in pairs.items():
        several.sort(key=lambda wait: (not wait.late, wait.since or today))
        oldest = max(wait.days(today) for wait in several)
        ids = tuple(dict.fromkeys(wait.id for wait in several))
        cells[pair] = Cell(len(several), sum(wait.late for wait in several), oldest, ids)
    return cells


def answer_of(overview: Overview, request: RequestLike) -> AnswerTime:
    """How long the answer to a request has taken by today, and how long the department that is asked promises."""
    return AnswerTime(
        days_to_answer(request, overview.today, overview.calendar), promised(overview, request.department)
    )


def answers_words(found: Answers, department: str) -> Words:
    """Within how many working days a department (its name) promises to answer and does, and what waits for longer."""
    if found.median is None:
        said = Words(
            "{on} promises an answer within {n} working days",
            one="{on} promises an answer within {n} working day",
            on=department,
            n=found.promised,
        )
    else:
        said = Words(
            "{department} answers within {n} working days (median); it promises {promised}",
            one="{department} answers within {n} working day (median); it promises {promised}",
            n=int(found.median) if found.median.is_integer() else found.median,
            department=department,
            promised=found.promised,
        )
    if found.longest <= found.promised:
        return said
    return Words(
        "{said}; {n} requests have no answer, the oldest for {days}",
        one="{said}; {n} request has no answer for {days}",
        said=said,
        n=found.open,
        days=Words("{n} working days", one="{n} working day", n=found.longest),
    )


def promised(overview: Overview, department: str | None) -> int:
    """Within how many working days a department promises to answer."""
    row = overview.departments.get(department or "")
    return PROMISED if row is None else row.answer_days


def answers(overview: Overview, department: str) -> Answers:
    """How a department answers, over the last half year."""
    from statistics import median  # late: it loads a lot, and most commands ask for no median

    since = overview.today - timedelta(LOOKED_BACK)
    taken: list[int] = []
    waiting: list[int] = []
    asked, asks = overview.requests_of_department.ids(department), overview.requests_of_asker.ids(department)
    for _id, request in overview.requests_of_department.of(department):
        if not request.sent:
            continue
        answer = answer_of(overview, request)
        if request.state == "sent":
            waiting.append(answer.days)
        if answer.late if request.state == "sent" else (request.answered or date.min) >= since:
            taken.append(answer.days)
    found = float(median(taken)) if taken else None
    within = promised(overview, department)
    in_time = sum(days <= within for days in taken)
    return Answers(len(asked), len(asks), found, within, len(waiting), max(waiting, default=0), len(taken), in_time)


def _blockers(overview: Overview) -> Iterator[Wait]:
    for id, row in overview.open_blockers():
        on = department_meant(overview, row.waiting_on)
        if on is None:
            continue
        days = overview.days_held(id)
        for who in dict.fromkeys(department_of(overview, held) for held in row.holds):
            if who is not None and who != on:
                since = overview.today - timedelta(days)
                yield Wait(who, on, id, since, days > PATIENCE, Words("the blocker resolved"))


def _requests(overview: Overview) -> Iterator[Wait]:
    for id, row in overview.open_requests():
        if not row.department or not row.asker:
            continue
        if row.state in ("sent", "accepted"):
            late = days_late(row, overview.today) > 0 or (row.state == "sent" and answer_of(overview, row).late)
            yield Wait(row.asker, row.department, id, row.sent, late, _WANTED[row.state])
        else:
            yield Wait(row.department, row.asker, id, row.delivered or row.answered, False, _WANTED[row.state])


def _stances(overview: Overview) -> Iterator[Wait]:
    """Who answers for a goal waits for the departments that are asked what they say; who objects waits for them."""
    for id, goal in overview.open_goals():
        asked = {each: since for each in goal.departments if (since := asked_since(goal, each))}
        objected = {each: since for each in goal.departments if (since := objected_since(goal, each))}
        who = answers_for(overview, id)[1] if asked or objected else None
        if who is None:
            continue
        stance, answer = Words("its stance"), Words("an answer to the objection")
        yield from (_since(overview, (who, each), id, at, stance) for each, at in asked.items() if each != who)
        yield from (_since(overview, (each, who), id, at, answer) for each, at in objected.items() if each != who)


def _since(overview: Overview, pair: tuple[str, str], id: str, moment: datetime, what: Words) -> Wait:
    since = overview.day_of(moment)
    return Wait(*pair, id, since, (overview.today - since).days > PATIENCE, what)


def answers_for(overview: Overview, goal_id: str) -> tuple[str | None, str | None]:
    """The person who answers for a goal, and of which department that is."""
    goal = overview.reading.find(goal_id)
    return answerer(goal, overview.reading) if isinstance(goal, Goal) else (None, None)


def owes_answer(overview: Overview, goal_id: str, goal: GoalRow) -> tuple[str | None, str | None]:
    """The person who owes an answer to what is objected to a goal, and the department; neither where nobody objects."""
    return answers_for(overview, goal_id) if goal.is_open and open_objections(goal) else (None, None)


def _resources(overview: Overview) -> Iterator[Wait]:
    for id, row in overview.allocations.rows.items():
        resource = overview.resources.get(row.resource or "")
        if row.state != "asked" or resource is None or not resource.department or not row.department:
            continue
        if row.department != resource.department:
            asked = None if row.made_at is None else overview.day_of(row.made_at)
            late = row.start is not None and row.start <= overview.today
            yield Wait(row.department, resource.department, id, asked, late, Words("the grant"))


def _updates(overview: Overview) -> Iterator[Wait]:
    """Who shares a risk or a change waits until it is acknowledged; who asks about an update waits for the answer."""
    word, answer = Words("its acknowledgement"), Words("an answer to its question")
    for id, row in overview.updates.rows.items():
        if row.department is None or not goes_on(overview, row):
            continue
        pairs = [((row.department, each), each, word) for each in row.wanted]
        pairs += [((each, row.department), each, answer) for each in row.asking]
        for pair, of, what in pairs:
            since = acknowledging.since(row, of)
            if since is not None and is_there(overview, pair[1]):
                yield _since(overview, pair, id, since, what)


def department_meant(overview: Overview, id: str | None) -> str | None:
    """The department that is meant: itself, or that of the person."""
    return id if id is None or id.startswith("DP-") else overview.home_of(id)


def department_of(overview: Overview, id: str) -> str | None:
    """The department whose work an action, a key result or a goal is."""
    action = overview.actions.get(id)
    if action is not None:
        return overview.department_of(action)
    result = overview.key_results.get(id)
    if result is not None:
        return result.department or department_meant(overview, result.owner)
    goal = overview.goals.get(id)
    return None if goal is None else department_meant(overview, goal.owner) or next(iter(goal.departments), None)
