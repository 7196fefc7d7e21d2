"""Each guard of the journal has a case that only it keeps from going wrong; `tests/store/mutation` takes them out."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from store.engine.checkup import verify
from store.engine.journal import checkpoint, lock, rotation, system
from store.engine.journal.entry import frame
from store.engine.journal.file import JournalFile
from store.engine.ledger import Ledger
from store.engine.transaction import Transaction
from store.errors import Damaged, Failed, ReadOnly
from tests.store.engine.notes import add, texts


class Killed(BaseException):
    """The process is gone: nothing of it runs any more."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Ledger.create(tmp_path / "w", "Test")
    return tmp_path / "w"


def first(patched: pytest.MonkeyPatch, place: Any, name: str, meanwhile: Callable[[], Any]) -> None:
    """Before that is called the next time, something else happens."""
    real = getattr(place, name)

    def call(*values: Any, **named: Any) -> Any:
        patched.setattr(place, name, real)
        meanwhile()
        return real(*values, **named)

    patched.setattr(place, name, call)


def fail(error: BaseException) -> Callable[[], None]:
    def raises() -> None:
        raise error

    return raises


# Whoever writes


def test_a_rotation_before_one_has_the_lock_is_followed(folder: Path, monkeypatch: pytest.MonkeyPatch):
    with Ledger(folder, "ana") as ana, Ledger(folder, "bo") as bo:
        bo.commit(add("one"))
        first(monkeypatch, lock, "acquire", bo.rotate)
        ana.commit(add("two"))
    assert texts(folder) == ["one", "two"]


def test_a_sync_that_failed_is_not_tried_again(folder: Path, monkeypatch: pytest.MonkeyPatch):
    """The kernel has forgotten what it could not write: a sync that works afterwards says nothing."""
    with Ledger(folder, "ana") as ana:
        first(monkeypatch, system, "sync_data", fail(OSError(5, "I/O error")))
        with pytest.raises(Failed, match="Nothing was saved"):
            ana.commit(add("one"))
        with pytest.raises(ReadOnly, match="start again"):
            ana.commit(add("two"))
    with Ledger(folder, "ana") as ana:
        ana.commit(add("three"))
    assert texts(folder) == ["three"]


def test_what_is_taken_back_is_synced(folder: Path, monkeypatch: pytest.MonkeyPatch):
    """Else it is there again when the power goes."""
    with Ledger(folder, "ana") as ana:
        first(monkeypatch, system, "sync_data", fail(OSError(5, "I/O error")))
        calls = recorded(monkeypatch)
        with pytest.raises(Failed):
            ana.commit(add("one"))
    assert calls == ["truncate", "fsync"]


def test_a_second_name_given_at_the_last_moment_is_seen(folder: Path, tmp_path: Path):
    snapshot = tmp_path / "snapshot"

    def command(transaction: Transaction) -> None:
        add("one")(transaction)
        os.link(folder / "journal", snapshot)

    before = (folder / "journal").read_bytes()
    with Ledger(folder, "ana") as ana, pytest.raises(ReadOnly, match="second name"):
        ana.commit(command)
    assert snapshot.read_bytes() == before


def test_another_workspace_that_goes_on_alike_is_not_written_to(folder: Path):
    """Its journal begins behind the same entry, as one does that was made from ours."""
    journal, other = folder / "journal", folder / "other"
    with Ledger(folder, "ana") as ana:
        ana.commit(add("one"))
        ana.rotate()
        header = msgspec.structs.replace(ana.header, workspace="0" * 16, name="Other")
        other.write_bytes(frame(msgspec.json.encode(header), 0)[0])
        other.rename(journal)
        before = journal.read_bytes()
        with pytest.raises(Damaged, match="another workspace"):
            ana.commit(add("two"))
    assert journal.read_bytes() == before


def test_nothing_is_written_before_an_entry_behind_a_hole(folder: Path):
    """The power went: of two entries that nobody was told of, the second is on the disk and the first is not."""
    journal = folder / "journal"
    with Ledger(folder, "ana") as ana:
        ana.commit(add("one"))
        begin = JournalFile(str(journal)).end()
        ana.commit(add("x" * 700))
        end = JournalFile(str(journal)).end()
        ana.commit(add("three"))
    data = bytearray(journal.read_bytes())
    data[begin:end] = bytes(end - begin)
    journal.write_bytes(data)
    with Ledger(folder, "ana") as ana:
        assert ana.damage is None
        ana.commit(add("y" * 700))
    assert texts(folder) == ["one", "y" * 700]
    assert verify(str(folder)).clean
    assert any(folder.glob("torn-*"))


# Whoever reads


@pytest.mark.parametrize("opens", [True, False], ids=["opening", "catching up"])
def test_a_tail_that_grows_while_others_write_is_not_damaged(
    folder: Path, monkeypatch: pytest.MonkeyPatch, opens: bool
):
    with Ledger(folder, "ana") as ana, Ledger(folder, "bo") as bo:
        bo.commit(add("one"))

        def meanwhile() -> None:
            bo.commit(add("two"))
            bo.commit(add("three"))

        first(monkeypatch, JournalFile, "tail", meanwhile)
        if opens:
            with Ledger(folder, "eva") as eva:
                assert (eva.damage, eva.count("note")) == (None, 3)
        else:
            ana.catch_up()
            assert (ana.damage, ana.count("note")) == (None, 3)


