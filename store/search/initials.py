"""Abbreviations: a text told by the first letters of its words and of the readings of its Chinese characters.

`kcpd`, `kucunpd` and `库存pd` are 库存盘点; `sfs` is "Stock feed to the shops", `cc` CycleCount. What is kept of a text
is its `initials`, one letter a word or character; what is typed is turned into the `keys` that may stand in them; which
of those that are found do sound so, and where, says `heard`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from store import han
from store.han import is_han
from store.search.fold import fold, joined, mapped

#: Words that an abbreviation leaves out as often as not.
SMALL = frozenset(
    "a an and as at by for from in into is of on or per the to vs with".split()  # noqa: SIM905 (read as a sentence)
)
#: An abbreviation has at most so many characters; so many ways to read it are tried.
LONGEST, KEYS = 32, 12
#: Nobody types more initials than so many.
INITIALS = 10
#: A character with a second reading is told by it too, among so many neighbours on each side.
AROUND = 6
#: A text is told in at most so many letters.
TOLD = 4_000

#: Stands before another way in which the first character is read.
OR = "^"
#: Stands in camel case before each capital but the first.
_JOINT = "\ue000"
_HUMP = re.compile("(?<=[a-z0-9])(?=[A-Z])")
_TOKEN = re.compile(f"[{han.RANGE}]|(?:[^\\W_{han.RANGE}]|\ue000)+")
_RUN = re.compile(f"[{han.RANGE}]{{2,}}")
#: No syllable begins with these.
_NEVER_FIRST = frozenset("iuv")


# What is kept of a text


def initials(title: str, *, is_name: bool = False) -> str:
    """The first letters of a title in the ways in which they may be typed, parted by spaces; empty for one word.

    ``is_name``: of a person, whose surname has its own reading.
    """
    folded = fold(_HUMP.sub(_JOINT, title))
    tokens = _TOKEN.findall(folded)[:TOLD]
    if folded.isascii() or not any(is_han(token[0]) for token in tokens):
        large = [token for token in tokens if token not in SMALL]
        ways = ["".join([token[0] for token in tokens]), "".join([token[0] for token in large])]
        if _JOINT in "".join(tokens):
            ways += ["".join(map(_letters, tokens)), "".join(map(_letters, large))]
        return " ".join([way for way in dict.fromkeys(ways) if len(way) > 1])
    said = _said(folded) if is_name else {}
    letters = "".join([said[at][0] if at in said else _letter(token) for at, token in enumerate(tokens)])
    others = [each for each in _others(tokens) if each[0] not in said]
    others += [(at, other) for at, known in said.items() for other in known[1:]]
    ways = [letters, *_variants(sorted(others, key=itemgetter(0)), letters)]
    if any(len(token) > 1 for token in tokens):
        whole = zip(letters, tokens, strict=True)
        ways.append("".join([letter if is_han(token[0]) else token.replace(_JOINT, "") for letter, token in whole]))
    return " ".join(dict.fromkeys(ways))


def initials_within(texts: Iterable[str]) -> str:
    """The first letters of the Chinese in running text, run by run."""
    wide = "\n".join([text for text in texts if not text.isascii()])[:TOLD]
    runs = _RUN.findall(fold(wide)) if wide else []
    first = han.initials()
    told: list[str] = []
    for run in runs:
        letters = "".join([first.get(letter, "?") for letter in run])
        told.append(letters)
        told += [way.removeprefix(OR) for way in _variants(list(_others(run)), letters)]
    return " ".join(dict.fromkeys(told))[:TOLD]


def _letters(token: str) -> str:
    """The first letters of the parts of a word in camel case, or its one."""
    return "".join([part[0] for part in token.split(_JOINT)]) if _JOINT in token else token[0]


def _said(folded: str) -> dict[int, str]:
    """The first letters of the characters of a surname by their places among the tokens, its own reading's first."""
    said = han.surname(folded)
    return {
        place: "".join(dict.fromkeys(read[0] for read in (*said[match.start()], *han.readings(match[0]))))
        for place, match in enumerate(_TOKEN.finditer(folded[:TOLD]))
        if match.start() in said
    }


def _letter(token: str) -> str:
    return han.initials().get(token, "?") if is_han(token[0]) else token[0]


