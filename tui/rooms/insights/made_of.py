"""The records that a point of a page of insights is made of."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from store.words import Words
from tui.parts.choice_rows import ChoiceRow
from tui.rooms.list_room import ListRoom
from tui.rooms.record_rows import record_rows

if TYPE_CHECKING:
    from tui.acts.host import Host


class MadeOfRoom(ListRoom):
    """``said`` is the point in words. The keys of the board work on the chosen record."""

    place = "insights"
    letter = "I"
    empty = Words("These records are gone")

    def __init__(self, host: "Host", said: str, ids: Sequence[str], chosen: str) -> None:
        super().__init__(host, chosen)
        self.heading = said
        self._ids = ids

    def find(self, width: int) -> Sequence[ChoiceRow]:
        """As their lists tell them."""
        records = self.desk.records
        found = [record for id in self._ids if (record := records.find(id)) is not None]
        return list(record_rows(self.desk, found, width - 2))

    def on_mount(self) -> None:
        """The cursor begins where it was. (Textual calls this of every class of the room.)"""
        self.read()
        self.open(self.about)
