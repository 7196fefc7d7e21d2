"""How a record and what it names are called on its page: by the screen in one way, by the command line in another."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from store import clock
from store.kinds.base import Record
from store.kinds.naming import by_id
from tui.text.joined import listed

if TYPE_CHECKING:
    from store.insight.overview import Overview
    from store.records import Records
    from tui.faces.ways import Way

R = TypeVar("R", bound=Record)


class Seen(Protocol):
    """What a face looks at."""

    @property
    def records(self) -> "Records":
        """The records as they are now."""
        ...

    @property
    def overview(self) -> "Overview":
        """What is computed over many of them."""
        ...

    @property
    def today(self) -> date:
        """The day it is where whoever looks is; that of what all see is the overview's."""
        ...

    @property
    def zone(self) -> str:
        """The time zone of whoever looks."""
        ...

    @property
    def who(self) -> str:
        """Their login."""
        ...


class Naming:
    """The methods that raise are whose who lays a page out."""

    def __init__(self, seen: Seen, record: Any) -> None:
        self.seen = seen
        self.record = record
        self.overview = seen.overview
        self.records = self.overview.reading
        self.today = seen.today

    def name(self, id: str | None) -> str:
        """A record as people call it; "" for none."""
        raise NotImplementedError

    def word(self, id: str | None) -> str:
        """A department or a person as it may be typed in a command."""
        return by_id(self.records, id)

    def person(self, login: str) -> str:
        """Whoever has that login."""
        return login

    def names(self, ids: Iterable[str]) -> str:
        """Records as people call them, one after another."""
        return listed(map(self.name, ids))

    def day(self, day: date | None) -> str:
        """A day; "" for none."""
        raise NotImplementedError

    def day_of(self, moment: datetime) -> date:
        """The day of a stamp where whoever looks is."""
        return clock.there(moment, self.seen.zone).date()

    def moment(self, moment: datetime | None) -> str:
        """The day of a stamp; "" for none."""
        raise NotImplementedError

    def period(self, start: date | None, end: date | None) -> str:
        """From when to when; "" where neither is said."""
        raise NotImplementedError

    def moved(self, before: date | None, after: date | None) -> str:
        """How a day was moved."""
        raise NotImplementedError

    def together(self, *facts: str) -> str:
        """Facts of one line, those that say something."""
        raise NotImplementedError

    def way(self, way: "Way", /, **values: str) -> str:
        """What can be done, as it is done here: by a key, or by a command."""
        raise NotImplementedError

    def lacking(self, said: str, way: "Way", **values: str) -> str:
        """What is not there yet, and how that is changed."""
        raise NotImplementedError

    def pointing(self, record: type[R], field: str) -> list[R]:
        """The records of that class whose ``field`` names this one, in the order of their making."""
        return list(self.records.pointing(record, field, self.record.id))
