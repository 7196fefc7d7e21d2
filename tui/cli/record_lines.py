"""Records for people to read on a plain terminal or in a pipe."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from store import clock
from store.kinds import split_id
from store.kinds.base import Record
from store.records import KIND_OF
from store.records.names import title
from store.records.writing import write
from store.words import Words
from tui.cli.as_json import Objects
from tui.cli.plain_text import crop
from tui.i18n import t
from tui.text.labels import number, rule

if TYPE_CHECKING:
    from datetime import date, datetime

    from store.fields import Field
    from store.insight.overview import Overview
    from store.records import Records
    from store.workspace import Workspace

#: The types of fields of which many records have the same value.
_REPEATED = ("choice", "ref", "day")
#: The cells of a text among others.
SHORT = 40
#: What of that which is computed wants somebody today.
_PRESSING = ("late_days", "answer_late", "over_committed", "wants_decision", "review_due")


class Shown:
    """Writes the records of one workspace as text."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace
        self._objects = Objects(workspace)
        self._known: dict[tuple[Field, Any], str] = {}

    @property
    def zone(self) -> str:
        """The time zone of whoever reads it."""
        return self._zone

    @property
    def who(self) -> str:
        """Their login."""
        return self._workspace.who

    @cached_property
    def _zone(self) -> str:
        return self._workspace.records.zone_of(self._workspace.who)

    def when(self, moment: "datetime") -> str:
        """Day and time as the clocks of whoever reads it show them."""
        return f"{clock.there(moment, self.zone):%Y-%m-%d %H:%M}"

    @property
    def overview(self) -> "Overview":
        """What is computed over many records."""
        return self._objects.overview

    @property
    def records(self) -> "Records":
        """The records, with quick answers to what points to what."""
        return self.overview.reading

    @property
    def today(self) -> "date":
        """The day it is where whoever reads it is."""
        return self._objects.today

    def mark(self, record: Record, found: dict[str, Any] | None = None) -> str:
        """One sign: ``!`` late or too much, ``#`` blocked, ``?`` to be answered, ``x`` closed."""
        found = self.computed(record) if found is None else found
        if not self.is_open(record):
            return "x"
        if any(found.get(name) for name in _PRESSING) or found.get("share", 0) > 100:
            return "!"
        if found.get("blocked_by"):
            return "#"
        return "?" if getattr(record, "state", "") in ("sent", "negotiating", "delivered", "asked") else ""

    def is_open(self, record: Record) -> bool:
        """Neither done nor dropped."""
        standing = KIND_OF[type(record)].standing
        return standing is None or standing(record) == "open"

    def computed(self, record: Record) -> dict[str, Any]:
        """What is computed of a record."""
        return self._objects.computed(record)

    def short(self, text: str) -> str:
        """The text in at most so many cells that more stands beside it."""
        return crop(text, SHORT)

    def choice(self, record: Record, name: str) -> str:
        """The label of the value that a choice of the record has."""
        return self.value(KIND_OF[type(record)].fields[name], record)

    def value(self, field: "Field", record: Record) -> str:
        """The value of a field as it would be typed; a choice by its label."""
        value = getattr(record, field.name)
        if field.type not in _REPEATED:
            return self._value(field, value)
        shown = self._known.get((field, value))
        if shown is None:
            shown = self._known[field, value] = self._value(field, value)
        return shown

    def _value(self, field: "Field", value: Any) -> str:
        match field.type:
            case "choice":
                return t(field.label_of(value))
            case "flag":
                return t(Words("yes")) if value else t(Words("no"))
            case "rule":
                return rule(value)
            case "number":
                return "" if value is None else number(value)
            case "ref" if value is not None:
                return self.called(value)
            case _:
                return write(field, value, self._workspace.records)

    def called(self, id: str) -> str:
        """A record by its code or login; one that might have such a name and has none by its title."""
        name, place = self._objects.names[id], split_id(id)
        if name == id and place is not None and place[0].short_names:
            return title(self._workspace.records, id)
        return name

    def line(self, record: Record, field: str) -> str:
        """A text in one line."""
        value = getattr(record, field)
        return number(value) if isinstance(value, int | float) else " ".join(str(value).split())
