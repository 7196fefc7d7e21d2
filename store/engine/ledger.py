"""The ledger of a workspace: its journal, the documents that follow from it, commits, and the news of others."""

import os
from collections.abc import Callable, Generator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from store import clock
from store.engine import identity
from store.engine.following import Following
from store.engine.garbage import uncollected
from store.engine.home import Home, Known, Overtook
from store.engine.home.home_at import opened
from store.engine.one_at_a_time import Alone
from store.engine.prepared import Made, commit_ahead, run
from store.engine.transaction import Encoded, State, Tell, Transaction, silent
from store.errors import Busy, ConcordError, Damaged, OutcomeUnknown, ReadOnly

if TYPE_CHECKING:
    from store.engine.documents import Documents
    from store.engine.journal.checkpoint import Wanted

T = TypeVar("T")
Review = Callable[[Transaction], None]
Ready = Mapping[tuple[str, int], Encoded | None]
Overdue = Callable[[datetime, datetime, Ready], tuple[str, Callable[[Transaction], None]] | None]

#: From so many documents on a checkpoint without columns, an older program's or a repair's, is soon made anew.
MANY = 5_000
#: So often a command is run again because others were first.
TRIES = 100
#: By so much a clock is set back without anything being refused.
SET_BACK = timedelta(hours=1)
#: Seconds that a checkpoint written on leaving waits for whoever is writing.
LEAVING = 0.5


