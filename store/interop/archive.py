"""A workspace in one file: a gzipped tar of its journal and segments, as of one moment.

Nothing is locked: a journal is only appended to, so that all up to a whole entry is a moment that was. The checkpoint
is made anew after restoring, and who is here does not belong in it.
"""

import gzip
import io
import os
import re
import shutil
import tarfile
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from store.engine import checkup
from store.engine.journal import place, rotation, system
from store.engine.journal.entry import is_torn, scan
from store.engine.journal.folder import NAME, FolderJournal
from store.errors import Damaged, Failed
from store.interop import files
from store.interop.files import Target

#: What an archive holds, unpacked, is at most so large.
LIMIT = 4 * 1024 * 1024 * 1024
_MEMBER = re.compile(r"journal|segments/[0-9]{12}")


class Piece(NamedTuple):
    """A file of the archive: its name, its bytes up to a whole entry, how many entries."""

    name: str
    data: bytes
    entries: int


def backup(folder: str, target: Target, *, force: bool = False) -> int:
    """Write the archive of a workspace, whole or not at all; how many entries it has.

    Raises `Damaged` where the journal does not verify, `Failed` where ``target`` is there already (unless ``force``)
    or cannot be written.
    """
    pieces = _pieces(folder)
    files.write(target, _packed(pieces), force=force)
    return sum(piece.entries for piece in pieces)


def _pieces(folder: str) -> list[Piece]:
    """The files as of one moment; begun again where the journal is rotated meanwhile."""
    for _ in range(10):
        journal = FolderJournal(folder, write=False)
        try:
            pieces = [_piece(journal, NAME)]
            for path in rotation.paths(folder):
                if int(path[-12:]) <= journal.header.after:
                    pieces.append(_segment(folder, path))
            if not journal.replaced():
                return pieces
        finally:
            journal.close()
    raise Failed("{path} changes faster than it can be read. Try again", path=folder)


def _segment(folder: str, path: str) -> Piece:
    segment = FolderJournal(folder, segment=path)
    try:
        return _piece(segment, f"{rotation.FOLDER}/{os.path.basename(path)}")
    finally:
        segment.close()


def _piece(journal: FolderJournal, name: str) -> Piece:
    start = journal.start
    data = journal.read(start, to_the_end=True)
    count, end, seq = 0, 0, start.seq
    for whole in scan(data, 0, start.chain):
        count, end, seq = count + 1, whole.end, seq + 1
    if data[end:] and not is_torn(data[end:]):
        raise Damaged(
            "{path} does not verify after entry {seq}, and a backup would not either. Run `concord check`",
            path=journal.path,
            seq=seq,
        )
    return Piece(name, os.pread(journal.fd, start.offset, 0) + data[:end], count)


def _packed(pieces: list[Piece]) -> Iterator[bytes]:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w|gz") as archive:
        for piece in pieces:
            info = tarfile.TarInfo(piece.name)
            info.size, info.mode = len(piece.data), place.FILE_MODE
            archive.addfile(info, io.BytesIO(piece.data))
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


def restore(path: str, folder: str) -> checkup.Report:
    """Unpack an archive into ``folder``, which is not there yet or empty; what a look at all of it found.

    Raises `Failed` where there is something in the folder or it cannot be made, `Damaged` where the archive is not
    whole, is none, or does not verify. Then nothing is left behind.
    """
    folder = os.path.abspath(folder)
    if os.path.lexists(folder) and (not os.path.isdir(folder) or os.listdir(folder)):
        raise Failed("There is something in {path} already. Name a folder that is not there yet", path=folder)
    aside = f"{folder}.{os.urandom(4).hex()}"
    try:
        os.makedirs(os.path.dirname(folder), exist_ok=True)
        place.make_folder(aside)
        _unpack(path, aside)
        report = checkup.verify(aside)
        if not report.clean:
            first = next(finding for finding in report.findings if finding.level == "damaged")
            raise Damaged("{path} does not verify: {reason}", path=path, reason=first.words)
        if os.path.isdir(folder):
            os.rmdir(folder)
        system.rename(aside, folder)
        system.sync_folder(os.path.dirname(folder))
    except OSError as error:
        raise Failed("{path} cannot be restored: {reason}", path=path, reason=error.strerror or error) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return report


def _unpack(path: str, aside: str) -> None:
    left = LIMIT
    try:
        with tarfile.open(path, mode="r:gz") as archive:
            for info in archive:
                if not info.isreg() or _MEMBER.fullmatch(info.name) is None:
                    raise Damaged("{path} is not a backup of Concord: it holds {name}", path=path, name=info.name)
                left -= info.size
                if left < 0:
                    raise Damaged("{path} holds more than a workspace can", path=path)
                source = archive.extractfile(info)
                if source is not None:
                    _write(os.path.join(aside, info.name), source.read())
            while archive.fileobj.read(1 << 20):
                pass  # the checksum of all of it stands at the very end
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise Damaged("{path} is not a whole backup: {reason}", path=path, reason=error) from error
    if not os.path.exists(os.path.join(aside, NAME)):
        raise Damaged("{path} is not a whole backup: the journal is missing", path=path)


def _write(path: str, data: bytes) -> None:
    if not os.path.isdir(os.path.dirname(path)):
        place.make_folder(os.path.dirname(path))
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, place.FILE_MODE)
    try:
        os.fchmod(fd, place.FILE_MODE)
        if system.write(fd, data) != len(data):
            raise OSError(28, os.strerror(28))
        system.fsync(fd)
    finally:
        os.close(fd)
