"""A page about a record, told in neutral terms; how it is laid out is for the screen, or the command line, to say.

Both leave out what says nothing: a fact without a value, a section without rows. Texts that people typed are given as
they are: whoever writes them out makes them safe.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, cast

import msgspec

from store.fields.numbers import digits
from store.kinds import words_of_keys
from store.kinds.base import STAMPS, Kind
from store.records import KIND_OF
from store.words import Words
from tui.faces.naming import Naming, Seen
from tui.i18n import t
from tui.text.joined import labelled, listed
from tui.text.labels import rule
from tui.text.record_row import Amount

if TYPE_CHECKING:
    from store.fields import Field
    from store.kinds.gates import Want
    from tui.faces.ways import Way
    from tui.text.charts.chart import AnyChart

#: Records that are shown in a section; the others are counted.
ROWS = 12


class TableColumn(NamedTuple):
    """A column of a table. One ``takes`` what the others leave; of the others those that may ``give`` way go first."""

    label: str = ""
    right: bool = False
    takes: bool = False
    gives: bool = False


class Gauge(NamedTuple):
    """How far something is and should be, from 0 to 1. Only the screen draws it."""

    fraction: float
    should: float | None


#: What stands in a table: a text, a number or a bar, and its tone.
Cell = tuple[str | Amount | Gauge, str]


class Page(Naming):
    """What the faces of all kinds tell with. A writer lays it out: the methods that raise are its own."""

    def __init__(self, seen: Seen, record: Any) -> None:
        super().__init__(seen, record)
        #: The fields that the face has told, or does not want told.
        self.told: set[str] = set(STAMPS)

    @property
    def kind(self) -> Kind:
        """Of the record."""
        return KIND_OF[type(self.record)]

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

    def table(self, columns: Sequence[TableColumn], rows: Iterable[Sequence[Cell]], heading: str = "") -> None:
        """Rows of cells under the labels of their columns, and beside these the heading where it is no section."""
        raise NotImplementedError

    def steps(self, steps: Iterable[tuple[str, str]]) -> None:
        """The steps of a way in a row, each with what it is: ``done``, ``skipped``, ``here`` or ``ahead``."""
        raise NotImplementedError

    def bar(self, bar: Gauge, tone: str) -> None:
        """A bar across the page."""
        raise NotImplementedError

    def chart(self, chart: "AnyChart") -> None:
        """Values over days. Only the screen draws it."""
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

    def field(self, name: str, value: str | None = None, tone: str = "", label: str = "") -> None:
        """A field as a fact: in ``value``'s words, otherwise as it is written."""
        declared = self.kind.fields[name]
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

    def rest(self) -> None:
        """The fields that are asked for, or hold something, and that were not told yet."""
        for name, field in self.kind.fields.items():
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
        "rule": lambda _page, _field, value: rule(value),
        "map": lambda page, field, value: "\n".join(
            labelled(_key(page, field, key), _plain(item)) for key, item in value.items()
        ),
        "rows": lambda _page, _field, value: "\n".join(map(_plain, value)),
        "extra": lambda _page, _field, value: _plain(value),
    }


def _key(page: "Page", field: "Field", key: str) -> str:
    """What the item of a map is of: a record, a word of a choice, or itself."""
    if field.keys:
        return t(words_of_keys(field).label_of(key))
    return page.name(key) if field.kinds else key


def _plain(value: Any) -> str:
    """A value without words of its own."""
    found = msgspec.to_builtins(value)
    if isinstance(found, dict):
        return listed(labelled(str(name), _plain(item)) for name, item in cast("dict[str, Any]", found).items())
    return listed(map(_plain, cast("list[Any]", found))) if isinstance(found, list) else str(found)
