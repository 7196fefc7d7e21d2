"""What sshd hands on: what somebody asked for, and by which keys they logged in."""

import binascii
import os
from collections.abc import Mapping

from store.errors import WrongWords
from store.workspace.keys import AccessKey
from tui.cli.serving.shell_words import split

#: Bytes of a command at most; so much the system gives a program in one variable.
LIMIT = 128 * 1024
#: Bytes of what sshd writes about a login at most.
_AUTH_LIMIT = 64 * 1024


def words_of(environ: Mapping[bytes, bytes]) -> list[str]:
    """The words of the command that was asked for, without Concord's own name; none where the screen is meant.

    Raises `WrongWords`.
    """
    asked = environ.get(b"SSH_ORIGINAL_COMMAND", b"")
    if len(asked) >= LIMIT:
        raise WrongWords("A command has less than {n} KiB; more comes through -", n=LIMIT // 1024)
    if b"\0" in asked:
        raise WrongWords("A command holds no NUL; what is no text comes through -")
    try:
        line = asked.decode()
    except UnicodeDecodeError as error:
        raise WrongWords("Byte {byte} of the command is not UTF-8", byte=error.start + 1) from None
    words = split(line.rstrip("\n"))
    return words[1:] if words and words[0].rpartition("/")[2] == "concord" else words


def keys_of(environ: Mapping[bytes, bytes]) -> list[str] | None:
    """The fingerprints of the keys that opened the connection; None where sshd does not say how it was opened.

    It says so in a file (`ExposeAuthInfo` in sshd_config), a line for each way: ``publickey TYPE BASE64``.
    """
    path = environ.get(b"SSH_USER_AUTH")
    if not path:
        return None
    try:
        file = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            said = os.read(file, _AUTH_LIMIT)
        finally:
            os.close(file)
    except OSError:
        return []
    lines = (line.split() for line in said.decode("ascii", "replace").splitlines())
    found = [words for words in lines if len(words) > 2 and words[0] == "publickey"]
    try:
        return [AccessKey("", words[1], words[2]).fingerprint for words in found]
    except binascii.Error:
        return []
