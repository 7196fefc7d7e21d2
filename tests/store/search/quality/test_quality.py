"""The record that is meant comes first, whatever slip of the finger, of memory or of the language is in the query.

``queries.tsv`` has the queries by their sort, ``planted.tsv`` the records that are meant, among ten thousand others.
`tests/bench/bench_search.py` prints the same beside rapidfuzz and fzf.
"""

from collections import Counter

import pytest

from store.search import Asker, Index

from .workspace import TODAY, Wanted, made

FIRST, AMONG_FIVE = 0.95, 0.99


@pytest.fixture(scope="module")
def searched() -> tuple[Index, list[Wanted]]:
    documents, wanted = made()
    return Index(documents).build(), wanted


def test_the_set_is_large_and_of_every_sort(searched: tuple[Index, list[Wanted]]):
    _index, wanted = searched
    sorts = Counter(each.sort for each in wanted)
    assert len(wanted) >= 120
    assert min(sorts.values()) >= 1
    chinese = sum(any("\u4e00" <= letter <= "\u9fff" for letter in each.query) for each in wanted)
    assert 30 <= chinese <= len(wanted) - 30


def test_what_is_wanted_comes_first(searched: tuple[Index, list[Wanted]]):
    index, wanted = searched
    missed: list[str] = []
    places: list[int] = []
    for sort, query, id in wanted:
        ids = [hit.id for hit in index.search(query, 20, Asker(today=TODAY))]
        places.append(ids.index(id) if id in ids else 20)
        if places[-1]:
            missed.append(f"{sort}: {query} is {id}, found {ids[:5]}")
    assert sum(place == 0 for place in places) >= FIRST * len(wanted), missed
    assert sum(place < 5 for place in places) >= AMONG_FIVE * len(wanted), missed
