"""Why there is nothing to open in a folder: it is closed, nothing is mounted there, or nothing was ever made there.

And what a workspace leaves behind when only its journal is gone: nothing is made over that.
"""

import os
import re
from collections.abc import Iterator
from typing import Literal

import msgspec

from store.engine.identity import group_name, os_user, user_name
from store.errors import ConcordError, Damaged, Failed
from store.words import Words

NAME = "journal"
#: Where the system is told what is to be mounted where.
FSTAB, UNITS = "/etc/fstab", "/etc/systemd/system"
#: Not compiled before it is wanted: this is loaded at every start.
_LEFT = r"checkpoint(\..*)?|segments|sessions|journal\..*|(torn|damaged)-.*"


class Absence(msgspec.Struct, frozen=True):
    """``closed`` to whoever asks, ``unmounted``, ``astray`` (what it should lie in is not there), or ``missing``."""

    kind: Literal["closed", "unmounted", "astray", "missing"]
    words: Words

    @property
    def error(self) -> Failed:
        """It as an error; the kind is among its details."""
        error = Failed.of(self.words)
        error.details["why"] = self.kind
        return error


def absence(folder: str) -> Absence | None:
    """Why there is no workspace in ``folder``; None where there is one, or what is left of one."""
    try:
        os.lstat(os.path.join(folder, NAME))
        return None
    except PermissionError:
        return Absence("closed", closed(folder))
    except OSError:
        pass
    try:
        if remains(folder):
            return None
    except PermissionError:
        return Absence("closed", closed(folder))
    wanted = unmounted(folder)
    if wanted is not None:
        point, source = wanted
        words = Words(
            "Nothing is mounted at {point}, where {source} wants something mounted, so {path} is not there. Mount it, "
            "or ask whoever looks after this machine",
            point=point,
            source=source,
            path=folder,
        )
        return Absence("unmounted", words)
    above = os.path.dirname(os.path.abspath(folder))
    if not os.path.lexists(above):
        words = Words(
            "There is no workspace in {path}: not even {above} is there. Is the name right, and is all mounted that "
            "should be?",
            path=folder,
            above=above,
        )
        return Absence("astray", words)
    words = Words("There is no workspace in {path}", "no-workspace", path=folder)
    return Absence("missing", words)


def remains(folder: str) -> list[str]:
    """The names of what a workspace without its journal has left in ``folder``; none where there is no folder.

    Raises OSError where it may not be looked into.
    """
    names = _names(folder)
    return [] if NAME in names else sorted(name for name in names if re.fullmatch(_LEFT, name))


def _names(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return []


def refuse_taken(folder: str) -> None:
    """Raise `Failed` where a workspace cannot be made in ``folder`` since there is one, it is closed or not mounted;
    `Damaged` where something is left of one."""
    try:
        there, left = NAME in _names(folder), remains(folder)
    except PermissionError:
        raise Absence("closed", closed(folder)).error from None
    if there:
        raise Failed("There is a workspace in {folder} already. Name another folder", folder=folder)
    if left:
        raise Damaged(
            "Nothing is made in {path}, where these are left of a workspace whose journal is gone: {list}. The repair "
            "brings back what there is; to begin anew, name another folder",
            "remains",
            path=folder,
            list=left[:8],
        )
    why = absence(folder)
    if why is not None and why.kind in ("closed", "unmounted"):
        raise why.error


def explain(error: OSError, path: str) -> ConcordError:
    """Why the journal at that path cannot be opened, in words that say what to do."""
    folder = os.path.dirname(path)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        why = absence(folder)
        if why is not None:
            return why.error
        return Damaged(
            "The journal is missing in {path}, where these are left of a workspace: {list}. The repair brings back "
            "what there is",
            "wants-repair",
            path=folder,
            list=remains(folder)[:8],
        )
    if isinstance(error, PermissionError):
        return Absence("closed", closed(path)).error
    return Failed("{path} cannot be opened: {reason}", path=path, reason=error.strerror or str(error))


# Closed


def closed(path: str) -> Words:
    """Who may open that path, where whoever asks may not."""
    found = barrier(path)
    info = os.stat(found)
    owner, group = user_name(info.st_uid), group_name(info.st_gid)
    values = {"path": path, "owner": owner, "barrier": found, "group": group}
    lets = info.st_mode & (0o010 if os.path.isdir(found) else 0o040)
    if not lets or info.st_gid == 0 or group.isdigit():  # nobody is taken into a group of root's, or without a name
        return Words("You may not open {path}: only {owner}, who owns {barrier}, may. Ask there", **values)
    if info.st_gid not in (os.getegid(), *os.getgroups()) and _is_member(os_user(), info.st_gid):
        return Words(
            "You may not open {path} yet: you came into the group {group} after you logged in. Log in again", **values
        )
    return Words(
        "You may not open {path}: {owner}, who owns {barrier}, and the group {group} may. Ask {owner} to take you "
        "({who}) into the group",
        who=os_user(),
        **values,
    )


def barrier(path: str) -> str:
    """The folder on the way to ``path``, links followed, that lets nobody else through, or what stands at its end."""
    at = os.path.realpath(path)
    while True:
        try:
            os.stat(at)
            return at
        except OSError:
            above = os.path.dirname(at)
            if above == at:
                return at
            at = above


def _is_member(login: str, group: int) -> bool:
    import grp  # late: not every system has it

    try:
        return login in grp.getgrgid(group).gr_mem
    except KeyError:
        return False


# Not mounted


def unmounted(folder: str) -> tuple[str, str] | None:
    """The mount point at or above ``folder`` on which nothing is mounted although a file says so, and that file."""
    real = os.path.realpath(folder)
    for point, source in (*_of_fstab(), *_of_units(real)):
        if point != "/" and f"{real}/".startswith(f"{point}/") and not is_mounted(point):
            return point, source
    return None


def is_mounted(point: str) -> bool:
    """Whether something is; of what is mounted a second time from the same disk only the kernel's list tells."""
    if os.path.ismount(point):
        return True
    try:
        with open("/proc/self/mountinfo", encoding="utf-8", errors="replace") as file:
            return any(_plain(line.split()[4]) == point for line in file)
    except OSError:
        return False


def _of_fstab() -> Iterator[tuple[str, str]]:
    try:
        with open(FSTAB, encoding="utf-8", errors="replace") as file:
            lines = [line.split() for line in file if not line.lstrip().startswith("#")]
    except OSError:
        return
    for fields in lines:
        if len(fields) > 1 and fields[1].startswith("/"):
            yield os.path.realpath(_plain(fields[1])), FSTAB


def _of_units(folder: str) -> Iterator[tuple[str, str]]:
    """Units of systemd are called as the place is, with ``-`` for ``/``."""
    while folder != "/":
        name = re.sub(
            r"[^A-Za-z0-9:_./]", lambda found: "".join(f"\\x{byte:02x}" for byte in os.fsencode(found[0])), folder[1:]
        )
        for kind in ("mount", "automount"):
            unit = os.path.join(UNITS, f"{name.replace('/', '-')}.{kind}")
            if os.path.lexists(unit):
                yield folder, unit
        folder = os.path.dirname(folder)


def _plain(field: str) -> str:
    """A field of such a list, in which a space stands as ``\\040``."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), field)
