"""How long something takes, in minutes, as people say it: `45`, `45 min`, `1.5 h`, `1:30`, `2d`, `半小时`, `两天`."""

import re
import unicodedata

from store.errors import WrongWords
from store.fields.read_numbers import read_number

#: Nothing that is planned by the minute takes longer than a day.
LONGEST = 24 * 60
_MOST = 40
#: A number alone is minutes; as few as these may be hours.
_EITHER = range(1, 5)
_ONE_FORM = str.maketrans("時鐘鍾兩個∶。’‘′", "时钟钟两个:.'''")
_HOURS = r"(?:hours?|hrs?\.?|h|std\.?|个?小时|个?钟头|个钟)"
_MINUTES = r"(?:minutes?|mins?\.?|m|'|分钟?)"
_PARTS = re.compile(
    rf"(?:(?P<hours>[^a-z]+?|(?:[a-z]+[ -])+?) ?(?:{_HOURS})(?P<half>半| and a half| and a quarter)?)?"
    rf"(?:(?:,? and |, ?| |又|零)?(?P<minutes>[^a-z]+?|(?:[a-z]+[ -])+?) ?(?P<said>{_MINUTES})?)?"
)
_DAYS = re.compile(r"([^a-z]+?|an?) ?(d|days?|天|日|w|wks?|weeks?|周|星期)")
_WORDS = {
    "half": 30, "half an": 30, "half a": 30, "a half": 30, "quarter of an": 15, "a quarter of an": 15, "a quarter": 15,
    "quarter": 15, "three quarters of an": 45, "three quarter": 45, "an": 60, "a": 60,
}  # fmt: skip
_MORE = {None: 0, "半": 30, " and a half": 30, " and a quarter": 15}
_QUARTERS = {"一刻钟": 15, "1刻钟": 15, "两刻钟": 30, "三刻钟": 45, "3刻钟": 45}


def read_length(text: str, most: int = LONGEST) -> int:
    """So many minutes, at most so many; raises `WrongWords`, with both readings where they may be hours."""
    said = unicodedata.normalize("NFKC", text.replace("½", ".5").translate(_ONE_FORM)).casefold()
    said = re.sub(r"\s+", " ", said).strip(" ,;!~")
    said = re.sub(r" ?(?<=[\u3400-\u9fff]) | (?=[\u3400-\u9fff])", "", said)
    try:
        if len(text) > _MOST:
            raise ValueError
        days = _DAYS.fullmatch(said) if most > LONGEST else None
        minutes = _minutes(text, said) if days is None else _in_days(days)
    except ValueError:
        raise WrongWords(
            '"{text}" is not how long something takes; try 45, 45 min, 1h or 1:30',
            "wrong-shape",
            text=text.strip()[:_MOST],
        ) from None
    if not 0 < minutes <= most:
        if most == LONGEST:
            raise WrongWords("has to be more than nothing and at most 24 hours", "out-of-range")
        raise WrongWords(
            "has to be more than nothing and at most {length}", "out-of-range", length=written_length(most)
        )
    return minutes


def written_length(minutes: int) -> str:
    """How it is typed, in the largest unit that it is whole in: `30m`, `26h`, `2d`."""
    size, unit = next((size, unit) for size, unit in ((LONGEST, "d"), (60, "h"), (1, "m")) if minutes % size == 0)
    return f"{minutes // size}{unit}"


def _in_days(found: re.Match[str]) -> int:
    minutes = _number(found[1].strip()) * LONGEST * (7 if found[2][0] in "w周星" else 1)
    if minutes != int(minutes):
        raise ValueError(found[0])
    return int(minutes)


def _minutes(text: str, said: str) -> int:
    if said in _QUARTERS:
        return _QUARTERS[said]
    if found := re.fullmatch(r"(\d{1,2}):(\d\d)(?: ?(?:h|hours))?", said):
        return _sum(int(found[1]) * 60, int(found[2]))
    if found := re.fullmatch(r"pt(?:(\d{1,2})h)?(?:(\d{1,4})m)?", said):
        return int(found[1] or 0) * 60 + int(found[2] or 0)
    found = _PARTS.fullmatch(said)
    if found is None or not said:
        raise ValueError(said)
    hours, minutes = found["hours"], found["minutes"]
    if hours is None and found["said"] is None:
        return _bare(text, minutes)
    if found["half"] and minutes:
        raise ValueError(said)
    return _sum(_hours(hours or "") + _MORE[found["half"]], _whole(minutes) if minutes else 0, alone=not hours)


def _sum(hours: int, minutes: int, *, alone: bool = False) -> int:
    if minutes > 59 and not alone:
        raise ValueError(minutes)
    return hours + minutes


def _bare(text: str, said: str) -> int:
    number = _number(said)
    if number not in _EITHER and number == int(number):
        return int(number)
    if number * 60 != int(number * 60) or not number < _EITHER.stop:
        raise ValueError(said)
    if number not in _EITHER:
        return int(number * 60)  # 1.5
    raise WrongWords(
        '"{text}" may be {first} or {second}; write it like that',
        "two-readings",
        text=text.strip()[:_MOST],
        first=f"{said} min",
        second=f"{said} h",
    )


def _hours(said: str) -> int:
    said = said.strip(" -")
    if not said:
        return 0
    if said in _WORDS:
        return _WORDS[said]
    minutes = _number(said) * 60
    if minutes != int(minutes):
        raise ValueError(said)
    return int(minutes)


def _whole(said: str) -> int:
    number = _number(said.strip(" -"))
    if number != int(number):
        raise ValueError(said)
    return int(number)


def _number(said: str) -> float:
    if said in ("a", "an"):
        return 1
    try:
        return read_number(said, None)
    except WrongWords:
        raise ValueError(said) from None
