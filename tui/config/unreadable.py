"""Why a configuration that is there, or may be, cannot be read, and the command that opens it."""

import os
import shlex
import stat

from store.errors import Failed
from store.words import Words
from store.workspace.surroundings import barrier, user_name


def not_there(path: str) -> Failed:
    """It is a link that leads nowhere, or what should be its folder is none."""
    above = os.path.dirname(path)
    if os.path.islink(path):
        return Failed("{path} leads to {other}, which is not there", path=path, other=os.path.realpath(path))
    if os.path.islink(above):
        return Failed("{path} leads to {other}, which is not there", path=above, other=os.path.realpath(above))
    return Failed("{path} is a file where a folder has to be, with config.toml in it", path=above)


def closed(path: str, error: OSError) -> Failed:
    """Somebody has to open it; to whoever asks it is not told what is in it."""
    if not isinstance(error, PermissionError):
        return Failed("{path} cannot be read: {reason}", path=path, reason=error.strerror or error)
    words = _closed(path)
    failed = Failed.of(words)
    failed.details.update(path=path)
    return failed


def _closed(path: str) -> Words:
    import pwd  # late: not every system has it

    found = barrier(path)
    info = os.stat(found)
    values = {"path": path, "barrier": found, "owner": user_name(info.st_uid), "mode": f"{info.st_mode & 0o7777:o}"}
    if info.st_uid == os.geteuid():
        return Words(
            "{path} cannot be read: you have closed {barrier} to yourself ({mode}): {command}",
            command=f"chmod {'u+rwx' if stat.S_ISDIR(info.st_mode) else 'u+rw'} {shlex.quote(found)}",
            **values,
        )
    home = os.environ.get("HOME", "")
    try:
        own = pwd.getpwuid(os.geteuid()).pw_dir
    except KeyError:
        own = home
    if home != own and f"{path}/".startswith(f"{home}/"):
        return Words(
            "{path} cannot be read: HOME is that of somebody else ({owner}). To have your own: {command}",
            command=f"export HOME={shlex.quote(own)}",
            **values,
        )
    named = " ".join(shlex.quote(each) for each in dict.fromkeys((found, path)))
    return Words(
        "{path} cannot be read: {barrier} is open to {owner} alone ({mode}). To open it: {command}",
        command=f"sudo chmod a+rX {named}",
        **values,
    )
