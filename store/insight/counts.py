"""How much stands against departments and people, counted once and then change by change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from store.insight.parts import Points, Tally
from store.insight.rows import ActionRow, BlockerRow, GoalRow, PersonRow, RequestRow
from store.insight.waiting import asked_of
from store.kinds.action import OPEN

if TYPE_CHECKING:
    from store.insight.overview import Overview


class Counts(msgspec.Struct, frozen=True):
    """Of a department or a person: open goals, open actions, the late and the blocked of these, and what waits.

    ``waiting`` counts what others wait for: open blockers that wait on it (or on its people), requests that it has to
    answer or confirm, and goals that are being discussed to which it has not said anything.
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
        self._goal_tally = Tally(overview.goals, self._goal_points)
        self._action_tally = Tally(overview.actions, self._action_points)
        self._request_tally = Tally(overview.requests, self._request_points)
        self._blocker_tally = Tally(overview.blockers, self._blocker_points)
        overview.blockers.listen(self._blocker_changed, self._action_tally.forget)
        overview.people.listen(self._person_changed, self._people_forgotten)

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
            waiting=self._blocker_tally.count(id, "waiting")
            + self._goal_tally.count(id, "waiting")
            + self._request_tally.count(id, "waiting"),
        )

    def _goal_points(self, _id: str, row: GoalRow) -> Points:
        return tuple(self._of_goal(row)) if row.is_open else ()

    def _of_goal(self, row: GoalRow) -> Iterator[tuple[str, str]]:
        if row.owner:
            yield row.owner, "goals"
        for department in row.departments:
            yield department, "goals"
            if asked_of(row, department) is not None:
                yield department, "waiting"

    def _action_points(self, id: str, row: ActionRow) -> Points:
        if row.state not in OPEN:
            return ()
        overview = self._overview
        alike = (overview.department_of(row), row.owner, overview.late(row), overview.is_held(id))
        points = self._alike.get(alike)
        if points is None:
            points = self._alike[alike] = _of_action(*alike)
        return points

    def _blocker_points(self, _id: str, row: BlockerRow) -> Points:
        if row.resolved or not row.waiting_on:
            return ()
        person = self._overview.people.get(row.waiting_on)
        department = None if person is None else person.department
        return tuple([(of, "waiting") for of in (row.waiting_on, department) if of])

    def _request_points(self, _id: str, row: RequestRow) -> Points:
        """An unanswered request waits for the one that is asked, a delivered one for the one that asked."""
        if row.state == "sent" and row.department:
            return ((row.department, "waiting"),)
        if row.state in ("negotiating", "delivered") and row.asker:
            return ((row.asker, "waiting"),)
        return ()

    def _blocker_changed(self, _id: str, before: BlockerRow | None, after: BlockerRow | None) -> None:
        for row in (before, after):
            for id in () if row is None else row.holds:
                self._action_tally.refresh(id)

    def _person_changed(self, _id: str, before: PersonRow | None, after: PersonRow | None) -> None:
        if (before and before.department) != (after and after.department):
            self._people_forgotten()

    def _people_forgotten(self) -> None:
        self._action_tally.forget()
        self._blocker_tally.forget()


def _of_action(department: str | None, owner: str | None, late: bool, blocked: bool) -> Points:
    what = [name for name, so in (("open", True), ("late", late), ("blocked", blocked)) if so]
    return tuple((of, each) for of in (department, owner) if of for each in what)
