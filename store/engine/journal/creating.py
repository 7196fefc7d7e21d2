"""Making a workspace in one step: it is begun in a folder of its own aside, and one rename puts it in place.

Whatever fails or dies on the way, there is all of it or nothing. What a maker that died has left aside is known by its
name and by the lock that nobody holds on it any more, and the next one clears it away.
"""

import fcntl
import os
import re
import shutil
import stat
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress

import msgspec

from store.engine.journal import lock, place, system
from store.engine.journal.absence import NAME, refuse_taken
from store.engine.journal.entry import frame
from store.engine.journal.header import Header
from store.errors import Failed

#: A folder in which a workspace is begun, and its journal on the way from there.
_ASIDE = re.compile(r"\.founding-[0-9a-f]{8}")
_LOOSE = ".journal"
#: So many seconds one waits for somebody else who makes one in the same folder.
WAIT = 10.0


def create(
    folder: str, name: str, made: str, *, group: int | None = None, begin: Callable[[str], None] | None = None
) -> None:
    """A new journal in ``folder``, made if it is not there, for ``group`` (None: as the system has it).

    ``begin`` is given the folder aside and may commit there first. Raises `Failed` where there is a workspace already
    or none can be made, `Damaged` where something is left of one, and what ``begin`` raises: then nothing was made.
    """
    header = Header(workspace=os.urandom(8).hex(), name=name, made=made)

    def fill(aside: str) -> None:
        place.write_new(os.path.join(aside, NAME), frame(msgspec.json.encode(header), 0)[0])
        system.sync_folder(aside)
        if begin is not None:
            begin(aside)

    there = os.path.isdir(folder)
    try:
        refuse_taken(folder)
        if there:
            _inside(folder, group, fill)
        else:
            _beside(folder, group, fill)
    except OSError as error:
        with suppress(OSError):
            refuse_taken(folder)  # somebody was quicker
        raise Failed("{path} cannot be made: {reason}", path=folder, reason=error.strerror) from error
    try:
        system.sync_folder(folder)
        if not there:
            with suppress(PermissionError):  # one may make something in a folder that one may not list
                system.sync_folder(os.path.dirname(folder))
    except OSError as error:
        raise Failed(
            "{path} was made, but the disk may lose it yet: {reason}", path=folder, reason=error.strerror
        ) from error


def _beside(folder: str, group: int | None, fill: Callable[[str], None]) -> None:
    """The folder itself is made: whole, under another name."""
    above = os.path.dirname(folder)
    os.makedirs(above, exist_ok=True)
    with _aside(above, group) as aside:
        fill(aside)
        system.rename(aside, folder)


def _inside(folder: str, group: int | None, fill: Callable[[str], None]) -> None:
    """The folder stays as it is; its lock keeps others who would make one there out."""
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        with suppress(OSError):  # a file system without locks lets everybody through
            lock.acquire(fd, WAIT)
        refuse_taken(folder)
        for name in os.listdir(folder):
            if name.endswith(_LOOSE) and _ASIDE.fullmatch(name.removesuffix(_LOOSE)):
                os.unlink(os.path.join(folder, name))
        with _aside(folder, group) as aside:
            fill(aside)
            loose = aside + _LOOSE
            try:
                system.rename(os.path.join(aside, NAME), loose)
                shutil.rmtree(aside)  # first: nothing is left of the making once the workspace is there
                if group is not None:
                    place.open_to_group(folder, group)
                system.rename(loose, os.path.join(folder, NAME))
            finally:
                with suppress(FileNotFoundError):
                    os.unlink(loose)
    finally:
        os.close(fd)


@contextmanager
def _aside(above: str, group: int | None) -> Generator[str]:
    """A folder in which nobody looks for a workspace, locked as long as it is filled, and gone afterwards."""
    _sweep(above)
    aside = os.path.join(above, f".founding-{os.urandom(4).hex()}")
    fd = -1
    try:
        place.make_folder(aside, group)
        fd = os.open(aside, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        _locked(fd)
        yield aside
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        if fd >= 0:
            os.close(fd)


def _sweep(above: str) -> None:
    """Clear away the folders that were begun in by somebody who died."""
    with suppress(OSError), os.scandir(above) as entries:  # what cannot be cleared away is in nobody's way
        for entry in entries:
            info = entry.stat(follow_symlinks=False)
            if not _ASIDE.fullmatch(entry.name) or not stat.S_ISDIR(info.st_mode) or info.st_uid != os.geteuid():
                continue
            fd = os.open(entry.path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC | os.O_NOFOLLOW)
            try:
                if _locked(fd):
                    shutil.rmtree(entry.path, ignore_errors=True)
            finally:
                os.close(fd)


def _locked(fd: int) -> bool:
    """Take the lock on a folder, unless somebody else has it; a file system without locks lets everybody through."""
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        pass
    return True
