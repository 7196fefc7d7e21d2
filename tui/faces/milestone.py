"""A milestone: by when, who sees to it, how often it slipped, who has which letter."""

from datetime import timedelta

from store.insight.projected_fields import MilestoneRow
from store.kinds import KINDS
from store.kinds.milestone import Milestone, is_open
from store.words import Words
from tui.faces.columns import Column, Listed, late
from tui.faces.face import Face, Narrowing, Order, day_order
from tui.faces.moves_section import before_it, moves
from tui.faces.page import Page
from tui.faces.raci_section import letter_line
from tui.faces.ways import SET_DAY
from tui.i18n import t
from tui.text.days import late as late_long
from tui.text.days import late_short, short
from tui.text.record_row import RecordRow

_SOON = timedelta(days=7)


def _moves(row: Listed) -> str:
    return t("moved {n} times", one="moved once", n=row.found["moves"]) if row.found["moves"] else ""


class MilestoneFace(Face):
    """Open ones by their day, reached ones last."""

    kind = KINDS["milestone"]
    footer = ("add", "edit", "done", "due", "search", "help")
    empty = Words("No milestones here. Press a to say what is reached by when")
    sorted = Words("by due day")
    glance = MilestoneRow
    heeds = Narrowing._fields
    columns = (
        "goal",
        "department",
        "owner",
        "due",
        Column("late", Words("State"), late),
        Column("moves", Words("Moved"), _moves),
        "depends_on",
    )

    def order(self, glance: MilestoneRow) -> Order:
        return day_order(glance.due, closed=not is_open(glance))

    def over(self, glance: MilestoneRow) -> bool:
        return not is_open(glance)

    def open_order(self, glance: MilestoneRow) -> Order:
        return day_order(glance.due, closed=False)

    def row(self, record: Milestone) -> RecordRow:
        today, late = self.seen.today, self._late(record)
        when, tone = "", "muted"
        if record.done:
            when = t("reached")
        elif record.dropped:
            when = t("dropped")
        elif record.due:
            when = late_short(late) if late > 0 else short(record.due, today)
            tone = "bad" if late > 0 else "warn" if record.due <= today + _SOON else "muted"
        return self.named_row(
            record,
            **self.whose(record.department or record.owner),
            when=when,
            when_long=late_long(late) if 0 < late < 100 else "",
            when_tone=tone,
            mark="x" if not is_open(record) else "!" if late > 0 else "",
            mark_tone="bad" if late > 0 else "muted",
            title_tone="foreground" if is_open(record) else "muted",
        )

    def _late(self, record: Milestone) -> int:
        return (self.seen.today - record.due).days if record.due and is_open(record) else 0

    def write(self, page: Page) -> None:
        record: Milestone = page.record
        days = self._late(record)
        ended = (t("reached"), "good") if record.done else (t("dropped"), "muted") if record.dropped else ()
        page.head(*(ended or ((late_long(days), "bad") if days > 0 else ())))
        page.paragraph("note")
        if record.due is None:
            page.field("due", page.lacking(t("no day yet"), SET_DAY), "warn")
        page.fields("due", "done", "dropped", "reason", "goal", "department", "owner")
        freed = page.overview.freed_on(record.id) if is_open(record) else None
        page.fact(t("Free again"), t("since {day}", day=page.day(freed)) if freed else "")
        before_it(page)
        letter_line(page)
        moves(page)


FACE = MilestoneFace