class Ledger(Following, AbstractContextManager["Ledger"]):
    """One workspace, opened in the name of ``who`` (where none is given whom the home knows, or the system's user).

    ``place`` is its folder, its address in a database, or the home of its journal. Reads are snapshots and may come
    from any thread while another one commits. Raises `Failed` or `Damaged` where there is nothing to open.
    """

    def __init__(
        self,
        place: str | os.PathLike[str] | Home,
        who: str | None = None,
        *,
        wait: float = 10.0,
        reuse_numbers: bool = False,
        key: str = "",
    ) -> None:
        self.wait = wait
        #: The fingerprint of the key by which ``who`` came in; empty where it was by none.
        self.key = key
        #: Raises, in one's turn, where whoever commits may do so no more.
        self.admit: Callable[[], object] = lambda: None
        #: Is told, in one's turn, what a commit has changed.
        self.settled: Callable[[list[dict[str, Any]]], object] = lambda _changes: None
        #: Hears how far a commit is: waits for its turn, runs, reads or adds or checks so many, writes, and, where it
        #: says by whom, is done.
        self.tell: Tell = silent
        #: Looks at every commit before it is written and may refuse it.
        self.review: Review | None = None
        #: What has to be written first, under the same lock, by an operation id of its own: told of the moments of the
        #: last commit and of this one, and what this one makes of the documents that it touches.
        self.overdue: Overdue = lambda _last, _now, _ready: None
        #: The fields of each table that a checkpoint keeps side by side.
        self.columns: Callable[[], Wanted] | None = None
        #: A checkpoint that is due is written on leaving.
        self.keeps = True
        self._writing = Alone()
        self._closed = False
        #: The last entry that was written here without saying by whom.
        self._unsigned = 0
        #: The operation id of the entry of which nobody knows whether it was appended; empty where that is known.
        self.unsettled = ""
        self._documents: Documents | None = None
        home = opened(place) if isinstance(place, str | os.PathLike) else place
        self.who = home.login or identity.os_user() if who is None else who
        super().__init__(home, reuse_numbers=reuse_numbers)

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
        from store.engine.journal import creating  # late: once in the life of a workspace

        creating.create(os.path.abspath(folder), name, clock.stamp(clock.now()), group=group, begin=begin)

    @property
    def folder(self) -> str:
        """The place of the workspace: its folder, or its address."""
        return self.home.place

    @property
    def documents(self) -> "Documents":
        """The documents as a TinyDB."""
        if self._documents is None:
            from store.engine.documents import Documents  # late: TinyDB costs every start that does without it

            self._documents = Documents(self)
        return self._documents

    # Writing

    def commit(self, command: Callable[[Transaction], T], *, ahead: bool = False) -> T:
        """Run the command on fresh documents, in one's turn, and write what it changed as one entry.

        It may run more than once; ``ahead``, for what changes very much, it first runs before the lock. What it, the
        review, the lock or the disk refuse is raised and nothing is written; a command that changes nothing writes
        nothing. Raises RuntimeError inside another commit.
        """
        with self._writing:
            self._refuse_if_unwritable()
            op = os.urandom(8).hex()
            if not ahead:
                return self._committed(op, command).value
            with uncollected():

                def last(made: Made[T]) -> Made[T] | None:
                    """Where something was overdue the command has to look at that."""
                    first = bool(made.changes) and self._wrote_first(made.now, made.ready)
                    return None if first else self._written(op, made)

                made = commit_ahead(self.unveiled, partial(self._run, command), self._locked, last)
                return (made or self._committed(op, command)).value

    def _committed(self, op: str, command: Callable[[Transaction], T]) -> Made[T]:
        for tried in range(TRIES):
            self.tell("wait", 0, 0)
            with self.home.turn(self.wait):
                guesses = self.home.first_wins and not tried
                ready = guesses or self._is_ready()
                self.tell("run", 0, 0)
                epoch, made = self.epoch, (self._guessed if guesses else self._run)(command) if ready else None
                if made and made.changes and self._wrote_first(made.now, made.ready):
                    made = self._run(command)
                # Another thread may have found meanwhile that what the command has read does not stand.
                made = self._written(op, made) if made and epoch == self.epoch else None
            if made:
                return made
            if not ready:
                self.catch_up()
        raise Busy("Others were first {n} times. Try again", n=TRIES)

    def _guessed(self, command: Callable[[Transaction], T]) -> Made[T] | None:
        """What a command makes of the documents as they are known: where it would write, that is found out then.

        None where it refuses or leaves all as it is, on what is not so any more.
        """
        try:
            made = self._run(command)
        except ConcordError:
            if self.moved():
                return None
            raise
        return made if made.changes or not self.moved() else None

    def rehearse(self, command: Callable[[Transaction], T]) -> T:
        """What `commit` would return now, without writing anything; raises what it would, the lock apart."""
        with self._writing, uncollected():
            self._refuse_if_unwritable()
            self.catch_up()
            return self._run(command).value

    def foresee(self, command: Callable[[Transaction], object]) -> None:
        """Raise what `commit` would by what is known here: nothing is read or waited for, another thread may commit."""
        self._must_be_writable()
        run(Transaction(self.unveiled, self.who, clock.now()), command, self.review, always_whole=self.reuse_numbers)

    def _wrote_first(self, now: datetime, ready: Ready) -> bool:
        """Write, in one's turn, what is overdue, in nobody's name; whether there was anything.

        Nothing of it stands in the way of the commit that comes after it.
        """
        first = self.overdue(clock.moment(self._last), now, ready)
        if first is None:
            return False
        op, command = first
        try:
            made = run(Transaction(self.unveiled, "", now), command, self.review, always_whole=self.reuse_numbers)
        except ConcordError:
            return False
        return bool(made.changes) and self._appended(op, made) is not None

    def _refuse_if_unwritable(self) -> None:
        if self.read_only is not None and self.moved():
            self.catch_up()
        self._must_be_writable()

    def _must_be_whole(self) -> None:
        if self.damage is not None:
            raise Damaged("Nothing can be written here: {why}", why=self.damage)

    def _must_be_writable(self) -> None:
        self._must_be_whole()
        if self.read_only is not None:
            raise ReadOnly("Nothing can be written here: {why}", why=self.read_only)

    def _run(self, command: Callable[[Transaction], T], state: State | None = None) -> Made[T]:
        now = self._now()
        transaction = Transaction(state or self.unveiled, self.who, now, self.tell, before=clock.moment(self._last))
        made = run(transaction, command, self.review, always_whole=self.reuse_numbers)
        if self.key and made.who:  # of what nobody is to know who wrote it, the key would tell
            made.what["key"] = self.key
        return made

    def _now(self) -> datetime:
        """The present moment; a clock that was set back a little stands still until it has caught up.

        Nothing is refused then because it would end before it began. A clock that is far off is nobody's measure.
        """
        if not self._last:
            self._last = next((entry.at for entry in self.glances()), self.header.made)
        now, last = clock.now(), clock.moment(self._last)
        return last if now < last <= now + SET_BACK else now

    @contextmanager
    def _locked(self) -> Generator[None]:
        """One's turn to append, with the documents up to the end."""
        self.tell("wait", 0, 0)
        while True:
            with self.home.turn(self.wait):
                if self._is_ready():
                    self.tell("run", 0, 0)
                    yield
                    return
            self.catch_up()

    def _is_ready(self) -> bool:
        """Take in, in one's turn, what others have written; not if it is so much that they should not wait for it."""
        if self.moved():
            if self.home.is_far_behind(self.position):
                return False
            self._up_to_date()
        return True

    def _up_to_date(self) -> None:
        with self._reading:
            self._take_in()
        self._must_be_writable()

    def _written(self, op: str, made: Made[T]) -> Made[T] | None:
        """Append what a command made, if anything; None where others were first and it has to look at theirs."""
        if made.changes:
            self.admit()
            try:
                seq = self._appended(op, made)
            except OutcomeUnknown as error:
                error.gives = (made.value,)
                raise
            if seq is None:
                return None
            self.own.append(seq)
            self.settled(made.changes)
            if made.who:
                self.tell("done", 0, 0)
            else:
                self._unsigned = seq
        return made

    def _appended(self, op: str, made: Made[T]) -> int | None:
        """Append it and take it in; its sequence, None where others were first."""
        entry = made.entry(self.position.seq + 1, op)
        self.tell("write", 0, 0)
        try:
            outcome = self.home.append(entry, made.body(entry), self.position)
        except OutcomeUnknown:
            self.unsettled = op
            raise
        if isinstance(outcome, Overtook):
            return None
        if isinstance(outcome, Known):
            self._up_to_date()
        else:
            self._apply(entry, outcome, made.ready)
        return outcome.seq

    # Keeping

    def checkpoint_due(self) -> bool:
        """Whether so much has been appended since the last checkpoint, or is wanting in it, that opening is slow.

        Not right behind what was written here without saying by whom: the owner of the file would say it.
        """
        if self._unsigned == self.seq > 0:
            return False
        stored = sum(len(documents) for documents in self._state.tables.values())
        lacks_columns = self._is_bare and self.columns is not None and stored > MANY
        return lacks_columns or self.home.tail_is_long(self._kept, self.position, stored)

    def checkpoint(self, wait: float | None = None) -> None:
        """Write the documents beside the journal, from any thread; the lock is held only to know what is settled.

        An entry may be read before it is durable, and be taken back; nothing of it may be in a checkpoint. Whoever may
        commit nothing may keep one, where they get their turn. Raises `Busy` after ``wait`` seconds (the ledger's own),
        `ReadOnly`, `Failed`, `Damaged`, OSError.
        """
        self._must_be_whole()
        for documents in list(self._state.tables.values()):
            documents.items()  # fetched before others have to wait
        with self._writing, self.home.turn(self.wait if wait is None else wait):
            with self._reading:
                self._take_in()
            self._must_be_whole()
            self.home.settle()
            with self._reading:
                position, highest = self.position, dict(self._state.highest)
                tables = {name: dict(documents.items()) for name, documents in self._state.tables.items()}
        self.home.save(position, tables, highest, {} if self.columns is None else self.columns())
        self._kept, self._is_bare = position, False
        if self.home.grown_long(position):
            self.rotate()

    def rotate(self) -> None:
        """Begin a new journal; the old one is kept among the segments. Others follow when they read."""
        with self._writing, self.home.turn(self.wait):
            self._up_to_date()
            self.home.rotate(self.position, clock.stamp(clock.now()))
        with self._reading:
            self._take_in()

    def close(self) -> None:
        """Let go of the workspace; writes a checkpoint if it ``keeps`` one and one is due, nobody is writing and there
        is room."""
        if self._closed:
            return
        self._closed = True
        try:
            if self.keeps and self.read_only is None and self.checkpoint_due():
                with suppress(ConcordError, OSError):  # a cache: what was saved is saved
                    self.checkpoint(LEAVING)
        finally:
            self.let_go()

    def __exit__(self, *_exception: object) -> None:
        self.close()
