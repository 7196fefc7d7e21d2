"""One connection to a database, made when it is needed and made anew when it was lost; what fails is said in words."""

import logging
import time
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from math import inf
from threading import RLock
from typing import Any

import psycopg
from psycopg import errors
from psycopg.abc import ConnParam
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.pq import TransactionStatus

from store.engine.home.postgres.address import Address
from store.engine.home.postgres.out_of_reach import unreachable
from store.engine.home.postgres.patient import Patient
from store.errors import Busy, ConcordError, Failed, Forbidden, ReadOnly

# What it remarks beside the error that it raises would be written over the screen.
logging.getLogger("psycopg").addHandler(logging.NullHandler())

#: What libpq is told where the address says nothing else: so many seconds a connection may take, and after so many of
#: silence the machine at the other end is asked whether it is there.
USUAL: dict[str, ConnParam] = {
    "connect_timeout": 5,
    "keepalives_idle": 5,
    "keepalives_interval": 5,
    "keepalives_count": 2,
    "tcp_user_timeout": 10_000,
    "application_name": "concord",
}
#: So many seconds a server may say nothing before the connection counts as lost: where little is asked, and where much.
ANSWER, READING = 6.0, 60.0
#: However little time is left, an answer may take so many seconds, and a connection as many as libpq wants at least.
SHORTEST, FASTEST = 0.5, 2
#: What was lost at once, for the server was started again since, is asked once more.
AT_ONCE = 1.0
#: Seconds within which a word that one sends to oneself comes through, if it ever does.
PROBE = 1.0


#: Of a row that is copied: a number, a text, a number, bytes.
Row = tuple[int, str, int, bytes]


class Lost(Failed):
    """The connection was lost while something was asked: whether it was done is not known."""


class Outrun(Busy):
    """Another transaction was quicker, and the database gave this one up; nothing was done."""


