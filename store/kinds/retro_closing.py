"""What a retrospective wants before it is closed: who does what by when, what was learned, one change to try."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.kinds.action import Action
from store.kinds.card import Card
from store.kinds.lesson import Lesson
from store.words import Words

if TYPE_CHECKING:
    from store.kinds.retro import Retro
    from store.records import Records

#: So many actions come out of one: more are not done.
MOST = 3


def follow_ups(records: Records, retro: str) -> list[Action]:
    """The actions that came out of a retrospective, or of one of its cards."""
    sources = (retro, *(each.id for each in records.pointing(Card, "retro", retro)))
    return [action for source in sources for action in records.pointing(Action, "source", source)]


def lacking(records: Records, retro: Retro) -> list[Words]:
    """What it lacks still, each with its reason."""
    found: list[Words] = []
    for each in follow_ups(records, retro.id):
        if each.state not in ("done", "dropped") and not (each.owner and each.due):
            found.append(Words("{id}: who does it, and by when", "wants-owner-or-day", id=each.id))
    if next(records.pointing(Lesson, "retro", retro.id), None) is None:
        found.append(Words("a lesson", "wants-lessons"))
    if not retro.change:
        found.append(Words("one change to try", "wants-change"))
    return found
