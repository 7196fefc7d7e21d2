"""A record of every kind, as many as are wanted: what adding and editing one of it costs is the same for all."""

from datetime import date, timedelta
from typing import Any

import msgspec

from store import commands
from store.demo.large import MAKERS
from store.engine.ledger import Ledger
from store.engine.transaction import Transaction, decode
from store.kinds import KINDS
from store.records import Changes
from store.workspace import Workspace, open_workspace

#: Those of which there may be many, in the order in which they name each other.
SEVERAL = [name for name in MAKERS if name != "workspace"]
_FIRST = date(2026, 11, 20)
#: What a record of the kind is about, beside its name.
_ABOUT: dict[str, dict[str, Any]] = {
    "goal": {"departments": ["DP-1"], "owner": "PN-1"},
    "key-result": {"goal": "G-1", "owner": "PN-1"},
    "check-in": {"key_result": "KR-1"},
    "milestone": {"goal": "G-1", "department": "DP-1"},
    "action": {"goal": "G-1", "owner": "PN-1"},
    "request": {"department": "DP-2", "asker": "DP-1"},
    "blocker": {"holds": ["A-1"], "waiting_on": "PN-1"},
    "decision": {"goal": "G-1"},
    "resource": {"department": "DP-1"},
    "allocation": {"resource": "P-1", "goal": "G-1", "department": "DP-1"},
    "team": {"goal": "G-1"},
    "retro": {"goal": "G-1"},
    "card": {"retro": "R-1"},
    "lesson": {"retro": "R-1"},
    "comment": {"on": "A-1"},
}


def values(kind: str, at: int) -> dict[str, Any]:
    """What the record of a kind that is the ``at``-th says."""
    naming = KINDS[kind].naming
    named: Any = {"number": at, "day": _FIRST - timedelta(at)}.get(naming.type, f"{kind} {at}")
    unique = {field.name: f"{kind}{at}" for field in KINDS[kind].fields.values() if field.unique}
    return {naming.name: named, **_ABOUT.get(kind, {}), **unique}


def create(folder: str) -> None:
    """A workspace with one record of every kind, the person of them ana, an admin."""
    Ledger.create(folder, "Bench")
    with open_workspace(folder, "ana") as w:
        w.do(commands.add, "person", {"name": "Ana", "login": "ana", "role": "admin", "department": None})
        for kind in ("department", *(name for name in SEVERAL if name != "person")):
            w.do(commands.add, kind, values(kind, w.ledger.seq))


def fill(w: Workspace, kind: str, many: int) -> None:
    """So many records of that kind more, as a script may write them."""
    first = w.ledger.highest(kind)
    raw = w.ledger.raw(kind, first)
    assert raw is not None

    plain = {"role": "member"} if kind == "person" else {}  # few are admins

    def write(transaction: Transaction) -> None:
        for at in range(first + 1, first + many + 1):
            said = msgspec.to_builtins(values(kind, at + 100))
            transaction.write(kind, at, decode(raw) | plain | said | {"id": KINDS[kind].id(at)})

    w.ledger.review, review = None, w.ledger.review
    w.ledger.commit(write)
    w.ledger.review = review


def add_one(changes: Changes, kind: str, at: int) -> str:
    """One more; its id. ``at`` is below 100."""
    return commands.add(changes, kind, values(kind, at)).id


def edit_one(changes: Changes, id: str, at: int) -> None:
    """It says something else."""
    commands.edit(changes, id, {"tags": [f"edited-{at}"]})