class Connection:
    """May be used by one thread at a time. ``alive`` says whether there is one now."""

    def __init__(self, address: Address) -> None:
        self.address = address
        #: The moment, as `time.monotonic` has it, from which on nothing is waited for any more than is needed to ask.
        self.until = inf
        #: How many were made.
        self.count = 0
        self._made: Patient | None = None
        self._using = RLock()
        #: A transaction was begun and is not done; where the connection was lost since, nothing of it was.
        self._inside = False
        #: What was asked, as the server takes it.
        self._numbered: dict[str, bytes] = {}

    @property
    def alive(self) -> bool:
        return self._made is not None and not self._made.closed

    @property
    def info(self) -> "psycopg.ConnectionInfo":
        """What libpq knows of it."""
        with self._asked() as connection:
            return connection.info

    @property
    def inside(self) -> bool:
        """Whether what is run belongs to a transaction."""
        return self._inside

    @property
    def warning(self) -> str:
        """What the database remarked on the last statement, which it has done; empty where nothing."""
        return "" if self._made is None else self._made.warning

    def run(
        self, statement: str, values: Sequence[object] = (), *, within: float | None = None, once: bool = False
    ) -> list[Any]:
        """The rows that a statement gives, none where it gives none. Raises `Lost` and what `said` makes of errors.

        It is lost if nothing is heard for ``within`` seconds (`ANSWER`). Where the connection was gone before, it is
        run again on a new one, outside of a transaction and unless it may run only ``once``.
        """
        within = ANSWER if within is None else within
        with self._using:
            stale, began = self.alive and not (once or self._inside), time.monotonic()
            try:
                return self._run(statement, values, within)
            except Lost:
                if not stale or time.monotonic() - began > AT_ONCE:
                    raise
                return self._run(statement, values, within)

    def _run(self, statement: str, values: Sequence[object], within: float) -> list[Any]:
        with self._asked(within) as connection:
            connection.warning = ""
            return connection.rows(self._numbered.get(statement) or self._number(statement), values)

    def _number(self, statement: str) -> bytes:
        """The statement as the server takes it, kept: there are few."""
        first, *others = self._filled(statement).split("%s")
        numbered = first + "".join(f"${n}{other}" for n, other in enumerate(others, 1))
        return self._numbered.setdefault(statement, numbered.encode())

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
        """Be told of what is appended from now on; whether a word that another connection sends comes through.

        If so, no pooler stands between that gives each transaction another connection: what is asked is prepared there.
        One's own would come even where a pooler has the two on one connection for that moment.
        """
        try:
            self.run("LISTEN {quoted}", within=ANSWER)
            with closing(Connection(self.address)) as other:
                other.run("SELECT pg_notify({channel}, '')", within=ANSWER)
        except ReadOnly:  # a standby tells nothing
            return False
        comes = self.wait_for_word(PROBE)
        if comes and self._made is not None:
            self._made.prepares = True
        return comes

    def wait_for_word(self, most: float) -> bool:
        """Wait until something is told, so many seconds at most; whether anything was."""
        with self._asked() as connection:
            return bool(list(connection.notifies(timeout=most, stop_after=1)))  # all that are there by now

    @contextmanager
    def transaction(self) -> Generator[None]:
        """All that is run in it is done or nothing of it, unless `commit` was called before its end."""
        with self._using:
            self.run("BEGIN ISOLATION LEVEL READ COMMITTED", within=ANSWER)
            self._inside = True
            try:
                yield
            except BaseException:
                self._roll_back()
                raise
            self.commit()

    def commit(self) -> None:
        """Have it done now, if one is inside a transaction. Raises `Lost` where it is not known whether it was."""
        if not self._inside:
            return
        try:
            with self._asked(ANSWER) as connection:
                failed = connection.info.transaction_status == TransactionStatus.INERROR
                connection.warning = ""
                connection.rows(b"COMMIT", ())
        finally:
            self._inside = False
        if failed:
            raise Failed("{place} does not work: {reason}", place=self.address.shown, reason="ROLLBACK")

    def give_up(self) -> None:
        """Outside of a transaction from now on; what was in it is not done."""
        if self._inside:
            self._inside = False
            self.close()

    def _roll_back(self) -> None:
        if self._inside and self.alive:
            with suppress(ConcordError), self._asked(ANSWER) as connection:
                connection.rows(b"ROLLBACK", ())
        self._inside = False

    @contextmanager
    def _asked(self, within: float = READING) -> Generator[Patient]:
        connection = self._connected()
        connection.limit = min(within, self._left(SHORTEST))
        try:
            yield connection
        except psycopg.Error as error:
            lost = connection.closed or connection.broken or _is_end(error)
            if lost:
                self.close()
            raise said(error, self.address, lost=bool(lost)) from error
        except BaseException:  # in the midst of an answer it can be asked nothing else
            if not connection.closed and connection.info.transaction_status == TransactionStatus.ACTIVE:
                self.close()
            raise

    def _connected(self) -> Patient:
        if self._made is None or self._made.closed:
            if self._inside:
                raise Lost("The connection to {place} was lost", place=self.address.shown)
            try:
                told = {**USUAL, **conninfo_to_dict(self.address.conninfo)}
                if self._left(FASTEST) < float(told["connect_timeout"] or inf):
                    told["connect_timeout"] = round(self._left(FASTEST))
                self._made = Patient.connect(
                    make_conninfo("", **told),
                    autocommit=True,
                    prepare_threshold=None,  # a pooler gives each transaction another connection
                )
                self.count += 1
                self._made.add_notice_handler(self._made.heed)
            except psycopg.Error as error:
                raise unreachable(error, self.address) from error
        return self._made

    def _left(self, least: float) -> float:
        """Seconds that may be waited, so many at least."""
        return max(least, self.until - time.monotonic())

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
    if isinstance(error, (errors.SerializationFailure, errors.DeadlockDetected)):
        return Outrun("Others are writing. Try again")
    if isinstance(error, errors.DiskFull):
        return Failed("Nothing was saved: {reason}. Make room, then try again", reason=_reason(error))
    if isinstance(error, errors.InsufficientPrivilege):
        return Forbidden("The database does not let you do that: {reason}", reason=_reason(error))
    if isinstance(error, errors.ReadOnlySqlTransaction):
        return ReadOnly("Nothing can be written here: {why}", why=_reason(error))
    if isinstance(error, psycopg.OperationalError) and error.sqlstate is None:
        return Failed("{place} cannot be reached: {reason}", place=address.shown, reason=_reason(error))
    return Failed("{place} does not work: {reason}", place=address.shown, reason=_reason(error))


def sqlstate_of(error: ConcordError) -> str | None:
    """The kind of what the server said that led to it, by the SQL standard; None where it said nothing."""
    return getattr(error.__cause__, "sqlstate", None)


def _is_end(error: psycopg.Error) -> bool:
    """Whether nothing more is heard after it, and perhaps not all that there was to say: also from a pooler between."""
    state, severity = error.sqlstate or "", error.diag.severity_nonlocalized
    return isinstance(error, psycopg.InterfaceError) or severity in ("FATAL", "PANIC") or state.startswith("08")


def _reason(error: psycopg.Error) -> str:
    """The last line of what the server or libpq says."""
    primary = error.diag.message_primary
    return primary or str(error).strip().splitlines()[-1].strip() or type(error).__name__
