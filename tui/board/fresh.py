"""What is new on the board: the records that others changed and that nobody has read here since."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from store.kinds import KINDS

if TYPE_CHECKING:
    from store import Glance, News
    from tui.desk.desk import Desk

#: So many records are new at most.
MOST = 1000


class Fresh:
    """``ids`` are theirs."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self.ids = set[str]()
        self._read: dict[str, int] = {}

    def mark(self, entry: "News | Glance", chosen: str | None, read: Mapping[str, int] | None = None) -> None:
        """What the entry changed is new, but for the record that is being read and those ``read`` since."""
        from tui.faces.seen_at import place_of  # late: the board starts without it

        for table, number in entry.touched():
            if table in KINDS and number > 0 and len(self.ids) < MOST:
                id = place_of(self._desk.records, KINDS[table].id(number))
                if id and id != chosen and (read or {}).get(id, 0) < entry.seq:
                    self.ids.add(id)

    def mark_unread(self, chosen: str | None) -> None:
        """What others did since I last looked, in this session or an earlier one."""
        from tui.personal import inbox  # late: the board starts without it

        desk = self._desk
        for entry in inbox.entries(desk.workspace.ledger, desk.seen, desk.who):
            self.mark(entry, chosen, desk.personal.read)

    def read(self, id: str) -> None:
        """That record is read now."""
        self.ids.discard(id)
        self._read[id] = self._desk.workspace.ledger.seq

    def looked(self) -> None:
        """Everything has been looked at."""
        self.ids.clear()
        self._read.clear()

    def keep(self) -> None:
        """Remember what was read, for the next session."""
        self._desk.personal.have_read(self._read)
