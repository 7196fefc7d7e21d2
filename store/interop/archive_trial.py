"""A backup restored into nothing: whether all that was backed up comes back, before anybody relies on it."""

import fcntl
import os
import shutil
import stat
import tempfile
from collections import Counter
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from store.engine.ledger import Ledger
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


@contextmanager
def nowhere() -> Generator[str]:
    """A folder of one's own that is gone afterwards; one that somebody killed has left behind goes first.

    It is locked as long as it is used: the kernel lets go of it when its user dies.
    """
    top, prefix = tempfile.gettempdir(), f"concord-trial-{os.geteuid()}-"
    for name in os.listdir(top):
        if name.startswith(prefix) and (fd := _locked(os.path.join(top, name))) is not None:
            shutil.rmtree(os.path.join(top, name), ignore_errors=True)
            os.close(fd)
    while (fd := _locked(place := tempfile.mkdtemp(prefix=prefix))) is None or not os.path.isdir(place):
        pass  # somebody has taken it for one that was left behind
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)
        os.close(fd)


def _locked(place: str) -> int | None:
    """A descriptor of the folder with its lock; None where somebody has it, or the folder is not one's own."""
    try:
        fd = os.open(place, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        if os.fstat(fd).st_uid == os.geteuid() and stat.S_ISDIR(os.fstat(fd).st_mode):
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return fd
    except OSError:
        pass
    os.close(fd)
    return None
