"""Cards that likely say the same: groups that are suggested, each with a name out of their own words. Pure.

Words count by how they begin, Chinese by pairs of characters. Only cards that share something rare enough are held
against each other, so that it grows with the cards, not with their square.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from store.kinds.card import Card

#: So much alike are two cards that say the same: 1 is word for word.
ALIKE = 0.55
#: Or so much letter by letter, in whatever order their words are.
MISSPELT = 0.85
#: What more cards than this have in common tells nothing of two of them; fewer where there are a great many.
COMMON, COMMON_OF_MANY, MANY = 40, 12, 400
#: So many letters tell a word, whatever its ending.
STEM = 5
#: A name is at most so long.
LONGEST = 40
_WORD = re.compile(r"[^\W_\u3400-\u9fff]{2,}|[\u3400-\u9fff]+")
_SMALL_WORDS = (
    "a all an and are as at be been but by came come comes did do for from had has have in is it its more much no not"
    " of on or our so still than that the their there they this to too us very was we were what when who with you your"
)
_SMALL = frozenset(_SMALL_WORDS.split())
_SMALL_HAN = frozenset("的了是在和也都就很太又还不没有我们要把被让会得地着过")


class Twins(NamedTuple):
    """The cards that go together, in their order, the name that they may have, how much alike they are at least."""

    ids: tuple[str, ...]
    name: str
    likeness: float


class _CardWords(NamedTuple):
    words: str
    marks: frozenset[str]


def likely_groups(cards: Sequence[Card]) -> list[Twins]:
    """The groups that are suggested, the surest first; what is in one group already goes with its like."""
    said = [_said(card.text) for card in cards]
    pairs = _pairs(cards, said)
    groups: dict[int, list[int]] = {}
    for (a, b), _likeness in sorted(pairs.items(), key=lambda each: (-each[1], each[0])):
        one, other = groups.get(a, [a]), groups.get(b, [b])
        together = sorted({*one, *other})
        if one is other or not _go_together(one, other, pairs) or len(_named(cards, together)) > 1:
            continue
        groups |= dict.fromkeys(together, together)
    found = {id(each): each for each in groups.values()}.values()
    made = [_twins(cards, said, each, pairs) for each in found if any(not cards[at].group for at in each)]
    return sorted(made, key=lambda twins: (-twins.likeness, twins.ids))


def _said(text: str) -> _CardWords:
    words = [*_words(text)]
    return _CardWords(" ".join(words), frozenset(mark for word in words for mark in _marks(word)))


def _words(text: str) -> Iterable[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def _marks(word: str) -> Iterable[str]:
    """By what a word is known."""
    if not _is_han(word):
        return () if word in _SMALL else (word[:STEM],)
    pairs = (word[at : at + 2] for at in range(max(1, len(word) - 1)))
    return (pair for pair in pairs if not _SMALL_HAN & set(pair))


def _is_han(word: str) -> bool:
    return "\u3400" <= word[0] <= "\u9fff"


def _pairs(cards: Sequence[Card], said: Sequence[_CardWords]) -> dict[tuple[int, int], float]:
    """Those that are alike, and how much."""
    from rapidfuzz import fuzz  # late: it loads a lot

    having: defaultdict[str, list[int]] = defaultdict(list)
    for at, each in enumerate(said):
        for mark in each.marks:
            having[mark].append(at)
    most = COMMON if len(cards) <= MANY else COMMON_OF_MANY
    near = {pair for found in having.values() if len(found) <= most for pair in combinations(found, 2)}
    alike: dict[tuple[int, int], float] = {}
    for a, b in near:
        if cards[a].group and cards[b].group:
            continue
        one, other = said[a].marks, said[b].marks
        shared = 2 * len(one & other) / (len(one) + len(other))
        spelled = fuzz.token_sort_ratio(said[a].words, said[b].words) / 100
        likeness = max(shared, spelled if spelled >= MISSPELT else 0)
        if likeness >= ALIKE:
            alike[a, b] = likeness
    return alike


def _go_together(one: list[int], other: list[int], pairs: dict[tuple[int, int], float]) -> bool:
    """Half of what they would bring together is alike: what is like one of them only does not draw in all."""
    between = [(min(a, b), max(a, b)) for a in one for b in other]
    return 2 * sum(pair in pairs for pair in between) >= len(between)


def _named(cards: Sequence[Card], group: list[int]) -> set[str]:
    return {cards[at].group for at in group} - {""}


def _twins(
    cards: Sequence[Card], said: Sequence[_CardWords], group: list[int], pairs: dict[tuple[int, int], float]
) -> Twins:
    within = [pairs[pair] for pair in combinations(group, 2) if pair in pairs]
    name = next(iter(_named(cards, group)), "") or _name([cards[at].text for at in group], [said[at] for at in group])
    return Twins(tuple(cards[at].id for at in group), name, min(within))


def _name(texts: list[str], said: list[_CardWords]) -> str:
    """What most of them have in common, as the shortest of them says it."""
    times = Counter(mark for each in said for mark in each.marks)
    shared = {mark for mark, n in times.items() if 2 * n > len(said)}
    text = min(texts, key=len)
    kept = [part for word in _WORD.findall(text) if (part := _kept(word, shared))]
    name = " ".join(kept) or text.partition("\n")[0]
    return (name[:1].upper() + name[1:])[:LONGEST].strip()


def _kept(word: str, shared: set[str]) -> str:
    """The word where it is shared; of Chinese the characters that are."""
    folded = unicodedata.normalize("NFKC", word).casefold()
    if not _is_han(folded):
        return word if folded[:STEM] in shared and folded not in _SMALL else ""
    places = {at + n for at in range(len(word)) if word[at : at + 2] in shared for n in (0, 1)}
    return "".join(letter for at, letter in enumerate(word) if at in places)
