"""Cheap tests that tell the likeliest of very many texts, from the best place of a match to any."""

from functools import partial

from store.search.query import Query
from store.search.shelf import END, Test


def tests(query: Query, *, named: bool) -> list[Test]:
    """What to ask of texts, the better sign first; the last is whether every word of the query is there.

    Texts that are ``named`` have lines that are names by themselves.
    """
    phrase = query.phrase
    longest = max(query.words, key=len)
    asked = [
        _begins(phrase, whole=True),
        _begins(phrase, whole=False),
        Test(" " + phrase, partial(_holders, (" " + phrase,)), titles=True),
        Test(longest, partial(_holders, query.words), titles=True),
        holding(query.words),
    ]
    return [holding((f"\n{phrase}\n",)), *asked] if named else asked


def holding(words: tuple[str, ...]) -> Test:
    """Whether all the words are there."""
    return Test(max(words, key=len), partial(_holders, words))


def _begins(phrase: str, *, whole: bool) -> Test:
    """Whether the title begins with it; ``whole``: as whole words."""

    def passing(titles: list[str]) -> list[int]:
        if whole:
            return [at for at, title in enumerate(titles) if title == phrase or title.startswith(phrase + " ")]
        return [at for at, title in enumerate(titles) if title.startswith(phrase)]

    return Test(END + phrase, passing, titles=True)


def _holders(words: tuple[str, ...], texts: list[str]) -> list[int]:
    first, *others = words
    places = [at for at, text in enumerate(texts) if first in text]
    for word in others:
        places = [at for at in places if word in texts[at]]
    return places
