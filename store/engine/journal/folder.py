"""A journal whose home is a folder: opened, locked, read and appended to."""

import errno
import os
from typing import NamedTuple

import msgspec

from store.engine.journal import lock, place, system
from store.engine.journal.entry import FORMAT, frame, is_torn, scan
from store.engine.journal.header import Header
from store.engine.versions import NEWER, header_of
from store.errors import Damaged, Failed, OutcomeUnknown, ReadOnly
from store.words import Words

NAME = "journal"
#: The file grows by zeros of this size, so that most entries change neither its size nor its blocks: syncing one then
#: costs two thirds of what it costs to append (measured on ext4).
GROWTH = 64 * 1024


class Position(NamedTuple):
    """How far a reader has come: bytes, sequence, and the checksum that seeds the next entry."""

    offset: int
    seq: int
    chain: int


class FolderJournal:
    """The file `journal` of a workspace folder, or the ``segment`` of one, which is only read.

    It knows bytes, sequences and checksums, and no documents.
    """

    def __init__(self, folder: str, *, write: bool = True, segment: str | None = None) -> None:
        self.folder = folder
        self.path = segment or os.path.join(folder, NAME)
        self.refusal: Words | None = None
        self.fd = -1
        self._open(write and segment is None)

    def _open(self, write: bool) -> None:
        try:
            try:
                self.fd = place.open_regular(self.path, os.O_RDWR if write else os.O_RDONLY)
            except OSError as error:
                if not write or error.errno not in (errno.EPERM, errno.EACCES, errno.EROFS):
                    raise
                self.fd = place.open_regular(self.path, os.O_RDONLY)
                self.refusal = Words("you may read {path} but not write it", path=self.path)
        except OSError as error:
            raise place.explain(error, self.path) from error
        info = os.fstat(self.fd)
        self.identity = (info.st_dev, info.st_ino)
        self.header, self.start = self._read_header()
        kind = place.foreign(self.folder)
        if self.header.format > FORMAT:
            self.refusal = NEWER
        elif kind is not None and os.environ.get("CONCORD_TRUST_FILE_SYSTEM") != kind:
            self.refusal = Words("it lies on {name}, where locks cannot be trusted", name=kind)

    def _read_header(self) -> tuple[Header, Position]:
        first = os.pread(self.fd, 4096, 0).partition(b"\n")[0] + b"\n"
        whole = next(scan(first, 0, 0), None)
        if whole is None:
            raise Damaged(
                "{path} does not begin as a journal does. `concord check --repair` brings back what there is",
                path=self.path,
            )
        header = header_of(whole.body, self.path)
        return header, Position(whole.end, header.after, header.chain if header.after else whole.chain)

    def anew(self) -> "FolderJournal":
        """The journal that the path names now; raises `Failed` where there is none any more."""
        if not os.path.lexists(self.path):
            raise Failed(
                "{path} is gone. What is on the screen is as it was before; nothing can be saved", path=self.folder
            )
        return FolderJournal(self.folder)

    def size(self) -> int:
        """Bytes in the file that we hold open."""
        return os.fstat(self.fd).st_size

    def replaced(self) -> bool:
        """Whether the path names another file than the one that we hold open."""
        try:
            info = os.stat(self.path, follow_symlinks=False)
        except OSError:
            return True
        return (info.st_dev, info.st_ino) != self.identity

    def grown(self, position: Position) -> bool:
        """Whether something was written at that position: one byte is looked at."""
        return os.pread(self.fd, 1, position.offset) not in (b"", b"\0")

    def read(self, position: Position, *, to_the_end: bool = False) -> bytes:
        """The bytes from that position on, up to the zeros behind the last entry or, if asked for, of the file.

        Raises `Damaged` where the file was cut before it.
        """
        size = self.size()
        if size < position.offset:
            raise Damaged("{path} is shorter than it was: somebody cut it. Run `concord check`", path=self.path)
        data = bytearray()
        step = size if to_the_end else GROWTH
        while part := os.pread(self.fd, step, position.offset + len(data)):
            data += part
            if part[-1] == 0 and not to_the_end:
                break
            step = max(step, len(data))
        return bytes(data).rstrip(b"\0")

    def acquire(self, wait: float) -> None:
        """Take the lock, on the file that the path names now; the caller reopens where it was replaced."""
        if self.refusal is not None:
            raise ReadOnly("Nothing can be written here: {why}", why=self.refusal)
        lock.acquire(self.fd, wait)

    def release(self) -> None:
        """Let go of the lock."""
        lock.release(self.fd)

    def append(self, body: bytes, after: Position) -> Position:
        """Write one entry behind that position, on the disk when this returns.

        Raises `Failed` with nothing written, or `OutcomeUnknown` where even that cannot be promised.
        """
        line, chain = frame(body, after.chain)
        try:
            self._write(line, after.offset)
        except OSError as error:
            self._take_back(after)
            raise Failed("Nothing was saved: {reason}. Make room, then try again", reason=error.strerror) from error
        try:
            system.sync_data(self.fd)
        except OSError as error:
            self._take_back(after)
            self.refusal = Words("the disk failed while writing. Leave, and start again")
            raise Failed("Nothing was saved: the disk says {reason}", reason=error.strerror) from error
        return Position(after.offset + len(line), after.seq + 1, chain)

    def _write(self, line: bytes, offset: int) -> None:
        """The whole entry in one write, with zeros behind it where the file has to grow."""
        room = self.size() - offset - len(line)
        written = system.write_at(self.fd, line if room >= 0 else line + bytes(GROWTH), offset)
        if written < len(line):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def _take_back(self, to: Position) -> None:
        try:
            system.truncate(self.fd, to.offset)
            system.fsync(self.fd)
        except OSError as error:
            self.refusal = Words("the disk failed while writing. Leave, and start again")
            raise OutcomeUnknown("Whether this was saved is not known: {reason}", reason=error.strerror) from error

    def mend(self, tail: bytes, position: Position) -> None:
        """Set an interrupted write aside and cut it off, under the lock; raises `Damaged` for anything else."""
        if not is_torn(tail):
            raise Damaged(
                "{path} does not verify after entry {seq}. Nothing was cut; run `concord check`",
                path=self.path,
                seq=position.seq,
            )
        aside = os.path.join(self.folder, f"torn-{position.seq + 1}-{os.urandom(4).hex()}")
        fd = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, place.FILE_MODE)
        try:
            os.fchmod(fd, place.FILE_MODE)
            system.write(fd, tail)
            system.fsync(fd)
        finally:
            os.close(fd)
        system.truncate(self.fd, position.offset)
        system.fsync(self.fd)
        system.sync_folder(self.folder)

    def close(self) -> None:
        """Let go of the file."""
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1


def create(folder: str, name: str, made: str) -> Header:
    """A new journal in ``folder``, made if it is not there; raises `Failed` where there is one already."""
    header = Header(workspace=os.urandom(8).hex(), name=name, made=made)
    path = os.path.join(folder, NAME)
    aside = f"{path}.{os.urandom(4).hex()}"
    try:
        place.make_folder(folder)
        fd = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, place.FILE_MODE)
        try:
            os.fchmod(fd, place.FILE_MODE)
            line, _chain = frame(msgspec.json.encode(header), 0)
            system.write(fd, line)
            system.fsync(fd)
            os.link(aside, path)  # whole or not at all, and never over another one
        finally:
            os.close(fd)
            os.unlink(aside)
        system.sync_folder(folder)
    except FileExistsError as error:
        raise Failed("There is a workspace in {path} already", path=folder) from error
    except OSError as error:
        raise Failed("{path} cannot be made: {reason}", path=folder, reason=error.strerror) from error
    return header
