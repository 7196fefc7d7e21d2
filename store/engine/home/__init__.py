"""Where the journal of a workspace lives: what every home of one can do, and nothing of how it does it.

The ledger stands on this alone. A folder is one home (`store.engine.home.folder`), a database the other
(`store.engine.home.postgres`); `store.engine.home.home_at` tells them apart.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

import msgspec

from store.engine.journal.checkpoint import Loaded, Wanted
from store.engine.journal.entry import Entry, Read
from store.engine.journal.frames import Numbered
from store.engine.journal.header import Header
from store.words import Words


class Position(Protocol):
    """How far somebody has read: opaque, but for the sequence of the last entry."""

    @property
    def seq(self) -> int: ...


class Overtook(msgspec.Struct, frozen=True):
    """Nothing was appended: others were first, and the journal ends elsewhere than was expected."""


class Known(msgspec.Struct, frozen=True):
    """Nothing was appended: an entry with that operation id is there already, under that sequence."""

    seq: int


class Diverged(Exception):
    """A position does not stand in the journal any more: what was read up to it was taken back, or put back."""


class KeptCheckpoint(msgspec.Struct, frozen=True):
    """A checkpoint, and the position it is of; ``stands`` if that is a position in the journal as it is now."""

    loaded: Loaded
    position: Position
    stands: bool


class Vanished(msgspec.Struct, frozen=True):
    """Entries that were seen and are not in the journal any more, as far as they are known; how many at least.

    Nothing is written until ``accept``, which gives the file in which they are kept.
    """

    entries: list[Entry]
    count: int
    accept: Callable[[], str]


class Reachable(Protocol):
    """What stands between a session and the home: a network, perhaps, and the others."""

    def watch(self, at: Position) -> None:
        """From now on `moved` is asked all the time, behind that position: nobody is to wait for it.

        Nor for what happened before it.
        """
        ...

    @property
    def lost(self) -> datetime | None:
        """Since when it cannot be reached, as far as is known; None while it can."""
        ...

    def is_near(self, at: Position) -> bool:
        """Whether what stands behind that position is read without waiting for a network."""
        ...

    def meet(self, sign: str) -> list[tuple[str, str]] | None:
        """Have the other sessions told a few words; the logins of the others and what they have told, as of lately.

        None where that is not known: not now, or not here.
        """
        ...

    def arrived(self, op: str) -> bool:
        """Whether an entry with that operation id was appended, once nothing is under way any more."""
        ...


class Home(Reachable, Protocol):
    """One workspace's journal, opened. Raises `ConcordError` where it cannot do what is asked.

    ``place`` names it, a folder or a URL; ``header`` says which workspace it is.
    """

    place: str
    header: Header
    #: Whether the first of several wins, so that nobody has to look before what is appended.
    first_wins: bool

    @property
    def vanished(self) -> Vanished | None:
        """What was seen here and is not in the journal any more; None where all of it stands."""
        ...

    @property
    def refusal(self) -> Words | None:
        """Why nothing can be appended, or None."""
        ...

    @property
    def login(self) -> str:
        """In whose name one may commit here; empty where the home lets everybody in who can write there."""
        ...

    def has_account(self, login: str) -> bool:
        """Whether somebody can get in here under that name."""
        ...

    def risk(self) -> Words | None:
        """Why what counts as saved here could be lost all the same; None where it could not. It is asked for anew."""
        ...

    @property
    def gone_to(self) -> str:
        """Where the journal was moved to; empty where it is in its place."""
        ...

    def begin(self) -> Position:
        """Before the very first entry. Raises `Damaged` where the first ones are missing."""
        ...

    def moved(self, at: Position) -> bool:
        """Whether reading from there would find anything new, or not the same any more. Cheap: asked all the time."""
        ...

    def read(self, after: Position) -> Iterator[tuple[Entry, Position]]:
        """The entries behind a position, each with its own. Raises `Diverged` where the position does not stand, and
        `Damaged`, after those before it, for what does not verify."""
        ...

    def entries(self, after: int, until: Position) -> Iterator[Entry]:
        """The entries from sequence ``after`` (not included) up to a position, in order. Raises `Damaged`."""
        ...

    def backwards(
        self, end: Position, read: Callable[[bytes], Read | None], down_to: int, needles: Sequence[bytes]
    ) -> Iterator[Read]:
        """The entries up to a position, the newest first, down to a sequence (not included).

        ``read`` says what is made of each body, None where it is passed over. With ``needles`` only those that have one
        of them in their bytes. Raises `Damaged`.
        """
        ...

    def turn(self, wait: float) -> AbstractContextManager[None]:
        """One's turn to append; a home that lets the first of several win gives it at once.

        Raises `Busy` after ``wait`` seconds, `ReadOnly`.
        """
        ...

    def alone(self, wait: float) -> AbstractContextManager[None]:
        """One's turn with nobody else appending until it is over. Raises `Busy` after ``wait`` seconds, `ReadOnly`."""
        ...

    def is_far_behind(self, at: Position) -> bool:
        """Whether so much stands behind a position that others should not wait while it is read."""
        ...

    def append(self, entry: Entry, body: bytes, expecting: Position) -> Position | Overtook | Known:
        """Append an entry, of which ``body`` is the encoded form, if the journal ends where one expects; in one's turn.

        It is durable when this returns its position. Raises `Failed` with nothing written, or `OutcomeUnknown`.
        """
        ...

    def settle(self) -> None:
        """Make sure that what was read is durable; in one's turn. What is cached must not outlive what it is of."""
        ...

    def holder(self) -> tuple[int, str, str] | None:
        """Process, user and terminal of whoever one waits for here, empty where unknown; None where one does not."""
        ...

    def load(self) -> KeptCheckpoint | None:
        """The checkpoint, if there is one that verifies."""
        ...

    def save(self, at: Position, tables: dict[str, Numbered], highest: dict[str, int], columns: Wanted) -> None:
        """Keep the documents as of a position as the checkpoint, unless a later one is there.

        ``columns`` are the fields of each table that are often read of all documents.
        """
        ...

    def tail_is_long(self, kept: Position, now: Position, documents: int) -> bool:
        """Whether so much was appended since a checkpoint that reading it makes opening slow."""
        ...

    def grown_long(self, now: Position) -> bool:
        """Whether it is time for `rotate`."""
        ...

    def rotate(self, now: Position, made: str) -> None:
        """Put away what has grown long and go on; in one's turn, at the end. Readers follow by `read`."""
        ...

    def leave(self, to: str) -> None:
        """Say that the journal has gone there, and be only read from now on; in one's turn."""
        ...

    def anew(self) -> None:
        """Go on with what is in its place now, to be loaded and read from its beginning.

        Raises `Damaged` where that is another workspace, to which nothing is ever written.
        """
        ...

    def close(self) -> None:
        """Let go of it."""
        ...
