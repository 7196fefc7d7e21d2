"""Which of some names fit what is typed at them: the cheap tests first, typos only where those find nothing."""

from collections.abc import Sequence
from typing import TypeVar

from store.search.fold import fold

T = TypeVar("T")


def matching(typed: str, things: Sequence[tuple[str, T]], limit: int = 200) -> list[T]:
    """The things whose text (first of each pair) fits, best first; all in their order where nothing is typed."""
    wanted = fold(typed)
    if not wanted:
        return [thing for _text, thing in things]
    words = wanted.split()
    graded: list[tuple[int, int, T]] = []
    for at, (text, thing) in enumerate(things):
        folded = fold(text)
        if folded.startswith(wanted):
            graded.append((0, at, thing))
        elif f" {wanted}" in folded:
            graded.append((1, at, thing))
        elif all(word in folded for word in words):
            graded.append((2, at, thing))
    if graded:
        graded.sort(key=lambda found: found[:2])
        return [thing for _grade, _at, thing in graded[:limit]]
    return _near(wanted, things, limit)


def _near(wanted: str, things: Sequence[tuple[str, T]], limit: int) -> list[T]:
    from rapidfuzz import fuzz, process

    texts = [fold(text) for text, _thing in things]
    found = process.extract(wanted[:100], texts, scorer=fuzz.partial_ratio, limit=limit, score_cutoff=70)
    return [things[at][1] for _text, _score, at in found]
