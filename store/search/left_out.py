"""Chinese with characters left out: 春促方案 is 春季促销执行方案, 客诉周报 is 客户投诉每周通报.

A text holds what was typed if it has every character in that order. No dictionary tells where its words begin; most
have two characters, so that every other one of a run is taken for a beginning.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from store import han
from store.search.fold import Spans, joined, mapped

#: So many characters, or words of other letters, may be typed.
LEAST, MOST = 2, 12
#: In a text that is close to what was typed, so many bytes stand between two of its characters at most.
CLOSE = 12
#: What is worth less is chance.
WORTH = 0.2
#: What one character counts that begins no word, what it costs to pass one over, what the two ends of a text add.
INSIDE, PASSED, FIRST, LAST = 0.5, 0.05, 0.5, 0.2

_UNIT = re.compile(f"[{han.RANGE}]|[^\\W_{han.RANGE}]+")
_RUN = re.compile(f"[{han.RANGE}]+")


class Held(NamedTuple):
    """Where a text holds what was typed, and how well: 1 where it begins and ends with it and passes over nothing."""

    spans: Spans
    worth: float


@lru_cache(256)
def units(word: str) -> tuple[str, ...]:
    """The parts of a folded word between which something may be left out; none where it is no such word."""
    if word.isascii() or not word.isalnum():
        return ()
    found = tuple(_UNIT.findall(word))
    return found if LEAST <= len(found) <= MOST and any(map(han.is_han, word)) else ()


@lru_cache(256)
def pattern(parts: tuple[bytes, ...], *, close: bool) -> re.Pattern[bytes]:
    """Finds them in that order within one of many texts that are parted by zeros, without ever going back."""
    between = b"(?>[^\\0]{0,%d}?%%b)" % CLOSE if close else b"(?>[^\\0]*?%b)"
    return re.compile(re.escape(parts[0]) + b"".join([between % re.escape(part) for part in parts[1:]]))


def held(parts: tuple[str, ...], text: str) -> Held | None:
    """Where a folded text has the parts in their order, the best place of all; None where it has not, or by chance."""
    ways = _ways(parts, text) if parts else []
    if not ways:
        return None
    value, way = max(ways, key=lambda found: (found[0], -found[1][0]))
    worth = value / (len(parts) + FIRST + LAST)
    spans = joined((at, at + len(part)) for at, part in zip(way, parts, strict=True))
    return Held(spans, worth) if worth >= WORTH else None


def within(word: str, text: str) -> Held | None:
    """Where a text as it is written holds a folded word."""
    parts = units(word)
    folded, places = mapped(text) if parts else ("", ())
    found = held(parts, folded) if parts else None
    return found and found._replace(spans=tuple((places[start], places[end - 1] + 1) for start, end in found.spans))


def _ways(parts: tuple[str, ...], text: str) -> list[tuple[float, tuple[int, ...]]]:
    """The best way to each place of the last part: what it is worth, and the places of all parts."""
    begins = _beginnings(text)
    ends: dict[int, tuple[float, tuple[int, ...]]] = {}
    for number, part in enumerate(parts):
        here: dict[int, tuple[float, tuple[int, ...]]] = {}
        best: tuple[float, tuple[int, ...]] | None = None
        before = sorted(ends)
        next_before, at = 0, text.find(part)
        while at >= 0:
            value = 1.0 if at in begins else INSIDE
            if at + len(part) == len(text) and number == len(parts) - 1:
                value += LAST
            if not number:
                here[at] = value + (0 if at else FIRST), (at,)
            while next_before < len(before) and before[next_before] <= at:
                reached = ends[before[next_before]]
                # Worth as if all up to the text's beginning had been passed over, to be compared from anywhere.
                reached = reached[0] + PASSED * before[next_before], reached[1]
                best = reached if best is None or reached > best else best
                next_before += 1
            if best is not None:
                here[at] = best[0] - PASSED * at + value, (*best[1], at)
            if at in ends:  # right behind what is before it
                straight = ends[at][0] + max(value, 1.0), (*ends[at][1], at)
                here[at] = max(here.get(at, straight), straight)
            at = text.find(part, at + 1)
        if not here:
            return []
        ends = {at + len(part): found for at, found in here.items()}
    return list(ends.values())


def _beginnings(text: str) -> set[int]:
    """Where words may begin: at other letters behind what is none, at every other character of a run of Chinese."""
    found = {at for at in range(len(text)) if text[at].isalnum() and (not at or not text[at - 1].isalnum())}
    for run in _RUN.finditer(text):
        found.update(range(run.start(), run.end(), 2))
    found.update(run.end() for run in _RUN.finditer(text))
    return found
