"""What is a person's own: the configuration, and the folder in which drafts and logs are kept."""

import os
import shlex
import stat
from collections.abc import Iterator

from store.words import Words
from store.workspace.surroundings import user_name
from tui import config, private
from tui.cli.diagnoses.diagnosis import Diagnosis, command, do
from tui.config.config_text import of_file, of_variables


def configuration() -> Iterator[Diagnosis]:
    """What is wrong in the files and variables, with the line to write."""
    for path in (config.person_file(), config.MACHINE):
        found = [*of_file(path)]
        for each in found:
            advice = Words("Write there: {line}", line=each.instead) if each.instead else None
            yield Diagnosis("configuration", False, each.words, advice)
        if not found and os.path.lexists(path):
            yield Diagnosis("configuration", True, Words("{path}: all of it is understood", path=path))
    for each in of_variables(os.environ):
        yield Diagnosis("configuration", False, each.words, do(each.instead) if each.instead else None)


def state() -> Iterator[Diagnosis]:
    """Whether drafts and logs can be kept, and are nobody else's to read."""
    folder = config.state_folder()
    there = os.path.lexists(folder)
    reason = private.why_not(folder)
    if reason is not None:
        words = Words("What you type and do not save cannot be kept: {path}: {reason}", path=folder, reason=reason)
        yield Diagnosis("drafts", False, words, _writable(folder))
        return
    yield Diagnosis("drafts", True, Words("What you type and do not save is kept in {path}", path=folder))
    if not there:
        return
    info = os.stat(folder)
    mode = stat.S_IMODE(info.st_mode)
    if info.st_uid != os.geteuid():
        words = Words("{path} belongs to somebody else", path=folder)
        yield Diagnosis("drafts", False, words, do(command("chown", user_name(os.geteuid()), folder)))
    if mode & 0o022:
        words = Words("{path} can be written by others ({mode})", path=folder, mode=f"{mode:o}")
        yield Diagnosis("drafts", False, words, do(command("chmod", "go=", folder, root=False)))


def _writable(folder: str) -> Words:
    """The command after which something can be kept there."""
    who, home = user_name(os.geteuid()), os.path.expanduser("~").rstrip("/") or "/"
    at = folder
    while at != "/" and not os.path.lexists(at):
        at = os.path.dirname(at)
    if not f"{folder}/".startswith(f"{home.rstrip('/')}/"):
        return do("unset XDG_STATE_HOME")
    own = _own_home(home)
    if own not in (home, "/"):
        return do(f"export HOME={shlex.quote(own)}")
    if at != home and f"{home}/".startswith(f"{at.rstrip('/')}/"):
        closed = not os.access(at, os.X_OK)
        return do(command("chmod", "a+x", at) if closed else command("install", "-d", "-m", "700", "-o", who, home))
    if not os.path.isdir(at):
        return do(command("mv", at, f"{at}.old", root=False))
    info = os.stat(at)
    if at != "/" and info.st_uid != os.geteuid():  # a service may have that for its home
        return do(command("chown", who, at))
    if at != "/" and info.st_mode & 0o700 != 0o700:
        return do(command("chmod", "u+rwx", at, root=False))
    return Words(
        "Make room on its disk, or name a folder of yours on another: {command}",
        command=f"export XDG_STATE_HOME=/var/tmp/{shlex.quote(who)}",
    )


def _own_home(home: str) -> str:
    """The home of whoever runs this, as the system has it; where it does not know them, the one they have."""
    import pwd  # late: not every system has it

    try:
        return pwd.getpwuid(os.geteuid()).pw_dir.rstrip("/") or "/"
    except KeyError:
        return home
