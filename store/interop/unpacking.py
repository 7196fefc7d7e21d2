"""Unpacking an archive that may be anybody's: it is believed only as far as it verifies, and stops at the first doubt.

Its tar is read block by block: `tarfile` would take extended headers of any size into memory.
"""

import gzip
import os
import re
import tarfile
import zlib
from collections.abc import Callable

from store.engine.journal import place, system
from store.engine.journal.absence import NAME
from store.engine.journal.header import Header
from store.errors import Damaged, Failed
from store.interop.whole_entries import FIRST, Follower
from store.words import Words

_MEMBER = re.compile(r"journal|segments/[0-9]{12}")
#: An archive holds at most so many files.
MEMBERS = 10_000
#: So much is read at a time, and so much at most stands behind the last file.
STEP = 1 << 20
_MIB, _GIB = 1 << 20, 1 << 30
#: In so many bytes of an archive its first line stands, packed however badly.
_BEGIN = 1 << 14


def unpack(path: str, folder: str, limit: int) -> None:
    """Write the archive's files into ``folder``, in all ``limit`` bytes at most.

    Raises `Damaged` where it is no backup or not a whole one, `Failed` where it is larger than the limit or the room
    on the disk; as soon as its headers say so.
    """

    def take(source: gzip.GzipFile, info: tarfile.TarInfo) -> None:
        _must_fit(path, folder, info.size)
        _write(path, source, info, os.path.join(folder, info.name))

    _walk(path, limit, take)


def look_through(path: str, passing: tuple[int, int] | None = None) -> list[Follower]:
    """Read all of the archive and keep nothing of it; what was followed in each of its files, the journal first.

    ``passing`` is a sequence with the checksum there, see `Follower.passed`. Raises as `unpack` does.
    """
    found: list[Follower] = []

    def take(source: gzip.GzipFile, info: tarfile.TarInfo) -> None:
        found.append(_follow(path, source, info, lambda _part: None, passing))

    _walk(path, 1 << 62, take)
    return found


def header_of(path: str) -> Header | None:
    """The first line of the journal in an archive; None where the file does not begin as a backup does."""
    try:
        with open(path, "rb") as file:
            data = zlib.decompressobj(31).decompress(file.read(_BEGIN), tarfile.BLOCKSIZE + FIRST)
        info = tarfile.TarInfo.frombuf(data[: tarfile.BLOCKSIZE], "utf-8", "surrogateescape")
    except (OSError, tarfile.TarError, zlib.error):
        return None
    follower = Follower()
    follower.take(data[tarfile.BLOCKSIZE :][: info.size] if info.name == NAME else b"")
    return follower.header


def _walk(path: str, limit: int, take: Callable[[gzip.GzipFile, tarfile.TarInfo], None]) -> None:
    """Hand on each file of the archive, in its order, where it may be one of a backup."""
    try:
        with gzip.open(path, "rb") as source:
            left, names = limit, list[str]()
            while (info := _next(source)) is not None:
                if not info.isreg() or info.size < 0 or _MEMBER.fullmatch(info.name) is None:
                    raise Damaged("{path} is not a backup of Concord: it holds {name}", path=path, name=info.name)
                left -= info.size
                names.append(info.name)
                if left < 0 or len(names) > MEMBERS:
                    raise Failed(
                        "{path} unpacks to more than {n} GiB. Raise the limit only if it is a backup of your own",
                        path=path,
                        n=limit // _GIB,
                    )
                take(source, info)
            if len(_read(source, STEP)) == STEP:  # reading to the end verifies the checksum of all of it
                raise Damaged("{path} is not a backup of Concord: it holds {name}", path=path, name="…")
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise Damaged("{path} is not a whole backup: {reason}", path=path, reason=error) from error
    if NAME not in names:
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
    fd = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, place.FILE_MODE)

    def put(part: bytes) -> None:
        if system.write(fd, part) != len(part):
            raise OSError(28, os.strerror(28))

    try:
        os.fchmod(fd, place.FILE_MODE)
        _follow(path, source, info, put)
        system.fsync(fd)
    finally:
        os.close(fd)


def _follow(
    path: str,
    source: gzip.GzipFile,
    info: tarfile.TarInfo,
    put: Callable[[bytes], None],
    passing: tuple[int, int] | None = None,
) -> Follower:
    """Read one file of the archive and put it somewhere, as far as it verifies; raises `Damaged` there."""
    follower, left = Follower(passing), info.size
    while left > 0:
        part = _read(source, min(left, STEP))
        if not part:
            raise EOFError("it was cut")
        if not follower.take(part):
            break
        put(part)
        left -= len(part)
    if follower.end != info.size:
        reason = Words("{name} does not verify after entry {seq}", name=info.name, seq=follower.seq)
        raise Damaged("{path} does not verify: {reason}", path=path, reason=reason)
    _read(source, -info.size % tarfile.BLOCKSIZE)
    return follower
