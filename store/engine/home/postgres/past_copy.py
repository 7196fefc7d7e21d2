"""A copy of a database's journal in a file of one's own: what happened is read without a network, and without one too.

The lines are those of a journal in a folder, chained alike; several sessions append to one file. It is a cache: what
does not agree with the database is begun anew, and where no file can be written there is none.
"""

import fcntl
import os
import shutil
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import dropwhile

from store.engine.home.postgres.cache_folder import ENTRIES
from store.engine.home.postgres.database_position import DatabasePosition, begin_of
from store.engine.journal import backwards
from store.engine.journal.entry import HEAD, Read, frame
from store.engine.journal.file import FilePosition, JournalFile
from store.errors import ConcordError, Damaged

#: So many positions are known, from which on somebody may read.
KNOWN = 5_000
#: So many entries are written at a time.
MANY = 500
Body = tuple[bytes, DatabasePosition]


class PastCopy:
    """In ``folder``, of the journal that begins with that header. May be used from any thread."""

    def __init__(self, folder: str, header: bytes) -> None:
        self._folder, self._header = folder, header
        #: Before the first entry.
        self.begin = begin_of(header)
        self._keeping = threading.Lock()
        self._places: deque[FilePosition] = deque(maxlen=KNOWN)
        #: The file and its last entry, together: somebody reads while somebody appends.
        self._held: tuple[JournalFile, FilePosition] | None = None
        with suppress(ConcordError, OSError):
            file = JournalFile(os.path.join(folder, ENTRIES), write=True)
            last = file.last()
            if file.line[HEAD:-1] == header and file.unwritable is None and last is not None:
                self._hold(file, last)
        if self._held is None:
            self.begin_anew()

    @property
    def end(self) -> DatabasePosition | None:
        """The last entry of it; None where there is no file."""
        held = self._held
        return None if held is None else _there(held[1])

    def begin_anew(self) -> None:
        """Empty: what is in it does not stand in the journal. Who reads in the old one goes on."""
        self._held = None
        self._places.clear()
        try:
            self._make(self._folder)
        except (ConcordError, OSError):
            with suppress(ConcordError, OSError):  # without a cache, for as long as this session lasts
                passing = tempfile.mkdtemp(prefix="concord-")
                self._make(passing)
                shutil.rmtree(passing)

    def _make(self, folder: str) -> None:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        path = os.path.join(folder, ENTRIES)
        aside = f"{path}.{os.getpid()}.{os.urandom(4).hex()}"
        fd = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(fd, "wb") as new:
            new.write(frame(self._header, 0)[0])
        os.rename(aside, path)
        file = JournalFile(path, write=True)
        self._hold(file, file.start)

    def _hold(self, file: JournalFile, at: FilePosition) -> None:
        self._held = file, at
        self._places.append(at)

    def take(self, entries: Iterable[Body]) -> None:
        """Append what goes on where it ends; what is in it already is passed over."""
        some: list[Body] = []
        for each in entries:
            some.append(each)
            if len(some) == MANY:
                self._write(some)
                some.clear()
        self._write(some)

    def taking(self, entries: Iterable[Body]) -> Iterator[Body]:
        """The same entries, each taken as it is read."""
        for each in entries:
            self._write([each])
            yield each

    def _write(self, entries: list[Body]) -> None:
        with self._keeping:
            if self._held is None or not entries:
                return
            file, at = self._held
            fcntl.flock(file.fd, fcntl.LOCK_EX)
            try:
                for _whole, there in file.wholes(at):  # other sessions'
                    self._hold(file, there)
                at = self._held[1]
                if file.size() > at.offset:
                    os.ftruncate(file.fd, at.offset)  # begun by one that died
                for body, there in entries:
                    if there.seq == at.seq + 1:
                        at = self._append(file, at, body)
                if at.seq == entries[-1][1].seq and _there(at) != entries[-1][1]:
                    self.begin_anew()  # of another past
            except OSError:
                self._held = None
            finally:
                fcntl.flock(file.fd, fcntl.LOCK_UN)

    def _append(self, file: JournalFile, at: FilePosition, body: bytes) -> FilePosition:
        line, chain = frame(body, at.chain)
        if os.pwrite(file.fd, line, at.offset) != len(line):
            raise OSError
        at = FilePosition(file.identity, at.offset + len(line), at.seq + 1, chain, at.offset, at.chain)
        self._hold(file, at)
        return at

    def behind(self, position: DatabasePosition) -> Iterator[Body] | None:
        """The bodies behind a position, each with its own; None where that is not known here."""
        held = self._held
        at = next((each for each in reversed(tuple(self._places)) if _there(each) == position), None)
        if held is None or at is None or at.file != held[0].identity:
            return None
        return ((whole.body, _there(there)) for whole, there in held[0].wholes(at, held[1].offset))

    def backwards(
        self, end: DatabasePosition, read: Callable[[bytes], Read | None], down_to: int, needles: Sequence[bytes]
    ) -> Iterator[Read] | None:
        """As `Home.backwards`; None where not all of it is here."""
        held = self._held
        if held is None or held[1].seq < end.seq:
            return None
        found = backwards.of_file(held[0], held[1].offset, read, down_to, needles)
        return self._verified(dropwhile(lambda each: each.seq > end.seq, found))

    def _verified(self, found: Iterator[Read]) -> Iterator[Read]:
        try:
            yield from found
        except Damaged:  # of the copy: it is fetched anew
            self.begin_anew()


def _there(at: FilePosition) -> DatabasePosition:
    return DatabasePosition(at.seq, at.chain)
