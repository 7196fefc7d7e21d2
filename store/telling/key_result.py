"""What key results tell: how far they are."""

from typing import TYPE_CHECKING, Any

from store import clock
from store.history.telling import Telling
from store.kinds.key_result import KeyResult

if TYPE_CHECKING:
    from store.insight.overview import Overview


def rounded(share: float | None) -> float | None:
    """A share as scripts read it."""
    return None if share is None else round(share, 4)


class KeyResultTelling(Telling):
    quiet = ("target_log",)

    def computed(self, record: KeyResult, overview: "Overview") -> dict[str, Any]:
        """How far it is, how far it should be, and how it does."""
        progress, health = overview.progress(record.id), overview.health(record.id)
        return {
            "current": progress.current,
            "read_at": None if progress.at is None else clock.stamp(progress.at),
            "progress": rounded(progress.fraction),
            "should": rounded(progress.should),
            "health": health.color,
            "reasons": [str(words) for words in health.reasons],
            "confidence": progress.confidence,
            "moves": len(record.target_log),
            "checked_on": None if progress.on is None else progress.on.isoformat(),
            "blocked_by": list(overview.blocked_by(record.id)),
        }
