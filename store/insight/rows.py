"""The few fields of each kind from which what concerns many records is computed."""

from datetime import date, datetime
from typing import Any

import msgspec

from store.kinds import action


class GoalRow(msgspec.Struct, gc=False):
    """Of a goal."""

    departments: tuple[str, ...] = ()
    owner: str | None = None
    start: date | None = None
    due: date | None = None
    period: str = ""
    step: str = "prepare"
    outcome: str = ""
    stances: dict[str, dict[str, Any]] = {}
    made_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Neither closed nor dropped."""
        return self.step != "closed" and not self.outcome


class KeyResultRow(msgspec.Struct, gc=False):
    """Of a key result."""

    goal: str | None = None
    department: str | None = None
    owner: str | None = None
    start: float = 0
    target: float = 100
    direction: str = "up"
    weight: float = 1


class CheckInRow(msgspec.Struct, gc=False):
    """Of a check-in."""

    value: float
    key_result: str | None = None
    on: date | None = None
    confidence: int | None = None


class ActionRow(msgspec.Struct, gc=False):
    """Of an action."""

    owner: str | None = None
    department: str | None = None
    due: date | None = None
    state: str = "todo"
    goal: str | None = None

    @property
    def is_open(self) -> bool:
        """Neither done nor dropped."""
        return self.state in action.OPEN


class BlockerRow(msgspec.Struct, gc=False):
    """Of a blocker."""

    holds: tuple[str, ...] = ()
    waiting_on: str | None = None
    severity: str = "normal"
    since: date | None = None
    resolved: date | None = None


class PersonRow(msgspec.Struct, gc=False):
    """Of a person."""

    name: str = ""
    login: str = ""
    department: str | None = None


class DepartmentRow(msgspec.Struct, gc=False):
    """Of a department."""

    name: str = ""
    code: str = ""


class CardRow(msgspec.Struct, gc=False):
    """Of a card."""

    retro: str | None = None
