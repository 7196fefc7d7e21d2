"""A lesson: what to do or avoid, where it applies, where it comes from and was used."""

from store.kinds.lesson import Lesson
from tui.board.detail.page import ScreenPage
from tui.i18n import t
from tui.text.joined import listed
from tui.text.labels import value_label


def write(page: ScreenPage, lesson: Lesson) -> None:
    """The words, then where they come from."""
    page.head(lesson.id, lesson.title, t("lesson"), value_label(lesson, "sort").lower())
    if lesson.text:
        page.text(lesson.text)
    page.gap()
    for label, value in (
        (t("Departments"), listed(page.name(id) for id in lesson.departments)),
        (t("Learned in"), page.name(lesson.goal)),
        (t("Retrospective"), page.name(lesson.retro)),
        (t("Used in"), listed(page.name(id) for id in lesson.used_in)),
    ):
        if value:
            page.pair(label, value)
