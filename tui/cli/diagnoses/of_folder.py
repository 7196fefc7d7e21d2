"""The workspace's folder: whether it can be opened and written, by whom else, and the command that opens it."""

import grp
import os
import shlex
import stat
from collections.abc import Iterator

from store.errors import ConcordError
from store.kinds import KINDS
from store.kinds.person import Person
from store.words import Words
from store.workspace import Workspace, roles
from store.workspace.named_places import is_address
from store.workspace.surroundings import (
    access,
    barrier,
    group_name,
    has_account,
    is_mounted,
    os_user,
    unmounted,
    user_name,
)
from tui.cli import of_system
from tui.cli.call import Call
from tui.cli.diagnoses.diagnosis import Diagnosis, command, do
from tui.cli.diagnoses.of_group import who_gets_in

#: So many things in the folder are named that others cannot use.
_NAMED = 8
#: With fewer bytes than this a disk is full.
_ROOM = 64 * 1024


def workspace(call: Call) -> Iterator[Diagnosis]:
    """All that stands between whoever asks and the records."""
    try:
        opened = call.workspace
    except ConcordError as error:
        yield Diagnosis("workspace", False, error.words, _way_in(call, error))
        return
    except OSError as error:
        yield Diagnosis("workspace", False, of_system(error).words)
        return
    folder = call.folder()
    settings = opened.records.settings
    words = Words('The workspace "{name}" is in {folder}', name=settings.name, folder=opened.ledger.folder)
    yield Diagnosis("workspace", True, words)
    refusal = opened.read_only
    words = Words("It can be written") if refusal is None else Words("It can only be read: {reason}", reason=refusal)
    if is_address(folder):
        from tui.cli.diagnoses import of_database  # late: few have a database, and it needs psycopg

        yield Diagnosis("permissions", refusal is None, words)
        yield from of_database.server(opened, folder)
        yield _person(opened)
        return
    yield Diagnosis("permissions", refusal is None, words, _writable(opened, folder))
    if refusal is None and not os.access(folder, os.W_OK):
        words = Words("No checkpoint can be written into the folder")
        yield Diagnosis("permissions", False, words, _opened_to_write(folder))
    disk = os.statvfs(folder)
    if disk.f_bavail * disk.f_frsize < _ROOM and not disk.f_flag & os.ST_RDONLY:
        yield Diagnosis("disk", False, Words("The disk of {path} is full, so nothing can be saved", path=folder))
    yield from _sharing(folder)
    yield from who_gets_in(opened, folder)
    yield _person(opened)


def _person(workspace: Workspace) -> Diagnosis:
    person = workspace.records.person_of(workspace.who)
    if person is None:
        why, who = roles.no_guest(workspace.records, workspace.who), workspace.who
        if why.reason == "login-differs":
            return Diagnosis("person", False, why)
        advice = Words("Open the screen once, or ask an admin to add you")
        if why.reason != "may-join":
            adding = command("concord", "add", "person", who, "--login", who, root=False)
            advice = Words("Ask an admin for this: {command}", command=adding)
        return Diagnosis("person", False, Words('Nobody here has your login "{who}"', who=who), advice)
    role = KINDS["person"].fields["role"].called_word(person.role)
    words = Words("You are {name} ({who}), {role}", name=person.name, who=workspace.who, role=role)
    return Diagnosis("person", True, words)


# What opens it


def _mount(folder: str) -> Words | None:
    wanted = unmounted(folder)
    if wanted is None:
        return None
    point, source = wanted
    if source.endswith("mount"):
        return do(command("systemctl", "start", os.path.basename(source)))
    return do(command("mount", point))


def _closed(folder: str) -> Words:
    """The command after which whoever asks gets in."""
    at, real = barrier(os.path.join(folder, "journal")), os.path.realpath(folder)
    info, me = os.stat(at), os_user()
    group, above = group_name(info.st_gid), f"{real}/".startswith(f"{at}/") and at != real
    if info.st_gid and _is_known(info.st_gid) and info.st_mode & (0o010 if os.path.isdir(at) else 0o040):
        if me not in access(at).members:
            return Words("{command}, then log in anew", command=command("usermod", "-aG", group, me))
        if info.st_gid not in (os.getegid(), *os.getgroups()):
            return Words(
                "Log in anew, or for this shell alone: {command}", command=command("newgrp", group, root=False)
            )
    return do(command("chmod", "a+x", at)) if above else _opened(folder)


def _way_in(call: Call, error: ConcordError) -> Words | None:
    """The command after which there is something to open; None where nobody can tell."""
    why, near = error.details.get("why"), error.details.get("near")
    if why == "closed" and call.place().is_address:
        return None  # its owner lets people in, the sentence says how
    if why == "closed":
        return _closed(call.place().folder)
    if why == "unmounted":
        return _mount(call.place().folder)
    named_by = call.place().named_by if near else "option"
    if named_by == "option":
        return None
    if named_by == "environment":
        return do(f"export CONCORD_WORKSPACE={shlex.quote(str(near))}")
    for_all = named_by == "machine"
    return do(command("concord", "config", "set", "workspace", str(near), *["--machine"] * for_all, root=for_all))


