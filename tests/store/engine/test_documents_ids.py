"""Ids: TinyDB's in the documents alone, where the highest plus one is next; never used twice in a workspace."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tinydb import TinyDB, where
from tinydb.table import Document

from store import open_documents
from store.engine.documents import Documents
from store.engine.ledger import Ledger


@pytest.fixture
def folder(tmp_path: Path) -> str:
    return str(tmp_path / "documents")


@pytest.fixture
def db(folder: str) -> Iterator[TinyDB]:
    with open_documents(folder, "ana") as db:
        yield db


@pytest.fixture
def records(folder: str) -> Iterator[Documents]:
    Ledger.create(folder, "Trial")
    with Ledger(folder, "ana") as ledger:
        yield ledger.documents


NEXT: list[tuple[str, Callable[[TinyDB], object], int]] = [
    ("at first", lambda db: None, 1),
    ("after three", lambda db: db.insert_multiple([{}] * 3), 4),
    ("after an explicit one", lambda db: db.insert(Document({}, 12)), 13),
    ("after an explicit one, already counting", lambda db: (db.insert({}), db.insert(Document({}, 12))), 13),
    ("after an upserted one, already counting", lambda db: (db.insert({}), db.upsert(Document({}, 12))), 13),
    ("after an upserted one", lambda db: db.upsert(Document({}, 12)), 13),
    ("after nought", lambda db: db.insert(Document({}, 0)), 1),
    ("after one below nought", lambda db: db.insert(Document({}, -5)), -4),
    ("after the highest went", lambda db: (db.insert_multiple([{}] * 3), db.remove(doc_ids=[3])), 4),
    ("after truncate", lambda db: (db.insert_multiple([{}] * 3), db.truncate()), 1),
    ("after drop_tables", lambda db: (db.insert_multiple([{}] * 3), db.drop_tables()), 1),
    ("after drop_table", lambda db: (db.insert_multiple([{}] * 3), db.drop_table("_default")), 1),
    ("after another table", lambda db: db.table("pears").insert({}), 1),
    ("explicit ones of many leave the count", lambda db: (db.insert({}), db.insert_multiple([Document({}, 9)])), 2),
]


@pytest.mark.parametrize(("before", "expected"), [row[1:] for row in NEXT], ids=[row[0] for row in NEXT])
def test_next_id(db: TinyDB, before: Callable[[TinyDB], object], expected: int):
    before(db)
    assert db.insert({}) == expected
    assert db.insert({}) == expected + 1


@pytest.mark.parametrize("drop", [lambda db: db.drop_tables(), lambda db: db.drop_table("pears")])
def test_a_table_kept_in_hand_counts_on_after_it_was_dropped(db: TinyDB, drop: Callable[[TinyDB], object]):
    pears = db.table("pears")
    pears.insert({})
    drop(db)
    assert db.table("pears") is not pears
    assert pears.insert({}) == 2


def test_the_count_passes_over_an_id_that_is_taken(db: TinyDB):
    db.insert_multiple([{"n": 1}, Document({"n": 2}, 2)])
    assert db.insert({"n": 3}) == 3
    assert [document["n"] for document in db] == [1, 2, 3]


def test_many_of_which_some_bring_ids_never_overwrite_each_other(db: TinyDB):
    assert db.insert_multiple([Document({"n": 1}, 1), {"n": 2}, {"n": 3}]) == [1, 2, 3]
    assert [document["n"] for document in db] == [1, 2, 3]


def test_reopened_the_highest_id_there_is_counts(folder: str, db: TinyDB):
    db.insert_multiple([{}] * 3)
    db.remove(doc_ids=[3])
    db.close()
    with open_documents(folder, "ana") as again:
        assert again.insert({}) == 3


def test_ids_can_be_looked_at_in_advance_as_in_tinydb(db: TinyDB):
    assert [db._get_next_id(), db._get_next_id()] == [1, 2]
    assert db.insert({}) == 3


def test_a_fault_uses_ids_up_as_in_tinydb(db: TinyDB):
    with pytest.raises(ValueError, match="Mapping"):
        db.insert_multiple([{}, 5])  # type: ignore[list-item]
    with pytest.raises(TypeError):
        db.insert({"n": object()})
    assert db.insert({}) == 3


WAYS_TO_LOSE: list[Callable[[TinyDB], object]] = [
    lambda db: db.remove(doc_ids=[3]),
    lambda db: db.remove(where("n").exists()),
    lambda db: db.truncate(),
    lambda db: db.drop_table("_default"),
    lambda db: db.drop_tables(),
]


@pytest.mark.parametrize("lose", WAYS_TO_LOSE)
def test_in_a_workspace_no_id_is_used_twice(folder: str, records: Documents, lose: Callable[[TinyDB], object]):
    assert records.insert_multiple([{"n": n} for n in range(3)]) == [1, 2, 3]
    lose(records)
    assert records.insert({}) == 4
    with Ledger(folder, "ben") as other:
        assert other.documents.insert({}) == 5
    assert records.insert({}) == 6


def test_in_a_workspace_a_fault_uses_no_id_up(records: Documents):
    with pytest.raises(TypeError):
        records.insert_multiple([{}, {"n": object()}])
    assert records.insert({}) == 1


def test_in_a_workspace_ids_go_on_above_explicit_ones(records: Documents):
    assert records.insert_multiple([Document({}, 1), {}, Document({}, 40)]) == [1, 2, 40]
    assert records.insert({}) == 41
