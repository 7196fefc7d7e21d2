"""How much stands against departments and people, counted once and then change by change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from store.insight.projected_fields import (
    ActionRow,
    AllocationRow,
    BlockerRow,
    GoalRow,
    RequestRow,
    UpdateRow,
)
from store.insight.projection import Points, RunningTally
from store.insight.unacknowledged import goes_on, is_there
from store.insight.waiting import owes_answer
from store.kinds.action import OPEN
from store.kinds.goal import asked_since
from store.kinds.request import owes_word

if TYPE_CHECKING:
    from store.insight.overview import Overview


class Counts(msgspec.Struct, frozen=True):
    """Of a department or a person: open goals, open actions, the late and the blocked of these, and what waits.

    ``waiting`` counts the records that wait for its word, as my day and the matrix have them: open blockers that wait
    on it (or on its people), requests that it has to answer or confirm, goals to which it is asked what it says or
    whose answer to an objection it owes, what is asked of its resources, risks and changes that it is to acknowledge,
    questions about what it shared; of a person also blockers put before them.
    """

    goals: int
    open: int
    late: int
    blocked: int
    waiting: int


class Counting:
    """The tallies of an overview."""

    def __init__(self, overview: Overview) -> None:
        self._overview = overview
        #: What many actions count for alike, made and kept once.
        self._alike: dict[tuple[str | None, str | None, bool, bool], Points] = {}
        self._goal_tally = RunningTally(overview.goals, self._goal_points)
        self._action_tally = RunningTally(overview.actions, self._action_points)
        self._request_tally = RunningTally(overview.requests, self._request_points)
        self._blocker_tally = RunningTally(overview.blockers, self._blocker_points)
        self._allocation_tally = RunningTally(overview.allocations, self._allocation_points)
        self._update_tally = RunningTally(overview.updates, self._update_points)
        self._waiting = (
            self._blocker_tally,
            self._goal_tally,
            self._request_tally,
            self._allocation_tally,
            self._update_tally,
        )
        overview.blockers.listen(self._blocker_changed, self._action_tally.forget)
        overview.people.watch("department", self._people_forgotten)
        overview.departments.watch("lead", self._goal_tally.forget)
        overview.resources.watch("department", self._allocation_tally.forget)
        overview.goals.watch("is_open", self._update_tally.forget)
        overview.departments.watch("active", self._update_tally.forget)

    def on_day(self) -> None:
        """Another day has begun: what is late is counted again."""
        self._action_tally.forget()

    def of(self, id: str) -> Counts:
        """What stands against a department or a person."""
        return Counts(
            goals=self._goal_tally.count(id, "goals"),
            open=self._action_tally.count(id, "open"),
            late=self._action_tally.count(id, "late"),
            blocked=self._action_tally.count(id, "blocked"),
            waiting=sum(tally.count(id, "waiting") for tally in self._waiting),
        )

    def _goal_points(self, id: str, row: GoalRow) -> Points:
        return tuple(self._of_goal(id, row)) if row.is_open else ()

    def _of_goal(self, id: str, row: GoalRow) -> Iterator[tuple[str, str]]:
        for of in filter(None, (row.owner, *row.departments)):
            yield of, "goals"
        asked = {each for each in row.departments if asked_since(row, each)}
        owes = owes_answer(self._overview, id, row)
        if any(owes):
            self._overview.people.hear()
            self._overview.departments.hear()
        yield from ((of, "waiting") for of in {*asked, *owes} if of)

    def _action_points(self, id: str, row: ActionRow) -> Points:
        if row.state not in OPEN:
            return ()
        overview = self._overview
        alike = (overview.department_of(row), row.owner, overview.late(row), id in overview.holding)
        points = self._alike.get(alike)
        if points is None:
            points = self._alike[alike] = _of_action(*alike)
        return points

    def _blocker_points(self, _id: str, row: BlockerRow) -> Points:
        if row.resolved:
            return ()
        of = {row.waiting_on, row.escalated_to, self._overview.home_of(row.waiting_on)}
        return tuple([(each, "waiting") for each in of if each])

    def _request_points(self, _id: str, row: RequestRow) -> Points:
        of = owes_word(row)
        return ((of, "waiting"),) if of else ()

    def _allocation_points(self, _id: str, row: AllocationRow) -> Points:
        resource = self._overview.resources.get(row.resource or "")
        if row.state == "asked" and resource is not None and resource.department:
            return ((resource.department, "waiting"),)
        return ()

    def _update_points(self, _id: str, row: UpdateRow) -> Points:
        if not goes_on(self._overview, row):
            return ()
        asked = (row.owner, row.department) if row.asking else ()
        of = {each for each in (*row.wanted, *asked) if each == row.owner or is_there(self._overview, each)}
        return tuple([(each, "waiting") for each in of if each])

    def _blocker_changed(self, _id: str, before: BlockerRow | None, after: BlockerRow | None) -> None:
        for row in (before, after):
            for id in () if row is None else row.holds:
                self._action_tally.refresh(id)

    def _people_forgotten(self) -> None:
        for tally in (self._action_tally, self._blocker_tally, self._goal_tally):
            tally.forget()


def _of_action(department: str | None, owner: str | None, late: bool, blocked: bool) -> Points:
    what = [name for name, so in (("open", True), ("late", late), ("blocked", blocked)) if so]
    return tuple((of, each) for of in (department, owner) if of for each in what)
