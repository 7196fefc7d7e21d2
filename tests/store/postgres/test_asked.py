"""How often a database is asked: each time costs a way over the network and back."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from store.engine.home.postgres import database_reader
from store.engine.home.postgres.connection import Connection
from store.engine.later_versions import entry_of
from store.engine.ledger import Ledger
from tests.postgres_server import Server
from tests.store.engine.notes import add, texts_of


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements that were sent."""
    run, asked = Connection.run, list[str]()

    def noted(self: Connection, statement: str, values: Sequence[object] = (), **how: Any) -> list[Any]:
        asked.append(statement)
        return run(self, statement, values, **how)

    monkeypatch.setattr(Connection, "run", noted)
    return asked


@pytest.fixture
def place(postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return postgres.workspace("asked", "Asked", ("ana",))("ana")


def test_a_commit_is_one_statement(place: str, asked: list[str]):
    with Ledger(place, "ana") as ledger:
        ledger.commit(add("one"))
        asked.clear()
        ledger.commit(add("two"))
        assert len(asked) == 1


def test_who_was_overtaken_asks_only_for_what_is_before_it(place: str, asked: list[str]):
    with Ledger(place, "ana") as ana, Ledger(place, "ana") as other:
        ana.commit(add("one"))
        other.commit(add("two"))
        asked.clear()
        ana.commit(add("three"))
        assert len(asked) == 3
        assert texts_of(ana) == ["one", "two", "three"]


def test_a_second_opening_reads_only_the_tail(place: str, asked: list[str], monkeypatch: pytest.MonkeyPatch):
    with Ledger(place, "ana") as ledger:
        ledger.commit(add("one"))
        ledger.checkpoint()
        ledger.commit(add("two"))
    read: list[int] = []
    monkeypatch.setattr(database_reader, "entry_of", lambda body: read.append(1) or entry_of(body))
    asked.clear()
    with Ledger(place, "ana") as ledger:
        assert texts_of(ledger) == ["one", "two"]
    assert (len(read), len(asked)) == (1, 3)
