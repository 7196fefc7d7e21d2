"""What is kept of the records: a few fields of each, grouped by what points to what.

Each table is read once, a few fields of each record, when something first asks for it; after that a change costs what
it changes.
"""

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
from store.insight.projection import Groups, Latest, Projection
from store.insight.standup_entries import Entries, EntryRow, RoundRow
from store.kinds import split_id
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

    def row(self, id: str) -> Any:
        """What is kept of a record; None where nothing is."""
        place = split_id(id)
        part = None if place is None else self._parts.get(place[0].name)
        return None if part is None else part.get(id)
