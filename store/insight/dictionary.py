"""The shared dictionary held against texts: which words of it stand where, and which two departments mean otherwise.

All words are one regular expression, sorted by their first letters, the longest of each first; it is made anew when a
term changes. A word is found by any of its spellings, in any case and width, and in the plural; in Chinese wherever
its characters stand, elsewhere between the ends of words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from store import han
from store.kinds.base import fields_of
from store.kinds.comment import Comment
from store.kinds.term import Term, is_disputed, words_of
from store.search.fold import fold, mapped

if TYPE_CHECKING:
    from store.kinds.base import Record
    from store.records import Records

_LETTER = rf"[^\W_{han.RANGE}]"
_PLURAL = r"(?:'s|’s|e?s)?"
_ENDS_PLAIN = re.compile(r"[a-z]\Z")


class WordUse(NamedTuple):
    """Where a word of the dictionary stands in a text."""

    start: int
    end: int
    term: str


class Dictionary:
    """Over the ``terms``."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._terms: dict[str, str] = {}
        self.disputed = set[str]()
        for term in terms:
            if is_disputed(term):
                self.disputed.add(term.id)
            for word in words_of(term):
                if folded := " ".join(fold(word).split()):
                    self._terms.setdefault(folded, term.id)
        self._pattern = _pattern(self._terms) if self._terms else None

    def uses(self, text: str) -> Iterator[WordUse]:
        """Where its words stand in ``text``, in order, the longest where several begin."""
        if self._pattern is None or not text:
            return
        folded, places = mapped(text)
        for found in self._pattern.finditer(folded):
            term = self._named(found[0])
            if term:
                yield WordUse(places[found.start()], places[found.end() - 1] + 1, term)

    def disputed_in(self, text: str) -> list[WordUse]:
        """Those that two departments mean otherwise."""
        return [each for each in self.uses(text) if each.term in self.disputed] if self.disputed else []

    def _named(self, found: str) -> str | None:
        """The term of what was found, without the ending of a plural where it has one."""
        said = " ".join(found.split())
        for ending in ("", "'s", "’s", "es", "s"):
            term = self._terms.get(said.removesuffix(ending)) if said.endswith(ending) else None
            if term is not None:
                return term
        return None

    def on(self, texts: Iterable[str]) -> list[str]:
        """The terms that stand in one of the texts, those that departments mean otherwise first."""
        found = dict.fromkeys(each.term for text in texts for each in self.uses(text))
        return sorted(found, key=lambda each: each not in self.disputed)  # stable


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    by_first: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        by_first.setdefault(word[0], []).append(word)
    groups = (f"{re.escape(first)}(?:{'|'.join(_one(each) for each in some)})" for first, some in by_first.items())
    return re.compile("|".join(groups))


def _one(word: str) -> str:
    """The rest of a word behind its first letter, with what may stand before and behind it."""
    begins = rf"(?<!{_LETTER}{re.escape(word[0])})" if re.match(_LETTER, word[0]) else ""
    ends = "" if not re.match(_LETTER, word[-1]) else (_PLURAL if _ENDS_PLAIN.search(word) else "") + rf"(?!{_LETTER})"
    return begins + r"\s+".join(map(re.escape, word[1:].split(" "))) + ends


def dictionary(records: Records) -> Dictionary:
    """All of it, kept as long as no term changes."""
    return records.cached("term", "dictionary", lambda: Dictionary(records.all(Term)))


def texts_of(record: Record, records: Records) -> Iterator[str]:
    """What people have written in a record, and in the comments on it."""
    for name, field in fields_of(type(record)).items():
        value = getattr(record, name)
        if field.searched and isinstance(value, str):
            yield value
    yield from (each.text for each in records.pointing(Comment, "on", record.id))


def terms_on(record: Record, records: Records) -> list[str]:
    """The ids of the words of the dictionary that stand in a record, those that are meant otherwise first."""
    found = dictionary(records).on(texts_of(record, records))
    return [id for id in found if id != record.id]
