"""The ledger of a workspace: its journal, the documents that follow from it, commits, and the news of others."""

import os
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Self, TypeVar

from store import clock
from store.engine import identity
from store.engine.ahead import Made, commit_ahead, run
from store.engine.alone import Alone
from store.engine.garbage import uncollected
from store.engine.home import Diverged, Home, Known, Lost, Position
from store.engine.home.folder import FolderHome
from store.engine.journal.entry import Entry
from store.engine.journal.frames import FrameFile, Numbered
from store.engine.journal.past import missing
from store.engine.state import Tables
from store.engine.transaction import State, Tell, Transaction, silent
from store.engine.view import View
from store.errors import Busy, Damaged, Failed, ReadOnly
from store.words import Words

if TYPE_CHECKING:
    from store.engine.documents import Documents
    from store.engine.journal.header import Header

T = TypeVar("T")
Review = Callable[[Transaction], None]

#: So often a command is run again because others were first.
TRIES = 100
#: By so much a clock is set back without anything being refused.
SET_BACK = timedelta(hours=1)
#: Seconds that a checkpoint written on leaving waits for whoever is writing.
LEAVING = 0.5
_CUT = Words("the journal was cut: entries that were read from it are missing in it")


class Ledger(View):
    """One workspace, opened in the name of ``who`` (the operating system's user where none is given).

    ``place`` is its folder, or the home of its journal. Reads are snapshots and may come from any thread while another
    one commits. ``review`` looks at every commit before it is written and may refuse it. Raises `Failed` or `Damaged`
    where there is nothing to open.
    """

    def __init__(
        self,
        place: str | os.PathLike[str] | Home,
        who: str | None = None,
        *,
        wait: float = 10.0,
        review: Review | None = None,
        reuse_numbers: bool = False,
    ) -> None:
        self.who = identity.os_user() if who is None else who
        self.wait = wait
        self.reuse_numbers = reuse_numbers
        #: Hears how far a long commit is.
        self.tell: Tell = silent
        #: The sequences of the entries that were committed here.
        self.own: list[int] = []
        self._review = review
        self._writing = Alone()
        self._reading = threading.RLock()
        self._closed = False
        self._documents: Documents | None = None
        #: Rises when what was read does not stand in the journal any more: everything may be different.
        self.epoch = 0
        #: Once that has happened: of when the last entry is that one sees now.
        self.put_back_to = ""
        #: Why nothing that was read can be trusted to be all there is, or None.
        self.damage: Words | None = None
        self._frames: list[FrameFile] = []
        self._home: Home = FolderHome(os.path.abspath(place)) if isinstance(place, str | os.PathLike) else place
        self._load()

    @staticmethod
    def create(
        folder: str | os.PathLike[str],
        name: str,
        *,
        group: int | None = None,
        begin: Callable[[str], None] | None = None,
    ) -> None:
        """Make a workspace in one step, see `journal.creating`: empty, or with what ``begin`` commits in it.

        Raises `Failed` where there is one or none can be made, `Damaged` where something is left of one.
        """
        from store.engine.journal import creating  # once in the life of a workspace

        creating.create(os.path.abspath(folder), name, clock.stamp(clock.now()), group=group, begin=begin)

    def _load(self, again: bool = True) -> None:
        """Read everything: the checkpoint, where there is one that stands in the journal, and what follows it.

        Where the files do not lead from one to the next they are read ``again``: a repair may have changed them.
        """
        self._news: list[Entry] = []
        self._last: str = ""
        self.damage = None
        self._state = Tables(reuse_numbers=self.reuse_numbers)
        last = self._home.header.after
        kept = self._home.load()
        if kept is not None:
            self._frames.append(kept.loaded.file)
        if kept is not None and kept.stands:
            self._state.load(kept.loaded, lambda table: self._as_of(kept.loaded.head.seq).get(table, {}))
            self._position = kept.position
        else:
            self._position = self._home.begin()
        self._kept = self._position
        try:
            with uncollected():
                for entry, position in self._home.read(self._position):
                    self._state.apply(entry.changes)
                    self._position, self._last = position, entry.at
        except Diverged:
            if again:
                self._home.anew()
                self._load(again=False)
                return
            self.damage = missing(self._position.seq + 1, last).words if self._position.seq < last else _CUT
        except Damaged as error:
            self.damage = error.words
        if kept is not None and kept.position.seq > self._position.seq:
            # The checkpoint knows more than the journal: keep its documents in sight, and write nothing over them.
            self._state = Tables(reuse_numbers=self.reuse_numbers)
            self._state.load(kept.loaded, lambda _table: {})
            self._position = kept.position
            self.damage = _CUT

    # Reading

    @property
    def read_only(self) -> Words | None:
        """Why nothing can be written here, or None."""
        return self.damage or self._home.refusal

    @property
    def header(self) -> "Header":
        """Which workspace it is."""
        return self._home.header

    @property
    def folder(self) -> str:
        """The place of the workspace: its folder."""
        return self._home.place

    @property
    def sessions(self) -> str:
        """The folder in which the sessions of the workspace tell each other who is here."""
        return self._home.sessions

    def holder(self) -> tuple[int, str, str] | None:
        """Process, user and terminal of whoever a commit here waits for, empty where unknown; None where none waits."""
        return self._home.holder()

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

    def moved(self) -> bool:
        """Whether catching up would find anything. Cheap: asked all the time."""
        return self._home.moved(self._position)

    def _as_of(self, seq: int) -> dict[str, Numbered]:
        """The documents as they were at that sequence, from the journal alone."""
        state = Tables(reuse_numbers=self.reuse_numbers)
        for entry in self._home.entries(0, self._position):
            if entry.seq > seq:
                break
            state.apply(entry.changes)
        return {table: dict(documents.items()) for table, documents in state.tables.items()}

    def catch_up(self) -> int:
        """Take in what others have appended, without the lock; how many entries that were.

        Where what was read was taken back or put back, everything is read anew: `epoch` rises, `put_back_to` says when.
        """
        with self._reading:
            before = self._position.seq
            self._take_in()
            return max(0, self._position.seq - before)

    def _take_in(self) -> None:
        try:
            with uncollected():
                for entry, position in self._home.read(self._position):
                    self._apply(entry, position, None)
            self.damage = None
        except Diverged:
            self._start_over()
        except Damaged as error:
            self.damage = error.words

    def _apply(self, entry: Entry, position: Position, ready: dict[tuple[str, int], bytes | None] | None) -> None:
        with self._reading:
            if entry.seq <= self._position.seq:
                return  # another thread has read it meanwhile
            self._state.apply(entry.changes, ready)
            self._position, self._last = position, entry.at
            self._news.append(entry)

    def _start_over(self) -> None:
        """What was read does not stand in the journal any more: read what does; until then it stays in sight."""
        shown, frames = (self._state, self._position, self._kept, self._last), len(self._frames)
        try:
            self._home.anew()
            self._load()
        except (Damaged, Failed) as error:
            self._state, self._position, self._kept, self._last = shown
            for file in self._frames[frames:]:
                file.close()
            del self._frames[frames:]
            self.damage = error.words
            return
        self.own.clear()
        self.epoch += 1
        last = next(self.backwards(), None)
        self.put_back_to = self.header.made if last is None else last.at

    def news(self) -> list[Entry]:
        """The entries applied since the last call, own ones too, each once."""
        with self._reading:
            news, self._news = self._news, []
        return news

    def entries(self, after: int = 0) -> Iterator[Entry]:
        """The journal's entries behind that sequence, in order."""
        return self._home.entries(after, self._position)

    def backwards(self, down_to: int = 0, needles: Sequence[bytes] = ()) -> Iterator[Entry]:
        """The journal's entries, the newest first, down to that sequence; see `Home.backwards`."""
        return self._home.backwards(self._position, down_to, needles)

    # Writing

    def commit(self, command: Callable[[Transaction], T], *, ahead: bool = False) -> T:
        """Run the command on fresh documents, in one's turn, and write what it changed as one entry.

        It may run more than once; ``ahead``, for what changes very much, it first runs before the lock. What it, the
        review, the lock or the disk refuse is raised and nothing is written; a command that changes nothing writes
        nothing. Raises RuntimeError inside another commit.
        """
        with self._writing:
            self._refuse_if_unwritable()
            make, write = partial(self._run, command), partial(self._written, os.urandom(8).hex())
            made = commit_ahead(self, make, self._locked, write) if ahead else None
            for _ in range(0 if made else TRIES):
                with self._locked(), uncollected():
                    made = write(make(self))
                if made:
                    break
            if made is None:
                raise Busy("Others were first {n} times. Try again", n=TRIES)
            return made.value

    def rehearse(self, command: Callable[[Transaction], T]) -> T:
        """What `commit` would return now, without writing anything; raises what it would, the lock apart."""
        with self._writing, uncollected():
            self._refuse_if_unwritable()
            self.catch_up()
            return self._run(command, self).value

    def _refuse_if_unwritable(self) -> None:
        if self.read_only is not None and self.moved():
            self.catch_up()
        self._must_be_writable()

    def _must_be_writable(self) -> None:
        if self.damage is not None:
            raise Damaged("Nothing can be written here: {why}", why=self.damage)
        if self.read_only is not None:
            raise ReadOnly("Nothing can be written here: {why}", why=self.read_only)

    def _run(self, command: Callable[[Transaction], T], state: State) -> Made[T]:
        transaction = Transaction(state, self.who, self._now(), self.tell)
        return run(transaction, command, self._review, always_whole=self.reuse_numbers)

    def _now(self) -> datetime:
        """The present moment; a clock that was set back a little stands still until it has caught up.

        Nothing is refused then because it would end before it began. A clock that is far off is nobody's measure.
        """
        if not self._last:
            self._last = next((entry.at for entry in self.backwards()), self.header.made)
        now, last = clock.now(), clock.moment(self._last)
        return last if now < last <= now + SET_BACK else now

    @contextmanager
    def _locked(self) -> Generator[None]:
        """One's turn to append, with the documents up to the end. What is very much is taken in without the lock."""
        self.tell("wait", 0, 0)
        while True:
            with self._home.turn(self.wait):
                if not self._home.is_far_behind(self._position):
                    self._up_to_date()
                    yield
                    return
            self.catch_up()

    def _up_to_date(self) -> None:
        with self._reading:
            if self.moved():
                self._take_in()
        self._must_be_writable()

    def _written(self, op: str, made: Made[T]) -> Made[T] | None:
        """Append what a command made, if anything; None where others were first and it has to look at theirs."""
        if made.changes:
            entry = made.entry(self._position.seq + 1, op)
            self.tell("write", 0, 0)
            outcome = self._home.append(entry, made.body(entry), self._position)
            if isinstance(outcome, Lost):
                return None
            if isinstance(outcome, Known):
                self._up_to_date()
            else:
                self._apply(entry, outcome, made.ready)
            self.own.append(outcome.seq)
        return made

    # Keeping

    def checkpoint_due(self) -> bool:
        """Whether so much has been appended since the last checkpoint that opening becomes slow."""
        stored = sum(len(documents) for documents in self._state.tables.values())
        return self._home.tail_is_long(self._kept, self._position, stored)

    def checkpoint(self, wait: float | None = None) -> None:
        """Write the documents beside the journal, from any thread; the lock is held only to know what is settled.

        An entry may be read before it is durable, and be taken back; nothing of it may be in a checkpoint. Raises
        `Busy` after ``wait`` seconds (the ledger's own), `Failed`, `Damaged`, OSError.
        """
        self._must_be_writable()
        for documents in list(self._state.tables.values()):
            documents.items()  # fetched before others have to wait
        with self._writing, self._home.turn(self.wait if wait is None else wait):
            self._up_to_date()
            self._home.settle()
            with self._reading:
                position, highest = self._position, dict(self._state.highest)
                tables = {name: dict(documents.items()) for name, documents in self._state.tables.items()}
        self._home.save(position, tables, highest)
        self._kept = position
        if self._home.grown_long(position):
            self.rotate()

    def rotate(self) -> None:
        """Begin a new journal; the old one is kept among the segments. Others follow when they read."""
        with self._writing, self._home.turn(self.wait):
            self._up_to_date()
            self._home.rotate(self._position, clock.stamp(clock.now()))
        with self._reading:
            self._take_in()

    def close(self) -> None:
        """Let go of the workspace; writes a checkpoint if one is due and nobody is writing."""
        if self._closed:
            return
        self._closed = True
        try:
            if self.read_only is None and self.checkpoint_due():
                with suppress(Busy):
                    self.checkpoint(LEAVING)
        finally:
            self._home.close()
            for file in self._frames:
                file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()
