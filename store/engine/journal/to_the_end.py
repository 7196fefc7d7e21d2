"""Reading a file of the journal to its end while others write, and judging what is there for sure.

What several reads bring is not one moment: the zeros of the first with the entries of the next look like damage.
"""

import os
from collections.abc import Iterator
from contextlib import suppress

from store.engine.journal import lock, place
from store.engine.journal.entry import Whole, is_torn
from store.engine.journal.file import FilePosition, JournalFile
from store.errors import Busy, Damaged

#: So long at the most one waits for a writer before bytes that do not verify are called damaged, in seconds.
DOUBT = 1.0


class ToTheEnd:
    """The entries behind a position, each with its own; once they are read, ``position`` is the last one's.

    ``tail`` is then what stands behind it and does not verify: b"", an interrupted write, or damage; damage only where
    it was read again with nobody writing. With ``locked`` nobody else can write.
    """

    def __init__(self, file: JournalFile, after: FilePosition, *, locked: bool = False) -> None:
        self._file = file
        self._locked = locked
        self.position = after
        self.tail = b""

    def __iter__(self) -> Iterator[tuple[Whole, FilePosition]]:
        doubted = b""
        while True:
            for whole, position in self._file.wholes(self.position):
                self.position = position
                yield whole, position
            self.tail = self._file.tail(self.position)
            if not self.tail or self.torn or self.tail == doubted:
                return
            doubted = self.tail if self._locked else self._at_rest()

    @property
    def torn(self) -> bool:
        """Whether the tail is what an interrupted write leaves, or one that is being made."""
        return bool(self.tail) and is_torn(self.tail)

    @property
    def damage(self) -> Damaged | None:
        """The error for a tail that is neither."""
        return not_verifying(self._file, self.position) if self.tail and not self.torn else None

    def _at_rest(self) -> bytes:
        """The tail while nobody writes; as it is, where somebody keeps the lock for long.

        On a descriptor of its own: a commit in another thread may hold the lock.
        """
        try:
            fd = place.open_regular(self._file.path, os.O_RDONLY)
        except (OSError, Damaged):
            return self._file.tail(self.position)  # it was moved away: nobody writes to it
        try:
            with suppress(Busy):
                lock.acquire(fd, DOUBT, shared=True)
            return self._file.tail(self.position)
        finally:
            os.close(fd)


def not_verifying(file: JournalFile, after: FilePosition) -> Damaged:
    """The error for bytes that are no entry and no interrupted write."""
    return Damaged(
        "{path} does not verify after entry {seq}. Nothing was cut", "wants-check", path=file.path, seq=after.seq
    )
