"""Chinese characters: how they are read, and the simplified ones of traditional. The tables are read when needed."""

import os
import re
from collections.abc import Callable
from functools import cache

#: The characters that the tables know, as a range in a regular expression.
RANGE = "\u4e00-\u9fff"


def _table(name: str) -> str:
    with open(os.path.join(os.path.dirname(__file__), name), encoding="utf-8") as file:
        return file.read()


@cache
def _pinyin() -> tuple[dict[str, tuple[str, ...]], frozenset[str], frozenset[str]]:
    """Readings by character, all syllables, and all their beginnings."""
    readings: dict[str, tuple[str, ...]] = {}
    seldom: list[tuple[str, str]] = []
    syllables: list[str] = []
    for line in _table("pinyin.txt").splitlines():
        syllable, _space, letters = line.partition(" ")
        syllables.append(syllable)
        mainly, _bar, also = letters.partition("|")
        readings.update(dict.fromkeys(mainly, (syllable,)))
        seldom += [(letter, syllable) for letter in also]
    for letter, syllable in seldom:
        readings[letter] = (*readings.get(letter, ()), syllable)
    starts = {syllable[:size] for syllable in syllables for size in range(1, len(syllable) + 1)}
    return readings, frozenset(syllables), frozenset(starts)


def readings(letter: str) -> tuple[str, ...]:
    """How a character is read, without tones, the main reading first: 行 is ``("xing", "hang")``; ü is typed v or u."""
    return _pinyin()[0].get(letter, ())


@cache
def initials() -> dict[str, str]:
    """The first letter of each character's main reading."""
    return {letter: read[0][0] for letter, read in _pinyin()[0].items()}


@cache
def second_initials() -> dict[str, str]:
    """The first letters of a character's other readings, of those characters where they are others."""
    others = {letter: "".join(dict.fromkeys(each[0] for each in read)) for letter, read in _pinyin()[0].items()}
    return {letter: found[1:] for letter, found in others.items() if len(found) > 1}


def syllables() -> frozenset[str]:
    """Every syllable."""
    return _pinyin()[1]


def starts() -> frozenset[str]:
    """Every syllable and whatever one begins with."""
    return _pinyin()[2]


@cache
def _simplifier() -> Callable[[str], str]:
    pairs = _table("traditional.txt").strip()
    table = dict(zip(pairs[::2], pairs[1::2], strict=True))
    find = re.compile("[" + "".join(table) + "]").sub
    return lambda text: find(lambda match: table[match[0]], text)


def simplified(text: str) -> str:
    """The text with simplified characters in place of traditional ones, one for one."""
    return _simplifier()(text)


def spelt(text: str) -> str:
    """Sorts Chinese names as a dictionary does: by their main readings, then by the characters."""
    if text.isascii():
        return text
    return "".join([f"{(readings(letter) or (letter,))[0]}\x01{letter}" for letter in text])
