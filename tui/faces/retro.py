"""A retrospective: how far it is, its cards by column, what followed from it, the lessons that were kept."""

from typing import Any

import msgspec

from store.kinds import KINDS
from store.kinds.action import Action
from store.kinds.card import Card, is_private, question_of, shown_columns
from store.kinds.lesson import Lesson
from store.kinds.retro import STATES, Retro, place, votes_hidden
from store.words import Words
from tui.faces.face import Face, Narrowing, Order
from tui.faces.page import Page, TableColumn
from tui.faces.ways import Way
from tui.i18n import t
from tui.text.days import short
from tui.text.joined import labelled, listed
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
            ("meeting", page.name(record.meeting), ""),
            (
                "facilitator",
                t("led by {who}", context="meeting", who=page.name(record.facilitator)) if record.facilitator else "",
                "",
            ),
            ("anonymous", t("anonymous") if record.anonymous else "", ""),
        )
        at = place(record.state)
        page.steps(
            (choice_label("retro", "state", state).lower(), "done" if n < at else "here" if n == at else "ahead")
            for n, state in enumerate(STATES[:-1])
        )
        page.skip("step_at", "ready", "revealed", "votes_open", "people", "change_said")
        page.fact(t("Takes part"), _who(page, record))
        page.fields("format", "template", "columns", "votes", "minutes", "follows", "closed_why")
        _change(page, record)
        _cards(page, record)
        page.listing(t("Follow-ups"), _follow_ups(page))
        lessons = [each.id for each in page.pointing(Lesson, "retro")]
        page.listing(t("Lessons"), lessons, without="retro")
        from tui.faces.feedback import asked_in  # late: the board starts without it, and shows retrospectives

        asked_in(page)
        page.ways(*(() if record.state == "closed" and lessons else (LEARN if record.state == "closed" else CLOSE,)))


def _follow_ups(page: Page) -> list[str]:
    """What came out of it, and out of its cards."""
    cards = page.pointing(Card, "retro")
    of_cards = (each for card in cards for each in page.records.pointing(Action, "source", card.id))
    return [each.id for each in (*page.pointing(Action, "source"), *of_cards)]


def _who(page: Page, record: Retro) -> str:
    """Who takes part, each with a mark where they are done with the step."""
    ready = {} if record.state == "closed" else dict.fromkeys(record.ready)
    return listed(page.name(each) + (" x" if each in ready else "") for each in dict.fromkeys((*record.people, *ready)))


def _change(page: Page, record: Retro) -> None:
    """The one that is tried, with what it did; and what became of the one before it, on which this one opens."""
    page.fields("change")
    page.skip("change_helped")
    if record.change_helped:
        page.fact(t("Whether the change helped"), _helped(record))
    earlier = page.records.maybe(Retro, record.follows)
    if earlier is not None and earlier.change:
        said = _helped(earlier) if earlier.change_helped else t("say whether it helped")
        page.fact(t("Last change"), labelled(f"{earlier.id} {earlier.change}", said))


def _helped(record: Retro) -> str:
    label = value_label(record, "change_helped")
    return labelled(label, record.change_said) if record.change_said else label


def _cards(page: Page, record: Retro) -> None:
    """Of those that are still written only how many there are; their votes once these are open."""
    cards = page.pointing(Card, "retro")
    for value, label in shown_columns(record, cards):
        here = sorted((card for card in cards if card.column == value), key=lambda card: -_votes(record, card))
        page.section(t(label), t("{n} cards", one="{n} card", n=len(here)) if here else t("no cards"))
        question = question_of(record, value)
        if question:
            page.text(question, "muted")
        seen = [card for card in here if not is_private(card, page.records, None)]
        if not seen:
            continue
        page.table(
            (TableColumn(), TableColumn(takes=True)),
            [((str(_votes(record, card) or ""), "muted"), (card.text, "foreground")) for card in seen[:CARDS]],
        )
        if len(seen) > CARDS:
            page.text(t("and {n} more", n=len(seen) - CARDS), "faint")


def _votes(record: Retro, card: Card) -> int:
    return 0 if votes_hidden(record) else sum(card.votes.values())


FACE = RetroFace
