"""`--keep 7d,4w,12m`: of which days a backup stays.

The newest of each of the last days, weeks, months and years that have one. Those without do not count: a machine that
was off for a month loses none for it. What is the newest of its week stays the newest until a later one of that week is
made, so that thinning day by day keeps what thinning all of it at once would.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date

from store.errors import WrongWords

#: Of a day, in which span it lies; Monday begins the week.
SPANS: dict[str, Callable[[date], Hashable]] = {
    "d": lambda day: day,
    "w": lambda day: day.isocalendar()[:2],
    "m": lambda day: (day.year, day.month),
    "y": lambda day: day.year,
}
#: More of anything than there are days in ten years is a slip of the finger.
MOST = 3660


def read_keep(text: str) -> dict[str, int]:
    """How many of each span stay; raises `WrongWords`."""
    found: dict[str, int] = {}
    for part in re.split(r"\s*[,，、;；]\s*|\s+", text.strip()):
        match = re.fullmatch(r"([0-9]{1,4})([dwmy])", part.casefold(), re.ASCII)
        if match is None or not 0 < int(match[1]) <= MOST:
            raise WrongWords(
                'How many days, weeks, months and years keep one is said as 7d,4w,12m, not as "{text}"',
                text=part or text,
            )
        if match[2] in found:
            raise WrongWords('"{name}" is named twice', name=match[2])
        found[match[2]] = int(match[1])
    return found


def staying(days: Iterable[date], keep: Mapping[str, int]) -> set[date]:
    """The days of which the backup stays; the last day is always one of them."""
    newest = sorted(set(days), reverse=True)
    found = set(newest[:1])
    for span, most in keep.items():
        first: dict[Hashable, date] = {}
        for day in newest:
            first.setdefault(SPANS[span](day), day)
        found.update([*first.values()][:most])
    return found
