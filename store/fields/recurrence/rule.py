"""A rule by which something comes again, as it is stored: an RRULE of RFC 5545, and what of it the RFC does not know.

``X-DAYS=WORKING`` takes of all days only those on which the organisation works; ``X-OFF`` says what becomes of a day
that falls on a day off: it is moved ``BEFORE`` or ``AFTER`` it, or it is a ``SKIP``. ``UNTIL`` is a day; a moment is
one as soon as a time of the day and a zone are known (`dated`).
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

import msgspec

from store.errors import WrongWords

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FREQUENCIES = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")
#: The numbers that a part may have, and their negatives where they count from the end.
LARGEST = {"BYMONTH": 12, "BYMONTHDAY": 31, "BYYEARDAY": 366, "BYSETPOS": 366}
#: What becomes of a day off; "" leaves it as it is.
OFF = ("", "before", "after", "skip")
#: No rule has more times, or periods between two times.
MOST = 10_000
# Compiled when they are first needed: all kinds load this, and few records have a rule.
_PART = r"([A-Z-]+)=([^;=]+)"
_DAY = r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)"
_UNTIL = r"([0-9]{8})(?:T([0-9]{6})(Z?))?"


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One rule. ``by_day`` has a number before each day of the week, Monday is 0: the third Friday is (3, 4)."""

    frequency: str
    interval: int = 1
    count: int | None = None
    until: date | None = None
    months: frozenset[int] = frozenset()
    month_days: frozenset[int] = frozenset()
    year_days: frozenset[int] = frozenset()
    by_day: tuple[tuple[int | None, int], ...] = ()
    positions: frozenset[int] = frozenset()
    week_start: int = 0
    #: Of all days only those on which the organisation works.
    working: bool = False
    #: What becomes of a day that falls on a day off: one of `OFF`.
    off: str = ""
    #: It ends at this moment, of which ``until`` is the day; without a zone it is by the clocks where it is held.
    ends: datetime | None = None

    @property
    def is_bare(self) -> bool:
        """It says how often, and not on which day."""
        named = self.by_day or self.month_days or self.year_days or self.working
        return not named and self.frequency != "DAILY"


def parse(text: str) -> Rule:
    """The rule that such a text writes; raises `WrongWords` where it is none that Concord knows."""
    written = "".join(text.split()).upper().removeprefix("RRULE:").rstrip(";")
    found = [re.fullmatch(_PART, part) for part in written.split(";")]
    parts = {each[1]: each[2] for each in found if each is not None}
    try:
        if len(parts) != len(found):
            raise ValueError
        return _rule(parts)
    except (ValueError, KeyError):
        raise WrongWords(
            '"{text}" is no rule that is known here; one is written as FREQ=WEEKLY;BYDAY=MO',
            "wrong-shape",
            text=text[:60],
        ) from None


def _rule(parts: dict[str, str]) -> Rule:
    frequency, off = parts.pop("FREQ"), parts.pop("X-OFF", "").lower()
    until, working = parts.pop("UNTIL", ""), parts.pop("X-DAYS", "")
    ends = _until(until) if until else None
    rule = Rule(
        frequency=frequency,
        interval=_number(parts.pop("INTERVAL", "1")),
        count=_number(parts.pop("COUNT")) if "COUNT" in parts else None,
        until=ends.date() if ends else None,
        months=_numbers(parts, "BYMONTH", least=1),
        month_days=_numbers(parts, "BYMONTHDAY"),
        year_days=_numbers(parts, "BYYEARDAY"),
        by_day=tuple(_by_day(each, frequency) for each in parts.pop("BYDAY").split(",")) if "BYDAY" in parts else (),
        positions=_numbers(parts, "BYSETPOS"),
        week_start=WEEKDAYS.index(parts.pop("WKST", "MO")),
        working=bool(working),
        off=off,
        ends=ends if "T" in until else None,
    )
    if parts or frequency not in FREQUENCIES or off not in OFF or working not in ("", "WORKING"):
        raise ValueError
    if rule.count is not None and rule.until is not None:
        raise ValueError
    return rule


def _number(text: str) -> int:
    number = int(text)
    if not 1 <= number <= MOST:
        raise ValueError
    return number


