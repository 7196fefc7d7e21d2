"""Chinese characters: how they are read, and the simplified ones of traditional. The tables are read when needed."""

import os
import re
from collections.abc import Callable
from functools import cache

#: Chinese characters, as ranges in a regular expression: the common ones, those of names, of dates, of old fonts.
RANGE = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_RUN = f"[{RANGE}]+"  # compiled when it is first needed: so many characters take a while
#: Stand before the surname of somebody who is called by it alone: 老仇, 小解.
_FAMILIAR = "老小大阿"


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


def is_han(letter: str) -> bool:
    """Whether it is a Chinese character."""
    return (
        "\u4e00" <= letter <= "\u9fff"
        or "\u3400" <= letter <= "\u4dbf"
        or "\U00020000" <= letter <= "\U000323af"
        or "\uf900" <= letter <= "\ufaff"
        or letter == "\u3007"
    )


@cache
def _surnames() -> dict[str, tuple[str, ...]]:
    """The readings of a surname of one character, the usual first; the syllables of one of two."""
    found = (line.split() for line in _table("surnames.txt").splitlines())
    return {name: tuple(read) for name, *read in found}


def surname(name: str) -> dict[int, tuple[str, ...]]:
    """How the surname in a folded name of a person is read, by the places of its characters, the usual reading first.

    Empty where it is read as the characters are in any text.
    """
    run = re.search(_RUN, name)
    if run is None:
        return {}
    at, letters, known = run.start(), run[0], _surnames()
    if len(letters) == 2 and letters[0] in _FAMILIAR:
        at, letters = at + 1, letters[1]
    one, two = known.get(letters[0], ()), known.get(letters[:2], ()) if len(letters) > 1 else ()
    if two:
        return {at: tuple(dict.fromkeys((two[0], *one))), at + 1: two[1:]}
    return {at: one} if one else {}


def spelt(text: str) -> str:
    """Sorts Chinese as a dictionary does: by the main readings, then by the characters."""
    return text if text.isascii() else _spelt(text, {})


def spelt_name(name: str) -> str:
    """Sorts names of people likewise, surnames by their own readings."""
    return name if name.isascii() else _spelt(name, surname(simplified(name)))


def _spelt(text: str, said: dict[int, tuple[str, ...]]) -> str:
    read = [(said.get(at) or readings(letter) or (letter,))[0] for at, letter in enumerate(simplified(text))]
    return "".join([f"{syllable}\x01{letter}" for syllable, letter in zip(read, text, strict=True)])
