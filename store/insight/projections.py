"""What is kept of the records: a few fields of each, grouped by what points to what.

Each table is read once, a few fields of each record, when something first asks for it; after that a change costs what
it changes.
"""

from collections.abc import Collection, Iterator
from datetime import date
from functools import cached_property
from typing import Any, cast

from store.insight.linked_records import Reading
from store.insight.projected_fields import (
    ActionRow,
    AllocationRow,
    BlockerRow,
    CardRow,
    CheckInRow,
    DecisionRow,
    DepartmentRow,
    GoalRow,
    KeyResultRow,
    MilestoneRow,
    PersonRow,
    RequestRow,
    ResourceRow,
    TeamRow,
)
from store.insight.projection import Groups, Latest, Projection, number_of
from store.insight.standup_entries import Entries, EntryRow, RoundRow
from store.records import DocumentSource

#: The group of what is open.
OPEN = "open"


class Projections:
    """Rows by kind, and the ids of those that name a record."""

    def __init__(self, source: DocumentSource) -> None:
        self.source = source
        self.goals = Projection(source, "goal", GoalRow)
        self.key_results = Projection(source, "key-result", KeyResultRow)
        self.check_ins = Projection(source, "check-in", CheckInRow)
        self.actions = Projection(source, "action", ActionRow)
        self.blockers = Projection(source, "blocker", BlockerRow)
        self.people = Projection(source, "person", PersonRow)
        self.departments = Projection(source, "department", DepartmentRow)
        self.cards = Projection(source, "card", CardRow)
        self.milestones = Projection(source, "milestone", MilestoneRow)
        self.requests = Projection(source, "request", RequestRow)
        self.resources = Projection(source, "resource", ResourceRow)
        self.allocations = Projection(source, "allocation", AllocationRow)
        self.teams = Projection(source, "team", TeamRow)
        self.decisions = Projection(source, "decision", DecisionRow)
        self.standups = Projection(source, "standup", EntryRow)
        self.rounds = Projection(source, "round", RoundRow)
        mine = cast("list[Projection[Any]]", [part for part in vars(self).values() if isinstance(part, Projection)])
        self._parts = {part.kind.name: part for part in mine}
        self._sort_into_groups()
        self._groups: dict[tuple[str, str], Groups[Any]] = {
            ("action", "goal"): self._actions_of_goal,
            ("action", "source"): self._actions_of_source,
            ("key-result", "goal"): self._results_of_goal,
            ("check-in", "key_result"): self._checks_of_result,
            ("milestone", "goal"): self._milestones_of_goal,
            ("allocation", "goal"): self._allocations_of_goal,
            ("allocation", "resource"): self._allocations_of_resource,
        }
        #: What the others are seen at: the fields that name it.
        self._pointers: tuple[tuple[Projection[Any], tuple[str, ...]], ...] = (
            (self.cards, ("retro",)),
            (self.milestones, ("goal", "department", "owner")),
            (self.requests, ("goal", "department", "asker")),
            (self.allocations, ("goal", "resource", "department")),
            (self.teams, ("goal",)),
            (self.decisions, ("goal",)),
        )

    def _sort_into_groups(self) -> None:
        """Each is built when it is first asked for."""
        self._results_of_goal = Groups(self.key_results, "goal")
        self._actions_of_goal = Groups(self.actions, "goal")
        self._checks_of_result = Groups(self.check_ins, "key_result")
        self._latest_check = Latest(self.check_ins, "key_result", lambda row: row.on or date.min)
        self._cards_of_retro = Groups(self.cards, "retro")
        self._holding = Groups(self.blockers, lambda row: () if row.resolved else row.holds)
        self._milestones_of_goal = Groups(self.milestones, "goal")
        self._requests_of_goal = Groups(self.requests, "goal")
        self._teams_of_goal = Groups(self.teams, "goal")
        self._decisions_of_goal = Groups(self.decisions, "goal")
        self._allocations_of_goal = Groups(self.allocations, "goal")
        self._allocations_of_resource = Groups(self.allocations, "resource")
        self._requests_to = Groups(self.requests, lambda row: (row.department,) if row.is_open else ())
        self._requests_from = Groups(self.requests, lambda row: (row.asker,) if row.is_open else ())
        self._waited_on = Groups(self.blockers, lambda row: () if row.resolved else (row.waiting_on,))
        self._goals_of_department = Groups(self.goals, lambda row: row.departments)
        self._actions_of_department = Groups(self.actions, "department")
        self._held_once = Groups(self.blockers, lambda row: row.holds if row.resolved else ())
        self._open_blockers = Groups(self.blockers, lambda row: () if row.resolved else (OPEN,))
        self._open_requests = Groups(self.requests, lambda row: (OPEN,) if row.is_open else ())
        self._open_goals = Groups(self.goals, lambda row: (OPEN,) if row.is_open else ())
        self._actions_of_source = Groups(self.actions, "source")
        self._actions_of_owner = Groups(self.actions, "owner")
        self._teams_of_person = Groups(self.teams, lambda row: tuple(row.members))

    @cached_property
    def reading(self) -> Reading:
        """The records, with quick answers to what points to what."""
        return Reading(self.source, self._groups)

    @cached_property
    def entries(self) -> Entries:
        """The stand-up entries by day and by person, and the stand-ups by day."""
        return Entries(self)

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
