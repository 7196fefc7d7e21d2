"""How an entry gets into a journal in a database: by a function of the schema, or by an INSERT where it has none."""

from typing import Any, Protocol

from store.engine.home.postgres.connection import ANSWER, Connection, sqlstate_of
from store.engine.home.postgres.schema import FUNCTIONS, GRANTS, GRANTS_FUNCTIONS, GRANTS_PLAIN, PLAIN
from store.errors import ConcordError


class Accepting(Protocol):
    """``sent`` is the sequence and checksum that an entry expects, its operation id, checksum, moment, login, body."""

    #: Whether everybody may `hold`, and whoever listens is told.
    shared: bool

    def append(self, sent: list[Any], wait: float) -> int:
        """Its sequence, 0 where others were first, minus its sequence where it is there already.

        Raises `Busy` where another one's has not been answered for within so many seconds.
        """
        ...

    def hold(self, within: float) -> None:
        """Let nobody else append before the transaction has ended; it is lost without an answer in so many seconds."""
        ...


class ByFunction:
    """By the schema's function, which knows whose the role is and tells whoever listens."""

    shared = True

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def append(self, sent: list[Any], wait: float) -> int:
        return int(self._connection.run(_APPEND, [milliseconds(wait), *sent], within=ANSWER, once=True)[0][1])

    def hold(self, within: float) -> None:
        self._connection.run("SELECT {schema}.hold()", within=within)


class ByInsert:
    """By the primary key alone, which has whoever comes second wait for what becomes of the first."""

    shared = False

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def append(self, sent: list[Any], wait: float) -> int:  # noqa: ARG002 (a server without functions has no such limit)
        expected, standing, op, chain, _moment, _who, body = sent
        rows = self._connection.run(_INSERT, [op, chain, body, expected, standing], within=ANSWER, once=True)
        if rows:
            return int(rows[0][0])
        known = self._connection.run("SELECT seq FROM {schema}.entry WHERE op = %s", [op], within=ANSWER)
        return -int(known[0][0]) if known else 0

    def hold(self, within: float) -> None:
        """The owner of the schema alone may."""
        self._connection.run("LOCK TABLE {schema}.entry IN EXCLUSIVE MODE", within=within)


def milliseconds(seconds: float) -> str:
    """As settings of the database say it; never 0, which would be for ever."""
    return str(int(seconds * 1000) or 1)


def accepting(connection: Connection, functions: bool) -> Accepting:
    """How it is done there."""
    return ByFunction(connection) if functions else ByInsert(connection)


def install(connection: Connection) -> None:
    """Make the functions, or what is done without where the server knows none; in a transaction, as often as wanted."""
    if not has_functions(connection):
        return
    connection.run("SAVEPOINT functions")
    try:
        connection.script(FUNCTIONS)
    except ConcordError as error:
        if sqlstate_of(error) not in _HAS_NONE:
            raise
        connection.run("ROLLBACK TO SAVEPOINT functions")
        connection.script(PLAIN)


def begin_at(connection: Connection, seq: int, chain: int, moved_to: str | None) -> None:
    """Have the journal end there as long as it has no entries; ``moved_to`` keeps it closed."""
    statement = "UPDATE {schema}.head SET seq = %s::bigint, chain = %s::bigint, moved_to = %s"
    if not has_functions(connection):
        statement = statement.replace("head", "origin")
    connection.run(statement, [seq, chain, moved_to])


def has_functions(connection: Connection) -> bool:
    """Whether those of the schema are called, which are made where they can be."""
    return bool(connection.run("SELECT functions FROM {schema}.about")[0][0])


def grants(connection: Connection) -> str:
    """What a person's role is given."""
    return GRANTS + (GRANTS_FUNCTIONS if has_functions(connection) else GRANTS_PLAIN)


#: No such feature, no such statement, no such language.
_HAS_NONE = ("0A000", "42601", "42704")
#: So long a lock is waited for, until the transaction ends.
WAIT = "SELECT set_config('lock_timeout', %s, true)"
_APPEND = f"{WAIT}, {{schema}}.append(%s::bigint, %s::bigint, %s, %s::bigint, %s, %s, %s::bytea)"
_INSERT = """
INSERT INTO {schema}.entry (seq, op, chain, body)
SELECT seq + 1, %s, %s::bigint, %s::bytea FROM {schema}.head
WHERE seq = %s::bigint AND chain = %s::bigint AND moved_to IS NULL
ON CONFLICT DO NOTHING RETURNING seq
"""
