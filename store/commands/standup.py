"""What people do at the stand-up: post an entry, with what becomes of its lines, and open, lead and close the round.

Each is a command for `Workspace.do`: it gets `Changes` first.
"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import msgspec

from store import commands
from store.errors import NotFound, Refused, Stale
from store.kinds import split_id
from store.kinds.blocker import KIND as BLOCKER
from store.kinds.person import Person
from store.kinds.standup import StandUp, complete, edited, of_person, raise_named
from store.kinds.standup_line import Line, joined, with_ids
from store.kinds.standup_round import Round, closing
from store.kinds.standup_round import complete as complete_round
from store.kinds.standup_round import of_day as round_of_day
from store.records import Changes
from store.records.merge import CLASH, merge_value


def post(
    changes: Changes,
    lines: Sequence[Line],
    on: date | None = None,
    person: str | None = None,
    *,
    base: Sequence[Line] | None = None,
    make: Collection[str] = (),
) -> StandUp:
    """Somebody's entry of a day (mine, of the day it is here): posted, or amended where there is one.

    ``lines`` are added to what is there; with ``base``, the lines as whoever edits them saw them, they take its place,
    and what others changed meanwhile is kept. The lines whose ids are in ``make`` become records of their own: what is
    next an action of that person, what is done an action that is done, what holds somebody up a blocker. Raises
    `Refused`, `Stale` where two changed the same line, `NotFound` for a record that a line names, `Invalid`.
    """
    day = on or changes.here
    whose = person or _me(changes)
    found = of_person(changes, whose, day)
    lines = with_ids(lines)
    for id in make:
        if all(line.id != id for line in lines):
            raise NotFound("There is no line {id} in this entry", "not-found", id=id)
    if found is None:
        entry = changes.add(complete(changes, StandUp(day=day, person=whose, lines=_some(lines))))
    else:
        entry = _amended(changes, found, lines, base)
    made = [id for line in entry.lines if line.id in make and (id := _made_of(changes, entry, line)) is not None]
    entry = changes.one(StandUp, entry.id)
    if found is None or entry.lines != found.lines:
        changes.say("standup", id=entry.id, person=whose, **({"made": made} if made else {}))
    return entry


def _me(changes: Changes) -> str:
    me = changes.person
    if me is None:
        raise Refused("Nobody here has the login {login}; say whose entry it is", "whose-stand-up", login=changes.who)
    return me.id


def _some(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    if not lines:
        raise Refused(
            "An entry says something: what is done, what is next, what is in the way, or a note", "wants-words"
        )
    return lines


def _amended(changes: Changes, found: StandUp, lines: tuple[Line, ...], base: Sequence[Line] | None) -> StandUp:
    if base is None:
        wanted = joined(found.lines, lines)
    else:
        seen = with_ids(base)
        wanted = merge_value("rows", seen, found.lines, lines)
        if wanted is CLASH:
            raise Stale(found.id, {"lines": lines}, {"lines": found.lines}, {"lines": seen})
    after = msgspec.structs.replace(found, lines=_some(tuple(wanted)))
    if after == found:
        return found
    return changes.put(edited(changes, found, after, ""))


def _can_be_held(id: str) -> bool:
    place = split_id(id)
    return place is not None and place[0].name in BLOCKER.fields["holds"].kinds


def _made_of(changes: Changes, entry: StandUp, line: Line) -> str | None:
    """The id of the record that a line has become; None for one that names what it is about already."""
    owner = changes.one(Person, entry.person or "")
    values: dict[str, Any] = {"title": line.text}
    if line.section == "blocked" and (line.on is None or _can_be_held(line.on)):
        kind = "blocker"
        values |= {"holds": [line.on] if line.on else [], "since": min(entry.day, changes.here)}
    elif line.section in ("done", "next") and line.on is None:
        kind = "action"
        values |= {"owner": owner.id, "department": owner.department, "source": entry.id}
        values |= {"state": "done", "done_on": entry.day} if line.section == "done" else {}
    elif line.section == "note":
        raise Refused(
            '"{text}" is a note and stays one; put it under done, next or blocked', "only-a-note", text=line.text[:40]
        )
    else:
        return None
    made = commands.add(changes, kind, values)
    now = changes.one(StandUp, entry.id)
    after = msgspec.structs.replace(now, lines=joined(now.lines, [msgspec.structs.replace(line, on=made.id)]))
    raise_named(changes, now, changes.put(after))
    return made.id


# The round


def open_round(changes: Changes, on: date | None = None, facilitator: str | None = None) -> Round:
    """The stand-up of a day (today) begins; where it has begun already it stays as it is. Raises `Refused`."""
    day = on or changes.today
    if day > changes.today:
        raise Refused("{day} is still to come; a stand-up begins on its day", "too-far-ahead", day=day)
    found = round_of_day(changes, day)
    if found is not None:
        if found.closed is not None:
            raise Refused("{id} is closed already; reopen it first", "closed", id=found.id)
        return found
    made = changes.add(complete_round(changes, Round(day=day, facilitator=facilitator)))
    changes.say("open-round", id=made.id)
    return made


def lead_round(changes: Changes, id: str, person: str | None = None) -> Round:
    """Somebody (me) leads it from now on."""
    found = changes.one(Round, id)
    if found.closed is not None:
        raise Refused("{id} is closed already; reopen it first", "closed", id=id)
    whose = changes.one(Person, person or _me(changes)).id
    if whose == found.facilitator:
        return found
    changes.say("lead-round", id=id, person=whose)
    return changes.change(found, facilitator=whose)


def close_round(changes: Changes, on: date | None = None, present: Sequence[str] = ()) -> Round:
    """The stand-up of a day (today) ends; ``present`` are the people who were there.

    Raises `Refused` where none has begun, and as `kinds.standup_round.closing` does.
    """
    day = on or changes.today
    found = round_of_day(changes, day)
    if found is None:
        raise Refused("No stand-up of {day} has begun; open it first", "not-begun", day=day)
    closed = changes.put(closing(changes, found, present))
    changes.say("close-round", id=closed.id)
    return closed
