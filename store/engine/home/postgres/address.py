"""Where a journal stands in a database: `postgresql://HOST/DATABASE?workspace=NAME`.

All but ``workspace`` is libpq's own form of an address, with its ways to give a password (a password file, a service
file, the environment). One that stands in the address is refused: it would be in lists of processes, in what a shell
remembers, and in every message.
"""

import re
from typing import NamedTuple
from urllib.parse import unquote

from store.errors import WrongWords

#: What a workspace is called in its database; its schema is `concord_NAME`.
NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
USUAL = NAMED_BY = "workspace"
#: Who, hosts, database, and what else is said.
_FORM = re.compile(r"postgres(?:ql)?://(?:([^@/?#\s]*)@)?([^@/?#\s]*)(?:/([^@/?#\s]*))?(?:\?([^@#\s]*))?")
_HOST = re.compile(r"(?:\[[0-9A-Fa-f:.%]*\]|[^\[\]:]*)(?::[0-9]*)?")
#: Passwords, wherever an address or what looks like one is quoted.
_SECRETS = re.compile(r"(?i)(://[^\s:/@]*):\S*@|([?&\s][a-z]*password=)[^\s&\"']*")


class Address(NamedTuple):
    """``conninfo`` is what libpq is told, ``shown`` the whole address, ``public`` the same in nobody's name."""

    conninfo: str
    name: str
    shown: str
    public: str

    @property
    def schema(self) -> str:
        """The schema of the workspace, as it is written in a statement."""
        return f'"concord_{self.name}"'

    @property
    def channel(self) -> str:
        """Where it is told that something was appended."""
        return f"concord_{self.name}"

    def beside(self, name: str) -> str:
        """The address of another workspace in the same database."""
        return f"{self.shown.removesuffix(f'{NAMED_BY}={self.name}')}{NAMED_BY}={name}"


def address_of(place: str) -> Address:
    """What an address names. Raises `WrongWords`, without quoting it: a password may stand in it."""
    found = _FORM.fullmatch(place)
    if found is None or not place.isprintable():
        raise _wrong()
    who, hosts, database, rest = found.groups(default="")
    given = [_pair(each) for each in rest.split("&") if each]
    if ":" in who or any("password" in key.lower() for key, _text in given):
        raise WrongWords(
            "A password does not stand in an address, where others read it. Put it into ~/.pgpass (chmod 600), a line "
            "HOST:PORT:DATABASE:ROLE:PASSWORD, or into PGPASSWORD",
            "password-in-address",
        )
    names = [unquote(text.partition("=")[2]) for key, text in given if key == NAMED_BY] or [USUAL]
    if len(names) > 1 or any(_HOST.fullmatch(host) is None for host in hosts.split(",")):
        raise _wrong()
    if NAME.fullmatch(names[0]) is None:
        raise WrongWords(
            "{name} cannot be a workspace's name in a database: small letters, digits and _, a letter first",
            name=f'"{names[0]}"',
        )
    kept = [(key, text) for key, text in given if key != NAMED_BY]
    path = f"{hosts}/{database}" if database else hosts
    named = f"{NAMED_BY}={names[0]}"
    conninfo = f"postgresql://{who and f'{who}@'}{path}{'?' * bool(kept)}{'&'.join(text for _key, text in kept)}"
    shown = f"{conninfo}{'&' if kept else '?'}{named}"
    public = f"postgresql://{path}?{'&'.join([*(text for key, text in kept if key != 'user'), named])}"
    return Address(conninfo, names[0], shown, public)


def without_passwords(text: str) -> str:
    """A text in which an address may be quoted, as it may be shown."""
    return _SECRETS.sub(lambda found: f"{found[1]}:…@" if found[1] is not None else f"{found[2]}…", text)


def _pair(text: str) -> tuple[str, str]:
    """The name of one thing that is said, and all of it as it stands."""
    key, equals, _value = text.partition("=")
    if not key or not equals:
        raise _wrong()
    return unquote(key), text


def _wrong() -> WrongWords:
    return WrongWords("That is no address of a database. One looks like: postgresql://HOST/DATABASE?workspace=NAME")
