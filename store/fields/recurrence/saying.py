"""A rule as people say it: sentences that are translated, and that `reading` takes back in either language."""

from __future__ import annotations

from collections.abc import Sequence

from store.errors import WrongWords
from store.fields.recurrence.rule import Rule, on_month_days, parse, write
from store.words import Words

DAYS = (
    Words("Monday"),
    Words("Tuesday"),
    Words("Wednesday"),
    Words("Thursday"),
    Words("Friday"),
    Words("Saturday"),
    Words("Sunday"),
)
MONTHS = (
    Words("January"),
    Words("February"),
    Words("March"),
    Words("April"),
    Words("May", context="month"),
    Words("June"),
    Words("July"),
    Words("August"),
    Words("September"),
    Words("October"),
    Words("November"),
    Words("December"),
)
_NTH = {
    1: Words("first", context="which"),
    2: Words("second", context="which"),
    3: Words("third", context="which"),
    4: Words("fourth", context="which"),
    5: Words("fifth", context="which"),
    -1: Words("last", context="which"),
    -2: Words("second to last", context="which"),
}
_WHICH = {
    "st": Words("{n}st", context="which"),
    "nd": Words("{n}nd", context="which"),
    "rd": Words("{n}rd", context="which"),
    "th": Words("{n}th", context="which"),
}
_OF_A_MONTH = {
    "st": Words("{n}st", context="day of a month"),
    "nd": Words("{n}nd", context="day of a month"),
    "rd": Words("{n}rd", context="day of a month"),
    "th": Words("{n}th", context="day of a month"),
}
#: The months whose first and last days are those of the quarters.
BEGINS, ENDS = frozenset({1, 4, 7, 10}), frozenset({3, 6, 9, 12})
_HALVES = {frozenset({1, 7}): 1, frozenset({6, 12}): -1}
_OFF = {
    "before": Words("{rule}, moved before days off"),
    "after": Words("{rule}, moved after days off"),
    "skip": Words("{rule}, days off skipped"),
}


def said(text: str) -> Words | str:
    """What is stored, as people say it; what no sentence says, or a later version has stored, stands as it is."""
    try:
        rule = parse(text)
    except WrongWords:
        return text
    words = _days(rule)
    if words is None:
        return text
    if rule.count is not None:
        words = Words("{rule}, {n} times", one="{rule}, once", rule=words, n=rule.count)
    if rule.until is not None:
        words = Words("{rule} until {day}", rule=words, day=rule.until.isoformat())
    return _OFF[rule.off].filled(rule=words) if rule.off else words


def _days(rule: Rule) -> Words | None:
    if rule.year_days or (rule.week_start and rule.interval > 1):
        return None
    if rule.working:
        return _working(rule)
    how = {"DAILY": _daily, "WEEKLY": _weekly, "MONTHLY": _monthly, "YEARLY": _yearly}
    return how[rule.frequency](rule)


def _working(rule: Rule) -> Words | None:
    if rule.by_day or rule.month_days:
        return None
    if rule.frequency == "DAILY":
        plain = rule.interval == 1 and not rule.positions and not rule.months
        return Words("every working day") if plain else None
    at = tuple(rule.positions)
    day = _nth(at[0], Words("working day", context="of a rule")) if len(at) == 1 else None
    return None if day is None else _of(rule, day, at[0])


def _daily(rule: Rule) -> Words | None:
    if rule.by_day or rule.month_days or rule.months or rule.positions:
        return None
    return _every(rule.interval, Words("every day"), Words("every {n} days"))


def _weekly(rule: Rule) -> Words | None:
    if rule.month_days or rule.months or rule.positions or any(n is not None for n, _day in rule.by_day):
        return None
    n = rule.interval
    if not rule.by_day:
        return _every(n, Words("every week"), Words("every {n} weeks"))
    days = _listed([DAYS[day] for _n, day in sorted(rule.by_day, key=lambda each: each[1])])
    if n == 2:
        return Words("every other {days}", days=days)
    return _every(n, Words("every {days}"), Words("every {n} weeks on {days}"), days=days)


