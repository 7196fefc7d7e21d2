"""The corners of a database: its query cache, empty tables, classes of one's own, the storage, closing, and texts."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tinydb import where
from tinydb.table import Document
from tinydb.table import Table as PlainTable

from store import open_documents
from store.engine.documents import Documents
from store.engine.ledger import Ledger
from store.engine.table import Table


@pytest.fixture
def folder(tmp_path: Path) -> str:
    return str(tmp_path / "documents")


@pytest.fixture
def db(folder: str) -> Iterator[Documents]:
    with open_documents(folder, "ana") as db:
        db.insert_multiple({"n": n} for n in (1, 2, 3))
        yield db


class Counting:
    """A condition that counts how often it is asked; by default as cacheable as any function."""

    def __init__(self, **attributes: Any) -> None:
        self.asked = 0
        self.__dict__.update(attributes)

    def __call__(self, document: Any) -> bool:
        self.asked += 1
        return document["n"] > 1


def test_a_query_is_answered_from_the_cache(db: Documents):
    cond = Counting()
    first = db.search(cond)
    first.append(Document({}, 0))
    assert (db.search(cond), db.count(cond), cond.asked) == ([{"n": 2}, {"n": 3}], 2, 3)


def test_any_change_of_the_table_and_no_other_empties_the_cache(db: Documents, folder: str):
    cond = Counting()
    changes = [
        lambda other: other.insert({"n": 9}),
        lambda other: other.update({"n": 0}, doc_ids=[4]),
        lambda other: other.remove(doc_ids=[4]),
        lambda other: other.drop_tables(),
    ]
    with open_documents(folder, "ben") as theirs:
        for other in (db, theirs):
            db.truncate()
            db.insert_multiple({"n": n} for n in (1, 2, 3))
            for change in changes:
                db.search(cond)
                db.table("pears").insert({})
                theirs.table("pears").insert({})
                cond.asked = 0
                db.search(cond)
                assert cond.asked == 0
                change(other)
                assert db.search(cond) == [document for document in db if document["n"] > 1]
                assert cond.asked == len(db)


def test_a_condition_may_refuse_to_be_cached(db: Documents):
    cond = Counting(is_cacheable=lambda: False)
    assert db.search(cond) == db.search(cond)
    assert cond.asked == 6
    test = where("n").map(lambda n: n + 1) == 3
    assert (db.count(test), db.count(test), len(db._query_cache)) == (1, 1, 0)


def test_the_cache_forgets_the_one_used_longest_ago(db: Documents):
    table = db.table("_default", cache_size=2)  # the default table was made before, with room for ten
    assert table._query_cache.capacity == 10
    small = db.table("pears", cache_size=2)
    one, two, three = (where("n") == n for n in (1, 2, 3))
    for cond in (one, two, one, three):
        small.search(cond)
    assert small._query_cache.lru == [one, three]
    small.clear_cache()
    assert len(small._query_cache) == 0
    small.search(one)
    small.remove(one)
    assert len(small._query_cache) == 0
    none = db.table("figs", cache_size=0)
    none.search(one)
    assert len(none._query_cache) == 0


def test_an_empty_table_is_told_from_none(db: Documents, folder: str):
    db.table("kept", persist_empty=True)
    db.table("looked at").search(where("n") == 1)
    db.table("asked").remove(doc_ids=[1])
    db.table("emptied").insert({})
    db.table("emptied").remove(doc_ids=[1])
    db.truncate()
    expected = {"kept", "asked", "emptied", "_default"}
    assert db.tables() == expected
    for checkpoint in (False, True):
        if checkpoint:
            db.ledger.checkpoint()
        with open_documents(folder, "ben") as again:
            assert again.tables() == expected
    db.drop_table("kept")
    assert db.tables() == expected - {"kept"}


def test_a_table_that_is_there_is_not_emptied_by_persisting_it(db: Documents, folder: str):
    with open_documents(folder, "ben") as again:
        assert len(again.table("_default", persist_empty=True)) == 3


class Row(Document):
    """A document class of one's own."""


class Number(int):
    """An id class of one's own."""


class Rows(Table):
    document_class = Row
    document_id_class = Number

    def double(self) -> list[int]:
        return self.update(lambda document: document.update(n=document["n"] * 2))

    def reverse(self) -> None:
        def updater(table: dict[int, Any]) -> None:
            documents = list(table.values())
            table.clear()
            table.update(enumerate(reversed(documents), 1))

        self._update_table(updater)


