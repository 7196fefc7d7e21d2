"""How a record and what it names are called on its page on the screen."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from store.kinds.naming import by_id, with_title
from tui import keys
from tui.faces.naming import Naming
from tui.i18n import t
from tui.text.days import ago, long, period, short
from tui.text.joined import told, turned
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.faces.ways import Way


class ScreenNaming(Naming):
    """Days as people say them, what can be done by its key."""

    #: Stands between facts that are told in a row.
    dot = " · "

    def name(self, id: str | None) -> str:
        """A department or person by their name, another record by its id and title."""
        named = self.overview.names.of(id) if id else ""
        return safe(named if named != id else by_id(self.records, id, with_title))

    def person(self, login: str) -> str:
        """By their name."""
        return safe(self.overview.names.signed(self.records, login))

    def day(self, day: date | None) -> str:
        return "" if day is None else long(day, self.today)

    def moment(self, moment: datetime | None) -> str:
        return "" if moment is None else ago(self.day_of(moment), self.today)

    def period(self, start: date | None, end: date | None) -> str:
        """From when to when: today - 11 Dec."""
        return period(start, end, self.today) if start or end else ""

    def moved(self, before: date | None, after: date | None) -> str:
        """How a day was moved: 4 Jan > 11 Jan."""
        return turned(*(short(day, self.today) if day else t("none") for day in (before, after)))

    def together(self, *facts: str) -> str:
        return self.dot.join(filter(None, facts))

    def way(self, way: "Way", /, **values: str) -> str:
        key = keys.shown(way.action)
        return t(way.words.filled(key=key, **values))

    def lacking(self, said: str, way: "Way", **values: str) -> str:
        return told((said, self.way(way, **values)))