def _monthly(rule: Rule) -> Words | None:
    if rule.by_day:
        return _weekdays_of(rule)
    days = _month_days(rule)
    if not days and (rule.month_days or rule.positions or rule.months):
        return None
    if not days:
        return _every(rule.interval, Words("every month"), Words("every {n} months"))
    at = days[0] if len(days) == 1 else 0
    if at == -1 or (at == 1 and rule.months):
        return _of(rule, Words("last day") if at == -1 else Words("first day"), at)
    if rule.months:
        return None
    listed = _listed([_day_of_month(day) for day in days])
    one, more = Words("every month on the {days}"), Words("every {n} months on the {days}")
    return _every(rule.interval, one, more, days=listed)


def _weekdays_of(rule: Rule) -> Words | None:
    """The first Monday, or the second and the fourth Tuesday, of each month, quarter or year."""
    found = [(n, _nth(n, DAYS[day])) for n, day in rule.by_day if n is not None]
    words = [each for _n, each in found if each is not None]
    plain = not rule.month_days and not rule.positions and (len(words) == 1 or rule.frequency == "MONTHLY")
    if not words or len(words) < len(rule.by_day) or not plain or (len(words) > 1 and rule.months):
        return None
    return _of(rule, _listed(words), found[0][0])


def _month_days(rule: Rule) -> list[int]:
    """The days of the month as people say them; none where they are others."""
    late = max((day for day in rule.month_days if day > 28), default=0)
    told = frozenset(day for day in rule.month_days if day < 28 or day == late or (day == 28 and not late))
    for days in (told, told | {28}):
        if days and on_month_days(days) == (rule.month_days, rule.positions) and not any(day < -1 for day in days):
            return sorted(days, key=lambda day: (day < 0, day))
    return []


def _of(rule: Rule, day: Words, at: int) -> Words | None:
    """That day of each month, quarter or year."""
    n = rule.interval
    if rule.frequency == "MONTHLY" and not rule.months:
        return _every(n, Words("the {day} of every month"), Words("the {day} of every {n} months"), day=day)
    if n > 1:
        return None
    if rule.frequency == "MONTHLY" and rule.months == (ENDS if at < 0 else BEGINS):
        return Words("the {day} of every quarter", day=day)
    if rule.frequency == "MONTHLY" and _HALVES.get(rule.months, 0) * at > 0:
        return Words("the {day} of every half-year", day=day)
    if rule.frequency == "YEARLY" and len(rule.months) == 1:
        return Words("the {day} of {month} every year", day=day, month=MONTHS[min(rule.months) - 1])
    if rule.frequency == "YEARLY" and not rule.months:
        return Words("the {day} of every year", day=day)
    return Words("the {day} of every week", day=day) if rule.frequency == "WEEKLY" else None


def _yearly(rule: Rule) -> Words | None:
    n = rule.interval
    if rule.by_day:
        return _weekdays_of(rule)
    if not rule.months and not rule.month_days and not rule.positions:
        return _every(n, Words("every year"), Words("every {n} years"))
    days = [29] if (rule.months, rule.month_days, rule.positions) == ({2}, {28, 29}, {-1}) else sorted(rule.month_days)
    plain = days == [29] or not rule.positions
    if not rule.months or not days or days[0] < 1 or not plain or (len(rule.months) > 1 and len(days) > 1):
        return None
    dates = [Words("{day} {month}", day=day, month=MONTHS[month - 1]) for month in sorted(rule.months) for day in days]
    return _every(n, Words("every year on {days}"), Words("every {n} years on {days}"), days=_listed(dates))


def _nth(at: int, day: Words) -> Words | None:
    which = _NTH.get(at) or (_WHICH[_th(at)].filled(n=at) if at > 0 else None)
    return None if which is None else Words("{nth} {day}", nth=which, day=day)


def _day_of_month(n: int) -> Words:
    return Words("last day") if n == -1 else _OF_A_MONTH[_th(n)].filled(n=n)


def _th(n: int) -> str:
    return "th" if n in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")


def _every(n: int, one: Words, more: Words, **values: object) -> Words:
    return one.filled(**values) if n == 1 else more.filled(n=n, **values)


def _listed(items: Sequence[Words]) -> Words:
    words, *more = items
    for at, item in enumerate(more, 1):
        between = Words("{days} and {day}") if at == len(more) else Words("{days}, {day}")
        words = between.filled(days=words, day=item)
    return words


def canonical(text: str) -> str:
    """The rule in the one form in which it is stored; raises `WrongWords`."""
    return write(parse(text))
