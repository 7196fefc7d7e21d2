"""A workspace: the ledger of one folder together with the kinds of record, their rules and commands."""

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Self, TypeVar

from store import clock
from store.engine.garbage import give_back as give_back
from store.engine.garbage import uncollected as uncollected
from store.engine.home.home_at import as_it_was, opened
from store.engine.ledger import Ledger
from store.engine.transaction import Encoded, Transaction
from store.errors import ConcordError, Forbidden, Invalid, LeftOpen, PutBack, ReadOnly, Refused, Stale
from store.fields.indexes import LOGINS
from store.fields.rights import GUEST
from store.kinds import columns
from store.records import Changes, Records, names
from store.words import Words
from store.workspace import repeating, review, roles, table_writes
from store.workspace.veil import veils

if TYPE_CHECKING:
    from tinydb import TinyDB

P = ParamSpec("P")
T = TypeVar("T")


def anyway(command: Callable[Concatenate[Changes, P], T]) -> Callable[Concatenate[Changes, P], T]:
    """The same command, though it gives something new to somebody who has left; see `store.errors.Gone`."""

    def run(changes: Changes, /, *args: P.args, **values: P.kwargs) -> T:
        changes.transaction.anyway = True
        return command(changes, *args, **values)

    return run


class Workspace:
    """Opened by `store.open_workspace`. ``records`` reads, ``do`` changes, ``ledger`` tells the news."""

    def __init__(self, ledger: Ledger, has_account: Callable[[str], bool] | None = None) -> None:
        """``has_account`` says whether somebody can log in under a name; without it the caller vouches for all."""
        self.ledger = ledger
        #: What may be seen by whoever gives commands here, and what there is, which rules look at.
        self.records, self._all = Records(ledger), Records(ledger.unveiled)
        ledger.veils = veils(ledger)
        ledger.review, ledger.columns, ledger.overdue = self._review, columns, self._overdue
        ledger.settled = self._settled
        self._has_account = has_account
        self._able: set[str] = set()
        #: Whoever gives commands here gives something new to who is gone too, without being asked.
        self.anyway = False
        #: Why what counts as saved could be lost all the same, in a sentence; None where it could not.
        self.risk: Callable[[], Words | None] = lambda: None
        #: Where it is in a database, and shown as it was when it was seen last: goes on with it as it is, and says
        #: whether that is the same workspace, in the same name. Raises what opening it raises.
        self.arrive: Callable[[], bool] | None = None

    @property
    def documents(self) -> "TinyDB":
        """The same records as a TinyDB; what is written through it is checked, stamped and journaled too."""
        return self.ledger.documents

    @property
    def who(self) -> str:
        """The login in whose name commands are given."""
        return self.ledger.who

    @property
    def orphaned(self) -> bool:
        """No admin of it can log in: everybody may only read."""
        return self._has_account is not None and roles.lacks_admin(self.records, self.who, self._can_log_in)

    @property
    def read_only(self) -> Words | None:
        """Why nothing can be written here, or None: the ledger's reason, or the want of an admin."""
        if self.ledger.read_only is not None:
            return self.ledger.read_only
        return roles.no_admin(self.records, self.ledger.folder) if self.orphaned else None

    def _can_log_in(self, login: str) -> bool:
        if login not in self._able and self._has_account is not None and self._has_account(login):
            self._able.add(login)  # asked once: a directory may be slow, and this is asked at every drawing
        return login in self._able

    @property
    def today(self) -> date:
        """The day it is in the workspace's time zone."""
        return clock.today(self.records.settings.zone)

    @property
    def here(self) -> date:
        """The day it is where whoever gives commands here is."""
        return clock.today(self.records.zone_of(self.who))

    def do(self, command: Callable[Concatenate[Changes, P], T], /, *args: P.args, **values: P.kwargs) -> T:
        """Run a command as one commit and return what it returns.

        The command may run more than once; it gets a `Changes` first. Raises what the command or the rules raise,
        `Forbidden`, `Busy`, `ReadOnly`, `Damaged`, and `PutBack` where what was seen before is not there any more:
        the same id may be another record now. Then nothing is written.
        """
        with self._speaking():
            return self.ledger.commit(self._allowed(command, *args, **values))

    def do_ahead(self, command: Callable[Concatenate[Changes, P], T], /, *args: P.args, **values: P.kwargs) -> T:
        """`do` for a command that changes very much, such as an import: others do not wait while it is prepared."""
        with self._speaking():
            return self.ledger.commit(self._allowed(command, *args, **values), ahead=True)

    def rehearse(self, command: Callable[Concatenate[Changes, P], T], /, *args: P.args, **values: P.kwargs) -> T:
        """What `do` would return now, with nothing written; raises what it would raise, the lock apart."""
        with self._speaking():
            return self.ledger.rehearse(self._allowed(command, *args, **values))

    def foresee(self, command: Callable[Concatenate[Changes, P], object], /, *args: P.args, **values: P.kwargs) -> bool:
        """Whether `do` would take the command; False where only a value is wrong. Raises what else it would raise.

        What it would leave open is still to be asked about.

        By what is known here: nobody waits, so that it can be asked before anything is typed.
        """
        try:
            with self._speaking():
                self.ledger.foresee(self._allowed(anyway(command), *args, **values))
        except (Invalid, Stale):
            return False
        except LeftOpen:
            return True
        return True

    @contextmanager
    def _speaking(self) -> Generator[None, None, None]:
        """What is refused names departments and people as people do."""
        try:
            yield
        except ConcordError as error:
            error.words = names.spoken(self.records, error.words)
            for fault in error.faults if isinstance(error, Invalid) else ():
                fault.words = names.spoken(self.records, fault.words)
            raise

    def _allowed(
        self, command: Callable[Concatenate[Changes, P], T], *args: P.args, **values: P.kwargs
    ) -> Callable[[Transaction], T]:
        """The command, refused where what was seen when it was given is not there any more."""
        epoch = self.ledger.epoch
        if self.orphaned:  # asked before the lock: a directory of users may be slow
            raise ReadOnly("Nothing can be written here: {why}", why=roles.no_admin(self.records, self.ledger.folder))

        def run(transaction: Transaction) -> T:
            if self.ledger.epoch != epoch:
                raise PutBack(
                    "What was seen here was taken back, or an older copy was put in its place. Nothing was saved; look "
                    "at it as it is now, then try again"
                )
            transaction.anyway = self.anyway
            try:
                return command(Changes(transaction), *args, **values)
            except Refused:
                if self.records.rank_of(self.who) != GUEST:
                    raise
            raise Forbidden("{reason}", reason=roles.no_guest(self.records, self.who), details={"role": ""})

        return run

    def _review(self, transaction: Transaction) -> None:
        """What every commit goes through, also one by the tables."""
        if transaction.exempt not in ("owner", "demo") and self.orphaned:
            raise ReadOnly("Nothing can be written here: {why}", why=roles.no_admin(self.records, self.ledger.folder))
        if transaction.by_tables:
            table_writes.follow(transaction)
        repeating.follow_up(transaction)
        committed = transaction.committed
        review.review(transaction, self._all if committed is self.ledger.unveiled else Records(committed))

    def _settled(self, changes: list[Any]) -> None:
        """What a commit changes beside the journal: whose keys those are of whom it has changed."""
        if any(change["t"] == LOGINS.table for change in changes):
            from store.workspace import key_owners  # late: people change seldom

            key_owners.follow(self, changes)

    def _overdue(
        self, last: datetime, now: datetime, ready: Mapping[tuple[str, int], Encoded | None]
    ) -> tuple[str, Callable[[Transaction], None]] | None:
        """What the first commit of a day writes before itself: what comes again, and is late by then."""
        zone = self.records.settings.zone
        today = clock.today(zone, now)
        if clock.today(zone, last) >= today:
            return None
        return repeating.overdue(self.records, self.ledger.header.workspace, today, ready)

    def only_read(self, why: Words) -> None:
        """From now on nothing is committed over this workspace, nor kept beside its journal."""

        def refuse(_transaction: Transaction) -> None:
            raise ReadOnly("Nothing can be written here: {why}", why=why)

        self.ledger.review, self.ledger.keeps = refuse, False

    def close(self) -> None:
        """Let go of the folder; writes a checkpoint if one is due."""
        self.ledger.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()


