"""How a record and what it names are called on its page on the command line."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from store.records.names import title
from tui.faces.naming import Naming
from tui.i18n import t
from tui.text.joined import labelled, told, turned
from tui.text.places import placed

if TYPE_CHECKING:
    from tui.cli.record_lines import Shown
    from tui.faces.ways import Way


class PlainNaming(Naming):
    """Days as they may be typed, what can be done by its command."""

    def __init__(self, shown: "Shown", record: Any) -> None:
        super().__init__(shown, record)
        self._shown = shown

    def name(self, id: str | None) -> str:
        """A department or person as people call them, another record by its id and title; "" for none."""
        if not id:
            return ""
        said = self._shown.called(id)
        return f"{id} {title(self.records, id)}" if said == id and self.records.find(id) is not None else said

    def day(self, day: date | None) -> str:
        """As it may be typed."""
        return "" if day is None else str(day)

    def moment(self, moment: datetime | None) -> str:
        """The day."""
        return "" if moment is None else str(self.overview.day_of(moment))

    def period(self, start: date | None, end: date | None) -> str:
        """From when to when: 2026-12-01 > 2026-12-04."""
        return t("{first} > {last}", first=start or "..", last=end or "..") if start or end else ""

    def moved(self, before: date | None, after: date | None) -> str:
        """How a day was moved: 2026-01-04 > 2026-01-11."""
        return turned(*(str(day or "?") for day in (before, after)))

    def together(self, *facts: str) -> str:
        """As the language puts facts in a row."""
        return told(filter(None, facts))

    def way(self, way: "Way", /, **values: str) -> str:
        """The first command."""
        return next(iter(self.commands(way, **values)), "")

    def lacking(self, said: str, way: "Way", **values: str) -> str:
        """What is not there yet, and the command that changes it."""
        return labelled(said, self.way(way, **values))

    def commands(self, way: "Way", **values: str) -> list[str]:
        return [placed(each).format(**{"id": self.record.id, **values}) for each in way.commands]
