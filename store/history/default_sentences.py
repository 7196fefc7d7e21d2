"""Sentences for what was done to a record of any kind, where its kind has none of its own."""

from collections.abc import Mapping
from typing import Any

from store.history.item_changes import ITEMWISE, items_said
from store.history.telling import telling_of
from store.history.wording import NOTHING, Told, value_words
from store.kinds.base import Kind
from store.words import Words


def made(told: Told) -> Words:
    """Somebody made it."""
    return told.fill(telling_of(told.kind).made(told))


def deleted(told: Told) -> Words:
    """Somebody deleted it."""
    return told.fill(Words("{who} deleted {name}"))


def merged(told: Told) -> Words:
    """Two that were the same are one."""
    kept, gone = told.called(str(told.what.get("id", ""))), str(told.what.get("name", ""))
    return told.fill(Words("{who} merged {gone} into {kept}", gone=gone, kept=kept))


def changed(told: Told, new: Mapping[str, Any], old: Mapping[str, Any]) -> Words:
    """Somebody changed fields of it (paths to values, as the journal has them)."""
    for field, say in telling_of(told.kind).changes.items():
        if any(path.partition(".")[0] == field for path in (*new, *old)):
            words = say(told, new, old)
            if words is not None:
                return told.fill(words)
    return told.fill(_fields(told, new, old))


_MANY = {
    "new": Words("{who} added {n} {kind}"),
    "old": Words("{who} deleted {n} {kind}"),
    "set": Words("{who} changed {n} {kind}"),
    "done": Words("{who} finished {n} {kind}"),
    "drop": Words("{who} dropped {n} {kind}"),
    "handover": Words("{who} handed over {n} {kind}"),
    "repeat": Words("{n} {kind} come again"),
    "undo": Words("{who} took back a change of {n} {kind}"),
    "redo": Words("{who} changed {n} {kind} again"),
}


def many(who: str, kind: Kind, verb: str, change: str, n: int) -> Words:
    """The same was done to several records of a kind: ``verb`` is the entry's, ``change`` new, old or set."""
    return _MANY.get(verb, _MANY[change]).filled(who=who, n=n, kind=Words(kind.plural))


_BACK = {
    ("undo", "old"): Words("{who} took back adding {name}"),
    ("undo", "new"): Words("{who} took back deleting {name}"),
    ("undo", "set"): Words("{who} took back a change of {name}"),
    ("redo", "old"): Words("{who} deleted {name} again"),
    ("redo", "new"): Words("{who} added {name} again"),
    ("redo", "set"): Words("{who} changed {name} again"),
}


def taken_back(told: Told, verb: str, change: str) -> Words:
    """An undo or a redo: ``change`` is what it does to the record now."""
    return told.fill(_BACK[verb, change])


def _fields(told: Told, new: Mapping[str, Any], old: Mapping[str, Any]) -> Words:
    """Any other change: the field with its values where it is one short one, else the names of the fields."""
    names = list(dict.fromkeys(path.partition(".")[0] for path in (*new, *old)))
    fields = [told.kind.fields[name] for name in names if name in told.kind.fields]
    items = {field.name: items_said(told, field.name, new, old) for field in fields if field.type in ITEMWISE}
    if len(fields) == 1 and len(names) == 1:
        (field,) = fields
        if items.get(field.name):
            return Words("{who} changed {field} of {name}: {items}", field=field.label, items=items[field.name])
        if field.type in ("line", "rule", "choice", "number", "day", "ref"):
            before, after = (value_words(field, each.get(field.name), told.called) for each in (old, new))
            return _from_to(field.label, before, after)
    labels = [_with_items(field.label, items.get(field.name)) for field in fields]
    if not labels:
        return Words("{who} changed {name}")
    return Words("{who} changed {name} ({fields})", fields=labels)


def _from_to(field: Words, before: object, after: object) -> Words:
    if before == NOTHING:
        return Words("{who} set {field} of {name}: {after}", field=field, after=after)
    return Words("{who} changed {field} of {name} from {before} to {after}", field=field, before=before, after=after)


def _with_items(label: Words, items: list[Words] | None) -> Words:
    return Words("{item}: {what}", item=label, what=items) if items else label
