"""An action: whose, by when, how often it slipped, what it waits for, its checklist."""

from collections.abc import Collection
from datetime import timedelta

from store.insight.projected_fields import ActionRow
from store.kinds import KINDS
from store.kinds.action import OPEN, Action, days_late
from store.kinds.checklist import Ticks
from store.kinds.repeating import following, next_of
from store.words import Words
from tui.faces.columns import Column, late, unless_normal
from tui.faces.face import Face, Narrowing, Order, day_order
from tui.faces.moves_section import before_it, moves
from tui.faces.page import Page, TableColumn
from tui.faces.ways import GIVE, SET_DAY
from tui.i18n import t
from tui.text.days import late as late_long
from tui.text.days import late_short, short
from tui.text.joined import listed
from tui.text.labels import rule, value_label
from tui.text.record_row import RecordRow

_SOON = timedelta(days=1)
#: What stands before the title of what somebody is at.
SIGNS = {"doing": "~", "review": "^"}


class ActionFace(Face):
    """Open ones by their due day, so that the late ones stand on top; done and dropped ones last."""

    kind = KINDS["action"]
    footer = ("add", "edit", "done", "due", "search", "help")
    empty = Words("No actions here. Press a to add the first step")
    sorted = Words("by due day")
    presses = ("priority", Words("by priority"))
    glance = ActionRow
    heeds = Narrowing._fields
    columns = (
        "owner",
        "department",
        "due",
        "repeats",
        Column("late", Words("Late"), late),
        unless_normal("priority", Words("Priority")),
        "state",
        "goal",
    )

    def order(self, glance: ActionRow) -> Order:
        return day_order(glance.due, closed=glance.state not in OPEN)

    def over(self, glance: ActionRow) -> bool:
        return glance.state not in OPEN

    def open_order(self, glance: ActionRow) -> Order:
        return day_order(glance.due, closed=False)

    def among(self, narrowing: Narrowing) -> Collection[str] | None:
        if narrowing.goal:
            return self.seen.overview.actions_of_goal.ids(narrowing.goal)
        return self.seen.overview.actions_of_department.ids(narrowing.department) if narrowing.department else None

    def row(self, record: Action) -> RecordRow:
        today = self.seen.today
        late = days_late(record, today)
        mark, mark_tone, when, when_tone, long = "", "muted", "", "muted", ""
        if record.state not in OPEN:
            mark, when = "x", value_label(record, "state").lower()
        elif record.due is not None:
            when = late_short(late) if late else short(record.due, today)
            long = late_long(late) if 0 < late < 100 else ""
            when_tone = "bad" if late else "warn" if record.due <= today + _SOON else "muted"
        if record.state in OPEN:
            if self.seen.overview.blocked_by(record.id):
                mark, mark_tone = "#", "warn"
            if late:
                mark, mark_tone = "!", "bad"
        sign, tally = SIGNS.get(record.state, ""), Ticks.of(record.checklist)
        notes = [value_label(record, "state").lower() if sign else "", str(tally) if record.state in OPEN else ""]
        notes += [rule(record.repeats)] if record.state in OPEN else []
        return self.named_row(
            record,
            sign=sign,
            note=listed(filter(None, notes)),
            **self.whose(record.owner),
            when=when,
            when_long=long,
            when_tone=when_tone,
            mark=mark,
            mark_tone=mark_tone,
            title_tone="foreground" if record.state in OPEN else "muted",
        )

    def write(self, page: Page) -> None:
        record: Action = page.record
        open_ = record.state in OPEN
        days = days_late(record, page.today)
        blockers = page.overview.blocked_by(record.id)
        state, tone = value_label(record, "state").lower(), "good" if record.state == "done" else "muted"
        if days:
            state, tone = late_long(days), "bad"
        elif blockers and open_:
            state, tone = t("blocked"), "warn"
        page.head(state, tone)
        page.paragraph("note")
        _facts(page, record, days, open_=open_)
        freed = page.overview.freed_on(record.id) if open_ else None
        page.fact(t("Free again"), t("since {day}", day=page.day(freed)) if freed else "")
        for at, id in enumerate(blockers):
            page.fact("" if at else t("Blocked by"), page.name(id), "warn")
        before_it(page)
        moves(page)
        _checklist(page, record)


def _facts(page: Page, record: Action, days: int, *, open_: bool) -> None:
    page.fields("state", "reason")
    if open_ and not record.owner:
        page.field("owner", page.lacking(t("nobody yet"), GIVE), "warn")
    if open_ and not record.due:
        page.field("due", page.lacking(t("no day yet"), SET_DAY), "warn")
    page.fields("owner", "contributors", "department")
    page.field("due", page.together(page.day(record.due), late_long(days) if days else ""), "bad" if days else "")
    page.fields("start", "done_on")
    _repeats(page, record, open_=open_)
    page.field("priority", "" if record.priority == "normal" else None)
    page.fields("goal", "key_result", "source")


def _repeats(page: Page, record: Action, *, open_: bool) -> None:
    """When it comes again, and the day of the next one; what came after it already, and the day it stands for."""
    next_id = next_of(page.records, record) if record.repeats else None
    coming = following(page.records, record, page.overview.today) if open_ and record.repeats and not next_id else None
    said = rule(record.repeats)
    if coming is not None:
        said = page.together(said, t("next {day}", day=page.day(coming)))
    page.field("repeats", said)
    page.fact(t("Next one"), page.name(next_id) if next_id else "")
    page.fact(t("First one"), page.name(record.series) if record.series not in (None, record.source) else "")
    moved = record.series_day is not None and record.series_day != record.due
    page.field("series_day", None if moved else "")
    page.skip("series")


def _checklist(page: Page, record: Action) -> None:
    page.skip("checklist")
    if record.checklist:
        page.section(t("Checklist"), t(Ticks.of(record.checklist).words))
        page.table(
            (TableColumn(right=True), TableColumn(), TableColumn(takes=True)),
            [
                (
                    (str(at), "muted"),
                    ("[x]" if item.done else "[ ]", "muted"),
                    (item.text, "muted" if item.done else "foreground"),
                )
                for at, item in enumerate(record.checklist, 1)
            ],
        )


FACE = ActionFace
