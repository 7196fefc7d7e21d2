"""The ledger of a workspace: its journal, the documents that follow from it, commits, and the news of others."""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self, TypeVar

import msgspec

from store import clock
from store.engine import identity, versions
from store.engine.changes import changes_of
from store.engine.journal import backwards, checkpoint, past, rotation
from store.engine.journal import folder as home
from store.engine.journal.entry import BODY_LIMIT, Entry, is_torn, scan
from store.engine.journal.frames import FrameFile, Numbered
from store.engine.journal.header import Header
from store.engine.shelf import decoded
from store.engine.state import Tables
from store.engine.transaction import Encoded, Transaction
from store.errors import Damaged, Failed, Refused
from store.words import Words

if TYPE_CHECKING:
    from store.engine.documents import Documents

T = TypeVar("T")
Review = Callable[[Transaction], None]

_encode = msgspec.json.Encoder().encode

#: A checkpoint is due when the tail has this many entries and is a twentieth of the documents, or this many bytes.
TAIL_ENTRIES = 2_000
TAIL_BYTES = 4 * 1024 * 1024


class Ledger:
    """One workspace folder, opened in the name of ``who`` (the operating system's user where none is given).

    Reads are snapshots and may come from any thread while another one commits. ``review`` looks at every commit
    before it is written and may refuse it. Raises `Failed` or `Damaged` where there is nothing to open.
    """

    def __init__(
        self,
        folder: str | os.PathLike[str],
        who: str | None = None,
        *,
        wait: float = 10.0,
        review: Review | None = None,
        reuse_numbers: bool = False,
    ) -> None:
        self.folder: str = os.path.abspath(folder)
        self.who = identity.os_user() if who is None else who
        self.wait = wait
        self.reuse_numbers = reuse_numbers
        #: The sequences of the entries that were committed here.
        self.own: list[int] = []
        self._review = review
        self._writing = threading.RLock()
        self._reading = threading.RLock()
        self._committing = False
        self._documents: Documents | None = None
        #: Rises when the journal was replaced by another than its continuation: everything may be different.
        self.epoch = 0
        self._pid = os.getpid()
        self._open()

    @staticmethod
    def create(folder: str | os.PathLike[str], name: str) -> None:
        """Make an empty workspace; raises `Failed` where there is one."""
        home.create(os.path.abspath(folder), name, clock.stamp(clock.now()))

    def _open(self) -> None:
        self._journal = home.FolderJournal(self.folder)
        self._frames: FrameFile | None = None
        self.header: Header = self._journal.header
        self._state = Tables(reuse_numbers=self.reuse_numbers)
        self._news: list[Entry] = []
        self._last = datetime.min.replace(tzinfo=UTC)
        self._cut = self._stopped = False
        self.damage: Words | None = None
        self._position = self._journal.start
        loaded = checkpoint.load(self.folder, self.header.workspace)
        if loaded is not None:
            self._frames = loaded.file
            self._state.load(loaded, lambda table: self._as_of(loaded.head.seq).get(table, {}))
        seq = 0 if loaded is None else loaded.head.seq
        if loaded is not None and seq > self._position.seq:
            self._position = loaded.head.position
        elif seq < self._position.seq:
            for entry in past.entries(self._journal, seq):
                if entry.seq > self._position.seq:
                    break
                self._state.apply(entry.changes)
                seq = entry.seq
            if seq < self._position.seq:
                self._stopped, self._journal.refusal = True, versions.NEWER
        self._kept = self._position
        if self._journal.size() < self._position.offset:
            # The checkpoint knows more than the journal: keep its documents in sight, and write nothing over them.
            self._note_cut()
            return
        # What a power cut leaves may begin with zeros: the whole rest is looked at once, and set aside when locked.
        tail = b"" if self._stopped else self._take(to_the_end=True)
        self._unsound = bool(tail)
        if tail and not is_torn(tail):
            self._note_damage(
                Words(
                    "{path} does not verify after entry {seq}. Nothing was cut; run `concord check`",
                    path=self._journal.path,
                    seq=self._position.seq,
                )
            )
        self._news.clear()

    # Reading

    @property
    def read_only(self) -> Words | None:
        """Why nothing can be written here, or None."""
        return self._journal.refusal

    @property
    def seq(self) -> int:
        """The sequence number of the last entry that the documents follow."""
        return self._position.seq

    @property
    def documents(self) -> "Documents":
        """The documents as a TinyDB."""
        if self._documents is None:
            from store.engine.documents import Documents

            self._documents = Documents(self)
        return self._documents

    def raw(self, table: str, number: int) -> Encoded | None:
        """The encoded document, or None."""
        documents = self._state.tables.get(table)
        return None if documents is None else documents.get(number)

    def items(self, table: str) -> list[tuple[int, Encoded]]:
        """Every document of the table, encoded, in the order of their making."""
        return list(self._state.tables.get(table, {}).items())

    def decoded(self, table: str, kind: type[T]) -> Iterator[dict[int, T]]:
        """Every document of the table by number, decoded as ``kind``, many at a time: the quickest way to read all.

        In the order of their making. Raises msgspec.ValidationError.
        """
        return decoded(self._state.tables.get(table, {}), kind)

    def numbers(self, table: str) -> list[int]:
        """The numbers of the table's documents."""
        return list(self._state.tables.get(table, {}))

    def count(self, table: str) -> int:
        """How many documents the table has."""
        return len(self._state.tables.get(table, {}))

    def tables(self) -> list[str]:
        """The names of the tables, empty ones included."""
        return list(self._state.tables)

    def highest(self, table: str) -> int:
        """The highest number that the table ever gave out."""
        return self._state.highest.get(table, 0)

    def generation(self, table: str) -> int:
        """Rises whenever the table changes."""
        return self._state.generations.get(table, 0)

    def moved(self) -> bool:
        """Whether the journal has grown or was replaced since the last catching up: one look at the file."""
        return not self._cut and (self._has_grown() or self._journal.replaced())

    def _has_grown(self) -> bool:
        return not self._stopped and self._journal.grown(self._position)

    def _note_cut(self) -> None:
        self._cut = True
        self._note_damage(Words("the journal was cut: entries that were read from it are missing in it"))

    def _note_damage(self, words: Words) -> None:
        self.damage = self._journal.refusal = words

    def _as_of(self, seq: int) -> dict[str, Numbered]:
        """The documents as they were at that sequence, from the journal alone."""
        state = Tables(reuse_numbers=self.reuse_numbers)
        for entry in past.entries(self._journal):
            if entry.seq > seq:
                break
            state.apply(entry.changes)
        return {table: dict(documents.items()) for table, documents in state.tables.items()}

    def catch_up(self) -> int:
        """Take in what others have appended, without the lock; how many entries that were."""
        with self._reading:
            before = self._position.seq
            if self._journal.replaced():
                self._reopen()
            if self._journal.size() < self._position.offset:
                self._note_cut()
            elif self._has_grown():
                self._take()
            return max(0, self._position.seq - before)

    def _take(self, *, to_the_end: bool = False) -> bytes:
        """Apply the whole entries behind the position; the bytes behind them, zeros at the end apart."""
        data = self._journal.read(self._position, to_the_end=to_the_end)
        start, end = self._position.offset, 0
        for whole in scan(data, 0, self._position.chain):
            entry = versions.entry_of(whole.body)
            if entry is None:
                self._stopped, self._journal.refusal = True, versions.NEWER
                return b""
            self._apply(entry, home.Position(start + whole.end, entry.seq, whole.chain), None)
            end = whole.end
        return data[end:]

    def _apply(self, entry: Entry, position: home.Position, ready: dict[tuple[str, int], bytes | None] | None) -> None:
        with self._reading:
            self._state.apply(entry.changes, ready)
            self._position = position
            self._news.append(entry)

    def _reopen(self) -> None:
        """The journal was replaced: by its continuation after a rotation, or by another file, such as a copy."""
        self._take()
        new = self._journal.anew()
        start = new.start
        if new.header.workspace == self.header.workspace and start[1:] == self._position[1:]:
            self._journal.close()
            self._journal, self.header = new, new.header
            self._position = self._kept = start
            return
        new.close()
        seen, before, workspace = self._news, self._position.seq, self.header.workspace
        self._journal.close()
        self._open()
        self.epoch += 1
        self._news = seen
        if self.header.workspace == workspace and self._position.seq > before:
            self._news += past.entries(self._journal, before)

    def news(self) -> list[Entry]:
        """The entries applied since the last call, own ones too, each once."""
        with self._reading:
            news, self._news = self._news, []
        return news

    def entries(self, after: int = 0) -> Iterator[Entry]:
        """The journal's entries behind that sequence, in order."""
        return past.entries(self._journal, after)

    def backwards(self, down_to: int = 0, needles: Sequence[bytes] = ()) -> Iterator[Entry]:
        """The journal's entries, the newest first, down to that sequence; see `journal.backwards`."""
        return backwards.entries(self._journal, self._position.offset, down_to, needles)

    # Writing

    def commit(self, command: Callable[[Transaction], T]) -> T:
        """Run the command on fresh documents under the lock and write what it changed as one entry.

        It may run more than once. What it, the review, the lock or the disk refuse is raised and nothing is written;
        a command that changes nothing writes nothing. Raises RuntimeError inside another commit.
        """
        with self._writing:
            if self._committing:
                raise RuntimeError("a commit cannot be made within a commit")
            self._committing = True
            try:
                return self._commit(command)
            finally:
                self._committing = False

    def _commit(self, command: Callable[[Transaction], T]) -> T:
        if self.damage is not None:
            raise Damaged("Nothing can be written here: {why}", why=self.damage)
        self._lock()
        try:
            now = max(clock.now(), self._last)
            transaction = Transaction(self, self.who, now)
            value = command(transaction)
            if self._review is not None and (transaction.touched() or transaction.whole):
                self._review(transaction)
            changes, ready = changes_of(transaction, self._state.tables, always_whole=self.reuse_numbers)
            if changes:
                self._write(transaction, changes, ready)
            return value
        finally:
            self._journal.release()

    def _lock(self) -> None:
        """The lock on the journal that the path names, with the documents up to its end."""
        if self._pid != os.getpid():
            self._pid = os.getpid()
            self._reopen()
        self._journal.acquire(self.wait)
        while self._journal.replaced():
            self._journal.release()
            with self._reading:
                self._reopen()
            self._journal.acquire(self.wait)
        if self._unsound or self._journal.grown(self._position):
            try:
                with self._reading:
                    tail = self._take(to_the_end=True)
                versions.refuse(self.read_only)
                if tail:
                    self._journal.mend(tail, self._position)
                self._unsound = False
            except BaseException:
                self._journal.release()
                raise

    def _write(
        self,
        transaction: Transaction,
        changes: list[dict[str, Any]],
        ready: dict[tuple[str, int], bytes | None],
    ) -> None:
        entry = Entry(
            v=1,
            seq=self._position.seq + 1,
            op=os.urandom(8).hex(),
            at=clock.stamp(transaction.now),
            who=transaction.who,
            what=transaction.what,
            changes=changes,
        )
        body = _encode(entry)
        if len(body) > BODY_LIMIT:
            raise Refused("This is more than fits in one change: {n} bytes", n=len(body))
        position = self._journal.append(body, self._position)
        if self._journal.replaced():
            raise Failed("The workspace was moved while writing. Nothing was saved; try again")
        self._apply(entry, position, ready)
        self._last = transaction.now
        self.own.append(entry.seq)

    # Keeping

    def checkpoint_due(self) -> bool:
        """Whether so much has been appended since the last checkpoint that opening becomes slow."""
        entries = self._position.seq - self._kept.seq
        stored = sum(len(documents) for documents in self._state.tables.values())
        return (
            entries > TAIL_ENTRIES and entries > stored / 20
        ) or self._position.offset - self._kept.offset > TAIL_BYTES

    def checkpoint(self) -> None:
        """Write the documents as they are now beside the journal; without the lock. Raises `ReadOnly` for `NEWER`."""
        versions.refuse(self.read_only)
        with self._reading:
            position = self._position
            tables = {name: dict(documents.items()) for name, documents in self._state.tables.items()}
            highest = dict(self._state.highest)
        head = checkpoint.Head(
            workspace=self.header.workspace,
            seq=position.seq,
            offset=position.offset,
            chain=position.chain,
            highest=highest,
            tables=list(tables),
        )
        checkpoint.save(self.folder, head, tables)
        self._kept = position
        if position.offset >= rotation.LIMIT:
            self.rotate()

    def rotate(self) -> None:
        """Begin a new journal; the old one is kept among the segments. Others notice by the file's identity."""
        with self._writing:
            self._lock()
            try:
                rotation.rotate(self._journal, self._position, clock.stamp(clock.now()))
            finally:
                self._journal.release()
            with self._reading:
                self._reopen()

    def close(self) -> None:
        """Let go of the folder; writes a checkpoint if one is due."""
        if self._journal.fd >= 0:
            if self.read_only is None and self.checkpoint_due():
                self.checkpoint()
            self._journal.close()
            if self._frames is not None:
                self._frames.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()
