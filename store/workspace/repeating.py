"""What comes again: the next one is made by the commit that ends one, or by the first commit after its day has passed.

The first is part of that commit: an undo takes both back. The other is a commit of its own before it, under the same
lock: it is nobody's, and an undo leaves it alone.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from typing import Any, NamedTuple

import msgspec

from store.engine.transaction import Encoded, Transaction
from store.errors import ConcordError
from store.fields import unknown
from store.kinds import KINDS
from store.kinds.base import Kind, Record
from store.kinds.repeating import Followed, day_of, follow, series_of
from store.records import Changes, Records
from store.workspace import review

#: What a document has in it that comes again; looked for before it is read, since few do.
_REPEATS = b'":"FREQ='
#: The verb of the commit that is nobody's.
VERB = "repeat"


class Overdue(NamedTuple):
    """The commit that is to be written first: its operation id, and what it does."""

    op: str
    command: Callable[[Transaction], None]


def follow_up(transaction: Transaction) -> None:
    """Make what comes after the records that a commit has ended, and say so in what it is."""
    if transaction.goes_back or transaction.exempt == "merge":
        return
    changes = Changes(transaction)
    made: list[Followed] = []
    for table, number, before, after in transaction.touched():
        kind = KINDS.get(table)
        if kind is None or kind.comes_after is None or after is None or _REPEATS not in after:
            continue
        was, now = (_read(kind, number, raw) for raw in (before, after))
        with suppress(ConcordError):  # of a later version
            made += [each] if now is not None and (each := kind.comes_after(changes, was, now)) else []
    if made:
        transaction.what = {**transaction.what, "series": [each.told() for each in made]}


def overdue(
    records: Records, workspace: str, today: date, ready: Mapping[tuple[str, int], Encoded | None]
) -> Overdue | None:
    """What has to come since a day has passed, but for what the commit that is about to be written settles itself.

    ``ready`` is what that makes of the documents that it touches. The operation id says of which series and days it
    is: whoever makes it, it is the same.
    """
    found: list[Any] = []
    for kind in KINDS.values():
        for record in kind.waiting(records, today) if kind.waiting is not None else ():
            number = int(record.id.partition("-")[2])
            after = ready.get((kind.name, number), b"")
            if after == b"" or _waits_still(records, kind, number, after):
                found.append(record)
    if not found:
        return None
    ids = [record.id for record in found]

    def command(transaction: Transaction) -> None:
        transaction.exempt = VERB
        changes = Changes(transaction)
        sound = [id for id in ids if _stands(transaction, id)]
        made = [each for id in sound if (each := follow(changes, changes.get(id))) is not None]
        made = [each for each in made if each.next]
        changes.say(VERB, ids=[each.next for each in made], series=[each.told() for each in made])

    from hashlib import blake2s  # late: most days nothing is overdue

    said = "\n".join(
        [workspace, *sorted(f"{series_of(record)} {record.series_day or day_of(record)}" for record in found)]
    )
    return Overdue(blake2s(said.encode(), digest_size=8).hexdigest(), command)


def _stands(transaction: Transaction, id: str) -> bool:
    """Whether what comes after it is right by all rules: one that a later version made holds up none of the others."""
    trial = Transaction(transaction.committed, "", transaction.now)
    trial.exempt = VERB
    changes = Changes(trial)
    try:
        follow(changes, changes.get(id))
        review.review(trial, Records(transaction.committed))
    except ConcordError:
        return False
    return True


def _waits_still(records: Records, kind: Kind, number: int, after: Encoded | None) -> bool:
    was, now = (_read(kind, number, raw) for raw in (records.raw(kind.name, number), after))
    names = ("state", "repeats", "due", "series_day")
    return was is not None and now is not None and all(getattr(was, each) == getattr(now, each) for each in names)


def _read(kind: Kind, number: int, raw: Encoded | None) -> Record | None:
    try:
        return None if raw is None else msgspec.structs.replace(unknown.read(raw, kind.record), id=kind.id(number))
    except msgspec.ValidationError:
        return None
