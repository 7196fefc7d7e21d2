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
from store.engine import identity
from store.engine.changes import difference
from store.engine.journal import checkpoint, lock, place, rotation, system
from store.engine.journal.entry import Entry, frame, scan
from store.engine.journal.folder import NAME
from store.engine.ledger import Ledger
from store.engine.remains import Held, gather, header_of
from store.engine.state import Tables
from store.errors import Failed

_encode = msgspec.json.Encoder().encode


class Outcome(NamedTuple):
    """What a repair found and did: ``lost`` are the sequences of lost entries, ``back`` the documents (table, number)
    that the checkpoint brought back, ``gone`` those that a lost entry named and nothing brought back; ``kept`` is the
    folder with the old files, "" where nothing had to be done."""

    entries: int
    lost: list[int]
    back: list[tuple[str, int]]
    gone: list[tuple[str, int]]
    kept: str


def repair(folder: str, wait: float = 10.0) -> Outcome:
    """Make the workspace whole again, as far as it goes.

    Raises `Failed` where there is nothing to make it from, `ReadOnly` where a newer program has written there.
    """
    fd = _locked(folder, wait)
    try:
        held = gather(folder)
        if held.sound:
            return Outcome(len(held.entries), [], [], [], "")
        outcome = _put_together(folder, held)
    finally:
        if fd >= 0:
            lock.release(fd)
            os.close(fd)
    with Ledger(folder, wait=wait) as ledger:
        ledger.checkpoint()
    return outcome


def _locked(folder: str, wait: float) -> int:
    """The lock on the journal that is there, however it looks; -1 where there is none."""
    try:
        fd = os.open(os.path.join(folder, NAME), os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
    except FileNotFoundError:
        if os.path.isdir(folder):
            return -1
        raise Failed("There is no workspace in {path}", path=folder) from None
    except OSError as error:
        raise place.explain(error, os.path.join(folder, NAME)) from error
    try:
        lock.acquire(fd, wait)
    except BaseException:
        os.close(fd)
        raise
    return fd


# Putting it together


def _put_together(folder: str, held: Held) -> Outcome:
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
    _write(folder, held, lost, changes, last)
    return Outcome(len(held.entries), lost, back, gone, kept)


def _states(held: Held, last: int) -> tuple[Tables, Tables]:
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
            was, now = (None if raw is None else msgspec.json.decode(raw) for raw in (old.get(number), new.get(number)))
            if was is None:
                yield {"t": table, "n": number, "new": now}
            elif now is None:
                yield {"t": table, "n": number, "old": was}
            else:
                to, of = difference(was, now)
                if to or of:
                    yield {"t": table, "n": number, "set": to, "was": of}


def _set_files_aside(folder: str) -> str:
    """Copies of the files as they are, in a folder of their own."""
    kept = os.path.join(folder, f"damaged-{clock.now():%Y%m%d-%H%M%S}-{os.urandom(2).hex()}")
    os.makedirs(kept)
    os.chmod(kept, place.FOLDER_MODE)
    for path in [os.path.join(folder, NAME), os.path.join(folder, checkpoint.NAME), *rotation.paths(folder)]:
        if not os.path.lexists(path):
            continue
        copy = os.path.join(kept, os.path.relpath(path, folder))
        os.makedirs(os.path.dirname(copy), exist_ok=True)
        shutil.copyfile(path, copy, follow_symlinks=False)
        os.chmod(copy, place.FILE_MODE)
        fd = os.open(copy, os.O_RDONLY | os.O_CLOEXEC)
        try:
            system.fsync(fd)
        finally:
            os.close(fd)
    system.sync_folder(kept)
    system.sync_folder(folder)
    return kept


def _write(folder: str, held: Held, lost: list[int], changes: list[dict[str, Any]], last: int) -> None:
    """The new journal aside, then in place; the checkpoint goes first, as it is the old journal's."""
    aside = os.path.join(folder, f"{NAME}.{os.urandom(4).hex()}")
    fd = os.open(aside, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, place.FILE_MODE)
    try:
        os.fchmod(fd, place.FILE_MODE)
        count = _write_entries(fd, held, lost, changes, last)
        system.fsync(fd)
        with open(aside, "rb") as file:
            data = file.read()
        _found, at, seed = header_of(data, aside)
        if sum(1 for _ in scan(data, at, seed or 0)) != count:
            raise Failed("The repaired journal does not read back as it was written. Nothing was changed")
        with suppress(FileNotFoundError):
            os.unlink(os.path.join(folder, checkpoint.NAME))
        system.rename(aside, os.path.join(folder, NAME))
        aside = ""
    finally:
        os.close(fd)
        if aside:
            os.unlink(aside)
    for path in rotation.paths(folder):
        os.unlink(path)
    system.sync_folder(folder)


def _write_entries(fd: int, held: Held, lost: list[int], changes: list[dict[str, Any]], last: int) -> int:
    """Header and entries; how many entries."""
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
    if system.write(fd, bytes(lines)) != len(lines):
        raise OSError(28, os.strerror(28))
    return last + (1 if changes else 0)
