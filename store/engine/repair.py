"""Putting a damaged workspace together again from all that its journal, segments and checkpoint still hold.

The new journal has every entry that is whole, in its place; for those that are lost it has empty ones, so that the
sequence stays unbroken. What a checkpoint knows of the lost ones comes back as one last entry. The old files are kept.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, NamedTuple

import msgspec

from store import clock
from store.engine import identity, set_aside
from store.engine.changes import change_of
from store.engine.home.folder import NAME
from store.engine.journal import absence, checkpoint, lock, place, rotation, system
from store.engine.journal.entry import Entry, frame, scan
from store.engine.ledger import Ledger
from store.engine.remains import Remains, gather, header_of
from store.engine.set_aside import Named
from store.engine.state import Tables
from store.engine.transaction import Transaction
from store.errors import ConcordError, Failed

_encode = msgspec.json.Encoder().encode


class Outcome(NamedTuple):
    """What a repair found and did.

    ``lost`` are the sequences of lost entries, ``gone`` the documents (table, number) that a lost entry named and
    nothing brought back; ``back`` are those that the checkpoint brought back, ``found`` those that were in what had
    been set aside, ``left`` those of them that are otherwise by now. ``kept`` is the folder with the old files, ""
    where the journal was whole; ``single`` if it was freed of a second name.
    """

    entries: int
    lost: list[int]
    back: list[Named]
    gone: list[Named]
    kept: str
    single: bool = False
    found: list[Named] = []
    left: list[Named] = []

    @property
    def nothing(self) -> bool:
        """Nothing had to be done."""
        return not (self.kept or self.single or self.found)


def repair(folder: str, wait: float = 10.0) -> Outcome:
    """Make the workspace whole again, as far as it goes.

    Raises `Failed` where there is nothing to make it from, `ReadOnly` where a newer program has written there.
    """
    fd = _locked(folder, wait)
    try:
        held = gather(folder)
        outcome = Outcome(len(held.entries), [], [], [], "")
        if not held.sound:
            outcome = _put_together(folder, held)
        elif fd >= 0 and place.has_second_name(fd, os.path.join(folder, NAME)):
            _make_single(folder)
            outcome = outcome._replace(single=True)
    finally:
        if fd >= 0:
            lock.release(fd)
            os.close(fd)
    with Ledger(folder, wait=wait) as ledger:
        found, left = _brought_back(ledger, folder, held.others)
        outcome = outcome._replace(found=found, left=left)
        if not outcome.nothing:
            with suppress(ConcordError, OSError):  # it is a cache: without room for it all is as well
                ledger.checkpoint()
    return outcome


def _locked(folder: str, wait: float) -> int:
    """The lock on the journal that is there, however it looks; -1 where there is none."""
    try:
        fd = place.open_regular(os.path.join(folder, NAME), os.O_RDWR)
    except FileNotFoundError:
        if os.path.isdir(folder):
            return -1
        raise Failed("There is no workspace in {path}", "no-workspace", path=folder) from None
    except OSError as error:
        raise absence.explain(error, os.path.join(folder, NAME)) from error
    try:
        lock.acquire(fd, wait)
    except BaseException:
        os.close(fd)
        raise
    return fd


def _make_single(folder: str) -> None:
    """A copy in the journal's place: the snapshot keeps the file that it shares. Open sessions go on with the copy."""
    path = os.path.join(folder, NAME)
    aside = f"{path}.{os.urandom(4).hex()}"
    data = place.read_regular(path) or b""
    try:
        place.write_new(aside, data)
        if place.read_regular(aside) != data:
            raise Failed("The copy does not read back as it was written. Nothing was changed")
        system.rename(aside, path)
        system.sync_folder(folder)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(aside)
        raise


def _brought_back(ledger: Ledger, folder: str, others: list[Entry]) -> tuple[list[Named], list[Named]]:
    """Do again what is whole in what was set aside and is not in the journal, as one entry that names it."""
    missing = set_aside.missing(ledger, folder, others)
    if not missing:
        return [], []

    def command(transaction: Transaction) -> tuple[list[Named], list[Named]]:
        transaction.what = {"verb": "repair", "ops": [entry.op for entry in missing]}
        return set_aside.bring_back(transaction, missing)

    return ledger.commit(command)


# Putting it together


def _put_together(folder: str, held: Remains) -> Outcome:
    if not held.entries and held.saved is None:
        raise Failed("Nothing in {path} verifies: there is nothing to bring back. Restore a backup", path=folder)
    last = max(held.entries, default=0)
    wanted, replayed = _states(held, last)
    # A checkpoint that is ahead of the journal has counted on: nothing may be given a sequence twice.
    last = max(last, held.saved[0] if held.saved is not None else 0)
    lost = [seq for seq in range(1, last + 1) if seq not in held.entries]
    changes = list(_differences(replayed, wanted))
    back = [(str(change["t"]), int(change["n"])) for change in changes]
    named = {each for piece in held.lost for each in piece.named}
    covered = held.saved is not None and all(seq <= held.saved[0] for seq in lost)
    gone = [] if covered else sorted(named - set(back))
    kept = _set_files_aside(folder)
    try:
        made = _written(folder, held, lost, changes, last)
    except BaseException:
        shutil.rmtree(kept, ignore_errors=True)  # nothing was changed
        raise
    _put_in_place(folder, made)
    return Outcome(len(held.entries), lost, back, gone, kept)


