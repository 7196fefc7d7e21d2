"""Lessons: what to do again or to avoid, where it applies, and in which goals it was used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Annotated

import msgspec

from store.fields import choice, line, ref, refs
from store.fields import text as prose
from store.kinds.base import Kind, Record
from store.words import Words


class Lesson(Record, frozen=True):
    """It applies to its ``departments`` and its tags."""

    title: Annotated[str, line("Lesson", names=True)]
    sort: Annotated[str, choice("Sort", ("do", "Do"), ("avoid", "Avoid"))] = "do"
    text: Annotated[str, prose("More")] = ""
    departments: Annotated[tuple[str, ...], refs("Departments", "department")] = ()
    retro: Annotated[str | None, ref("Retrospective", "retro")] = None
    goal: Annotated[str | None, ref("Learned in", "goal")] = None
    used_in: Annotated[tuple[str, ...], refs("Used in", "goal", later=True)] = ()


# Rules


def fits(lesson: Lesson, departments: Iterable[str], tags: Iterable[str]) -> int:
    """How many departments and tags a lesson shares with a goal; tags say more than departments."""
    theirs = _traits(departments, tags)
    return sum(weight for trait, weight in _traits(lesson.departments, lesson.tags).items() if trait in theirs)


class LessonRow(msgspec.Struct, gc=False):
    """Of a lesson, where it applies."""

    departments: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    goal: str | None = None
    used_in: tuple[str, ...] = ()


class Fitting:
    """Many lessons, by id, to be held against many goals; what fits a goal is kept as long as its traits stay.

    A set of lessons is a number here, with a bit for each: so all of them are held against a trait at once.
    """

    def __init__(self, lessons: Mapping[str, LessonRow | Lesson]) -> None:
        self._lessons = list(lessons.items())
        self._with: dict[tuple[str, str], int] = {}
        for at, (_id, lesson) in enumerate(self._lessons):
            for trait in _traits(lesson.departments, lesson.tags):
                self._with[trait] = self._with.get(trait, 0) | 1 << at
        self._known: dict[tuple[object, ...], list[tuple[int, str]]] = {}

    def best(
        self, goal: str, departments: tuple[str, ...], tags: tuple[str, ...], most: int | None = None
    ) -> list[tuple[int, str]]:
        """Those of other goals that fit this one and that it has not used, the best first, with how well they fit.

        Not more than ``most``.
        """
        known = self._known.get((goal, departments, tags, most))
        if known is None:
            found = _highest_first(self._scores(_traits(departments, tags)))
            fitting = ((score, *self._lessons[at]) for score, at in found)
            new = ((score, id) for score, id, each in fitting if goal != each.goal and goal not in each.used_in)
            known = self._known[goal, departments, tags, most] = list(islice(new, most))
        return known

    def _scores(self, traits: Mapping[tuple[str, str], int]) -> list[int]:
        """How well each fits: the lessons in whose score there is a 1, a 2, a 4 and so on."""
        digits: list[int] = []
        for trait, weight in traits.items():
            for _ in range(weight):
                carried = self._with.get(trait, 0)
                for at, digit in enumerate(digits):
                    digits[at], carried = digit ^ carried, digit & carried
                if carried:
                    digits.append(carried)
        return digits


def _highest_first(digits: list[int]) -> Iterator[tuple[int, int]]:
    """Of such scores each that there is, and whose it is: the highest first, then the first lesson."""
    left = 0
    for digit in digits:
        left |= digit
    while left:
        highest, score = left, 0
        for digit in reversed(digits):
            with_it = highest & digit
            highest, score = with_it or highest, score << 1 | bool(with_it)
        left ^= highest
        while highest:
            first = highest & -highest
            highest ^= first
            yield score, first.bit_length() - 1


def _traits(departments: Iterable[str], tags: Iterable[str]) -> dict[tuple[str, str], int]:
    """By what a lesson fits a goal, and how much that says."""
    of = {("department", each): 1 for each in departments}
    return of | {("tag", each.casefold()): 3 for each in tags}


KIND = Kind(
    name="lesson",
    prefix="L",
    label="Lesson",
    plural="Lessons",
    record=Lesson,
    writer="member",
    no_done=Words("a lesson is never done; add the goals that used it", "used-by-goals"),
)
