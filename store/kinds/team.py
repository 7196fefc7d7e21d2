"""Teams: temporary squads across departments, each member with a share of the working time, from a day to a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated

import msgspec

from store.errors import Fault, Refused
from store.fields import day, line, mapping, ref, text
from store.fields.rights import FREE
from store.kinds.base import Ending, Kind, Record
from store.kinds.common_rules import order_of_days
from store.kinds.naming import by_id
from store.words import Words

if TYPE_CHECKING:
    from store.records import Changes, Records


class Team(Record, frozen=True):
    """``members`` maps a person's id to the share of their time, in percent.

    It ends by itself on ``end``, and when its goal does.
    """

    name: Annotated[str, line("Name", names=True)]
    goal: Annotated[str | None, ref("Goal", "goal")] = None
    purpose: Annotated[str, text("Purpose")] = ""
    start: Annotated[date | None, day("From", context="day")] = None
    end: Annotated[date | None, day("To")] = None
    members: Annotated[dict[str, int], mapping("Members", "person", right=FREE, duty=True)] = {}


# Rules


def is_running(team: Team, today: date, goal_is_open: bool = True) -> bool:
    """Begun and not ended, on its last day or with its goal."""
    return goal_is_open and (team.start is None or team.start <= today) and (team.end is None or today <= team.end)


def ended(team: Team, _records: Records, today: date) -> bool:
    """Its last day is over; one that is still to begin is not."""
    return team.end is not None and team.end < today


def faults(team: Team, _before: Team | None, _records: Records) -> Iterator[Fault]:
    """Days in order, shares from 1 to 100 %."""
    yield from order_of_days(team.start, team.end, "end")
    for id, share in team.members.items():
        if not 1 <= share <= 100:
            words = Words(
                "{share} % of somebody's time is not possible; it goes from 1 to 100", "out-of-range", share=share
            )
            yield Fault(f"members.{id}", words)


# Commands


def complete(changes: Changes, team: Team) -> Team:
    """A new team begins today, unless told otherwise, and lasts as long as its goal."""
    goal = changes.find(team.goal) if team.goal else None
    end = team.end or getattr(goal, "due", None)
    start = team.start or min(changes.today, end or changes.today)
    return msgspec.structs.replace(team, start=start, end=end)


def set_share(changes: Changes, id: str, person: str, percent: int) -> Team:
    """So much of a person's time is this team's; 0 takes the person out. Raises `Refused` for somebody not in it."""
    team = changes.one(Team, id)
    if not percent and person not in team.members:
        raise Refused(
            "{person} is not in {id}; a share from 1 to 100 takes somebody in",
            "not-in-team",
            person=by_id(changes, person),
            id=id,
        )
    members = {each: share for each, share in {**team.members, person: percent}.items() if share}
    changes.say("share", id=team.id, person=person)
    return changes.change(team, members=members)


def end(changes: Changes, team: Team, ending: Ending) -> Team:
    """It ends today when its goal does, also one that was still to begin, or goes on with another goal."""
    if ending.how == "move":
        return msgspec.structs.replace(team, goal=ending.to)
    start = None if team.start is None else min(team.start, changes.today)
    return msgspec.structs.replace(team, start=start, end=changes.today)


KIND = Kind(
    name="team",
    prefix="S",
    label="Team",
    plural="Teams",
    record=Team,
    asks=("goal", "start", "end"),
    writer="member",
    faults=faults,
    on_add=complete,
    over=ended,
    no_done=Words("a team ends by itself on its last day; set that", "ends-by-itself"),
    within=("goal",),
    goes_on=lambda team, day: team.end is None or team.end > day,
    ends=end,
)
