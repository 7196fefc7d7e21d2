"""What comes again, as people write it in English: `every other friday`, `the last working day of every month`."""

from __future__ import annotations

import re

from store.fields.day_words import MONTH, NUMBERS, WEEKDAY, WEEKDAY_EN, number
from store.fields.recurrence.building import WORKING, DayMeant, built
from store.fields.recurrence.rule import Rule

_MONTH = "(" + "|".join(MONTH) + r")\.?"
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "last": -1, "final": -1, "second to last": -2, "second last": -2, "next to last": -2,
    "penultimate": -2, "last but one": -2, "third to last": -3, "third last": -3,
}  # fmt: skip
_ORDINAL = "(" + "|".join(sorted(_ORDINALS, key=len, reverse=True)) + r"|\d{1,2}(?:st|nd|rd|th))"
_COUNT = "(" + "|".join([*NUMBERS, r"\d{1,3}"]) + ")"
_ADVERBS = {
    "daily": ("day", 1), "everyday": ("day", 1), "nightly": ("day", 1), "weekly": ("week", 1), "monthly": ("month", 1),
    "quarterly": ("quarter", 1), "yearly": ("year", 1), "annually": ("year", 1), "annual": ("year", 1),
    "fortnightly": ("week", 2), "biweekly": ("week", 2), "bi-weekly": ("week", 2), "half-yearly": ("half", 1),
    "half yearly": ("half", 1), "semiannually": ("half", 1), "semi-annually": ("half", 1), "biannually": ("half", 1),
    "twice a year": ("half", 1), "once a day": ("day", 1), "once a week": ("week", 1), "once a month": ("month", 1),
    "once a quarter": ("quarter", 1), "once a year": ("year", 1), "bimonthly": ("month", 2), "bi-monthly": ("month", 2),
    "biennially": ("year", 2),
}  # fmt: skip
_ADVERB = "(" + "|".join(sorted(_ADVERBS, key=len, reverse=True)) + ")"
_UNIT = r"(day|week|wk|fortnight|month|quarter|half[- ]year|year|yr)s?"
_OFTEN = rf"(?:{_COUNT}|(other|second|2nd|alternate)|({_ORDINAL}))? ?"
_WORKING = r"(?:working|work|business|week)[ -]?days?"
_EVERY = r"(?:(?:on |for )?(?:every|each|ev)(?: single)?|once every|repeats? every)"
_THE = "(?:on )?(?:the |every |each )*"
#: Between two days of the week that stand one behind the other: mon wed fri.
_DAY_BY_DAY = r"(?<=mon|tue|wed|thu|fri|sat|sun|day) (?=mon|tue|wed|thu|fri|sat|sun)"


def read(said: str) -> Rule | None:
    """The rule that the words mean, folded and without what follows them; None where they mean none."""
    said = re.sub(r"^(?:repeat(?:s|ed|ing)?|recurs|recurring|happens)[ :]+", "", said)
    for reader in (_by_adverb, _by_unit, _of_unit, _by_days):
        rule = reader(said)
        if rule is not None:
            return rule
    return None


def _by_adverb(said: str) -> Rule | None:
    """`weekly on monday`, `the first monday, monthly`."""
    found = re.fullmatch(rf"{_ADVERB}(?:[,:]? (?:on |at )?(?:the )?(.+))?", said)
    if found is None:
        back = re.fullmatch(rf"(?:on )?(?:the )?(.+?),? {_ADVERB}", said)
        found = back and re.fullmatch(rf"{_ADVERB}(?: (.+))?", f"{back[2]} {back[1]}")
    if not found:
        return None
    unit, n = _ADVERBS[found[1]]
    return _rule(unit, n, found[2])


def _by_unit(said: str) -> Rule | None:
    """`every 2 weeks on friday`, `every month on the 1st`, `friday every other week`."""
    found = re.fullmatch(rf"{_EVERY} {_OFTEN}{_UNIT}(?:[,:]? (?:on |at |in )?(?:the )?(.+))?", said)
    if found is None:
        back = re.fullmatch(rf"(?:on )?(?:the )?(.+?),? ({_EVERY} {_OFTEN}{_UNIT})", said)
        if back is None or re.search(r" (?:of|in)$", back[1]):
            return None
        found = re.fullmatch(rf"{_EVERY} {_OFTEN}{_UNIT}( .+)?", f"{back[2]} {back[1]}")
    if found is None:
        return None
    n = _often(found)
    return None if n is None else _rule(_unit(found[5]), n, (found[6] or "").strip())


def _of_unit(said: str) -> Rule | None:
    """`the last friday of every month`, `on the 1st of the month`, `month end`, `the first monday of january`."""
    ends = re.fullmatch(rf"(?:on |at )?(?:the |every |each )*(?:(?:end|last day) of (?:the |every |each )?{_UNIT}|"
                        rf"{_UNIT}[- ]ends?|eo([mqy]))", said)  # fmt: skip
    if ends is not None:
        unit = {"m": "month", "q": "quarter", "y": "year"}.get(ends[3] or "") or _unit(ends[1] or ends[2])
        return built(unit, 1, [DayMeant("month-day", n=-1)])
    said = re.sub(r"\b(?:start|beginning) of (?=the |every |each |an? )", "1st of ", said)
    found = re.fullmatch(
        rf"(?:on )?(?:the |every |each )*(.+?) (?:of|in) (?:(?:the|an?) |{_EVERY} )?{_OFTEN}{_UNIT}", said
    )
    if found is not None:
        n = _often(found, 2)
        return None if n is None else _rule(_unit(found[6]), n, found[1])
    found = re.fullmatch(
        rf"(?:on )?(?:the |every |each )*{_ORDINAL} (.+?) (?:of|in) {_MONTH}(?:,? (?:every|each) year)?", said
    )
    if found is None:
        return None
    days = _days(f"{found[1]} {found[2]}")
    month = MONTH[found[3]]
    return built("year", 1, [each._replace(month=month) for each in days]) if days and days[0].sort == "nth" else None


