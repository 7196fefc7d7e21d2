"""What actions tell: they come of something, are given, moved, finished; the owner is told."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from store.history.checklist_changes import checklist_said
from store.history.notices import ChangedRecord, Notice
from store.history.telling import Telling, by_value
from store.history.wording import Told, day
from store.kinds.action import Action, days_late
from store.words import Words

if TYPE_CHECKING:
    from store.insight.overview import Overview

_BECAME = by_value(
    "state",
    {
        "done": Words("{who} finished {name}"),
        "doing": Words("{who} began {name}"),
        "review": Words("{who} put {name} up for review"),
        "todo": Words("{who} put {name} back to do"),
        "dropped": Words("{who} dropped {name}"),
    },
)


def _state(told: Told, new: Any, old: Any) -> Words | None:
    if old.get("state") in ("done", "dropped"):
        return Words("{who} reopened {name}")
    return _BECAME(told, new, old)


class ActionTelling(Telling):
    about = "source"
    quiet = ("due_log", "done_on", "reason", "series_day")
    changes = {**Telling.changes, "state": _state, "checklist": checklist_said}
    begins = (*Telling.begins, "state")
    computed_from = ("due", "state", "due_log")

    def made(self, told: Told, /) -> Words:
        """Somebody made it, or it came again."""
        due = day(told.document.get("due"))
        if not told.document.get("series") or due is None:
            return super().made(told)
        return Words("{name} comes again, due {day}", day=due)

    def notices(self, change: ChangedRecord) -> Iterator[Notice]:
        """Whoever is given it, or whose it is when it is dropped or comes again."""
        if change.is_new and change.record.series:
            for to in change.of(change.record.owner):
                words = Words("{id} comes again, due {day}", id=change.record.id, day=change.record.due)
                yield Notice(to, change.record.id, words)
            return
        yield from super().notices(change)
        action: Action = change.record
        if action.owner and change.gave("state") and action.state == "dropped":
            yield Notice(action.owner, action.id, Words("{who} dropped {id}", who=change.who, id=action.id))

    def computed(self, record: Action, overview: "Overview") -> dict[str, Any]:
        """How late, held up by what, moved how often."""
        return {
            "late_days": days_late(record, overview.here),
            "blocked_by": list(overview.blocked_by(record.id)),
            "moves": len(record.due_log),
        }
