"""A backup restored into nothing: whether all that was backed up comes back, before anybody relies on it."""

import os
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from store.engine.ledger import Ledger
from store.engine.nowhere import nowhere
from store.errors import Damaged, Fault
from store.insight.soundness import faults_in
from store.interop import archive
from store.interop.whole_entries import Follower
from store.records import Records


class Tried(NamedTuple):
    """What came back: how many records, and what in them does not hold, as it does not in the workspace."""

    records: int
    faults: list[tuple[str, Fault]]


def try_out(path: str, source: Ledger, written: Sequence[Follower]) -> Tried:
    """Restore the archive into a folder that is gone afterwards, and look at everything in it.

    Raises `Damaged` where it does not verify, or has other records than ``source`` had when it was written.
    """
    with nowhere() as place:
        folder = os.path.join(place, "again")
        report = archive.restore(path, folder, limit=1 << 62)
        with Ledger(folder) as again:
            again.keeps = False
            _same(path, "entries", report.entries, sum(each.entries for each in written))
            if report.newer:
                return Tried(report.documents, [])
            source.catch_up()
            expected = _counts_at(source, written[0].seq)
            for table in sorted({*again.tables(), *(expected or ())}):
                _same(path, table, again.count(table), again.count(table) if expected is None else expected[table])
            return Tried(report.documents, list(faults_in(Records(again.unveiled))))


def _same(path: str, what: str, found: int, wanted: int) -> None:
    if found != wanted:
        raise Damaged(
            "{path} does not bring back what was backed up: {what}: {n}, not {wanted}",
            path=path,
            what=what,
            n=found,
            wanted=wanted,
        )


def _counts_at(ledger: Ledger, seq: int) -> Counter[str] | None:
    """How many documents each table had at that sequence, counted back; None where a whole table was changed since."""
    counts = Counter({table: ledger.count(table) for table in ledger.tables()})
    seen: set[tuple[str, int]] = set()
    for entry in ledger.entries(seq):
        for change in entry.changes:
            if "did" in change:
                return None
            table, number = place = change["t"], change["n"]
            if place not in seen:
                seen.add(place)
                counts[table] += ("new" not in change) - (ledger.unveiled.raw(table, number) is not None)
    return counts
