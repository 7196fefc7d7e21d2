"""Periods that are planned by: 2026-Q4, 2026-H2, 2026-11 or 2026, and what people type for them."""

import re
from datetime import date

from store.fields.clean_text import clean

#: How many months each is long.
MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_SHAPE = r"[0-9]{4}(-(Q[1-4]|H[12]|0[1-9]|1[0-2]))?"
#: Words for the one that runs and for the one after it.
THIS = frozenset({"this", "now", "this period", "current", "本期", "当期", "现在"})
NEXT = frozenset({"next", "next period", "下期", "下一期"})


def is_period(text: str) -> bool:
    """Whether it names one as it is kept."""
    return re.fullmatch(_SHAPE, text) is not None


def running(day: date, by: str, after: int = 0) -> str:
    """The period of that day where one plans ``by`` that long; with ``after`` a later one."""
    months = MONTHS.get(by, 3)
    at = (day.year * 12 + day.month - 1) // months + after
    year, part = divmod(at, 12 // months)
    said = {1: f"-{part + 1:02}", 3: f"-Q{part + 1}", 6: f"-H{part + 1}", 12: ""}
    return f"{year}{said[months]}"


def read_period(text: str, today: date, by: str) -> str:
    """What ``text`` means; what is no period stays as it was typed, for the rules to refuse. One without a year is of
    this one.
    """
    from store.fields.day_words import plain  # late: a period is seldom typed
    from store.fields.spans import named  # late: a period is seldom typed

    said = plain(clean(text))
    if said in THIS | NEXT:
        return running(today, by, said in NEXT)
    try:
        found = named(said, today)
    except ValueError:  # there is no fifth quarter
        return text
    if found is None or found.unit not in MONTHS:
        return text
    part = {"month": f"-{found.part:02}", "quarter": f"-Q{found.part}", "half": f"-H{found.part}", "year": ""}
    return f"{found.year or today.year}{part[found.unit]}"
