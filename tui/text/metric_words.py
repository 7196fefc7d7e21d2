"""What a metric says where it stands: its value with its decimals, by how much it has changed, its age."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from store import clock
from store.insight.ages import age_of
from store.words import Words, measured
from tui.i18n import t
from tui.text.days import long

if TYPE_CHECKING:
    from datetime import date

    from store.insight.metrics import MetricState
    from store.insight.overview import Overview

#: What a metric that is too old says beside its colour.
TONES = {"red": "bad", "amber": "warn", "green": "good", "none": "foreground"}
STATES = {"red": Words("red"), "amber": Words("amber"), "green": Words("green")}
_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)


class Counted(Protocol):
    """A metric, as far as its numbers are written."""

    @property
    def unit(self) -> str: ...
    @property
    def decimals(self) -> int: ...


def amount(value: float, metric: Counted, *, unit: bool = True) -> str:
    """A value of a metric, with its unit."""
    said = measured(f"{value:,.{metric.decimals}f}", metric.unit if unit else "")
    return t(said) if isinstance(said, Words) else str(said)


def as_read(overview: "Overview", metric: str | None, value: float | None) -> float | None:
    """The value of what follows a metric, with no more decimals than that has."""
    row = overview.metrics.one(metric) if metric else None
    return value if value is None or row is None else round(value, row.decimals)


def difference(value: float | None, metric: Counted) -> str:
    """By how much it has changed; "" where that is not known."""
    if value is None:
        return ""
    said = f"{value:+,.{metric.decimals}f}"
    return said.lstrip("+-") if not float(said.replace(",", "")) else said


def short_age(age: timedelta) -> str:
    """For how long it is stale, where there is little room: stale 26 h."""
    n, unit = age_of(age)
    if unit == _MINUTE:
        return t("stale {n} min", n=n)
    return t("stale {n} h", n=n) if unit == _HOUR else t("stale {n} d", n=n)


def when(at: datetime, zone: str, today: "date") -> str:
    """The moment of a reading by the clocks of that zone: of today the time, of another day that too."""
    there = clock.there(at, zone)
    clocks = f"{there:%H:%M:%S}" if there.second else f"{there:%H:%M}"
    return clocks if there.date() == today else f"{long(there.date(), today)} {clocks}"


def tone(state: "MetricState") -> str:
    """How it stands; one that is too old says nothing for sure."""
    return "warn" if state.stale is not None and state.color != "red" else TONES[state.color]
