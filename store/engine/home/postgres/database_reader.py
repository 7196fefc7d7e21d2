"""Reading a journal in a database; see `store.engine.home.postgres.database`."""

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from shlex import quote
from typing import cast

from store.engine.home import Diverged, KeptCheckpoint, Vanished
from store.engine.home import Position as AnyPosition
from store.engine.home.postgres import as_it_was
from store.engine.home.postgres.accepting import accepting
from store.engine.home.postgres.address import Address, address_of
from store.engine.home.postgres.cache_folder import cache_folder
from store.engine.home.postgres.connection import Connection, Lost
from store.engine.home.postgres.database_position import DatabasePosition, begin_of
from store.engine.home.postgres.entry_rows import EntryRows
from store.engine.home.postgres.kept import Kept
from store.engine.home.postgres.out_of_reach import silent
from store.engine.home.postgres.past_copy import PastCopy
from store.engine.home.postgres.seen import MANY, Noted
from store.engine.home.postgres.standing import look
from store.engine.home.postgres.watch import Watch, copy_of, logins_of
from store.engine.home.postgres.went_back import Remembrance
from store.engine.journal.entry import Entry, Read
from store.engine.journal.header import Header
from store.engine.journal.past import missing
from store.engine.later_versions import NEWER, entry_of, header_of
from store.errors import Damaged, Failed, ReadOnly
from store.words import Words

FOLLOWS = Words(
    "its server only follows another one. Name that one, or both of them with target_session_attrs=read-write"
)
ONLY_READ = Words("the database lets you only read (default_transaction_read_only)")


