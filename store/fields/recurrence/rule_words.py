"""A rule as people type it, in English and Chinese, both always: `every monday, 10 times`, `每月1号，遇休息日提前`."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from store.errors import WrongWords
from store.fields.dates import read_day
from store.fields.recurrence import chinese, english
from store.fields.recurrence.rule import parse, write

_ONE = timedelta(1)
#: English words for what people count.
_COUNTED = {"once": 1, "twice": 2, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
            "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12}  # fmt: skip
_N = "(" + "|".join(_COUNTED) + r"|\d{1,5})"
_OFF_EN = (
    r"(?:the |a |any )?(?:days? off|(?:public )?holidays?|non-?working days?|rest days?|weekends?(?: and holidays?)?)"
)
_OFF_ZH = r"(?:休息日|法定节假日|法定假日|节假日|节日|假日|假期|放假|周末|非工作日|休假)"
_IF_EN = rf"(?:if (?:it is |it's |that is )?(?:on )?{_OFF_EN},? )?"
_IF_ZH = rf"(?:如果?|若)?(?:遇到?|逢|碰到|遇上|是|为)?{_OFF_ZH}(?:则|就|时|的?话?)?,?(?:自动)?"
_WORKING = r"(?:working|work|business) day"
#: What becomes of a day off, as a piece of the text; what is written first is tried first.
_OFF = (
    ("skip", rf"(?:skip(?:s|ping|ped)?|except(?: for| on)?|not on|without|excluding|omit) {_OFF_EN}"),
    ("skip", rf"{_OFF_EN} (?:are )?(?:skipped|excluded|omitted|left out)"),
    ("before", rf"(?:(?:is |are )?(?:moved?|shift(?:s|ed)?|pulled|brought)(?: forward)?(?: to)? )?before {_OFF_EN}"),
    ("after", rf"(?:(?:is |are )?(?:moved?|shift(?:s|ed)?|pushed|postponed?)(?: back| to| until)* )?after {_OFF_EN}"),
    ("before", rf"(?:or |else )?(?:on )?(?:the )?(?:previous|last|preceding) {_WORKING}(?: before)?(?: if off)?"),
    ("after", rf"(?:or |else )?(?:on )?(?:the )?(?:next|following) {_WORKING}(?: if off)?"),
    ("before", rf"{_IF_EN}(?:moved? |bring |brought )?(?:earlier|forward)(?: (?:on|if) {_OFF_EN})?"),
    ("after", rf"{_IF_EN}(?:moved? )?(?:later|postponed?|pushed back)(?: (?:on|if) {_OFF_EN})?"),
    ("before", rf"{_IF_ZH}(?:提前|往前|前移|向前)[^,;]*"),
    ("after", rf"{_IF_ZH}(?:顺延|延后|推后|往后|后移|向后|推迟|延期)[^,;]*"),
    ("skip", rf"{_IF_ZH}(?:跳过|略过|不做|取消|除外|不算|免)[^,;]*"),
    ("skip", rf"(?:跳过|略过|除去?|不含|不包括){_OFF_ZH}(?:外|以外|之外)?"),
)
_UNTIL_EN = r"(?:until|till|til|through|thru|up to|(?:and )?end(?:s|ing)?(?: on| by)?)"
_END_ZH = r"(?:为止|截止|结束|止)?[)]?(?=[,;]|$)"
_UNTIL_ZH = (
    rf"[,; (]+(?:一?直?至|一?直?到|截至|截止到?|止于)([^,;()]+?){_END_ZH}",
    rf"(?:直至|直到|截至|截止到?|止于)([^,;()]+?){_END_ZH}",
    r"[,;]([^,;]+?)(?:为止|(?:之|以)?前)$",
    rf"[至到](?!周|星期|礼拜)([^,;()]+?){_END_ZH}",  # 周一至周五 are days
)
_UNITS = {"day": "d", "week": "w", "month": "m", "year": "y", "天": "d", "日": "d", "周": "w", "星期": "w", "月": "m",
          "年": "y"}  # fmt: skip


class _Said(NamedTuple):
    """What is left of the text, and what was taken off its end."""

    text: str
    times: int | None = None
    until: date | None = None
    off: str = ""


def read_rule(text: str, today: date) -> str:
    """The rule that ``text`` means when it is said on ``today``, as it is stored; raises `WrongWords` with examples."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = re.sub(r"\s+", " ", folded.replace("。", " ")).strip(" .,;")
    if re.match(r"(?:rrule:)?[a-z-]+=", folded):
        return write(parse(text))
    said = _without_off(folded)
    said = _without_end(said, today)
    plain = re.sub(r"^[ ,;]+|[ ,;]+$", "", said.text)
    rule = english.read(plain) or chinese.read(plain.replace(" ", ""))
    if rule is None or (said.times is not None and said.until is not None):
        raise WrongWords(
            '"{text}" is no rule for what comes again; try every monday, every 2 weeks, first monday of the month, '
            "last working day of the month, or every friday until 2026-12-31",
            "wrong-shape",
            text=text[:60],
        )
    off = "" if rule.working else said.off
    return write(msgspec.structs.replace(rule, count=said.times, until=said.until, off=off))


