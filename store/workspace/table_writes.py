"""What a script writes into the table of a kind goes the way of a command: with what follows and what refuses it."""

import msgspec

from store.engine.transaction import Encoded, Transaction
from store.fields import unknown
from store.kinds import KINDS
from store.kinds.base import Kind, Record
from store.records import Changes


def follow(transaction: Transaction) -> None:
    """Complete what was inserted as adding it would, what was updated as editing it would, without a reason.

    Raises what those refuse. What does not read as a record of its kind is for the review to refuse.
    """
    changes = Changes(transaction)
    for table, number, before, after in transaction.touched():
        kind = KINDS.get(table)
        if kind is None or (before is not None and after is not None and bytes(before) == after):
            continue
        was, now = (_read(kind, number, raw) for raw in (before, after))
        if now is not None:
            _written(changes, kind, was, now)
        elif was is not None and after is None and kind.gone is not None:
            kind.gone(changes, was)


def _read(kind: Kind, number: int, raw: Encoded | None) -> Record | None:
    try:
        return None if raw is None else msgspec.structs.replace(unknown.read(raw, kind.record), id=kind.id(number))
    except msgspec.ValidationError:
        return None


def _written(changes: Changes, kind: Kind, was: Record | None, now: Record) -> None:
    given = now
    if was is None and kind.on_add is not None:
        now = kind.on_add(changes, now)
    elif was is not None and kind.on_edit is not None:
        now = kind.on_edit(changes, was, now, "")
    if now != given:
        changes.put(now)
    if kind.follow is not None:
        kind.follow(changes, was, now)
