"""The journal is changed under open sessions: they notice, and lose nothing that they promised.

In the end each session sees what a fresh replay gives, or has said why it does not; what it was told is saved, is.
"""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from store.engine.checkup import verify
from store.engine.journal import system
from store.engine.journal.file import JournalFile
from store.engine.ledger import Ledger
from store.engine.repair import repair
from store.errors import ConcordError, Damaged, Failed
from tests.store.engine.failing_disk import fails_once
from tests.store.engine.notes import add, texts, texts_of

Journal = Path
LONG = bool(os.environ.get("CONCORD_LONG"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Ledger.create(tmp_path / "w", "Test")
    return tmp_path / "w"


def older_copy(journal: Journal, older: bytes) -> None:
    with open(journal, "r+b") as file:
        file.write(older)


def older_copy_cut(journal: Journal, older: bytes) -> None:
    journal.write_bytes(older)


def older_copy_without_room(journal: Journal, older: bytes) -> None:
    journal.write_bytes(older.rstrip(b"\0"))


def cut(journal: Journal, older: bytes) -> None:
    os.truncate(journal, len(older.rstrip(b"\0")) + 30)


def cut_to_the_first_line(journal: Journal, older: bytes) -> None:
    os.truncate(journal, older.index(b"\n") + 1)


def last_entry_zeroed(journal: Journal, older: bytes) -> None:
    data = journal.read_bytes()
    end = len(data.rstrip(b"\0"))
    begin = data.rfind(b"\n", 0, end - 1) + 1
    journal.write_bytes(data[:begin] + bytes(len(data) - begin))


def end_of_the_last_entry_zeroed(journal: Journal, older: bytes) -> None:
    data = bytearray(journal.read_bytes())
    end = len(data.rstrip(b"\0"))
    data[end - 20 : end] = bytes(20)
    older_copy(journal, bytes(data))


def body_of_the_last_entry_zeroed(journal: Journal, older: bytes) -> None:
    data = bytearray(journal.read_bytes())
    end = len(data.rstrip(b"\0"))
    data[end - 40 : end - 20] = bytes(20)
    older_copy(journal, bytes(data))


def zeroed(journal: Journal, older: bytes) -> None:
    older_copy(journal, bytes(journal.stat().st_size))


def first_line_zeroed(journal: Journal, older: bytes) -> None:
    older_copy(journal, bytes(older.index(b"\n")))


def hole_further_up(journal: Journal, older: bytes) -> None:
    data = bytearray(journal.read_bytes())
    at = data.index(b"\n") + 30
    data[at : at + 60] = bytes(60)
    older_copy(journal, bytes(data))


def emptied(journal: Journal, older: bytes) -> None:
    os.truncate(journal, 0)


def older_copy_by_name(journal: Journal, older: bytes) -> None:
    copy = journal.with_name("copy")
    copy.write_bytes(older)
    copy.rename(journal)


WAYS = [
    older_copy, older_copy_cut, older_copy_without_room, cut, cut_to_the_first_line, last_entry_zeroed,
    end_of_the_last_entry_zeroed, body_of_the_last_entry_zeroed, zeroed, first_line_zeroed, hole_further_up, emptied,
    older_copy_by_name,
]  # fmt: skip


@pytest.mark.parametrize("looks", [True, False], ids=["looks first", "acts at once"])
@pytest.mark.parametrize("change", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("size", range(0, 60_000, 3_000) if LONG else [0])
def test_a_journal_changed_under_open_sessions(
    folder: Path, change: Callable[[Journal, bytes], None], looks: bool, size: int
):
    journal = folder / "journal"
    with Ledger(folder, "ana") as ana, Ledger(folder, "bo") as bo:
        for n in range(5):
            ana.commit(add(f"early {n}" + "." * size))
        older = journal.read_bytes()
        for n in range(5):
            ana.commit(add(f"late {n}" + "." * (size // (n + 1))))
        bo.catch_up()
        time.sleep(0.02)  # a change within one tick of the file system's clock is seen only where it is looked for
        change(journal, older)
        promised: list[str] = []
        for ledger in (bo, ana, bo):
            if looks:
                assert ledger.moved() or ledger.damage or ledger.epoch or change is older_copy_without_room
                ledger.catch_up()
            try:
                ledger.commit(add(f"after by {ledger.who} {len(promised)}"))
                promised.append(f"after by {ledger.who} {len(promised)}")
            except Damaged:
                assert ledger.read_only is not None
        for ledger in (ana, bo):
            ledger.catch_up()
        seen = [None if ledger.damage else texts_of(ledger) for ledger in (ana, bo)]
    if None not in seen:
        assert texts(folder) == seen[0] == seen[1]
        assert [text for text in seen[0] if text.startswith("after")] == promised
        assert verify(str(folder)).clean
    else:
        assert not promised, "what was told to be saved has to be there"


@pytest.mark.parametrize("change", [older_copy, older_copy_by_name], ids=lambda way: way.__name__)
@pytest.mark.parametrize("fails", [False, True], ids=["the sync works", "the sync fails"])
def test_a_journal_put_back_while_somebody_waits_for_the_disk(
    folder: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Journal, bytes], None], fails: bool
):
    real = system.sync_data

    def sync(fd: int) -> None:
        monkeypatch.setattr(system, "sync_data", real)
        change(folder / "journal", older)
        if fails:
            raise OSError(5, os.strerror(5))

    with Ledger(folder, "ana") as ana:
        ana.commit(add("early"))
        older = (folder / "journal").read_bytes()
        ana.commit(add("late"))
        monkeypatch.setattr(system, "sync_data", sync)
        with pytest.raises(Failed, match="Nothing was saved"):
            ana.commit(add("never"))
        assert ana.moved(), "it is noticed within a poll"
        ana.catch_up()
        assert texts_of(ana) == texts(folder) == ["early"]
    assert verify(str(folder)).clean


def test_what_was_put_over_the_journal_is_not_cut_when_the_sync_fails(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    Ledger.create(tmp_path / "other", "Other")
    with Ledger(tmp_path / "other", "eva") as eva:
        for n in range(5):
            eva.commit(add(f"theirs {n}"))
    theirs = (tmp_path / "other" / "journal").read_bytes()
    with Ledger(folder, "ana") as ana:
        fails_once(monkeypatch, "sync_data", lambda: (folder / "journal").write_bytes(theirs))
        with pytest.raises(Failed, match="Nothing was saved"):
            ana.commit(add("never"))
    assert (folder / "journal").read_bytes() == theirs


@pytest.mark.parametrize("in_place", [True, False])
def test_another_workspace_in_its_place_is_never_written_to(folder: Path, tmp_path: Path, in_place: bool):
    Ledger.create(tmp_path / "other", "Other")
    with Ledger(tmp_path / "other", "eva") as eva:
        eva.commit(add("theirs"))
    theirs = (tmp_path / "other" / "journal").read_bytes()
    with Ledger(folder, "ana") as ana:
        ana.commit(add("ours"))
        ours = (folder / "journal").read_bytes()
        if in_place:
            (folder / "journal").write_bytes(theirs)
        else:
            shutil.copy(tmp_path / "other" / "journal", folder / "copy")
            (folder / "copy").rename(folder / "journal")
        with pytest.raises(Damaged, match="another workspace, Other"):
            ana.commit(add("never"))
        assert texts_of(ana) == ["ours"]
        assert (folder / "journal").read_bytes() == theirs
        (folder / "journal").write_bytes(ours)
        assert ana.moved()
        ana.catch_up()
        ana.commit(add("again"))
        assert ana.read_only is None
    assert texts(folder) == ["ours", "again"]


def test_a_second_name_is_only_read_until_it_is_single(folder: Path, tmp_path: Path):
    journal, snapshot = folder / "journal", tmp_path / "snapshot"
    with Ledger(folder, "ana") as ana:
        ana.commit(add("one"))
        os.link(journal, snapshot)
        before = snapshot.read_bytes()
        with pytest.raises(ConcordError, match="The repair makes it single"):
            ana.commit(add("two"))
        with Ledger(folder, "bo") as bo:
            assert texts_of(bo) == ["one"]
            assert "second name" in str(bo.read_only)
        outcome = repair(str(folder))
        assert outcome.single
        assert ana.moved()
        ana.catch_up()
        ana.commit(add("two"))
        assert ana.epoch == 0, "what it had read still stands"
        assert snapshot.read_bytes() == before
    assert texts(folder) == ["one", "two"]


@pytest.mark.parametrize("rotated", [False, True])
def test_what_stays_damaged_is_not_read_again_and_again(folder: Path, rotated: bool):
    journal = folder / "journal"
    with Ledger(folder, "ana") as ana, Ledger(folder, "bo") as bo:
        ana.commit(add("one"))
        older = journal.read_bytes()
        ana.commit(add("two"))
        ana.rotate() if rotated else ana.checkpoint()
        ana.commit(add("three"))
        ana.checkpoint()
        bo.catch_up()
        older_copy_by_name(journal, older)
        for ledger in (ana, bo):
            ledger.catch_up()
            assert "read from it are missing in it" in str(ledger.damage)
            assert [ledger.moved() for _ in range(3)] == [False] * 3
            assert ledger.epoch == 1


@pytest.mark.parametrize("left", [0, 1, 3], ids=["none", "one", "three"])
def test_a_segment_that_ends_too_early_is_named(folder: Path, left: int):
    with Ledger(folder, "ana") as ana:
        for n in range(8):
            ana.commit(add(f"{n}"))
            if n % 4 == 3:
                ana.rotate()
        ana.commit(add("last"))
    segment = JournalFile(str(folder / "segments" / "000000000005"))
    positions = [segment.start, *(position for _whole, position in segment.wholes(segment.start))]
    os.truncate(segment.path, positions[left].offset)
    with Ledger(folder, "bo") as bo:
        for _ in range(3):
            assert bo.count("note") == 4 + left
            assert str(bo.damage) == f"entries {5 + left} to 8 are missing"
            assert (bo.moved(), bo.epoch) == (False, 0)
        assert not verify(str(folder)).clean
        repair(str(folder))
        assert verify(str(folder)).clean
        assert bo.moved()
        bo.catch_up()
        assert texts_of(bo)[-1] == "last"
    assert texts(folder)[-1] == "last"


def test_what_cannot_be_read_leaves_in_sight_what_was(folder: Path):
    """An older journal and no segments, found by a session that looks at it all day."""
    journal = folder / "journal"
    with Ledger(folder, "ana") as ana:
        ana.commit(add("one"))
        ana.rotate()
        older = journal.read_bytes()
        ana.commit(add("two"))
        ana.checkpoint()
        newer = journal.read_bytes()
        (folder / "segments").rename(folder.parent / "segments")
        opened = len(os.listdir("/proc/self/fd"))
        for _ in range(20):
            older_copy_by_name(journal, older)
            ana.catch_up()
            assert texts_of(ana) == ["one", "two"]
            assert (str(ana.damage), ana.epoch) == ("entries 1 to 1 are missing", 0)
        assert len(os.listdir("/proc/self/fd")) <= opened + 1
        (folder.parent / "segments").rename(folder / "segments")
        older_copy_by_name(journal, newer)
        assert ana.moved()
        ana.catch_up()
        ana.commit(add("three"))
    assert texts(folder) == ["one", "two", "three"]


def test_a_repair_does_not_believe_a_checkpoint_of_other_entries(folder: Path):
    """Put back, gone on with, kept, and put forward again: then something else is damaged."""
    journal = folder / "journal"
    with Ledger(folder, "ana") as ana:
        ana.commit(add("early"))
        ana.commit(add("lost"))
        older = journal.read_bytes()
        ana.commit(add("one"))
        newer = journal.read_bytes()
        older_copy(journal, older)
        ana.catch_up()
        ana.commit(add("other"))
        ana.checkpoint()
        older_copy(journal, newer)
        ana.catch_up()
        ana.commit(add("two"))
    report = verify(str(folder))
    assert report.clean
    assert "only a cache" in str(report.findings[0].words)
    older_copy(journal, journal.read_bytes().replace(b"lost", b"last"))
    repair(str(folder))
    assert texts(folder) == ["early", "one", "two"]
    assert verify(str(folder)).clean
