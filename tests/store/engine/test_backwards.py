"""The journal read from its end is the journal read from its beginning, turned round."""

import random
from pathlib import Path

import pytest

from store.engine.journal import backwards
from store.engine.journal.entry import Entry
from store.engine.later_versions import entry_of
from store.engine.ledger import Ledger
from store.errors import Damaged


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Sixty entries of all sizes in three files, read in small blocks."""
    monkeypatch.setattr(backwards, "BLOCK", 300)
    place, chance = tmp_path / "w", random.Random(3)
    Ledger.create(place, "Test")
    with Ledger(place, "ana") as ledger:
        for n in range(1, 61):
            text = "x" * chance.choice((0, 10, 200, 299, 300, 301, 2_000))
            ledger.commit(lambda transaction, n=n, text=text: transaction.write("pears", n, {"text": text}))
            if n in (20, 45):
                ledger.rotate()
    return place


def test_it_is_the_same_turned_round(folder: Path):
    with Ledger(folder, "ana") as ledger:
        forward = list(ledger.entries())
        assert list(ledger.backwards()) == forward[::-1]
        for down_to in (0, 1, 19, 20, 21, 44, 45, 59, 60):
            assert [entry.seq for entry in ledger.backwards(down_to)] == list(range(60, down_to, -1))
            seen = [(each.seq, each.at, each.who, each.touched()) for each in ledger.glances(down_to)]
            assert seen == [(each.seq, each.at, each.who, each.touched()) for each in ledger.backwards(down_to)]


@pytest.mark.parametrize("down_to", [10, 30, 50, 58])
def test_what_lies_further_back_is_not_decoded(folder: Path, monkeypatch: pytest.MonkeyPatch, down_to: int):
    made: list[int] = []

    def read(body: bytes) -> Entry | None:
        entry = entry_of(body)
        made.append(0 if entry is None else entry.seq)
        return entry

    monkeypatch.setattr("store.engine.following.entry_of", read)
    with Ledger(folder, "ana") as ledger:
        made.clear()
        assert len(list(ledger.backwards(down_to))) == 60 - down_to
        assert min(made) == down_to + 1


@pytest.mark.parametrize("n", [1, 2, 20, 21, 33, 45, 46, 60])
def test_what_is_looked_for_is_found(folder: Path, n: int):
    with Ledger(folder, "ana") as ledger:
        found = list(ledger.backwards(0, (b'"n":%d,' % n,)))
        assert [entry.seq for entry in found] == [n]
        assert list(ledger.backwards(0, (b'"n":99,',))) == []
        both = ledger.backwards(0, (b'"n":3,', b'"n":50,'))
        assert [entry.seq for entry in both] == [50, 3]


def test_an_entry_that_does_not_verify_is_not_told(folder: Path):
    with Ledger(folder, "ana") as ledger:
        journal = folder / "journal"
        data = bytearray(journal.read_bytes())
        data[data.index(b'"pears","n":50') + 2] ^= 1
        journal.write_bytes(bytes(data))
        with pytest.raises(Damaged):
            list(ledger.backwards())
