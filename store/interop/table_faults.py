"""All that is wrong with a table, each with its line and column, told at once."""

from collections.abc import Sequence
from typing import NamedTuple

from store.errors import WrongWords
from store.words import Words

#: So many faults are told; the others are counted.
TOLD = 20


#: The reasons that an option meets.
_MET = ("unknown-column", "ambiguous-day")


class TableFault(NamedTuple):
    """What is wrong in a line; ``column`` as the header names it, "" for the line as such."""

    line: int
    column: str
    words: Words

    @property
    def said(self) -> Words:
        """With its place in front."""
        if not self.column:
            return Words("Line {line}: {problem}", line=self.line, problem=self.words)
        return Words("Line {line}, {column}: {problem}", line=self.line, column=self.column, problem=self.words)


class FaultyTable(WrongWords):
    """A table with faults: one is the sentence itself, of more `told` has the first ones, ``located`` all of them."""

    def __init__(self, faults: Sequence[TableFault], header: Sequence[str] = ()) -> None:
        """They are told by their lines, those of a line as the columns stand in the ``header``."""
        places = {name: at for at, name in enumerate(header)}
        self.located = sorted(faults, key=lambda fault: (fault.line, places.get(fault.column, -1)))
        said = [fault.said for fault in self.located]
        if len(said) == 1:
            super().__init__("{fault}", fault=said[0])
            self.told: list[Words] = []
        else:
            first = next((words for words in said if words.reason in _MET), said[0])
            super().__init__(
                "{n} faults in the file; nothing was written",
                one="One fault in the file; nothing was written",
                n=len(said),
                first=first,
            )
            more = [Words("and {n} more", n=len(said) - TOLD)] if len(said) > TOLD else []
            self.told = [*said[:TOLD], *more]

    def __str__(self) -> str:
        return "\n".join(map(str, (self.words, *self.told)))


class TableFaults:
    """Collects what is wrong; ``rows`` are those, by their place from 0, that something is wrong with."""

    def __init__(self) -> None:
        self.found: list[TableFault] = []
        self.header: list[str] = []
        self.rows: set[int] = set()

    def add(self, line: int, column: str, words: Words) -> None:
        """There is this wrong in that line and column."""
        self.found.append(TableFault(line, column, words))

    def refuse(self) -> None:
        """Raise `FaultyTable` where anything is wrong."""
        if self.found:
            raise FaultyTable(self.found, self.header)
