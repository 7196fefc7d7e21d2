"""What the readings of a metric say: the latest one, how it has changed, whether it is as it should be, or too old."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, NamedTuple, Protocol

from store import clock
from store.kinds.metric import Metric
from store.kinds.reading_address import address, read_address
from store.kinds.reading_day import Reading, moment_of

if TYPE_CHECKING:
    from store.insight.overview import Overview

__all__ = ["Change", "Reading", "State", "address", "at", "between", "change", "daily", "latest", "read_address",
           "state"]  # fmt: skip


class MetricState(NamedTuple):
    """How a metric stands: green, amber, red, or none where nothing says what it should be.

    ``off`` is by how many percent, and ``since`` the day since when it is; ``stale`` how old it is where it is too old.
    """

    color: str = "none"
    off: float = 0
    side: str = ""
    stale: timedelta | None = None
    since: date | None = None


class MetricChange(NamedTuple):
    """By how much the latest reading differs from the one before, and from that of yesterday, of last week by now."""

    last: float | None = None
    day: float | None = None
    week: float | None = None


State, Change = MetricState, MetricChange


# Readings


def latest(overview: Overview, id: str) -> Reading | None:
    """The last one, None where there is none."""
    return overview.readings.last(id)


def recent(overview: Overview, id: str, n: int) -> list[Reading]:
    """The last ones, the latest first."""
    found: list[Reading] = []
    for day in overview.readings.back(id, date.max):
        found += reversed(overview.readings.readings(id, day))
        if len(found) >= n:
            break
    return found[:n]


def at(overview: Overview, id: str, moment: datetime) -> Reading | None:
    """The one of that very moment."""
    moment = moment.astimezone(UTC)
    found = overview.readings.readings(id, moment.date())
    return next((each for each in found if each.at == moment.replace(microsecond=0)), None)


def between(overview: Overview, id: str, since: datetime, until: datetime) -> list[Reading]:
    """Those from one moment to another, both included, the first one first."""
    first, last = since.astimezone(UTC), until.astimezone(UTC)
    days = [day for day in overview.readings.days(id) if first.date() <= day <= last.date()]
    found = (each for day in days for each in overview.readings.readings(id, day))
    return [each for each in found if first <= each.at <= last]


def daily(overview: Overview, id: str, days: Sequence[date]) -> list[float | None]:
    """The last reading of each of these days, by the workspace's clock; None where there is none."""
    zone = clock.zone_called(overview.zone)
    return [_last_of(overview, id, day, zone) for day in days]


def change(overview: Overview, id: str) -> MetricChange:
    """How the latest one differs from those before: yesterday's, last week's, up to the same time of the day."""
    kept = overview.beside.setdefault("metric change", {})
    if id not in kept:
        kept[id] = _change(overview, id)
    return kept[id]


def _change(overview: Overview, id: str) -> MetricChange:
    last = latest(overview, id)
    if last is None:
        return MetricChange()
    there = clock.there(last.at, overview.zone)
    before = _before(overview, id, last.at)
    day, week = (_by(overview, id, there - timedelta(back)) for back in (1, 7))
    return MetricChange(*(None if each is None else last.value - each for each in (before, day, week)))


def _before(overview: Overview, id: str, moment: datetime) -> float | None:
    """The value that stood right before that moment."""
    for day in overview.readings.back(id, moment.date()):
        for time, value in reversed(overview.readings.values(id, day)):
            if moment_of(day, time) < moment:
                return value
    return None


def _by(overview: Overview, id: str, there: datetime) -> float | None:
    """The last value of that day up to that time of it."""
    since = there.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)
    until = there.astimezone(UTC)
    for day in dict.fromkeys((until.date(), since.date())):
        for time, value in reversed(overview.readings.values(id, day)):
            if since <= moment_of(day, time) <= until:
                return value
    return None


