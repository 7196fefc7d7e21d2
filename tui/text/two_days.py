"""Two days: what all see is counted by the workspace's, what somebody alone sees by their own."""

from typing import TYPE_CHECKING

from store.words import Words
from tui.i18n import t
from tui.text.days import long

if TYPE_CHECKING:
    from store.insight.overview import Overview

APART = Words("Counted by {day}, as it is in {zone}; where you are it is {here}")


def apart(overview: "Overview") -> str:
    """By which day all see this, where it is another one for whoever looks; else ""."""
    if overview.today == overview.here:
        return ""
    day, here = (long(each, overview.today) for each in (overview.today, overview.here))
    return t(APART.filled(day=day, zone=overview.reading.settings.zone, here=here))
