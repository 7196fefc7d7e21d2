"""Days off of the calendar by their names: `christmas`, `中秋节`, whichever of the two languages it is written in."""

import re
import unicodedata
from datetime import date, timedelta

from store.fields.calendar import Calendar
from store.fields.spans import DaySpan

#: Names of one holiday, as `_bare` leaves them.
_SAME = (
    ("元旦", "新年", "newyear", "newyears"),
    ("春", "过年", "农历新年", "spring", "chinesenewyear", "lunarnewyear"),
    ("清明", "qingming", "tombsweeping"),
    ("劳动", "五一", "五一劳动", "国际劳动", "labour", "labor", "may", "mayday", "workers"),
    ("端午", "dragonboat"),
    ("中秋", "midautumn", "moon", "mooncake"),
    ("国庆", "十一", "national"),
    ("圣诞", "christmas", "xmas"),
    ("圣诞前夜", "平安夜", "christmaseve"),
    ("感恩", "thanksgiving"),
    ("复活", "easter"),
    ("受难", "耶稣受难", "goodfriday"),
)  # fmt: skip
_ALIASES = {name: names for names in _SAME for name in names}
_BETWEEN = re.compile(r"[,，、;；/&+·]|和|\band\b")
_FILLER = re.compile(
    r"\bthe\b|\b(?:public|bank|legal|statutory|observed)\b|\b(?:day|days|holidays?|festival|break|vacation)\b|'s\b"
    r"|法定|小长假|长假|假期|假日|放假|节日|调休|日$|休$|假$|节"
    r"|第.{1,3}天.*|共.{1,3}天"
)


def named_holiday(said: str, today: date, calendar: Calendar, *, ending: bool = False) -> DaySpan | None:
    """The next days off in a row of that name that begin, or with ``ending`` end, today or later."""
    wanted = _bare(said)
    if not wanted:
        return None
    names = set(_ALIASES.get(wanted, (wanted,)))
    off = {day: _parts(named.name) for day, named in calendar.days.items() if not named.works and named.name}
    begun = tuple(name for name in names if len(name) > (2 if name.isascii() else 1))
    exact = [day for day, parts in off.items() if not names.isdisjoint(parts)]
    for found in (exact, [day for day, parts in off.items() if any(part.startswith(begun) for part in parts)]):
        for first, last in _rows(found):
            if (last if ending else first) >= today:
                return DaySpan(first, last, first)
    return None


def is_holiday(said: str, calendar: Calendar) -> bool:
    """Whether that names a holiday, which the calendar need not have from today on."""
    wanted = _bare(said)
    return bool(wanted) and (wanted in _ALIASES or any(wanted in _parts(each.name) for each in calendar.days.values()))


def _rows(days: list[date]) -> list[tuple[date, date]]:
    rows: list[tuple[date, date]] = []
    for day in days:
        if rows and rows[-1][1] + timedelta(days=1) == day:
            rows[-1] = rows[-1][0], day
        else:
            rows.append((day, day))
    return rows


def _parts(name: str) -> set[str]:
    """A day may have several names: 中秋节、国庆节."""
    return {bare for part in (name, *_BETWEEN.split(name)) if (bare := _bare(part))}


def _bare(name: str) -> str:
    """A name without "day", "festival" and what stands in brackets."""
    plain = unicodedata.normalize("NFKC", name).casefold().replace("’", "'")
    plain = re.sub(r"\(.*?\)|\[.*?\]|【.*?】", " ", plain)
    return re.sub(r"[\s\W_]", "", _FILLER.sub(" ", plain.strip()))
