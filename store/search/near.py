"""Records that have nearly the words: words with slips by the vocabulary, Chinese by pieces of what was typed.

A slip spoils one piece of a word that is cut into two or three, and leaves another to be found by.
"""

from collections.abc import Mapping
from itertools import combinations

from store.search.query import Query
from store.search.shelf import Shelf, Test
from store.search.vocabulary import Vocabulary, has_unspaced

#: Of a query, the longest so many words count; of each kind of record, so many are looked at.
WORDS, LOOKED_AT = 4, 50

#: Kind, number and text of a record, the words that it has in place of those asked, and how far off they are.
Near = tuple[str, int, str, tuple[str, ...], float]
#: What may stand in for a word, with its distance.
Choice = dict[str, float]


def near(query: Query, shelves: Mapping[str, Shelf], vocabulary: Vocabulary) -> list[Near]:
    """The likeliest and newest records of each kind that have nearly all words."""
    words = sorted(query.words, key=len, reverse=True)[:WORDS]
    choices = [_choice(word, vocabulary) for word in words]
    answers: list[Near] = []
    for kind, shelf in shelves.items():
        blocks: list[int] | None = None
        for choice in choices:
            blocks = shelf.blocks_with_any(choice, blocks)
        for number, text in shelf.graded(blocks or (), [_most(choices), _some(choices)], LOOKED_AT):
            answers.append((kind, number, text, *_meant(text, words, choices)))
    return answers


def _choice(word: str, vocabulary: Vocabulary) -> Choice:
    if has_unspaced(word):
        return {word: 0.0, **dict.fromkeys(_pieces(word), 1.0)}
    return {word: 0.0, **vocabulary.near(word)}


def _pieces(word: str) -> list[str]:
    """Two or three parts of at least two characters each; none of a word too short to be told by its parts."""
    size = len(word)
    if size < 3:
        return []
    if size == 3:
        return [word[:2], word[1:]]
    parts = 2 if size < 6 else 3
    return [word[size * part // parts : size * (part + 1) // parts] for part in range(parts)]


def _some(choices: list[Choice]) -> Test:
    """Of each word one stand-in at least."""

    def passing(texts: list[str]) -> set[int]:
        places = set(range(len(texts)))
        for choice in choices:
            places = {at for word in choice for at in places if word in texts[at]}
        return places

    return Test("", passing)


def _most(choices: list[Choice]) -> Test:
    """Of each word without spaces two of its pieces, of others one stand-in."""

    def passing(texts: list[str]) -> set[int]:
        places = set(range(len(texts)))
        for choice in choices:
            word, *others = choice
            if has_unspaced(word):
                pairs = combinations(others, 2)
                places = {at for one, two in pairs for at in places if one in texts[at] and two in texts[at]}
            else:
                places = {at for other in choice for at in places if other in texts[at]}
        return places

    return Test("", passing)


def _meant(text: str, words: list[str], choices: list[Choice]) -> tuple[tuple[str, ...], float]:
    """The words that the text has in place of those asked, and how far off they are altogether."""
    meant: list[str] = []
    slips = 0.0
    for word, choice in zip(words, choices, strict=True):
        there = [other for other in choice if other in text]
        if word in there or not has_unspaced(word):
            meant.append(there[0])
            slips += choice[there[0]]
        else:
            meant.extend(there)
            slips += 2 * (1 - len(there) / (len(choice) - 1))
    return tuple(dict.fromkeys(meant)), slips