class Database(Documents):
    table_class = Rows
    default_table_name = "rows"


class PlainDatabase(Documents):
    table_class = PlainTable


def test_classes_of_one_s_own(folder: str):
    Ledger.create(folder, "rows")
    with Database(Ledger(folder, "ana", reuse_numbers=True)) as db:
        assert db.insert_multiple([{"n": 1}, Row({"n": 2}, 7)]) == [1, 7]
        assert db.double() == [1, 7]
        assert db.tables() == {"rows"}
        for document in (*db.all(), *db.search(where("n") > 0), *db.search(where("n") > 0), db.get(where("n") == 2)):
            assert (type(document), type(document.doc_id)) == (Row, Number)
        assert db.update({"n": 5}, doc_ids=[Number(7)]) == [7]
        db.reverse()
        assert {document.doc_id: document["n"] for document in db} == {1: 5, 2: 2}


def test_tinydb_s_own_table_works_on_our_storage(folder: str):
    Ledger.create(folder, "")
    with PlainDatabase(Ledger(folder, "ana", reuse_numbers=True)) as db:
        db.insert_multiple({"n": n} for n in (1, 2, 3))
        db.update({"hit": True}, where("n") > 1)
        db.remove(doc_ids=[2])
        with pytest.raises(TypeError):
            db.insert({"n": object()})
    with open_documents(folder, "ana") as again:
        assert again.all() == [{"n": 1}, {"n": 3, "hit": True}]
        assert [document.doc_id for document in again] == [1, 3]


def test_the_storage_reads_and_writes_everything(folder: str):
    with open_documents(folder, "ana") as db:
        assert db.storage.read() is None
        db.storage.write({"pears": {"1": {"n": 1}, "2": {"n": 2}}, "figs": {}})
        assert db.tables() == {"pears", "figs"}
        db.storage.write({"pears": {1: {"n": True}, "3": {"n": 3}}})
        assert repr(db.storage.read()) == "{'pears': {'1': {'n': True}, '3': {'n': 3}}}"
        seq = db.ledger.seq
        db.storage.write({"pears": {"1": {"n": True}, "3": {"n": 3}}})
        assert db.ledger.seq == seq
        db.table("pears").insert({"n": 4})
        db.storage.write({"pears": {"1": {"n": 1}}})
        assert repr(db.table("pears").get(doc_id=1)["n"]) == "1"
        with pytest.raises(TypeError, match="name of a table"):
            db.storage.write({5: {}})  # type: ignore[dict-item]
        with pytest.raises(TypeError, match="name of a table"):
            db.table(5)  # type: ignore[arg-type]
        with pytest.raises(ValueError, match="Mapping"):
            db.storage.write({"pears": {"1": {"n": 1}, "2": "none"}})  # type: ignore[dict-item]
        assert db.storage.read() == {"pears": {"1": {"n": 1}}}
        db.storage.write({})
        assert db.storage.read() == {}


def test_a_commit_by_way_of_the_ledger_is_seen(db: Documents):
    def both(transaction: Any) -> None:
        transaction.write("_default", 2, {"n": 7})
        transaction.delete("_default", 3)

    assert db.count(where("n") == 7) == 0
    db.ledger.commit(both)
    assert (db.count(where("n") == 7), len(db), db.insert({})) == (1, 2, 3)


def test_closed_documents_are_closed(folder: str):
    with open_documents(folder, "ana") as db:
        db.insert({"n": 1})
        db.close()
    uses: list[Callable[[], object]] = [db.all, db.tables, lambda: len(db), lambda: db.insert({}), db.storage.read]
    for use in uses:
        with pytest.raises(ValueError, match="closed"):
            use()


def test_a_workspace_keeps_open_when_its_documents_are_closed(folder: str):
    Ledger.create(folder, "Trial")
    with Ledger(folder, "ana") as ledger:
        with ledger.documents as documents:
            documents.insert({"n": 1})
        assert ledger.count("_default") == len(ledger.documents) == 1


def test_texts(db: Documents):
    db.table("pears").insert({})
    table = db.table("pears")
    assert repr(table).startswith("<Table name='pears', total=1, storage=<store.engine.storage.LedgerStorage object at")
    assert repr(db).startswith("<Documents tables=[")
    assert "tables_count=2, default_table_documents_count=3, all_tables_documents_count=[" in repr(db)
