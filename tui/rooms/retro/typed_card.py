"""The lines at the bottom of the room: cards, put up one after the other; notes on what is discussed."""

from typing import TYPE_CHECKING

from store.commands import retro_cards
from store.kinds import retro
from tui.i18n import t
from tui.parts.typed_line import TypedLine
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.rooms.retro.room import RetroRoom


class CardLine(TypedLine):
    """Cards of the column that has the cursor. Anonymous ones are known to this sitting alone."""

    def __init__(self, room: "RetroRoom") -> None:
        self.here = room
        self.column = room.grid.columns[room.grid.x]
        record = room.view.retro
        super().__init__(room, f"card {record.id} {self.column}", secret=record.anonymous)

    def prompt(self) -> str:
        return safe(t(dict(self.here.view.columns).get(self.column, self.column)))

    async def keep(self, text: str) -> None:
        """A card of each line; one by one, for what does not say who wrote it is saved by itself."""
        desk, here = self.here.desk, self.here
        for line in text.split("\n"):
            card = await desk.do(retro.add_card, here.about, self.column, line)
            if here.view.retro.anonymous:
                desk.said_here[card.id] = line
            here.grid.want(card.id)
        here.read()
        here.redraw()


class TalkLine(TypedLine):
    """Notes on the card that is looked at."""

    def __init__(self, room: "RetroRoom", card: str) -> None:
        self.here = room
        self.card = card
        super().__init__(room, f"note {card}", secret=room.view.retro.anonymous)

    def prompt(self) -> str:
        return t("Note on {n}", n=self.card)

    async def keep(self, text: str) -> None:
        for line in text.split("\n"):
            await self.here.desk.do(retro_cards.note, self.card, line)
