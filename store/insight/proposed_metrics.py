"""What metrics want a meeting for: those in red, and those of which nobody knows how they stand by now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from store.insight import metrics
from store.insight.health import PRESSING
from store.insight.metric_reasons import reasons
from store.insight.proposal import Concern, Proposal
from store.words import Words

if TYPE_CHECKING:
    from store.insight.overview import Overview


def episodes(overview: Overview, id: str) -> Iterator[str]:
    """Off target or band, as red or amber, since that day; too old, since the reading that was the last one."""
    now = metrics.state(overview, id, overview.now)
    if now.color in PRESSING:
        yield f"{now.color}.{id}.{now.since or ''}"
    if now.stale is not None:
        last = metrics.latest(overview, id)
        yield f"stale.{id}.{last.at:%Y-%m-%dT%H%M%S}" if last else f"stale.{id}."


def proposals(concern: Concern) -> Iterator[Proposal]:
    """Those of the departments that no key result follows whose goal is open: these are proposed themselves."""
    overview = concern.overview
    for id, row in overview.metrics.rows.items():
        if not row.is_live or not _concerns(concern, id, row.department or row.owner) or _is_followed(concern, id):
            continue
        now = metrics.state(overview, id, overview.now)
        red = now.color == "red"
        if not red and now.stale is None:
            continue
        told = [each for each in episodes(overview, id) if not each.startswith("amber")]
        reason = concern.reason("metric", id, told)
        if reason is not None:
            why = Words("{reasons}", reasons=[words for _color, words in reasons(overview, id)])
            words = Words("{name}: what do we change?") if red else Words("{name}: how does it stand?")
            presents = concern.here(row.owner) or concern.here(row.department)
            heading, sort = ("number", "discuss") if red else ("stale", "inform")
            yield Proposal(heading, id, (reason, why), words, sort, presents, None, (id,), now.off)


def _concerns(concern: Concern, id: str, party: str | None) -> bool:
    rows = concern.overview.results_of_metric.of(id)
    return concern.has(None, party) or any(concern.has_goal(row.goal) for _id, row in rows if row.goal)


def _is_followed(concern: Concern, id: str) -> bool:
    """By a key result that is proposed where it presses."""
    rows = concern.overview.results_of_metric.of(id)
    return any(row.goal and not concern.is_over(row.goal) for _id, row in rows)