def _by_days(said: str) -> Rule | None:
    """`every monday`, `every other friday`, `mondays`, `weekdays`, `every 1 dec`, `every 15th`."""
    found = re.fullmatch(rf"(?:{_EVERY} )(?:(other|second|2nd|alternate) |{_COUNT} )?(.+)", said)
    if found is None:
        return _rule("", 1, re.sub(r"^(?:on )?(?:the )?(?:alternate )?", "", said)) if "alternate" not in said else None
    days = _days(found[3])
    if (found[1] or found[2]) and days and all(each.sort == "weekday" for each in days):
        return built("week", 2 if found[1] else number(found[2]), days)
    return _rule("", 1, re.sub(rf"^{_EVERY} (?:the )?", "", said))


def _often(found: re.Match[str], at: int = 1) -> int | None:
    """Every so many: `3`, `other`, `third`."""
    if found[at]:
        return number(found[at])
    if found[at + 1]:
        return 2
    if found[at + 2]:
        n = _ordinal(found[at + 2])
        return n if n > 0 else None
    return 1


def _unit(said: str) -> str:
    return {"wk": "week", "yr": "year"}.get(said, "half" if said.startswith("half") else said)


def _rule(unit: str, n: int, said: str | None) -> Rule | None:
    days = _days(said) if said else []
    return None if days is None else built(unit, n, days)


def _ordinal(said: str) -> int:
    return _ORDINALS[said] if said in _ORDINALS else int(re.sub(r"\D", "", said))


def _days(said: str) -> list[DayMeant] | None:
    """The days that are listed; None where one of them is none."""
    said = re.sub(r"^(?:on )?(?:the )?", "", said)
    if re.fullmatch(rf"(?:every |each |all )?{_WORKING}", said):
        return [WORKING]
    if re.fullmatch(r"(?:the )?weekends?", said):
        return [DayMeant("weekday", 5), DayMeant("weekday", 6)]
    found: list[DayMeant] = []
    bare: list[int] = []
    for part in re.split(r" ?(?:[,/&+]| and | plus )(?: ?and )? ?(?:on )?(?:the )?|" + _DAY_BY_DAY, said):
        day = _day(part)
        if day is None:
            return None
        bare += [len(found)] if len(day) == 1 and day[0].sort == "month-day" else []
        found += day
    named = next((each for each in found if each.sort == "nth"), None)
    for at in bare if named is not None else ():  # the first and third monday
        found[at] = found[at]._replace(sort="nth", weekday=named.weekday if named else None)
    return found


def _day(said: str) -> list[DayMeant] | None:
    weekday = f"({WEEKDAY_EN})"
    found = re.fullmatch(rf"{weekday}\.?(?:s|'s)?", said)
    if found:
        return [DayMeant("weekday", WEEKDAY[found[1]])]
    found = re.fullmatch(rf"{weekday} ?(?:-|–|to|through|till) ?{weekday}", said)
    if found:
        first, last = WEEKDAY[found[1]], WEEKDAY[found[2]]
        return [DayMeant("weekday", day) for day in range(first, last + 1)] or None
    found = re.fullmatch(rf"{_ORDINAL} (?:{weekday}|({_WORKING}))(?:s)?", said)
    if found:
        weekday_meant = WEEKDAY[found[2]] if found[2] else None
        n = _ordinal(found[1])
        return [DayMeant("nth", weekday_meant, n)] if n <= (23 if weekday_meant is None else 5) else None
    found = re.fullmatch(rf"(?:day )?(?:{_ORDINAL}|(\d{{1,2}}))(?: day)?", said)
    if found:
        n = _ordinal(found[1] or found[2])
        return [DayMeant("month-day", n=n)] if 1 <= n <= 31 or n == -1 else None
    return _date(said)


def _date(said: str) -> list[DayMeant] | None:
    found = re.fullmatch(rf"(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH}", said)
    day, month = (found[1], found[2]) if found else ("", "")
    if not found:
        found = re.fullmatch(rf"{_MONTH} (?:the )?(\d{{1,2}})(?:st|nd|rd|th)?", said)
        day, month = (found[2], found[1]) if found else ("", "")
    if found:
        return date_meant(MONTH[month], int(day))
    found = re.fullmatch(r"(\d{1,2})-(\d{1,2})", said)
    return date_meant(int(found[1]), int(found[2])) if found else None


def date_meant(month: int, day: int) -> list[DayMeant] | None:
    """That day of the year, where there is one."""
    longest = 29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31
    return [DayMeant("date", n=day, month=month)] if 1 <= month <= 12 and 1 <= day <= longest else None
