"""Moving a workspace between a folder and a database: there and back, byte for byte, also when it is interrupted."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from store.engine import journal_move
from store.engine.home.postgres import copying
from store.engine.home.postgres.connection import Connection
from store.engine.home.raw_journal import FolderJournal
from store.engine.journal import system
from store.engine.ledger import Ledger
from store.errors import ConcordError, Damaged, Failed, ReadOnly, Refused
from tests.postgres_server import Server
from tests.store.engine.notes import add, texts_of

#: What lasts of a move, on the disk and in the database.
STEPS: tuple[tuple[Any, str], ...] = (
    *((system, name) for name in ("write", "fsync", "rename")),
    *((os, name) for name in ("unlink", "chmod")),
    (Connection, "commit"),
    (copying, "open_at"),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = str(tmp_path / "w")
    Ledger.create(folder, "Here")
    with Ledger(folder, "ana") as ledger:
        for text in ("one", "two"):
            ledger.commit(add(text))
        ledger.rotate()
        ledger.commit(add("drei 三"))
    return folder


def raw(folder: str) -> list[object]:
    with closing(FolderJournal(folder)) as journal:
        return [journal.header, *journal.entries(0)]


def test_there_and_back_it_is_the_same(folder: str, tmp_path: Path, postgres: Server):
    address = postgres.empty()
    assert journal_move.move(folder, address, 1) == 3
    with Ledger(folder, "ana") as left:
        assert texts_of(left) == ["one", "two", "drei 三"]
        with pytest.raises(ReadOnly, match="moved to postgresql://"):
            left.commit(add("lost"))
    with Ledger(address, "ana") as ledger:
        assert texts_of(ledger) == ["one", "two", "drei 三"]
    back = str(tmp_path / "back")
    assert journal_move.move(address, back, 1) == 3
    assert raw(back) == raw(folder)
    with Ledger(back, "ana") as ledger:
        ledger.commit(add("four"))
        assert texts_of(ledger)[-1] == "four"


@pytest.mark.parametrize("way", ["in", "out"])
def test_a_move_that_dies_anywhere_is_brought_to_its_end(way: str, folder: str, postgres: Server):
    """Before each thing that lasts; never can two places be written."""
    address, before = postgres.empty(), raw(folder)
    if way == "out":
        journal_move.move(folder, address, 1)
    source, target = (folder, address) if way == "in" else (address, folder)
    died = 0
    while dies(source, target, died + 1):
        died += 1
        assert not (is_open(source) and is_open(target)), died
        if is_open(target):
            break  # what is left to do is to tell that
    assert died > 4
    if not is_open(target):
        journal_move.move(source, target, 5)
    assert (raw(folder), is_open(source), is_open(target)) == (before, False, True)
    with Ledger(target, "ana") as ledger:
        assert texts_of(ledger) == ["one", "two", "drei 三"]


def dies(source: str, target: str, at: int) -> bool:
    """Whether a process that dies before so many of the things that it does has died before all was moved."""
    child = os.fork()
    if not child:
        left = iter(range(at - 1))
        for owner, name in STEPS:
            setattr(owner, name, until_dead(getattr(owner, name), left))
        try:
            journal_move.move(source, target, 5)
        finally:
            os._exit(0)
    return bool(os.waitpid(child, 0)[1])


def until_dead(does: Callable[..., Any], left: Iterator[int]) -> Callable[..., Any]:
    def run(*values: Any, **named: Any) -> Any:
        if next(left, None) is None:
            os._exit(1)
        return does(*values, **named)

    return run


def is_open(place: str) -> bool:
    try:
        with closing(journal_move._source(place)) as journal:
            return not journal.gone_to
    except ConcordError:
        return False


def test_who_is_in_it_writes_until_it_is_moved_and_then_is_told(folder: str, postgres: Server):
    address = postgres.empty()
    with Ledger(folder, "bo") as bo:
        bo.commit(add("before"))
        assert journal_move.move(folder, address, 1) == 4
        assert bo.moved()
        bo.catch_up()
        assert "moved to" in str(bo.read_only)
        with pytest.raises(ReadOnly):
            bo.commit(add("after"))


def test_nothing_is_moved_where_something_is(folder: str, postgres: Server, tmp_path: Path):
    address = postgres.empty()
    journal_move.move(folder, address, 1)
    other = str(tmp_path / "other")
    Ledger.create(other, "Other")
    with pytest.raises(Failed, match="already"):
        journal_move.move(other, address, 1)
    with Ledger(other, "ana") as ledger:
        ledger.commit(add("still here"))
    with pytest.raises(Failed, match="already"):
        journal_move.move(address, other, 1)


def test_what_has_gone_on_where_it_went_is_opened_nowhere_else(folder: str, postgres: Server, tmp_path: Path):
    """A move that is given once more brings nothing back to life."""
    address, other = postgres.empty(), str(tmp_path / "other")
    journal_move.move(folder, address, 1)
    with pytest.raises(ReadOnly, match="moved to postgresql"):
        journal_move.move(folder, address, 1)
    journal_move.move(address, other, 1)
    for source, target in ((folder, address), (address, folder), (address, other), (address, str(tmp_path / "third"))):
        with pytest.raises(ReadOnly, match="moved to"):
            journal_move.move(source, target, 1)
    assert not (tmp_path / "third").exists()
    with Ledger(address, "ana") as moved:
        assert str(moved.read_only) == f"it was moved to {other}"


def test_another_workspace_is_not_put_in_the_place_of_one_that_was_moved(folder: str, postgres: Server, tmp_path: Path):
    address, there = postgres.empty(), str(tmp_path / "there")
    journal_move.move(folder, address, 1)
    journal_move.move(address, there, 1)
    (tmp_path / "there").rename(tmp_path / "aside")
    Ledger.create(there, "Another")
    with pytest.raises(Failed, match="already"):
        journal_move.move(there, address, 1)
    (tmp_path / "there").rename(tmp_path / "another")
    (tmp_path / "aside").rename(tmp_path / "there")
    assert journal_move.move(there, address, 1) == 3


def test_only_whoever_owns_it_moves_it(folder: str, postgres: Server, tmp_path: Path):
    address = postgres.workspace("w", "There", ("ana",))("ana")
    with pytest.raises(Refused, match="postgres"):
        journal_move.move(address, str(tmp_path / "mine"), 1)
    assert not (tmp_path / "mine").exists()


def test_what_does_not_verify_is_not_moved(folder: str, postgres: Server):
    address = postgres.empty()
    journal = Path(folder) / "journal"
    journal.write_bytes(journal.read_bytes().replace(b"drei", b"vier"))
    with pytest.raises(Damaged):
        journal_move.move(folder, address, 1)
