"""Files that people name: read with a bound, written whole or not at all."""

import os
import stat
from collections.abc import Iterable
from typing import Protocol

from store.errors import Failed, WrongWords


class Stream(Protocol):
    """What bytes can be written to: standard output, an opened file."""

    def write(self, data: bytes, /) -> object: ...


def read(path: str | os.PathLike[str], limit: int) -> bytes:
    """All of the file; raises `Failed` where it cannot be read, `WrongWords` where it exceeds ``limit`` bytes."""
    name = os.fspath(path)
    parts: list[bytes] = []
    room = limit + 1
    try:
        with open(name, "rb", buffering=0) as file:
            while room > 0 and (part := file.read(min(room, 1 << 20))):
                parts.append(part)
                room -= len(part)
    except (OSError, ValueError) as error:
        raise _failed(name, error) from None
    if room <= 0:
        raise WrongWords("{path} is larger than {n} MiB. Import it in parts", path=name, n=limit // (1024 * 1024))
    return b"".join(parts)


def write(target: str | os.PathLike[str] | Stream, parts: Iterable[bytes], *, force: bool = False) -> None:
    """Write the parts to a stream, or to a file that is complete under its name or not there.

    A file that exists is kept unless ``force``; devices and pipes are written to. Raises `Failed`.
    """
    if not isinstance(target, str | os.PathLike):
        for part in parts:
            target.write(part)
        return
    path = os.fspath(target)
    try:
        mode = _mode(path)
        if mode is not None and (stat.S_ISCHR(mode) or stat.S_ISFIFO(mode)):
            with open(path, "wb", buffering=0) as device:
                for part in parts:
                    device.write(part)
            return
        if mode is not None and not force:
            raise Failed("{path} is there already. Name another file, or say --force to replace it", path=path)
        if mode is not None and stat.S_ISDIR(mode):
            raise Failed("{path} is a folder. Name a file in it", path=path)
        _write_aside(path, parts, force=force)
    except (OSError, ValueError) as error:
        raise _failed(path, error) from None


def _write_aside(path: str, parts: Iterable[bytes], *, force: bool) -> None:
    """Write beside the file, bring to the disk, then give it its name."""
    if force:
        path = os.path.realpath(path)  # the file that a link names is replaced, not the link
    aside = os.path.join(os.path.dirname(path), f".{os.urandom(6).hex()}.part")
    file = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, 0o666)
    try:
        with os.fdopen(file, "wb") as out:
            for part in parts:
                out.write(part)
            out.flush()
            os.fsync(out.fileno())
        if force:
            os.replace(aside, path)
        else:
            _name(aside, path)
    finally:
        if os.path.lexists(aside):
            os.unlink(aside)


def _name(aside: str, path: str) -> None:
    """Give the file its name unless somebody else took it meanwhile."""
    try:
        os.link(aside, path)  # unlike a rename, it never replaces
    except FileExistsError:
        raise Failed("{path} is there already. Name another file, or say --force to replace it", path=path) from None
    except OSError:  # a file system without hard links
        if os.path.lexists(path):
            raise
        os.rename(aside, path)


def _mode(path: str) -> int | None:
    """What kind of file the name leads to; None where there is nothing."""
    try:
        return os.stat(path).st_mode
    except FileNotFoundError:
        return os.lstat(path).st_mode if os.path.lexists(path) else None


def _failed(path: str, error: OSError | ValueError) -> Failed:
    if isinstance(error, FileNotFoundError):
        return Failed("There is no file or folder {path}. Check the name", path=path)
    if isinstance(error, IsADirectoryError):
        return Failed("{path} is a folder. Name a file in it", path=path)
    if isinstance(error, PermissionError):
        return Failed("{path}: you may not open it. Check its permissions", path=path)
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Failed("{path}: {reason}", path=path, reason=reason)
