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
    folded = {tag.casefold() for tag in tags}
    return len({*lesson.departments} & {*departments}) + 3 * len({tag.casefold() for tag in lesson.tags} & folded)


KIND = Kind(
    name="lesson",
    prefix="L",
    label="Lesson",
    plural="Lessons",
    record=Lesson,
    writer="member",
    no_done=Words("a lesson is never done; add the goals that used it", "used-by-goals"),
)
