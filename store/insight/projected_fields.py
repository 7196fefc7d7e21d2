"""The few fields of each kind from which what concerns many records is computed."""

from datetime import date, datetime, timedelta

import msgspec

from store.insight.health import span_of
from store.kinds import action, request
from store.kinds.acknowledging import PRESSING, Acknowledgement, questions, silent, waiting
from store.kinds.blocker import Interval
from store.kinds.goal import Passage, Stance

#: What comes again is told so many days before it is due, and in the week of it.
NEAR = 2


class GoalOrder(msgspec.Struct, gc=False):
    """What sorts goals."""

    due: date | None = None
    step: str = "prepare"


class GoalRow(GoalOrder, gc=False):
    departments: tuple[str, ...] = ()
    owner: str | None = None
    start: date | None = None
    period: str = ""
    outcome: str = ""
    stances: dict[str, Stance] = {}
    raci: dict[str, str] = {}
    passed: dict[str, Passage] = {}
    made_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Neither closed nor dropped."""
        return self.step != "closed" and not self.outcome

    @property
    def span(self) -> tuple[date | None, date | None]:
        """From when to when it runs: its own days, otherwise those of its period, otherwise from its making."""
        period = span_of(self.period)
        start, due = self.start or (period and period[0]), self.due or (period and period[1])
        if start is None and self.made_at is not None:
            start = self.made_at.date()
        return start, due


class KeyResultRow(msgspec.Struct, gc=False):
    """Of a key result."""

    goal: str | None = None
    department: str | None = None
    owner: str | None = None
    start: float = 0
    target: float = 100
    direction: str = "up"
    metric: str | None = None
    weight: float = 1
    made_at: datetime | None = None


class MetricRow(msgspec.Struct, gc=False):
    """Of a metric, what it should be among it."""

    title: str = ""
    department: str | None = None
    owner: str | None = None
    unit: str = ""
    decimals: int = 0
    direction: str = "up"
    target: float | None = None
    low: float | None = None
    high: float | None = None
    amber: float = 0
    red: float = 10
    stale_after: int | None = None
    state: str = "live"

    @property
    def is_live(self) -> bool:
        """It still takes readings."""
        return self.state != "retired"


class CheckInRow(msgspec.Struct, gc=False):
    value: float
    key_result: str | None = None
    on: date | None = None
    confidence: int | None = None


class MilestoneRow(msgspec.Struct, gc=False):
    goal: str | None = None
    department: str | None = None
    owner: str | None = None
    due: date | None = None
    done: date | None = None
    dropped: date | None = None


class RequestRow(msgspec.Struct, gc=False):
    department: str | None = None
    asker: str | None = None
    goal: str | None = None
    state: str = "sent"
    need_by: date | None = None
    sent: date | None = None
    answered: date | None = None
    delivered: date | None = None

    @property
    def is_open(self) -> bool:
        """Neither declined, withdrawn nor confirmed."""
        return self.state in request.OPEN


class UpdateRow(msgspec.Struct, gc=False):
    """Of an update."""

    sort: str = "news"
    department: str | None = None
    departments: tuple[str, ...] = ()
    goal: str | None = None
    owner: str | None = None
    acknowledged: dict[str, Acknowledgement] = {}
    state: str = "shared"
    made_at: datetime | None = None

    @property
    def wanted(self) -> tuple[str, ...]:
        """The departments whose word is waited for: of news and numbers nobody has to say anything."""
        return waiting(self) if self.sort in PRESSING else ()

    @property
    def asking(self) -> tuple[str, ...]:
        """The departments that ask something and have no answer."""
        return questions(self)

    @property
    def is_over(self) -> bool:
        """It is withdrawn, or all have understood it."""
        return self.state == "withdrawn" or (bool(self.departments) and not silent(self))


class AllocationRow(msgspec.Struct, gc=False):
    resource: str | None = None
    goal: str | None = None
    department: str | None = None
    amount: float = 1
    start: date | None = None
    end: date | None = None
    state: str = "asked"
    made_at: datetime | None = None


class ResourceRow(msgspec.Struct, gc=False):
    name: str = ""
    department: str | None = None
    capacity: float = 1
    per: str = "week"


class TeamRow(msgspec.Struct, gc=False):
    name: str = ""
    goal: str | None = None
    start: date | None = None
    end: date | None = None
    members: dict[str, int] = {}


class DecisionRow(msgspec.Struct, gc=False):
    goal: str | None = None
    proposed: str = ""
    chosen: str = ""
    decided: date | None = None
    circulated_by: str | None = None
    circulated_until: date | None = None
    stances: dict[str, Stance] = {}
    review_on: date | None = None
    reviewed: date | None = None
    superseded_by: str | None = None
    to_confirm: bool = False
    result: str = ""


class ActionRow(msgspec.Struct, gc=False):
    owner: str | None = None
    department: str | None = None
    due: date | None = None
    start: date | None = None
    priority: str = "normal"
    state: str = "todo"
    goal: str | None = None
    source: str | None = None
    series: str | None = None

    @property
    def is_open(self) -> bool:
        """Neither done nor dropped."""
        return self.state in action.OPEN

    def is_ahead(self, day: date) -> bool:
        """It has come again and is not at its turn yet: neither begun, nor due in that week or the days after it."""
        if self.series is None or self.due is None or self.state != "todo":
            return False
        begins = self.start or min(self.due - timedelta(self.due.weekday()), self.due - timedelta(NEAR))
        return day < begins


class BlockerRow(msgspec.Struct, gc=False):
    holds: tuple[str, ...] = ()
    waiting_on: str | None = None
    severity: str = "normal"
    escalated_to: str | None = None
    earlier: tuple[Interval, ...] = ()
    since: date | None = None
    resolved: date | None = None


class PersonRow(msgspec.Struct, gc=False):
    name: str = ""
    login: str = ""
    department: str | None = None
    left_on: date | None = None


class DepartmentRow(msgspec.Struct, gc=False):
    name: str = ""
    code: str = ""
    lead: str | None = None
    deputy: str | None = None
    answer_days: int = 3
    active: bool = True


class CardRow(msgspec.Struct, gc=False):
    retro: str | None = None
