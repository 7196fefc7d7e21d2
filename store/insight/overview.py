"""What is computed over many records: who is blocked by what, how far key results are, how goals and departments do.

Each table is read once, a few fields of each record, when something first asks for it; after that a change costs what
it changes.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import Any, Protocol, cast

from store.insight import health as rules
from store.insight import judging
from store.insight.counts import Counting, Counts
from store.insight.health import Health, Held, Progress
from store.insight.parts import Groups, Part
from store.insight.reading import Reading
from store.insight.rows import (
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
from store.kinds import KINDS, split_id
from store.kinds.key_result import fraction
from store.kinds.resource import Load, over
from store.records import Documents

#: The group of what is open.
OPEN = "open"


class News(Protocol):
    """An entry of the journal."""

    def touched(self) -> list[tuple[str, int]]: ...


class Overview:
    """Over ``source`` (a ledger, or records) on a day. ``apply`` takes in what the journal tells."""

    def __init__(self, source: Documents, today: date, stale_after: int = 14, week: str = "12345") -> None:
        self.source = source
        self.today = today
        self.stale_after = stale_after
        self.week = week
        self.goals = Part(source, "goal", GoalRow)
        self.key_results = Part(source, "key-result", KeyResultRow)
        self.check_ins = Part(source, "check-in", CheckInRow)
        self.actions = Part(source, "action", ActionRow)
        self.blockers = Part(source, "blocker", BlockerRow)
        self.people = Part(source, "person", PersonRow)
        self.departments = Part(source, "department", DepartmentRow)
        self.cards = Part(source, "card", CardRow)
        self.milestones = Part(source, "milestone", MilestoneRow)
        self.requests = Part(source, "request", RequestRow)
        self.resources = Part(source, "resource", ResourceRow)
        self.allocations = Part(source, "allocation", AllocationRow)
        self.teams = Part(source, "team", TeamRow)
        self.decisions = Part(source, "decision", DecisionRow)
        mine = cast("list[Part[Any]]", [part for part in vars(self).values() if isinstance(part, Part)])
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
        self._health: dict[str, Health] = {}
        #: What the others are seen at: the fields that name it.
        self._pointers: tuple[tuple[Part[Any], tuple[str, ...]], ...] = (
            (self.cards, ("retro",)),
            (self.milestones, ("goal", "department", "owner")),
            (self.requests, ("goal", "department", "asker")),
            (self.allocations, ("goal", "resource", "department")),
            (self.teams, ("goal",)),
            (self.decisions, ("goal",)),
        )
        self._counting = Counting(self)

    def _sort_into_groups(self) -> None:
        """Each is built when it is first asked for."""
        self._results_of_goal = Groups(self.key_results, lambda row: (row.goal,))
        self._actions_of_goal = Groups(self.actions, lambda row: (row.goal,))
        self._checks_of_result = Groups(self.check_ins, lambda row: (row.key_result,))
        self._cards_of_retro = Groups(self.cards, lambda row: (row.retro,))
        self._holding = Groups(self.blockers, lambda row: () if row.resolved else row.holds)
        self._milestones_of_goal = Groups(self.milestones, lambda row: (row.goal,))
        self._requests_of_goal = Groups(self.requests, lambda row: (row.goal,))
        self._teams_of_goal = Groups(self.teams, lambda row: (row.goal,))
        self._decisions_of_goal = Groups(self.decisions, lambda row: (row.goal,))
        self._allocations_of_goal = Groups(self.allocations, lambda row: (row.goal,))
        self._allocations_of_resource = Groups(self.allocations, lambda row: (row.resource,))
        self._requests_to = Groups(self.requests, lambda row: (row.department,) if row.is_open else ())
        self._requests_from = Groups(self.requests, lambda row: (row.asker,) if row.is_open else ())
        self._waited_on = Groups(self.blockers, lambda row: () if row.resolved else (row.waiting_on,))
        self._goals_of_department = Groups(self.goals, lambda row: row.departments if row.is_open else ())
        self._held_once = Groups(self.blockers, lambda row: row.holds if row.resolved else ())
        self._open_blockers = Groups(self.blockers, lambda row: () if row.resolved else (OPEN,))
        self._open_requests = Groups(self.requests, lambda row: (OPEN,) if row.is_open else ())
        self._open_goals = Groups(self.goals, lambda row: (OPEN,) if row.is_open else ())
        self._actions_of_source = Groups(self.actions, lambda row: (row.source,) if row.source else ())
        self._actions_of_owner = Groups(self.actions, lambda row: (row.owner,))
        self._teams_of_person = Groups(self.teams, lambda row: tuple(row.members))

    # Keeping up

    def apply(self, entries: Iterable[News]) -> set[str]:
        """Take in entries of the journal; returns the ids of records of which something computed may have changed."""
        concerned: set[str] = set()
        for table, number in {place for entry in entries for place in entry.touched()}:
            if table not in KINDS:
                continue
            part = self._parts.get(table)
            id = KINDS[table].id(number)
            if part is None:
                concerned.add(id)
            elif number < 1:  # the whole table was cleared
                part.forget()
            else:
                concerned |= self._with_relatives(id)
                part.update(number)
                concerned |= self._with_relatives(id)
            if number < 1 or table in ("department", "person", "workspace"):
                self._health.clear()  # names stand in the reasons
        for id in concerned:
            self._health.pop(id, None)
            goal = self.goals.peek(id)
            for department in () if goal is None else goal.departments:
                self._health.pop(department, None)
        return concerned

    def on_day(self, today: date) -> None:
        """Another day has begun: what is late is counted again."""
        if today != self.today:
            self.today = today
            self._counting.on_day()
            self._health.clear()

    def _with_relatives(self, id: str) -> set[str]:
        """The record and those of which something is computed from it."""
        found: set[str | None] = {id}
        blocker = self.blockers.peek(id)
        if blocker is not None:
            found |= {*blocker.holds, blocker.waiting_on}
        check_in = self.check_ins.peek(id)
        if check_in is not None:
            found.add(check_in.key_result)
        for each in tuple(found):
            action = self.actions.peek(each or "")
            result = self.key_results.peek(each or "")
            if action is not None:
                found |= {action.goal, self.department_of(action), action.owner}
            if result is not None:
                found.add(result.goal)
        for part, fields in self._pointers:
            row = part.peek(id)
            found |= set() if row is None else {getattr(row, field) for field in fields}
        goal, allocation = self.goals.peek(id), self.allocations.peek(id)
        found |= set(() if goal is None else goal.departments)
        if allocation is not None and allocation.resource:
            found |= {row.goal for _id, row in self._allocations_of_resource.of(allocation.resource)}
        resource = self.resources.peek(id)
        if resource is not None:
            found |= {row.goal for _id, row in self._allocations_of_resource.of(id)}
        team = self.teams.peek(id)
        found |= set(() if team is None else team.members)
        return {each for each in found if each}

    @cached_property
    def reading(self) -> Reading:
        """The records, with quick answers to what points to what."""
        return Reading(self.source, self._groups)

    # Actions and blockers

    def blocked_by(self, id: str) -> tuple[str, ...]:
        """The open blockers that hold up a record."""
        return self._holding.ids(id)

    def held(self) -> Collection[str | None]:
        """The ids of all records that an open blocker holds up."""
        return self._holding.keys()

    def days_held(self, blocker_id: str) -> int:
        """For how many days an open blocker has held since it was last opened."""
        row = self.blockers.get(blocker_id)
        if row is None or row.since is None or row.resolved:
            return 0
        return max(0, (self.today - row.since).days)

    def is_late(self, action_id: str) -> bool:
        """An open action past its day."""
        row = self.actions.get(action_id)
        return row is not None and self.late(row)

    def late(self, row: ActionRow) -> bool:
        """An open action past its day."""
        return row.due is not None and row.due < self.today and row.is_open

    # Key results

    def latest(self, key_result_id: str) -> CheckInRow | None:
        """The check-in of the latest day; the later made of two of the same day."""
        found = self._checks_of_result.of(key_result_id)
        return max(found, key=lambda pair: (pair[1].on or date.min, _number(pair[0])), default=("", None))[1]

    def progress(self, key_result_id: str) -> Progress:
        """How far a key result is, and how far it should be today."""
        row = self.key_results.get(key_result_id)
        if row is None:
            return Progress()
        goal = self.goals.get(row.goal) if row.goal else None
        should = None if goal is None else rules.should_be(*span(goal), self.today)
        last = self.latest(key_result_id)
        if last is None:
            return Progress(should=should)
        done = fraction(last.value, row.start, row.target, row.direction)
        should = 1.0 if row.direction == "within" and should is not None else should
        return Progress(last.value, done, should, last.confidence, last.on)

    # Goals

    def key_results_of(self, goal_id: str) -> list[str]:
        """The ids of a goal's key results."""
        return [id for id, _row in self._results_of_goal.of(goal_id)]

    def actions_of(self, goal_id: str) -> list[str]:
        """The ids of a goal's actions."""
        return [id for id, _row in self._actions_of_goal.of(goal_id)]

    def goal_progress(self, goal_id: str) -> float | None:
        """The share of the way that a goal's key results have gone, weighted, each from 0 to 1; None without any."""
        total = weight = 0.0
        for id, row in self._results_of_goal.of(goal_id):
            done = self.progress(id).fraction or 0.0
            total += row.weight * min(1.0, max(0.0, done))
            weight += row.weight
        return total / weight if weight else None

    def health(self, id: str) -> Health:
        """How a goal, a key result or a department is doing, with the reasons; none where it is closed."""
        kept = self._health.get(id)
        if kept is None:
            kept = self._health[id] = judging.health(self, id)
        return kept

    def held_by(self, id: str) -> Iterator[Held]:
        """The open blockers that hold up a record, as far as they count for its health."""
        for blocker, row in self._holding.of(id):
            yield Held(blocker, id, self.days_held(blocker), row.severity)

    def waiting_on(self, id: str) -> tuple[str, ...]:
        """The open blockers that wait on a department or a person."""
        return self._waited_on.ids(id)

    def blocking(self, blocker_id: str) -> Iterator[Held]:
        """What an open blocker holds up."""
        row = self.blockers.get(blocker_id)
        for id in () if row is None or row.resolved else row.holds:
            yield Held(blocker_id, id, self.days_held(blocker_id), row.severity if row else "normal")

    def requests_to(self, department_id: str) -> tuple[str, ...]:
        """The open requests to a department."""
        return self._requests_to.ids(department_id)

    def requests_from(self, department_id: str) -> tuple[str, ...]:
        """The open requests of a department."""
        return self._requests_from.ids(department_id)

    def goals_of(self, department_id: str) -> tuple[str, ...]:
        """The open goals that a department shares."""
        return self._goals_of_department.ids(department_id)

    def open_blockers(self) -> Iterator[tuple[str, BlockerRow]]:
        """The blockers that are not resolved."""
        return self._open_blockers.of(OPEN)

    def open_requests(self) -> Iterator[tuple[str, RequestRow]]:
        """The requests that go on."""
        return self._open_requests.of(OPEN)

    def open_goals(self) -> Iterator[tuple[str, GoalRow]]:
        """The goals that are neither closed nor dropped."""
        return self._open_goals.of(OPEN)

    def actions_owned(self, person_id: str) -> Iterator[tuple[str, ActionRow]]:
        """The actions that are somebody's."""
        return self._actions_of_owner.of(person_id)

    def teams_with(self, person_id: str) -> tuple[str, ...]:
        """The teams that somebody is, or was, in."""
        return self._teams_of_person.ids(person_id)

    def freed_on(self, id: str) -> date | None:
        """When the last blocker of a record was resolved; None where it is held, or never was."""
        if self.blocked_by(id):
            return None
        return max((row.resolved for _id, row in self._held_once.of(id) if row.resolved), default=None)

    def milestones_of(self, goal_id: str) -> list[tuple[str, MilestoneRow]]:
        """A goal's milestones, the first due first."""
        found = self._milestones_of_goal.of(goal_id)
        return sorted(found, key=lambda pair: (pair[1].due or date.max, _number(pair[0])))

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

    # Resources

    def allocations_on(self, goal_id: str) -> list[tuple[str, AllocationRow]]:
        """What a goal has asked of resources."""
        return list(self._allocations_of_goal.of(goal_id))

    def allocations_of(self, resource_id: str) -> list[tuple[str, AllocationRow]]:
        """What is asked of a resource."""
        return list(self._allocations_of_resource.of(resource_id))

    def over_committed(self, resource_id: str) -> list[Load]:
        """When more of a resource is granted than there is."""
        row = self.resources.get(resource_id)
        if row is None:
            return []
        granted = [each for _id, each in self._allocations_of_resource.of(resource_id) if each.state == "granted"]
        return over(granted, row.capacity, row.per)

    # Departments, people, retrospectives

    def called(self, id: str) -> str:
        """The code of a department, the login of a person, otherwise its name, otherwise the id."""
        department = self.departments.get(id)
        if department is not None:
            return department.code or department.name
        person = self.people.get(id)
        return id if person is None else person.login or person.name

    def counts(self, id: str) -> Counts:
        """What stands against a department or a person."""
        return self._counting.of(id)

    def cards_of(self, retro_id: str) -> list[str]:
        """The ids of a retrospective's cards."""
        return [id for id, _row in self._cards_of_retro.of(retro_id)]

    def department_of(self, row: ActionRow) -> str | None:
        """The department that an action is of, otherwise that of its owner."""
        if row.department or not row.owner:
            return row.department
        owner = self.people.get(row.owner)
        return None if owner is None else owner.department


def span(goal: GoalRow) -> tuple[date | None, date | None]:
    """From when to when a goal runs: its own days, otherwise those of its period, otherwise from its making."""
    period = rules.span_of(goal.period)
    start, due = goal.start or (period and period[0]), goal.due or (period and period[1])
    if start is None and goal.made_at is not None:
        start = goal.made_at.date()
    return start, due


def _number(id: str) -> int:
    place = split_id(id)
    return place[1] if place else 0
