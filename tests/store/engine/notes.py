"""The smallest documents to try the engine on: notes with a text."""

from collections.abc import Callable
from pathlib import Path

import msgspec

from store.engine.ledger import Ledger
from store.engine.transaction import Transaction


def add(text: str) -> Callable[[Transaction], int]:
    """A command that makes a note and returns its number."""

    def command(transaction: Transaction) -> int:
        number = transaction.allot("note")
        transaction.write("note", number, {"text": text[:1000], "more": [text[1000:50_000], text[50_000:]]})
        return number

    return command


def texts(folder: Path) -> list[str]:
    """What a fresh session reads."""
    with Ledger(folder, "reader") as ledger:
        return texts_of(ledger)


def texts_of(ledger: Ledger) -> list[str]:
    """What a session sees."""
    return [msgspec.json.decode(raw)["text"] for _number, raw in ledger.items("note")]
