"""By the name of a day, whether people work on it: 补班, （班）, 调休上班, "made-up day", "working Saturday"."""

import re
from datetime import date

# A word of its own: at an end, in brackets, between spaces. 值班 and 停班 are other words.
_ALONE = r"(?<!\w)(?:{})(?!\w)"
_DAY = r"(?:day|sat(?:urday)?|sun(?:day)?|weekend)s?"
_WORKS = re.compile(
    r"补班|補班|[补補]行?上班|(?:调休|調休|照常|正常|需|要|应|调整|調整)上班|(?<![非停])工作日|"
    + _ALONE.format("班|上班|加班|调班|調班|上班日|补课|補課")
    + r"|(?<![不停止免用需])上班(?!\w)"
    + r"|(?<!non)(?<!non[- ])(?<!not a )(?<!not )(?<!no )work(?:ing)?[- ]?" + _DAY + r"\b"
    + r"|\b(?:made?|make|making)[- ]?up\b(?!\s*(?:holiday|day off))"
    + r"|\bcompensat\w+ (?:work\w*|sat\w*|sun\w*)\b",
    re.IGNORECASE,
)  # fmt: skip
_RESTS = re.compile(_ALONE.format("休|放假|休息") + "|^放假")
# 调休 moves a day off: what is free so lies in the week, what is worked for it at the weekend.
_MOVED = re.compile(r"[调調]休(?!放?假)|\b(?:swap(?:ped)?|exchanged?|adjusted) day\b", re.IGNORECASE)


def says_working(text: str) -> bool:
    """The words mean a working day made up for another, and do not say first that it is off."""
    return _WORKS.search(text) is not None and not says_off(text)


def says_off(text: str) -> bool:
    """The words mark a day as off, besides naming it: （休）, [放假]."""
    return _RESTS.search(text) is not None


def is_worked(name: str, day: date) -> bool:
    """Whether people work on that day of that name."""
    if says_working(name):
        return True
    return _MOVED.search(name) is not None and not says_off(name) and day.weekday() > 4
