"""What sshd reads of keys: the lines of an authorized_keys file, with the one command that each key may start.

The command is split by a shell first and by sshd before that: what cannot be said to both is refused (man sshd,
AUTHORIZED_KEYS FILE FORMAT).
"""

import os
import re
import shlex
from collections.abc import Sequence

from store.errors import Failed, WrongWords

#: The prepared lines, in the workspace's folder, from which sshd is answered without Concord.
PREPARED = "authorized_keys"
#: Before the program in it, which the next writing keeps.
_PROGRAM = "#program "
_HEAD = "# Written by Concord from the file keys, and anew whenever that changes"


def words(command: Sequence[str]) -> str:
    """A command as a shell is given it. Raises `Failed` where one of its words cannot be said to sshd."""
    return shlex.join(map(sayable, command))


def command(program: Sequence[str], login: str, folder: str) -> str:
    """What a shell is given to serve that person. Raises `Failed`."""
    return words([*program, "serve", login, "--workspace", folder])


def unknown(program: Sequence[str]) -> str:
    """What a line begins with by which whoever comes by another key is told which it was."""
    return f"restrict,{_quoted(words([*program, 'serve', '--unknown']))}"


def unknown_line(program: Sequence[str], type: str, blob: str) -> str:
    """The line of a key that nobody has. Raises `WrongWords` for words that are none of a key."""
    if not re.fullmatch(r"[A-Za-z0-9@.-]+ [A-Za-z0-9+/]+={0,2}", f"{type} {blob}"):
        raise WrongWords('"{text}" is neither type nor base64 of a key', text=f"{type} {blob}"[:40])
    return f"{unknown(program)} {type} {blob}"


def known(command: str) -> str:
    """What the line of a key that is known begins with: a terminal, and that command alone."""
    return f"restrict,pty,{_quoted(command)}"


def _quoted(command: str) -> str:
    r"""As an option of authorized_keys: only `\"` stands for anything but itself, and a shell's words end in none."""
    return 'command="' + command.replace('"', '\\"') + '"'


def sayable(text: str) -> str:
    """The text, which has to fit in a line that sshd and a shell read. Raises `Failed`."""
    if re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]", text):
        raise Failed("{path} cannot be said to sshd: it has control characters, or is not UTF-8", path=text)
    return text


def prepared(lines: Sequence[str], program: Sequence[str]) -> bytes:
    """The file as it is written: a comment, the program, a line for each key."""
    return "".join(f"{line}\n" for line in (_HEAD, _PROGRAM + shlex.join(program), *lines)).encode()


def program_in(folder: str) -> list[str]:
    """The program that the prepared lines start, where it is still there; else nothing."""
    try:
        with open(os.path.join(folder, PREPARED), encoding="utf-8", errors="replace") as file:
            line = next((line for line in file if line.startswith(_PROGRAM)), "")
        words = shlex.split(line.removeprefix(_PROGRAM))
    except (OSError, ValueError):
        return []
    return words if words and os.path.isabs(words[0]) and os.access(words[0], os.X_OK) else []
