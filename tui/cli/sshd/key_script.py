"""The script that sshd asks for a key's line, twice a login: a shell, `grep`, no Concord."""

import shlex

_TEXT = """\
#!/bin/sh
# Written by `concord keys install`. sshd runs it as {account} with the type and the base64 of a key (man 5 sshd_config,
# AuthorizedKeysCommand) and lets in whoever has a key whose line it prints. The lines are written by `concord keys`.
export LC_ALL=C
case "$1" in '' | *[!A-Za-z0-9@.-]*) exit 0 ;; esac
case "$2" in '' | *[!A-Za-z0-9+/=]*) exit 0 ;; esac
grep -F -e " $1 $2 " {lines} && exit 0
"""
_TELL = """\
# Whoever has another key is told which one it was, and to whom it is sent.
printf '%s %s %s\\n' {begin} "$1" "$2"
"""


def script(account: str, lines: str, begin: str) -> str:
    """Its text: ``lines`` is the prepared file, ``begin`` what stands before a key that nobody has.

    With nothing in ``begin`` such a key is refused.
    """
    told = _TELL.format(begin=shlex.quote(begin)) if begin else "exit 0\n"
    return _TEXT.format(account=account, lines=shlex.quote(lines)) + told
