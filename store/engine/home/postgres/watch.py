"""A journal followed by a thread with a connection of its own, so that nobody who asks for news waits for a network.

The head is polled, which is the truth. Being told of it (LISTEN) makes that quick, where a probe shows that it comes
through: a pooler that gives each transaction another connection loses it without a word.

Who is here is what the connections of the others are called (`application_name`): no row is written for it, and it
ends with the connection, however that ends. Behind such a pooler nobody can be told by that, and nobody is here.
"""

import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from time import monotonic
from typing import NamedTuple

from store import clock
from store.engine.home import Diverged
from store.engine.home.postgres.connection import Connection, Lost
from store.engine.home.postgres.database_position import DatabasePosition
from store.engine.home.postgres.entry_rows import EntryRows
from store.engine.home.postgres.past_copy import Body, PastCopy
from store.errors import ConcordError, Damaged

#: Seconds between two looks where one is told, where one is not, and between two attempts to come back.
TOLD, POLLED, AGAIN = 5.0, 0.5, 1.0
#: So long it is not looked again: what many write is taken in at once, and not by all of them at the same moment.
CALM = 0.2
#: Seconds between two looks at who is here, and at whether this session has gone elsewhere.
COMPANY, STEP = 1.5, 0.25
#: Seconds after which it is looked who gets in although nobody has written anything: the owner lets people in.
EVERY = 20.0
#: Without an answer for so many seconds the connection counts as lost.
SILENT = 3.0
#: What a connection is called: at most so many bytes, the first of them so.
LONGEST, CALLED = 63, "concord"
Sign = tuple[str, str]


class Logins(NamedTuple):
    """Under whose names somebody can get in, and that of the role of the session, "" where it has none by now."""

    able: frozenset[str]
    own: str


