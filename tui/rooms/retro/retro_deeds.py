"""What the keys of the room do: each by its key, told the room; a refusal is said there."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from store.commands import retro_cards
from store.kinds import retro
from store.words import Words
from tui.rooms.retro import card_deeds, ending, step_deeds
from tui.rooms.retro.retro_head import CARDS, FACTS, OUTCOME, TALK
from tui.rooms.retro.typed_card import CardLine, TalkLine

if TYPE_CHECKING:
    from tui.rooms.retro.room import RetroRoom

RetroDeed = Callable[["RetroRoom"], Awaitable[None]]


async def add(room: "RetroRoom") -> None:
    """Cards, one after the other; while it is discussed, or on the page of the outcome, a follow-up."""
    if room.page_name in (TALK, OUTCOME):
        await ending.follow_up(room)
        return
    room.turn_to(CARDS)
    line = CardLine(room)
    room.desk.workspace.foresee(retro.add_card, room.about, line.column, "-")
    room.line = line
    room.redraw()


async def note(room: "RetroRoom") -> None:
    """Open the line for notes on what is discussed."""
    if card := card_deeds.card_here(room):
        room.desk.workspace.foresee(retro_cards.note, card, "-")
        room.inside = False
        room.line = TalkLine(room, card)
        room.redraw()


async def enter(room: "RetroRoom") -> None:
    """Read the record under the cursor; what is said there for a row that is none."""
    if room.page_name == TALK and not room.inside:
        await inside(room)
    elif room.page_name == OUTCOME and room.list.key.startswith("~"):
        await ending.obey(room, room.list.key)
    elif room.chosen:
        await room.host.open_room("record", room.chosen)


async def inside(room: "RetroRoom") -> None:
    """Into the rows below the topic, and back."""
    room.inside = room.page_name == TALK and not room.inside and bool(room.below.key)


async def value(room: "RetroRoom") -> None:
    """A vote for the card; on the pages of facts and of the outcome whether the change of last time helped."""
    if room.page_name in (FACTS, OUTCOME):
        await ending.judge(room)
    elif room.inside and room.chosen and room.chosen != room.card:
        room.act("v")
    else:
        await card_deeds.vote(room, 1)


async def take_back(room: "RetroRoom") -> None:
    """A vote back, or a card out of its group."""
    if room.view.retro.state == "group":
        await card_deeds.split(room)
    else:
        await card_deeds.vote(room, -1)


async def mark(room: "RetroRoom") -> None:
    """Mark the card, or no more."""
    if room.page_name == CARDS and room.grid.chosen is not None:
        room.marks ^= {room.grid.chosen.id}
    else:
        room.say(Words("Cards are marked on their own page; [ goes there"))


#: By their keys.
DEEDS: dict[str, RetroDeed] = {
    "a": add,
    "i": note,
    "enter": enter,
    "tab": inside,
    "shift+tab": inside,
    "space": mark,
    "v": value,
    "-": take_back,
    "e": card_deeds.edit,
    "x": card_deeds.drop,
    "n": card_deeds.group,
    "=": card_deeds.twins,
    "C": card_deeds.carry,
    "O": step_deeds.open_votes,
    ".": step_deeds.ready,
    ">": step_deeds.onward,
    "<": step_deeds.back,
    "L": step_deeds.lead,
    "@": step_deeds.people,
    "D": ending.change,
    "+": ending.lesson,
}