def open_workspace(
    folder: str, who: str | None = None, *, wait: float = 10.0, key: str = "", at_once: bool = False
) -> Workspace:
    """The workspace in ``folder``, in the name of ``who`` (the operating system's user).

    ``key`` is the fingerprint of the key by which that person came in: the journal keeps it, and nothing is written
    any more once `store.workspace.keys` does not list it.

    In the name of that user, an admin counts who has an account on this system, or a key; a caller who says ``who`` it
    is vouches for all. ``wait`` bounds the wait for the lock in seconds. ``at_once`` has a workspace in a database
    given as it was seen last, if it was: it can be read until `Workspace.arrive` is called. Raises `Failed` where there
    is no workspace, `Damaged` where its journal does not verify in a way that leaves nothing to read.
    """
    earlier = as_it_was(folder) if at_once else None
    home = earlier or opened(folder)

    def can_log_in(login: str) -> bool:
        if workspace.ledger.home.has_account(login):
            return True
        from store.workspace import keys  # late: most admins have an account

        return keys.has_key(home.place, login)

    workspace = Workspace(Ledger(home, who, wait=wait, key=key), can_log_in if who is None else None)
    workspace.risk = home.risk
    if earlier is not None:
        workspace.arrive = partial(_arrive, workspace, folder)
    if key:
        from store.workspace import keys  # late: few come by one

        workspace.ledger.admit = lambda: keys.must_be_listed(home.place, key, workspace.who)
    return workspace


def _arrive(workspace: Workspace, folder: str) -> bool:
    ledger, home = workspace.ledger, opened(folder)
    if home.login != ledger.home.login or not ledger.become(home):
        home.close()
        return False
    workspace.arrive, workspace.risk = None, home.risk
    return True
