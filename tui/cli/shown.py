"""Records for people to read on a plain terminal or in a pipe."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from store.kinds import split_id
from store.kinds.base import STAMPS, Record
from store.names import title
from store.records import KIND_OF
from store.words import Words
from tui.cli.plain import columns
from tui.i18n import t

if TYPE_CHECKING:
    from store.fields import Field
    from store.workspace import Workspace

#: What is called what, of that which is computed; the rest is for scripts.
_LABELS = {
    "late_days": Words("Days late"),
    "blocked_by": Words("Blocked by"),
    "moves": Words("Times moved"),
    "current": Words("Current"),
    "progress": Words("Progress"),
    "agreement": Words("Agreement"),
    "pending": Words("Not yet said"),
    "age_days": Words("Days open"),
    "health": Words("Health"),
}

#: The types of fields of which many records have the same value.
_REPEATED = ("choice", "ref", "day")


def _said(item: Any) -> str:
    """The words of an item of a map; stamps are left to the history."""
    values = [getattr(item, name) for name in item.__struct_fields__]
    return ", ".join(value for value in values if isinstance(value, str) and value)


class Shown:
    """Writes the records of one workspace as text."""

    def __init__(self, workspace: "Workspace") -> None:
        from tui.cli.as_json import Objects

        self._workspace = workspace
        self._objects = Objects(workspace)
        self._known: dict[tuple[Field, Any], str] = {}

    def mark(self, record: Record) -> str:
        """One sign for what needs somebody: ``!`` late, ``#`` blocked, ``x`` closed."""
        found = self.computed(record)
        if found.get("late_days"):
            return "!"
        if found.get("blocked_by"):
            return "#"
        return "x" if found.get("open") is False else ""

    def computed(self, record: Record) -> dict[str, Any]:
        """What is computed of a record."""
        return self._objects.computed(record)

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
        from store import typed

        if field.type == "choice":
            return next((t(choice.label) for choice in field.choices if choice.value == value), str(value))
        if field.type == "ref" and value is not None:
            return self.called(value)
        return typed.write(field, value, self._workspace.records)

    def called(self, id: str) -> str:
        """A record by its code or login; one that might have such a name and has none by its title."""
        name, place = self._objects.names[id], split_id(id)
        if name == id and place is not None and any(field.unique for field in place[0].fields.values()):
            return title(self._workspace.records, id)
        return name

    def line(self, record: Record, field: str) -> str:
        """A text in one line."""
        return " ".join(str(getattr(record, field)).split())

    def lines(self, record: Record) -> Iterator[str]:
        """Everything about a record: its fields, what is computed, its comments."""
        kind = KIND_OF[type(record)]
        yield f"{record.id}  {self.line(record, kind.naming.name)}"
        rows: list[tuple[str, str]] = []
        long: list[tuple[str, str]] = []
        for field in kind.fields.values():
            if field.names or field.name in STAMPS or getattr(record, field.name) in (None, "", (), {}):
                continue
            text = self._written(field, record)
            (long if "\n" in text else rows).append((f"  {t(field.label)}", text))
        rows += self._computed_rows(record)
        rows.append((f"  {t('Revision')}", str(record.rev)))
        if record.made_at is not None:
            rows.append((f"  {t('Made')}", f"{record.made_at:%Y-%m-%d %H:%M} UTC  {record.made_by}".rstrip()))
        if record.changed_at is not None:
            rows.append((f"  {t('Changed')}", f"{record.changed_at:%Y-%m-%d %H:%M} UTC  {record.changed_by}".rstrip()))
        yield from columns(rows)
        for label, text in long:
            yield label
            yield from (f"    {line}" for line in text.split("\n"))
        yield from self._comments(record)

    def _computed_rows(self, record: Record) -> Iterator[tuple[str, str]]:
        found = self.computed(record)
        for name, label in _LABELS.items():
            if found.get(name):
                yield f"  {t(label)}", self._plain(found[name])
        if "reasons" in found:
            for words in self._objects.overview.health(record.id).reasons:
                yield "", t(words)

    def _written(self, field: "Field", record: Record) -> str:
        value = getattr(record, field.name)
        if field.type in ("rows", "extra"):
            import msgspec

            return "\n".join(
                self._plain(item) for item in (value if field.type == "rows" else [msgspec.to_builtins(value)])
            )
        if field.type == "map" and any(hasattr(item, "__struct_fields__") for item in value.values()):
            return "\n".join(
                f"{self.called(key) if field.kinds else key}  {_said(item)}" for key, item in value.items()
            )
        return self.value(field, record)

    def _plain(self, value: Any) -> str:
        """A value without a text of its own, in one line."""
        import msgspec

        found = msgspec.to_builtins(value)
        if isinstance(found, dict):
            return ", ".join(f"{name} {self._plain(item)}" for name, item in found.items())
        if isinstance(found, list):
            return ", ".join(self._plain(item) for item in found)
        return str(found)

    def _comments(self, record: Record) -> Iterator[str]:
        from store.kinds.comment import Comment

        for comment in self._workspace.records.pointing(Comment, "on", record.id):
            stamp = f"{comment.made_at:%Y-%m-%d %H:%M}" if comment.made_at else ""
            yield f"  {comment.id}  {comment.made_by}  {stamp}".rstrip()
            yield from (f"    {line}" for line in comment.text.split("\n"))
