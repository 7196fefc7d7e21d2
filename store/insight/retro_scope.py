"""What a retrospective looks back at: a goal, a meeting, or a period and departments; and which records that is.

What is read of many records of a kind is a few of their fields, kept as long as none of them changes; of a goal and of
a meeting only what names it is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import msgspec

from store.fields import unknown
from store.insight.health import span_of
from store.insight.projected_fields import GoalRow, KeyResultRow
from store.insight.projection import number_of
from store.insight.waiting import department_meant, department_of
from store.kinds import KINDS
from store.kinds.action import Action
from store.kinds.agenda_item import AgendaItem
from store.kinds.blocker import Blocker, Interval
from store.kinds.decision import Decision
from store.kinds.feedback import departments_of
from store.kinds.goal import Goal
from store.kinds.meeting import Meeting
from store.kinds.milestone import Milestone
from store.kinds.moves import DueChange, TargetChange
from store.kinds.request import Request
from store.kinds.retro import Retro

if TYPE_CHECKING:
    from store.insight.overview import Overview

R = TypeVar("R", bound=msgspec.Struct)

#: So many days back it is looked where nothing says since when.
LOOKED_BACK = 91


class Scope(NamedTuple):
    """``since`` is None where all of it is looked at; both days are included. Without ``departments`` it is all."""

    goal: str | None
    meeting: str | None
    departments: tuple[str, ...]
    since: date | None
    until: date

    @property
    def first(self) -> date:
        """The first day that counts."""
        return self.since or date.min

    def within(self, day: date | None) -> bool:
        """Whether that day is looked at."""
        return day is not None and day <= self.until and (self.since is None or self.since <= day)

    def among(self, *departments: str | None) -> bool:
        """Whether one of these departments looks back."""
        return not self.departments or any(each in self.departments for each in departments if each)


class PastGoalRow(GoalRow, gc=False):
    due_log: tuple[DueChange, ...] = ()


class AimRow(KeyResultRow, gc=False):
    target_log: tuple[TargetChange, ...] = ()


class WorkRow(msgspec.Struct, gc=False):
    """Of an action."""

    owner: str | None = None
    department: str | None = None
    due: date | None = None
    state: str = "todo"
    done_on: date | None = None
    due_log: tuple[DueChange, ...] = ()


class ReachedRow(msgspec.Struct, gc=False):
    """Of a milestone."""

    owner: str | None = None
    department: str | None = None
    due: date | None = None
    done: date | None = None
    dropped: date | None = None
    due_log: tuple[DueChange, ...] = ()


class HeldRow(msgspec.Struct, gc=False):
    """Of a blocker."""

    holds: tuple[str, ...] = ()
    waiting_on: str | None = None
    cause: str = "communication"
    earlier: tuple[Interval, ...] = ()
    since: date | None = None
    resolved: date | None = None


class DecidedRow(msgspec.Struct, gc=False):
    """Of a decision."""

    goal: str | None = None
    chosen: str = ""
    decided: date | None = None
    decided_by: tuple[str, ...] = ()
    review_on: date | None = None
    reviewed: date | None = None
    result: str = ""
    superseded_by: str | None = None


def scope_of(overview: Overview, retro: Retro) -> Scope:
    """What it looks back at, up to the day on which it was closed, otherwise to today."""
    until, earlier = ended(overview, retro), overview.reading.maybe(Retro, retro.follows)
    period = span_of(retro.period)
    goal = overview.reading.maybe(Goal, retro.goal)
    meeting = None if goal else overview.reading.maybe(Meeting, retro.meeting)
    since = None if goal or meeting else until - timedelta(LOOKED_BACK)
    if period is not None:
        since, until = period[0], min(until, period[1])
    elif earlier is not None and (goal is None or earlier.goal == goal.id) and meeting is None:
        since = min(ended(overview, earlier), until)
    return Scope(goal and goal.id, meeting and meeting.id, departments_of(overview.reading, retro), since, until)


def ended(overview: Overview, retro: Retro) -> date:
    """The day on which a retrospective was closed; today as long as it is not."""
    if retro.state != "closed":
        return overview.today
    closed = retro.on if retro.step_at is None else overview.day_of(retro.step_at)
    return min(closed or overview.today, overview.today)


class Subject:
    """The records that a scope is about, whatever their days."""

    def __init__(self, overview: Overview, scope: Scope) -> None:
        self.overview, self.scope, self._records = overview, scope, overview.reading
        self._sources: list[str] = []
        meeting = self._records.maybe(Meeting, scope.meeting)
        if meeting is not None:
            items = self._records.pointing(AgendaItem, "meeting", meeting.id)
            self._sources = [meeting.id, *(each.id for each in items)]

    def goals(self) -> Iterator[tuple[str, PastGoalRow]]:
        """The goal, or those that these departments share."""
        if self.scope.goal:
            raw = self._records.raw("goal", int(self.scope.goal[2:]))
            yield from () if raw is None else ((self.scope.goal, unknown.read(raw, PastGoalRow)),)
        elif not self.scope.meeting:
            yield from ((id, row) for id, row in self._rows("goal", PastGoalRow) if self.scope.among(*row.departments))

    def key_results(self) -> Iterator[tuple[str, AimRow]]:
        """Those of the goal, or of these departments."""
        if self.scope.goal:
            for id in self.overview.results_of_goal.ids(self.scope.goal):
                raw = self._records.raw("key-result", int(id[3:]))
                yield from () if raw is None else ((id, unknown.read(raw, AimRow)),)
        elif not self.scope.meeting:
            for id, row in self._rows("key-result", AimRow):
                if self.scope.among(row.department or self.party(row.owner)):
                    yield id, row

    @cached_property
    def actions(self) -> list[tuple[str, Any]]:
        """The work for the goal, what came of the meeting and what was looked at in it, that of the departments."""
        if self.scope.goal or self.scope.meeting:
            looked = self._records.maybe(Meeting, self.scope.meeting)
            return list(self._named(Action, "goal", () if looked is None else looked.actions))
        departments, rows = self.scope.departments, self._rows("action", WorkRow)
        if not departments:
            return rows
        homes = {id: row.department for id, row in self.overview.people.rows.items()}
        return [(id, row) for id, row in rows if (row.department or homes.get(row.owner or "")) in departments]

    def milestones(self) -> Iterator[tuple[str, Any]]:
        """Those of the goal, or of the departments."""
        if self.scope.goal or self.scope.meeting:
            yield from self._named(Milestone, "goal") if self.scope.goal else ()
            return
        for id, row in self._rows("milestone", ReachedRow):
            if self.scope.among(row.department or self.overview.home_of(row.owner)):
                yield id, row

    def blockers(self) -> Iterator[tuple[str, HeldRow]]:
        """What held up the work, what was raised in the meeting; what departments waited for, or others for them."""
        if not self.scope.goal and not self.scope.meeting:
            for id, row in self._rows("blocker", HeldRow):
                if self.scope.among(self.party(row.waiting_on), *self.waiting(row)):
                    yield id, row
            return
        held = {id for id, _row in self.actions} | {id for id, _row in self.key_results()}
        held |= {self.scope.goal or ""}
        raised = {each.id for source in self._sources for each in self._records.pointing(Blocker, "source", source)}
        for id, row in self._rows("blocker", HeldRow):
            if id in raised or not held.isdisjoint(row.holds):
                yield id, row

    def requests(self) -> Iterator[tuple[str, Any]]:
        """What was asked for the goal or in the meeting; of the departments, and by them."""
        if self.scope.goal or self.scope.meeting:
            yield from self._named(Request, "goal")
            return
        for id, row in self.overview.requests.rows.items():
            if self.scope.among(row.department, row.asker):
                yield id, row

    def decisions(self) -> Iterator[tuple[str, Any]]:
        """Those about the goal or of the meeting; those of the departments, and about what they share."""
        if self.scope.goal or self.scope.meeting:
            yield from self._named(Decision, "goal")
            return
        for id, row in self._rows("decision", DecidedRow):
            goal = self.overview.goals.get(row.goal or "")
            if self.scope.among(*(() if goal is None else goal.departments), *map(self.party, row.decided_by)):
                yield id, row

    def party(self, id: str | None) -> str | None:
        """The department that is meant: itself, or that of the person."""
        return department_meant(self.overview, id)

    def waiting(self, row: HeldRow) -> tuple[str, ...]:
        """The departments whose work a blocker held up."""
        found = (department_of(self.overview, each) for each in row.holds)
        return tuple(dict.fromkeys(each for each in found if each))

    def _named(self, kind: type[Any], field: str, more: Iterable[str] = ()) -> Iterator[tuple[str, Any]]:
        """The records of a kind that name the goal; those that came of the meeting, and ``more``."""
        if self.scope.goal:
            yield from ((each.id, each) for each in self._records.pointing(kind, field, self.scope.goal))
            return
        came = (each.id for source in self._sources for each in self._records.pointing(kind, "source", source))
        for id in sorted({*came, *more}, key=number_of):
            record = self._records.maybe(kind, id)
            if record is not None:
                yield id, record

    def _rows(self, kind: str, row: type[R]) -> list[tuple[str, R]]:
        """A few fields of all of a kind."""

        def make() -> list[tuple[str, R]]:
            prefix, found = KINDS[kind].prefix, dict[int, R]()
            for rows in unknown.decoded(self.overview.source, kind, row):
                found.update(rows)
            return [(f"{prefix}-{number}", found[number]) for number in sorted(found)]

        return self._records.cached(kind, row.__name__, make)