def _is_known(gid: int) -> bool:
    return not group_name(gid).isdigit()


def _opened(folder: str) -> Words:
    """The commands by which somebody who may gives the folder to its group, or to the one that is probably meant."""
    group, me = _group(folder), os.geteuid()
    try:
        mine = me in (0, os.stat(folder).st_uid)
    except OSError:
        mine = False
    commands = [
        command("chgrp", "-R", group, folder, root=not mine),
        command("chmod", "-R", "g+rwX,o=", folder, root=not mine),
        command("chmod", "2770", folder, root=not mine),
    ]
    return do(*commands)


def _opened_to_write(folder: str) -> Words:
    if not os.statvfs(folder).f_flag & os.ST_RDONLY:
        return _opened(folder)
    point = os.path.realpath(folder)
    while not is_mounted(point):
        point = os.path.dirname(point)
    return do(command("mount", "-o", "remount,rw", point))


def _group(folder: str) -> str:
    """The group that has the folder; where that is root's or of one person, the one that is called as the folder is."""
    try:
        info = os.stat(folder)
    except OSError:
        info = os.stat(barrier(folder))
    name = group_name(info.st_gid)
    if info.st_gid != 0 and _is_known(info.st_gid) and name != user_name(info.st_uid):
        return name
    try:
        return grp.getgrnam(os.path.basename(folder)).gr_name
    except (KeyError, ValueError):
        pass
    own = [group_name(gid) for gid in os.getgroups() if gid not in (0, os.getgid()) and _is_known(gid)]
    return own[0] if len(own) == 1 else "GROUP"


def _writable(workspace: Workspace, folder: str) -> Words | None:
    """The command after which it can be written, where it cannot be."""
    if workspace.read_only is None:
        return None
    if workspace.orphaned:
        owner = os.stat(folder).st_uid
        people = workspace.records.all(Person)
        able = [each.login for each in people if each.login and each.left_on is None and has_account(each.login)]
        words = ("concord", "init", folder, "--admin", next(iter(able), os_user()))
        if os.geteuid() in (0, owner):
            return do(command(*words, root=False))
        return do(command("sudo", "-u", user_name(owner), *words, root=False))
    journal = os.path.join(folder, "journal")
    return None if os.access(journal, os.W_OK) else _opened_to_write(folder)


# What others can do with it


def _sharing(folder: str) -> Iterator[Diagnosis]:
    """Whether what one member of the group writes, another can."""
    yield Diagnosis("sharing", True, access(folder).words)
    made = os.stat(folder)
    private = not made.st_mode & 0o070  # as whoever made the folder wanted it
    if not private and not _is_known(made.st_gid):  # it comes from another machine
        words = Words("The group of {path} has no name here ({group})", path=folder, group=str(made.st_gid))
        yield Diagnosis("sharing", False, words, _opened(folder))
    for name, wanted in (("", 0o2770), ("journal", 0o660)):
        path = os.path.join(folder, name) if name else folder
        info = os.stat(path)
        mode, mine = stat.S_IMODE(info.st_mode), os.geteuid() in (0, info.st_uid)
        if mode & 0o007:
            words = Words("{path} is open to everybody on this machine ({mode})", path=path, mode=f"{mode:o}")
            yield Diagnosis("sharing", False, words, do(command("chmod", "o=", path, root=not mine)))
        if mode & wanted != wanted and not private:
            words = Words("{path} is not open to its group ({mode})", path=path, mode=f"{mode:o}")
            yield Diagnosis("sharing", False, words, do(command("chmod", f"{wanted:o}", path, root=not mine)))
    yield from _left_out(folder)


def _left_out(folder: str) -> Iterator[Diagnosis]:
    """What lies in a folder of a group and is not the group's: somebody made it as root, or copied it there."""
    info = os.stat(folder)
    if info.st_mode & 0o070 != 0o070:
        return
    wrong: list[str] = []
    try:
        with os.scandir(folder) as entries:
            for each in entries:
                if each.stat(follow_symlinks=False).st_gid != info.st_gid:
                    wrong.append(each.name)
    except OSError as error:
        words = Words("{path} cannot be looked into: {reason}", path=folder, reason=error.strerror or error)
        yield Diagnosis("sharing", False, words)
    if wrong:
        named = [*sorted(wrong)[:_NAMED], *["…"] * (len(wrong) > _NAMED)]
        group = group_name(info.st_gid)
        words = Words("In {path} these are not the group's ({group}): {list}", path=folder, group=group, list=named)
        yield Diagnosis("sharing", False, words, do(command("chgrp", "-R", group, folder)))
