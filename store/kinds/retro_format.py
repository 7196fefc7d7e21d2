"""Formats of one's own for retrospectives: the columns of their cards, each with what it asks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import msgspec

from store.errors import Fault
from store.fields import line, mapping, number
from store.fields import minutes as lasting
from store.fields import text as prose
from store.fields.rights import FREE
from store.kinds.base import Kind, Record
from store.words import Words

if TYPE_CHECKING:
    from store.records import Records

#: A format has so many columns at most.
MOST = 8
#: So many votes has each person, where nothing else is said.
VOTES = 3
#: The columns of a retrospective of which nothing is said.
FORMAT = "start-stop-continue"


class CardColumn(msgspec.Struct, frozen=True):
    """A column of a format of one's own: cards name it by its title."""

    title: str
    question: str = ""


class RetroFormat(Record, frozen=True):
    """What a retrospective of that format begins with; one that has begun does not change with it."""

    title: Annotated[str, line("Format", names=True)]
    columns: Annotated[
        str, prose("Columns", hint="One line each, or ; between: the name of a column, a colon, what it asks")
    ] = ""
    votes: Annotated[int, number("Votes a person", least=0, most=100, unit=None)] = VOTES
    minutes: Annotated[
        dict[str, int], mapping("Minutes a step", keys="retro.state", item=lasting("Minutes"), right=FREE)
    ] = {}


def read_columns(text: str) -> tuple[CardColumn, ...]:
    """The columns that a text names: ``What held us up: Where did we wait?; What helped``."""
    found: list[CardColumn] = []
    for part in re.split(r"[\n;；]", text):
        title, _mark, question = (*re.split(r"([:：])", part, maxsplit=1), "", "")[:3]
        if title.strip():
            found.append(CardColumn(title.strip(), question.strip()))
    return tuple(found)


def column_faults(field: str, text: str) -> Iterator[Fault]:
    """So many columns as can be read beside each other, each with a name of its own."""
    names = [each.title.casefold() for each in read_columns(text)]
    if len(names) > MOST:
        yield Fault(field, Words("has more than {n} items", "too-many", n=MOST))
    if len(set(names)) < len(names):
        yield Fault(field, Words("names something twice", "twice"))


def faults(format: RetroFormat, _before: RetroFormat | None, _records: Records) -> Iterator[Fault]:
    """Its columns."""
    yield from column_faults("columns", format.columns)


KIND = Kind(
    name="retro-format",
    prefix="RF",
    label="Retrospective format",
    plural="Retrospective formats",
    record=RetroFormat,
    asks=("columns",),
    seen_at=(),
    writer="member",
    faults=faults,
    no_done=Words("a format is never done; retrospectives use it", "never-done"),
)
