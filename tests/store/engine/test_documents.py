"""What TinyDB promises of its database and tables, held by ours: results, ids, errors, and what stays as it was."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tinydb import Query, TinyDB, operations, where
from tinydb.table import Document

from store import Failed, Ledger, open_documents
from tests.store.engine.twin import Pairs

FRUIT = [{"name": "fig", "n": 1}, {"name": "pear", "n": 2}, {"name": "plum", "n": 3}]


@pytest.fixture
def folder(tmp_path: Path) -> str:
    return str(tmp_path / "documents")


@pytest.fixture
def db(folder: str) -> Iterator[TinyDB]:
    with open_documents(folder, "ana") as db:
        db.insert_multiple(FRUIT)
        yield db


def ids(documents: list[Document]) -> list[int]:
    return [document.doc_id for document in documents]


READS: list[tuple[str, Callable[[TinyDB], object], object]] = [
    ("length", len, 3),
    ("all", lambda db: db.all(), FRUIT),
    ("iteration", list, FRUIT),
    ("ids", lambda db: ids(db.all()), [1, 2, 3]),
    ("search", lambda db: db.search(where("n") > 1), FRUIT[1:]),
    ("search finds documents", lambda db: ids(db.search(where("n") > 1)), [2, 3]),
    ("search in vain", lambda db: db.search(where("x").exists()), []),
    ("search by the other notation", lambda db: db.search(Query().name == "fig"), FRUIT[:1]),
    ("search by a function", lambda db: db.search(lambda document: document["n"] == 2), FRUIT[1:2]),
    ("count", lambda db: db.count(where("n") < 3), 2),
    ("get by condition", lambda db: db.get(where("n") > 1), FRUIT[1]),
    ("get by condition in vain", lambda db: db.get(where("n") > 9), None),
    ("get by id", lambda db: db.get(doc_id=3), FRUIT[2]),
    ("get keeps the id as asked for", lambda db: db.get(doc_id="3").doc_id, "3"),
    ("get by what is not written like an id", lambda db: db.get(doc_id="03"), None),
    ("get by id in vain", lambda db: db.get(doc_id=9), None),
    ("get by what is no id", lambda db: db.get(doc_id=float("nan")), None),
    ("get by ids, in the table's order", lambda db: ids(db.get(doc_ids=[3, 9, 1])), [1, 3]),
    ("get by no ids", lambda db: db.get(doc_ids=[]), []),
    ("an id goes before a condition", lambda db: db.get(where("n") == 1, doc_id=2), FRUIT[1]),
    ("contains by condition", lambda db: db.contains(where("n") == 2), True),
    ("contains by condition in vain", lambda db: db.contains(where("n") == 7), False),
    ("contains by id", lambda db: db.contains(doc_id=2), True),
    ("contains by id in vain", lambda db: db.contains(doc_id=7), False),
    ("tables", lambda db: db.tables(), {"_default"}),
    ("another table", lambda db: len(db.table("pears")), 0),
    ("the same table", lambda db: db.table("pears") is db.table("pears"), True),
    ("a table's name", lambda db: db.table("pears").name, "pears"),
    ("the default table", lambda db: db.name, "_default"),
    ("looking at a table does not make it", lambda db: (len(db.table("pears")), db.tables())[1], {"_default"}),
]


@pytest.mark.parametrize(("read", "expected"), [row[1:] for row in READS], ids=[row[0] for row in READS])
def test_reading(db: TinyDB, read: Callable[[TinyDB], object], expected: object):
    assert read(db) == expected
    assert read(db) == expected  # from the cache, where there is one
    assert db.all() == FRUIT


def numbers(db: TinyDB) -> list[Any]:
    return [document.get("n") for document in db.all()]


WRITES: list[tuple[str, Callable[[TinyDB], object], object, list[Any]]] = [
    ("insert", lambda db: db.insert({"n": 4}), 4, [1, 2, 3, 4]),
    ("insert a mapping", lambda db: db.insert(Pairs({"n": 4})), 4, [1, 2, 3, 4]),
    ("insert with an id", lambda db: db.insert(Document({"n": 4}, 12)), 12, [1, 2, 3, 4]),
    ("insert many", lambda db: db.insert_multiple({"n": n} for n in (4, 5)), [4, 5], [1, 2, 3, 4, 5]),
    ("insert none", lambda db: db.insert_multiple([]), [], [1, 2, 3]),
    ("insert many with ids", lambda db: db.insert_multiple([Document({"n": 4}, 9), {"n": 5}]), [9, 4], [1, 2, 3, 4, 5]),
    ("update all", lambda db: db.update({"n": 0}), [1, 2, 3], [0, 0, 0]),
    ("update some", lambda db: db.update({"n": 0}, where("n") > 1), [2, 3], [1, 0, 0]),
    ("update by ids", lambda db: db.update({"n": 0}, doc_ids=[3, 9, 1]), [3, 1], [0, 2, 0]),
    ("ids go before a condition", lambda db: db.update({"n": 0}, where("n") == 1, doc_ids=[2]), [2], [1, 0, 3]),
    ("update by what equals an id", lambda db: db.update({"n": 0}, doc_ids=[2.0, "3", True]), [2, 1], [0, 0, 3]),
    ("update an id twice", lambda db: db.update(operations.increment("n"), doc_ids=[1, 1]), [1, 1], [3, 2, 3]),
    ("update by a mapping", lambda db: db.update(Pairs({"n": 0}), doc_ids=[1]), [1], [0, 2, 3]),
    ("update in vain", lambda db: db.update({"n": 0}, where("x").exists()), [], [1, 2, 3]),
    ("increment", lambda db: db.update(operations.increment("n")), [1, 2, 3], [2, 3, 4]),
    ("decrement", lambda db: db.update(operations.decrement("n"), doc_ids=[1]), [1], [0, 2, 3]),
    ("add", lambda db: db.update(operations.add("n", 5), where("n") == 2), [2], [1, 7, 3]),
    ("subtract", lambda db: db.update(operations.subtract("n", 1), doc_ids=[3]), [3], [1, 2, 2]),
    ("set", lambda db: db.update(operations.set("n", "x"), doc_ids=[3]), [3], [1, 2, "x"]),
    ("delete a field", lambda db: db.update(operations.delete("n"), doc_ids=[2]), [2], [1, None, 3]),
    (
        "a function that empties",
        lambda db: db.update(lambda document: document.clear(), doc_ids=[2]),
        [2],
        [1, None, 3],
    ),
    (
        "several updates; the second sees the first",
        lambda db: db.update_multiple([({"n": 9}, where("n") == 1), ({"n": 8}, where("n") >= 3)]),
        [1, 1, 3],
        [8, 2, 8],
    ),
    ("upsert what is there", lambda db: db.upsert({"n": 0}, where("n") > 1), [2, 3], [1, 0, 0]),
    ("upsert what is new", lambda db: db.upsert({"n": 0}, where("n") > 7), [4], [1, 2, 3, 0]),
    ("upsert by id", lambda db: db.upsert(Document({"n": 0}, 2)), [2], [1, 0, 3]),
    ("upsert by a new id", lambda db: db.upsert(Document({"n": 0}, 7)), [7], [1, 2, 3, 0]),
    ("remove some", lambda db: db.remove(where("n") < 3), [1, 2], [3]),
    ("remove by ids", lambda db: db.remove(doc_ids=[3, 9]), [3], [1, 2]),
    ("remove in vain", lambda db: db.remove(where("n") > 7), [], [1, 2, 3]),
    ("truncate", lambda db: db.truncate(), None, []),
    ("drop tables", lambda db: db.drop_tables(), None, []),
    ("drop a table", lambda db: db.drop_table("_default"), None, []),
    ("drop no table", lambda db: db.drop_table("pears"), None, [1, 2, 3]),
]


@pytest.mark.parametrize(("write", "given", "left"), [row[1:] for row in WRITES], ids=[row[0] for row in WRITES])
def test_writing(db: TinyDB, folder: str, write: Callable[[TinyDB], object], given: object, left: list[Any]):
    assert write(db) == given
    assert numbers(db) == left
    db.close()
    with open_documents(folder, "ana") as again:
        assert numbers(again) == left


def broken() -> Iterator[dict[str, int]]:
    yield {"n": 1}
    raise LookupError("the source ran dry")


REFUSED: list[tuple[str, Callable[[TinyDB], object], type[Exception], str | None]] = [
    ("insert what is no mapping", lambda db: db.insert([1]), ValueError, "Document is not a Mapping"),
    ("insert a set", lambda db: db.insert({"bark"}), ValueError, "Document is not a Mapping"),
    ("insert one as many", lambda db: db.insert_multiple({"n": 1}), ValueError, "not a Mapping"),
    ("insert many, one of them bad", lambda db: db.insert_multiple([{}, 5]), ValueError, "not a Mapping"),
    ("insert a taken id", lambda db: db.insert(Document({}, 2)), ValueError, "ID 2 already exists"),
    ("insert many, one taken", lambda db: db.insert_multiple([{}, Document({}, 2)]), ValueError, "ID 2 already exists"),
    ("insert an id twice", lambda db: db.insert_multiple([Document({}, 8)] * 2), ValueError, "ID 8 already exists"),
    ("insert an id that is none", lambda db: db.insert(Document({}, "x")), ValueError, "whole number"),
    ("a source that fails", lambda db: db.insert_multiple(broken()), LookupError, "ran dry"),
    ("insert an object", lambda db: db.insert({"n": db}), TypeError, None),
    ("insert many, one with a set", lambda db: db.insert_multiple([{}, {"n": {1}}]), TypeError, None),
    ("update to bytes", lambda db: db.update({"n": b"x"}), TypeError, None),
    ("update what is missing", lambda db: db.update(operations.delete("x")), KeyError, "x"),
    ("update with a fault halfway", lambda db: db.update(lambda d: d["n"] // (d["n"] - 2)), ZeroDivisionError, None),
    ("upsert without condition or id", lambda db: db.upsert({"n": 1}), ValueError, "doc_id"),
    ("remove without saying what", lambda db: db.remove(), RuntimeError, "truncate"),
    ("remove an id twice", lambda db: db.remove(doc_ids=[2, 2]), KeyError, "2"),
    ("get without saying what", lambda db: db.get(), RuntimeError, "cond or doc_id or doc_ids"),
    ("contains without saying what", lambda db: db.contains(), RuntimeError, "cond or doc_id"),
    ("search for nothing", lambda db: db.search(Query()), RuntimeError, "Empty query"),
    ("search by what compares badly", lambda db: db.search(where("name") > 1), TypeError, None),
    ("rename a table", lambda db: setattr(db.table("x"), "name", "y"), AttributeError, None),
]


@pytest.mark.parametrize(("call", "fault", "says"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_refused_and_nothing_written(
    db: TinyDB, folder: str, call: Callable[[TinyDB], object], fault: type[Exception], says: str | None
):
    with pytest.raises(fault, match=says):
        call(db)
    assert (db.all(), db.tables()) == (FRUIT, {"_default"})
    later = db.insert({"n": 4})
    assert db.get(doc_id=later) == {"n": 4}
    db.close()
    with open_documents(folder, "ana") as again:
        assert again.all() == [*FRUIT, {"n": 4}]


def change(document: dict[str, Any]) -> None:
    document["n"] = "changed"
    document.setdefault("deep", []).append("changed")


@pytest.mark.parametrize(
    "read",
    [
        lambda db: db.all(),
        list,
        lambda db: db.search(where("deep").exists()),
        lambda db: [db.get(where("deep").exists())],
        lambda db: [db.get(doc_id=4)],
        lambda db: db.get(doc_ids=[4]),
        lambda db: db.storage.read()["_default"].values(),
    ],
)
def test_what_was_returned_is_the_caller_s(db: TinyDB, read: Callable[[TinyDB], list[dict[str, Any]]]):
    db.insert({"deep": ["as", "stored"]})
    for _ in range(2):
        for document in read(db):
            change(document)
    assert all(document.get("n") != "changed" for document in read(db))
    assert db.get(doc_id=4) == {"deep": ["as", "stored"]}


def test_what_was_given_is_the_caller_s(db: TinyDB):
    deep = {"deep": ["as", "given"]}
    db.insert(deep)
    db.update(deep, doc_ids=[1])
    change(deep)
    assert db.get(doc_id=4) == {"deep": ["as", "given"]}
    assert db.get(doc_id=1) == FRUIT[0] | {"deep": ["as", "given"]}


def test_a_source_may_write_itself(db: TinyDB):
    given = db.insert_multiple({"of": db.insert({})} for _ in range(2))
    assert [document["of"] for document in db.get(doc_ids=given)] == [4, 5]
    assert len(db) == 7


def test_a_workspace_is_not_opened_past_its_rules(tmp_path: Path):
    """What is hidden in it would be read, by accident, and anything written."""
    Ledger.create(tmp_path / "w", "Nordwind")
    with pytest.raises(Failed, match="open_workspace"):
        open_documents(tmp_path / "w")