def _others(tokens: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The places of characters with a second first letter, and that letter."""
    second = han.second_initials()
    return ((at, other) for at, token in enumerate(tokens) if token in second for other in second[token])


def _variants(others: Sequence[tuple[int, str]], letters: str) -> Iterator[str]:
    """The surroundings of every character with a second first letter, told by that; of two such nearby by both, too."""
    for at, (place, other) in enumerate(others):
        yield ("" if place else OR) + _with(letters, {place: other})
        for next_place, next_other in others[at + 1 : at + 3]:
            if place < next_place <= place + AROUND:
                yield _with(letters, {place: other, next_place: next_other})


def _with(letters: str, changed: dict[int, str]) -> str:
    """The letters with some changed, as far as they stand near those."""
    first, last = max(0, min(changed) - AROUND), max(changed) + AROUND + 1
    near = list(letters[first:last])
    for at, letter in changed.items():
        near[at - first] = letter
    return "".join(near)


# What is typed


def keys(word: str) -> tuple[str, ...]:
    """The initials that a folded word without spaces may stand for, the likeliest first; none for a longer one."""
    if not 2 <= len(word) <= LONGEST or not word.isalnum():
        return ()
    found: dict[str, None] = {}
    barren: set[int] = set()

    def walk(at: int, made: str) -> bool:
        if at == len(word):
            found[made] = None
            return True
        if at in barren or len(found) >= KEYS:
            return False
        fruit = [walk(end, made + letter) for letter, end in _atoms(word, at)]
        if not any(fruit):
            barren.add(at)
        return any(fruit)

    walk(0, "")
    if word.isascii():
        found[word] = None
    return tuple(key for key in found if len(key) <= INITIALS)


def of_syllables(word: str) -> bool:
    """Whether a word is read as whole syllables (the last may be cut short), of which the initials say little."""
    ends = {0}
    for at in range(len(word)):
        if at in ends:
            rest = word[at : at + 6]
            ends.update([at + size for size in range(1, len(rest) + 1) if rest[:size] in han.syllables()])
            if len(word) - at > 1 and word[at:] in han.starts():
                return True
    return len(word) in ends


def _atoms(word: str, at: int) -> Iterator[tuple[str, int]]:
    """What may stand for one character or word from there on: its first letter, and where it ends."""
    letter = word[at]
    if is_han(letter):
        for first in dict.fromkeys(reading[0] for reading in han.readings(letter)):
            yield first, at + 1
        return
    rest = word[at : at + 6]
    for size in range(len(rest), 1, -1):
        piece = rest[:size]
        if piece in han.syllables() or (at + size == len(word) and piece in han.starts()) or piece in _DOUBLE:
            yield letter, at + size
    if letter not in _NEVER_FIRST:
        yield letter, at + 1


_DOUBLE = ("zh", "ch", "sh")


# Whether it sounds so


class Heard(NamedTuple):
    """A word found by its sound: ``spans`` in the text as written, the share of the text's words that it stands for,
    whether it begins where the text begins, and how many of its parts are only one letter, or another character;
    ``strange`` where a surname is not read as its family reads it."""

    spans: tuple[tuple[int, int], ...]
    share: float
    first: bool
    loose: int
    strange: bool = False


#: What a surname that is read as its character is elsewhere counts as loose, more than any other part.
_STRANGE = 100


class Spoken:
    """A text to listen to; ``is_name`` where it is that of a person."""

    def __init__(self, text: str, *, is_name: bool = False) -> None:
        folded, self._places = mapped(text)
        self._text = folded
        self._said = han.surname(folded) if is_name else {}
        spaced = _HUMP.sub("\0", text) if len(folded) == len(text) else ""
        self._humps = {match.start() - n for n, match in enumerate(re.finditer("\0", spaced))}
        self._tokens = list(self._split())

    def _split(self) -> Iterator[tuple[int, int]]:
        for match in _TOKEN.finditer(self._text):
            start, end = match.span()
            if not self._humps:
                yield start, end
                continue
            for hump in sorted(hump for hump in self._humps if start < hump < end):
                yield start, hump
                start = hump
            yield start, end

    def heard(self, word: str) -> Heard | None:
        """Where a folded word sounds, the best place of all; None where it does not."""
        best: Heard | None = None
        barren: set[tuple[int, int]] = set()
        for first in range(len(self._tokens)):
            way = self._walk(word, first, 0, barren)
            if way is None:
                continue
            spans = joined([(self._places[start], self._places[end - 1] + 1) for start, end, _loose in way])
            strange, loose = divmod(sum(part[2] for part in way), _STRANGE)
            here = Heard(spans, min(1.0, len(way) / len(self._tokens)), first == 0, loose, strange > 0)
            if best is None or _worse(here) < _worse(best):
                best = here
        return best

    def _walk(self, word: str, token: int, at: int, barren: set[tuple[int, int]]) -> list[tuple[int, int, int]] | None:
        """The parts of the text, one a token, that the rest of the word stands for: (start, end, loose)."""
        if token >= len(self._tokens) or (token, at) in barren:
            return None
        start, end = self._tokens[token]
        for size, took, loose in self._steps(word, at, start, end):
            if at + took == len(word):
                return [(start, start + size, loose)]
            rest = self._walk(word, token + 1, at + took, barren)
            if rest is not None:
                return [(start, start + size, loose), *rest]
        if at and self._text[start:end] in SMALL:
            return self._walk(word, token + 1, at, barren)
        barren.add((token, at))
        return None

    def _steps(self, word: str, at: int, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """How much of the token, and of the word, may be taken: (of the token, of the word, loose), the most first."""
        letter, typed = self._text[start], word[at]
        if typed == letter and is_han(letter):
            yield 1, 1, 0
        elif not is_han(letter):
            most = 0
            while most < min(end - start, len(word) - at) and self._text[start + most] == word[at + most]:
                most += 1
            for size in range(most, 0, -1):
                yield size, size, int(size < end - start)
        elif is_han(typed):
            if not set(han.readings(letter)).isdisjoint(han.readings(typed)):
                yield 1, 1, 1
        else:
            said = self._said.get(start)
            if said:
                yield from ((1, took, loose) for took, loose in _read(word[at:], said))
            for took, loose in _read(word[at:], han.readings(letter)):
                yield 1, took, loose + (_STRANGE if said else 0)


def _worse(heard: Heard) -> tuple[bool, int, bool]:
    return heard.strange, heard.loose, not heard.first


def _read(typed: str, readings: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """How much of what is typed may stand for a character that is read so, and how loosely: a syllable, its beginning
    at the end of what is typed, its first letter."""
    for reading in readings:
        if typed.startswith(reading):
            yield len(reading), 0
    for reading in readings:
        if len(typed) < len(reading) and reading.startswith(typed):
            yield len(typed), 1
    first = [reading for reading in readings if reading[0] == typed[0]]
    if typed[:2] in _DOUBLE and any(reading.startswith(typed[:2]) for reading in first):
        yield 2, 1
    if first:
        yield 1, 1
