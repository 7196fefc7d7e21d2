"""A page about a record, told in neutral terms; how it is laid out is for the screen, or the command line, to say.

Both leave out what says nothing: a fact without a value, a section without rows. Texts that people typed are given as
they are: whoever writes them out makes them safe.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Protocol, TypeVar, cast

import msgspec

from store.fields.numbers import digits
from store.kinds import split_id
from store.kinds.base import STAMPS, Record
from store.words import Words
from tui.i18n import t
from tui.text.joined import labelled, listed
from tui.text.labels import BECAUSE, HEALTH_TONES
from tui.text.record_row import Amount

if TYPE_CHECKING:
    from store.fields import Field
    from store.insight.overview import Overview
    from store.kinds.gates import Want
    from store.records import Records
    from tui.faces.ways import Way

R = TypeVar("R", bound=Record)

#: Records that are shown in a section; the others are counted.
ROWS = 12


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
        """The day it is."""
        ...


class Column(NamedTuple):
    """A column of a table. One ``takes`` what the others leave; of the others those that may ``give`` way go first."""

    label: str = ""
    right: bool = False
    takes: bool = False
    gives: bool = False


class Bar(NamedTuple):
    """How far something is and should be, from 0 to 1. Only the screen draws it."""

    fraction: float
    should: float | None


#: What stands in a table: a text, a number or a bar, and its tone.
Cell = tuple[str | Amount | Bar, str]


class Page:
    """What the faces of all kinds tell with. A writer lays it out: the methods that raise are its own."""

    def __init__(self, seen: Seen, record: Any) -> None:
        self.seen = seen
        self.record = record
        self.overview = seen.overview
        self.records = self.overview.reading
        self.today = seen.today
        #: The fields that the face has told, or does not want told.
        self.told: set[str] = set(STAMPS)

    # How things are called

    def name(self, id: str | None) -> str:
        """A record as people call it; "" for none."""
        raise NotImplementedError

    def names(self, ids: Iterable[str]) -> str:
        """Records as people call them, one after another."""
        return listed(map(self.name, ids))

    def day(self, day: date | None) -> str:
        """A day; "" for none."""
        raise NotImplementedError

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

    # Telling

    def head(self, state: str = "", tone: str = "muted") -> None:
        """What it is, its name and how it stands. Comes first."""
        raise NotImplementedError

    def text(self, text: str, tone: str = "foreground") -> None:
        """A paragraph, or several."""
        raise NotImplementedError

    def fact(self, label: str, value: str, tone: str = "") -> None:
        """A label and what it says; with an empty label more of the one before."""
        raise NotImplementedError

    def run(self, parts: Sequence[tuple[str, str]], label: str = "") -> None:
        """Short things, each with its tone, in a row."""
        raise NotImplementedError

    def inline(self, *parts: tuple[str, str, str]) -> None:
        """Short things in a row, each the name of the field that it tells ("" for none), its words and its tone."""
        raise NotImplementedError

    def section(self, label: str, note: str = "") -> None:
        """A heading over what comes next."""
        raise NotImplementedError

    def listing(self, label: str, ids: Iterable[str], note: str = "", most: int = ROWS, without: str = "") -> None:
        """A section of records as they are listed, ``without`` the column that says what the page is about."""
        raise NotImplementedError

    def table(self, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], heading: str = "") -> None:
        """Rows of cells under the labels of their columns, and beside these the heading where it is no section."""
        raise NotImplementedError

    def steps(self, steps: Iterable[tuple[str, str]]) -> None:
        """The steps of a way in a row, each with what it is: ``done``, ``skipped``, ``here`` or ``ahead``."""
        raise NotImplementedError

    def bar(self, bar: Bar, tone: str) -> None:
        """A bar across the page."""
        raise NotImplementedError

    def lacking(self, said: str, way: "Way", **values: str) -> str:
        """What is not there yet, and how that is changed."""
        raise NotImplementedError

    def ways(self, *ways: "Way", who: str = "") -> None:
        """What can be done next, by whom."""
        raise NotImplementedError

    def wants(self, wants: "Sequence[Want]", on: "Way") -> None:
        """What the gate of a goal wants; where that is nothing, how it goes ``on``."""
        raise NotImplementedError

    def stamps(self) -> None:
        """Tags, comments, who made and changed it."""
        raise NotImplementedError

    # What is told with these

    def skip(self, *names: str) -> None:
        """These fields are told in other words, or not at all."""
        self.told.update(names)

    def facts(self, *facts: tuple[str, str, str]) -> None:
        """Labels, values and tones."""
        for label, value, tone in facts:
            self.fact(label, value, tone)

    def field(self, name: str, value: str | None = None, tone: str = "", label: str = "") -> None:
        """A field as a fact: in ``value``'s words, otherwise as it is written."""
        declared = self.declared[name]
        self.told.add(name)
        said = self.written(declared, getattr(self.record, name)) if value is None else value
        self.fact(label or t(declared.label), said, tone)

    def fields(self, *names: str) -> None:
        """Fields as they are written."""
        for name in names:
            self.field(name)

    def paragraph(self, name: str, tone: str = "foreground") -> None:
        """A field as a paragraph."""
        self.told.add(name)
        if getattr(self.record, name):
            self.text(getattr(self.record, name), tone)

    @property
    def declared(self) -> "Mapping[str, Field]":
        """The fields of the record's kind."""
        place = split_id(self.record.id)
        assert place is not None
        return place[0].fields

    def rest(self) -> None:
        """The fields that are asked for, or hold something, and that were not told yet."""
        for name, field in self.declared.items():
            if name not in self.told and not field.names and name not in ("tags", "extra"):
                self.field(name)

    def written(self, field: "Field", value: Any) -> str:
        """The value of a field in words; "" where it holds nothing."""
        if value in (None, "", (), {}):
            return ""
        say = self._SAYS.get(field.type)
        return str(value) if say is None else say(self, field, value)

    #: How the value of a field is said, by its type; a text as it is.
    _SAYS: "ClassVar[Mapping[str, Callable[[Page, Field, Any], str]]]" = {
        "choice": lambda _page, field, value: next(
            (t(each.label) for each in field.choices if each.value == value), value
        ),
        "flag": lambda _page, _field, value: t(Words("yes")) if value else t(Words("no")),
        "number": lambda _page, _field, value: digits(value),
        "day": lambda page, _field, value: page.day(value),
        "moment": lambda page, _field, value: page.moment(value),
        "ref": lambda page, _field, value: page.name(value),
        "refs": lambda page, _field, value: page.names(value),
        "tags": lambda _page, _field, value: listed(value),
        "map": lambda page, field, value: "\n".join(
            labelled(page.name(key) if field.kinds else key, _plain(item)) for key, item in value.items()
        ),
        "rows": lambda _page, _field, value: "\n".join(map(_plain, value)),
        "extra": lambda _page, _field, value: _plain(value),
    }

    def pointing(self, record: type[R], field: str) -> list[R]:
        """The records of that class whose ``field`` names this one, in the order of their making."""
        return list(self.records.pointing(record, field, self.record.id))

    def letters(self) -> None:
        """Who has an A, an R, a C, an I, in one line."""
        self.told.add("raci")
        by_letter: dict[str, list[str]] = {}
        for id, letter in self.record.raci.items():
            by_letter.setdefault(letter, []).append(self.name(id))
        said = [(" ".join((each, *by_letter[each])), "foreground") for each in "ARCI" if each in by_letter]
        if said:
            self.run(said, "RACI")

    def health(self, most: int, more: "Way | None" = None) -> None:
        """Why the record is doing as it is."""
        found = self.overview.health(self.record.id)
        label, tone = t(BECAUSE[found.color]), HEALTH_TONES[found.color] if found.color == "none" else "foreground"
        for at, reason in enumerate(found.reasons[:most]):
            self.fact("" if at else label, t(reason), tone)
        left = len(found.reasons) - most
        if left > 0:
            said = t("and {n} more", n=left)
            self.fact("", said if more is None else listed((said, self.way(more))), "faint")

    def age(self, since: date | datetime | None) -> int:
        """How many days ago that was; 0 for never."""
        if since is None:
            return 0
        return (self.today - (self.overview.day_of(since) if isinstance(since, datetime) else since)).days


def _plain(value: Any) -> str:
    """A value without words of its own."""
    found = msgspec.to_builtins(value)
    if isinstance(found, dict):
        return listed(labelled(str(name), _plain(item)) for name, item in cast("dict[str, Any]", found).items())
    return listed(map(_plain, cast("list[Any]", found))) if isinstance(found, list) else str(found)


def heading(record: Any) -> str:
    """What people call a record where they do not say its id: a code, a login."""
    return getattr(record, "code", "") or getattr(record, "login", "") or record.id
