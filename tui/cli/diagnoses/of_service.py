"""The service's account, its home, the program and the folder: what would let somebody past `concord serve`."""

import grp
import os
import pwd
import stat
from collections.abc import Iterator

from store.words import Words
from tui.cli.call import Call
from tui.cli.diagnoses.diagnosis import Diagnosis, command, do
from tui.cli.diagnoses.of_sshd import sshd

#: What runs a forced command and reads nothing else before; others read files of the home first, or run nothing.
_SHELLS = ("sh", "dash", "bash")
#: What shells and sshd read in a home.
_READ_IN_HOME = (".bashrc", ".profile", ".bash_profile", ".bash_login", ".ssh/rc", ".ssh/environment")
#: Who is in one of these gets further than to a workspace.
_MIGHTY = ("root", "sudo", "wheel", "adm", "admin", "docker", "lxd", "disk", "shadow", "staff", "systemd-journal")


def service(call: Call) -> Iterator[Diagnosis]:
    """All that keeps a session of the service where it belongs. Raises what finding the workspace raises."""
    folder = call.folder()
    if call.place().is_address:
        words = Words("A workspace in a database is not served: there each role of the database is one person")
        yield Diagnosis("service", False, words)
        return
    found = account(folder)
    if isinstance(found, Diagnosis):
        yield found
        return
    yield Diagnosis("account", True, Words("{who} owns {path}", who=found.pw_name, path=folder))
    yield from groups(found)
    yield from shell(found)
    yield from home(found)
    yield from kept(found)
    yield from program(found)
    yield from closed(folder, found)
    yield from sshd(found, folder)
    from tui.cli.diagnoses.of_keys import keys_of  # late: the folder says first whether there is anything

    yield from keys_of(call, folder)


def account(folder: str) -> pwd.struct_passwd | Diagnosis:
    """Whose the folder is; why that is nobody who could serve it."""
    owner = os.stat(folder).st_uid
    try:
        found = pwd.getpwuid(owner)
    except KeyError:
        words = Words("{path} belongs to {who}, who has no account here", path=folder, who=str(owner))
        return Diagnosis("account", False, words, _own_account(folder))
    if owner == 0:
        words = Words(
            "{path} belongs to {who}, so whoever got out of Concord could do everything", path=folder, who="root"
        )
        return Diagnosis("account", False, words, _own_account(folder))
    return found


def _own_account(folder: str) -> Words:
    return do(
        command("useradd", "--system", "--shell", "/bin/sh", "--home-dir", "/var/lib/concord", "concord"),
        command("chown", "-R", "concord:", folder),
    )


def groups(account: pwd.struct_passwd) -> Iterator[Diagnosis]:
    """Whether being in a group gets it further."""
    names = [each.gr_name for each in grp.getgrall() if account.pw_name in each.gr_mem or each.gr_gid == account.pw_gid]
    mighty = [name for name in names if name in _MIGHTY]
    if mighty:
        words = Words(
            "{who} is in groups that may do more than a workspace needs: {list}", who=account.pw_name, list=mighty
        )
        yield Diagnosis(
            "account", False, words, do(*(command("gpasswd", "-d", account.pw_name, each) for each in mighty))
        )


def shell(account: pwd.struct_passwd) -> Iterator[Diagnosis]:
    """Whether sshd can run the forced command by it, and it reads nothing of its own before."""
    name = os.path.basename(account.pw_shell or "/bin/sh")
    advice = do(command("usermod", "--shell", "/bin/sh", account.pw_name))
    if name in ("nologin", "false", "true"):
        words = Words(
            "The shell of {who} is {path}, so sshd can start nothing for a key",
            who=account.pw_name,
            path=account.pw_shell,
        )
        yield Diagnosis("shell", False, words, advice)
    elif name not in _SHELLS:
        words = Words(
            "The shell of {who} is {path}, which reads files of its own before it runs a command",
            who=account.pw_name,
            path=account.pw_shell,
        )
        yield Diagnosis("shell", False, words, advice)
    else:
        yield Diagnosis(
            "shell",
            True,
            Words("The shell of {who} is {path}", who=account.pw_name, path=account.pw_shell or "/bin/sh"),
        )


