"""What a metric says of the health of what follows it, in words: too old, off its target or its band."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from store.insight.ages import stale_for
from store.insight.health import PRESSING, Reason
from store.insight.metrics import state
from store.words import Words, percent

if TYPE_CHECKING:
    from store.insight.overview import Overview

#: The days of the last week by their names.
_SINCE = (
    Words("since Monday"),
    Words("since Tuesday"),
    Words("since Wednesday"),
    Words("since Thursday"),
    Words("since Friday"),
    Words("since Saturday"),
    Words("since Sunday"),
)
_SIDES = {
    ("under", False): Words("under its target"),
    ("over", False): Words("over its target"),
    ("under", True): Words("under its band"),
    ("over", True): Words("over its band"),
}


def since_when(since: date, today: date) -> Words:
    """Since today, since a day of the last week by its name, otherwise for how many days."""
    n = (today - since).days
    if n < 1:
        return Words("since today")
    return _SINCE[since.weekday()] if n < 7 else Words("for {n} days", one="for {n} day", n=n)


def reasons(overview: Overview, id: str) -> Iterator[Reason]:
    """The latest reading is too old; it is off, by how much, since when; it takes no readings any more."""
    row = overview.metrics.one(id)
    if row is None:
        return
    now = state(overview, id, overview.now)
    if not row.is_live:
        yield "amber", Words("{id} is retired and takes no readings any more", id=id)
    if now.stale is not None:
        yield "amber", stale_for(now.stale, id)
    if now.color in PRESSING and now.since is not None:
        share = percent(f"{now.off:.0f}" if now.off >= 1 else f"{now.off:.1g}")
        side = _SIDES[now.side, row.direction == "within"]
        when = since_when(now.since, overview.today)
        said = Words("{title} is {percent} {side} {when}", id=id)
        yield now.color, said.filled(title=row.title, percent=share, side=side, when=when)


def colors(overview: Overview, id: str) -> list[str]:
    """Those of the reasons."""
    return [color for color, _words in reasons(overview, id)]
