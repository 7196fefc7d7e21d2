"""Cards in columns and the cursor over them, which belongs to a card and stays on it."""

from collections.abc import Sequence

from store.kinds.card import Card
from tui.parts.choice_rows import steps_over
from tui.rooms.matrix import WAYS

#: Half a page of cards, which are of different heights.
PAGE = 4


class CardGrid:
    """``x`` is the column that has the keys, ``y`` the card in it; each column keeps its place meanwhile."""

    def __init__(self) -> None:
        self.columns: Sequence[str] = [""]
        self.cards: dict[str, list[Card]] = {"": []}
        self.x = 0
        self.y = 0
        self._wanted: str | None = None
        #: The card of each column that had the cursor last.
        self._left: dict[str, str] = {}

    @property
    def chosen(self) -> Card | None:
        cards = self.cards[self.columns[self.x]]
        return cards[self.y] if self.y < len(cards) else None

    def want(self, id: str) -> None:
        """Put the cursor on that card as soon as it is there."""
        self._wanted = id

    def fill(self, columns: Sequence[str], cards: Sequence[Card]) -> None:
        """Hold these cards, those of one group together; a card of no known column goes into the first."""
        wanted = self._wanted or (self.chosen.id if self.chosen else None)
        self.columns = columns
        self.cards = {column: [] for column in columns}
        for card in cards:
            self.cards[card.column if card.column in self.cards else columns[0]].append(card)
        self.cards = {column: _together(found) for column, found in self.cards.items()}
        self.x = min(self.x, len(columns) - 1)
        for x, column in enumerate(columns):
            for y, card in enumerate(self.cards[column]):
                if card.id == wanted:
                    self.x, self.y, self._wanted = x, y, None
                    return
        self._hold()

    def move(self, way: str) -> bool:
        """Move the cursor, in its column as in a list; False where that is no way."""
        steps = steps_over(len(self.cards[self.columns[self.x]]), PAGE)
        if way not in WAYS and way not in steps:
            return False
        x, y = WAYS.get(way) or (0, steps[way])
        if x:
            self._turn(max(0, min(len(self.columns) - 1, self.x + x)))
        self.y = max(0, self.y + y)
        self._hold()
        return True

    def at(self, column: str) -> int:
        """The place of the card that has the cursor in that column, or had it last; 0 where there was none."""
        if column == self.columns[self.x]:
            return self.y
        left = self._left.get(column)
        return next((y for y, card in enumerate(self.cards[column]) if card.id == left), 0)

    def _turn(self, x: int) -> None:
        if self.chosen is not None:
            self._left[self.columns[self.x]] = self.chosen.id
        if (column := self.columns[x]) in self._left:
            self.y = self.at(column)
        self.x = x

    def _hold(self) -> None:
        self.y = max(0, min(self.y, len(self.cards[self.columns[self.x]]) - 1))


def _together(cards: Sequence[Card]) -> list[Card]:
    """Those of one group where the first of them stands."""
    first: dict[str, int] = {}
    for at, card in enumerate(cards):
        first.setdefault(card.group or card.id, at)
    return sorted(cards, key=lambda card: first[card.group or card.id])