def _without_off(text: str) -> _Said:
    """What becomes of days off stands behind a comma, in brackets, or at the end."""
    for off, pattern in _OFF:
        found = re.search(rf"(?:^|[ ,;(])+{pattern}[ )]*(?=[,;]|$)", text) or re.search(rf"[(]{pattern}[)]", text)
        if found is None and not pattern.isascii():
            found = re.search(rf"{pattern}$", text)
        if found is not None and found.start() > 0:
            return _Said(f"{text[: found.start()]}{text[found.end() :]}", off=off)
    return _Said(text)


def _without_end(said: _Said, today: date) -> _Said:
    for taken in (_times, _until, _for):
        said = taken(said, today)
    return said


def _times(said: _Said, _today: date) -> _Said:
    """`10 times`, `x10`, `共10次`; not how often in a week."""
    found = re.search(
        rf"(?:^|[ ,;(])+(?:(?:for |only |a total of )?(?:{_N}(?: times?| occurrences?| ?x)|x ?{_N})|"
        r"(?:for |only )?(once|twice))"
        r"(?: in all| in total)?[)]?(?=[ ,;]|$)(?! (?:an?|per|each|every) )",
        said.text,
    )
    if found is not None:
        word = found[1] or found[2] or found[3]
        if word == "once" and re.match(r"[ ,;]*once (?:a|every|per)", said.text[found.start() :]):
            return said
        number = _COUNTED.get(word) or int(word)
        return _cut(said, found)._replace(times=number) if 1 <= number <= 10_000 else said
    text = said.text if said.text.isascii() else re.sub(r" (?=\S{1,5}次$)", ",", said.text).replace(" ", "")
    found = re.search(
        r"[ ,;(]*(?:(?:一共|总共|总计|共计|共|重复|连续)(\d{1,5}|[一二两三四五六七八九十]{1,3})[次回遍期][)]?|"
        r"[,;](\d{1,5}|[一二两三四五六七八九十]{1,3})[次回遍期])(?=[ ,;]|$)",
        text,
    )
    if found is None:
        return said
    number = chinese.number(found[1] or found[2])
    return said._replace(text=text[: found.start()] + text[found.end() :], times=number) if number else said


def _until(said: _Said, today: date) -> _Said:
    """`until 2026-12-31`, `until eom`, `至12月31日`, `到年底为止`."""
    found = re.search(rf"[ ,;(]+{_UNTIL_EN} ?([^,;()]+(?:, ?\d{{4}})?)[)]?", said.text)
    if found is not None and found.start() > 0:
        return _cut(said, found)._replace(until=read_day(re.sub(r"^the ", "", found[1].strip()), today))
    for pattern in _UNTIL_ZH:
        found = re.search(pattern, said.text)
        if found is not None and found.start() > 0:
            with suppress(WrongWords):
                return _cut(said, found)._replace(until=read_day(found[1], today))
    return said


def _for(said: _Said, today: date) -> _Said:
    """`for 3 months`, `持续三个月`: so long from the day on which it is said."""
    found = re.search(rf"[ ,;(]+for (?:the next )?(?:{_N}|an?) (day|week|month|year)s?[)]?(?=[ ,;]|$)", said.text)
    if found is not None:
        n = (_COUNTED.get(found[1]) or int(found[1])) if found[1] else 1
    else:
        found = re.search(
            r"[ ,;(]*(?:持续|为期|连续|共|期限)(\d{1,3}|[一二两三四五六七八九十]{1,3})个?(天|日|周|星期|月|年)"
            r"[)]?(?=[,;]|$)",
            said.text,
        )
        if found is None:
            return said
        n = chinese.number(found[1])
    return _cut(said, found)._replace(until=read_day(f"+{n}{_UNITS[found[2]]}", today) - _ONE)


def _cut(said: _Said, found: re.Match[str]) -> _Said:
    return said._replace(text=said.text[: found.start()] + said.text[found.end() :])
