"""The workspace: on which days people work, and the days off to come."""

from collections.abc import Iterator

from store.kinds.workspace import Settings, Stretch, calendar_of, stretches
from tui.cli.record_text import Page
from tui.i18n import t
from tui.text.joined import told

_WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def write(page: Page, settings: Settings) -> None:
    """The week in words; days that are over are not told."""
    page.tells("working_days", "days")
    calendar = calendar_of(settings)
    page.fact(t("Working days"), told(t(_WEEK[int(digit) - 1]) for digit in calendar.week))
    coming = {day: named for day, named in calendar.days.items() if day >= page.today}
    if coming:
        page.section(t("Days off"), _rows(stretches(coming)))
    else:
        page.fact(t("Days off"), t("none to come: concord import calendar FILE"))


def _rows(found: list[Stretch]) -> Iterator[tuple[str, str, str, str]]:
    for first, last, day in found:
        days, week = (str(first), t(_WEEK[first.weekday()]))
        if first != last:
            days, week = f"{first}..{last}", f"{week}-{t(_WEEK[last.weekday()])}"
        yield days, week, t("working day") if day.works else t("day off"), day.name
