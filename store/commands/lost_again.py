"""Doing again what a database has lost in a failover, as far as nothing else stands there by now.

Each person does again what was theirs: nobody commits in another one's name.
"""

from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from store.commands.undo import FIRM
from store.engine import set_aside
from store.engine.home.home_at import is_address
from store.engine.journal.entry import Entry
from store.errors import ConcordError, Refused
from store.kinds import READ
from store.kinds.base import STAMPS
from store.records import Changes
from store.words import Words

if TYPE_CHECKING:
    from store.workspace import Workspace

#: Verbs of what takes back, or does again, by the sequence of what it is about.
BACK = ("undo", "redo")


class Again(NamedTuple):
    """The ids of what was done again; entries that were not, each with why."""

    done: list[str]
    left: list[tuple[Entry, Words]]


def still_lost(workspace: "Workspace") -> list[Entry]:
    """What whoever asks has gone on without, and is neither there nor done again; in its order, as it was."""
    ledger = workspace.ledger
    if not is_address(ledger.folder):
        return []
    from store.engine.home.postgres.seen import SeenEntries  # late: it needs psycopg

    found = SeenEntries(ledger.header.workspace).put_aside()
    known = set_aside.ops(ledger.unveiled.backwards()) if found else set[str]()
    return _standing(sorted((each for each in found if each.op not in known), key=lambda each: (each.at, each.seq)))


def do_again(workspace: "Workspace", entries: list[Entry]) -> Again:
    """Do each of them that was one's own in a commit of its own; what the rules refuse is left.

    So is what was about a record that is lost too, and of which another one has the id by now.
    """
    lacking = {entry.op: _made(entry) for entry in entries}
    done: dict[str, None] = {}
    left: list[tuple[Entry, Words]] = []
    for entry in [each for each in entries if each.who == workspace.who]:
        others = {id for op, made in lacking.items() if op != entry.op for id in made}
        try:
            done.update(dict.fromkeys(workspace.do(_again, entry, others)))
        except ConcordError as error:
            left.append((entry, error.words))
        else:
            del lacking[entry.op]
    return Again(list(done), left)


def _made(entry: Entry) -> list[str]:
    return [_id(each["t"], each["n"]) for each in entry.changes if "new" in each]


def _standing(entries: list[Entry]) -> list[Entry]:
    """Without those that were taken back, and without the taking back itself, as far as both are lost."""
    by_seq = {entry.seq: entry for entry in entries}
    gone, standing = set[int](), list[Entry]()
    for entry in reversed(entries):
        of = by_seq.get(int(entry.what.get("of", 0))) if entry.what.get("verb") in BACK else None
        if entry.seq not in gone and (of is None or of.what.get("verb") != entry.what.get("did")):
            standing.insert(0, entry)
        elif entry.seq not in gone and of is not None:
            gone.add(of.seq)
    return standing


def _again(changes: Changes, entry: Entry, lacking: set[str]) -> list[str]:
    """``lacking`` are the ids of the records that are lost as yet."""
    transaction, verb = changes.transaction, str(entry.what.get("verb", ""))
    if not entry.changes or verb in FIRM:
        raise Refused("What it changed is not known", "not-kept")
    others = [id for id in sorted(lacking) if _is_about(entry, id) and changes.find(id) is not None]
    if others:
        raise Refused("{list} is another one by now", "overtaken", list=others)
    transaction.again = verb
    bare = msgspec.structs.replace(entry, changes=[_unstamped(change) for change in entry.changes])
    done, left = set_aside.bring_back(transaction, [bare])
    if left:
        raise Refused("It is otherwise by now: {list}", "overtaken", list=[_id(*each) for each in dict.fromkeys(left)])
    # It is told as what it was; of what is gone no sequence leads anywhere.
    what = {"verb": "write"} if verb in BACK else entry.what
    transaction.what = {**what, "ops": [entry.op]}
    return [_id(*each) for each in done]


def _is_about(entry: Entry, id: str) -> bool:
    """Whether it changes that record or points to it."""
    changed = any(_id(each["t"], each["n"]) == id for each in entry.changes if "did" not in each)
    return changed or msgspec.json.encode(id) in msgspec.json.encode(entry.changes)


def _unstamped(change: dict[str, Any]) -> dict[str, Any]:
    """A change without what changes with every one: others may have changed something else since."""
    sides = {
        side: {path: value for path, value in change[side].items() if path not in STAMPS} for side in _SIDES & {*change}
    }
    return {**change, **sides}


def _id(table: str, number: int) -> str:
    kind = READ.get(table)
    return f"{table} {number}" if kind is None else kind.id(number)


_SIDES = {"set", "was"}
