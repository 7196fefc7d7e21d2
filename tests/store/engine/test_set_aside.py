"""What lies in torn-* and damaged-*: whole changes are named and brought back once, the others are named and left."""

import os
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from store.engine.checkup import verify
from store.engine.journal.entry import frame
from store.engine.ledger import Ledger
from store.engine.repair import repair
from store.engine.transaction import Transaction
from tests.store.engine import raw
from tests.store.engine.notes import add, texts


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "w"
    Ledger.create(place, "Test")
    with Ledger(place, "ana") as ana:
        for text in ("one", "two"):
            ana.commit(add(text))
    return place


def reword(number: int, text: str) -> Callable[[Transaction], None]:
    def command(transaction: Transaction) -> None:
        found = transaction.read("note", number)
        assert found is not None
        transaction.write("note", number, found | {"text": text})

    return command


def lines(folder: Path) -> list[bytes]:
    return (folder / "journal").read_bytes().rstrip(b"\0").splitlines(keepends=True)


def taken_back(folder: Path, into: str, *commands: Callable[[Transaction], object]) -> bytes:
    """Commit, then put the journal back; what was committed lies aside, in a torn-* or in a whole old journal."""
    before = (folder / "journal").read_bytes()
    with Ledger(folder, "bo") as bo:
        for command in commands:
            bo.commit(command)
    after = (folder / "journal").read_bytes()
    tail = b"".join(lines(folder)[-len(commands) :])
    (folder / "journal").write_bytes(before)
    if into == "torn":
        (folder / "torn-4-0a1b2c3d").write_bytes(tail)
    else:
        (folder / "damaged-20261128-0900-0a1b").mkdir(exist_ok=True)
        (folder / "damaged-20261128-0900-0a1b" / "journal").write_bytes(after)
    return tail


def said(folder: Path, level: str) -> list[str]:
    return [str(finding.words) for finding in verify(str(folder)).findings if finding.level == level]


PLACES = pytest.mark.parametrize("into", ["torn", "damaged"])


@PLACES
def test_whole_changes_are_named_and_come_back_once(folder: Path, into: str):
    taken_back(folder, into, add("three"), reword(1, "one, better"))
    damaged = said(folder, "damaged")
    assert [("note 3" in words, "note 1" in words) for words in damaged] == [(True, False), (False, True)]
    assert all(into in words and "bo" in words and "The repair brings" in words for words in damaged)
    assert texts(folder) == ["one", "two"], "check changes nothing"
    outcome = repair(str(folder))
    assert (outcome.found, outcome.left, outcome.nothing) == ([("note", 3), ("note", 1)], [], False)
    assert texts(folder) == ["one, better", "two", "three"]
    assert said(folder, "damaged") == []
    for _again in range(2):
        before = (folder / "journal").read_bytes()
        assert repair(str(folder)).nothing
        assert (folder / "journal").read_bytes() == before
    with Ledger(folder, "ana") as ana:
        ana.commit(reword(3, "three, later"))
        ana.commit(lambda transaction: transaction.delete("note", 2))
    assert repair(str(folder)).nothing, "what was changed or taken away since is not brought back"
    assert texts(folder) == ["one, better", "three, later"]


@PLACES
def test_what_is_otherwise_by_now_is_left_and_noted(folder: Path, into: str):
    taken_back(folder, into, add("theirs"), reword(1, "theirs"), reword(2, "theirs"))
    with Ledger(folder, "ana") as ana:
        ana.commit(add("mine"))
        ana.commit(reword(1, "mine"))
    outcome = repair(str(folder))
    assert outcome.found == [("note", 2)]
    assert outcome.left == [("note", 3), ("note", 1)]
    assert texts(folder) == ["mine", "theirs", "mine"]
    assert said(folder, "damaged") == []
    assert repair(str(folder)).nothing


@PLACES
def test_only_what_is_otherwise_by_now_is_a_note_and_nothing_is_written(folder: Path, into: str):
    taken_back(folder, into, reword(1, "theirs"))
    with Ledger(folder, "ana") as ana:
        ana.commit(reword(1, "mine"))
    assert (said(folder, "damaged"), len(said(folder, "note"))) == ([], 1)
    assert "otherwise by now (note 1)" in said(folder, "note")[0]
    before = texts(folder)
    assert repair(str(folder)).nothing
    assert (texts(folder), said(folder, "damaged")) == (before, [])


def test_what_is_there_in_part_is_named_with_what_it_was_about(folder: Path):
    tail = taken_back(folder, "torn", add("three" * 30))
    (folder / "torn-4-0a1b2c3d").write_bytes(tail[:-20])
    (folder / "torn-4-00000000").write_bytes(b"\1\2\3")
    (folder / "torn-4-ffffffff").write_bytes(bytes(600))
    notes = said(folder, "note")
    assert any("torn-4-0a1b2c3d" in words and "note 3" in words for words in notes)
    assert any("torn-4-00000000: 3 bytes" in words for words in notes)
    assert said(folder, "damaged") == []
    assert repair(str(folder)).nothing
    assert texts(folder) == ["one", "two"]


def test_the_same_change_in_many_places_comes_back_once(folder: Path):
    tail = taken_back(folder, "torn", add("three"))
    (folder / "torn-4-ffffffff").write_bytes(tail * 2)
    (folder / "damaged-x" / "segments").mkdir(parents=True)
    (folder / "damaged-x" / "journal").write_bytes((folder / "journal").read_bytes().rstrip(b"\0") + tail)
    (folder / "damaged-x" / "segments" / f"{1:012d}").write_bytes((folder / "journal").read_bytes())
    assert len(said(folder, "damaged")) == 1
    assert repair(str(folder)).found == [("note", 3)]
    assert texts(folder) == ["one", "two", "three"]
    assert said(folder, "damaged") == []


def test_beside_an_open_session_it_is_news(folder: Path):
    with Ledger(folder, "ana") as ana:
        taken_back(folder, "torn", add("three"))
        ana.catch_up()
        repair(str(folder))
        assert ana.moved()
        ana.catch_up()
        assert ana.count("note") == 3
        ana.commit(add("four"))
        assert ana.epoch <= 1
    assert texts(folder) == ["one", "two", "three", "four"]


def test_what_a_newer_program_has_written_there_is_left(folder: Path):
    line, _chain = frame(msgspec.json.encode({"v": 9, "seq": 3, "op": "x", "what": {}}), raw.end(folder).chain)
    (folder / "torn-3-0a1b2c3d").write_bytes(line)
    before = sorted(os.listdir(folder))
    assert said(folder, "damaged") == []
    repair(str(folder))
    assert sorted(os.listdir(folder)) == before
    assert texts(folder) == ["one", "two"]


@PLACES
def test_what_came_back_and_was_deleted_since_stays_deleted(folder: Path, into: str):
    """The entry that brought it back says which entries it did again, and that a repair made it."""
    taken_back(folder, into, add("three"))
    repair(str(folder))
    with Ledger(folder, "ana") as ana:
        last = list(ana.entries())[-1]
        assert (last.what["verb"], len(last.what["ops"])) == ("repair", 1)
        ana.commit(lambda transaction: transaction.delete("note", 3))
    assert said(folder, "damaged") == []
    assert repair(str(folder)).nothing
    assert texts(folder) == ["one", "two"]
