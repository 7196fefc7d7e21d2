"""Cheap tests that put the likeliest of very many texts first, from the best place of a match to any."""

from store.search.query import Query
from store.search.shelf import Test


def tests(query: Query) -> list[Test]:
    """What to ask of texts that hold every word of the query, the better sign first."""
    return [_whole_beginning(query.phrase), _beginning(query.phrase), _word(query.phrase), _title(query.words), every]


def _whole_beginning(phrase: str) -> Test:
    """The title is the phrase or begins with it as whole words."""
    beginnings = phrase + "\n", phrase + " "
    return lambda texts, places: [place for place in places if texts[place].startswith(beginnings)]


def _beginning(phrase: str) -> Test:
    return lambda texts, places: [place for place in places if texts[place].startswith(phrase)]


def _word(phrase: str) -> Test:
    """A word of the title begins with the phrase."""
    beginning = " " + phrase
    return lambda texts, places: [
        place for place in places if -1 < texts[place].find(beginning) < texts[place].find("\n")
    ]


def _title(words: tuple[str, ...]) -> Test:
    """All words are in the title."""

    def test(texts: list[str], places: list[int]) -> list[int]:
        for word in words:
            places = [place for place in places if texts[place].find(word) < texts[place].find("\n")]
        return places

    return test


def every(_texts: list[str], places: list[int]) -> list[int]:
    """All of them."""
    return places
