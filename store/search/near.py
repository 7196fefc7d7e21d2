"""Records that have nearly the words: words with slips by the vocabulary, Chinese by its pairs of characters."""

from collections.abc import Mapping

from store.search.likely import every
from store.search.query import Query
from store.search.shelf import Places, Shelf
from store.search.vocabulary import Vocabulary, has_unspaced

#: Of a query, the longest so many words count; of each kind of record, so many are looked at.
WORDS, LOOKED_AT = 4, 50
#: A word without spaces counts as met where so much of its pairs is there.
ENOUGH = 0.4

#: Kind, number and text of a record, the words that it has in place of those asked, and how far off they are.
Near = tuple[str, int, str, tuple[str, ...], float]


def near(query: Query, shelves: Mapping[str, Shelf], vocabulary: Vocabulary) -> list[Near]:
    """The newest records of each kind that have nearly all words."""
    words = sorted(query.words, key=len, reverse=True)[:WORDS]
    choices: list[dict[str, float]] = []
    found: dict[str, Places] | None = None
    for word in words:
        choice = _choice(word, vocabulary)
        choices.append(choice)
        found = {
            kind: shelf.having_any(choice, None if found is None else found[kind]) for kind, shelf in shelves.items()
        }
        if not any(found.values()):
            return []
    answers: list[Near] = []
    for kind, places in (found or {}).items():
        for number, text in shelves[kind].graded(places, [every], LOOKED_AT):
            answer = _answer(text, words, choices)
            if answer is not None:
                answers.append((kind, number, text, *answer))
    return answers


def _choice(word: str, vocabulary: Vocabulary) -> dict[str, float]:
    """What may stand in for the word, with its distance: itself first."""
    if has_unspaced(word):
        return {word: 0.0, **dict.fromkeys(_pairs(word), 1.0)} if len(word) > 2 else {word: 0.0}
    return {word: 0.0, **vocabulary.near(word)}


def _pairs(word: str) -> list[str]:
    """Neighbouring characters, each pair once, at most ten."""
    return list(dict.fromkeys(word[at : at + 2] for at in range(len(word) - 1)))[:10]


def _answer(text: str, words: list[str], choices: list[dict[str, float]]) -> tuple[tuple[str, ...], float] | None:
    meant: list[str] = []
    slips = 0.0
    for word, choice in zip(words, choices, strict=True):
        there = [other for other in choice if other in text]
        if word in there or not has_unspaced(word):
            meant.append(there[0])
            slips += choice[there[0]]
            continue
        if len(there) < max(1.0, ENOUGH * (len(choice) - 1)):
            return None
        meant.extend(there)
        slips += 2 * (1 - len(there) / (len(choice) - 1))
    return tuple(dict.fromkeys(meant)), slips
