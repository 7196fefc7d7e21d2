"""The columns in which records of a kind are listed, between the mark and the name: fields, and what is computed."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from store.words import Words
from tui.i18n import t
from tui.text.joined import told

if TYPE_CHECKING:
    from store.fields import Field
    from store.insight.overview import Overview


class Said(Protocol):
    """How values are said where the list stands."""

    @property
    def overview(self) -> "Overview":
        """What is computed over many records."""
        ...

    def called(self, id: str) -> str:
        """A record by its code, its login, its title."""
        ...

    def is_open(self, record: Any) -> bool:
        """Neither done nor dropped."""
        ...

    def short(self, text: str) -> str:
        """The text as short as it has to be to stand among others."""
        ...

    def choice(self, record: Any, name: str) -> str:
        """The label of the value that a choice of the record has."""
        ...

    def value(self, field: "Field", record: Any) -> str:
        """The value of a field as it would be typed."""
        ...


class Listed(NamedTuple):
    """A record with what is computed of it."""

    said: Said
    record: Any
    found: dict[str, Any]


class Column(NamedTuple):
    """Its label, and what stands in it; ``name`` is a field's or one of its own."""

    name: str
    label: Words
    says: Callable[[Listed], str]


def health(row: Listed) -> str:
    """The word for how it is doing."""
    from tui.text.health_words import HEALTH  # late: few lists have it

    color = row.found["health"]
    return "" if color == "none" else t(HEALTH[color])


def late(row: Listed) -> str:
    """How late it is, otherwise by what it is held up; what is closed is neither."""
    if not row.said.is_open(row.record):
        return ""
    if row.found.get("late_days"):
        return t("{n} days late", one="{n} day late", n=row.found["late_days"])
    blockers = row.found.get("blocked_by")
    return t("by {ids}", ids=blockers) if blockers else ""


def counts(row: Listed) -> str:
    """What is open and what of it is late."""
    said = (("{n} open", row.found["open"]), ("{n} late", row.found["late"]))
    return told(t(template, n=n) for template, n in said if n)


def confidence(row: Listed) -> str:
    """How sure they are, of ten."""
    value = row.found.get("confidence", getattr(row.record, "confidence", None))
    return "" if value is None else f"{value}/10"


def unless_normal(name: str, label: Words) -> Column:
    """A choice that is said only where it is not the usual one."""

    def said(row: Listed) -> str:
        return "" if getattr(row.record, name) == "normal" else row.said.choice(row.record, name)

    return Column(name, label, said)
