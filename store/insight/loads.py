"""How much of people's time is promised to teams, and what they have to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from store.kinds.team import Team, is_running

if TYPE_CHECKING:
    from store.insight.overview import Overview

#: All of somebody's time, in percent.
ALL = 100


class PersonLoad(NamedTuple):
    """``share`` is the sum of a person's shares of running teams, in percent; ``teams`` are
    (id, share), the largest share first."""

    share: int
    teams: tuple[tuple[str, int], ...]
    open: int
    late: int

    @property
    def too_much(self) -> bool:
        """More than all of the time is promised."""
        return self.share > ALL


def is_at_work(overview: Overview, team: str) -> bool:
    """The team has begun and has not ended, nor has its goal."""
    row = overview.teams.get(team)
    if row is None:
        return False
    goal = overview.goals.get(row.goal or "")
    known = Team(name=row.name, start=row.start, end=row.end)
    return is_running(known, overview.today, goal is None or goal.is_open)


def of_person(overview: Overview, person: str) -> PersonLoad:
    """Over all running teams and open actions."""
    teams = sorted(shares(overview, person), key=lambda team: (-team[1], int(team[0].partition("-")[2])))
    counts = overview.counts(person)
    return PersonLoad(sum(share for _id, share in teams), tuple(teams), counts.open, counts.late)


def shares(overview: Overview, person: str) -> Iterator[tuple[str, int]]:
    """The running teams that somebody is in, and the share of their time that each has."""
    for id, row in overview.teams_of_person.of(person):
        if is_at_work(overview, id):
            yield id, row.members[person]
