"""Where a journal may lie: a regular file with one name, on a file system whose locks can be trusted."""

import os
import stat
import time
from contextlib import suppress

from store.engine.journal import system
from store.errors import Damaged
from store.words import Words

FOLDER_MODE = 0o2770
FILE_MODE = 0o660

#: File systems on which locks or renames do not hold what is promised, as the kernel names them.
FOREIGN = ("nfs", "cifs", "smb", "fuse", "9p", "ceph", "afs", "glusterfs")


def open_regular(path: str, flags: int) -> int:
    """A descriptor of the file; refuses links, pipes, devices and folders."""
    try:
        fd = os.open(path, flags | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        if error.errno in (40, 6, 21):  # ELOOP, ENXIO, EISDIR
            raise _irregular(path) from error
        raise
    if not stat.S_ISREG(os.fstat(fd).st_mode):
        os.close(fd)
        raise _irregular(path)
    return fd


def _irregular(path: str) -> Damaged:
    return Damaged(
        "{path} is not a regular file. Put the file itself there, or move this away and repair what is left",
        "wants-repair",
        path=path,
    )


def read_regular(path: str) -> bytes | None:
    """All bytes of a file; None where there is none, or something else in its place, which is never waited for."""
    try:
        fd = open_regular(path, os.O_RDONLY)
    except (FileNotFoundError, NotADirectoryError, Damaged):
        return None
    with os.fdopen(fd, "rb") as file:
        return file.read()


def has_second_name(fd: int, path: str) -> bool:
    """Whether the journal has another name, as a snapshot by hard links gives it: what is written is in both."""
    info = os.fstat(fd)
    for _ in range(20):  # a journal that is just being made has two names for a moment
        if info.st_nlink < 2 or _is_segment(path, info):
            return False
        time.sleep(0.005)
        info = os.fstat(fd)
    return True


def second_name_words(path: str) -> Words:
    """Why a journal with a second name is only read, and what makes it single."""
    return Words(
        "{path} has a second name, such as a snapshot gives it. The repair makes it single", "wants-repair", path=path
    )


def state_of(path: str) -> tuple[int, int, int] | None:
    """Which file that is, its size, and when it was changed last in any way; None where there is none."""
    try:
        info = os.stat(path, follow_symlinks=False)
    except OSError:
        return None
    return info.st_ino, info.st_size, info.st_ctime_ns


def is_other(path: str, identity: tuple[int, int]) -> bool:
    """Whether the path names another file than the one of that identity, or none."""
    try:
        info = os.stat(path, follow_symlinks=False)
    except OSError:
        return True
    return (info.st_dev, info.st_ino) != identity


def _is_segment(path: str, info: os.stat_result) -> bool:
    """Whether the two names are those that a rotation gives the journal before it puts a new one in its place."""
    above = os.path.dirname(path)
    try:
        if os.path.basename(above) == "segments":
            journal = os.stat(os.path.join(os.path.dirname(above), "journal"), follow_symlinks=False)
            return info.st_nlink == 2 and journal.st_ino == info.st_ino
        with os.scandir(os.path.join(above, "segments")) as entries:
            return info.st_nlink == 2 and any(entry.inode() == info.st_ino for entry in entries)
    except OSError:
        return False


def foreign(folder: str) -> str | None:
    """The name of the foreign file system that the folder lies on, or None on a local one."""
    device = os.stat(folder).st_dev
    mark = f"{os.major(device)}:{os.minor(device)}".encode()
    try:
        with open("/proc/self/mountinfo", "rb") as mounts:
            kinds = [line.partition(b" - ")[2].split()[0] for line in mounts if line.split()[2] == mark]
    except OSError:
        return None
    kind = kinds[-1].decode() if kinds else ""
    return kind if kind.startswith(FOREIGN) else None


def write_new(path: str, data: bytes) -> None:
    """A file of the workspace with these bytes, on the disk when this returns; raises OSError where there is one."""
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, FILE_MODE)
    try:
        os.fchmod(fd, FILE_MODE)
        if system.write(fd, data) != len(data):
            raise OSError(28, os.strerror(28))  # ENOSPC
        system.fsync(fd)
    finally:
        os.close(fd)


def write_whole(path: str, data: bytes, *, instead: bool = False) -> None:
    """The same, and whoever dies on the way has left all of it or nothing; with ``instead`` of one that is there."""
    aside = f"{path}.new"
    with suppress(FileNotFoundError):
        os.unlink(aside)
    write_new(aside, data)
    if instead:
        system.rename(aside, path)
    else:
        os.link(aside, path)
        os.unlink(aside)


def make_folder(folder: str, group: int | None = None) -> None:
    """A folder for a group (one's own) to write in, whatever the umask; one that is there already stays as it is."""
    os.makedirs(os.path.dirname(folder) or ".", exist_ok=True)
    try:
        os.mkdir(folder, 0o700)
    except FileExistsError:
        if os.path.isdir(folder):
            return
        raise
    open_to_group(folder, group)


def open_to_group(folder: str, group: int | None) -> None:
    """Let a group (None: the one that it belongs to) write in the folder, and whatever is made in it belong to it."""
    if group is not None:
        os.chown(folder, -1, group)
    os.chmod(folder, FOLDER_MODE)


def make_like(folder: str, other: str) -> None:
    """Give a folder the group and the mode of another, whose place it is to take."""
    info = os.stat(other)
    os.chown(folder, -1, info.st_gid)
    os.chmod(folder, stat.S_IMODE(info.st_mode))
