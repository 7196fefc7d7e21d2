"""The lessons around a record: those that were used in it, those that did not help, those that fit, with why."""

from store.insight.fitting_lessons import fits
from store.kinds.lesson import Lesson
from store.words import Words
from tui.faces.page import Page, TableColumn
from tui.faces.ways import Way
from tui.i18n import t
from tui.text.joined import apart, labelled
from tui.text.labels import value_label
from tui.text.lesson_words import why

MARK = Way(
    "lessons",
    Words("{key}: used here, did not help"),
    ("concord lesson used {lesson} --in {id}", "concord lesson not {lesson} --in {id}"),
)
#: So many that fit are laid out.
BEST = 3


def lessons_of(page: Page, *, fitting: bool) -> None:
    """Sections of them; those that fit only as long as they can be used."""
    found = fits(page.overview, page.record, BEST + 1) if fitting else []
    if found:
        page.section(t("Lessons that fit"), page.way(MARK, lesson=found[0].lesson))
        rows = [(fit, page.records.one(Lesson, fit.lesson)) for fit in found[:BEST]]
        page.table(
            (TableColumn(), TableColumn(takes=True)),
            [
                row
                for fit, lesson in rows
                for row in (
                    (
                        (lesson.id, "muted"),
                        (labelled(value_label(lesson, "sort"), lesson.title), "foreground"),
                    ),
                    (("", "muted"), (apart(why(page.overview, fit)), "muted")),
                )
            ],
        )
    page.listing(t("Lessons used here"), [each.id for each in page.pointing(Lesson, "used_in")])
    page.listing(t("Lessons that did not help"), [each.id for each in page.pointing(Lesson, "no_help_in")])
