"""One connection to a database, made when it is needed and made anew when it was lost; what fails is said in words."""

from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import RLock
from typing import Any

import psycopg
from psycopg import errors

from store.engine.home.postgres.address import Address
from store.engine.home.postgres.out_of_reach import unreachable
from store.errors import Busy, ConcordError, Failed, Forbidden, ReadOnly

#: So long a connection may take, in seconds, and after so many of silence it is asked whether the other end is there.
CONNECTING, SILENCE = 10, 5
#: Seconds within which a word that one sends to oneself comes through, if it ever does.
PROBE = 1.0


#: Of a row that is copied: a number, a text, a number, bytes.
Row = tuple[int, str, int, bytes]


class Lost(Failed):
    """The connection was lost while something was asked: whether it was done is not known."""


class Connection:
    """May be used by one thread at a time. ``alive`` says whether there is one now."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self._made: psycopg.Connection[Any] | None = None
        self._using = RLock()

    @property
    def alive(self) -> bool:
        return self._made is not None and not self._made.closed

    def run(self, statement: str, values: Sequence[object] = ()) -> list[Any]:
        """The rows that a statement gives, none where it gives none. Raises `Lost` and what `said` makes of errors."""
        with self._using, self._asked() as connection, connection.cursor(binary=True) as cursor:
            cursor.execute(self._filled(statement), values or None)
            return cursor.fetchall() if cursor.description is not None else []

    def script(self, statements: str) -> None:
        """Run several statements that give nothing."""
        with self._using, self._asked() as connection:
            connection.execute(self._filled(statements))

    def copy_in(self, statement: str, rows: Iterable[Row]) -> Row | None:
        """Write rows of a sequence, a text, a number and bytes by COPY; the last one, None where there was none."""
        last = None
        with self._asked() as connection, connection.cursor().copy(self._filled(statement)) as copy:
            copy.set_types(["int8", "text", "int8", "bytea"])
            for last in rows:
                copy.write_row(last)
        return last

    def copy_out(self, statement: str) -> Iterator[tuple[int, int, bytes]]:
        """Rows of two numbers and bytes by COPY, one at a time: nothing else may be asked meanwhile."""
        with self._asked() as connection, connection.cursor().copy(self._filled(statement)) as copy:
            copy.set_types(["int8", "int8", "bytea"])
            yield from copy.rows()

    def listen(self) -> bool:
        """Be told of what is appended from now on; whether a word that one sends comes through."""
        self.run("LISTEN {quoted}")
        self.run("SELECT pg_notify({channel}, '')")
        return self.wait_for_word(PROBE)

    def wait_for_word(self, most: float) -> bool:
        """Wait until something is told, so many seconds at most; whether anything was."""
        with self._asked() as connection:
            return bool(list(connection.notifies(timeout=most, stop_after=1)))  # all that are there by now

    @contextmanager
    def transaction(self) -> Generator[None]:
        """All that is run in it is done or nothing of it."""
        with self._using, self._asked() as connection, connection.transaction():
            yield

    @contextmanager
    def _asked(self) -> Generator["psycopg.Connection[Any]"]:
        connection = self._connected()
        try:
            yield connection
        except psycopg.Error as error:
            lost = connection.closed or connection.broken or isinstance(error, psycopg.InterfaceError)
            if lost:
                self.close()
            raise said(error, self.address, lost=bool(lost)) from error

    def _connected(self) -> "psycopg.Connection[Any]":
        if self._made is None or self._made.closed:
            try:
                self._made = psycopg.connect(
                    self.address.conninfo,
                    autocommit=True,
                    prepare_threshold=None,  # a pooler gives each transaction another connection
                    connect_timeout=CONNECTING,
                    keepalives_idle=SILENCE,
                    keepalives_interval=SILENCE,
                    keepalives_count=2,
                    tcp_user_timeout=CONNECTING * 1000,
                    application_name="concord",
                )
            except psycopg.Error as error:
                raise unreachable(error, self.address) from error
        return self._made

    def _filled(self, statement: str) -> Any:
        channel = self.address.channel
        filled = statement.replace("{schema}", self.address.schema).replace("{channel}", f"'{channel}'")
        return filled.replace("{quoted}", f'"{channel}"')

    def close(self) -> None:
        made, self._made = self._made, None
        if made is not None:
            with suppress(psycopg.Error):
                made.close()


def said(error: psycopg.Error, address: Address, *, lost: bool) -> ConcordError:
    """What a person is told; never an address with a password in it."""
    if lost:
        return Lost("The connection to {place} was lost", place=address.shown)
    if isinstance(error, errors.LockNotAvailable):
        return Busy("Others are writing. Try again")
    if isinstance(error, errors.InsufficientPrivilege):
        return Forbidden("The database does not let you do that: {reason}", reason=_reason(error))
    if isinstance(error, errors.ReadOnlySqlTransaction):
        return ReadOnly("Nothing can be written here: {why}", why=_reason(error))
    if isinstance(error, psycopg.OperationalError) and error.sqlstate is None:
        return Failed("{place} cannot be reached: {reason}", place=address.shown, reason=_reason(error))
    return Failed("{place} does not work: {reason}", place=address.shown, reason=_reason(error))


def _reason(error: psycopg.Error) -> str:
    """The last line of what the server or libpq says."""
    primary = error.diag.message_primary
    return primary or str(error).strip().splitlines()[-1].strip() or type(error).__name__
