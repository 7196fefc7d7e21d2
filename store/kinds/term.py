"""The shared dictionary: a word, what it means, and what it means to which department."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import msgspec

from store.errors import Fault
from store.fields import line, mapping, tag_list, text
from store.fields.indexes import RecordIndex
from store.fields.rights import FREE
from store.kinds.base import Kind, Record
from store.words import Words

if TYPE_CHECKING:
    from store.records import Records

#: The longest word that is looked for in texts.
LONGEST = 80


class Term(Record, frozen=True):
    """``meanings`` maps a department to what it means by the word; ``meaning`` is what all others mean by it."""

    word: Annotated[str, line("Word", names=True)]
    spellings: Annotated[
        tuple[str, ...], tag_list("Other spellings", spaced=True, hint="Forms, abbreviations, its other language")
    ] = ()
    meaning: Annotated[str, text("Meaning")] = ""
    meanings: Annotated[
        dict[str, str],
        mapping("Means to", "department", right=FREE, item=line("Meaning"), found=True, searched=True),
    ] = {}
    instead: Annotated[str, line("Say instead")] = ""


# Rules


def plain(word: str) -> str:
    """What two words are the same by: width and case do not count, nor how blanks are set."""
    return " ".join(unicodedata.normalize("NFKC", word).casefold().split())


def words_of(term: Term) -> tuple[str, ...]:
    """The word and its spellings."""
    return (term.word, *term.spellings)


class _Spelled(msgspec.Struct, gc=False):
    word: str = ""
    spellings: tuple[str, ...] = ()


_WORDS = RecordIndex("term", _Spelled, lambda row: [plain(each) for each in (row.word, *row.spellings)])


def is_disputed(term: Term) -> bool:
    """Two departments mean different things by it."""
    return len({plain(each) for each in term.meanings.values() if each}) > 1


def faults(term: Term, before: Term | None, records: Records) -> Iterator[Fault]:
    """No word stands in the dictionary twice, and each is one that may stand in a text."""
    if before is not None and words_of(before) == words_of(term):
        return
    mine = {plain(each): each for each in reversed(words_of(term))}
    for word in mine.values():
        if len(word) > LONGEST:
            field = "word" if word == term.word else "spellings"
            yield Fault(field, Words("has more than {n} characters", "too-long", n=LONGEST))
    there = {n for word in mine for n in records.numbers_with(_WORDS, word)}
    for other in (records.one(Term, KIND.id(number)) for number in sorted(there)):
        for word in words_of(other) if other.id != term.id else ():
            if plain(word) in mine:
                found = mine[plain(word)]
                field = "word" if found == term.word else "spellings"
                words = Words('"{word}" is in the dictionary: {id} {title}', "twice", word=found, id=other.id,
                              title=other.word)  # fmt: skip
                yield Fault(field, words)


KIND = Kind(
    name="term",
    prefix="W",
    label="Term",
    plural="Dictionary",
    record=Term,
    writer="member",
    faults=faults,
    no_done=Words("a word is never done; say what it means", "never-done"),
)