class Watch:
    """``head`` is where the journal ended when it was seen last.

    ``copy`` has all entries up to there, as soon as the thread has opened it and brought it up to there.
    """

    def __init__(
        self,
        connection: Connection,
        at: DatabasePosition,
        rows: EntryRows,
        opened: Callable[[], PastCopy],
        workspace: str,
        logins: Logins,
        *,
        told: bool,
    ) -> None:
        """``opened`` gives the copy; ``workspace`` tells its sessions from others in the database.

        ``logins`` are those that get in as it begins. ``told`` says whether anybody is told of anything there.
        """
        self.head = at
        self.copy: PastCopy | None = None
        self._opened = opened
        self._connection = connection
        self._rows = rows
        self._workspace, self._told = workspace, told
        self._lost: datetime | None = None
        #: Since when an answer is waited for, by two clocks.
        self._asked: tuple[float, datetime] | None = None
        self._is_told = False
        #: Of the connections that were made, which one it listens on.
        self._heard: int = 0
        #: Whether there may be other logins, and when they are looked at again.
        self._others, self._again = False, 0.0
        #: Where this session is; what the others' connections are called, by login; when they are looked at again.
        self._sign = self._signed = ""
        self._signs: list[Sign] | None = None
        self._next = 0.0
        self.logins = logins
        self._ended = threading.Event()
        threading.Thread(target=self._run, name="database", daemon=True).start()

    @property
    def rows(self) -> EntryRows:
        """What was learnt of the database when it was looked at last."""
        return self._rows

    @property
    def lost(self) -> datetime | None:
        """Since when the database cannot be asked; None while it answers."""
        asked = self._asked
        if self._lost is None and asked is not None and monotonic() - asked[0] > SILENT:
            return asked[1]
        return self._lost

    def meet(self, sign: str) -> list[Sign] | None:
        """Say where this session is; the logins and signs of the others, as they were seen last, None where unknown."""
        self._sign = sign
        return None if self.lost else self._signs

    # The thread

    def _run(self) -> None:
        while not self._ended.is_set():
            try:
                with self._answered():
                    self._look()
                self._ended.wait(CALM)
                self._wait()
            except (ConcordError, OSError):
                self._lost = self._lost or clock.now()
                self._connection.close()
                self._ended.wait(AGAIN)

    @contextmanager
    def _answered(self) -> Generator[None]:
        self._asked = asked = monotonic(), clock.now()
        try:
            yield
            self._lost = None
        except BaseException:
            self._lost = self._lost or asked[1]
            raise
        finally:
            self._asked = None

    def _look(self) -> None:
        if not self._connection.alive or self._connection.count != self._heard:
            self._is_told = self._told and self._connection.listen()
            self._heard = self._connection.count
            self._signed, self._signs, self._next = "", None, 0.0
            self._others, self._again = True, 0.0
        head = self._rows.head()
        first, copy = self.copy is None, self.copy or self._opened()  # a long last entry takes a while to be verified
        if first or head != self.head or (copy.end is not None and copy.end.seq < head.seq):
            with suppress(Damaged, Diverged):  # it is told to whoever reads on
                self._fill(copy, head)
            self._others = True
        self.copy = copy
        if monotonic() >= self._again + (0 if self._others else EVERY):
            self.logins = logins_of(self._connection)
            self._others, self._again = False, monotonic() + COMPANY
        self.head = head
        if self._is_told and self._sign and (self._sign != self._signed or monotonic() >= self._next):
            self._next = monotonic() + COMPANY
            self._look_around()

    def _fill(self, copy: PastCopy, until: DatabasePosition) -> None:
        """Bring the copy up to a position of the journal; begin it anew where it is of another past."""
        end = copy.end
        if end is None or end == until:
            return
        try:
            if end.seq < until.seq:
                copy.take(self._forwards(end, until.seq))
                return
            if self._rows.at(end.seq) == end:
                return
        except Diverged:
            pass
        copy.begin_anew()
        if copy.end is not None:
            copy.take(self._forwards(copy.end, until.seq))

    def _forwards(self, after: DatabasePosition, until: int) -> Iterator[Body]:
        """The bodies between; with each of them the database has answered."""
        for each in self._rows.forwards(after, until):
            self._asked = monotonic(), clock.now()
            yield each

    def _look_around(self) -> None:
        beginning = f"{CALLED} {self._workspace} "
        try:
            if self._sign != self._signed:
                self._signed = self._sign
                name = (beginning + self._signed)[:LONGEST]
                self._connection.run("SELECT set_config('application_name', %s, false)", [name])
            rows = self._connection.run(_SIGNS, [beginning])
        except Lost:
            raise
        except ConcordError:  # not every server tells
            return
        self._signs = [(login, name.removeprefix(beginning)) for login, name in rows]

    def _wait(self) -> None:
        """Until a word comes, or it is time for something; no more is asked of the network meanwhile."""
        end = monotonic() + (TOLD if self._is_told else POLLED)
        if self._is_told and self._sign:
            end = min(end, self._next)
        while not self._ended.is_set() and (left := end - monotonic()) > 0:
            if self._connection.wait_for_word(min(left, STEP)):
                return
            if self._is_told and self._sign != self._signed:
                return

    def close(self) -> None:
        """Let go of the connection; the thread ends by itself."""
        self._ended.set()
        self._connection.close()


def copy_of(watch: Watch | None) -> PastCopy | None:
    """What happened, in a file here, once somebody follows."""
    return None if watch is None else watch.copy


def logins_of(connection: Connection) -> Logins:
    """How it is at this moment."""
    rows = connection.run(_LOGINS)
    return Logins(frozenset(login for login, able, _own in rows if able), next((row[0] for row in rows if row[2]), ""))


#: A role that may not log in any more is nobody's way in.
_LOGINS = "SELECT login, rolcanlogin, role = session_user FROM {schema}.person JOIN pg_roles ON rolname = role"
_SIGNS = """
SELECT person.login, application_name FROM pg_stat_activity JOIN {schema}.person ON person.role = usename
WHERE datname = current_database() AND starts_with(application_name, %s) AND pid <> pg_backend_pid()
"""
