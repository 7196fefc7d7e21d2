"""Actions: what one person does by a day."""

from datetime import date, datetime
from typing import Annotated

import msgspec

from store.fields import choice, day, line, ref, refs, rows, text
from store.kinds.base import Kind, Record, declare

OPEN = ("todo", "doing", "review")


class DueChange(msgspec.Struct, frozen=True, omit_defaults=True):
    """One move of the due date: from, to, why, who, when."""

    before: date | None = None
    after: date | None = None
    why: str = ""
    by: str = ""
    at: datetime | None = None


class CheckItem(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line of the checklist. ``id`` stays the same while the text changes."""

    id: str
    text: str
    done: bool = False


class Action(Record):
    """One owner or none yet. Whether it is late or blocked is computed, never stored."""

    title: Annotated[str, line("Title", names=True)]
    note: Annotated[str, text("Note")] = ""
    owner: Annotated[str | None, ref("Owner", "person")] = None
    department: Annotated[str | None, ref("Department", "department")] = None
    contributors: Annotated[tuple[str, ...], refs("Contributors", "person")] = ()
    due: Annotated[date | None, day("Due")] = None
    start: Annotated[date | None, day("Start")] = None
    priority: Annotated[str, choice("Priority", ("high", "High"), ("normal", "Normal"), ("low", "Low"))] = (
        "normal"
    )
    state: Annotated[
        str,
        choice(
            "State",
            ("todo", "To do"),
            ("doing", "Doing"),
            ("review", "In review"),
            ("done", "Done"),
            ("dropped", "Dropped"),
        ),
    ] = "todo"
    reason: Annotated[str, text("Why dropped", asked=False)] = ""
    done_on: Annotated[date | None, day("Done on", asked=False)] = None
    goal: Annotated[str | None, ref("Goal", "goal")] = None
    key_result: Annotated[str | None, ref("Key result", "key-result")] = None
    depends_on: Annotated[tuple[str, ...], refs("Depends on", "action")] = ()
    source: Annotated[str | None, ref("Came from", asked=False)] = None
    checklist: Annotated[tuple[CheckItem, ...], rows("Checklist")] = ()
    due_log: Annotated[tuple[DueChange, ...], rows("Moved")] = ()


KIND = declare(Kind(name="action", prefix="A", label="Action", plural="Actions", record=Action))
