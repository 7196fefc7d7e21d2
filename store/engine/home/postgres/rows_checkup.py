"""Looking at every row of a workspace in a database: the chain, the head, the checkpoint from which it is opened.

What does not verify is named, and all behind it is looked at as well: each row stands by itself.
"""

from contextlib import closing
from zlib import crc32

from store.engine.checkup import WORTHLESS, Report, compare, listed
from store.engine.home.postgres.address import Address, address_of
from store.engine.home.postgres.connection import READING, Connection, Lost
from store.engine.home.postgres.database_position import DatabasePosition
from store.engine.home.postgres.database_reader import DatabaseReader
from store.engine.home.postgres.entry_rows import BYTES, MANY
from store.engine.journal.checkpoint import Loaded
from store.engine.journal.entry import FORMAT
from store.engine.later_versions import entry_of
from store.engine.state import Tables
from store.errors import Failed
from store.words import Words

#: So many rows that are not as they should be are named one by one.
_NAMED = 20
Row = tuple[int, str, int, bytes]
_WENT_BACK = Words("what you had seen is not there any more, as after a failover")


def verify(place: str) -> Report:
    """Look at all that is there, as of one moment; changes nothing. Raises `Failed` where there is nothing."""
    address = address_of(place)
    with closing(DatabaseReader(address)) as home, closing(Connection(address)) as connection:
        kept = home.load()
        loaded = None if kept is None else kept.loaded
        try:
            looking = _Looking(address, home.begin(), loaded)
            if home.header.format > FORMAT:
                words = Words("{path} was written by a newer Concord. Update yours", path=address.shown)
                looking.report.note(words)
            with connection.transaction():
                connection.script("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                looking.rows(connection)
                looking.head(*connection.run("SELECT seq, chain FROM {schema}.head")[0])
                if loaded is None and connection.run("SELECT 1 FROM {schema}.checkpoint LIMIT 1"):
                    looking.report.note(WORTHLESS)
            if home.vanished is not None and not looking.report.findings:
                looking.report.note(_WENT_BACK)
            return looking.done()
        finally:
            if loaded is not None:
                loaded.file.close()


class _Looking:
    """What was found so far; ``at`` is the last row that was looked at."""

    def __init__(self, address: Address, begin: DatabasePosition, loaded: Loaded | None) -> None:
        self.report = Report(findings=[])
        self._address, self._loaded = address, loaded
        self._at = begin
        self._state = Tables(reuse_numbers=False)
        #: Of how many rows and gaps something was found to be wrong.
        self._wrong = 0
        #: What the documents follow from is whole so far.
        self._sound = True

    def rows(self, connection: Connection) -> None:
        """Look at all of them; what the server cannot read ends it."""
        try:
            while rows := connection.run(_ROWS, [self._at.seq, MANY, BYTES], within=READING):
                for row in rows:
                    self._row(*row)
        except Lost:
            raise
        except Failed as error:
            words = Words(
                "behind entry {seq} the database cannot be read: {reason}", seq=self._at.seq, reason=error.words
            )
            self._damaged(words)

    def _row(self, seq: int, op: str, chain: int, body: bytes) -> None:
        before, self._at = self._at, DatabasePosition(seq, chain)
        entry = entry_of(body)
        if seq != before.seq + 1:
            self._damaged(Words("entries {first} to {last} are missing", first=before.seq + 1, last=seq - 1))
        elif crc32(body, before.chain) != chain:
            self._damaged(Words("entry {seq} does not verify", seq=seq))
            if entry is not None:
                named = [(str(change["t"]), int(change["n"])) for change in entry.changes if "n" in change]
                self._damaged(Words("it changed {list}", list=listed(named)))
        else:
            self.report.entries += 1
        if entry is not None and (entry.seq, entry.op) != (seq, op):
            self._damaged(Words("entry {seq} is not the one that its row says it is", seq=seq))
        if self._sound and entry is None and not self.report.newer:
            self.report.newer = True
            words = Words(
                "entry {seq} was written by a newer Concord: from there on only checksums were looked at. Update yours",
                seq=seq,
            )
            self.report.note(words)
        if self._sound and entry is not None and not self.report.newer:
            self._state.apply(entry.changes)
            self._compare()

    def _compare(self) -> None:
        loaded = self._loaded
        if loaded is not None and loaded.head.seq == self._at.seq:
            if loaded.head.chain != self._at.chain:  # of entries in whose place others are
                self.report.note(WORTHLESS)
            else:
                compare(self._state, loaded, self.report)

    def head(self, seq: int, chain: int) -> None:
        """Hold the last row against where the journal says that it ends."""
        if seq > self._at.seq:
            self._damaged(Words("entries {first} to {last} are missing", first=self._at.seq + 1, last=seq))
        elif seq < self._at.seq:
            self._damaged(Words("the journal ends with entry {seq}, and there are some behind it", seq=seq))
        elif chain != self._at.chain:
            self._damaged(Words("the journal does not end with the checksum of entry {seq}", seq=seq))
        elif self._loaded is not None and self._loaded.head.seq > seq:
            words = Words(
                "the checkpoint stands at entry {seq}, the journal ends at {end}: the journal was cut",
                seq=self._loaded.head.seq,
                end=seq,
            )
            self._damaged(words)

    def _damaged(self, words: Words) -> None:
        self._sound = False
        self._wrong += 1
        if self._wrong <= _NAMED:
            self.report.damaged(words)

    def done(self) -> Report:
        """All that was found."""
        if self._wrong > _NAMED:
            self.report.damaged(Words("and {n} more like these", n=self._wrong - _NAMED))
        self.report.documents = sum(len(documents) for documents in self._state.tables.values())
        return self.report


_ROWS = """
SELECT seq, op, chain, body FROM (
    SELECT seq, op, chain, body, sum(length(body)) OVER (ORDER BY seq) - length(body) AS before FROM {schema}.entry
    WHERE seq > %s::bigint ORDER BY seq LIMIT %s
) AS rows WHERE before < %s ORDER BY seq
"""
