"""What is kept of the records: a few fields of each, grouped by what points to what.

Each table is read once, a few fields of each record, when something first asks for it; after that a change costs what
it changes.
"""

from collections.abc import Iterator, KeysView
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, cast

from store import clock
from store.insight.full_names import FullNames
from store.insight.kept_readings import KeptReadings
from store.insight.linked_records import LinkedRecords
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
    MetricRow,
    MilestoneRow,
    PersonRow,
    RequestRow,
    ResourceRow,
    TeamRow,
    UpdateRow,
)
from store.insight.projection import Groups, Latest, Projection, number_of
from store.insight.standup_entries import Entries, EntryRow, RoundRow
from store.kinds import split_id
from store.kinds.circulation import is_circulating, unanswered
from store.records import DocumentSource

#: The group of what is open.
OPEN = "open"


class Projections:
    """Rows by kind, and by what they name or belong to."""

    #: The day on which they are looked at.
    today: date

    def __init__(self, source: DocumentSource) -> None:
        self.source = source
        self.goals = Projection(source, "goal", GoalRow)
        self.key_results = Projection(source, "key-result", KeyResultRow)
        self.check_ins = Projection(source, "check-in", CheckInRow)
        self.metrics = Projection(source, "metric", MetricRow)
        self.actions = Projection(source, "action", ActionRow)
        self.blockers = Projection(source, "blocker", BlockerRow)
        self.people = Projection(source, "person", PersonRow)
        self.departments = Projection(source, "department", DepartmentRow)
        self.cards = Projection(source, "card", CardRow)
        self.milestones = Projection(source, "milestone", MilestoneRow)
        self.requests = Projection(source, "request", RequestRow)
        self.updates = Projection(source, "update", UpdateRow)
        self.resources = Projection(source, "resource", ResourceRow)
        self.allocations = Projection(source, "allocation", AllocationRow)
        self.teams = Projection(source, "team", TeamRow)
        self.decisions = Projection(source, "decision", DecisionRow)
        self.standups = Projection(source, "standup", EntryRow)
        self.rounds = Projection(source, "round", RoundRow)
        self.readings = KeptReadings(source)
        mine = cast("list[Projection[Any]]", [part for part in vars(self).values() if isinstance(part, Projection)])
        self._parts = {part.kind.name: part for part in mine}
        self._sort_into_groups()
        self._sort_updates()
        #: What the others are seen at: the fields that name it, one or several of them.
        self._pointers: tuple[tuple[Projection[Any], tuple[str, ...]], ...] = (
            (self.blockers, ("holds", "waiting_on")),
            (self.check_ins, ("key_result",)),
            (self.cards, ("retro",)),
            (self.milestones, ("goal", "department", "owner")),
            (self.requests, ("goal", "department", "asker")),
            (self.updates, ("goal", "owner", "department", "departments")),
            (self.allocations, ("goal", "resource", "department")),
            (self.teams, ("goal", "members")),
            (self.decisions, ("goal",)),
            (self.goals, ("departments",)),
        )

    def _sort_into_groups(self) -> None:
        """Each is built when it is first asked for: ``of`` gives (id, row), ``ids`` the ids alone."""
        self.results_of_goal = Groups(self.key_results, "goal")
        self.results_of_metric = Groups(self.key_results, "metric")
        self.actions_of_goal = Groups(self.actions, "goal")
        self.milestones_of_goal = Groups(self.milestones, "goal")
        self.requests_of_goal = Groups(self.requests, "goal")
        self.teams_of_goal = Groups(self.teams, "goal")
        self.decisions_of_goal = Groups(self.decisions, "goal")
        #: What goes round, by whoever asks, and by the departments that have not answered.
        self.asked_by = Groups(self.decisions, lambda row: (row.circulated_by,) if is_circulating(row) else ())
        self.asked_of = Groups(self.decisions, lambda row: unanswered(row) if is_circulating(row) else ())
        #: All that was ever asked of a department, and by one.
        self.requests_of_department = Groups(self.requests, "department")
        self.requests_of_asker = Groups(self.requests, "asker")
        self.allocations_of_goal = Groups(self.allocations, "goal")
        self.uses_of_resource = Groups(self.allocations, "resource")
        self.actions_of_department = Groups(self.actions, "department")
        self.actions_of_owner = Groups(self.actions, "owner")
        self.actions_of_source = Groups(self.actions, "source")
        self.checks_of_result = Groups(self.check_ins, "key_result")
        self.cards_of_retro = Groups(self.cards, "retro")
        self.teams_of_person = Groups(self.teams, lambda row: tuple(row.members))
        #: All that a department shares or has shared.
        self.goals_of_department = Groups(self.goals, lambda row: row.departments)
        #: Open ones, to and from a department.
        self.requests_to = Groups(self.requests, lambda row: (row.department,) if row.is_open else ())
        self.requests_from = Groups(self.requests, lambda row: (row.asker,) if row.is_open else ())
        #: Open blockers by what they hold up, and by whom they wait on; resolved ones by what they held up.
        self.holding = Groups(self.blockers, lambda row: () if row.resolved else row.holds)
        self.waited_on = Groups(self.blockers, lambda row: () if row.resolved else (row.waiting_on,))
        self.held_once = Groups(self.blockers, lambda row: row.holds if row.resolved else ())
        self._open_blockers = Groups(self.blockers, lambda row: () if row.resolved else (OPEN,))
        self._open_requests = Groups(self.requests, lambda row: (OPEN,) if row.is_open else ())
        self._open_goals = Groups(self.goals, lambda row: (OPEN,) if row.is_open else ())
        self._latest_check = Latest(self.check_ins, "key_result", lambda row: row.on or date.min)

    def _sort_updates(self) -> None:
        self.updates_of_goal = Groups(self.updates, "goal")
        #: What presses, by the departments whose word is waited for; and open questions, by whoever answers them.
        self.updates_to = Groups(self.updates, lambda row: row.wanted)
        self.asked_about = Groups(self.updates, lambda row: (row.owner, row.department) if row.asking else ())
        self._open_updates = Groups(self.updates, lambda row: (OPEN,) if row.wanted or row.asking else ())

    def milestones_of(self, goal_id: str) -> list[tuple[str, MilestoneRow]]:
        """A goal's milestones, the first due first."""
        found = list(self.milestones_of_goal.of(goal_id))
        if len(found) > 1:
            found.sort(key=lambda pair: (pair[1].due or date.max, number_of(pair[0])))
        return found

    def goals_of(self, department_id: str) -> tuple[str, ...]:
        """The open goals that a department shares."""
        return tuple(id for id, row in self.goals_of_department.of(department_id) if row.is_open)

    def open_goals(self) -> Iterator[tuple[str, GoalRow]]:
        """The goals that are neither closed nor dropped."""
        return self._open_goals.of(OPEN)

    def open_requests(self) -> Iterator[tuple[str, RequestRow]]:
        """The requests that go on."""
        return self._open_requests.of(OPEN)

    def open_updates(self) -> Iterator[tuple[str, UpdateRow]]:
        """The updates that wait for the word of a department."""
        return self._open_updates.of(OPEN)

    def open_blockers(self) -> Iterator[tuple[str, BlockerRow]]:
        """The blockers that are not resolved."""
        return self._open_blockers.of(OPEN)

    def blocked_by(self, id: str) -> tuple[str, ...]:
        """The open blockers that hold up a record."""
        return self.holding.ids(id)

    def held(self) -> KeysView[str]:
        """The ids of all records that an open blocker holds up."""
        return self.holding.keys()

    def freed_on(self, id: str) -> date | None:
        """When the last blocker of a record was resolved; None where it is held, or never was."""
        if self.blocked_by(id):
            return None
        return max((row.resolved for _id, row in self.held_once.of(id) if row.resolved), default=None)

    def followers(self, metric: str) -> set[str]:
        """The key results whose value is that of a metric, and their goals, as far as anything was computed of them."""
        rows = self.results_of_metric.of(metric) if self.key_results.is_read else ()
        return {each for id, row in rows for each in (id, row.goal) if each}

    def home_of(self, person: str | None) -> str | None:
        """The department that somebody belongs to."""
        row = self.people.get(person) if person else None
        return None if row is None else row.department

    @cached_property
    def reading(self) -> LinkedRecords:
        """The records, with quick answers to what points to what."""
        groups = cast("list[Groups[Any]]", [each for each in vars(self).values() if isinstance(each, Groups)])
        return LinkedRecords(self.source, {(each.part.kind.name, each.field): each for each in groups if each.field})

    @property
    def zone(self) -> str:
        """The workspace's time zone."""
        return self.reading.settings.zone

    @property
    def now(self) -> datetime:
        """The moment by which readings are too old: this one, or the end of a day that is past."""
        return min(clock.now(), clock.begins(self.today + timedelta(1), self.zone))

    @cached_property
    def names(self) -> FullNames:
        """Departments and people in full."""
        return FullNames(self.departments, self.people)

    @cached_property
    def entries(self) -> Entries:
        """The stand-up entries by day and by person, and the stand-ups by day."""
        return Entries(self)

    def kept(self, kind: str) -> Projection[Any] | None:
        """The rows of that kind; None where none are kept."""
        return self._parts.get(kind)

    def row(self, id: str) -> Any:
        """What is kept of a record; None where nothing is."""
        place = split_id(id)
        part = None if place is None else self.kept(place[0].name)
        return None if part is None else part.get(id)
