"""Moving a journal from one home to another, entry for entry; nobody is shut out for longer than the last of it takes.

Most of it is copied while people work on. Then, in one's turn, the rest; all of it is read again where it is now and
held against what it was; the old place says where it went, and only then is the new one open. Whatever fails or dies
on the way, at most one of them can be written.
"""

import os
from collections.abc import Iterator
from contextlib import closing
from itertools import zip_longest
from typing import Protocol

from store.engine.home import Home
from store.engine.home.home_at import is_address, need_driver, opened
from store.engine.home.raw_journal import FolderJournal, NewFolderJournal, RawEntry, RawJournal
from store.engine.journal import gone_elsewhere
from store.errors import Damaged, Failed, ReadOnly


class NewJournal(Protocol):
    """Where one is being filled; ``seq`` is its last entry."""

    seq: int

    def take(self, entries: Iterator[RawEntry]) -> None: ...
    def close(self) -> None: ...


def move(source: str, target: str, wait: float) -> int:
    """Move the journal at one place to another, or bring to its end what was interrupted; how many entries it has.

    Raises `Failed` where there is something already, `Busy` after ``wait`` seconds, `ReadOnly`, and `Damaged` where
    what was written is not what was read: then the old place is as it was.
    """
    if is_address(source) == is_address(target):
        raise Failed("A workspace is moved between a folder and a database")
    need_driver()
    with closing(opened(source)) as home, closing(_source(source)) as old:
        old.must_be_yours()
        if not old.gone_to:
            _copy(home, old, target, wait)
        elif old.gone_to != named(target) or not _is_closed(target, named(source)):
            # Opened again, it could be written in two places.
            raise ReadOnly("Nothing can be moved from here: {why}", why=home.refusal)
        count = _same(old, target, 0)
    _open(target)
    return count


def _copy(home: Home, old: RawJournal, target: str, wait: float) -> None:
    """Most of it while people work on, the rest with nobody else writing; then the old place says where it went."""
    with closing(_target(target, old.header, named(home.place))) as new:
        new.take(old.entries(0))
        seen = _same(old, target, 0, new.seq)
        with home.alone(wait):
            home.settle()
            new.take(old.entries(seen))
            _same(old, target, seen)
            home.leave(named(target))


def _is_closed(target: str, source: str) -> bool:
    """Whether what came there from another place was never opened."""
    with closing(_source(target)) as new:
        return new.gone_to == source


def _same(old: RawJournal, target: str, after: int, until: int | None = None) -> int:
    """The last sequence, if all entries behind one are the same here and there. Raises `Damaged` where they are not."""
    last = after
    with closing(_source(target)) as new:
        both = zip_longest(old.entries(after), new.entries(after))
        for one, other in both if old.header == new.header else [(None, None)]:
            if until is not None and last == until:
                break
            if one is None or one != other:
                raise Damaged("What was written is not what was read. Nothing was moved")
            last = one.seq
    return last


def _source(place: str) -> RawJournal:
    if not is_address(place):
        return FolderJournal(os.path.abspath(place))
    from store.engine.home.postgres import copying  # late: it needs psycopg

    return copying.DatabaseJournal(place)


def _target(place: str, header: bytes, coming_from: str) -> NewJournal:
    if not is_address(place):
        return NewFolderJournal(os.path.abspath(place), header, coming_from)
    from store.engine.home.postgres import copying  # late: it needs psycopg

    return copying.NewDatabaseJournal(place, header, coming_from)


def _open(place: str) -> None:
    """From now on the journal is there."""
    if not is_address(place):
        gone_elsewhere.unmark(os.path.abspath(place))
        return
    from store.engine.home.postgres import copying  # late: it needs psycopg

    copying.open_at(place)


def named(place: str) -> str:
    """The place as it is told to everybody."""
    if not is_address(place):
        return os.path.abspath(place)
    from store.engine.home.postgres.address import address_of  # late: few have a database

    return address_of(place).public