def test_entries_in_another_order_are_damaged(folder: Path):
    journal = folder / "journal"
    with Ledger(folder, "ana") as ana:
        for text in ("one", "two", "six"):
            ana.commit(add(text))
    lines = journal.read_bytes().rstrip(b"\0").splitlines(keepends=True)
    journal.write_bytes(b"".join([*lines[:2], lines[3], lines[2]]))
    with Ledger(folder, "ana") as ana:
        assert (ana.damage is None, ana.count("note")) == (False, 1)


def test_a_journal_that_does_not_fit_its_segments_is_only_read(folder: Path):
    journal, copy = folder / "journal", folder / "copy"
    with Ledger(folder, "ana") as ana:
        ana.commit(add("one"))
        copy.write_bytes(journal.read_bytes())
        ana.commit(add("two"))
        ana.rotate()
    copy.rename(journal)
    with Ledger(folder, "ana") as ana:
        assert "does not go on where its segments end" in str(ana.read_only)


# What is kept beside


def test_what_a_dead_writer_left_is_settled_before_it_is_kept(folder: Path, monkeypatch: pytest.MonkeyPatch):
    """The power goes after a checkpoint: what it has, the journal has."""
    journal = folder / "journal"
    durable = [b""]
    real = system.sync_data

    def sync(fd: int) -> None:
        real(fd)
        durable[0] = journal.read_bytes()

    with Ledger(folder, "ana") as ana, Ledger(folder, "bo") as bo:
        monkeypatch.setattr(system, "sync_data", sync)
        ana.commit(add("one"))
        first(monkeypatch, system, "sync_data", fail(Killed()))
        with pytest.raises(Killed):
            ana.commit(add("two"))
        bo.checkpoint()
    journal.write_bytes(durable[0])
    assert len(texts(folder)) == 2
    assert verify(str(folder)).clean


def test_a_checkpoint_that_reads_back_otherwise_is_not_taken(folder: Path, monkeypatch: pytest.MonkeyPatch):
    with Ledger(folder, "ana") as ana:
        ana.commit(add("one"))
        ana.checkpoint()
        before = (folder / "checkpoint").read_bytes()
        ana.commit(add("two"))
        real = system.write
        monkeypatch.setattr(system, "write", lambda fd, data: real(fd, data.replace(b"two", b"twa")))
        with pytest.raises(OSError, match="read back"):
            ana.checkpoint()
    assert (folder / "checkpoint").read_bytes() == before


def test_an_older_checkpoint_never_replaces_a_newer_one(folder: Path, monkeypatch: pytest.MonkeyPatch):
    with Ledger(folder, "ana") as ana, Ledger(folder, "bo") as bo:
        ana.commit(add("one"))

        def meanwhile() -> None:
            bo.commit(add("two"))
            bo.checkpoint()

        first(monkeypatch, system, "fsync", meanwhile)
        ana.checkpoint()
    kept = checkpoint.load(str(folder), None)
    assert kept is not None
    kept.file.close()
    assert kept.head.seq == 2


def test_a_journal_is_not_rotated_onto_a_name_that_is_taken(folder: Path):
    with Ledger(folder, "ana") as ana:
        ana.commit(add("one"))
        taken = Path(rotation.path(str(folder), 1))
        taken.parent.mkdir()
        taken.write_bytes(b"something else")
        with pytest.raises(Failed, match="is there already"):
            ana.rotate()
        ana.commit(add("two"))
        assert taken.read_bytes() == b"something else"
        assert [entry.seq for entry in ana.entries()] == [1, 2]


def recorded(patched: pytest.MonkeyPatch) -> list[str]:
    """The calls that bring something to the disk or give it a name, as they are made."""
    calls: list[str] = []

    def wrap(name: str, real: Callable[..., Any], says: Callable[..., str]) -> None:
        def call(*values: Any) -> Any:
            calls.append(says(*values))
            return real(*values)

        patched.setattr(system, name, call)

    wrap("fsync", system.fsync, lambda fd: "fsync")
    wrap("truncate", system.truncate, lambda fd, size: "truncate")
    wrap("rename", system.rename, lambda old, new: f"rename to {os.path.basename(new)}")
    wrap("sync_folder", system.sync_folder, lambda folder: f"sync {os.path.basename(folder)}")
    return calls


def test_what_gets_a_name_is_synced_before_and_its_folder_after(folder: Path, monkeypatch: pytest.MonkeyPatch):
    """Else there is a name without a file when the power goes, or a file without a name."""
    with Ledger(folder, "ana") as ana:
        ana.commit(add("one"))
        calls = recorded(monkeypatch)
        ana.checkpoint()
        assert calls == ["fsync", "rename to checkpoint", "sync w"]
        calls.clear()
        ana.rotate()
        assert calls == ["fsync", "sync segments", "rename to journal", "sync w"]
        with open(folder / "journal", "ab") as journal:
            journal.write(b"0123")
        calls.clear()
        ana.commit(add("two"))
        assert calls == ["fsync", "truncate", "fsync", "sync w"], "what is torn is set aside, then cut"
    calls.clear()
    Ledger.create(folder.parent / "new", "New")
    assert calls[-3:] == ["rename to new", "sync new", f"sync {folder.parent.name}"]