def _numbers(parts: dict[str, str], name: str, least: int | None = None) -> frozenset[int]:
    if name not in parts:
        return frozenset()
    most = LARGEST[name]
    numbers = frozenset(map(int, parts.pop(name).split(",")))
    if 0 in numbers or any(not (-most if least is None else least) <= number <= most for number in numbers):
        raise ValueError
    return numbers


def _by_day(text: str, frequency: str) -> tuple[int | None, int]:
    found = re.fullmatch(_DAY, text)
    if found is None or (found[1] and (frequency not in ("YEARLY", "MONTHLY") or not 1 <= abs(int(found[1])) <= 53)):
        raise ValueError
    return int(found[1]) if found[1] else None, WEEKDAYS.index(found[2])


def _until(text: str) -> datetime:
    found = re.fullmatch(_UNTIL, text)
    if found is None:
        raise ValueError
    moment = datetime.strptime(found[1] + (found[2] or "000000"), "%Y%m%d%H%M%S")  # noqa: DTZ007
    return moment.replace(tzinfo=UTC) if found[3] else moment


def write(rule: Rule) -> str:
    """The rule as it is stored: the same text for the same rule."""
    by_day = sorted(set(rule.by_day), key=lambda each: (each[0] or 0, each[1]))
    parts = {
        "FREQ": rule.frequency,
        "INTERVAL": rule.interval if rule.interval > 1 else "",
        "BYMONTH": _joined(rule.months),
        "BYMONTHDAY": _joined(rule.month_days),
        "BYYEARDAY": _joined(rule.year_days),
        "BYDAY": ",".join(f"{n or ''}{WEEKDAYS[day]}" for n, day in by_day),
        "BYSETPOS": _joined(rule.positions),
        "WKST": WEEKDAYS[rule.week_start] if rule.week_start else "",
        "COUNT": rule.count or "",
        "UNTIL": _ended(rule),
        "X-DAYS": "WORKING" if rule.working else "",
        "X-OFF": rule.off.upper(),
    }
    return ";".join(f"{name}={value}" for name, value in parts.items() if value)


def _ended(rule: Rule) -> str:
    if rule.ends is None or rule.until != rule.ends.date():
        return f"{rule.until:%Y%m%d}" if rule.until else ""
    return f"{rule.ends:%Y%m%dT%H%M%S}" + ("Z" if rule.ends.tzinfo else "")


def dated(rule: Rule, begins: time, zone: tzinfo) -> Rule:
    """A rule that ends at a moment as one that ends on a day, for what begins at that time of the day there."""
    if rule.ends is None:
        return rule
    return msgspec.structs.replace(rule, until=last_day(rule.ends, begins, zone), ends=None)


def last_day(until: datetime, begins: time, zone: tzinfo) -> date:
    """The last day on which something begins there at that time, and not after that moment (RFC 5545, 3.3.10)."""
    if until.tzinfo is None:
        return until.date() - timedelta(until.time() < begins)
    day = until.astimezone(zone).date()
    return day - timedelta(datetime.combine(day, begins, zone) > until)


def _joined(numbers: frozenset[int]) -> str:
    return ",".join(map(str, sorted(numbers, key=lambda number: (number < 0, number))))


def on_month_days(days: frozenset[int]) -> tuple[frozenset[int], frozenset[int]]:
    """Days of a month and the positions among them: where a month is shorter, its last day stands for the 29th to 31st.

    Several that a shorter month would make one are left to the RFC, which passes such a month over.
    """
    days = frozenset(-1 if day == 31 else day for day in days)
    late = [day for day in days if day > 28]
    if len(late) != 1 or any(day < 0 for day in days):
        return days, frozenset()
    before = len(days) - 1
    return days | frozenset(range(28, late[0])), frozenset((*range(1, before + 1), -1))


def completed(rule: Rule, day: date) -> Rule:
    """A rule that says how often, said on which day as well: that of the first one."""
    if not rule.is_bare:
        return rule
    if rule.frequency == "WEEKLY":
        return msgspec.structs.replace(rule, by_day=((None, day.weekday()),))
    days, positions = on_month_days(frozenset([day.day]))
    if rule.frequency == "YEARLY":
        if (day.month, day.day) != (2, 29):
            days, positions = frozenset([day.day]), frozenset[int]()
        months = rule.months or frozenset([day.month])
        return msgspec.structs.replace(rule, months=months, month_days=days, positions=positions)
    return msgspec.structs.replace(rule, month_days=days, positions=positions)
