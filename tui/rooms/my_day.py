"""My day: what concerns me, by what presses; Enter goes there."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from store.insight.my_day import SECTIONS, Item, of
from store.kinds import split_id
from store.names import title
from tui.i18n import t
from tui.parts.cells import fit, right
from tui.parts.chooser import Chooser, Row
from tui.parts.text_safe import safe

if TYPE_CHECKING:
    from tui.desk import Desk

_TONES = {"late": "bad", "today": "warn", "waits": "warn", "answers": "warn", "goals": "bad", "blocked": "warn"}


class MyDay(Chooser[str]):
    """Dismissed with the id of a record, or None."""

    empty = "Nothing waits for you today"

    def __init__(self, desk: "Desk") -> None:
        super().__init__(desk, t("My day"), t("Find"))
        self._desk = desk
        person = desk.records.person_of(desk.who)
        self._items: list[Item] = [] if person is None else of(desk.overview, person.id)

    def find(self, text: str, width: int) -> Sequence[Row]:
        """The lines that have what is typed, under their sections."""
        rows: list[Row] = []
        section = ""
        for item in self._items:
            name = title(self._desk.records, item.id)
            if text.casefold() not in f"{item.id} {name}".casefold():
                continue
            if item.section != section:
                section = item.section
                rows += [Row("", ())] if rows else []
                rows.append(Row("", [(t(SECTIONS[section]), "+foreground")]))
            why = "" if item.why is None else t(item.why)
            room = min(36, max(10, width // 3))
            line = [
                (fit(item.id, 7), "muted"),
                (fit(safe(name), max(8, width - room - 11)) + " ", "foreground"),
                (right(fit(safe(why), room).rstrip(), room), _TONES.get(section, "muted")),
            ]
            rows.append(Row(item.id, line))
        return rows

    async def choose(self, key: str) -> None:
        """Go there; an allocation is seen at its resource."""
        self.dismiss(key if split_id(key) else None)
