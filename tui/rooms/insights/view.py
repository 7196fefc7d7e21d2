"""What a page of the room is made of on the screen: its lines, its cursor, the records under it."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from store.kinds.naming import by_id, called
from store.records.names import title
from store.words import Words
from tui.text.cells import column, fit, lead
from tui.text.line import Line
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.desk.desk import Desk
    from tui.rooms.insights.room import InsightsRoom


class View:
    """A question, its answer and in which tone; ``seen`` is which of the records under the cursor is chosen."""

    question = answer = tone = ""
    #: What Enter is answered with where the point has no record.
    nothing = Words("There is no record here")
    #: Enter goes to the chosen one of several records; else it lists them.
    one_by_one = False

    def __init__(self, room: "InsightsRoom") -> None:
        self.room = room
        self.desk: Desk = room.desk
        self.seen = 0

    # For subclasses

    def read(self) -> None:
        """Read anew what is shown; the cursor stays on what it is on."""
        raise NotImplementedError

    @property
    def ids(self) -> Sequence[str]:
        """The records of the point under the cursor."""
        raise NotImplementedError

    def measure(self, width: int) -> None:
        """See before anything is drawn what there is room for."""

    def body(self, width: int, height: int) -> list[Line]:
        """What stands below the question and the answer."""
        raise NotImplementedError

    @property
    def point(self) -> str:
        """The point under the cursor in words."""
        raise NotImplementedError

    @property
    def cursor(self) -> tuple[int, ...]:
        """Where it is."""
        raise NotImplementedError

    def put(self, cursor: tuple[int, ...]) -> None:
        """Put it there; what is not there any more is passed over when the page is read."""
        raise NotImplementedError

    def stepped(self, name: str) -> bool:
        """Move the cursor as that key does; False where it is none of these keys."""
        raise NotImplementedError

    # What they have in common

    @property
    def chosen(self) -> str:
        """The record that the keys of the board are for."""
        return self.ids[min(self.seen, len(self.ids) - 1)] if self.ids else ""

    def next(self, by: int) -> None:
        """Choose another of the records of the point."""
        if self.ids:
            self.seen = (self.seen + by) % len(self.ids)

    def records_in_sight(self, room: int) -> range:
        """Which of the records there is room for, the chosen one among them."""
        self.seen = max(0, min(self.seen, len(self.ids) - 1))
        first = max(0, min(self.seen - room // 2, len(self.ids) - room))
        return range(first, min(len(self.ids), first + room))

    def records(self, width: int, room: int) -> Iterator[Line]:
        """The records of the point, as many as there is room for, the chosen one among them."""
        records, ids = self.desk.records, self.ids
        words = [by_id(records, id, called) for id in ids]
        wide = column(words, 7)
        for at in self.records_in_sight(room):
            here = at == self.seen
            name = fit(safe(title(records, ids[at])), max(8, width - wide - 4)).rstrip()
            mark = ("> " if here else "  ", "accent")
            yield [mark, (lead(words[at], wide), "muted"), (name, "strong" if here else "foreground")]
