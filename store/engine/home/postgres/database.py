"""A PostgreSQL database as the home of a journal: the same entries as in a folder, a row each, chained alike.

Nobody has to wait for a turn: an entry is accepted if the journal ends where its writer expects. Whoever has lost so
often holds the head first.
"""

import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from math import inf
from typing import Any, cast
from zlib import crc32

from store.engine.home import Known, Overtook
from store.engine.home import Position as AnyPosition
from store.engine.home.postgres.accepting import WAIT, milliseconds
from store.engine.home.postgres.connection import ANSWER, Lost, Outrun
from store.engine.home.postgres.database_position import DatabasePosition
from store.engine.home.postgres.database_reader import DatabaseReader
from store.engine.home.postgres.durability import durability
from store.engine.home.postgres.watch import copy_of
from store.engine.journal.checkpoint import Head, Wanted
from store.engine.journal.entry import Entry
from store.engine.journal.frames import Numbered
from store.errors import Busy, ConcordError, OutcomeUnknown
from store.words import Words

#: Whoever has lost so many times in a row holds the head before anything else.
LOST = 3
#: Seconds that whoever asks what became of an entry waits for others.
PATIENCE = 10.0
#: A checkpoint is due when the tail has this many entries and is a twentieth of the documents.
TAIL_ENTRIES = 2_000
#: Seconds that an entry is kept waiting by one whose answer is not there: then it is asked whether the server is.
KEPT_WAITING = 4.0
#: The same for whoever does not want to wait.
SHORTLY = 0.25
#: So many seconds at least it is tried to learn what became of an entry, however short one is willing to wait.
LEAST = 2.0
#: Seconds between two attempts to learn what became of an entry.
AGAIN = 0.25


class DatabaseHome(DatabaseReader):
    """The journal at an address, as `Home` says it."""

    # Writing

    @contextmanager
    def turn(self, wait: float) -> Generator[None]:
        if self._lost >= LOST and self._accepting.shared:
            with self.alone(wait):
                yield
            return
        self._must_be_writable()
        self._writer, self._wait = threading.get_ident(), wait
        try:
            yield
        finally:
            self._writer = 0

    @contextmanager
    def alone(self, wait: float) -> Generator[None]:
        self._must_be_writable()
        self._writer, self._wait = threading.get_ident(), wait
        try:
            with self._connection.transaction():
                self._connection.run(WAIT, [milliseconds(wait)], within=ANSWER)
                self._accepting.hold(wait + ANSWER)
                self._rows.head()
                self._must_be_writable()
                yield
        finally:
            self._writer = 0

    def risk(self) -> Words | None:
        return durability(self._connection).risk

    def is_far_behind(self, at: AnyPosition) -> bool:  # noqa: ARG002 (nobody waits)
        return False

    def append(self, entry: Entry, body: bytes, expecting: AnyPosition) -> DatabasePosition | Overtook | Known:
        after = cast("DatabasePosition", expecting)
        chain = crc32(body, after.chain)
        sent = [after.seq, after.chain, entry.op, chain, entry.at, entry.who, body]
        found = self._sent(sent)
        if found == after.seq + 1:
            self._lost, there = 0, DatabasePosition(found, chain)
            self._seen.note([(body, there)])
            copy = copy_of(self._watch)
            if copy is not None:
                copy.take([(body, there)])
            return there
        if found:
            return Known(-found)
        self._lost += 1
        return Overtook()

    def _sent(self, sent: list[Any]) -> int:
        """Its sequence where it was appended; less than 0 where it is known under that one, 0 where others were first.

        It is durable then: what was held is let go.
        """
        began = time.monotonic()
        until = began + self._wait
        self._connection.until = max(until, began + LEAST)
        try:
            while True:
                try:
                    found = self._given(sent)
                except Outrun:
                    return 0
                except Busy:
                    if self._connection.inside or time.monotonic() > until:
                        raise
                else:
                    break
        except Lost:
            self._connection.until = max(until, time.monotonic() + LEAST)
            found = self._settled(sent, self._connection.until)
        finally:
            self._connection.until = inf
        if self._connection.warning:
            raise OutcomeUnknown(
                "This is saved on one server, and lost if that dies before another has it: {reason}",
                reason=self._connection.warning,
            )
        return found

    def _given(self, sent: list[Any]) -> int:
        found = self._accepting.append(sent, min(KEPT_WAITING, max(SHORTLY, self._wait)))
        if found > 0:
            self._connection.commit()
        return found

    def _settled(self, sent: list[Any], until: float) -> int:
        """What became of an entry whose answer was lost: it is sent once more, under the same operation id.

        If what is under way there is done first, this one is known; if this one is, the other one finds another end.
        What is known may have been done by a server that died before a standby had it: a commit behind it waits for
        that, if the server is to wait for one.
        """
        self._connection.give_up()
        while True:
            try:
                found = self._given(sent)
                if found < 0 and self._accepting.shared:
                    with self._connection.transaction():
                        self._accepting.hold(ANSWER)
            except ConcordError as error:
                if time.monotonic() + AGAIN > until:
                    raise OutcomeUnknown(
                        "Whether this was saved is not known; look before you do it again: {reason}", reason=error.words
                    ) from error
                time.sleep(AGAIN)
            else:
                return -found if found == -(sent[0] + 1) else found

    def arrived(self, op: str) -> bool:
        with self.alone(PATIENCE):
            return bool(self._connection.run("SELECT 1 FROM {schema}.entry WHERE op = %s", [op]))

    def settle(self) -> None:
        """What is read here was committed."""

    def holder(self) -> tuple[int, str, str] | None:
        return None

    def leave(self, to: str) -> None:
        self._connection.run("UPDATE {schema}.head SET moved_to = %s", [to])
        self._connection.run("SELECT pg_notify({channel}, '')")

    # Keeping

    def save(self, at: AnyPosition, tables: dict[str, Numbered], highest: dict[str, int], columns: Wanted) -> None:
        position = cast("DatabasePosition", at)
        head = Head(
            workspace=self.header.workspace,
            seq=position.seq,
            offset=0,
            chain=position.chain,
            highest=highest,
            tables=list(tables),
        )
        self._kept.save(head, tables, columns)

    def tail_is_long(self, kept: AnyPosition, now: AnyPosition, documents: int) -> bool:
        entries = now.seq - kept.seq
        return entries > TAIL_ENTRIES and entries > documents / 20

    def grown_long(self, now: AnyPosition) -> bool:  # noqa: ARG002 (a table does not)
        return False

    def rotate(self, now: AnyPosition, made: str) -> None: ...
