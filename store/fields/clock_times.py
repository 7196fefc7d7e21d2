"""Times of a day as people say them: `9`, `9.30`, `0930`, `3 pm`, `half past nine`, `noon`, `下午三点半`, `十五点`.

They are stored as "15:30". What may be of the morning as well as of the afternoon (`3`, `3点一刻`) is refused with both
readings: from seven on it is the morning, and with a nought in front (`03:00`) it is the night.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from store.errors import WrongWords
from store.fields.spoken_numbers import english, han

#: Nobody says a time in more letters.
_MOST = 40
#: The hours that may be those of the afternoon where nobody says so.
_EITHER = range(1, 7)
_ONE_FORM = str.maketrans("點時鐘鍾兩後個過從間∶。’‘", "点时钟钟两后个过从间:.''")
_STORED = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")

_HAN_N = "([零〇一二两三四五六七八九十廿]{1,4}|[0-9]{1,2})"
_PARTS_ZH = {
    "凌晨": "night", "半夜": "night", "深夜": "night", "夜里": "night", "午夜": "night",
    "清晨": "am", "清早": "am", "早上": "am", "早晨": "am", "上午": "am", "午前": "am", "早": "am",
    "中午": "noon", "正午": "noon", "下午": "pm", "午后": "pm", "傍晚": "pm",
    "晚上": "evening", "晚间": "evening", "今晚": "evening", "晚": "evening",
}  # fmt: skip
_PARTS_EN = {"a": "am", "p": "pm", "morning": "am", "afternoon": "pm", "evening": "evening", "night": "evening"}
_NAMED = {
    "noon": (12, 0), "midday": (12, 0), "12 noon": (12, 0), "midnight": (0, 0), "12 midnight": (0, 0),
    "中午": (12, 0), "正午": (12, 0), "午夜": (0, 0), "半夜": (0, 0), "零点": (0, 0), "零时": (0, 0),
}  # fmt: skip
_PART_EN = r"(?: ?([ap])\.?m\.?| in the (morning|afternoon|evening)| at (night))?"
_DIGITS = re.compile(
    rf"(\d{{1,2}})(?:[:. ](\d\d)(?::00)?(?: ?(?:uhr|h))?| ?(?:h|uhr) ?(\d\d)?(?: ?(?:m|min))?| ?o'?clock)?{_PART_EN}"
)
_ROW = re.compile(rf"(\d{{1,2}})(\d\d)(?: ?h| ?hours)?{_PART_EN}")
_SPELT = re.compile(rf"([a-z]+)(?:[ -]([a-z]+(?:[ -][a-z]+)?))??(?: o'?clock)?{_PART_EN}")
_PAST = re.compile(rf"(half|(?:a )?quarter|\w+)(?: minutes?)? (past|after|to|before) (\w+)(?: o'?clock)?{_PART_EN}")
_CHINESE = re.compile(
    rf"({'|'.join(_PARTS_ZH)})?的?(?:差(?:(一刻)|{_HAN_N}分)钟?(?:到|就)?)?{_HAN_N}"
    rf"(?::(\d\d)|[点时]钟?(?:整|(半)|([一1三3])刻钟?|(?:过|零|〇)?{_HAN_N}(分?))?)"
    r"(?:差(?:(一刻)|([一二三五十0-9]{1,2})分)钟?)?"
)


class _SaidTime(NamedTuple):
    """An hour and a minute as they were said; ``part`` is that of the day, ``exact`` where the hour can be no other."""

    hour: int
    minute: int
    part: str = ""
    exact: bool = False


def is_time(text: str) -> bool:
    """It is a time as it is stored: 09:00."""
    return _STORED.fullmatch(text) is not None


def read_time(text: str) -> str:
    """The time that a text says, as it is stored; raises `WrongWords`, with both readings where it may be two."""
    if is_time(text):
        return text
    said = _plain(text)
    try:
        if len(text) > _MOST:
            raise ValueError
        hour, minute = _NAMED[said] if said in _NAMED else _of_day(text, _said(text, said))
        if not (0 <= hour < 24 and 0 <= minute < 60):
            raise ValueError
    except ValueError:
        raise WrongWords(
            '"{text}" is not a time of a day; try 9:30, 15:00, 3 pm or noon', "wrong-shape", text=text.strip()[:_MOST]
        ) from None
    return f"{hour:02}:{minute:02}"


def _plain(text: str) -> str:
    """In one form: narrow, small letters, one blank between words and none beside Chinese, without "at" and "sharp"."""
    said = unicodedata.normalize("NFKC", text.translate(_ONE_FORM)).casefold()
    said = re.sub(r"\s+", " ", said).strip(" ,;!")
    said = re.sub(r"\s*([:：])\s*", ":", said)
    said = re.sub(r" ?(?<=[\u3400-\u9fff]) | (?=[\u3400-\u9fff])", "", said)
    return re.sub(r"^(?:at|from|@|从|在|于) ?(?=\S)|[ ,]*(?:sharp|准时|开始)$", "", said)


def _two(text: str, first: str, second: str) -> WrongWords:
    return WrongWords(
        '"{text}" may be {first} or {second}; write it like that',
        "two-readings",
        text=text.strip()[:_MOST],
        first=first,
        second=second,
    )


def _said(text: str, said: str) -> _SaidTime:
    if found := re.fullmatch(r"(\d{1,2})[:.](\d)", said):  # 9.3
        hour, minute = int(found[1]), int(found[2])
        if minute < 6 and hour < 24:
            raise _two(text, f"{hour:02}:0{minute}", f"{hour:02}:{minute}0")
        return _SaidTime(hour, minute, exact=hour not in _EITHER)
    if found := _PAST.fullmatch(said):
        return _past(found)
    if found := re.fullmatch(r"half (\w+)", said):  # half past it in England, half to it where German is spoken
        hour = _english(found[1])
        raise _two(text, f"{hour - 1 or 12:02}:30", f"{hour:02}:30")
    for pattern, digits in ((_DIGITS, True), (_ROW, True), (_SPELT, False)):
        if found := pattern.fullmatch(said):
            hour, *rest = found.groups()
            minute = next((each for each in rest[:-3] if each), None)
            part = next((_PARTS_EN[each] for each in rest[-3:] if each), "")
            if digits:
                return _SaidTime(int(hour), int(minute or 0), part, exact=hour[0] == "0")
            return _SaidTime(_english(hour), _minutes(minute) if minute else 0, part)
    found = _CHINESE.fullmatch(said)
    if found is None:
        raise ValueError(said)
    return _chinese(found)


def _english(word: str) -> int:
    return int(word if word.isdigit() else english(word) or "x")


def _minutes(words: str) -> int:
    """`thirty`, `forty five`, `oh five`: a quarter is said before its hour."""
    minute = _english(re.sub(r"^(?:oh|o|zero)[ -]", "", words).replace("-", " "))
    if minute < 10 and not re.match(r"(?:oh|o|zero)[ -]", words):
        raise ValueError(words)
    return minute


def _past(found: re.Match[str]) -> _SaidTime:
    word, way, hour = found[1], found[2], _english(found[3])
    if word == "half" and way in ("to", "before"):
        raise ValueError(word)
    minutes = 30 if word == "half" else 15 if "quarter" in word else _english(word)
    part = next((_PARTS_EN[each] for each in found.groups()[3:] if each), "")
    return _beside(hour, -minutes if way in ("to", "before") else minutes, part)


def _beside(hour: int, minutes: int, part: str) -> _SaidTime:
    """So many minutes past an hour, or before it: `quarter to one` is an hour less."""
    if not -60 < minutes < 60:
        raise ValueError(minutes)
    if minutes >= 0:
        return _SaidTime(hour, minutes, part)
    return _SaidTime(hour - 1 if hour > 1 else 12 if hour == 1 else 23, 60 + minutes, part)


def _chinese(found: re.Match[str]) -> _SaidTime:
    part = _PARTS_ZH.get(found[1] or "", "")
    hour = _han(found[4])
    exact = found[4][0] in "零〇0"
    less = 15 if found[2] or found[10] else _han(found[3] or found[11] or "0")
    if less:
        if any(found[at] for at in (5, 6, 7, 8)):
            raise ValueError(found[0])
        return _beside(hour, -less, part)
    minute = int(found[5] or 0) or (30 if found[6] else 15 * _han(found[7] or "0")) or _han(found[8] or "0")
    if found[8] and minute < 10 and not found[9] and not re.search("[点时]钟?[零〇过0]", found[0]):
        raise ValueError(found[0])  # 九点五
    return _SaidTime(hour, minute, part, exact)


def _han(text: str) -> int:
    return int(text if text.isdigit() else han(text) or "x")


def _of_day(text: str, said: _SaidTime) -> tuple[int, int]:
    """The hour of the day, from 0 to 23."""
    hour, minute, part, exact = said
    if part and hour > 12:
        if part in ("am", "night"):
            raise ValueError(text)
        return hour, minute
    if part == "pm" or (part == "noon" and hour < 5):
        return hour % 12 + 12, minute
    if part == "evening":
        return (hour + 12 if 5 <= hour < 12 else hour % 12), minute
    if part:
        midnight = hour == 12 and (part == "night" or not re.search("[早晨上午]", text))
        return (0 if midnight else hour), minute
    if hour in _EITHER and not exact:
        raise _two(text, f"{hour:02}:{minute:02}", f"{hour + 12:02}:{minute:02}")
    return hour, minute
