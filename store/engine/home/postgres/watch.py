"""A journal followed by a thread with a connection of its own, so that nobody who asks for news waits for a network.

The head is polled, which is the truth. Being told of it (LISTEN) makes that quick, where a probe shows that it comes
through: a pooler that gives each transaction another connection loses it without a word.
"""

import threading
from collections import deque
from datetime import datetime

from store import clock
from store.engine.home import Diverged
from store.engine.home.postgres.connection import Connection
from store.engine.home.postgres.entry_rows import DatabasePosition, EntryRows
from store.errors import ConcordError

#: Seconds between two looks where one is told, where one is not, and between two attempts to come back.
TOLD, POLLED, AGAIN = 5.0, 0.5, 2.0
#: So long it is not looked again: what many write is taken in at once, and not by all of them at the same moment.
CALM = 0.2
#: So many bodies are kept for whoever reads on; where more are behind, they are read by whoever wants them.
KEPT = 5_000


class Watch:
    """``head`` is where the journal ended when it was seen last, ``lost`` since when the database cannot be asked."""

    def __init__(self, connection: Connection, begin: DatabasePosition, at: DatabasePosition, *, told: bool) -> None:
        """``told`` is whether anybody is."""
        self.head = at
        self.lost: datetime | None = None
        self._connection = connection
        self._told = told
        self._rows = EntryRows(connection, begin)
        self._bodies: deque[tuple[bytes, DatabasePosition]] = deque(maxlen=KEPT)
        #: Behind which position the first of the bodies is.
        self._behind = at
        self._keeping = threading.Lock()
        self._ended = threading.Event()
        threading.Thread(target=self._run, name="database", daemon=True).start()

    @property
    def rows(self) -> EntryRows:
        """What was learnt of the database when it was looked at last."""
        return self._rows

    def behind(self, at: DatabasePosition) -> list[tuple[bytes, DatabasePosition]] | None:
        """The bodies behind a position, each with its own; None where they are not all here."""
        with self._keeping:
            places = [self._behind, *(position for _body, position in self._bodies)]
            return list(self._bodies)[places.index(at) :] if at in places else None

    def _run(self) -> None:
        is_told = False
        while not self._ended.is_set():
            try:
                if not self._connection.alive:
                    is_told = self._told and self._connection.listen()
                self._look()
                self.lost = None
                self._ended.wait(CALM)
                self._connection.wait_for_word(TOLD if is_told else POLLED)
            except ConcordError:
                self.lost = self.lost or clock.now()
                self._connection.close()
                self._ended.wait(AGAIN)

    def _look(self) -> None:
        head = self._rows.head()
        if head == self.head:
            return
        try:
            if head.seq <= self.head.seq:
                raise Diverged
            for body, position in self._rows.forwards(self.head, head.seq):
                with self._keeping:
                    if len(self._bodies) == KEPT:
                        self._behind = self._bodies[0][1]
                    self._bodies.append((body, position))
        except Diverged:
            with self._keeping:
                self._bodies.clear()
                self._behind = head
        self.head = head

    def close(self) -> None:
        """Let go of the connection; the thread ends by itself."""
        self._ended.set()
        self._connection.close()
