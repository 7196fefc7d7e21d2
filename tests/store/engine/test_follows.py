"""One thread follows to a new journal while another one reads or waits in the old: neither loses its file."""

import threading
from pathlib import Path

import pytest

from store.engine.home.folder import FolderHome
from store.engine.journal.file import FilePosition
from store.engine.ledger import Ledger
from tests.store.engine.notes import add, texts


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Ledger.create(tmp_path / "w", "Test")
    return tmp_path / "w"


@pytest.mark.parametrize("way", ["entries", "backwards"])
def test_history_is_read_to_its_end_in_the_file_in_which_it_was_begun(folder: Path, way: str):
    with Ledger(folder, "ana") as ana, Ledger(folder, "bo") as bo:
        for _ in range(20):
            ana.commit(add("x" * 40_000))
        bo.catch_up()
        reading = iter(getattr(bo, way)())
        next(reading)
        ana.rotate()
        ana.commit(add("one"))
        bo.catch_up()
        assert len(list(reading)) == 19
        assert len(list(getattr(bo, way)())) == 21


def test_who_waits_for_the_lock_is_not_disturbed_by_who_follows(folder: Path):
    with Ledger(folder, "ana") as ana, Ledger(folder, "bo") as bo:
        ana.commit(add("one"))
        bo.catch_up()
        waiting = threading.Thread(target=bo.commit, args=(add("by bo"),))
        with ana.home.turn(1):
            waiting.start()
            while bo.home.holder() is None:
                pass
            ana.home.rotate(ana.position, ana.header.made)
            bo.catch_up()
        waiting.join()
    assert texts(folder) == ["one", "by bo"]


def test_who_followed_without_news_looks_back_from_where_it_stands(folder: Path):
    with Ledger(folder, "ana") as ana, Ledger(folder, "bo") as bo:
        for n in range(3):
            ana.commit(add(f"one {n}"))
        ana.rotate()
        bo.catch_up()
        for n in range(9):
            ana.commit(add(f"two {n}"))
        assert [entry.seq for entry in bo.backwards()] == [3, 2, 1]
        assert [entry.seq for entry in bo.entries()] == [1, 2, 3]


def test_what_came_right_before_a_rotation_is_read_before_one_follows(folder: Path, monkeypatch: pytest.MonkeyPatch):
    with Ledger(folder, "ana") as ana, Ledger(folder, "bo") as bo:
        ana.commit(add("one"))
        real = FolderHome._followed

        def followed(home: FolderHome, position: FilePosition) -> FilePosition | None:
            monkeypatch.setattr(FolderHome, "_followed", real)
            ana.commit(add("two"))
            ana.rotate()
            ana.commit(add("three"))
            return real(home, position)

        monkeypatch.setattr(FolderHome, "_followed", followed)
        bo.catch_up()
        assert (bo.seq, bo.epoch, bo.damage) == (3, 0, None)
