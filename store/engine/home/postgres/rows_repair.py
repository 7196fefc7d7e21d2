"""Putting a damaged workspace in a database together again: as in a folder, in one that is gone afterwards.

In one transaction, with nobody else writing: all rows are laid out as the lines of a journal, beside them the
checkpoint; what the repair makes of them takes their place. The old rows are kept in a table beside.
"""

import os
import shutil
from collections.abc import Sequence
from contextlib import closing

from store import clock
from store.engine import repair as of_folder
from store.engine.home.postgres.address import address_of
from store.engine.home.postgres.cache_folder import cache_folder
from store.engine.home.postgres.connection import READING, Connection
from store.engine.home.postgres.database_position import DatabasePosition, begin_of
from store.engine.home.postgres.database_reader import DatabaseReader
from store.engine.home.postgres.restored import filed_op, fill_rows
from store.engine.home.postgres.went_back import Remembrance
from store.engine.home.raw_journal import FolderJournal, RawEntry
from store.engine.journal import checkpoint
from store.engine.journal.entry import frame
from store.engine.later_versions import entry_of
from store.engine.nowhere import nowhere
from store.engine.repair import Outcome
from store.errors import Forbidden, ReadOnly

#: So many rows are fetched at a time.
_MANY = 1_000


def repair(place: str, wait: float) -> Outcome:
    """As that of a folder; ``kept`` is the table with the old rows.

    Raises `Forbidden` for whoever does not own the tables, `Busy` after ``wait`` seconds, and what that raises.
    """
    address = address_of(place)
    with closing(DatabaseReader(address)) as home, closing(Connection(address)) as connection:
        if not connection.run("SELECT has_table_privilege('{schema}.entry', 'DELETE')")[0][0]:
            owner = connection.run(_OWNER)[0][0]
            raise Forbidden("Only {owner}, who owns {folder}, may repair it", owner=owner, folder=address.shown)
        kept = home.load()  # fetched into the cache where there is a later one
        if kept is not None:
            kept.loaded.file.close()
        with connection.transaction(), nowhere() as folder:
            connection.run("SELECT set_config('lock_timeout', %s, true)", [str(int(wait * 1000) or 1)])
            # First, as whoever appends takes it first.
            connection.run("SELECT FROM {schema}.head FOR UPDATE", within=READING)
            connection.script("LOCK TABLE {schema}.entry IN EXCLUSIVE MODE")
            header, seq, chain, moved_to = connection.run(_HEAD)[0]
            if moved_to:
                raise ReadOnly("it was moved to {place}", place=moved_to)
            rows = _rows(connection)
            saved = os.path.join(cache_folder(home.header.workspace), checkpoint.NAME)
            _lay_out(folder, header, rows, saved)
            outcome = of_folder.repair(folder, wait)
            entries = [*FolderJournal(folder).entries(0)]
            last = DatabasePosition(entries[-1].seq, entries[-1].chain) if entries else begin_of(header)
            if (seq, chain) == last and _are_as_filed(rows, entries):
                return outcome
            outcome = outcome._replace(kept=_replaced(connection, entries))
        seen = Remembrance(connection, begin_of(header), home.header.workspace)
        seen.look()
        if seen.gone is not None:
            seen.gone.accept()  # whoever repairs has said so; to all others what is lost is told
        return outcome


def _rows(connection: Connection) -> list[tuple[RawEntry, str]]:
    """Every row as it is, with the operation id under which it is filed."""
    found: list[tuple[RawEntry, str]] = []
    while rows := connection.run(_ROWS, [found[-1][0].seq if found else 0, _MANY]):
        found += [(RawEntry(seq, chain, body), op) for seq, op, chain, body in rows]
    return found


def _lay_out(folder: str, header: bytes, rows: Sequence[tuple[RawEntry, str]], saved: str) -> None:
    """The rows as the lines of a journal, each with the checksum that it claims.

    Of the very last one behind a gap nothing tells whether it is whole, as something does of all others: it is read.
    """
    with open(os.path.join(folder, "journal"), "wb") as file:
        line, chain = frame(header, 0)
        file.write(line)
        before = 0
        for row, op in rows:
            alone = row is rows[-1][0] and row.seq != before + 1 and _is_as_filed(row, op)
            line = frame(row.body, chain)[0] if alone else b"%08x %08x %s\n" % (row.chain, len(row.body), row.body)
            file.write(line)
            before, chain = row.seq, row.chain
    if os.path.exists(saved):
        shutil.copyfile(saved, os.path.join(folder, checkpoint.NAME))


def _is_as_filed(row: RawEntry, op: str) -> bool:
    entry = entry_of(row.body)
    return entry is not None and (entry.seq, entry.op) == (row.seq, op)


def _are_as_filed(rows: list[tuple[RawEntry, str]], entries: list[RawEntry]) -> bool:
    return [(row, op) for row, op in rows] == [(entry, filed_op(entry)) for entry in entries]


def _replaced(connection: Connection, entries: list[RawEntry]) -> str:
    """Put these in the place of the rows; the table with the old ones."""
    kept = f"damaged_{clock.now():%Y%m%d_%H%M%S}_{os.urandom(2).hex()}"
    connection.script("CREATE TABLE {schema}." + kept + " AS TABLE {schema}.entry")
    connection.script("DELETE FROM {schema}.entry; DELETE FROM {schema}.checkpoint")
    fill_rows(connection, iter(entries))
    return f"{connection.address.schema}.{kept}".replace('"', "")


_OWNER = "SELECT pg_get_userbyid(relowner)::text FROM pg_class WHERE oid = '{schema}.entry'::regclass"
_HEAD = "SELECT header, head.seq, head.chain, moved_to FROM {schema}.about, {schema}.head"
_ROWS = "SELECT seq, op, chain, body FROM {schema}.entry WHERE seq > %s::bigint ORDER BY seq LIMIT %s"
