"""To whom a blocker goes when it does not move: along RACI and the lines of the departments.

First the lead of the department that is waited on, then whoever is accountable for the goal, then the leads of the
departments above, one after another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.errors import Refused
from store.kinds.blocker import Blocker
from store.kinds.department import Department
from store.kinds.goal import Goal
from store.kinds.person import Person
from store.text import clean

if TYPE_CHECKING:
    from store.records import Changes, Records


def ladder(blocker: Blocker, records: Records) -> list[str]:
    """The ids of the people to whom it can go, the nearest first; whoever is waited on is not among them."""
    line = _line(blocker.waiting_on, records)
    found = line[:1]
    for goal in _goals(blocker, records):
        found += [id for id in (accountable(goal, records),) if id]
    found += line[1:]
    return [id for id in dict.fromkeys(found) if id != blocker.waiting_on]


def accountable(goal: Goal, records: Records) -> str | None:
    """The person who answers for a goal: its A, the lead of the department that is A, without an A its owner."""
    party = next((id for id, letter in goal.raci.items() if letter == "A"), None)
    if party is None:
        return goal.owner
    record = records.find(party)
    return record.lead if isinstance(record, Department) else party


def _line(waited_on: str | None, records: Records) -> list[str]:
    """The lead of the department that is meant, and those of the departments above it."""
    record = records.find(waited_on) if waited_on else None
    department = record.department if isinstance(record, Person) else waited_on
    leads: list[str] = []
    seen: set[str] = set()
    while department and department not in seen:
        seen.add(department)
        found = records.find(department)
        if not isinstance(found, Department):
            break
        leads += [found.lead] if found.lead else []
        department = found.parent
    return leads


def _goals(blocker: Blocker, records: Records) -> list[Goal]:
    found: dict[str, Goal] = {}
    for id in blocker.holds:
        record = records.find(id)
        goal = record if isinstance(record, Goal) else records.find(getattr(record, "goal", None) or "")
        if isinstance(goal, Goal):
            found[goal.id] = goal
    return list(found.values())


def escalate(changes: Changes, id: str, to: str | None = None, why: str = "") -> Blocker:
    """Put it before the next one above, or before ``to``. Raises `Refused` where there is nobody left."""
    blocker = changes.one(Blocker, id)
    if blocker.resolved:
        raise Refused("{id} is resolved already", id=id)
    if to is None:
        above = ladder(blocker, changes)
        if blocker.escalated_to in above:
            above = above[above.index(blocker.escalated_to) + 1 :]
        if not above:
            raise Refused("There is nobody above to put {id} before; name somebody, or decide (D)", id=id)
        to = above[0]
    person = changes.one(Person, to)
    why = clean(why, lines=True)
    changes.say("escalate", id=id, to=person.id, **({"why": why} if why else {}))
    return changes.change(blocker, escalated_to=person.id, escalated_on=changes.today)
