"""A database that has no functions: what is kept there is the same, who may what is coarser, and nobody is told."""

from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from time import sleep
from typing import Any

import psycopg
import pytest

from store.engine import journal_move
from store.engine.home.postgres import watch
from store.engine.home.postgres.address import address_of
from store.engine.home.postgres.connection import Connection, Lost
from store.engine.home.postgres.database import DatabaseHome
from store.engine.home.postgres.new_schema import let_in
from store.engine.home.raw_journal import FolderJournal
from store.engine.ledger import Ledger
from store.errors import Busy, Forbidden, ReadOnly
from tests.postgres_server import Server
from tests.store.engine.notes import add, texts_of

Place = Callable[[str], str]


@pytest.fixture
def place(postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return postgres.workspace("plain", "Plain", ("ana", "bo"), postgres.without_functions())


def test_it_has_none(place: Place, postgres: Server):
    schema = "concord_" + place("ana").rpartition("=")[2]
    found = "SELECT count(*) FROM pg_proc WHERE pronamespace = %s::regnamespace"
    assert postgres.run(found, schema, database="plain") == [(0,)]


@pytest.mark.parametrize("statement", ["UPDATE {entry} SET op = 'x'", "DELETE FROM {entry}", "TRUNCATE {entry}"])
def test_people_may_append_and_nothing_else(place: Place, postgres: Server, statement: str):
    with Ledger(place("ana"), "ana") as ledger:
        ledger.commit(add("one"))
    entry = f"concord_{place('ana').rpartition('=')[2]}.entry"
    with (
        psycopg.connect(postgres.url("ana", "plain")) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(statement.format(entry=entry))


def test_there_and_back_it_is_the_same(tmp_path: Path, postgres: Server, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder, back, address = str(tmp_path / "w"), str(tmp_path / "back"), postgres.empty(postgres.without_functions())
    Ledger.create(folder, "Here")
    with Ledger(folder, "ana") as ledger:
        ledger.commit(add("one"))
        ledger.commit(add("zwei 二"))
    assert journal_move.move(folder, address, 1) == 2
    let_in(address_of(address), "postgres", "ana")
    with Ledger(address, "ana") as there:
        there.commit(add("three"))
        assert journal_move.move(address, back, 1) == 3
        with pytest.raises(ReadOnly, match="moved to"):
            there.commit(add("lost"))
    with closing(FolderJournal(folder)) as one, closing(FolderJournal(back)) as other:
        assert [entry.body for entry in other.entries(0)][:2] == [entry.body for entry in one.entries(0)]
        assert other.header == one.header


def test_nobody_appends_while_the_owner_is_alone(place: Place):
    owner, home = DatabaseHome(place("postgres")), DatabaseHome(place("ana"))
    with owner.alone(1):
        home._connection.run("SET lock_timeout = '100ms'")  # pyright: ignore[reportPrivateUsage]
        with Ledger(home, "ana") as ledger, pytest.raises(Busy):
            ledger.commit(add("meanwhile"))
    with pytest.raises(Forbidden), home.alone(1):
        pass


def test_an_answer_that_was_lost_is_settled(place: Place, monkeypatch: pytest.MonkeyPatch):
    run, lost = Connection.run, list[str]()

    def cut(self: Connection, statement: str, values: Sequence[object] = (), **how: Any) -> list[Any]:
        rows = run(self, statement, values, **how)
        if "INSERT INTO" in statement and not lost:
            lost.append(statement)
            self.close()
            raise Lost("The connection to {place} was lost", place="there")
        return rows

    with Ledger(place("ana"), "ana") as ledger:
        monkeypatch.setattr(Connection, "run", cut)
        ledger.commit(add("one"))
        ledger.commit(add("two"))
        assert texts_of(ledger) == ["one", "two"]
        assert [entry.seq for entry in ledger.entries()] == [1, 2]
    assert lost


def test_news_come_by_looking(place: Place, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(watch, "POLLED", 0.01)
    monkeypatch.setattr(watch, "TOLD", 1_000.0)
    home = DatabaseHome(place("ana"))
    with Ledger(home, "ana") as ana, Ledger(place("bo"), "bo") as bo:
        home.watch(home.begin())
        for text in ("one", "two"):
            bo.commit(add(text))
            for _ in range(1_000):
                if ana.moved():
                    break
                sleep(0.01)
            ana.catch_up()
        assert texts_of(ana) == ["one", "two"]
