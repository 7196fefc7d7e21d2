"""A journal in a database of which much is read at once: whole, verified, and beside other questions."""

from pathlib import Path

import pytest

from store.engine.home.postgres import entry_rows
from store.engine.home.postgres.database import DatabaseHome
from store.engine.ledger import Ledger
from store.errors import Damaged
from tests.postgres_server import Server
from tests.store.engine.notes import add, texts_of

TEXTS = [f"note {n}" for n in range(8)]


@pytest.fixture
def place(postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Eight entries, of which three are read at a time, or as many as have so many bytes."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(entry_rows, "MANY", 3)
    place = postgres.workspace("much", "Much", ("ana",))("ana")
    with Ledger(place, "ana") as ledger:
        for text in TEXTS:
            ledger.commit(add(text))
    return place


@pytest.mark.parametrize("size", [1, 400, 10_000])
def test_all_of_it_is_read(place: str, size: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(entry_rows, "BYTES", size)
    with Ledger(place, "ana") as ledger:
        assert texts_of(ledger) == TEXTS
        assert [entry.seq for entry in ledger.entries(2)] == [3, 4, 5, 6, 7, 8]


def test_something_else_may_be_asked_meanwhile_and_the_rest_left(place: str):
    home = DatabaseHome(place)
    seen: list[int] = []
    for entry, position in home.read(home.begin()):
        seen.append(entry.seq)
        assert [found.seq for found in home.entries(entry.seq - 1, position)] == [entry.seq]
        if entry.seq == 6:
            break
    assert seen == [1, 2, 3, 4, 5, 6]
    assert home.moved(home.begin())


@pytest.mark.parametrize("change", ["DELETE FROM {entry}", "UPDATE {entry} SET body = body || ' '"])
def test_what_does_not_verify_is_not_read_over(place: str, change: str, postgres: Server):
    entry = f"concord_{place.rpartition('=')[2]}.entry"
    postgres.run(f"{change.format(entry=entry)} WHERE seq = 7", database="acme")
    home, seen = DatabaseHome(place), list[int]()
    with pytest.raises(Damaged):
        seen.extend(entry.seq for entry, _position in home.read(home.begin()))
    assert seen == [1, 2, 3, 4, 5, 6]
