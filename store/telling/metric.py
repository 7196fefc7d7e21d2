"""What metrics tell: that one was retired, or is read again; its latest reading and how it stands, as computed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from store import clock
from store.history.telling import Say, Telling, by_value, handed_over
from store.kinds.metric import Metric
from store.kinds.reading_address import address
from store.words import Words

if TYPE_CHECKING:
    from store.insight.overview import Overview


class MetricTelling(Telling):
    changes: Mapping[str, Say] = {
        "state": by_value(
            "state", {"retired": Words("{who} retired {name}"), "live": Words("{who} took up {name} again")}
        ),
        "owner": handed_over,
    }

    def computed(self, record: Metric, overview: Overview) -> dict[str, Any]:
        """The latest reading, how it differs from those before, and how it stands."""
        from store.insight import metrics  # late: the history does without it

        last = metrics.latest(overview, record.id)
        if last is None:
            return {"latest": None}
        now, change = clock.now(), metrics.change(overview, record.id)
        state = metrics.state(overview, record.id, now)
        return {
            "latest": {
                "address": address(last, overview.zone),
                "value": last.value,
                "at": clock.stamp(last.at),
                "source": last.source,
                "note": last.note,
                "by": last.by,
            },
            "change": change._asdict(),
            "state": state.color,
            "off": round(state.off, 1),
            "side": state.side,
            "since": state.since,
            "stale_minutes": None if state.stale is None else int(state.stale.total_seconds() // 60),
        }
