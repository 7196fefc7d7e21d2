"""Shared goals: the objective that several departments agree on, and the step it has reached."""

from datetime import date, datetime
from typing import Annotated

import msgspec

from store.fields import choice, day, line, mapping, ref, refs, text
from store.kinds.base import Kind, Record, declare

STEPS = ("prepare", "meet", "plan", "execute", "evaluate", "closed")


class Stance(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one department says to a goal: ``pending``, ``agrees``, ``reservation`` or ``objects``; why, who, when."""

    stance: str = "pending"
    reason: str = ""
    by: str = ""
    at: datetime | None = None


class Goal(Record):
    """The objective. ``stances`` maps a department's id to its stance, ``raci`` a party's id to a letter."""

    title: Annotated[str, line("Title", names=True)]
    why: Annotated[str, text("Why")] = ""
    expected: Annotated[str, text("Expected outcome")] = ""
    period: Annotated[str, line("Period", hint="A quarter or year: 2026-Q4, 2027")] = ""
    owner: Annotated[str | None, ref("Owner", "person")] = None
    departments: Annotated[tuple[str, ...], refs("Departments", "department")] = ()
    parent: Annotated[str | None, ref("Part of", "goal")] = None
    start: Annotated[date | None, day("Start")] = None
    due: Annotated[date | None, day("Due")] = None
    step: Annotated[
        str,
        choice(
            "Step",
            ("prepare", "Prepare"),
            ("meet", "Meet"),
            ("plan", "Plan"),
            ("execute", "Execute"),
            ("evaluate", "Evaluate"),
            ("closed", "Closed"),
        ),
    ] = "prepare"
    outcome: Annotated[
        str,
        choice(
            "Outcome",
            ("", "Open"),
            ("achieved", "Achieved"),
            ("partly", "Partly achieved"),
            ("missed", "Missed"),
            ("dropped", "Dropped"),
        ),
    ] = ""
    stances: Annotated[dict[str, Stance], mapping("Stances", "department")] = {}
    raci: Annotated[dict[str, str], mapping("RACI", "department", "person")] = {}


KIND = declare(Kind(name="goal", prefix="G", label="Goal", plural="Goals", record=Goal))
