"""What plain words say of days, counted from today: so much from now on, days of the week, what is before and after."""

import re
from datetime import date, timedelta

from store.errors import WrongWords
from store.fields.calendar import Calendar
from store.fields.day_words import (
    NUMBER,
    NUMBER_EN,
    ORDINAL_EN,
    WEEKDAY,
    WEEKDAY_EN,
    WEEKDAY_ZH,
    monday,
    months_on,
    number,
    ordinal,
)
from store.fields.holidays import named_holiday
from store.fields.spans import DaySpan, span_of
from store.fields.written_dates import written

_NEAR = {
    "today": 0, "tod": 0, "tonight": 0, "noon": 0, "midday": 0, "eod": 0, "eob": 0, "cob": 0, "end of day": 0,
    "end of business": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "same day": 0,
    "今天": 0, "今日": 0, "今儿": 0, "今早": 0, "今晚": 0, "今夜": 0, "当天": 0, "当日": 0, "即日": 0, "本日": 0,
    "今": 0, "tomorrow": 1, "tom": 1, "tmr": 1, "tmrw": 1, "tmw": 1, "next day": 1,
    "明天": 1, "明日": 1, "明儿": 1, "明早": 1, "明晚": 1, "次日": 1, "翌日": 1, "第二天": 1, "隔天": 1, "明": 1,
    "yesterday": -1, "昨天": -1, "昨日": -1, "昨晚": -1,
    "day after tomorrow": 2, "overmorrow": 2, "后天": 2, "后日": 2, "大后天": 3, "大后日": 3,
    "day before yesterday": -2, "前天": -2, "前日": -2, "大前天": -3,
}  # fmt: skip

_UNITS = {
    "d": "day", "day": "day", "days": "day", "天": "day", "日": "day",
    "w": "week", "week": "week", "weeks": "week", "wk": "week", "wks": "week", "周": "week", "星期": "week",
    "礼拜": "week", "fortnight": "fortnight", "fortnights": "fortnight",
    "m": "month", "month": "month", "months": "month", "mo": "month", "mos": "month", "mth": "month",
    "mths": "month", "月": "month", "q": "quarter", "quarter": "quarter", "quarters": "quarter", "季度": "quarter",
    "y": "year", "year": "year", "years": "year", "yr": "year", "yrs": "year", "年": "year",
    "wd": "working", "工作日": "working",
}  # fmt: skip
_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_HALVES = {"年": ("month", 6), "year": ("month", 6), "个月": ("day", 15), "月": ("day", 15), "month": ("day", 15)}
_UNIT = "|".join(sorted((word for word in _UNITS if word.isascii()), key=len, reverse=True))
_UNIT_ZH = "工作日|天|日|周|星期|礼拜|季度|月|年"
# What a day is said with further: a time of it.
_PART_ZH = "凌晨|清晨|早上|早晨|上午|午前|中午|下午|傍晚|晚上|晚间|夜里|晚|早"
_CLOCK_ZH = r"(?:\d{1,2}|十?[一二两三四五六七八九]|二?十[一二三]?)(?::\d\d|[点时](?:半|整|\d{1,2}分?)?)"
_BY_EN = (
    r"eod|eob|cob|noon|midday|end of (?:day|business)|close of business"
    r"|\d{1,2}(?::\d\d){1,2}(?: ?[ap]m)?|\d{1,2} ?[ap]m"
)
#: A day with a time of it at its end.
TIME = re.compile(
    rf"(.+?)(?:[ ,]*(?:at |by )?(?:(?:in )?(?:morning|afternoon|evening|night)|{_BY_EN})|(?:{_PART_ZH})?{_CLOCK_ZH}"
    rf"|{_PART_ZH}|下班)"
)
_TIME_FIRST = re.compile(rf"(?:{_BY_EN}|first thing)(?: on| of| in)?,? (.+)")


