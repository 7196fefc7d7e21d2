"""Why there is nothing to open at an address: what the server or libpq says, in words that say what to do.

Each carries as ``why`` what `store.engine.journal.absence` says of folders, or ``away``: the server does not answer.
"""

import os
import re
from typing import Any

import psycopg

from store.engine.home.postgres.address import Address
from store.errors import Failed
from store.words import Words

_AWAY = Words("{place} cannot be reached: {reason}. Is the server running, and are host and port right?")
#: What libpq and the server say of a connection that is not made; of a server in another language it is only quoted.
_SAID = (
    (r"^invalid |^definition of service", "astray", Words("{place} is not understood: {reason}")),
    (
        r'database "(?P<database>.*)" does not exist',
        "astray",
        Words("The server has no database {database}. Whoever looks after it makes one: {command}"),
    ),
    (
        r'role "(?P<role>.*)" does not exist',
        "closed",
        Words("The server has no role {role}. Whoever looks after it makes one: {command}"),
    ),
    (
        r"no password supplied",
        "closed",
        Words(
            "{place} wants a password. Put it into ~/.pgpass (chmod 600), a line HOST:PORT:DATABASE:ROLE:PASSWORD, or "
            "into PGPASSWORD"
        ),
    ),
    (
        r'password authentication failed for user "(?P<role>.*)"',
        "closed",
        Words("{place} does not take the password of {role}. It came from {source}"),
    ),
    (
        r"no pg_hba.conf entry|authentication failed|not permitted to log in|permission denied for database",
        "closed",
        Words("{place} does not let you in: {reason}. Ask whoever looks after the server"),
    ),
)


def unreachable(error: psycopg.Error, address: Address) -> Failed:
    """Why no connection was made."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()] or [type(error).__name__]
    first = next((line.rpartition("FATAL:")[2].strip() for line in lines if "FATAL:" in line), lines[0])
    reason = re.sub(r"^(connection failed|connection is bad): |\.$", "", first)
    values: dict[str, Any] = {"place": address.shown, "reason": reason}
    if not isinstance(error, psycopg.OperationalError):
        return Failed("{place} is not understood: {reason}", **values)
    for pattern, why, words in _SAID:
        found = re.search(pattern, reason)
        if found is not None:
            return gone(why, words.filled(**values, **_named(found.groupdict())))
    return gone("away", _AWAY.filled(**values))


def silent(address: Address) -> Failed:
    """Why nothing is opened where one is connected, as by a pooler, and hears nothing."""
    return gone("away", _AWAY.filled(place=address.shown, reason=Words("it does not answer")))


def gone(why: str, words: Words, **details: object) -> Failed:
    """The error for an address at which there is nothing to open."""
    error = Failed.of(words)
    error.details.update(details, why=why)
    return error


def _named(found: dict[str, str]) -> dict[str, str]:
    """What is named, and the statement that makes it."""
    if "database" in found:
        return found | {"command": f"CREATE DATABASE {identifier(found['database'])}"}
    if "role" in found:
        source = "PGPASSWORD" if os.environ.get("PGPASSWORD") else os.environ.get("PGPASSFILE", "~/.pgpass")
        return found | {"command": f"CREATE ROLE {identifier(found['role'])} LOGIN", "source": source}
    return found


def identifier(name: str) -> str:
    """A name as it is written in a statement that a person may type."""
    return name if re.fullmatch("[a-z_][a-z0-9_]*", name) else '"' + name.replace('"', '""') + '"'