def home(account: pwd.struct_passwd) -> Iterator[Diagnosis]:
    """Whether nothing that the account writes is run at its next login."""
    folder = account.pw_dir.rstrip("/") or "/"
    if not os.path.isdir(folder):
        words = Words("The home of {who}, {path}, is not there", who=account.pw_name, path=folder)
        yield Diagnosis("home", False, words, do(command("install", "-d", "-m", "755", folder)))
        return
    at = writable(folder, account)
    if at:
        words = Words(
            "{who} may change {path}, so what is run at the next login could be written there",
            who=account.pw_name,
            path=at,
        )
        yield Diagnosis("home", False, words, _taken(at))
    else:
        yield Diagnosis(
            "home", True, Words("The home of {who}, {path}, is not its own to change", who=account.pw_name, path=folder)
        )
    for name in _READ_IN_HOME:
        path = os.path.join(folder, name)
        if os.path.lexists(path) and writable(path, account):
            words = Words("{path} is read at each login and may be changed by {who}", path=path, who=account.pw_name)
            yield Diagnosis("home", False, words, do(command("rm", path)))


def kept(account: pwd.struct_passwd) -> Iterator[Diagnosis]:
    """Whether drafts of the people who are served can be kept, in the one folder of the home that is the account's."""
    folder = os.path.join(account.pw_dir, ".local", "state")
    try:
        fine = os.stat(folder).st_uid == account.pw_uid
    except OSError:
        fine = False
    if fine:
        yield Diagnosis("drafts", True, Words("What people type and do not save is kept in {path}", path=folder))
        return
    words = Words(
        "What people type and do not save cannot be kept: {path} is not {who}'s", path=folder, who=account.pw_name
    )
    yield Diagnosis("drafts", False, words, do(command("install", "-d", "-m", "700", "-o", account.pw_name, folder)))


def program(account: pwd.struct_passwd) -> Iterator[Diagnosis]:
    """Whether the account cannot change what it is given to run."""
    import sys  # late: as the rest of it

    ours = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    for path in dict.fromkeys((ours, sys.prefix, os.path.realpath(sys.executable))):
        at = writable(path, account)
        if at:
            words = Words("{who} may change {path}, from which Concord is run", who=account.pw_name, path=at)
            yield Diagnosis("program", False, words, _taken(at))
            return
    yield Diagnosis("program", True, Words("{who} cannot change Concord itself", who=account.pw_name))


def closed(folder: str, account: pwd.struct_passwd) -> Iterator[Diagnosis]:
    """Whether the folder is the account's alone: whoever else writes it needs no key."""
    mode, wrong = stat.S_IMODE(os.stat(folder).st_mode), False
    if mode & 0o077:
        words = Words(
            "{path} is open to others than {who} ({mode})", path=folder, who=account.pw_name, mode=f"{mode:o}"
        )
        yield Diagnosis("folder", False, words, do(command("chmod", "-R", "u+rwX,go=", folder)))
        wrong = True
    try:
        names = sorted(
            each.name for each in os.scandir(folder) if each.stat(follow_symlinks=False).st_uid != account.pw_uid
        )
    except OSError as error:
        words = Words("{path} cannot be looked into: {reason}", path=folder, reason=error.strerror or error)
        yield Diagnosis("folder", False, words)
        return
    if names:
        words = Words("In {path} these are not {who}'s: {list}", path=folder, who=account.pw_name, list=names[:8])
        yield Diagnosis("folder", False, words, do(command("chown", "-R", f"{account.pw_name}:", folder)))
    elif not wrong:
        yield Diagnosis("folder", True, Words("{path} is nobody's but {who}'s", path=folder, who=account.pw_name))


def _taken(path: str) -> Words:
    """The commands that give it to root and let nobody else change it."""
    return do(command("chown", "root:root", path), command("chmod", "go-w", path))


def writable(path: str, account: pwd.struct_passwd) -> str:
    """What on the way to it the account could change, and so put something else in its place; empty where nothing."""
    gids = {account.pw_gid, *(each.gr_gid for each in grp.getgrall() if account.pw_name in each.gr_mem)}
    at = os.path.realpath(path)
    first = True
    while True:
        info = os.stat(at)
        sticky = info.st_mode & stat.S_ISVTX and not first  # what others have in there stays theirs
        may = info.st_mode & 0o002 or (info.st_gid in gids and info.st_mode & 0o020)
        if info.st_uid == account.pw_uid or (may and not sticky):
            return at
        if at == "/":
            return ""
        at, first = os.path.dirname(at), False
