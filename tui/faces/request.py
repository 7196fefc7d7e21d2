"""A request: who asks whom for what by when, how far it is, and whose turn it is."""

from collections.abc import Collection
from typing import Any

from store.insight.projected_fields import RequestRow
from store.insight.waiting import answer_of
from store.kinds import KINDS
from store.kinds.request import TURNS, Request, days_late, is_open
from store.kinds.request_rights import one_of
from store.words import Words
from tui.faces.columns import Column, Listed
from tui.faces.face import Face, Narrowing, Order, day_order
from tui.faces.lessons_section import lessons_of
from tui.faces.page import Page
from tui.faces.ways import Way
from tui.i18n import t
from tui.text.days import late
from tui.text.labels import value_label
from tui.text.record_row import RecordRow

_TONES = {"sent": "warn", "negotiating": "warn", "accepted": "good", "delivered": "warn", "confirmed": "good"}
_ANSWERS = ("concord accept {id}", 'concord negotiate {id} "..." --by DAY', 'concord decline {id} --why "..."')
#: What whoever has the turn does, by the state.
WAYS = {
    "sent": Way("value", Words("{key} answers"), _ANSWERS),
    "negotiating": Way("value", Words("{key} takes the offer"), _ANSWERS),
    "accepted": Way("done", Words("{key} delivers"), ("concord done {id}",)),
    "delivered": Way("value", Words("{key} confirms"), ("concord confirm {id}", 'concord reopen {id} --why "..."')),
}


def _pair(row: Listed) -> str:
    asker, asked = (row.said.called(id) if id else "?" for id in (row.record.asker, row.record.department))
    return f"{asker} > {asked}"


def _answer(row: Listed) -> str:
    if row.record.state != "sent":
        return ""
    n, promised = row.found["answer_days"], row.found["promised_days"] or 0
    return t("{n} of {promised} days", one="{n} of {promised} day" if promised == 1 else None, n=n, promised=promised)


class RequestFace(Face):
    """Open ones first, the first needed on top; narrowed to a department: what it is asked and what it asks."""

    kind = KINDS["request"]
    footer = ("ask", "value", "done", "edit", "search", "help")
    takes = "answer"
    day = "need_by"
    empty = Words("No requests here. Press A to ask another department")
    sorted = Words("by due day")
    glance = RequestRow
    heeds = Narrowing._fields
    columns = (
        Column("pair", Words("Asked of"), _pair),
        "need_by",
        "state",
        Column("answer", Words("Answer"), _answer),
        "goal",
    )

    def order(self, glance: RequestRow) -> Order:
        return day_order(glance.need_by, closed=not glance.is_open)

    def over(self, glance: RequestRow) -> bool:
        return not glance.is_open

    def idle(self, record: Request) -> Collection[str]:
        """What is no answer now, or for the other department to give."""
        state, asker, asked = record.state, record.asker, record.department
        answers = {"sent": (asked,), "negotiating": (asker, asked), "delivered": (asker,)}.get(state)
        ends = {"accepted": (asked,), "declined": (asker, asked)}.get(state, None if is_open(record) else (asker,))
        turns = (("value", answers), ("done", ends))
        return [action for action, of in turns if of is None or not one_of(self.claim, *of)]

    def open_order(self, glance: RequestRow) -> Order:
        return day_order(glance.need_by, closed=False)

    def in_department(self, glance: RequestRow, department: str) -> bool:
        return department in (glance.department, glance.asker)

    def row(self, record: Request) -> RecordRow:
        going_on = is_open(record)
        answer = answer_of(self.seen.overview, record)
        days, slow = answer.days, record.state == "sent" and answer.late
        when, tone = value_label(record, "state").lower(), "muted"
        if record.state == "sent":
            when = t("{n} days", one="{n} day", n=days) if days else t("today")
            tone = "bad" if slow else "warn"
        elif record.state in ("negotiating", "delivered"):
            tone = "warn"
        asker, asked = self.whose(record.asker), self.whose(record.department)
        return self.named_row(
            record,
            **{each: f"{asker[each]}>{said}" if asker[each] else said for each, said in asked.items()},
            when=when,
            when_tone=tone,
            mark="" if record.state == "accepted" else ("!" if slow else "?") if going_on else "x",
            mark_tone="bad" if slow else "warn" if going_on else "muted",
            title_tone="foreground" if going_on else "muted",
        )

    def begins(self, narrowing: Narrowing) -> dict[str, Any]:
        return {"goal": narrowing.goal} if narrowing.goal else {}

    def write(self, page: Page) -> None:
        record: Request = page.record
        page.head(value_label(record, "state").lower(), _TONES.get(record.state, "muted"))
        page.skip("state", "answered", "action")
        asker, asked = page.name(record.asker), page.name(record.department)
        said = t("{asker} asks {department}", asker=asker or "?", department=asked or "?")
        page.inline(("asker", said, ""), ("department", "", ""))
        page.paragraph("why")
        days = days_late(record, page.today)
        page.field("need_by", tone="bad" if days else "")
        page.fact(t("Late"), late(days) if days else "", "bad")
        page.fields("goal", "sent")
        page.fact(t("Answer"), *_answered(page, record))
        page.fields("offer", "offer_by", "offer_owner", "reason", "delivered", "confirmed")
        page.listing(t("It has become"), [record.action] if record.action else [], without="goal")
        if record.state in WAYS:
            page.ways(WAYS[record.state], who=page.name(getattr(record, TURNS[record.state])))
        lessons_of(page, fitting=is_open(record))


def _answered(page: Page, record: Request) -> tuple[str, str]:
    """How long the answer took, or takes, against what is promised."""
    answer = answer_of(page.overview, record)
    took = Words("after {n} working days, {promised} promised", one="after {n} working day, {promised} promised")
    takes = Words("none for {n} working days, {promised} promised", one="none for {n} working day, {promised} promised")
    words = (took if record.answered else takes).filled(n=answer.days, promised=answer.promised)
    return t(words), "bad" if answer.late else "warn" if not record.answered else ""


FACE = RequestFace
