"""What a pulse tells of its answers: by groups of at least four, nobody in two of them, in values too coarse for one.

All that is told follows from these groups, what is said of all together too: no difference between two numbers tells
anything of those that are left over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Any, Protocol

import msgspec

from store.fields import line, number, tag_list

#: Fewer answers than that are told of by nothing.
LEAST = 4
#: How many questions there are.
QUESTIONS = 5
#: A mean below or above these could tell that everybody gave the same answer.
LOWEST, HIGHEST = 1.5, 4.5


class Result(msgspec.Struct, frozen=True):
    """Of a department (``who``), or of all together that are too few by themselves (None): ``n`` answers and what came.

    ``values`` are in halves, a question each: the lowest is that or less, the highest that or more.
    """

    who: Annotated[str | None, line("Who", names=True)]
    n: Annotated[int, number("Answers", unit=None)]
    values: Annotated[tuple[float, ...], tag_list("Values")]


class Sentence(msgspec.Struct, frozen=True):
    """What somebody said; by whom, and of which department, is not known."""

    text: Annotated[str, line("Text", names=True)]

    @staticmethod
    def searched(row: dict[str, Any]) -> Iterator[str]:
        """What is found by a search."""
        yield str(row.get("text") or "")


class Given(Protocol):
    """An answer."""

    @property
    def department(self) -> str | None: ...
    @property
    def values(self) -> tuple[int, ...]: ...
    @property
    def sentence(self) -> str: ...


def rounded(total: int, n: int) -> float:
    """The mean of ``n`` answers in halves, as far as it may be told."""
    return min(max((4 * total + n) // (2 * n) / 2, LOWEST), HIGHEST)


def results(answers: Iterable[Given]) -> tuple[Result, ...]:
    """Each department of which there are enough, by its id, then the others together where those are enough."""
    by: dict[str | None, list[Given]] = {}
    for each in answers:
        by.setdefault(each.department, []).append(each)
    alone = {id: found for id, found in by.items() if id is not None and len(found) >= LEAST}
    rest = [each for id, found in by.items() if id not in alone for each in found]
    told = [_told(id, alone[id]) for id in sorted(alone, key=_number)]
    return (*told, *([_told(None, rest)] if len(rest) >= LEAST else []))


def _number(id: str) -> tuple[int, str]:
    return int(id.partition("-")[2]), id


def _told(who: str | None, answers: Sequence[Given]) -> Result:
    columns = zip(*(each.values for each in answers), strict=True)
    return Result(who, len(answers), tuple(rounded(sum(column), len(answers)) for column in columns))


def in_all(told: Sequence[Result]) -> Result | None:
    """The groups together, from what is told of them and nothing else; None where there is none."""
    n = sum(each.n for each in told)
    if not n:
        return None
    halves = [sum(int(2 * each.values[at]) * each.n for each in told) for at in range(QUESTIONS)]
    return Result(None, n, tuple(rounded(total, 2 * n) for total in halves))


def sentences(answers: Iterable[Given]) -> tuple[Sentence, ...]:
    """What was said, where enough have said something; in an order that tells nothing."""
    said = [each.sentence for each in answers if each.sentence]
    return tuple(map(Sentence, sorted(said, key=lambda text: (text.casefold(), text)))) if len(said) >= LEAST else ()
