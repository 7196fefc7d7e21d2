"""The block of sshd's configuration for one account, between marks of its own, and what of it does not hold.

Each setting closes a way in or out that is not the command of the key (man 5 sshd_config).
"""

import os
import re
import shlex
from collections.abc import Iterator
from pathlib import PurePath

#: What may come over the line of the environment; all else that is accepted elsewhere is not here.
_TAKEN = "LANG LC_ALL LC_MESSAGES COLORTERM"
#: Besides where the keys are: what holds for the account, whatever holds for others.
SETTINGS = (
    ("AuthorizedKeysFile", "none"),
    ("AuthorizedPrincipalsFile", "none"),
    ("TrustedUserCAKeys", "none"),
    ("AuthenticationMethods", "publickey"),
    ("PubkeyAuthentication", "yes"),
    ("PasswordAuthentication", "no"),
    ("KbdInteractiveAuthentication", "no"),
    ("ExposeAuthInfo", "yes"),
    ("PermitTTY", "yes"),
    ("PermitUserRC", "no"),
    ("PermitTunnel", "no"),
    ("DisableForwarding", "yes"),
    ("AcceptEnv", _TAKEN),
)


def settings(account: str, script: str) -> list[tuple[str, str]]:
    """What is said of the account, and which script is asked for keys."""
    return [("AuthorizedKeysCommand", f"{script} %t %k"), ("AuthorizedKeysCommandUser", account), *SETTINGS]


def block(account: str, script: str) -> str:
    """The block with its marks."""
    begin, end = _marks(account)
    lines = [f"    {name} {value}" for name, value in settings(account, script)]
    return "\n".join([begin, f"Match User {account}", *lines, end, ""])


def with_block(text: str, account: str, block: str) -> str:
    """A configuration with the block in the place of that account's, or behind all else."""
    begin, end = map(re.escape, _marks(account))
    found = re.search(rf"^{begin}$.*?^{end}$\n?", text, re.MULTILINE | re.DOTALL)
    if found is not None:
        return text[: found.start()] + block + text[found.end() :]
    return text + "\n" * (bool(text) and not text.endswith("\n")) + block


def _marks(account: str) -> tuple[str, str]:
    return f"# >>> concord {account}: written by `concord keys install`", f"# <<< concord {account}"


def includes(text: str, path: str, folder: str) -> bool:
    """Whether a configuration in ``folder`` reads that file for whoever comes."""
    for line in text.splitlines():
        name, *values = re.split(r"[\s=]+", line.strip(), maxsplit=1)
        if name.lower() == "match":
            return False
        if name.lower() == "include" and any(
            PurePath(path).match(os.path.join(folder, pattern)) for value in values for pattern in _words(value)
        ):
            return True
    return False


def _words(text: str) -> list[str]:
    try:
        return shlex.split(text, comments=True)
    except ValueError:
        return []


def not_held(told: str, wanted: list[tuple[str, str]]) -> Iterator[str]:
    """The settings that hold otherwise by what `sshd -T` tells of the account: something before them says so."""
    held: dict[str, set[str]] = {}
    for line in told.splitlines():
        name, _blank, value = line.partition(" ")
        held.setdefault(name.lower(), set()).add(value)
    for name, value in wanted:
        if held.get(name.lower()) != ({*value.split()} if name == "AcceptEnv" else {value}):
            yield f"{name} {value}"
