"""A writer's sync fails after others have read what it wrote: it is taken back, and nobody ends of it."""

from pathlib import Path

import pytest

from store.engine.checkup import verify
from store.engine.ledger import Ledger
from store.errors import ConcordError, Failed
from tests.store.engine.failing_disk import fails_once
from tests.store.engine.notes import add, texts


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Ledger.create(tmp_path / "w", "Test")
    return tmp_path / "w"


@pytest.mark.parametrize("size", [1, 200, 90_000], ids=["short", "of the same length", "longer than a step of growth"])
@pytest.mark.parametrize("polls", [0, 1, 2], ids=["acts at once", "looks first", "writes a checkpoint"])
def test_what_a_failed_sync_took_back_is_nobody_s_end(
    folder: Path, monkeypatch: pytest.MonkeyPatch, size: int, polls: int
):
    with Ledger(folder, "ana") as ana, Ledger(folder, "bo") as bo, Ledger(folder, "eva") as eva:
        ana.commit(add("one"))
        eva.catch_up()
        fails_once(monkeypatch, "sync_data", bo.catch_up)
        with pytest.raises(Failed, match="Nothing was saved"):
            ana.commit(add("x" * size))
        assert bo.count("note") == 2, "bo has read what was then taken back"
        if polls:
            assert bo.moved()
            bo.catch_up()
            assert (bo.count("note"), bo.epoch) == (1, 1)
            assert bo.put_back_to
        if polls == 2:
            bo.checkpoint()
        bo.commit(add("y" * size))
        assert bo.epoch == 1
        eva.commit(add("z"))
    assert texts(folder) == ["one", "y" * min(size, 1000), "z"]
    assert verify(str(folder)).clean


def test_a_checkpoint_never_holds_what_may_be_taken_back(folder: Path, monkeypatch: pytest.MonkeyPatch):
    """Asked for while the writer waits for the disk, it waits too."""
    with Ledger(folder, "ana") as ana, Ledger(folder, "bo", wait=0.1) as bo:
        ana.commit(add("one"))

        def meanwhile() -> None:
            bo.catch_up()
            with pytest.raises(ConcordError, match="has been writing"):
                bo.checkpoint()

        fails_once(monkeypatch, "sync_data", meanwhile)
        with pytest.raises(Failed):
            ana.commit(add("two"))
    assert texts(folder) == ["one"]
    assert verify(str(folder)).clean
