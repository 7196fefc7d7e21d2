"""What series of meetings tell: when they come and end, their next meeting, and how much waits in their backlog."""

from typing import TYPE_CHECKING, Any

from store.history.telling import Telling, by_presence
from store.kinds.agenda_item import backlog
from store.kinds.meeting import of_series
from store.kinds.meeting_rights import AHEAD
from store.kinds.series import Series
from store.words import Words

if TYPE_CHECKING:
    from store.insight.overview import Overview

#: So many of its next days are told.
DAYS = 3


class SeriesTelling(Telling):
    quiet = ("phases", "facilitator_next", "note_taker_next")
    changes = {"ended": by_presence("ended", Words("{who} ended {name}"), Words("{who} began {name} again"))}
    deeds = ()

    def computed(self, record: Series, overview: "Overview") -> dict[str, Any]:
        """The next meeting that there is, the next days, how many were held, how many items wait."""
        from store.kinds.series_course import dates_of  # late: the history does without it

        records = overview.reading
        found = of_series(records, record.id)
        ahead = [each for each in found if each.state in (*AHEAD, "running")]
        first = min(ahead, key=lambda each: (str(each.on), each.time), default=None)
        return {
            "next": None if first is None else first.id,
            "next_days": [str(each.on) for each in dates_of(records, record, overview.today, DAYS)],
            "held": sum(each.state == "closed" for each in found),
            "backlog": len(backlog(records, record.id)),
        }
