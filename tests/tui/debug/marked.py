"""A workspace in which every text that somebody can have written holds one word, to be looked for in logs."""

from pathlib import Path
from typing import Any

from store.engine.transaction import Transaction, decode
from store.kinds import KINDS
from store.workspace import open_workspace
from tests.store.every_kind import SEVERAL, create

MARK = "zyxwvut"


def create_marked(folder: Path) -> None:
    """A record of every kind, its texts, tags, values of a later version and an unknown table included."""
    create(str(folder))
    with open_workspace(str(folder), "ana") as workspace:
        ledger, found = workspace.ledger, 0

        def write(transaction: Transaction) -> None:
            nonlocal found
            for kind in ("workspace", *SEVERAL):
                number = ledger.highest(kind) or 1
                raw = ledger.raw(kind, number)
                stands = {"id": KINDS[kind].id(number)} if raw is None else decode(raw)
                marked = _marked(kind)
                found += len(marked)
                transaction.write(kind, number, stands | marked | {f"{MARK}field": MARK})
            transaction.write(f"{MARK}table", 1, {"text": MARK})

        ledger.review = None
        ledger.commit(write)
    assert found > 30, found


def _marked(kind: str) -> dict[str, Any]:
    texts: dict[str, Any] = {"line": f"{MARK} {kind}", "text": f"{MARK}\n{kind}", "tags": [f"{MARK}-{kind}"]}
    return {
        field.name: texts[field.type]
        for field in KINDS[kind].fields.values()
        if field.type in texts and field.name not in ("login", "zone")
    }
