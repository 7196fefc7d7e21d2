"""What departments tell: how much they have to do, and how they do it."""

from typing import TYPE_CHECKING, Any

from store.history.telling import Telling
from store.kinds.department import Department

if TYPE_CHECKING:
    from store.insight.counts import Counts
    from store.insight.overview import Overview


class DepartmentTelling(Telling):
    def computed(self, record: Department, overview: "Overview") -> dict[str, Any]:
        """What it has to do, how it does, how it answers."""
        from store.insight.waiting import answers  # late: the history does without it

        health, answered = overview.health(record.id), answers(overview, record.id)
        return {
            **counts_as_json(overview.counts(record.id)),
            "health": health.color,
            "reasons": [str(words) for words in health.reasons],
            "asked": answered.asked,
            "asks": answered.asks,
            "median_answer_days": answered.median,
            "unanswered": answered.open,
            "unanswered_days": answered.longest,
        }


def counts_as_json(counts: "Counts") -> dict[str, Any]:
    """How much there is to do, for scripts."""
    return {name: getattr(counts, name) for name in ("goals", "open", "late", "blocked", "waiting")}
