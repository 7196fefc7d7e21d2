"""What is done to a card: worded anew, dropped, grouped, voted for, carried."""

from typing import TYPE_CHECKING

from store import commands
from store.commands import retro_cards
from store.insight.card_twins import likely_groups
from store.kinds import KINDS, retro
from store.words import Words
from tui.i18n import t
from tui.parts.ask import Ask
from tui.rooms.retro.twins import TwinsList

if TYPE_CHECKING:
    from store.kinds.card import Card
    from tui.rooms.retro.room import RetroRoom


def card_here(room: "RetroRoom") -> str:
    """The id of the card that is looked at; that there is none is said."""
    if not room.card:
        room.desk.refuse(Words("There is no card under the cursor"))
    return room.card


def _card(room: "RetroRoom") -> "Card | None":
    id = card_here(room)
    return next((each for each in room.view.cards if each.id == id), None)


async def edit(room: "RetroRoom") -> None:
    """The card in other words; a line of the notes; of what came of one what `e` does everywhere."""
    if room.noted is not None:
        await _edit_note(room, *room.noted)
        return
    if room.chosen and room.chosen != room.card:
        room.act("e")
        return
    card = _card(room)
    if card is None:
        return
    room.desk.workspace.foresee(commands.edit, card.id, {"text": "-"})

    async def save(text: str) -> None:
        await room.desk.do(commands.edit, card.id, {"text": text}, base=card)

    draft = "" if room.view.retro.anonymous else f"edit {card.id}"
    field = KINDS["card"].fields["text"]
    there = room.view.text(card)
    await room.acts.show(Ask(room.desk, t("Card {id}", id=card.id), field, there, save=save, draft=draft))


async def _edit_note(room: "RetroRoom", card: str, line: str) -> None:
    found = next((each for each in room.view.cards if each.id == card), None)
    there = next((each.text for each in found.notes if each.id == line), "") if found is not None else ""
    room.desk.workspace.foresee(retro_cards.edit_note, card, line, "-")

    async def save(text: str) -> None:
        await room.desk.do(retro_cards.edit_note, card, line, text)

    await room.acts.show(Ask(room.desk, t("In other words"), KINDS["card"].fields["text"], there, save=save))


async def drop(room: "RetroRoom") -> None:
    """The card, with why; a line of the notes is taken out; of what came of one what `x` does everywhere."""
    if room.noted is not None:
        await room.desk.do(retro_cards.edit_note, *room.noted, "")
        return
    if room.chosen and room.chosen != room.card:
        room.act("x")
        return
    if not (id := card_here(room)):
        return
    room.desk.workspace.foresee(commands.drop, id, "-")

    async def save(why: str) -> None:
        await room.desk.do(commands.drop, id, why)

    await room.acts.ask_why(t("Why drop {id}?", id=id), save)


async def group(room: "RetroRoom") -> None:
    """The marked cards, or the group of the chosen one, under a name."""
    chosen = _card(room)
    if chosen is None:
        return
    ids = sorted(room.marks) or [
        each.id for each in room.view.cards if each.id == chosen.id or (each.group and each.group == chosen.group)
    ]
    room.desk.workspace.foresee(retro.group, ids, "-")

    async def save(name: str) -> None:
        await room.desk.do(retro.group, ids, name)

    field = KINDS["card"].fields["group"]
    if await room.acts.show(Ask(room.desk, t("Name of the group"), field, chosen.group, save=save)) is not None:
        room.marks.clear()
        room.redraw()


async def split(room: "RetroRoom") -> None:
    """The marked cards, or the chosen one, out of their group."""
    if card_here(room):
        await room.desk.do(retro_cards.split, sorted(room.marks) or [room.card])
        room.marks.clear()
        room.redraw()


async def twins(room: "RetroRoom") -> None:
    """The cards that likely say the same: one key puts them into a group."""
    found = likely_groups(room.view.cards)
    if not found:
        room.say(Words("No two cards seem to say the same"))
        return
    await room.acts.show(TwinsList(room, found))


async def vote(room: "RetroRoom", by: int) -> None:
    """For the card, or one back."""
    if card := card_here(room):
        await room.desk.do(retro.vote, card, by)


async def carry(room: "RetroRoom") -> None:
    """Into the next retrospective."""
    if card := card_here(room):
        made = await room.desk.do(retro_cards.carry, card)
        room.say(Words("{card} is carried to {id}; u takes it back", card=card, id=made.retro), "good")