class DatabaseReader:
    """The half of `Home` that reads. Raises `Failed` where there is none to read, or a newer one."""

    first_wins = True

    def __init__(self, place: str | Address) -> None:
        self.address = address_of(place) if isinstance(place, str) else place
        self.place = self.address.shown
        self._connection = Connection(self.address)
        try:
            self.header: Header = self._header()
        except Lost as error:
            raise silent(self.address) from error
        except Failed as error:
            if error.details.get("why") != "away":
                as_it_was.forget(self.address)
            raise
        as_it_was.remember(self.address, self._first, self._login)
        self._kept = Kept(self._connection, self.header.workspace)
        self._seen = Remembrance(self._connection, self._rows.begin, self.header.workspace)
        self._newer: Words | None = None
        #: How often others were first, one time after the other.
        self._lost = 0
        #: The thread that has the turn.
        self._writer = 0
        #: Seconds that whoever has the turn is willing to wait.
        self._wait = 0.0
        self._watch: Watch | None = None

    def _header(self) -> Header:
        found = look(self._connection)
        self._login, self._role = found.login, found.role
        self._accepting = accepting(self._connection, found.functions)
        self._rows, self._first = EntryRows(self._connection, begin_of(found.header)), found.header
        self._rows.take_over(found)
        self._newest = found.newest
        return header_of(found.header, self.place)

    @property
    def refusal(self) -> Words | None:
        if self._shut is not None:
            return self._shut
        if self._watch is not None and self._watch.logins.own != self._login:
            return Words("your role {role} has another login by now. Open the workspace again", role=self._role)
        if self._login:
            return None
        return Words(
            "your role {role} was let in under no login. Whoever owns it does that: {command}",
            role=self._role,
            command=f"concord init {quote(self.address.public)} --people {quote(self._role)}",
        )

    @property
    def _shut(self) -> Words | None:
        """Why nobody can append anything."""
        rows = self._told
        if rows.gone_to:
            return Words("it was moved to {place}", place=rows.gone_to)
        if rows.follows:
            return FOLLOWS
        if rows.only_read:
            return ONLY_READ
        return self._newer or self._seen.refusal

    @property
    def _told(self) -> EntryRows:
        """Whoever has learnt last how the database is."""
        return self._rows if self._watch is None or self._has_turn else self._watch.rows

    @property
    def vanished(self) -> Vanished | None:
        return self._seen.gone

    def _must_be_writable(self) -> None:
        if self._shut is not None:
            raise ReadOnly("Nothing can be written here: {why}", why=self._shut)

    @property
    def gone_to(self) -> str:
        return self._told.gone_to

    @property
    def login(self) -> str:
        """That which the owner of the schema has given to the role of the session."""
        return self._login

    def has_account(self, login: str) -> bool:
        return login in (logins_of(self._connection) if self._watch is None else self._watch.logins).able

    # Reading

    def begin(self) -> DatabasePosition:
        return self._rows.begin

    def watch(self, at: AnyPosition) -> None:
        if self._watch is None:
            here, workspace = cast("DatabasePosition", at), self.header.workspace
            opened, logins = partial(PastCopy, cache_folder(workspace), self._first), logins_of(self._connection)
            told, connection = self._accepting.shared, Connection(self.address)
            rows = EntryRows(connection, self._rows.begin)
            rows.take_over(self._rows)
            self._watch = Watch(connection, here, rows, opened, workspace[:8], logins, told=told)

    @property
    def lost(self) -> datetime | None:
        return None if self._watch is None else self._watch.lost

    def is_near(self, at: AnyPosition) -> bool:
        copy = copy_of(self._watch)
        return self._watch is None or (copy is not None and copy.behind(cast("DatabasePosition", at)) is not None)

    def meet(self, sign: str) -> list[tuple[str, str]] | None:
        return None if self._watch is None else self._watch.meet(sign)

    def moved(self, at: AnyPosition) -> bool:
        seen = None if self._watch is None or self._has_turn else self._watch.head
        if seen is None and self._has_turn and self._lost == 1:
            self._seen.look_again()
            return True  # somebody was first just now: what they wrote is read, without asking where the end is
        if seen is None:
            seen = self._rows.head()
            self._seen.look_again()
            if self._has_turn and seen == at:  # else it is when that was taken in
                self._must_be_writable()
        return seen != at

    @property
    def _has_turn(self) -> bool:
        """Whether it is this thread's turn: it wants to know how it is at this moment."""
        return self._writer == threading.get_ident()

    def read(self, after: AnyPosition) -> Iterator[tuple[Entry, DatabasePosition]]:
        position = cast("DatabasePosition", after)
        self._newer = None
        noted: deque[Noted] = deque(maxlen=MANY)
        try:
            for body, there in self._behind(position):
                entry = entry_of(body)
                if entry is None:
                    self._newer = NEWER
                    return
                noted.append((body, there))
                yield entry, there
        finally:
            self._seen.note(list(noted))

    def _behind(self, position: DatabasePosition) -> Iterable[tuple[bytes, DatabasePosition]]:
        copy = copy_of(self._watch)
        seen = copy.behind(position) if copy is not None and not self._has_turn else None
        if seen is not None:
            return seen
        rows = self._forwards(position)
        return rows if copy is None else copy.taking(rows)

    def _forwards(self, position: DatabasePosition) -> Iterator[tuple[bytes, DatabasePosition]]:
        try:
            yield from self._rows.forwards(position)
        except Diverged:
            if self._rows.follows and self._rows.head().seq < position.seq:
                return  # a standby that is behind
            self._seen.look(position)
            raise

    def entries(self, after: int, until: AnyPosition) -> Iterator[Entry]:
        begin = self._rows.at(after)
        if begin is None:
            raise missing(after, after)
        for body, _position in self._rows.forwards(begin, until.seq):
            entry = entry_of(body)
            if entry is None:
                return
            yield entry

    def backwards(
        self, end: AnyPosition, read: Callable[[bytes], Read | None], down_to: int, needles: Sequence[bytes]
    ) -> Iterator[Read]:
        if self._watch is not None:
            at, copy = cast("DatabasePosition", end), self._watch.copy
            found = None if copy is None else copy.backwards(at, read, down_to, needles)
            if found is not None or self._watch.lost:
                return found or iter(())
        return self._rows.backwards(end.seq, read, down_to, needles)

    def load(self) -> KeptCheckpoint | None:
        loaded = self._kept.load(self._newest)
        position = None if loaded is None else DatabasePosition(loaded.head.seq, loaded.head.chain)
        stands = self._seen.look(position)
        if loaded is None or position is None:
            return None
        if not stands and (self._rows.follows or self._seen.gone is not None):
            loaded.file.close()
            return None
        return KeptCheckpoint(loaded, position, stands)

    def anew(self) -> None:
        header = self._header()
        if header.workspace != self.header.workspace:
            raise Damaged(
                "another workspace, {name}, was put in the place of {path}", name=header.name, path=self.place
            )
        self.header = header

    def close(self) -> None:
        if self._watch is not None:
            self._watch.close()
        self._connection.close()
