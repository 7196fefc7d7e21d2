"""What pages of insights say of weeks: their ends as the days of a chart, each of them in words; and whose they are."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from store.insight.trends.past_weeks import ends
from tui.i18n import t
from tui.text.days import dated, short

if TYPE_CHECKING:
    from store.insight.overview import Overview

#: More curves than that in one chart are told apart by nobody.
CURVES = 6


def week_ends(overview: "Overview", weeks: int) -> tuple[date, ...]:
    """The last days of the weeks, the earliest first; the last one is today."""
    return tuple(each.end for each in ends(overview.today, weeks))


def week_said(day: date, overview: "Overview") -> str:
    """Which week: the running one, or by its last day."""
    if day != overview.today:
        return t("week to {day}", day=short(day, overview.today))
    return t("week to {day}", day=dated(day)) if overview.is_past else t("this week so far")


def days_said(n: float) -> str:
    """So many days."""
    return t("{n} days", one="{n} day", n=int(n) if float(n).is_integer() else round(n, 1))


def share_of(part: float, whole: float) -> float | None:
    """In percent; None of nothing."""
    return 100 * part / whole if whole else None


def per_row(said: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The words of bars: one point a row."""
    return tuple((each,) for each in said)
