"""Cards of a retrospective: a group split again, noted on, carried into the next one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from store.commands import refuse_unseen
from store.commands.minutes import next_id
from store.commands.retro_course import next_like
from store.errors import Refused
from store.fields.clean_text import clean
from store.kinds.agenda_item import Note
from store.kinds.card import Card, columns_of
from store.kinds.retro import group, open_one
from store.kinds.retro_steps import following

if TYPE_CHECKING:
    from store.records import Changes


def split(changes: Changes, card_ids: Sequence[str]) -> list[Card]:
    """Each stands alone again."""
    return group(changes, card_ids, "")


def note(changes: Changes, card_id: str, text: str) -> Card:
    """One more line under the card; of an anonymous one it does not say whose."""
    card = changes.one(Card, card_id)
    refuse_unseen(changes, card, ["text"])
    retro = open_one(changes, card.retro or "")
    text = clean(text)
    if not text:
        raise Refused("A note wants words", "wants-words")
    signed = (changes.who, changes.now) if not retro.anonymous else ("", None)
    changes.say("note-card", id=card_id, on=retro.id)
    return changes.change(card, notes=(*card.notes, Note(next_id(card.notes), text, *signed)))


def edit_note(changes: Changes, card_id: str, line: str, text: str) -> Card:
    """A line in other words, or without words gone."""
    card = changes.one(Card, card_id)
    refuse_unseen(changes, card, ["text"])
    retro = open_one(changes, card.retro or "")
    if all(each.id != line for each in card.notes):
        raise Refused("This line was taken out meanwhile", "not-found")
    text = clean(text)
    changes.say("note-card", id=card_id, on=retro.id)
    notes = (
        msgspec.structs.replace(each, text=text) if each.id == line else each
        for each in card.notes
        if each.id != line or text
    )
    return changes.change(card, notes=tuple(notes))


def carry(changes: Changes, card_id: str) -> Card:
    """It goes on in the next retrospective of its chain, as the card that is returned.

    Where there is none yet it is planned by that; of an anonymous one beforehand, for what does not say who wrote it is
    saved by itself. Raises `Refused`.
    """
    card = changes.one(Card, card_id)
    refuse_unseen(changes, card, ["text"])
    retro = open_one(changes, card.retro or "")
    if any(True for _ in changes.pointing(Card, "came_from", card_id)):
        raise Refused("{id} is carried already", "went-on", id=card_id)
    to = following(changes, retro)
    if to is None and retro.anonymous:
        raise Refused("No retrospective follows {id} yet; plan the next one first", "no-next-retro", id=retro.id)
    to = to or next_like(changes, retro, {})
    if to.anonymous != retro.anonymous:
        raise Refused("Of {id} and {to} only one is anonymous; nothing is carried", "anonymous", id=retro.id, to=to.id)
    columns = columns_of(to)
    new = changes.add(
        Card(
            text=card.text,
            retro=to.id,
            column=card.column if card.column in columns else next(iter(columns), ""),
            author=card.author,
            came_from=card.id,
            tags=card.tags,
        )
    )
    changes.change(card, carried_to=to.id)
    changes.say("carry-card", id=card_id, on=retro.id, to=to.id, new=new.id)
    return new
