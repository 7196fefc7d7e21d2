"""A connection of psycopg that does not wait for ever: a server that was paused, or that vanished, says nothing."""

import select
import time
from collections.abc import Generator, Sequence
from typing import Any

import psycopg
from psycopg import abc
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import Diagnostic, error_from_result
from psycopg.pq import ExecStatus, Format
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
    _adapting: abc.Transformer | None = None

    def rows(self, statement: bytes, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """What one statement gives, its values named $1 and so on: what a cursor would, for a third of its time.

        After an interruption the connection can be asked nothing else.
        """
        if self._adapting is None:
            self._adapting = _ADAPTING.from_context(self)
        adapting, pgconn = self._adapting, self.pgconn
        sent = adapting.dump_sequence(values, [PyFormat.AUTO] * len(values))
        pgconn.send_query_params(statement, sent, adapting.types, adapting.formats, Format.BINARY)
        try:
            result = self._answer()
        except psycopg.Error:
            raise
        except BaseException:  # interrupted: what nobody waits for is not worked at
            self.cancel_safe(timeout=CANCEL)
            raise
        if result.status not in _DONE:
            raise error_from_result(result, encoding=self.info.encoding)
        adapting.set_pgresult(result, format=Format.BINARY)
        return adapting.load_rows(0, result.ntuples, tuple)

    def _answer(self) -> PGresult:
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