def _last_of(overview: Overview, id: str, day: date, zone: tzinfo) -> float | None:
    """The last value of a day by the clocks of that zone, which is one of two of UTC."""
    found: tuple[datetime, float] | None = None
    for utc in (day + timedelta(1), day, day - timedelta(1)):
        ends = overview.readings.found(id, utc, zone, lambda values, utc=utc: _ends(utc, values, zone))
        if day in ends and (found is None or ends[day] > found):
            found = ends[day]
    return None if found is None else found[1]


def _ends(utc: date, values: list[tuple[str, float]], zone: tzinfo) -> dict[date, tuple[datetime, float]]:
    """The last value of each day there of which there are any, with its moment."""
    moments = ((moment_of(utc, time), value) for time, value in values)
    return {moment.astimezone(zone).date(): (moment, value) for moment, value in moments}


# How it stands


class Aim(Protocol):
    """What a metric should be."""

    @property
    def direction(self) -> str: ...
    @property
    def target(self) -> float | None: ...
    @property
    def low(self) -> float | None: ...
    @property
    def high(self) -> float | None: ...
    @property
    def amber(self) -> float: ...
    @property
    def red(self) -> float: ...


def off(aim: Aim, value: float) -> tuple[float, str]:
    """By how many percent a value is on the wrong side, and on which; (0, "") where it is right.

    Of the target, or of the nearer edge of the band; of the band's width where that edge is 0, all where that is too.
    """
    if aim.direction == "within":
        if aim.low is None or aim.high is None:
            return 0, ""
        width = aim.high - aim.low
        if value < aim.low:
            return _share(aim.low - value, aim.low or width), "under"
        return (_share(value - aim.high, aim.high or width), "over") if value > aim.high else (0, "")
    if aim.target is None:
        return 0, ""
    over = value - aim.target
    if aim.direction == "up":
        return (_share(-over, aim.target), "under") if over < 0 else (0, "")
    return (_share(over, aim.target), "over") if over > 0 else (0, "")


def _share(part: float, whole: float) -> float:
    return 100 * part / abs(whole) if whole else 100


def has_aim(aim: Aim) -> bool:
    """Something says what it should be."""
    return (aim.low is not None and aim.high is not None) if aim.direction == "within" else aim.target is not None


def color(aim: Aim, value: float) -> str:
    """Green, amber or red; none where nothing says what it should be."""
    if not has_aim(aim):
        return "none"
    by = off(aim, value)[0]
    return "red" if by and by >= aim.red else "amber" if by and by >= aim.amber else "green"


def state(overview: Overview, id: str, now: datetime) -> MetricState:
    """How a metric stands by its latest reading."""
    kept = overview.beside.setdefault("metric state", {})
    if id not in kept:
        kept[id] = _state(overview, id)
    standing, after, at = kept[id]
    age = now - at
    return standing if after is None or age <= after else standing._replace(stale=age)


def _state(overview: Overview, id: str) -> tuple[MetricState, timedelta | None, datetime]:
    """How it stands, after how long the latest reading is too old, and of when that is."""
    metric, last = overview.reading.maybe(Metric, id), latest(overview, id)
    if metric is None or last is None:
        return MetricState(), None, datetime.max.replace(tzinfo=UTC)
    after = None if metric.stale_after is None or metric.state == "retired" else timedelta(minutes=metric.stale_after)
    by, side = off(metric, last.value)
    since = _off_since(overview, metric, last) if by else None
    return MetricState(color(metric, last.value), by, side, None, since), after, last.at


def _off_since(overview: Overview, metric: Metric, last: Reading) -> date:
    """The day of the first reading since the last one that was right."""
    aim, first = (metric.direction, metric.target, metric.low, metric.high), last.at
    for day in overview.readings.back(metric.id, date.max):
        time, more = overview.readings.found(metric.id, day, aim, lambda values: _first_off(metric, values))
        if time:
            first = moment_of(day, time)
        if not more:
            break
    return clock.there(first, overview.zone).date()


def _first_off(aim: Aim, values: list[tuple[str, float]]) -> tuple[str, bool]:
    """The time of the first value behind the last one that is right, and whether none of them is."""
    first = ""
    for time, value in reversed(values):
        if not off(aim, value)[0]:
            return first, False
        first = time
    return first, True
