"""A retrospective: how far it is, its cards by column, what followed from it, the lessons that were kept."""

from typing import Any

import msgspec

from store.kinds import KINDS
from store.kinds.action import Action
from store.kinds.card import Card, shown_columns
from store.kinds.lesson import Lesson
from store.kinds.retro import STATES, Retro, place
from store.words import Words
from tui.faces.face import Face, Narrowing, Order
from tui.faces.page import Page, TableColumn
from tui.faces.ways import Way
from tui.i18n import t
from tui.text.days import short
from tui.text.labels import choice_label, value_label
from tui.text.record_row import RecordRow

#: Cards of a column that are shown, those with the most votes first.
CARDS = 6
CLOSE = Way("retro", Words("{key} opens the cards"), ("concord retro next {id}", "concord retro close {id}"))
LEARN = Way("retro", Words("{key} opens the cards"), ('concord add lesson "..." --retro {id}',))


class RetroGlance(msgspec.Struct, gc=False):
    """What sorts and narrows retrospectives."""

    on: str | None = None
    state: str = "gather"
    goal: str | None = None
    departments: tuple[str, ...] = ()


class RetroFace(Face):
    """Open ones first, then the closed ones, the latest on top."""

    kind = KINDS["retro"]
    footer = ("add", "edit", "retro", "comment", "search", "help")
    empty = Words("No retrospectives here. Press a to look back together")
    sorted = Words("by day")
    glance = RetroGlance
    heeds = Narrowing._fields
    columns = ("goal", "on", "state")

    def order(self, glance: RetroGlance) -> Order:
        day = int(glance.on.replace("-", "")) if glance.on else 0
        return (glance.state == "closed", -day)

    def over(self, glance: RetroGlance) -> bool:
        return glance.state == "closed"

    def open_order(self, glance: RetroGlance) -> Order:
        return (False, self.order(glance)[1])

    def in_department(self, glance: RetroGlance, department: str) -> bool:
        return department in glance.departments

    def row(self, record: Retro) -> RecordRow:
        closed = record.state == "closed"
        return self.named_row(
            record,
            who=value_label(record, "state").lower(),
            when=short(record.on, self.seen.today) if record.on else "",
            mark="x" if closed else "",
            title_tone="muted" if closed else "foreground",
        )

    def begins(self, narrowing: Narrowing) -> dict[str, Any]:
        return super().begins(narrowing) | {"on": self.seen.overview.today}

    def write(self, page: Page) -> None:
        record: Retro = page.record
        page.head(value_label(record, "state").lower())
        page.skip("state")
        page.inline(
            ("goal", page.name(record.goal), ""),
            ("on", page.day(record.on), ""),
            ("period", record.period, ""),
            ("departments", page.names(record.departments), ""),
            ("facilitator", t("led by {who}", who=page.name(record.facilitator)) if record.facilitator else "", ""),
            ("anonymous", t("anonymous") if record.anonymous else "", ""),
        )
        at = place(record.state)
        page.steps(
            (choice_label("retro", "state", state).lower(), "done" if n < at else "here" if n == at else "ahead")
            for n, state in enumerate(STATES[:-1])
        )
        page.fields("format", "votes")
        _cards(page, record)
        page.listing(t("Follow-ups"), [each.id for each in page.pointing(Action, "source")])
        lessons = [each.id for each in page.pointing(Lesson, "retro")]
        page.listing(t("Lessons"), lessons, without="retro")
        page.ways(*(() if record.state == "closed" and lessons else (LEARN if record.state == "closed" else CLOSE,)))


def _cards(page: Page, record: Retro) -> None:
    """While anonymous cards are gathered only how many there are: everybody writes their own first."""
    cards = page.pointing(Card, "retro")
    for value, label in shown_columns(record, cards):
        here = sorted((card for card in cards if card.column == value), key=lambda card: -sum(card.votes.values()))
        page.section(t(label), t("{n} cards", one="{n} card", n=len(here)) if here else t("no cards"))
        if record.state == "gather" and record.anonymous:
            continue
        page.table(
            (TableColumn(), TableColumn(takes=True)),
            [((str(sum(card.votes.values()) or ""), "muted"), (card.text, "foreground")) for card in here[:CARDS]],
        )
        if len(here) > CARDS:
            page.text(t("and {n} more", n=len(here) - CARDS), "faint")


FACE = RetroFace