def _states(held: Remains, last: int) -> tuple[Tables, Tables]:
    """The documents as they should be, from the checkpoint on, and as the whole entries alone make them.

    What an entry changed in a document that is lost is taken out of it.
    """
    replayed, wanted = Tables(reuse_numbers=False), Tables(reuse_numbers=False)
    since, documents = held.saved or (0, {})
    for table, numbered in documents.items():
        wanted.tables[table] = dict(numbered)
    for seq in range(1, last + 1):
        entry = held.entries.get(seq)
        if entry is None:
            continue
        if seq > since:
            wanted.apply(_applicable(wanted, entry))
        kept = _applicable(replayed, entry)
        replayed.apply(kept)
        held.entries[seq] = msgspec.structs.replace(entry, changes=kept)
    return wanted, replayed


def _applicable(state: Tables, entry: Entry) -> list[dict[str, Any]]:
    """The entry's changes without those of fields of a document that is lost: a part of one is none."""
    made = {(change["t"], change["n"]) for change in entry.changes if "new" in change}
    return [
        change
        for change in entry.changes
        if "set" not in change
        or (change["t"], change["n"]) in made
        or state.tables.get(change["t"], {}).get(change["n"]) is not None
    ]


def _differences(before: Tables, after: Tables) -> Iterator[dict[str, Any]]:
    """What leads from one state to the other, as changes of an entry."""
    for table in sorted({*before.tables, *after.tables}):
        old, new = (dict(state.tables.get(table, {}).items()) for state in (before, after))
        for number in sorted({*old, *new}):
            change = change_of(table, number, old.get(number), new.get(number))
            if change is not None:
                yield change


def _set_files_aside(folder: str) -> str:
    """Copies of the files as they are, in a folder of their own."""
    kept = os.path.join(folder, f"{set_aside.DAMAGED}{clock.now():%Y%m%d-%H%M%S}-{os.urandom(2).hex()}")
    os.makedirs(kept)
    os.chmod(kept, place.FOLDER_MODE)
    try:
        for path in [os.path.join(folder, NAME), os.path.join(folder, checkpoint.NAME), *rotation.paths(folder)]:
            data = place.read_regular(path)
            if data is not None:
                copy = os.path.join(kept, os.path.relpath(path, folder))
                place.make_folder(os.path.dirname(copy))
                place.write_new(copy, data)
    except BaseException:
        shutil.rmtree(kept, ignore_errors=True)
        raise
    system.sync_folder(kept)
    system.sync_folder(folder)
    return kept


def _written(folder: str, held: Remains, lost: list[int], changes: list[dict[str, Any]], last: int) -> str:
    """The new journal beside the old one, read back: its path."""
    beside = os.path.join(folder, f"{NAME}.{os.urandom(4).hex()}")
    try:
        data, count = _lines(held, lost, changes, last)
        place.write_new(beside, data)
        data = place.read_regular(beside) or b""
        _found, at, seed = header_of(data, beside)
        if sum(1 for _ in scan(data, at, seed or 0)) != count:
            raise Failed("The repaired journal does not read back as it was written. Nothing was changed")
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(beside)
        raise
    return beside


def _put_in_place(folder: str, made: str) -> None:
    """The checkpoint goes first, as it is the old journal's, the segments last: all of them are in the new one."""
    with suppress(FileNotFoundError):
        os.unlink(os.path.join(folder, checkpoint.NAME))
    system.rename(made, os.path.join(folder, NAME))
    for path in rotation.paths(folder):
        os.unlink(path)
    system.sync_folder(folder)


def _lines(held: Remains, lost: list[int], changes: list[dict[str, Any]], last: int) -> tuple[bytes, int]:
    """Header and entries, and how many entries."""
    header = msgspec.structs.replace(held.header, after=0, chain=0)
    line, chain = frame(_encode(header), 0)
    lines, at = bytearray(line), header.made
    missing = set(lost)
    for seq in range(1, last + 1):
        entry = held.entries.get(seq) if seq not in missing else None
        if entry is None:
            entry = Entry(v=1, seq=seq, op=os.urandom(8).hex(), at=at, who="", what={"verb": "repair", "lost": True})
        at = entry.at
        line, chain = frame(_encode(entry), chain)
        lines += line
    if changes:
        who, now = identity.os_user(), clock.stamp(clock.now())
        entry = Entry(1, last + 1, os.urandom(8).hex(), now, who, {"verb": "repair", "lost": lost[:100]}, changes)
        lines += frame(_encode(entry), chain)[0]
    return bytes(lines), last + (1 if changes else 0)
