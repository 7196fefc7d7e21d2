"""Where a journal stands in a database: `postgresql://HOST/DATABASE?workspace=NAME`.

All but ``workspace`` is libpq's own form of an address, with its ways to give a password (a password file, a service
file, the environment). One that stands in the address is used and never shown.
"""

import re
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from store.errors import WrongWords

#: What a workspace is called in its database; its schema is `concord_NAME`.
NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
USUAL = NAMED_BY = "workspace"


class Address(NamedTuple):
    """``conninfo`` is what libpq is told, ``shown`` the whole address as it may be shown: without a password."""

    conninfo: str
    name: str
    shown: str

    @property
    def schema(self) -> str:
        """The schema of the workspace, as it is written in a statement."""
        return f'"concord_{self.name}"'

    @property
    def channel(self) -> str:
        """Where it is told that something was appended."""
        return f"concord_{self.name}"


def address_of(place: str) -> Address:
    """What an address names. Raises `WrongWords`, without quoting it: a password may stand in it."""
    try:
        parts = urlsplit(place)
        given = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
    except ValueError:
        raise WrongWords(
            "That is no address of a database. One looks like: postgresql://HOST/DATABASE?workspace=NAME"
        ) from None
    names = [value for key, value in given if key == NAMED_BY] or [USUAL]
    if len(names) > 1 or NAME.fullmatch(names[0]) is None:
        raise WrongWords(
            "{name} cannot be a workspace's name in a database: small letters, digits and _, a letter first",
            name=names[-1],
        )
    rest = [(key, value) for key, value in given if key != NAMED_BY]
    conninfo = urlunsplit(parts._replace(scheme="postgresql", query=_query(rest)))
    said = [(key, value) for key, value in rest if "password" not in key.lower()]
    shown = parts._replace(
        scheme="postgresql", netloc=_without_password(parts.netloc), query=_query([*said, (NAMED_BY, names[0])])
    )
    return Address(conninfo, names[0], urlunsplit(shown))


def _query(given: list[tuple[str, str]]) -> str:
    return urlencode(given, quote_via=quote)


def _without_password(netloc: str) -> str:
    user, at, hosts = netloc.rpartition("@")
    return quote(unquote(user.partition(":")[0])) + at + hosts
