"""A folder as the home of a journal: the file `journal` in it, locked, read and appended to; segments; a checkpoint."""

import errno
import os
import threading
from collections.abc import Generator
from contextlib import contextmanager
from typing import cast

from store.engine import identity
from store.engine.home import Known, Overtook
from store.engine.home import Position as AnyPosition
from store.engine.home.reader import NAME, FolderReader
from store.engine.journal import checkpoint, gone_elsewhere, lock, place, rotation, system
from store.engine.journal.entry import Entry, frame
from store.engine.journal.file import GROWTH, FilePosition, JournalFile
from store.engine.journal.frames import Numbered
from store.engine.later_versions import entry_of
from store.errors import Failed, OutcomeUnknown, ReadOnly
from store.words import Words

__all__ = ["NAME", "FolderHome"]

#: A checkpoint is due when the tail has this many entries and is a twentieth of the documents, or this many bytes.
TAIL_ENTRIES = 2_000
TAIL_BYTES = 4 * 1024 * 1024
#: So many bytes behind the end are looked at before an entry is written there.
AHEAD = 4096
#: So many bytes that others appended are taken in without the lock.
FAR_BEHIND = 8 * 1024 * 1024


class FolderHome(FolderReader):
    """The journal in ``folder``, as `Home` says it. Raises `Failed` or `Damaged` where there is none to read."""

    #: What the journal lacks here is damage, which a repair is for.
    vanished = None

    @property
    def login(self) -> str:
        """Whoever can write the file may."""
        return ""

    def has_account(self, login: str) -> bool:
        return identity.has_account(login)

    def risk(self) -> None:
        """It is on the disk."""

    def watch(self, at: AnyPosition) -> None:
        """A look at the file is quick."""

    @property
    def lost(self) -> None:
        """What keeps one from a file is said when it is read."""

    def is_near(self, at: AnyPosition) -> bool:  # noqa: ARG002 (any is)
        return True

    def meet(self, sign: str) -> None:
        """Sessions tell it by files beside the journal."""

    def arrived(self, op: str) -> bool:
        return self._known(op, self._file.start) is not None

    # Writing

    @contextmanager
    def turn(self, wait: float) -> Generator[None]:
        held = self._held = self._locked(wait)
        self._writer = threading.get_ident()
        try:
            yield
        finally:
            self._held = self._fresh = None
            lock.release(held.fd)

    alone = turn

    def _locked(self, wait: float) -> JournalFile:
        """The file that the path names, locked. What is behind in it is read by whoever has the turn."""
        other = False
        while True:
            if self.refusal is not None:
                raise ReadOnly("Nothing can be written here: {why}", why=self.refusal)
            held = self._file
            if other or self._pid != os.getpid():
                # A forked child shares the lock of what it did not open itself.
                held = JournalFile(self.path, write=True)
                if held.identity == self._file.identity:
                    self._pid = os.getpid()
                    self._hold(held)
            self._wanted = held.fd
            lock.acquire(held.fd, wait)
            self._fresh = self._sight() if held is self._file else None
            other = self._fresh is None and place.is_other(self.path, held.identity)
            if not other:
                break
            lock.release(held.fd)
        self._gone = gone_elsewhere.words(self.folder)
        if self._gone is not None:
            lock.release(held.fd)
            raise ReadOnly("Nothing can be written here: {why}", why=self._gone)
        return held

    def is_far_behind(self, at: AnyPosition) -> bool:
        return self._file.size() - self._end(at).offset > FAR_BEHIND

    def append(self, entry: Entry, body: bytes, expecting: AnyPosition) -> FilePosition | Overtook | Known:
        file = self._file
        if file is not self._held and (self._held is None or file.identity != self._held.identity):
            raise Failed("The workspace was moved while writing. Nothing was saved; try again")
        size, _changed, names = self._look()
        self._fresh = None
        if names > 1 and place.has_second_name(file.fd, self.path):
            raise ReadOnly("Nothing can be written here: {why}", why=place.second_name_words(self.path))
        after = cast("FilePosition", expecting)
        if after.file != file.identity:
            after = self._in(file, after)
        if after is None or not file.stands(after, AHEAD):
            self._mark = None  # all behind it is read
            return self._known(entry.op, cast("FilePosition", expecting)) or Overtook()
        line, chain = frame(body, after.chain)
        try:
            self._write(line, after.offset, size)
        except OSError as error:
            self._take_back(after)
            raise Failed("Nothing was saved: {reason}. Make room, then try again", reason=error.strerror) from error
        try:
            system.sync_data(file.fd)
        except OSError as error:
            self._take_back(after)
            self._failed = Words("the disk failed while writing. Leave, and start again")
            raise Failed("Nothing was saved: the disk says {reason}", reason=error.strerror) from error
        self._mark, mark = None, self._sight()
        if mark is None or os.pread(file.fd, len(line), after.offset) != line:
            raise Failed("The workspace was moved while writing. Nothing was saved; try again")
        self._mark = mark
        return FilePosition(file.identity, after.offset + len(line), entry.seq, chain, after.offset, after.chain)

    def _known(self, op: str, expected: FilePosition) -> Known | None:
        """What was appended under that operation id behind a position."""
        after = self._in(self._file, expected)
        if after is None:
            return None
        entries = (entry_of(whole.body) for whole, _position in self._file.wholes(after))
        return next((Known(entry.seq) for entry in entries if entry is not None and entry.op == op), None)

    def _write(self, line: bytes, offset: int, size: int) -> None:
        """The whole entry in one write, with zeros behind it where the file has to grow."""
        data = line if offset + len(line) <= size else line + bytes(GROWTH)
        if system.write_at(self._file.fd, data, offset) < len(line):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def _take_back(self, to: FilePosition) -> None:
        try:
            if self._file.stands(to):  # else something was put over it, which is not ours to cut
                system.truncate(self._file.fd, to.offset)
                system.fsync(self._file.fd)
        except OSError as error:
            self._failed = Words("the disk failed while writing. Leave, and start again")
            raise OutcomeUnknown("Whether this was saved is not known: {reason}", reason=error.strerror) from error
        self._mark = None  # what is there now may be another's

    def settle(self) -> None:
        """A writer that died may have left in memory only what others have read."""
        system.sync_data(self._file.fd)

    def holder(self) -> tuple[int, str, str] | None:
        return lock.waited_for(self._wanted)

    def leave(self, to: str) -> None:
        try:
            gone_elsewhere.mark(self.folder, to)
        except OSError as error:
            raise Failed("{path} cannot be written: {reason}", path=self.folder, reason=error.strerror) from error

    # Keeping

    def save(
        self, at: AnyPosition, tables: dict[str, Numbered], highest: dict[str, int], columns: checkpoint.Wanted
    ) -> None:
        position = cast("FilePosition", at)
        head = checkpoint.Head(
            workspace=self.header.workspace,
            seq=position.seq,
            offset=position.offset,
            chain=position.chain,
            at=position.at,
            before=position.before,
            highest=highest,
            tables=list(tables),
        )
        checkpoint.save(self.folder, head, tables, columns)

    def tail_is_long(self, kept: AnyPosition, now: AnyPosition, documents: int) -> bool:
        before, after = cast("FilePosition", kept), cast("FilePosition", now)
        entries, size = after.seq - before.seq, after.offset - (before.offset if before.file == after.file else 0)
        return (entries > TAIL_ENTRIES and entries > documents / 20) or size > TAIL_BYTES

    def grown_long(self, now: AnyPosition) -> bool:
        return self._end(now).offset >= rotation.LIMIT

    def rotate(self, now: AnyPosition, made: str) -> None:
        rotation.rotate(self.folder, self._file, cast("FilePosition", now), made)
