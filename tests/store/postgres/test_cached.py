"""Checkpoints of a journal in a database: everyone's own in their cache folder, the owner's in the database."""

from collections.abc import Callable
from pathlib import Path

import pytest

from store.engine.home.postgres import database_reader, kept
from store.engine.later_versions import entry_of
from store.engine.ledger import Ledger
from store.errors import Forbidden
from tests.postgres_server import Server
from tests.store.engine.notes import add, texts_of

#: Where somebody finds the workspace.
Place = Callable[[str], str]


@pytest.fixture
def place(postgres: Server) -> Place:
    return postgres.workspace("cached", "Cached", ("ana", "bo", "postgres"))


@pytest.fixture
def on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """From now on one is at that machine, whose cache folder this is."""

    def on(machine: str) -> Path:
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / machine))
        return tmp_path / machine

    return on


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How long the entries were that were read from the journal."""
    read: list[int] = []
    monkeypatch.setattr(database_reader, "entry_of", lambda body: read.append(len(body)) or entry_of(body))
    return read


def write(place: Place, who: str, *texts: str) -> None:
    """Commit these, and keep a checkpoint."""
    with Ledger(place(who), who) as ledger:
        for text in texts:
            ledger.commit(add(text))
        ledger.checkpoint()


def kept_in(postgres: Server, place: Place) -> list[int]:
    """The sequences of what is kept in the database."""
    schema = "concord_" + place("ana").rpartition("=")[2]
    return [row[0] for row in postgres.run(f"SELECT seq FROM {schema}.checkpoint ORDER BY part", database="acme")]


def test_who_comes_new_gets_what_the_owner_has_kept(
    place: Place, on: Callable[[str], Path], read: list[int], postgres: Server, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(kept, "PART", 100)
    on("one")
    write(place, "postgres", "one", "two")
    assert len(kept_in(postgres, place)) > 2
    with Ledger(place("ana"), "ana") as ledger:
        ledger.commit(add("three"))
    folder, _ = on("other"), read.clear()
    with Ledger(place("bo"), "bo") as ledger:
        assert texts_of(ledger) == ["one", "two", "three"]
    assert len(read) == 1
    (own,) = folder.rglob("checkpoint")
    assert own.parent.stat().st_mode & 0o077 == 0


def test_nobody_else_keeps_one_there(place: Place, on: Callable[[str], Path], postgres: Server):
    on("one")
    write(place, "ana", "one")
    assert kept_in(postgres, place) == []
    with Ledger(place("ana"), "ana") as ledger, pytest.raises(Forbidden):
        ledger.home._connection.run(kept._KEEP, [1, 0, 1, b"what nobody wrote"])  # pyright: ignore[reportPrivateUsage]


def test_the_one_that_is_far_ahead_is_taken_and_another_left(
    place: Place, on: Callable[[str], Path], read: list[int], monkeypatch: pytest.MonkeyPatch
):
    on("one")
    write(place, "bo", "one")
    on("other")
    write(place, "postgres", "two", "three", "four")
    on("one")
    for ahead, entries in ((3, 3), (2, 0)):
        monkeypatch.setattr(kept, "AHEAD", ahead)
        read.clear()
        with Ledger(place("bo"), "bo") as ledger:
            assert texts_of(ledger) == ["one", "two", "three", "four"]
        assert len(read) == entries


@pytest.mark.parametrize("change", ["data = '\\x00'", "data = substring(data FOR 200)", "part = part + 1"])
def test_what_does_not_verify_there_is_passed_over(
    place: Place, on: Callable[[str], Path], postgres: Server, change: str
):
    on("one")
    write(place, "postgres", "one", "two")
    schema = "concord_" + place("ana").rpartition("=")[2]
    postgres.run(f"UPDATE {schema}.checkpoint SET {change}", database="acme")
    on("other")
    with Ledger(place("bo"), "bo") as ledger:
        assert texts_of(ledger) == ["one", "two"]
        assert ledger.read_only is None
