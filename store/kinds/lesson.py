"""Lessons: what to do again or to avoid, where it applies, and in which goals it was used."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

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


class Fitting:
    """Many lessons, to be held against many goals; what fits a goal is kept as long as it has the same traits."""

    def __init__(self, lessons: Iterable[Lesson]) -> None:
        self._lessons = list(lessons)
        self._with: dict[tuple[str, str], list[int]] = {}
        for at, lesson in enumerate(self._lessons):
            for trait in _traits(lesson.departments, lesson.tags):
                self._with.setdefault(trait, []).append(at)
        self._known: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[tuple[int, str]]] = {}

    def best(self, goal: str, departments: tuple[str, ...], tags: tuple[str, ...]) -> list[tuple[int, str]]:
        """Those of other goals that fit this one and that it has not used, the best first, with how well they fit."""
        known = self._known.get((goal, departments, tags))
        if known is None:
            scores: dict[int, int] = {}
            for trait, weight in _traits(departments, tags).items():
                for at in self._with.get(trait, ()):
                    scores[at] = scores.get(at, 0) + weight
            order = sorted(sorted(scores), key=scores.__getitem__, reverse=True)  # stable
            found = ((scores[at], self._lessons[at]) for at in order)
            known = [(score, each.id) for score, each in found if goal != each.goal and goal not in each.used_in]
            self._known[goal, departments, tags] = known
        return known


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
