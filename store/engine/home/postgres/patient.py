"""A connection of psycopg that does not wait for ever: a server that was paused, or that vanished, says nothing."""

import os
import select
import time
from collections.abc import Generator, Sequence
from contextlib import suppress
from typing import Any

import psycopg
from psycopg import abc, errors
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import Diagnostic
from psycopg.pq import ExecStatus, Format, TransactionStatus
from psycopg.pq.abc import PGresult

#: Seconds until somebody who waits sees that another thread has closed the connection, and that a server is given to
#: hear that nobody waits any more.
STEP, CANCEL = 0.1, 1.0
_ADAPTING: type[abc.Transformer] = Transformer
_DONE = (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK, ExecStatus.EMPTY_QUERY)


class Patient(psycopg.Connection[Any]):
    """A connection that waits for an answer as long as it is told to, and not for ever."""

    #: Seconds of silence.
    limit = 60.0
    #: What was said to the last statement that was done nevertheless.
    warning = ""
    #: What is asked more than once is prepared: not where a pooler may give each transaction another connection.
    prepares = False
    _adapting: abc.Transformer | None = None

    def __init__(self, *values: Any, **named: Any) -> None:
        super().__init__(*values, **named)
        #: The name of what was prepared, empty where it was asked once, by statement and types of its values.
        self._names: dict[tuple[bytes, tuple[int, ...] | None], bytes] = {}

    def rows(self, statement: bytes, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """What one statement gives, its values named $1 and so on: what a cursor would, for a third of its time.

        After an interruption the connection can be asked nothing else.
        """
        if self._adapting is None:
            self._adapting = _ADAPTING.from_context(self)
        adapting, pgconn = self._adapting, self.pgconn
        sent = adapting.dump_sequence(values, [PyFormat.AUTO] * len(values))
        types, formats = adapting.types, adapting.formats
        name = self._name(statement, types) if self.prepares else b""
        if name:
            pgconn.send_query_prepared(name, sent, formats, Format.BINARY)
        else:
            pgconn.send_query_params(statement, sent, types, formats, Format.BINARY)
        try:
            result = self._answer()
        except (errors.InvalidSqlStatementName, errors.FeatureNotSupported):
            if not name or pgconn.transaction_status != TransactionStatus.IDLE:
                raise
            self.prepares = False  # there is a pooler all the same, or the tables were changed; nothing was done
            return self.rows(statement, values)
        adapting.set_pgresult(result, format=Format.BINARY)
        return adapting.load_rows(0, result.ntuples, tuple)

    def _name(self, statement: bytes, types: tuple[int, ...] | None) -> bytes:
        """Under which name it was prepared; empty where it is asked for the first time.

        It is nobody else's: whoever finds it has what is asked here.
        """
        name = self._names.get((statement, types))
        if name == b"":
            name = b"concord_" + os.urandom(8).hex().encode()
            self.pgconn.send_prepare(name, statement, types)
            self._answer()
        self._names[statement, types] = name or b""
        return name or b""

    def _answer(self) -> PGresult:
        """What comes of what was sent; what is wrong is raised."""
        try:
            result = self._heard()
        except psycopg.Error:
            raise
        except BaseException:  # interrupted: what nobody waits for is not worked at
            with suppress(psycopg.Error):
                self.cancel_safe(timeout=CANCEL)
            raise
        if result.status not in _DONE:
            raise errors.error_from_result(result, encoding=self.info.encoding)
        return result

    def _heard(self) -> PGresult:
        """The first result, or the error that came after it."""
        pgconn, found = self.pgconn, list[PGresult]()
        while pgconn.flush():  # more than fits into the buffers on the way
            self._wait_for(select.POLLIN | select.POLLOUT)
            pgconn.consume_input()
        try:
            while True:
                while pgconn.is_busy():
                    self._wait_for(select.POLLIN)
                    pgconn.consume_input()
                result = pgconn.get_result()
                if result is None:
                    break
                found.append(result)
        except psycopg.OperationalError:
            if not found or found[-1].status in _DONE:
                raise  # else why it ended was said before it did
        if not found:
            raise psycopg.OperationalError("it was closed")  # by another thread, meanwhile
        while pgconn.notify_handler and (told := pgconn.notifies()):
            pgconn.notify_handler(told)
        return next((result for result in found if result.status not in _DONE), found[0])

    def _wait_for(self, what: int) -> None:
        poll, end = select.poll(), time.monotonic() + self.limit
        poll.register(self.pgconn.socket, what)
        while not poll.poll(STEP * 1000):
            if self.closed or time.monotonic() > end:
                self.pgconn.finish()
                raise psycopg.OperationalError("it does not answer")

    def wait(self, gen: Any, *values: Any, **named: Any) -> Any:
        return super().wait(self._limited(gen), *values, **named)

    def _limited(self, gen: Generator[Any, int, Any]) -> Generator[Any, int, Any]:
        """The same steps; a pause between two that is longer than the limit ends them."""
        heard = time.monotonic()
        try:
            wanted = next(gen)
            while True:
                ready = yield wanted
                if ready:
                    heard = time.monotonic()
                elif time.monotonic() - heard > self.limit:
                    self.pgconn.finish()
                    raise psycopg.OperationalError("it does not answer")
                wanted = gen.send(ready)
        except StopIteration as end:
            return end.value

    def heed(self, notice: Diagnostic) -> None:
        """Remember what the database remarks."""
        if notice.severity_nonlocalized == "WARNING":
            self.warning = notice.message_primary or ""
