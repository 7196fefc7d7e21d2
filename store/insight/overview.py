"""What is computed over many records: who is blocked by what, how far key results are, how goals and departments do.

Each table is read once, a few fields of each record, when something first asks for it; after that a change costs what
it changes.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import cached_property
from typing import Any, Protocol

from store import clock
from store.fields.calendar import Calendar
from store.insight import goal_health, metrics
from store.insight import health as rules
from store.insight.ages import Ages
from store.insight.counts import Counting, Counts
from store.insight.health import Health, OpenBlocker, Progress
from store.insight.projected_fields import ActionRow, CheckInRow, KeyResultRow
from store.insight.projection import Groups
from store.insight.projections import Projections
from store.kinds import KINDS
from store.kinds.blocker import held_days
from store.kinds.key_result import fraction
from store.kinds.naming import short_name
from store.kinds.resource import Load, over
from store.records import DocumentSource


class News(Protocol):
    """An entry of the journal."""

    def touched(self) -> list[tuple[str, int]]: ...


class Overview(Projections):
    """Over ``source`` (a ledger, or records) on a day. ``apply`` takes in what the journal tells."""

    #: It is as on a day that is over: nothing in it is of now.
    is_past = False

    def __init__(
        self,
        source: DocumentSource,
        today: date,
        stale_after: int = 14,
        calendar: Calendar | None = None,
        here: date | None = None,
    ) -> None:
        """``today`` is the workspace's day, by which all see the same; ``here`` that of whoever looks, for their own.

        ``calendar`` has the days on which people work, Monday to Friday where there is none.
        """
        super().__init__(source)
        self.today, self.here = today, here or today
        self.stale_after = stale_after
        self.calendar = calendar or Calendar()
        self._health: dict[str, Health] = {}
        self._should: dict[str, float | None] = {}
        self._over: dict[str, list[Load]] = {}
        #: What else was found out of single records, by what it is: kept as long as their health is.
        self.beside: dict[str, dict[str, Any]] = {}
        self._counting = Counting(self)
        #: Which readings are too old, and by how much, as that was found last.
        self.ages = Ages(self)

    # Keeping up

    def apply(self, entries: Iterable[News]) -> set[str]:
        """Take in entries of the journal; returns the ids of records of which something computed may have changed."""
        concerned: set[str] = set()
        for table, number in dict.fromkeys(place for entry in entries for place in entry.touched()):
            if table not in KINDS:
                read = self.readings.take_in(table, number)
                concerned |= read.union(*map(self.followers, read))
                if number < 1:
                    self._judge_anew()
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
                self._judge_anew()  # names stand in the reasons
            if part is self.goals and self.key_results.is_read:
                concerned.update(self.results_of_goal.ids(id))  # its step and days say how they are doing
            if part is self.metrics:
                concerned |= self.followers(id)
        self.let_go(concerned)
        return concerned

    def let_go(self, concerned: Iterable[str]) -> None:
        """Find out anew what was found out of these records."""
        for id in concerned:
            self._health.pop(id, None)
            self._should.pop(id, None)
            self._over.pop(id, None)
            for kept in self.beside.values():
                kept.pop(id, None)
            goal = self.goals.peek(id)
            for department in () if goal is None else goal.departments:
                self._health.pop(department, None)

    def on_day(self, today: date, here: date | None = None) -> None:
        """Another day has begun: what is late is counted again."""
        self.here = here or today
        if today != self.today:
            self.today = today
            self._counting.on_day()
            self._judge_anew()

    def with_settings(self, stale_after: int, calendar: Calendar) -> bool:
        """The workspace says this now; whether it is anything else than before, so that all is to be shown again."""
        if (stale_after, calendar) == (self.stale_after, self.calendar):
            return False
        self.stale_after, self.calendar = stale_after, calendar
        self._judge_anew()
        return True

    def _judge_anew(self) -> None:
        for kept in (self._health, self._should, self._over, self.beside):
            kept.clear()

    def day_of(self, moment: datetime) -> date:
        """The day of a stamp in the workspace's time zone."""
        return clock.there(moment, self.zone).date()

    def _with_relatives(self, id: str) -> set[str]:
        """The record and those of which something is computed from it."""
        found: set[str | None] = {id}
        for part, fields in self._pointers:
            row = part.peek(id)
            for value in () if row is None else (getattr(row, field) for field in fields):
                found.update((value,) if isinstance(value, str) else value or ())
        for each in filter(None, tuple(found)):
            action, result = self.actions.peek(each), self.key_results.peek(each)
            if action is not None:
                found |= {action.goal, self.department_of(action), action.owner}
            if result is not None:
                found.add(result.goal)
        allocation = self.allocations.peek(id)
        resource = allocation.resource if allocation else id if self.resources.peek(id) else None
        if resource:
            found |= {row.goal for _id, row in self.uses_of_resource.of(resource)}
        return {each for each in found if each}

    @cached_property
    def open_work(self) -> Groups[ActionRow]:
        """The open actions by whose they are: a department's, and a person's."""
        found = Groups(self.actions, lambda row: (self.department_of(row), row.owner) if row.is_open else ())
        self.people.watch("department", found.forget)
        return found

    # Actions and blockers

    def days_held(self, blocker_id: str) -> int:
        """For how many days an open blocker has held, all its intervals together."""
        row = self.blockers.get(blocker_id)
        return 0 if row is None or row.resolved else held_days(row.earlier, row.since, self.today)

    def late(self, row: ActionRow, day: date | None = None) -> bool:
        """An open action past its day, by the workspace's day or that one."""
        return row.due is not None and row.due < (day or self.today) and row.is_open

    def late_of(self, id: str) -> list[str]:
        """The late actions of a department or a person, those that are late for longest first."""
        found = [(row.due, each) for each, row in self.open_work.of(id) if row.due and self.late(row)]
        return [each for _due, each in sorted(found)]

    # Key results

    def latest(self, key_result_id: str) -> CheckInRow | None:
        """The check-in of the latest day; the later made of two of the same day."""
        return self._latest_check.of(key_result_id)

    def progress(self, key_result_id: str) -> Progress:
        """How far a key result is, and how far it should be today."""
        row = self.key_results.get(key_result_id)
        return Progress() if row is None else self.progress_of(key_result_id, row)

    def progress_of(self, key_result_id: str, row: KeyResultRow) -> Progress:
        """The same of one of which the row is at hand."""
        should = 1.0 if row.direction == "within" else self._should_be(row.goal)
        last = self.latest(key_result_id)
        reading = metrics.latest(self, row.metric) if row.metric else None
        if last is None and reading is None:
            return Progress(should=should)
        confidence, on = (None, None) if last is None else (last.confidence, last.on)
        value = reading.value if reading is not None else last.value if last is not None else 0
        done = fraction(value, row.start, row.target, row.direction)
        if reading is None:
            return Progress(value, done, should, confidence, on)
        return Progress(value, done, should, confidence, on, reading.metric, reading.at)

    def _should_be(self, goal_id: str | None) -> float | None:
        """Which share of its way a goal should have gone by today."""
        if goal_id is None:
            return None
        if goal_id not in self._should:
            goal = self.goals.one(goal_id)
            self._should[goal_id] = None if goal is None else rules.should_be(*goal.span, self.today)
        return self._should[goal_id]

    # Goals

    def goal_progress(self, goal_id: str) -> float | None:
        """The share of the way that a goal's key results have gone, weighted, each from 0 to 1; None without any."""
        total = weight = 0.0
        for id, row in self.results_of_goal.of(goal_id):
            done = self.progress_of(id, row).fraction or 0.0
            total += row.weight * min(1.0, max(0.0, done))
            weight += row.weight
        return total / weight if weight else None

    def health(self, id: str) -> Health:
        """How a goal, a key result or a department is doing, with the reasons; none where it is closed."""
        kept = self._health.get(id)
        if kept is None:
            kept = self._health[id] = goal_health.health(self, id)
        return kept

    def held_by(self, id: str) -> Iterator[OpenBlocker]:
        """The open blockers that hold up a record, as far as they count for its health."""
        for blocker, row in self.holding.of(id):
            yield OpenBlocker(blocker, id, self.days_held(blocker), row.severity)

    def blocking(self, blocker_id: str) -> Iterator[OpenBlocker]:
        """What an open blocker holds up."""
        row = self.blockers.get(blocker_id)
        for id in () if row is None or row.resolved else row.holds:
            yield OpenBlocker(blocker_id, id, self.days_held(blocker_id), row.severity if row else "normal")

    # Resources

    def over_committed(self, resource_id: str) -> list[Load]:
        """When, from today on, more of a resource is granted than there is."""
        found = self._over.get(resource_id)
        if found is None:
            found = self._over[resource_id] = self._over_committed(resource_id)
        return found

    def _over_committed(self, resource_id: str) -> list[Load]:
        row = self.resources.get(resource_id)
        if row is None:
            return []
        granted = [each for _id, each in self.uses_of_resource.of(resource_id) if each.state == "granted"]
        return [each for each in over(granted, row.capacity, row.per) if each.end is None or each.end >= self.today]

    # Departments, people, retrospectives

    def called(self, id: str) -> str:
        """The code of a department, the login of a person, otherwise its name, otherwise the id."""
        row = self.departments.get(id) or self.people.get(id)
        return id if row is None else short_name(row)

    def counts(self, id: str) -> Counts:
        """What stands against a department or a person."""
        return self._counting.of(id)

    def department_of(self, row: ActionRow) -> str | None:
        """The department that an action is of, otherwise that of its owner."""
        return row.department or self.home_of(row.owner)
