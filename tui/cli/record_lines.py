"""Records for people to read on a plain terminal or in a pipe."""

from collections.abc import Iterator
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from store.kinds import KINDS, split_id
from store.kinds.base import STAMPS, Kind, Record
from store.records import KIND_OF
from store.records.names import title
from store.words import Words
from tui.cli.plain_text import columns
from tui.i18n import t
from tui.text.joined import listed

if TYPE_CHECKING:
    from datetime import datetime

    from store.fields import Field
    from store.insight.overview import Overview
    from store.workspace import Workspace
    from tui.cli.record_text import Page

#: The types of fields of which many records have the same value.
_REPEATED = ("choice", "ref", "day")
#: The kinds that have more to show than their fields, each with the module that writes it.
_PAGES = {
    "department": "department",
    "person": "person",
    "team": "team",
    "goal": "goal",
    "key-result": "key_result",
    "milestone": "work",
    "action": "work",
    "request": "request",
    "blocker": "blocker",
    "decision": "decision",
    "resource": "resource",
    "allocation": "resource",
    "retro": "retro",
    "standup": "standup",
    "workspace": "workspace",
}
#: What of that which is computed wants somebody today.
_PRESSING = ("late_days", "answer_late", "over_committed", "wants_decision", "review_due")
_HEALTH = {"red": Words("red"), "amber": Words("amber"), "green": Words("green")}


class Shown:
    """Writes the records of one workspace as text."""

    def __init__(self, workspace: "Workspace") -> None:
        from tui.cli.as_json import Objects

        self._workspace = workspace
        self._objects = Objects(workspace)
        self._known: dict[tuple[Field, Any], str] = {}

    @cached_property
    def zone(self) -> str:
        """The time zone of whoever reads it."""
        return self._workspace.records.zone_of(self._workspace.who)

    def when(self, moment: "datetime") -> str:
        """Day and time as the clocks of whoever reads it show them."""
        from store import clock

        return f"{clock.there(moment, self.zone):%Y-%m-%d %H:%M}"

    @property
    def overview(self) -> "Overview":
        """What is computed over many records."""
        return self._objects.overview

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

    def health(self, color: str) -> str:
        """The word for a colour; "" for none."""
        return t(_HEALTH[color]) if color in _HEALTH else ""

    def number(self, value: float, unit: str = "") -> str:
        """A number with at most six digits that count, and its unit."""
        from tui.text.labels import number

        return number(value, unit)

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
        from store.records import parsing

        match field.type:
            case "choice":
                return t(field.label_of(value))
            case "flag":
                return t(Words("yes")) if value else t(Words("no"))
            case "number":
                return "" if value is None else self.number(value)
            case "ref" if value is not None:
                return self.called(value)
        return parsing.write(field, value, self._workspace.records)

    def called(self, id: str) -> str:
        """A record by its code or login; one that might have such a name and has none by its title."""
        name, place = self._objects.names[id], split_id(id)
        if name == id and place is not None and any(field.unique for field in place[0].fields.values()):
            return title(self._workspace.records, id)
        return name

    def line(self, record: Record, field: str) -> str:
        """A text in one line."""
        value = getattr(record, field)
        return self.number(value) if isinstance(value, int | float) else " ".join(str(value).split())

    def lines(self, record: Record) -> Iterator[str]:
        """Everything about a record: its fields, what is computed, what is around it, its comments."""
        from tui.cli.record_text import Page

        kind = KIND_OF[type(record)]
        page = Page(self, record)
        if kind.name in _PAGES:
            import_module(f"tui.cli.pages.{_PAGES[kind.name]}").write(page, record)
        yield f"{record.id}  {self.line(record, kind.naming.name)}"
        rows, long = self._fields(kind, record, page)
        rows += [(f"  {label}" if label else "", text) for label, text in page.facts]
        rows.append((f"  {t('Revision')}", str(record.rev)))
        if record.made_at is not None:
            rows.append((f"  {t('Made')}", f"{self.when(record.made_at)} {self.zone}  {record.made_by}".rstrip()))
        if record.changed_at is not None:
            when = f"{self.when(record.changed_at)} {self.zone}"
            rows.append((f"  {t('Changed')}", f"{when}  {record.changed_by}".rstrip()))
        yield from columns(rows)
        for label, lines in [*long, *page.sections, *self._unknown(kind, record)]:
            yield label
            yield from (f"  {line}".rstrip() for line in lines)
        yield from self._comments(record)

    def _fields(
        self, kind: Kind, record: Record, page: "Page"
    ) -> tuple[list[tuple[str, str]], list[tuple[str, list[str]]]]:
        """The fields that the page does not tell itself: in one line, and those of several."""
        rows: list[tuple[str, str]] = []
        long: list[tuple[str, list[str]]] = []
        for field in kind.fields.values():
            told = field.names or field.name in STAMPS or field.name in page.told
            if told or getattr(record, field.name) in (None, "", (), {}):
                continue
            text = self._written(field, record)
            if "\n" in text:
                long.append((t(field.label), text.split("\n")))
            else:
                rows.append((f"  {t(field.label)}", text))
        return rows, long

    def _written(self, field: "Field", record: Record) -> str:
        value = getattr(record, field.name)
        if field.type in ("rows", "extra"):
            import msgspec

            return "\n".join(
                self._plain(item) for item in (value if field.type == "rows" else [msgspec.to_builtins(value)])
            )
        if field.type == "map":
            return "\n".join(f"{self.called(key) if field.kinds else key}  {item}" for key, item in value.items())
        return self.value(field, record)

    def _unknown(self, kind: Kind, record: Record) -> Iterator[tuple[str, list[str]]]:
        """What the record holds and this version does not know, by its raw names."""
        from store.fields import unknown

        place = split_id(record.id)
        raw = None if place is None else self._workspace.records.raw(kind.name, place[1])
        found = [] if raw is None else unknown.parts(raw, kind.record)
        if found:
            rows = [(path, " ".join(unknown.told(value).split())) for path, value in found]
            yield t("From a newer version"), columns(rows)

    def _plain(self, value: Any) -> str:
        """A value without a text of its own, in one line."""
        import msgspec

        found = msgspec.to_builtins(value)
        if isinstance(found, dict):
            return listed(f"{name} {self._plain(item)}" for name, item in found.items())
        if isinstance(found, list):
            return listed(self._plain(item) for item in found)
        return str(found)

    def _comments(self, record: Record) -> Iterator[str]:
        from store.kinds.comment import Comment

        found = list(self._workspace.records.pointing(Comment, "on", record.id))
        if found:
            yield t(KINDS["comment"].plural)
        for comment in found:
            stamp = self.when(comment.made_at) if comment.made_at else ""
            yield f"  {comment.id}  {comment.made_by}  {stamp}".rstrip()
            yield from (f"    {line}" for line in comment.text.split("\n"))
