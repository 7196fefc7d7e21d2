"""My day: what of all there is concerns one person today, in the order in which it presses.

RACI does its work here: whoever is responsible sees the goal, whoever is accountable hears when it is late, red or
blocked, whoever leads a department sees what waits for the department's word.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from store.words import Words

if TYPE_CHECKING:
    from store.insight.overview import Overview
    from store.insight.rows import ActionRow, GoalRow

#: Actions due in so many days are near, milestones and reviews in so many.
SOON, AHEAD = 7, 14
#: The sections in their order, by name.
SECTIONS: dict[str, Words] = {
    "late": Words("Late"),
    "today": Words("Due today"),
    "waits": Words("Others wait for me"),
    "answers": Words("My department is asked"),
    "goals": Words("My goals want a look"),
    "next": Words("Next"),
    "blocked": Words("Held up"),
    "freed": Words("Free again"),
    "ahead": Words("Soon"),
    "part": Words("I have a part in"),
}


class Item(NamedTuple):
    """One line: which section, which record, and why it stands here (None: its title says it)."""

    section: str
    id: str
    why: Words | None = None


def of(overview: Overview, person: str) -> list[Item]:
    """What concerns that person today, by section; each record once, where it presses most."""
    leads = [id for id, row in overview.departments.rows.items() if person in (row.lead, row.deputy)]
    found = [
        *_actions(overview, person),
        *_waits(overview, person),
        *_answers(overview, leads),
        *_goals(overview, person, leads),
        *_ahead(overview, person),
    ]
    order = list(SECTIONS)
    seen: set[str] = set()
    items: list[Item] = []
    for item in sorted(found, key=lambda item: order.index(item.section)):  # stable within a section
        if item.id not in seen:
            seen.add(item.id)
            items.append(item)
    return items


_RANK = {"high": 0, "normal": 1, "low": 2}


def _actions(overview: Overview, person: str) -> Iterator[Item]:
    mine = [(id, row) for id, row in overview.actions_owned(person) if row.is_open]
    mine.sort(key=lambda pair: (pair[1].due or date.max, _RANK.get(pair[1].priority, 1), int(pair[0][2:])))
    for id, row in mine:
        yield _action(overview, id, row)


def _action(overview: Overview, id: str, row: ActionRow) -> Item:
    today = overview.today
    if overview.late(row):
        n = (today - row.due).days if row.due else 0
        return Item("late", id, Words("{n} days late", one="{n} day late", n=n))
    blockers = overview.blocked_by(id)
    if blockers:
        return Item("blocked", id, Words("by {ids}", ids=", ".join(blockers)))
    freed = overview.freed_on(id)
    if freed is not None and (today - freed).days <= 3:
        return Item("freed", id)
    return Item("today" if row.due == today else "next", id)


def _waits(overview: Overview, person: str) -> Iterator[Item]:
    for id in overview.waiting_on(person):
        n = overview.days_held(id)
        yield Item("waits", id, Words("for {n} days", one="for {n} day", n=n))
    for id, row in overview.open_blockers():
        if row.escalated_to == person:
            yield Item("waits", id, Words("escalated to me"))


def _answers(overview: Overview, leads: list[str]) -> Iterator[Item]:
    for department in leads:
        called = overview.called(department)
        for id in overview.waiting_on(department):
            yield Item("answers", id, Words("waits on {department}", department=called))
        yield from _requests(overview, department)
        for id in overview.goals_of(department):
            goal = overview.goals.get(id)
            if goal is not None and goal.step == "meet" and _silent(goal, department):
                yield Item("answers", id, Words("the stance of {department}", department=called))
    for id, row in overview.allocations.rows.items():
        resource = overview.resources.get(row.resource or "")
        if row.state == "asked" and resource is not None and resource.department in leads:
            yield Item("answers", id, Words("to grant or decline"))


_TO_ANSWER = Words("to answer")
_ASKING = {"negotiating": Words("an offer to answer"), "delivered": Words("to confirm")}


def _requests(overview: Overview, department: str) -> Iterator[Item]:
    states = {id: row.state for id, row in overview.open_requests()}
    for id in overview.requests_to(department):
        if states[id] == "sent":
            yield Item("answers", id, _TO_ANSWER)
    for id in overview.requests_from(department):
        if states[id] in _ASKING:
            yield Item("answers", id, _ASKING[states[id]])


def _silent(goal: GoalRow, department: str) -> bool:
    return goal.stances.get(department, {}).get("stance", "pending") == "pending"


def _goals(overview: Overview, person: str, leads: list[str]) -> Iterator[Item]:
    parties = {person, *leads}
    for id, goal in overview.open_goals():
        letters = {goal.raci[party] for party in parties & goal.raci.keys()}
        if not goal.raci and goal.owner == person:
            letters = {"A"}
        if "A" in letters:
            health = overview.health(id)
            if health.color in ("red", "amber"):
                yield Item("goals", id, health.reasons[0] if health.reasons else None)
            else:
                yield Item("part", id, Words("accountable"))
        elif "R" in letters:
            yield Item("part", id, Words("responsible"))


def _ahead(overview: Overview, person: str) -> Iterator[Item]:
    until = overview.today + timedelta(AHEAD)
    for id, row in overview.milestones.rows.items():
        if row.owner == person and row.done is None and row.due is not None and row.due <= until:
            yield Item("late" if row.due < overview.today else "ahead", id)
    for id, row in overview.decisions.rows.items():
        goal = overview.goals.get(row.goal or "")
        mine = goal is not None and (goal.owner == person or goal.raci.get(person) == "A")
        if mine and row.review_on is not None and row.review_on <= until and not row.result:
            yield Item("ahead", id, Words("to be reviewed"))
