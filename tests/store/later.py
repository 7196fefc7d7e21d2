"""A workspace into which a later version has written: fields, words, types and kinds that this one does not know."""

from random import Random
from typing import Any

from store.engine.ledger import Ledger
from store.engine.transaction import Transaction
from store.kinds import KINDS
from store.kinds.base import Kind

SORTS = ("fields", "words", "types", "kinds")
#: A name and a value that would steer a terminal, and look like markup.
NAME, VALUE = "mood\x1b[31m", "[bold]hap\x1b[31mpy"


def grow(ledger: Ledger, sort: str) -> None:
    """Write something of that sort into every record, past the rules, and twelve records of a kind of its own."""

    def command(transaction: Transaction) -> None:
        for kind in KINDS.values():
            for number in transaction.numbers(kind.name):
                document = transaction.read(kind.name, number) or {}
                _GROW[sort](kind, document, Random(f"{kind.name} {number}"))
                transaction.write(kind.name, number, document)
        for number in range(1, 13):
            transaction.write("omen", number, {"id": f"OM-{number}", "word": "Kanban", "on": "G-1"})

    ledger.commit(command)


def items(kind: Kind, document: dict[str, Any]) -> list[dict[str, Any]]:
    """The structs within a document."""
    found: list[Any] = []
    for name, field in kind.fields.items():
        if field.type in ("map", "rows"):
            value = document.get(name) or ()
            found += value.values() if isinstance(value, dict) else value
    return [item for item in found if isinstance(item, dict)]


def _fields(kind: Kind, document: dict[str, Any], _chance: Random) -> None:
    document[NAME] = VALUE
    document["nested"] = {"a": [1, 2, {"b": None}]}
    for item in items(kind, document):
        item["mood"] = "x"


def _words(kind: Kind, document: dict[str, Any], _chance: Random) -> None:
    for name, field in kind.fields.items():
        if field.type == "choice" and (kind.name, name) != ("person", "role"):
            document[name] = "zzz"
        if field.type == "map" and isinstance(document.get(name), dict):
            document[name] = {key: "Z" if isinstance(item, str) else item for key, item in document[name].items()}
    for item in items(kind, document):
        item.update({name: "zzz" for name in ("stance", "was", "ready", "state", "section") if name in item})


def _types(kind: Kind, document: dict[str, Any], chance: Random) -> None:
    for name, field in kind.fields.items():
        kept = name in ("id", "rev", "login", "role") or (field.names and field.type not in ("line", "text"))
        if not kept and field.type != "map" and chance.random() < 0.3:
            document[name] = {"value": document.get(name)}


def _kinds(kind: Kind, document: dict[str, Any], _chance: Random) -> None:
    for name, field in kind.fields.items():
        if field.type == "ref" and not field.kinds:
            document[name] = "OM-3"
        if field.type == "refs":
            document[name] = [*(document.get(name) or ()), "OM-4"]


_GROW = {"fields": _fields, "words": _words, "types": _types, "kinds": _kinds}