class SaidDays:
    """Reads what is in plain words, said on a day in a workspace with that calendar."""

    def __init__(self, today: date, calendar: Calendar) -> None:
        self._today = today
        self._calendar = calendar

    def days(self, said: str) -> DaySpan | date | None:
        """What is said, as several days or as one; None where it is nothing of all this."""
        readers = (self._near, self._offset, self._weekday, self._written, self._span, self._nth, self._beside)
        return next((found for reader in readers if (found := reader(said)) is not None), None)

    def _near(self, said: str) -> date | None:
        days = _NEAR.get(said)
        return None if days is None else self._today + timedelta(days=days)

    def _span(self, said: str) -> DaySpan | None:
        return span_of(said, self._today)

    def _written(self, said: str) -> date | None:
        return written(said, self._today)

    # So much from now on: +3d, two weeks, within 4 days, 3天后, 7个工作日内

    def _offset(self, said: str) -> DaySpan | date | None:
        if found := re.fullmatch(rf"([+-]) ?(\d{{1,4}}) ?(?:个)?({_UNIT}|{_UNIT_ZH})?", said):
            return self._shifted(int(found[1] + found[2]), found[3] or "d")
        if found := re.fullmatch(
            rf"(in|within|(?:with)?in next|next|coming)? ?{NUMBER_EN} ?({_UNIT})'?(?:s)?( ago|"
            r" from now| from today|(?: from)? later| out| hence| time)?",
            said,
        ):
            number_, back = number(found[2]), found[4] == " ago"
            day = self._shifted(-number_ if back else number_, found[3])
            return self._upto(day) if found[1] and found[1] != "in" else day
        if found := re.fullmatch(
            r"(?:in |within )?(\d{1,4}) ?(?:h|hrs?|hours?)|(\d{1,4})个?小时(?:之|以)?[内后]", said
        ):
            return self._today + timedelta(days=-(-int(found[1] or found[2]) // 24))
        if found := re.fullmatch(r"(?:in |within )?(?:half an?|an? half) ?(year|month)( ago)?", said):
            unit, many = _HALVES[found[1]]
            return self._shifted(-many if found[2] else many, unit)
        found = re.fullmatch(
            rf"(?:再?过|未来|今后|接下来|在)?(?:(半)(年|个月|月)|{NUMBER}(?:个)?({_UNIT_ZH}))(?:的?时间)?"
            r"(?:(之|以)?(后|前|内|里)|)",
            said,
        )
        if found is None or (found[6] is None and not re.search("天|周|个|星期|礼拜|工作日|半", said)):
            return None
        if (
            (found[4] == "月" and "个" not in said)
            or (found[4], found[6]) == ("日", "前")
            or re.match(r"\d{4}年", said)
        ):
            return None  # a month, a day or a year by its number: 12月前, 15日前
        unit, many = _HALVES[found[2]] if found[1] else (found[4], number(found[3]))
        day = self._shifted(-many if found[6] == "前" else many, unit)
        return self._upto(day) if found[6] in ("内", "里") else day

    def _upto(self, day: date) -> DaySpan:
        return DaySpan(min(self._today, day), day, day)

    def _shifted(self, many: int, unit: str, start: date | None = None) -> date:
        start, length = start or self._today, _UNITS.get(unit, unit)
        if length == "working":
            return self._calendar.add(start, many)
        if length in _DAYS:
            return start + timedelta(days=many * _DAYS[length])
        return months_on(start, many * _MONTHS[length])

    # Days of the week

    def _weekday(self, said: str) -> date | None:
        if found := re.fullmatch(rf"(?:(this|next|last|coming|this coming) )?({WEEKDAY_EN})", said):
            weeks = {"next": 1, "last": -1, "this": 0}.get(found[1])
            return self._of_week(found[2], weeks)
        if found := re.fullmatch(rf"(本|这个?|下+个?|上+个?|下一个?|上一个?)?(?:的)?{WEEKDAY_ZH}", said):
            word = (found[1] or "").rstrip("个一")
            sign = {"下": 1, "上": -1}.get(word[:1], 0)
            return self._of_week(found[2], sign * len(word) if word else None)
        if found := re.fullmatch(rf"({WEEKDAY_EN}) (week|fortnight)|(week|fortnight) (?:on )?({WEEKDAY_EN})", said):
            days = 7 if (found[2] or found[3]) == "week" else 14
            return self._of_week(found[1] or found[4], None) + timedelta(days=days)
        if found := re.fullmatch(rf"({WEEKDAY_EN}),?(?: of| in)? (.+)", said):
            return self._in_week(found[2], found[1])
        if found := re.fullmatch(rf"(.+?)(?:'s?)?,? ?({WEEKDAY_EN})|(.+?)的?,?{WEEKDAY_ZH}", said):
            return self._in_week(found[1] or found[3], found[2] or found[4])
        found = re.fullmatch(rf"{WEEKDAY_ZH},?(.+)|(\d{{4}}-?w\d\d)-?([1-7])", said)
        return found and self._in_week(found[2] or found[3], found[1] or found[4])

    def _of_week(self, name: str, weeks: int | None) -> date:
        """That day of the week so many weeks on; with None the coming one."""
        if weeks is None:
            return self._today + timedelta(days=(WEEKDAY[name] - self._today.weekday() - 1) % 7 + 1)
        return monday(self._today) + timedelta(days=7 * weeks + WEEKDAY[name])

    def _in_week(self, rest: str, name: str) -> date | None:
        """The day of that week, `monday next week`; or the written day that has to be that day, `fri 4 dec`."""
        week = span_of(rest, self._today)
        if week is not None:
            if (week.last - week.first).days == 1 and WEEKDAY[name] > 4:  # the Sunday of a weekend
                return monday(week.first) + timedelta(days=WEEKDAY[name])
            whole = week.first.weekday() == 0 and (week.last - week.first).days == 6
            return week.first + timedelta(days=WEEKDAY[name]) if whole else None
        day = written(rest, self._today) if re.search(r"\d|[一二三四五六七八九十]", rest) else None
        if day is not None and day.weekday() != WEEKDAY[name]:
            raise WrongWords("{day} is another day of the week than you say; write 2026-12-01", "wrong-shape", day=day)
        return day

    # Days of a month, and what stands before and after another day

    def _nth(self, said: str) -> date | None:
        """`last friday of november`, `first working day of next month`, `下月第一个周一`, `本月最后一个工作日`."""
        if found := re.fullmatch(rf"{ORDINAL_EN} ({WEEKDAY_EN}|wd)(?: of| in)? (.+)", said):
            nth, what, name = found[1], found[3], found[2]
        elif found := re.fullmatch(rf"(.+?)的?(?:第{NUMBER}|(最后一|首))个?(?:{WEEKDAY_ZH}|工作日)", said):
            nth, what, name = found[2] or found[3], found[1], found[4] or "wd"
        elif re.fullmatch(r"(?:next|coming|following) wd|下一?个?工作日", said):
            return self._calendar.after(self._today)
        else:
            return None
        if what in ("month", "月"):
            what = "this month"
        span = span_of(what, self._today)
        return span and self._counted(span, ordinal(nth), name)

    def _counted(self, span: DaySpan, many: int, name: str) -> date:
        """The ``many``-th working day or day of the week in a span, from its end below 0."""
        edge = span.last + timedelta(days=1) if many < 0 else span.first - timedelta(days=1)
        if name == "wd":
            day = self._calendar.add(edge, many)
        else:
            ahead = (WEEKDAY[name] - edge.weekday()) % 7 or 7
            day = edge + timedelta(days=ahead + 7 * (many - 1) if many > 0 else ahead - 7 or -7)
        if not span.first <= day <= span.last:
            raise ValueError(name)
        return day

    def _beside(self, said: str) -> DaySpan | date | None:
        """What stands before, after or so far from something, or at a time of it: the whole is read first."""
        if holiday := named_holiday(said, self._today, self._calendar):
            return holiday
        if found := re.fullmatch(rf"{NUMBER_EN} ?({_UNIT})s? (from|after|on|before) (.+)", said):
            day = self._one(found[4])
            many = number(found[1]) * (-1 if found[3] == "before" else 1)
            return None if day is None else self._shifted(many, found[2], day)
        if found := re.fullmatch(rf"(.+?)(?:之|以)?(后|前){NUMBER}个?({_UNIT_ZH})", said):
            many = number(found[3]) * (-1 if found[2] == "前" else 1)
            span = self._around(found[1])
            if span is not None:
                return self._shifted(many, found[4], span.last if many > 0 else span.first)
        if found := re.fullmatch(r"(?:(?:last|first) )?(day|wd)? ?(before|after) (.+)", said):
            return self._next_to(found[3], found[2] == "after", exact=found[1] == "day", working=found[1] == "wd")
        if found := re.fullmatch(
            r"(.+?)(?:之|以)?(前|后)(?:的?(?:(第一|最后一|一)个?工作日|(第一天|一天|前一天)))?", said
        ):
            return self._next_to(found[1], found[2] == "后", exact=bool(found[4]), working=bool(found[3]))
        if found := re.fullmatch(r"(.+?)(?:截止|为止|止|完成|交)", said):
            return self.days(found[1])
        found = TIME.fullmatch(said) or _TIME_FIRST.fullmatch(said)
        return self.days(found[1]) if found else None

    def _one(self, said: str) -> date | None:
        found = self.days(said)
        return found.due if isinstance(found, DaySpan) else found

    def _around(self, said: str) -> DaySpan | None:
        """The days, of a holiday those that run too."""
        found = named_holiday(said, self._today, self._calendar, ending=True) or self.days(said)
        return DaySpan(found, found, found) if isinstance(found, date) else found

    def _next_to(self, said: str, after: bool, *, exact: bool, working: bool) -> date | None:
        """Before a day means by that day. What has several days, a week or a holiday, has them all behind or ahead."""
        span = self._around(said) if after else None
        if span is None:
            found = self.days(said)
            span = DaySpan(found, found, found) if isinstance(found, date) else found
        if span is None:
            return None
        whole = span.first != span.last or named_holiday(said, self._today, self._calendar) is not None
        if exact:
            return span.last + timedelta(days=1) if after else span.first - timedelta(days=1)
        if after:
            return self._calendar.after(span.last)
        return self._calendar.before(span.first) if whole or working else span.due
