"""Which lessons come back with a goal: those of other goals with the same departments or tags."""

from collections.abc import Iterable

from store.kinds.goal import Goal
from store.kinds.lesson import Lesson, fits


def fitting(lessons: Iterable[Lesson], goal: Goal) -> list[Lesson]:
    """The best first."""
    found = [(fits(lesson, goal.departments, goal.tags), lesson) for lesson in lessons if lesson.goal != goal.id]
    return [lesson for score, lesson in sorted(found, key=lambda each: -each[0]) if score]
