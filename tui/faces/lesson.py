"""A lesson: what to do or avoid, where it applies, where it comes from, was used and did not help, whether it holds."""

import msgspec

from store.kinds import KINDS
from store.kinds.lesson import Lesson, asked_from, unused_since
from store.words import Words
from tui.faces.columns import Column, Listed
from tui.faces.face import Face, Narrowing, Order
from tui.faces.page import Page
from tui.faces.ways import Way
from tui.i18n import t
from tui.text.labels import value_label
from tui.text.record_row import RecordRow

HOLDS = Way("value", Words("{key} says that it holds"), ("concord lesson holds {id}",))
RETIRE = Way("drop", Words("{key} retires it, with why"), ('concord drop {id} --why "..."',))


def _state(row: Listed) -> str:
    return row.said.choice(row.record, "state") if row.record.state == "retired" else ""


class LessonGlance(msgspec.Struct, gc=False):
    """What sorts and narrows lessons."""

    departments: tuple[str, ...] = ()
    goal: str | None = None
    used_in: tuple[str, ...] = ()
    no_help_in: tuple[str, ...] = ()
    state: str = "holds"


class LessonFace(Face):
    """The ones that were used most on top, those that were retired last."""

    kind = KINDS["lesson"]
    takes = "holds"
    empty = Words("No lessons here. Press a to keep what was learned")
    sorted = Words("most used first")
    glance = LessonGlance
    heeds = Narrowing._fields
    columns = ("sort", "departments", "goal", "retro", Column("state", Words("State"), _state))

    def order(self, glance: LessonGlance) -> Order:
        return (glance.state == "retired", *self.open_order(glance))

    def open_order(self, glance: LessonGlance) -> Order:
        return (-len(glance.used_in), len(glance.no_help_in))

    def over(self, glance: LessonGlance) -> bool:
        return glance.state == "retired"

    def on_goal(self, glance: LessonGlance, goal: str) -> bool:
        return goal in (glance.goal, *glance.used_in)

    def in_department(self, glance: LessonGlance, department: str) -> bool:
        return department in glance.departments

    def row(self, record: Lesson) -> RecordRow:
        used, over = len(record.used_in), record.state == "retired"
        when = t("used {n}x", n=used) if used else ""
        return self.named_row(
            record,
            who=value_label(record, "sort").lower(),
            when=value_label(record, "state").lower() if over else when,
            mark="x" if over else "",
            title_tone="muted" if over else "foreground",
        )

    def write(self, page: Page) -> None:
        record: Lesson = page.record
        over = record.state == "retired"
        page.head(value_label(record, "state" if over else "sort").lower())
        page.skip("sort", "state", "used_on", "holds_on")
        page.paragraph("text")
        page.field("reason", label=t("Because"))
        page.fields("departments", "goal", "retro", "used_in", "no_help_in")
        since, asked = unused_since(record), asked_from(record)
        page.fact(t("Last used on"), page.day(record.used_on))
        page.fact(t("Holds still, said on"), page.day(record.holds_on))
        if asked is not None and asked <= page.today and since is not None:
            page.text(t("Not used since {day}: does it still hold?", day=page.day(since)), "warn")
            page.ways(HOLDS, RETIRE)


FACE = LessonFace
