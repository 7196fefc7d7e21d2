"""Documents under other writers: what they wrote is seen, and what is judged before the lock is true under it."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from tinydb import TinyDB, operations, where

from store import open_documents
from store.engine import sweep
from store.engine.documents import Documents


@pytest.fixture
def folder(tmp_path: Path) -> str:
    return str(tmp_path / "documents")


@pytest.fixture
def mine(folder: str) -> Iterator[Documents]:
    with open_documents(folder, "ana") as db:
        db.insert_multiple({"n": n} for n in (1, 2, 3))
        yield db


@pytest.fixture
def theirs(folder: str, mine: Documents) -> Iterator[Documents]:
    with open_documents(folder, "ben") as db:
        yield db


READS: list[Callable[[TinyDB], object]] = [
    len,
    list,
    lambda db: db.all(),
    lambda db: db.search(where("n") == 9),
    lambda db: db.count(where("n") == 9),
    lambda db: db.get(where("n") == 9),
    lambda db: db.get(doc_id=4),
    lambda db: db.get(doc_ids=[1, 4]),
    lambda db: db.contains(where("n") == 9),
    lambda db: db.contains(doc_id=4),
    lambda db: db.tables(),
    lambda db: db.storage.read(),
]


@pytest.mark.parametrize("read", READS)
def test_every_read_sees_what_others_wrote(mine: Documents, theirs: Documents, read: Callable[[TinyDB], object]):
    before = read(mine)
    theirs.insert({"n": 9})
    theirs.table("pears").insert({})
    assert read(mine) == read(theirs) != before
    theirs.update({"n": 0}, where("n") == 9)
    theirs.remove(doc_ids=[4])
    theirs.drop_table("pears")
    assert read(mine) == read(theirs) == before


class Meddling:
    """A condition that lets somebody else write when it is first asked."""

    def __init__(self, cond: Callable[[Mapping[str, Any]], bool], meddle: Callable[[], object]) -> None:
        self.cond, self.meddle = cond, meddle
        self.asked: list[Any] = []

    def __call__(self, document: Mapping[str, Any]) -> bool:
        if not self.asked:
            self.meddle()
        self.asked.append(document["n"])
        return self.cond(document)


def test_what_no_longer_matches_is_left_alone(mine: Documents, theirs: Documents):
    cond = Meddling(where("n") > 1, lambda: theirs.update({"n": 0}, doc_ids=[2]))
    assert mine.update({"hit": True}, cond) == [3]
    assert theirs.all() == [{"n": 1}, {"n": 0}, {"n": 3, "hit": True}]


def test_what_matches_since_is_changed_too_and_the_rest_not_judged_again(mine: Documents, theirs: Documents):
    cond = Meddling(where("n") > 2, lambda: (theirs.update({"n": 7}, doc_ids=[1]), theirs.insert({"n": 8})))
    assert mine.update({"hit": True}, cond) == [1, 3, 4]
    assert cond.asked == [1, 2, 3, 7, 8]
    assert [document["n"] for document in theirs.search(where("hit").exists())] == [7, 3, 8]


def test_an_update_keeps_what_others_wrote_beside_it(mine: Documents, theirs: Documents):
    cond = Meddling(where("n") > 0, lambda: theirs.update({"n": 5, "theirs": True}, doc_ids=[2]))
    mine.update(operations.increment("n"), cond)
    assert theirs.all() == [{"n": 2}, {"n": 6, "theirs": True}, {"n": 4}]


def test_what_was_removed_meanwhile_is_not_brought_back(mine: Documents, theirs: Documents):
    cond = Meddling(where("n") > 0, lambda: theirs.remove(doc_ids=[2]))
    assert mine.update({"hit": True}, cond) == [1, 3]
    assert theirs.count(where("hit").exists()) == len(theirs) == 2


def test_a_removal_spares_what_no_longer_matches(mine: Documents, theirs: Documents):
    cond = Meddling(where("n") > 1, lambda: theirs.update({"n": 0}, doc_ids=[2]))
    assert mine.remove(cond) == [3]
    assert theirs.all() == [{"n": 1}, {"n": 0}]


def test_an_upsert_updates_what_others_inserted_meanwhile(mine: Documents, theirs: Documents):
    cond = Meddling(where("n") == 9, lambda: theirs.insert({"n": 9}))
    assert mine.upsert({"n": 9, "mine": True}, cond) == [4]
    assert theirs.search(where("n") == 9) == [{"n": 9, "mine": True}]


def test_writing_everything_keeps_what_others_wrote_since_it_was_read(mine: Documents, theirs: Documents):
    everything = mine.storage.read()
    assert everything is not None
    theirs.insert({"n": 9})
    theirs.update({"theirs": True}, doc_ids=[1])
    everything["_default"]["2"]["mine"] = True
    del everything["_default"]["3"]
    mine.storage.write(everything)
    assert theirs.all() == [{"n": 1, "theirs": True}, {"n": 2, "mine": True}, {"n": 9}]


def test_two_at_once_lose_nothing(mine: Documents, theirs: Documents):
    def add(db: TinyDB) -> None:
        for _ in range(40):
            db.insert({"n": 0})
            db.update(operations.increment("n"), doc_ids=[1])

    threads = [Thread(target=add, args=(db,)) for db in (mine, theirs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert mine.all() == theirs.all()
    assert [document.doc_id for document in mine] == list(range(1, 84))
    assert mine.get(doc_id=1) == {"n": 81}


def test_ids_go_on_above_those_of_others(mine: Documents, theirs: Documents):
    assert [mine.insert({}), theirs.insert({}), mine.insert({})] == [4, 5, 6]
    theirs.truncate()
    assert mine.insert({}) == 1
    theirs.truncate()
    mine.update({"n": 0})
    assert mine.insert({}) == 1


def test_a_journal_put_in_place_of_ours_is_what_holds(mine: Documents, folder: str):
    copy = shutil.copy2(f"{folder}/journal", f"{folder}/copy")
    mine.insert({"n": 9})
    assert mine.count(where("n") == 9) == 1
    os.replace(copy, f"{folder}/journal")
    with open_documents(folder, "ben") as theirs:
        theirs.insert({"n": 5})
        assert mine.count(where("n") == 9) == 0
        assert [document["n"] for document in mine] == [1, 2, 3, 5]
        assert mine.insert({}) == 5


def test_a_checkpoint_that_is_read_anew_is_what_holds(mine: Documents, theirs: Documents, folder: str):
    theirs.ledger.checkpoint()
    with open_documents(folder, "cem") as db:
        assert db.count(where("n") == 9) == 0
        theirs.insert({"n": 9})
        theirs.ledger.checkpoint()
        os.replace(shutil.copy2(f"{folder}/journal", f"{folder}/copy"), f"{folder}/journal")
        assert db.count(where("n") == 9) == 1


def test_a_change_of_one_document_looks_at_one_document(mine: Documents, monkeypatch: pytest.MonkeyPatch):
    mine.insert_multiple({"n": n} for n in range(500))
    decode, seen = sweep.decode, list[object]()
    monkeypatch.setattr(sweep, "decode", lambda raw: (seen.append(raw), decode(raw))[1])
    mine.update({"n": 0}, doc_ids=[250])
    mine.remove(doc_ids=[251])
    mine.upsert(mine.get(doc_id=252))
    mine.insert({})
    assert len(seen) == 3
