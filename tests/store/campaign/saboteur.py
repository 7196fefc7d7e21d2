"""Somebody who changes the journal under open sessions: puts an older copy over it or in its place, cuts, zeroes."""

import fcntl
import os
import random
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from store.engine.journal.file import JournalFile
from store.engine.journal.survivors import survivors
from store.errors import ConcordError
from tests.store.engine.test_put_back import (
    cut,
    end_of_the_last_entry_zeroed,
    last_entry_zeroed,
    older_copy,
    older_copy_by_name,
    older_copy_cut,
    older_copy_without_room,
)

WAYS: list[Callable[[Path, bytes], None]] = [
    older_copy, older_copy_cut, older_copy_without_room, older_copy_by_name, cut, last_entry_zeroed,
    end_of_the_last_entry_zeroed,
]  # fmt: skip


class Saboteur:
    """``gone`` are the texts that were taken out of the journal, ``times`` from when to when somebody was at it."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.journal = folder / "journal"
        self.chance = random.Random(seed)
        self.copies = [self.journal.read_bytes()]
        self.gone: set[str] = set()
        self.times: list[tuple[float, float]] = []
        self.done: list[str] = []

    def copy(self) -> None:
        """Keep the journal as it is now; as a program for backups does, without asking anybody."""
        self.copies.append(self.journal.read_bytes())

    def strike(self) -> None:
        """Change it in one of the ways, under the lock or not."""
        way, locks = self.chance.choice(WAYS), self.chance.random() < 0.5
        begin = time.monotonic()
        fd = os.open(self.journal, os.O_RDWR | os.O_CLOEXEC)
        try:
            if locks:
                fcntl.flock(fd, fcntl.LOCK_EX)
            before = texts(self.journal)
            with suppress(ValueError):
                way(self.journal, self.chance.choice(self.copies[-4:]))
            self.gone |= before - texts(self.journal)
        finally:
            os.close(fd)
        self.times.append((begin, time.monotonic()))
        self.done.append(way.__name__ + " under the lock" * locks)

    def may_lack(self, text: str, begin: float, end: float) -> bool:
        """Whether what was saved then was taken out by hand."""
        return text in self.gone or any(begin < until and since < end for since, until in self.times)


def texts(journal: Path) -> set[str]:
    """The texts of the entries in a journal that are whole, wherever they stand."""
    try:
        file = JournalFile(str(journal))
    except ConcordError:
        return set()
    found = survivors(journal.read_bytes(), file.start.offset, file.start.chain)
    made = [change["new"] for entry in found.entries for change in entry.changes if "new" in change]
    return {note["text"].rstrip("x") for note in made}
