"""A connection of psycopg that does not wait for ever: a server that was paused, or that vanished, says nothing."""

import time
from collections.abc import Generator
from typing import Any

import psycopg
from psycopg.errors import Diagnostic


class Patient(psycopg.Connection[Any]):
    """A connection that waits for an answer as long as it is told to, and not for ever."""

    #: Seconds of silence.
    limit = 60.0
    #: What was said to the last statement that was done nevertheless.
    warning = ""

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
