"""Who gets into a workspace's folder, and giving it to a group: the system's users and groups, asked once."""

import os
import stat
from typing import NamedTuple

from store.engine.identity import group_name, os_user, user_name
from store.errors import Refused, WrongWords
from store.words import Words


class Access(NamedTuple):
    """Whose a folder is, the group, who else is in that, and whether it is open to them."""

    folder: str
    owner: str
    group: str
    members: list[str]
    mode: int

    @property
    def shared(self) -> bool:
        """Somebody else gets in, and can write."""
        return bool(self.members) and self.mode & 0o070 == 0o070

    @property
    def words(self) -> Words:
        """Who gets in; where it is only one, how to let others in."""
        if self.shared:
            more = len(self.members) - 8
            names = [*self.members[:8], *[f"… ({len(self.members)})"] * (more > 0)]
            return Words(
                "{owner} and the group {group} get in: {names}", owner=self.owner, group=self.group, names=names
            )
        if self.members:
            return Words(
                "Only {owner} gets in: {folder} is not open to its group {group} ({mode}). To open it: chmod 2770 "
                "{folder}",
                owner=self.owner,
                folder=self.folder,
                group=self.group,
                mode=f"{self.mode:o}",
            )
        return Words(
            "Only {owner} gets in: nobody else is in the group {group}. To share it: chgrp -R GROUP {folder} && chmod "
            "2770 {folder}",
            owner=self.owner,
            folder=self.folder,
            group=self.group,
        )


def access(folder: str) -> Access:
    """Who gets into the folder."""
    info = os.stat(folder)
    owner = user_name(info.st_uid)
    members = [name for name in _members(info.st_gid) if name not in (owner, "root")]
    return Access(folder, owner, group_name(info.st_gid), members, stat.S_IMODE(info.st_mode))


def _members(gid: int) -> list[str]:
    """The logins in a group: those listed in it, and those whose first group it is."""
    import grp  # late: not every system has it
    import pwd  # late: not every system has it

    try:
        listed = grp.getgrgid(gid).gr_mem
    except KeyError:
        listed = []
    return sorted({*listed, *(user.pw_name for user in pwd.getpwall() if user.pw_gid == gid)})


def group_for(name: str, folder: str) -> int:
    """The number of the group that is to have ``folder``, which may be there already.

    Raises `WrongWords` where there is no such group, `Refused` where one is not in it or the folder cannot be given.
    """
    import grp  # late: not every system has it

    mine = {os.getegid(), *os.getgroups()}
    try:
        found = grp.getgrnam(name)
    except (KeyError, ValueError):
        names = sorted(map(group_name, mine))
        raise WrongWords('There is no group "{name}". You are in: {list}', name=name, list=names) from None
    if os.geteuid() != 0 and found.gr_gid not in mine:
        if os_user() in found.gr_mem:
            raise Refused(
                "You came into the group {group} after you logged in. Log in again first", "not-in-group", group=name
            )
        names = sorted(map(group_name, mine))
        raise Refused(
            "You are not in the group {group}, so you cannot give it anything. You are in: {list}",
            "not-in-group",
            group=name,
            list=names,
        )
    _givable(folder, found.gr_gid, name)
    return found.gr_gid


def _givable(folder: str, gid: int, name: str) -> None:
    """A folder that is there is given only where it is one's own and nothing else lies in it."""
    try:
        info = os.stat(folder)
        held = [each for each in os.listdir(folder) if not each.startswith(".founding-")]
    except FileNotFoundError:
        return
    ready = info.st_gid == gid and info.st_mode & 0o2070 == 0o2070
    if not ready and (held or os.geteuid() not in (0, info.st_uid)):
        raise Refused(
            "{path} is there already and is not given to another group. Name a folder that is not there, or first: "
            "chgrp {group} {path} && chmod 2770 {path}",
            "folder-exists",
            path=folder,
            group=name,
        )
