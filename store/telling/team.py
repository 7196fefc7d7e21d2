"""What teams tell: whether they are at work."""

from typing import TYPE_CHECKING, Any

from store.history.telling import Telling
from store.kinds.team import Team

if TYPE_CHECKING:
    from store.insight.overview import Overview


class TeamTelling(Telling):
    def computed(self, record: Team, overview: "Overview") -> dict[str, Any]:
        from store.insight.loads import is_at_work  # late: the history does without it

        return {"running": is_at_work(overview, record.id)}
