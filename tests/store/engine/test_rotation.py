"""A journal and its segments: a name that is taken is refused, one that does not fit is only read, nothing is lost."""

from collections.abc import Callable
from pathlib import Path

import pytest

from store.engine.checkup import verify
from store.engine.journal import system
from store.engine.ledger import Ledger
from store.engine.repair import repair
from store.errors import ConcordError, Failed
from tests.store.engine.notes import add, texts


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two notes in a segment, two in the journal that goes on there."""
    place = tmp_path / "w"
    Ledger.create(place, "Test")
    with Ledger(place, "ana") as ana:
        for text in ("one", "two"):
            ana.commit(add(text))
        ana.rotate()
        for text in ("three", "four"):
            ana.commit(add(text))
    return place


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    Ledger.create(tmp_path / "empty", "Test")
    return tmp_path / "empty"


ALL = ["one", "two", "three", "four"]


def segments(folder: Path) -> list[Path]:
    return sorted((folder / "segments").iterdir())


def said(folder: Path) -> str:
    return "\n".join(str(finding.words) for finding in verify(str(folder)).findings)


@pytest.mark.parametrize("make", [Path.touch, Path.mkdir, lambda path: path.symlink_to("nowhere")])
def test_a_segment_s_name_that_is_taken_is_refused_by_name(folder: Path, make: Callable[[Path], None]):
    taken = folder / "segments" / f"{3:012d}"
    with Ledger(folder, "ana") as ana, Ledger(folder, "bo") as bo:
        make(taken)
        before = (folder / "journal").read_bytes()
        with pytest.raises(Failed, match="000000000003 is there already"):
            ana.rotate()
        assert (folder / "journal").read_bytes() == before
        taken.rmdir() if taken.is_dir() and not taken.is_symlink() else taken.unlink()
        ana.rotate()
        bo.catch_up()
        bo.commit(add("five"))
        assert bo.epoch == 0
    assert texts(folder) == [*ALL, "five"]
    assert verify(str(folder)).clean


def oldest_moved_back(folder: Path) -> None:
    """The segment takes the journal's place: what the journal had is nowhere but in what a person kept."""
    (folder / "journal").rename(folder / "damaged-by-hand" / "journal")
    segments(folder)[0].rename(folder / "journal")


def copy_moved_back(folder: Path) -> None:
    """The same, with the segment left where it was."""
    (folder / "journal").rename(folder / "damaged-by-hand" / "journal")
    (folder / "journal").write_bytes(segments(folder)[0].read_bytes())


def segment_gone(folder: Path) -> None:
    segments(folder)[0].rename(folder / "damaged-by-hand" / "journal")


@pytest.mark.parametrize("checkpoint", [False, True], ids=["no checkpoint", "a checkpoint"])
@pytest.mark.parametrize("change", [oldest_moved_back, copy_moved_back, segment_gone], ids=lambda each: each.__name__)
def test_a_journal_that_does_not_fit_loses_nothing(folder: Path, change: Callable[[Path], None], *, checkpoint: bool):
    if checkpoint:
        with Ledger(folder, "ana") as ana:
            ana.checkpoint()
    (folder / "damaged-by-hand").mkdir()
    change(folder)
    before = (folder / "journal").read_bytes()
    fits = change is oldest_moved_back and not checkpoint  # it is whole: an older state, put back
    if not fits:
        assert not verify(str(folder)).clean
        with pytest.raises(ConcordError, match=r"can be written here|are missing"), Ledger(folder, "bo") as bo:
            bo.commit(add("never"))
        assert (folder / "journal").read_bytes() == before
    repair(str(folder))
    assert sorted(texts(folder)) == sorted(ALL)
    assert verify(str(folder)).clean, said(folder)
    with Ledger(folder, "bo") as bo:
        bo.commit(add("five"))
        entries = [entry.seq for entry in bo.entries()]
    assert entries == list(range(1, len(entries) + 1))
    assert sorted(texts(folder)) == sorted([*ALL, "five"])
    assert repair(str(folder)).nothing


def test_a_rotated_journal_goes_on_and_forgets_nothing(empty: Path):
    with Ledger(empty, "ana") as ana, Ledger(empty, "bo") as bo:
        for text in ("one", "two"):
            ana.commit(add(text))
        ana.rotate()
        ana.commit(add("three"))
        bo.commit(add("four"))
        bo.rotate()
        assert ana.catch_up() == 1
        ana.commit(add("five"))
        assert [entry.who for entry in bo.news()] == ["ana", "ana", "ana", "bo"]
        bo.catch_up()
        assert ana.numbers("note") == bo.numbers("note") == [1, 2, 3, 4, 5]
        assert [entry.seq for entry in bo.entries(after=1)] == [2, 3, 4, 5]
    assert len(texts(empty)) == 5
    with Ledger(empty, "eva") as ledger:
        ledger.checkpoint()
        ledger.rotate()
    assert len(texts(empty)) == 5
    assert verify(str(empty)).clean
    assert verify(str(empty)).entries == 5


def test_a_crash_between_the_two_names_of_a_rotation_is_harmless(empty: Path, monkeypatch: pytest.MonkeyPatch):
    def crash(old: str, new: str) -> None:
        raise OSError(5, "crash")

    with Ledger(empty, "ana") as ledger:
        ledger.commit(add("one"))
        with monkeypatch.context() as patched:
            patched.setattr(system, "rename", crash)
            with pytest.raises(OSError, match="crash"):
                ledger.rotate()
        ledger.commit(add("two"))
    assert len(texts(empty)) == 2
    with Ledger(empty, "ana") as ledger:
        ledger.rotate()
        ledger.commit(add("three"))
    assert len(texts(empty)) == 3
