"""What is computed over many records: who is blocked by what, how far key results are, how goals and departments do.

Each table is read once, a few fields of each record, when something first asks for it; after that a change costs what
it changes.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any, Protocol

import msgspec

from store.insight import health as rules
from store.insight.health import Health, Held, Progress
from store.insight.parts import Groups, Part, Tally
from store.insight.rows import (
    ActionRow,
    BlockerRow,
    CardRow,
    CheckInRow,
    DepartmentRow,
    GoalRow,
    KeyResultRow,
    PersonRow,
)
from store.kinds import KINDS, split_id
from store.kinds.key_result import fraction
from store.records import Documents


class News(Protocol):
    """An entry of the journal."""

    def touched(self) -> list[tuple[str, int]]: ...


class Counts(msgspec.Struct, frozen=True):
    """Of a department or a person: open goals, open actions, the late and the blocked of these, and what waits.

    ``waiting`` counts what others wait for: open blockers that wait on it (or on its people), and goals that are being
    discussed to which it has not said anything.
    """

    goals: int
    open: int
    late: int
    blocked: int
    waiting: int


class Overview:
    """Over ``source`` (a ledger, or records) on a day. ``apply`` takes in what the journal tells."""

    def __init__(self, source: Documents, today: date, stale_after: int = 14) -> None:
        self.source = source
        self.today = today
        self.stale_after = stale_after
        self.goals = Part(source, "goal", GoalRow)
        self.key_results = Part(source, "key-result", KeyResultRow)
        self.check_ins = Part(source, "check-in", CheckInRow)
        self.actions = Part(source, "action", ActionRow)
        self.blockers = Part(source, "blocker", BlockerRow)
        self.people = Part(source, "person", PersonRow)
        self.departments = Part(source, "department", DepartmentRow)
        self.cards = Part(source, "card", CardRow)
        self._parts: dict[str, Part[Any]] = {
            part.kind.name: part
            for part in (
                self.goals,
                self.key_results,
                self.check_ins,
                self.actions,
                self.blockers,
                self.people,
                self.departments,
                self.cards,
            )
        }
        self._results_of_goal = Groups(self.key_results, lambda row: (row.goal,))
        self._actions_of_goal = Groups(self.actions, lambda row: (row.goal,))
        self._checks_of_result = Groups(self.check_ins, lambda row: (row.key_result,))
        self._cards_of_retro = Groups(self.cards, lambda row: (row.retro,))
        self._holding = Groups(self.blockers, lambda row: () if row.resolved else row.holds)
        self._goal_tally = Tally(self.goals, self._goal_points)
        self._action_tally = Tally(self.actions, self._action_points)
        self._blocker_tally = Tally(self.blockers, self._blocker_points)
        self.blockers.listen(self._blocker_changed, self._action_tally.forget)
        self.people.listen(self._person_changed, self._people_forgotten)

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
        return concerned

    def on_day(self, today: date) -> None:
        """Another day has begun: what is late is counted again."""
        if today != self.today:
            self.today = today
            self._action_tally.forget()

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
                found |= {action.goal, self._department_of(action), action.owner}
            if result is not None:
                found.add(result.goal)
        card, goal = self.cards.peek(id), self.goals.peek(id)
        found.add(None if card is None else card.retro)
        found |= set(() if goal is None else goal.departments)
        return {each for each in found if each}

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
        return row is not None and self._is_late(row)

    def _is_late(self, row: ActionRow) -> bool:
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
        should = None if goal is None else rules.should_be(*_span(goal), self.today)
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

    def health(self, goal_id: str) -> Health:
        """How a goal is doing, with the reasons; none where it is closed."""
        goal = self.goals.get(goal_id)
        if goal is None or not goal.is_open:
            return Health("none")
        results, actions = list(self._results_of_goal.of(goal_id)), list(self._actions_of_goal.of(goal_id))
        reasons: list[rules.Reason] = [*rules.of_due(goal.due, self.today)]
        since = goal.start or (goal.made_at.date() if goal.made_at else None)
        for id, _row in results:
            running = since if goal.step == "execute" else None
            progress = self.progress(id)
            if goal.step in ("prepare", "meet", "plan"):
                progress = Progress(progress.current, confidence=progress.confidence)
            reasons += rules.of_key_result(id, progress, self.stale_after, running, self.today)
        open_actions = [(id, row) for id, row in actions if row.is_open]
        for id in (goal_id, *(id for id, _row in results), *(id for id, _row in open_actions)):
            for held in self._held(id):
                reasons += rules.of_blocker(held)
        for id in goal.departments:
            stance = goal.stances.get(id, {})
            if stance.get("stance") == "objects":
                reasons += rules.of_objection(self.called(id), stance.get("reason", ""))
        reasons += rules.of_late_actions(sum(self._is_late(row) for _id, row in open_actions), len(open_actions))
        return rules.judge(reasons, known=bool(results or actions))

    def _held(self, id: str) -> Iterator[Held]:
        for blocker, row in self._holding.of(id):
            yield Held(blocker, id, self.days_held(blocker), row.severity)

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
        return Counts(
            goals=self._goal_tally.count(id, "goals"),
            open=self._action_tally.count(id, "open"),
            late=self._action_tally.count(id, "late"),
            blocked=self._action_tally.count(id, "blocked"),
            waiting=self._blocker_tally.count(id, "waiting") + self._goal_tally.count(id, "waiting"),
        )

    def cards_of(self, retro_id: str) -> list[str]:
        """The ids of a retrospective's cards."""
        return [id for id, _row in self._cards_of_retro.of(retro_id)]

    def _department_of(self, row: ActionRow) -> str | None:
        """The department that an action is of, otherwise that of its owner."""
        if row.department or not row.owner:
            return row.department
        owner = self.people.get(row.owner)
        return None if owner is None else owner.department

    def _goal_points(self, _id: str, row: GoalRow) -> Iterator[tuple[str, str]]:
        if not row.is_open:
            return
        if row.owner:
            yield row.owner, "goals"
        for department in row.departments:
            yield department, "goals"
            if row.step == "meet" and row.stances.get(department, {}).get("stance", "pending") == "pending":
                yield department, "waiting"

    def _action_points(self, id: str, row: ActionRow) -> Iterator[tuple[str, str]]:
        if not row.is_open:
            return
        late, blocked = self._is_late(row), next(self._holding.of(id), None) is not None
        for of in (self._department_of(row), row.owner):
            if of:
                yield of, "open"
                if late:
                    yield of, "late"
                if blocked:
                    yield of, "blocked"

    def _blocker_points(self, _id: str, row: BlockerRow) -> Iterator[tuple[str, str]]:
        if row.resolved or not row.waiting_on:
            return
        yield row.waiting_on, "waiting"
        person = self.people.get(row.waiting_on)
        if person is not None and person.department:
            yield person.department, "waiting"

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


def _span(goal: GoalRow) -> tuple[date | None, date | None]:
    """From when to when a goal runs: its own days, otherwise those of its period, otherwise from its making."""
    period = rules.span_of(goal.period)
    start, due = goal.start or (period and period[0]), goal.due or (period and period[1])
    if start is None and goal.made_at is not None:
        start = goal.made_at.date()
    return start, due


def _number(id: str) -> int:
    place = split_id(id)
    return place[1] if place else 0
