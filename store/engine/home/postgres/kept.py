"""Checkpoints of a journal in a database: in everyone's own cache folder, and one in the database for who comes new.

Both are caches of the journal. What stands in the database is read by everybody, so only the owner of the schema puts
it there: nobody can show others documents that no entry made.
"""

import os
from contextlib import suppress

from store.engine.home.postgres.cache_folder import cache_folder
from store.engine.home.postgres.connection import Connection
from store.engine.journal import checkpoint, place
from store.engine.journal.checkpoint import Head, Loaded, Wanted
from store.engine.journal.frames import Numbered

#: The database's is fetched where it is so many entries ahead of one's own, and by one for two documents: all of them
#: are fetched with it, the entries behind one's own are read one by one.
AHEAD = 2_000
#: Bytes of a part of it.
PART = 1024 * 1024


class Kept:
    """The checkpoints of one workspace."""

    def __init__(self, connection: Connection, workspace: str) -> None:
        self._connection = connection
        self._workspace = workspace
        self._folder = cache_folder(workspace)

    def load(self, newest: int | None) -> Loaded | None:
        """One's own, or the database's, of sequence ``newest``, where there is none or that one is far ahead."""
        own = checkpoint.load(self._folder, self._workspace)
        if newest is None or (own is not None and newest - own.head.seq <= max(AHEAD, _documents(own) / 2)):
            return own
        if own is not None:
            own.file.close()
        with suppress(OSError):  # without a cache all is read from the journal
            self._fetch(newest)
        return checkpoint.load(self._folder, self._workspace)

    def _fetch(self, seq: int) -> None:
        os.makedirs(self._folder, mode=0o700, exist_ok=True)
        aside = os.path.join(self._folder, f"{checkpoint.NAME}.{os.getpid()}.{os.urandom(4).hex()}")
        fd = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        try:
            with os.fdopen(fd, "wb") as file:
                part = 0
                while rows := self._connection.run(_PART, [seq, part]):
                    file.write(rows[0][0])
                    part += 1
            if not part:
                raise FileNotFoundError  # a later one has taken its place
            os.rename(aside, os.path.join(self._folder, checkpoint.NAME))
        except BaseException:
            with suppress(OSError):
                os.unlink(aside)
            raise

    def save(self, head: Head, tables: dict[str, Numbered], columns: Wanted) -> None:
        """Keep it here, and where one owns the schema in the database too, unless a later one is there."""
        os.makedirs(self._folder, mode=0o700, exist_ok=True)
        checkpoint.save(self._folder, head, tables, columns)
        owns, newest = self._connection.run(_MAY_KEEP)[0]
        data = place.read_regular(os.path.join(self._folder, checkpoint.NAME)) if owns else None
        if data is None or (newest is not None and newest >= head.seq):
            return
        with self._connection.transaction():
            self._connection.run("DELETE FROM {schema}.checkpoint")
            for part, at in enumerate(range(0, len(data), PART)):
                self._connection.run(_KEEP, [head.seq, part, head.chain, data[at : at + PART]])


def _documents(of: Loaded) -> int:
    return sum(frame.count for frames in of.frames.values() for frame in frames)


_PART = "SELECT data FROM {schema}.checkpoint WHERE seq = %s::bigint AND part = %s"
_MAY_KEEP = """
SELECT has_table_privilege('{schema}.checkpoint', 'INSERT, DELETE'), max(seq) FROM {schema}.checkpoint
"""
_KEEP = "INSERT INTO {schema}.checkpoint (seq, part, chain, data) VALUES (%s::bigint, %s, %s::bigint, %s::bytea)"
