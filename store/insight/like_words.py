"""Words of the dictionary that may be the same, though they are not spelt so: one of several, or read alike."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from store.han import readings, simplified
from store.kinds.term import Term, plain, words_of

if TYPE_CHECKING:
    from store.records import Records

#: What English puts behind a word that stands for many, and what it is for one.
_MANY = (
    (re.compile(r"(\w\w)ies$"), r"\1y"),
    (re.compile(r"(s|x|z|ch|sh)es$"), r"\1"),
    (re.compile(r"(\w[^\Wsu])s$"), r"\1"),
)


def like(records: Records, term: Term) -> list[Term]:
    """The others of which a word, for its ending or as it is read, is one of this one."""
    mine = {_key(each) for each in words_of(term)}
    return [other for other in records.all(Term) if other.id != term.id and mine & {*map(_key, words_of(other))}]


def _key(word: str) -> str:
    """What two words are alike by: Chinese as it is read, without tones; English as of one."""
    said = plain(word)
    if not said.isascii():
        said = "".join(f" {read[0]} " if (read := readings(letter)) else letter for letter in simplified(said))
    return " ".join(map(_of_one, said.split()))


def _of_one(word: str) -> str:
    for many, one in _MANY:
        if many.search(word):
            return many.sub(one, word)
    return word
