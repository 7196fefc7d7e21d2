"""What comes again, as people write it in Chinese: `每两周周五`, `隔周周五`, `每月最后一个工作日`."""

from __future__ import annotations

import re

from store.fields import day_words
from store.fields.day_words import WEEKDAY
from store.fields.recurrence.building import WORKING, DayMeant, built
from store.fields.recurrence.english import date_meant
from store.fields.recurrence.rule import Rule

_NUMBER = r"(\d{1,3}|[一二两兩三四五六七八九十]{1,3})"
_WEEK = "(?:周|週|星期|礼拜)"
_UNITS = {
    "天": "day", "日": "day", "周": "week", "週": "week", "星期": "week", "礼拜": "week", "月": "month",
    "季度": "quarter", "季": "quarter", "半年": "half", "年": "year", "年度": "year", "工作日": "working",
}  # fmt: skip
_UNIT = "(" + "|".join(sorted(_UNITS, key=len, reverse=True)) + ")"
_WORKING = r"(?:工作日|上班日|上班的日子)"
_AND = r"(?:[、,/&+]|和|及|与|以及)"


def read(said: str) -> Rule | None:
    """The rule that the words mean, without blanks and what follows them; None where they mean none."""
    said = re.sub(r"^(?:重复|循环)[:：]?", "", said)
    said = re.sub(rf"^(?=(?:{_NUMBER}个?)?{_UNIT}[一1]次$)", "每", said)
    said = re.sub(r"(?<![第隔])[一1]次$|(?<!隔)重复$|例行$", "", said)
    if re.fullmatch(rf"(?:每|每个|每逢|逢|所有)?(?:一个)?{_WORKING}(?:每天)?|每天[(]{_WORKING}[)]", said):
        return built("", 1, [WORKING])
    if re.fullmatch(r"天天|按[天日]|每[天日]", said):
        return built("day", 1, [])
    found = re.fullmatch(rf"(?:每|逢|每逢)?{_WEEK}末", said)
    if found:
        return built("", 1, [DayMeant("weekday", 5), DayMeant("weekday", 6)])
    for reader in (_every_week, _every):
        rule = reader(said)
        if rule is not None:
            return rule
    days = _days(said.removeprefix("逢"), "")
    return built("", 1, days) if days else None


def _every_week(said: str) -> Rule | None:
    """`每周一、四`, `每两周周五`, `隔周周五`, `双周五`, `每周最后一个工作日`."""
    found = re.fullmatch(rf"(?:(?:每逢|每|按|逢)?(?:(隔一?个?|双|{_NUMBER}个?|个)|一个)?)({_WEEK})的?(.*)", said)
    if found is None or (not said.startswith(("每", "逢", "隔", "按", "双", "周", "週", "星", "礼"))):
        return None
    other = found[1] or ""
    n = 2 if other.startswith(("隔", "双")) else number(found[2]) if found[2] else 1
    rest = found[4]
    days = _weekdays(rest) if rest else []
    if days is None:
        days = _days(rest, "week")
    return None if days is None or not n else built("week", n, days)


def _every(said: str) -> Rule | None:
    """`每天`, `每3天`, `隔天`, `每月1号`, `每三个月`, `每季度末`, `每年12月1日`."""
    found = re.fullmatch(rf"(?:每逢|每隔一|每|按|逢|(隔一?个?)|(双))(?:{_NUMBER})?个?{_UNIT}的?(.*)", said)
    if found is None:
        return None
    n = 2 if found[1] or found[2] or said.startswith("每隔一") else number(found[3]) if found[3] else 1
    unit = _UNITS[found[4]]
    if unit == "working" or n == 0:
        return None
    days = _days(found[5], unit) if found[5] else []
    return None if days is None else built(unit, n, days)


def number(said: str) -> int:
    """A number in digits or characters; 0 where it is none."""
    try:
        return day_words.number(said.replace("兩", "两"))
    except (KeyError, ValueError):
        return 0


def _weekdays(said: str) -> list[DayMeant] | None:
    """`一`, `一三五`, `一、周四`, `一至五`, `周五`."""
    found = re.fullmatch(rf"{_WEEK}?([一二三四五六日天1-7])(?:至|到|-|~){_WEEK}?([一二三四五六日天1-7])", said)
    if found:
        return [DayMeant("weekday", day) for day in range(WEEKDAY[found[1]], WEEKDAY[found[2]] + 1)] or None
    if re.fullmatch(rf"(?:{_WEEK}?[一二三四五六日天1-7]{_AND}?(?:每|逢)?)+", said):
        return [DayMeant("weekday", WEEKDAY[each]) for each in re.findall(r"[一二三四五六日天1-7]", said)]
    return None


def _days(said: str, unit: str) -> list[DayMeant] | None:
    """The days that are listed; None where one of them is none."""
    whole = re.sub(r"^的", "", said)
    if unit in ("", "week") and re.match(_WEEK, whole):
        return _weekdays(whole)
    found: list[DayMeant] = []
    parts = re.split(_AND, whole)
    # What stands behind the last of several is of all of them: 1、15号.
    behind = re.sub(r"^.*?(?=[号日]$|$)", "", parts[-1])
    for part in parts:
        day = _day(part + behind if re.fullmatch(_NUMBER, part) else part, unit)
        if day is None:
            return None
        found += day
    if unit == "month" and any(each.sort == "date" for each in found):
        return None
    return found


def _day(said: str, unit: str) -> list[DayMeant] | None:
    if re.fullmatch(r"[月季年]?度?(?:底|末|终)|(?:最后|末)(?:一|1)?[天日]|最末一[天日]|月的最后一天", said):
        return [DayMeant("month-day", n=-1)]
    said = re.sub(r"^[月季年]?度?[末底](?=最后|倒数)", "", said).replace("头一个", "第一个").replace("头个", "第一个")
    if re.fullmatch(r"月?初|首[天日]|第一[天日]|[季年]度?初", said):
        return [DayMeant("month-day", n=1)]
    if re.fullmatch(r"月?中", said) and unit in ("", "month"):
        return [DayMeant("month-day", n=15)]
    found = re.fullmatch(
        rf"(?:第|(倒数)第?|(最后|末尾?|最末)|(首))?(?:{_NUMBER})?个?(?:{_WEEK}([一二三四五六日天1-7])|({_WORKING}))",
        said,
    )
    if found and (found[1] or found[2] or found[3] or found[4]):
        n = 1 if found[3] else -1 if found[2] and not found[4] else number(found[4] or "1")
        n = -n if (found[1] or found[2]) and n > 0 else n
        return [DayMeant("nth", None if found[6] else WEEKDAY[found[5]], n)] if n and abs(n) < 24 else None
    found = re.fullmatch(rf"(?:{_NUMBER}月(?:份的?|的)?)(.+)", said)
    if found:
        return _in_month(number(found[1]), found[2])
    found = re.fullmatch(rf"(?:第)?{_NUMBER}[号號日天]", said)
    if found:
        n = number(found[1])
        return [DayMeant("month-day", n=n)] if 1 <= n <= 31 else None
    return None


def _in_month(month: int, said: str) -> list[DayMeant] | None:
    found = re.fullmatch(rf"{_NUMBER}[号號日]?", said)
    if found:
        return date_meant(month, number(found[1]))
    days = _day(said, "month") or []
    if not 1 <= month <= 12 or len(days) != 1:
        return None
    if days[0].sort == "nth":
        return [days[0]._replace(month=month)]
    return date_meant(month, days[0].n) if days[0].n > 0 else None
