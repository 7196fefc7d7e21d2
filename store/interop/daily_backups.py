"""The backups of one workspace in a folder, one a day: `acme-2026-11-23.concord`.

A new one is written beside, read again, and only then has its name; the one of the same day goes only where the new one
goes on from it. What is taken away is what this made: files of that name, with a journal of this workspace in them.
"""

import errno
import os
import re
import stat
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date

from store.engine.home.home_at import is_address
from store.engine.journal import lock, system
from store.errors import Damaged, Failed
from store.interop import files
from store.interop.archive import packed, read_again
from store.interop.files import NewFile
from store.interop.kept_days import staying
from store.interop.outside_workspaces import workspace_around
from store.interop.unpacking import header_of, look_through
from store.interop.whole_entries import Follower

SUFFIX = ".concord"
#: A name has room for so many letters of the workspace's folder.
LETTERS = 48
#: What a file system says that has no locks.
_LOCKLESS = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL)
Check = Callable[[str, list[Follower]], object]


class DailyBackups:
    """Those of the workspace at ``folder``, a folder or an address, whose id is ``workspace``, in the folder ``place``.

    Raises `Failed` where that is no folder, or lies in a workspace.
    """

    def __init__(self, place: str, folder: str, workspace: str) -> None:
        self.place, self.folder, self.workspace = os.path.abspath(place), folder, workspace
        safe = "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in _name_of(folder))
        self._name = safe.lstrip("-.")[:LETTERS] or "workspace"
        inside = workspace_around(os.path.join(self.place, "x"))
        if inside is not None:
            raise Failed("{path} lies inside the workspace {folder}. Name one outside of it", path=place, folder=inside)
        if not os.path.isdir(self.place):
            if os.path.lexists(self.place):
                raise Failed("{path} is not a folder", path=place)
            raise Failed("There is no file or folder {path}. Check the name", path=place)

    def path(self, day: date) -> str:
        """What the backup of that day is called."""
        return os.path.join(self.place, f"{self._name}-{day}{SUFFIX}")

    def days(self) -> Iterator[date]:
        """The days of which there is one."""
        for name in os.listdir(self.place):
            match = re.fullmatch(f"{re.escape(self._name)}-([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}){re.escape(SUFFIX)}", name)
            with suppress(ValueError):
                day = date.fromisoformat(match[1]) if match else None
                if day is not None and self._is_ours(day):
                    yield day

    def _is_ours(self, day: date) -> bool:
        try:
            regular = stat.S_ISREG(os.lstat(self.path(day)).st_mode)
        except OSError:
            return False
        header = header_of(self.path(day)) if regular else None
        return header is not None and header.workspace == self.workspace

    def write(self, day: date, check: Check | None, *, wait: float, public: bool = False) -> int:
        """Make that of the day, as of now; ``check`` raises where it is not to count. How many entries it has.

        Raises `Damaged`, `Failed`, `Busy` after ``wait`` seconds.
        """
        path = self.path(day)
        if os.path.lexists(path) and not self._is_ours(day):
            raise Failed(
                "{path} is there already, and is no backup of this workspace that could be read. Move it away, or name "
                "another folder",
                path=path,
            )
        try:
            with self._part(wait) as (fd, part):
                followed: list[Follower] = []
                with os.fdopen(os.dup(fd), "wb") as out:
                    for piece in packed(self.folder, followed):
                        out.write(piece)
                system.fsync(fd)
                read_again(part, followed)
                if check is not None:
                    check(part, followed)
                self._must_go_on(path, part)
                os.fchmod(fd, files.permissions(NewFile(path, public=public, workspace=self.folder), self.place))
                system.rename(part, path)
                system.sync_folder(self.place)
        except OSError as error:
            raise files.failed(path, error) from error
        return sum(each.entries for each in followed)

    def _must_go_on(self, path: str, part: str) -> None:
        """What the backup of the same day holds, the new one has to hold as well."""
        if not os.path.lexists(path):
            return
        try:
            before = look_through(path)[0]
        except Damaged:
            return  # there is nothing in it to lose
        if not any(each.passed for each in look_through(part, (before.seq, before.chain))):
            raise Failed(
                "{path} of the same day holds changes that the workspace has no more: an older copy was put in its "
                "place. Both are as they were; move the backup away, then try again",
                path=path,
            )

    @contextmanager
    def _part(self, wait: float) -> Generator[tuple[int, str]]:
        """The file beside, empty and locked: whoever was killed over it has left it, whoever works on it is waited for.

        It is gone afterwards unless it has got its name.
        """
        part = os.path.join(self.place, f".{self._name}{SUFFIX}.part")
        while True:
            fd = os.open(part, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK, 0o600)
            held = False
            try:
                info = os.fstat(fd)
                if not stat.S_ISREG(info.st_mode) or info.st_uid != os.geteuid():
                    raise Failed("{path} is somebody else's, or no file. Move it away", path=part)
                _lock(fd, wait)
                held = _is_at(fd, part)
                if held and not os.fstat(fd).st_size:
                    yield fd, part
                    return
            finally:
                with suppress(OSError):
                    if held and _is_at(fd, part):
                        os.unlink(part)
                os.close(fd)

    def superfluous(self, day: date, keep: Mapping[str, int]) -> list[str]:
        """Those that ``keep`` does not keep once there is that of the day, the oldest first.

        Without a word about what to keep, none. Days to come are left alone, and count for nothing: a clock was wrong
        then, or is wrong now.
        """
        days = {each for each in self.days() if each <= day} | {day}
        return [self.path(each) for each in sorted(days - staying(days, keep))] if keep else []


def _name_of(place: str) -> str:
    """What the workspace there is called where it stands: one that was moved goes on with the same files."""
    if not is_address(place):
        return os.path.basename(os.path.abspath(place))
    from store.engine.home.postgres.address import address_of  # late: few have a database

    return address_of(place).name


def remove(paths: list[str]) -> tuple[list[str], OSError | None]:
    """Take the files away; which are gone, and what the first one said that is not."""
    gone: list[str] = []
    trouble: OSError | None = None
    for path in paths:
        try:
            os.unlink(path)
        except FileNotFoundError:
            continue  # another one has done it
        except OSError as error:
            trouble = trouble or error
        else:
            gone.append(path)
    return gone, trouble


def _lock(fd: int, wait: float) -> None:
    try:
        lock.acquire(fd, wait)
    except OSError as error:
        if error.errno not in _LOCKLESS:
            raise


def _is_at(fd: int, path: str) -> bool:
    """Whether the path still names the file that is held open."""
    try:
        found, held = os.lstat(path), os.fstat(fd)
    except OSError:
        return False
    return (found.st_dev, found.st_ino) == (held.st_dev, held.st_ino)
