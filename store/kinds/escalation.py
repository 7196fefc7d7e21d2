"""To whom a blocker goes when it does not move: along RACI and the lines of the departments.

First the lead of the department that is waited on, then whoever is accountable for what is held up (the key result,
then the goal), then the leads of the departments above, one after another. What waits for nobody inside goes along the
line of the department that it holds up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from store.errors import Refused
from store.fields.clean_text import clean
from store.kinds.base import Record
from store.kinds.blocker import Blocker
from store.kinds.department import Department
from store.kinds.goal import Goal
from store.kinds.person import Person

if TYPE_CHECKING:
    from store.records import Changes, Records


def ladder(blocker: Blocker, records: Records) -> list[str]:
    """The ids of the people to whom it can go, the nearest first; whoever is waited on is not among them."""
    held = [found for id in blocker.holds if (found := records.find(id)) is not None]
    line = _line(_department(blocker.waiting_on, records), records) or _line_held(held, records)
    found = line[:1]
    for record in [*held, *_goals(held, records)]:
        found += [id for id in (accountable(record, records),) if id]
    found += line[1:]
    return [id for id in dict.fromkeys(found) if id != blocker.waiting_on]


def accountable(record: Record, records: Records) -> str | None:
    """The person who answers for a record: its A, or the lead of the department that is; a goal's owner without one."""
    raci: Mapping[str, str] = getattr(record, "raci", {})
    party = next((id for id, letter in raci.items() if letter == "A"), None)
    if party is None:
        return record.owner if isinstance(record, Goal) else None
    department = records.maybe(Department, party)
    return party if department is None else department.lead


def answerer(goal: Goal, records: Records) -> tuple[str | None, str | None]:
    """The person who answers for a goal, and of which department that is: the first of the goal's where of none."""
    party = next((id for id, letter in goal.raci.items() if letter == "A"), goal.owner)
    return accountable(goal, records), _department(party, records) or next(iter(goal.departments), None)


def _department(id: str | None, records: Records) -> str | None:
    """The department that is meant: itself, or that of the person."""
    person = records.maybe(Person, id)
    return id if person is None else person.department


def _line_held(held: Iterable[Record], records: Records) -> list[str]:
    """The line of the first department whose work is held up."""
    for record in held:
        department = getattr(record, "department", None) or _department(getattr(record, "owner", None), records)
        if department and (line := _line(department, records)):
            return line
    return []


def _line(department: str | None, records: Records) -> list[str]:
    """The lead of a department, and those of the departments above it."""
    leads: list[str] = []
    seen: set[str] = set()
    while department and department not in seen:
        seen.add(department)
        found = records.maybe(Department, department)
        if found is None:
            break
        leads += [found.lead] if found.lead else []
        department = found.parent
    return leads


def _goals(held: Iterable[Record], records: Records) -> list[Record]:
    found = (records.maybe(Goal, getattr(record, "goal", None)) for record in held)
    return list({goal.id: goal for goal in found if goal is not None}.values())


def escalate(changes: Changes, id: str, to: str | None = None, why: str = "") -> Blocker:
    """Put it before the next one above, or before ``to``. Raises `Refused` where there is nobody left."""
    blocker = changes.one(Blocker, id)
    if blocker.resolved:
        raise Refused("{id} is resolved already; reopen it if it holds again", "closed", id=id)
    if to is None:
        above = ladder(blocker, changes)
        if blocker.escalated_to in above:
            above = above[above.index(blocker.escalated_to) + 1 :]
        if not above:
            raise Refused("There is nobody above to put {id} before; name somebody, or decide", "nobody-above", id=id)
        to = above[0]
    person = changes.one(Person, to)
    why = clean(why, lines=True)
    changes.say("escalate", id=id, to=person.id, **({"why": why} if why else {}))
    return changes.change(blocker, escalated_to=person.id, escalated_on=changes.today)
