"""A pulse for what is over: a meeting, a goal, a retrospective; it asks the departments that were in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from store.commands import add
from store.kinds.meeting import Meeting, there
from store.kinds.pulse import Pulse

if TYPE_CHECKING:
    from store.records import Changes


def ask_about(changes: Changes, id: str, title: str) -> Pulse:
    """Ask those who were there, or to whom it belonged, five questions about it; ``title`` names it."""
    record: Any = changes.get(id)
    came = there(record) if isinstance(record, Meeting) else ()
    return cast(
        "Pulse", add(changes, "pulse", {"title": title, "about": id, "departments": came or record.departments})
    )
