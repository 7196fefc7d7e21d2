"""The one reader of numbers: what people type, paste and export, in English, in Chinese, and as machines write it.

`1,200`, `4 500`, `1'200`, `1.200,5`, `0,7`, `62,5 %`, `４５`, `45万`, `2.6亿`, `三百五十`, `$45k`, `(1,200)`.
A comma before three digits parts groups, as English and Chinese write it. A point before three may be either, and is
refused with both readings (`TwoReadings`), unless other cells of its column tell (`decimal_mark`).
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from math import isfinite

from store.errors import WrongWords
from store.fields import measures, spoken_numbers
from store.fields.numbers import BEYOND, digits, written

#: Nobody types a longer one.
_LONGEST = 80
_SPACES = "\u00a0\u2002-\u200a\u202f\u205f\u3000 "
_CORE = r"[0-9][0-9.,'_ ]*|[.,][0-9]+"
_GROUPS = {
    ",": r"[1-9]\d{0,2}(,\d{3})+|[1-9]\d?(,\d\d)+,\d{3}",  # India: 1,00,000
    ".": r"[1-9]\d{0,2}(\.\d{3})+",
    "'": r"[1-9]\d{0,2}('\d{3})+",
    " ": r"[1-9]\d{0,2}( \d{3})+",
    "_": r"\d+(_\d+)+",
}
_MINUS = "-\u2212\u2013\ufe63\u2010\u2011\u2012"
_FRACTIONS = {"½": "5", "¼": "25", "¾": "75", "⅕": "2", "⅛": "125"}
#: What a plain number is: nothing about it is left to understand.
_PLAIN = r"-?(0|[1-9]\d*)(\.\d+)?"
_MEASURE = "天|年|周|月|日|个|小时|个小时|星期|个月|人天|元|块"


class TwoReadings(WrongWords):
    """A number that may be two; ``readings`` are both."""

    def __init__(self, text: str, first: float, second: float) -> None:
        super().__init__(
            '"{text}" may be {first} or {second}. Write {this} or {that}',
            "two-readings",
            text=text,
            first=digits(first),
            second=digits(second),
            this=written(first),
            that=written(second),
        )
        self.readings = (first, second)


class _NoNumber(Exception):
    pass


def read_number(text: str, unit: str | None = "", mark: str = "") -> int | float:
    """The number that a text says; whole ones are ints.

    ``unit`` is what is counted, as people named it (`元`, `万元`, `days`, `%`); "" where nobody said, None where it is
    a mere number. ``mark`` is the decimal sign of the column that the text stands in (`decimal_mark`), "" where that is
    not known. Raises `TwoReadings` where it may be two numbers, `WrongWords` where it is none, is too large, or counts
    something else.
    """
    if _is_plain(text) and not (mark == "," and "." in text):
        return _whole(float(text)) if "." in text else int(text)
    return _known(text, unit, mark)


def _is_plain(text: str) -> bool:
    """Digits, and a point that can be nothing else: most numbers of most files."""
    whole, point, rest = text.partition(".")
    if not text.isascii() or not whole.isdigit() or len(text) > 15:
        return False
    return not point or (rest.isdigit() and (len(rest) != 3 or len(whole) > 3 or whole[0] == "0"))


@lru_cache(1024)  # a column holds the same few over and over
def _known(text: str, unit: str | None, mark: str) -> int | float:
    said = _told_apart(text)
    try:
        if not said or len(said) > _LONGEST:
            raise _NoNumber
        value = _read(said, text.strip(), unit, mark)
    except _NoNumber:
        raise WrongWords('"{text}" is not a number such as 12 or 12.5', "wrong-shape", text=text.strip()[:40]) from None
    if not isfinite(value) or abs(value) > BEYOND:
        raise WrongWords("is too large a number", "out-of-range")
    return _whole(value)


def _whole(value: float) -> int | float:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def decimal_mark(texts: Iterable[str]) -> str:
    """The sign before the decimals in a column of numbers: "." or ","; "" where its cells tell neither, or both."""
    found: set[str] = set()
    for text in texts:
        if not _is_plain(text):
            found |= _evidence(text)
        elif "." in text:
            found.add(".")
    return found.pop() if len(found) == 1 else ""


def understood(text: str, value: float) -> str:
    """How to say what a text was understood as; "" where it is written as plainly as can be."""
    text = text.strip()
    if re.fullmatch(_PLAIN, text):
        return ""
    return digits(value) if digits(value) != text else written(value)


def _told_apart(text: str) -> str:
    """The text in ASCII where it means ASCII: full-width and other digits and signs, all spaces, all minus signs."""
    text = re.sub(f"[{_SPACES}\t\n]+", " ", text).strip()
    if not text.isascii():
        text = "".join(_plain(letter) for letter in text)
        text = re.sub(r"(\d?)([½¼¾⅕⅛])", lambda found: f"{found[1] or '0'}.{_FRACTIONS[found[2]]}", text)
        text = re.sub(r"(?<=\d)。(?=\d)", ".", text)
    return re.sub(r"(?<=\d)([.,])(--?|—)", r"\g<1>0", text)  # 1'200.- is a price


def _plain(letter: str) -> str:
    if letter in _MINUS or letter == "负" or letter == "負":
        return "-"
    if letter in "’‘ʼ＇´`′":
        return "'"
    if letter in "٫٬":
        return "." if letter == "٫" else "'"
    if letter == "\uffe5":
        return "¥"
    if "\uff01" <= letter <= "\uff5e":
        return chr(ord(letter) - 0xFEE0)
    if unicodedata.category(letter) == "Nd":
        return str(unicodedata.decimal(letter))
    return letter


def _read(said: str, text: str, unit: str | None, mark: str) -> float:
    negative, said = _sign(said)
    try:
        value = _unsigned(f"{said[3:]}%" if said.startswith("百分之") else said, text, unit, mark)
    except TwoReadings as both:
        raise TwoReadings(text, *(-each for each in both.readings)) if negative else both from None
    return -value if negative else value


def _unsigned(said: str, text: str, unit: str | None, mark: str) -> float:
    found = re.search(_CORE, said)
    if found is None or re.search(f"[{spoken_numbers.HAN}]", said[: found.start()]):
        return _in_words(said, text, unit)
    core = found[0].rstrip(" ")
    before, after = said[: found.start()].strip(), said[found.start() + len(core) :].strip()
    if core[-1] in ",'_" or (core[-1] == "." and not core[:-1].isdigit()):
        raise _NoNumber
    return _measured(text, core, before, after, unit, mark)


def _sign(said: str) -> tuple[bool, str]:
    """Whether it is less than nothing, and the rest: `-3`, `€ -3`, `-$3`, `(3)`, `3-`."""
    if said[:1] == "(" and said[-1:] == ")" and len(said) > 2 and not re.match(r"\(\s*[-+]", said):
        return True, said[1:-1].strip()
    behind = re.fullmatch(r"([^+-]*\d)\s?-", said)
    if behind is not None:  # 1.200,50-, as ledgers print it
        return True, behind[1]
    found = re.match(r"([+-]|minus (?=\w))\s*(?=[^+-])", said, re.IGNORECASE)
    if found is not None:
        return found[1] != "+", said[found.end() :]
    found = re.match(r"([^\d.,+()-]{1,12})([+-])\s?(?=[\d.,])", said)
    if found is None:
        return False, said
    return found[2] != "+", f"{found[1]}{said[found.end() :]}".strip()


def _measured(text: str, core: str, before: str, after: str, unit: str | None, mark: str) -> float:
    """The number with what stands before and behind it: a power of ten, a unit."""
    exponent = re.match(r"[eE]([+-]?\d{1,3})(?![\w.,])", after)
    if exponent is not None:
        core = core.replace(",", ".") if re.fullmatch(r"\d+,(?!\d{3}$)\d+", core) else core
        if not re.fullmatch(r"\d*\.?\d*", core):
            raise _NoNumber
        return _counted(text, f"{core}e{exponent[1]}", 0, before, after[exponent.end() :].strip(), unit)
    half = re.fullmatch(f"({_MEASURE})半(.*)", after)
    if half is not None and core.isdigit():  # 2个半小时
        return _counted(text, f"{core}.5", 0, before, half[2] or half[1], unit)
    if after[:1] and after[0] in spoken_numbers.POWERS and core.isdigit() and not before:
        mixed = re.match(f"[{spoken_numbers.HAN}0-9]+", core + after)
        spoken = spoken_numbers.han(mixed[0]) if mixed and mixed[0][-1] not in spoken_numbers.POWERS else None
        both = spoken or (spoken_numbers.han(mixed[0]) if mixed and re.search(r"\D\d", mixed[0]) else None)
        if mixed is not None and both is not None and measures.scaled(after)[1] != "":
            return _counted(text, both, 0, "", (core + after)[mixed.end() :].strip(), unit)
    chinese = after[:1] in spoken_numbers.POWERS and after[:1]  # 1.235亿: nobody who writes so has a comma for a point
    readings = _readings(core, "." if chinese and not mark and "," not in core else mark)
    values = [_counted(text, each, 0, before, after, unit) for each in readings]
    if len(values) > 1:
        raise TwoReadings(text, *values)
    return values[0]


def _readings(core: str, mark: str) -> list[str]:
    """The plain numbers that digits with signs between them may be."""
    if core.isdigit():
        return [core]
    signs = {sign for sign in core if not sign.isdigit()}
    for sign in signs:
        if len(signs) == 1 and re.fullmatch(_GROUPS[sign], core):
            whole = core.replace(sign, "")
            if core.count(sign) > 1 or sign not in ".,":
                return [whole]
            other = core.replace(",", ".")
            if mark:
                return [other if mark == sign else whole]
            return [whole] if sign == "," else [whole, other]
    point = next((sign for sign in reversed(core) if sign in ".,"), "")
    whole, _, rest = core.rpartition(point) if point else ("", "", "")
    if not point or not re.fullmatch(r"\d*", rest) or not (whole or rest):
        raise _NoNumber
    between = {sign for sign in whole if not sign.isdigit()}
    if between:
        (sign,) = between if len(between) == 1 else (point,)
        if sign == point or not rest or not re.fullmatch(_GROUPS[sign], whole):
            raise _NoNumber
        whole = whole.replace(sign, "")
    return [f"{whole or '0'}.{rest or '0'}"]


@lru_cache(1024)
def _evidence(text: str) -> frozenset[str]:
    """The decimal signs that a number alone tells."""
    found = re.search(_CORE, _told_apart(text))
    core = found[0].strip() if found is not None else ""
    try:
        readings = _readings(core, "")
    except _NoNumber:
        return frozenset()
    signs = [sign for sign in core if sign in ".,"]
    if not signs or len(readings) > 1 or re.fullmatch(r"[1-9]\d{0,2},\d{3}", core):
        return frozenset()
    if "." in readings[0]:
        return frozenset(signs[-1])
    return frozenset("," if signs[0] == "." else ".")


def _counted(text: str, number: str, power: int, before: str, after: str, unit: str | None) -> float:
    """The plain number with what stands at it, held to the unit that is known."""
    known = measures.folded(unit or "")
    if known and measures.folded(before + after) == known:
        return _value(number, power)
    by, given = measures.scaled(after)
    if after in ("w", "W") and not before and not measures.fits("w", unit or "w") and unit:
        by, given = 4, ""  # 45w: 万, as it is typed in chats
    elif after in ("w", "W") and not unit:
        raise TwoReadings(text, _value(number, power + 4), _value(number, power))
    front, before = measures.scaled(before) if before else (0, "")
    if (front and by) or (before and given and not measures.fits(given, before)):
        raise _NoNumber
    by += front
    its, base = measures.scaled(unit or "")
    power += by
    for word in (before, given):
        if word:
            _held(text, word, base, unit)
    if (
        len(after) == 1 and by and not its and known.startswith(after.casefold()) and measures.is_known(known)
    ):  # 1.5m of minutes
        raise TwoReadings(text, _value(number, power), _value(number, power - by))
    if its and by and not (before or given):  # 45万 where 万元 are counted
        raise TwoReadings(text, _value(number, power - its), _value(number, power))
    return _value(number, power - its if its and (by or before or given) else power)


def _held(text: str, word: str, base: str, unit: str | None) -> None:
    """Refuse what counts something else."""
    if unit is None and measures.fits(word, "points"):
        return
    if unit is None and measures.is_known(word):
        raise WrongWords('"{text}": it is a mere number, without {word}', "other-unit", text=text[:40], word=word)
    if base and measures.fits(word, base):
        return
    if not measures.is_known(word):
        raise _NoNumber
    if base:
        raise WrongWords(
            '"{text}": it is counted in {unit}, not in {word}', "other-unit", text=text[:40], word=word, unit=unit
        )


def _value(number: str, power: int) -> float:
    """Exactly the number times the power of ten."""
    if number.isdigit() and power >= 0:
        return int(number) * 10**power if len(number) + power < _LONGEST else float("inf")
    whole, _, exponent = number.partition("e")
    return float(f"{whole}e{int(exponent or 0) + power}")


def _in_words(said: str, text: str, unit: str | None) -> float:
    """A number in Chinese or English words, with its unit behind or before it."""
    tenths = re.fullmatch(f"([{spoken_numbers.HAN}])成([{spoken_numbers.HAN}]?)", said)
    if tenths is not None:
        value = "".join(spoken_numbers.han(each) or "0" for each in (tenths[1], tenths[2] or "零"))
        return _counted(text, value, 0, "", "%", unit)
    if said == "半":
        return 0.5
    half = re.fullmatch(f"(.+?)({_MEASURE})半(.*)", said) or re.fullmatch("(半)(.+)", said)
    if half is not None and half[1]:
        whole = "0" if half[1] == "半" else spoken_numbers.han(half[1])
        if whole is None:
            raise _NoNumber
        behind = half[3] if half.lastindex == 3 and half[3] else half[2]
        return _counted(text, f"{whole}.5", 0, "", behind, unit)
    found = re.match(f"([^{spoken_numbers.HAN}]*?)([{spoken_numbers.HAN}点點0-9]+)(.*)", said)
    if found is not None:
        return _measured_words(text, found[2], found[3].strip(), unit, found[1].strip())
    english = re.match(r"[A-Za-z][A-Za-z -]*", said)
    words = english[0].split(" ") if english else []
    for at in range(len(words), 0, -1):
        value = spoken_numbers.english(" ".join(words[:at]))
        if value is not None:
            return _counted(text, value, 0, "", said[len(" ".join(words[:at])) :].strip(), unit)
    raise _NoNumber


def _measured_words(text: str, words: str, after: str, unit: str | None, before: str = "") -> float:
    spoken = words if words.isdigit() else spoken_numbers.han(words)
    if spoken is None:
        raise _NoNumber
    return _counted(text, spoken, 0, before, after, unit)
