"""What belongs to a goal, a department, a person, what is open, what is held up: ids, and what is kept of each."""

from collections.abc import Collection, Iterator
from datetime import date

from store.insight.projected_fields import (
    ActionRow,
    AllocationRow,
    BlockerRow,
    GoalRow,
    KeyResultRow,
    MilestoneRow,
    RequestRow,
)
from store.insight.projection import number_of
from store.insight.projections import OPEN, Projections


class RelatedRows(Projections):
    """Found in the groups; each is built when it is first asked for."""

    # Of a goal

    def key_results_of(self, goal_id: str) -> list[str]:
        """The ids of a goal's key results."""
        return list(self._results_of_goal.ids(goal_id))

    def results_on(self, goal_id: str) -> Iterator[tuple[str, KeyResultRow]]:
        """A goal's key results."""
        return self._results_of_goal.of(goal_id)

    def milestones_of(self, goal_id: str) -> list[tuple[str, MilestoneRow]]:
        """A goal's milestones, the first due first."""
        found = list(self._milestones_of_goal.of(goal_id))
        if len(found) > 1:
            found.sort(key=lambda pair: (pair[1].due or date.max, number_of(pair[0])))
        return found

    def actions_of(self, goal_id: str) -> list[str]:
        """The ids of a goal's actions."""
        return list(self._actions_of_goal.ids(goal_id))

    def actions_on(self, goal_id: str) -> Iterator[tuple[str, ActionRow]]:
        """A goal's actions."""
        return self._actions_of_goal.of(goal_id)

    def requests_on(self, goal_id: str) -> list[str]:
        """The ids of a goal's requests."""
        return list(self._requests_of_goal.ids(goal_id))

    def teams_on(self, goal_id: str) -> list[str]:
        """The ids of a goal's teams."""
        return list(self._teams_of_goal.ids(goal_id))

    def decisions_on(self, goal_id: str) -> list[str]:
        """The ids of the decisions about a goal."""
        return list(self._decisions_of_goal.ids(goal_id))

    def allocations_on(self, goal_id: str) -> list[tuple[str, AllocationRow]]:
        """What a goal has asked of resources."""
        return list(self._allocations_of_goal.of(goal_id))

    def allocations_of(self, resource_id: str) -> list[tuple[str, AllocationRow]]:
        """What is asked of a resource."""
        return list(self._allocations_of_resource.of(resource_id))

    def cards_of(self, retro_id: str) -> list[str]:
        """The ids of a retrospective's cards."""
        return [id for id, _row in self._cards_of_retro.of(retro_id)]

    # Of departments and people

    def goals_of(self, department_id: str) -> tuple[str, ...]:
        """The open goals that a department shares."""
        return tuple(id for id, row in self._goals_of_department.of(department_id) if row.is_open)

    def goals_with(self, department_id: str) -> tuple[str, ...]:
        """All goals that a department shares or has shared."""
        return self._goals_of_department.ids(department_id)

    def actions_in(self, department_id: str) -> tuple[str, ...]:
        """The actions that name a department."""
        return self._actions_of_department.ids(department_id)

    def actions_owned(self, person_id: str) -> Iterator[tuple[str, ActionRow]]:
        """The actions that are somebody's."""
        return self._actions_of_owner.of(person_id)

    def teams_with(self, person_id: str) -> tuple[str, ...]:
        """The teams that somebody is, or was, in."""
        return self._teams_of_person.ids(person_id)

    def requests_to(self, department_id: str) -> tuple[str, ...]:
        """The open requests to a department."""
        return self._requests_to.ids(department_id)

    def requests_from(self, department_id: str) -> tuple[str, ...]:
        """The open requests of a department."""
        return self._requests_from.ids(department_id)

    def waiting_on(self, id: str) -> tuple[str, ...]:
        """The open blockers that wait on a department or a person."""
        return self._waited_on.ids(id)

    # What is open

    def open_goals(self) -> Iterator[tuple[str, GoalRow]]:
        """The goals that are neither closed nor dropped."""
        return self._open_goals.of(OPEN)

    def open_requests(self) -> Iterator[tuple[str, RequestRow]]:
        """The requests that go on."""
        return self._open_requests.of(OPEN)

    def open_blockers(self) -> Iterator[tuple[str, BlockerRow]]:
        """The blockers that are not resolved."""
        return self._open_blockers.of(OPEN)

    def blocked_by(self, id: str) -> tuple[str, ...]:
        """The open blockers that hold up a record."""
        return self._holding.ids(id)

    def is_held(self, id: str) -> bool:
        """Whether an open blocker holds up a record."""
        return id in self._holding

    def held(self) -> Collection[str]:
        """The ids of all records that an open blocker holds up."""
        return self._holding.keys()
