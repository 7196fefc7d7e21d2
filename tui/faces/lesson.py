"""A lesson: what to do or avoid, where it applies, where it comes from and was used."""

from collections.abc import Iterable

import msgspec

from store.kinds import KINDS
from store.kinds.goal import Goal
from store.kinds.lesson import Lesson, fits
from store.words import Words
from tui.faces.face import Face, Narrowing, Order
from tui.faces.page import Page
from tui.i18n import t
from tui.text.labels import value_label
from tui.text.record_row import RecordRow


class LessonGlance(msgspec.Struct, gc=False):
    """What sorts and narrows lessons."""

    departments: tuple[str, ...] = ()
    goal: str | None = None
    used_in: tuple[str, ...] = ()


class LessonFace(Face):
    """The ones that were used most on top."""

    kind = KINDS["lesson"]
    empty = Words("No lessons here. Press a to keep what was learned")
    sorted = Words("most used first")
    glance = LessonGlance
    heeds = Narrowing._fields
    columns = ("sort", "departments", "goal", "retro")

    def order(self, glance: LessonGlance) -> Order:
        return -len(glance.used_in)

    def on_goal(self, glance: LessonGlance, goal: str) -> bool:
        return goal in (glance.goal, *glance.used_in)

    def in_department(self, glance: LessonGlance, department: str) -> bool:
        return department in glance.departments

    def row(self, record: Lesson) -> RecordRow:
        used = len(record.used_in)
        return self.named_row(
            record, who=value_label(record, "sort").lower(), when=t("used {n}x", n=used) if used else ""
        )

    def write(self, page: Page) -> None:
        page.head(value_label(page.record, "sort").lower())
        page.skip("sort")
        page.paragraph("text")
        page.fields("departments", "goal", "retro", "used_in")


def fitting(lessons: Iterable[Lesson], goal: Goal) -> list[Lesson]:
    """Those of other goals with the same departments or tags, the best first."""
    found = [(fits(lesson, goal.departments, goal.tags), lesson) for lesson in lessons if lesson.goal != goal.id]
    return [lesson for score, lesson in sorted(found, key=lambda each: -each[0]) if score]


FACE = LessonFace
