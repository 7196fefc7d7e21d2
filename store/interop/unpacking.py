"""Unpacking an archive that may be anybody's: it is believed only as far as it verifies, and stops at the first doubt.

Its tar is read block by block: `tarfile` would take extended headers of any size into memory.
"""

import gzip
import os
import re
import tarfile
import zlib

from store.engine.journal import place, system
from store.engine.journal.absence import NAME
from store.errors import Damaged, Failed
from store.interop.whole_entries import Follower
from store.words import Words

_MEMBER = re.compile(r"journal|segments/[0-9]{12}")
#: An archive holds at most so many files.
MEMBERS = 10_000
#: So much is read at a time, and so much at most stands behind the last file.
STEP = 1 << 20
_MIB, _GIB = 1 << 20, 1 << 30


def unpack(path: str, folder: str, limit: int) -> None:
    """Write the archive's files into ``folder``, in all ``limit`` bytes at most.

    Raises `Damaged` where it is no backup or not a whole one, `Failed` where it is larger than the limit or the room
    on the disk; as soon as its headers say so.
    """
    try:
        with gzip.open(path, "rb") as source:
            left, members = limit, 0
            while (info := _next(source)) is not None:
                if not info.isreg() or info.size < 0 or _MEMBER.fullmatch(info.name) is None:
                    raise Damaged("{path} is not a backup of Concord: it holds {name}", path=path, name=info.name)
                left, members = left - info.size, members + 1
                if left < 0 or members > MEMBERS:
                    raise Failed(
                        "{path} unpacks to more than {n} GiB. Raise the limit only if it is a backup of your own",
                        path=path,
                        n=limit // _GIB,
                    )
                _must_fit(path, folder, info.size)
                _write(path, source, info, os.path.join(folder, info.name))
            if len(_read(source, STEP)) == STEP:  # reading to the end verifies the checksum of all of it
                raise Damaged("{path} is not a backup of Concord: it holds {name}", path=path, name="…")
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise Damaged("{path} is not a whole backup: {reason}", path=path, reason=error) from error
    if not os.path.exists(os.path.join(folder, NAME)):
        raise Damaged("{path} is not a whole backup: the journal is missing", path=path)


def _next(source: gzip.GzipFile) -> tarfile.TarInfo | None:
    """The next header; None at the end."""
    block = _read(source, tarfile.BLOCKSIZE)
    if not block.strip(b"\0"):
        return None
    return tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")


def _read(source: gzip.GzipFile, size: int) -> bytes:
    """So many bytes, fewer only at the end."""
    parts: list[bytes] = []
    while size > 0 and (part := source.read(min(size, STEP))):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _must_fit(path: str, folder: str, size: int) -> None:
    disk = os.statvfs(folder)
    room = disk.f_bavail * disk.f_frsize
    if size > room:
        raise Failed(
            "{path} does not fit: {need} MiB are needed, {room} MiB are free on the disk of {folder}",
            path=path,
            need=-(-size // _MIB),
            room=room // _MIB,
            folder=os.path.dirname(folder),
        )


def _write(path: str, source: gzip.GzipFile, info: tarfile.TarInfo, target: str) -> None:
    """One file of the archive, written as far as it verifies; raises `Damaged` there."""
    if not os.path.isdir(os.path.dirname(target)):
        place.make_folder(os.path.dirname(target))
    follower, left = Follower(), info.size
    fd = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, place.FILE_MODE)
    try:
        os.fchmod(fd, place.FILE_MODE)
        while left > 0:
            part = _read(source, min(left, STEP))
            if not part:
                raise EOFError("it was cut")
            if not follower.take(part):
                break
            if system.write(fd, part) != len(part):
                raise OSError(28, os.strerror(28))
            left -= len(part)
        system.fsync(fd)
    finally:
        os.close(fd)
    if follower.end != info.size:
        reason = Words("{name} does not verify after entry {seq}", name=info.name, seq=follower.seq)
        raise Damaged("{path} does not verify: {reason}", path=path, reason=reason)
    _read(source, -info.size % tarfile.BLOCKSIZE)
