"""The ways by which a value can come into a record; each is tried and nothing of it is written."""

import json
from collections.abc import Callable
from typing import Any

import msgspec

from store import commands
from store.engine.transaction import Transaction
from store.interop.json_records import Adding
from store.kinds.base import Kind
from store.records import Changes
from store.workspace import Workspace

Door = Callable[[Workspace, Kind, str, dict[str, Any]], object]


def add(w: Workspace, kind: Kind, _id: str, values: dict[str, Any]) -> object:
    """The verb, and the form, which gives the same."""
    return w.rehearse(commands.add, kind.name, values)


def add_json(w: Workspace, kind: Kind, _id: str, values: dict[str, Any]) -> object:
    """JSON lines."""
    return w.rehearse(Adding(kind, [(1, json.loads(msgspec.json.encode(values)))]))


def insert(w: Workspace, kind: Kind, _id: str, values: dict[str, Any]) -> object:
    """A script on the table of the kind."""

    def command(transaction: Transaction) -> None:
        transaction.by_tables = True
        transaction.write(kind.name, transaction.allot(kind.name), msgspec.to_builtins(values))

    return w.ledger.rehearse(command)


def script_new(w: Workspace, kind: Kind, _id: str, values: dict[str, Any]) -> object:
    """A command of one's own that knows no rule."""
    return w.rehearse(lambda changes: changes.add(commands.draft(kind, values)))


def edit(w: Workspace, _kind: Kind, id: str, values: dict[str, Any]) -> object:
    """The verb, with a reason."""
    return w.rehearse(commands.edit, id, values, why="so it is")


def update(w: Workspace, kind: Kind, id: str, values: dict[str, Any]) -> object:
    """A script on the table of the kind."""

    def command(transaction: Transaction) -> None:
        transaction.by_tables = True
        number = int(id.partition("-")[2])
        before = transaction.read(kind.name, number) or {}
        transaction.write(kind.name, number, {**before, **msgspec.to_builtins(values)})

    return w.ledger.rehearse(command)


def script(w: Workspace, kind: Kind, id: str, values: dict[str, Any]) -> object:
    """A command of one's own that knows no rule."""
    return w.rehearse(changed, kind, id, values)


def changed(changes: Changes, kind: Kind, id: str, values: dict[str, Any]) -> object:
    """The record with these fields, put in its place."""
    named = {"day": changes.today, "number": 1}.get(kind.naming.type, "x")
    fitted = commands.draft(kind, {kind.naming.name: named, **values})
    return changes.change(changes.get(id), **{name: getattr(fitted, name) for name in values})


ADD: dict[str, Door] = {"add": add, "json": add_json, "insert": insert, "script": script_new}
EDIT: dict[str, Door] = {"edit": edit, "update": update, "script": script}
