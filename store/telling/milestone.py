"""What milestones tell: they are moved and reached; whoever is informed of them or of their goal is told."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from store.history.notices import ChangedRecord, Notice
from store.history.telling import Telling, by_presence
from store.kinds.milestone import Milestone, is_open
from store.words import Words

if TYPE_CHECKING:
    from store.insight.overview import Overview


class MilestoneTelling(Telling):
    quiet = ("due_log", "reason")
    changes = {
        "done": by_presence("done", Words("{who} reached {name}"), Words("{who} reopened {name}")),
        "dropped": by_presence("dropped", Words("{who} dropped {name}"), Words("{who} reopened {name}")),
        **Telling.changes,
    }
    deeds = ("done", "dropped", "due", "owner")

    def notices(self, change: ChangedRecord) -> Iterator[Notice]:
        """Whoever is given it, and those who are informed when it is reached."""
        yield from super().notices(change)
        milestone: Milestone = change.record
        if change.gave("done") and not change.is_new:
            words = Words("{id} is reached", id=milestone.id)
            goal = change.records.find(milestone.goal or "")
            yield from (Notice(to, milestone.id, words) for to in change.with_letter("I", milestone, goal))

    def computed(self, record: Milestone, overview: "Overview") -> dict[str, Any]:
        """How late, moved how often."""
        late = (overview.here - record.due).days if record.due and is_open(record) else 0
        return {"late_days": max(0, late), "moves": len(record.due_log)}
