"""Files that people name: read with a bound, written whole or not at all, as closed as the workspace they come from."""

import os
import stat
from collections.abc import Callable, Iterable
from typing import NamedTuple, Protocol

from store.engine.home.home_at import is_address
from store.errors import Failed, WrongWords
from store.interop.outside_workspaces import workspace_around

STANDARD_INPUT = "/dev/stdin"


class Stream(Protocol):
    """What bytes can be written to: standard output, an opened file."""

    def write(self, data: bytes, /) -> object: ...


def read(path: str | os.PathLike[str], limit: int) -> bytes:
    """All of the file; raises `Failed` where it cannot be read, `WrongWords` where it exceeds ``limit`` bytes."""
    name = os.fspath(path)
    parts: list[bytes] = []
    room = limit + 1
    try:
        # What comes in may be a socket, which cannot be opened by a name.
        with open(0 if name == STANDARD_INPUT else name, "rb", buffering=0, closefd=name != STANDARD_INPUT) as file:
            while room > 0 and (part := file.read(min(room, 1 << 20))):
                parts.append(part)
                room -= len(part)
    except (OSError, ValueError) as error:
        raise failed(name, error) from None
    if room <= 0:
        raise WrongWords("{path} is larger than {n} MiB. Import it in parts", path=name, n=limit // (1024 * 1024))
    return b"".join(parts)


class NewFile(NamedTuple):
    """A file to make, whatever the umask, for whoever makes it alone (0600).

    In a folder that hands its group on (setgid), where that is the group that may read ``workspace``, for the group
    too (0640); ``public`` lets everybody read it (0644). One that is there already is replaced with ``force``, and
    stays as closed as it was unless it is to be public.
    """

    path: str
    force: bool = False
    public: bool = False
    #: Where the workspace is that the data come from.
    workspace: str = ""
    #: Looks at what was written, before it has its name, and raises where it shall not.
    check: Callable[[str], object] | None = None


Target = str | os.PathLike[str] | Stream | NewFile


def write(target: Target, parts: Iterable[bytes]) -> None:
    """Write the parts to a stream, or to a file that is complete under its name or not there.

    A file that exists is kept unless the target says ``force``; devices and pipes are written to. Raises `Failed`,
    also for a file inside a workspace.
    """
    if isinstance(target, str | os.PathLike):
        target = NewFile(os.fspath(target))
    if isinstance(target, NewFile):
        try:
            _write_named(target, parts)
        except (OSError, ValueError) as error:
            raise failed(target.path, error) from None
    else:
        for part in parts:
            target.write(part)


def _write_named(new: NewFile, parts: Iterable[bytes]) -> None:
    path, mode = new.path, _mode(new.path)
    if mode is not None and (stat.S_ISCHR(mode) or stat.S_ISFIFO(mode)):
        with open(path, "wb", buffering=0) as device:
            device.writelines(parts)
        return
    if mode is not None and not new.force:
        raise Failed("{path} is there already. Name another file, or have it replaced", "file-exists", path=path)
    if mode is not None and stat.S_ISDIR(mode):
        raise Failed("{path} is a folder. Name a file in it", path=path)
    folder = workspace_around(path)
    if folder is not None:
        raise Failed("{path} lies inside the workspace {folder}. Name one outside of it", path=path, folder=folder)
    if new.force:  # the file that a link names is replaced, not the link
        new = new._replace(path=os.path.realpath(path))
    _write_aside(new, parts, mode)


def _write_aside(new: NewFile, parts: Iterable[bytes], before: int | None) -> None:
    """Write beside the file, bring to the disk, then give it its name; ``before`` is the mode of one there already."""
    folder = os.path.dirname(new.path)
    aside = os.path.join(folder, f".{os.urandom(6).hex()}.part")
    file = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(file, "wb") as out:
            os.fchmod(file, permissions(new, folder or ".", before))
            for part in parts:
                out.write(part)
            out.flush()
            os.fsync(file)
        if new.check is not None:
            new.check(aside)
        if new.force:
            os.replace(aside, new.path)
        else:
            _name(aside, new.path)
    finally:
        if os.path.lexists(aside):
            os.unlink(aside)


def permissions(new: NewFile, folder: str, before: int | None = None) -> int:
    """The mode of the new file in ``folder``, as `NewFile` says it; ``before`` is that of one there already."""
    if new.public:
        return 0o644
    mode = 0o600
    if new.workspace and not is_address(new.workspace):  # a database has no group of this machine
        place, home = os.stat(folder), os.stat(new.workspace)
        shared = place.st_mode & stat.S_ISGID and home.st_mode & stat.S_IRGRP
        mode = 0o640 if shared and place.st_gid == home.st_gid else 0o600
    return mode if before is None else mode & before


def _name(aside: str, path: str) -> None:
    """Give the file its name unless somebody else took it meanwhile."""
    try:
        os.link(aside, path)  # unlike a rename, it never replaces
    except FileExistsError:
        raise Failed(
            "{path} is there already. Name another file, or have it replaced", "file-exists", path=path
        ) from None
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


def failed(path: str, error: OSError | ValueError) -> Failed:
    """It as an error that says what the file has to do with it."""
    if isinstance(error, FileNotFoundError):
        return Failed("There is no file or folder {path}. Check the name", path=path)
    if isinstance(error, IsADirectoryError):
        return Failed("{path} is a folder. Name a file in it", path=path)
    if isinstance(error, PermissionError):
        return Failed("{path}: you may not open it. Check its permissions", path=path)
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Failed("{path}: {reason}", path=path, reason=reason)
