"""The minutes of a retrospective at any moment of it: its cards, what followed, what was learned, and the facts.

What is private is not in them, not for whoever wrote it either; of an anonymous card nobody's name is. What followed is
told as of the closing. All of it is values; `tui.text.minutes` makes a document of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from store.history.earlier import when_last
from store.insight.retro_facts import RetroFacts, came_of_retro, of_retro
from store.kinds.action import Action
from store.kinds.card import Card, is_private, shown_columns
from store.kinds.kudos import Kudos
from store.kinds.lesson import Lesson
from store.kinds.retro import Retro, votes_hidden
from store.words import Words

if TYPE_CHECKING:
    from store.engine.ledger import Ledger
    from store.insight.overview import Overview


class CardGroup(NamedTuple):
    """Cards that say the same under a ``name``, or one that stands alone; ``votes`` are None while they are hidden."""

    name: str
    cards: tuple[Card, ...]
    votes: int | None


class ShownColumn(NamedTuple):
    """A column with what is to be seen in it, most wanted first; ``hidden`` counts what is still private."""

    name: str
    label: str | Words
    groups: tuple[CardGroup, ...]
    hidden: int


class RetroMinutes(NamedTuple):
    """``carried`` are cards that go on in the next one."""

    retro: Retro
    facts: RetroFacts
    columns: tuple[ShownColumn, ...]
    actions: tuple[Action, ...]
    lessons: tuple[Lesson, ...]
    carried: tuple[Card, ...]
    kudos: tuple[Kudos, ...]


def minutes_of_retro(ledger: Ledger, overview: Overview, id: str) -> RetroMinutes:
    """The minutes of that retrospective; raises `NotFound`."""
    records = overview.reading
    retro = records.one(Retro, id)
    cards = list(records.pointing(Card, "retro", id))
    seen = [each for each in cards if not is_private(each, records, None)]
    found = came_of_retro(records, id)
    if retro.state == "closed":
        then = when_last(ledger, records, [each.id for each in found], id, "state", "closed")
        found = [each for each in then if isinstance(each, Action)]
    about = [id, *(each.id for each in seen), *filter(None, (retro.goal, retro.meeting))]
    return RetroMinutes(
        retro,
        of_retro(overview, id),
        tuple(_columns(retro, cards, seen)),
        tuple(found),
        tuple(records.pointing(Lesson, "retro", id)),
        tuple(each for each in seen if each.carried_to),
        tuple(kudos for each in about for kudos in records.pointing(Kudos, "about", each)),
    )


def _columns(retro: Retro, cards: list[Card], seen: list[Card]) -> Iterator[ShownColumn]:
    groups = list(_groups(seen, shown=not votes_hidden(retro)))
    for column, label in shown_columns(retro, cards):
        here = [each for each in groups if each.cards[0].column == column]
        hidden = sum(each.column == column for each in cards) - sum(each.column == column for each in seen)
        yield ShownColumn(column, label, tuple(sorted(here, key=lambda each: -(each.votes or 0))), hidden)  # stable


def _groups(cards: Iterable[Card], *, shown: bool) -> Iterator[CardGroup]:
    """A group stands where its first card does."""
    together: dict[str, list[Card]] = {}
    for card in cards:
        together.setdefault(card.group or f"-{card.id}", []).append(card)
    for several in together.values():
        votes = sum(count for card in several for count in card.votes.values()) if shown else None
        yield CardGroup(several[0].group, tuple(several), votes)
