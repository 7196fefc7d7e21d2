"""A damaged workspace is put together again: what verifies is kept, what a checkpoint knows comes back."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from store.engine import checkup
from store.engine.journal import system
from store.engine.journal.entry import scan
from store.engine.ledger import Ledger
from store.engine.repair import repair
from store.engine.transaction import Transaction
from store.errors import Damaged, Failed

LONG = bool(os.environ.get("CONCORD_LONG"))
COUNT = 12
Documents = dict[int, dict[str, object]]


def put(n: int) -> Callable[[Transaction], None]:
    return lambda transaction: transaction.write("pears", n, {"n": n, "text": "x" * 20})


def change(n: int, value: int) -> Callable[[Transaction], None]:
    return lambda transaction: transaction.write("pears", n, {"n": value, "text": "x" * 20})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A journal of twelve pears and no checkpoint."""
    place = tmp_path / "w"
    Ledger.create(place, "Orchard")
    with Ledger(place, "ana") as ledger:
        for n in range(1, COUNT + 1):
            ledger.commit(put(n))
    return place


def stored(place: Path) -> Documents:
    with Ledger(place, "reader") as ledger:
        return {number: msgspec.json.decode(raw) for number, raw in ledger.items("pears")}


def lines(place: Path) -> list[tuple[int, int]]:
    """Where each entry's line begins and ends."""
    data = (place / "journal").read_bytes()
    at = data.index(b"\n") + 1
    found = []
    for whole in scan(data, at, int(data[:8], 16)):
        found.append((at, whole.end))
        at = whole.end
    return found


def flip(place: Path, offset: int, bit: int = 0) -> None:
    data = bytearray((place / "journal").read_bytes())
    data[offset] ^= 1 << bit
    (place / "journal").write_bytes(bytes(data))


def is_well(place: Path) -> None:
    """Verified in full, and written to."""
    assert checkup.verify(str(place)).clean
    with Ledger(place, "ana") as ledger:
        ledger.commit(put(99))
    assert 99 in stored(place)
    with Ledger(place, "ana") as ledger:
        assert [entry.seq for entry in ledger.entries()] == list(range(1, ledger.seq + 1))


def test_nothing_to_repair_changes_nothing(folder: Path):
    before = (folder / "journal").read_bytes()
    outcome = repair(str(folder))
    assert (outcome.entries, outcome.kept) == (COUNT, "")
    assert (folder / "journal").read_bytes() == before


@pytest.mark.parametrize("bit", range(8) if LONG else (0, 6))
def test_any_flipped_bit_costs_one_entry_at_the_most(folder: Path, tmp_path: Path, bit: int):
    begin, end = lines(folder)[5]
    for offset in range(begin, end, 1 if LONG else 5):
        place = tmp_path / "copy"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(folder, place)
        flip(place, offset, bit)
        outcome = repair(str(place))
        assert set(outcome.lost) <= {6}
        assert outcome.entries == COUNT - len(outcome.lost)
        assert stored(place).keys() >= set(range(1, COUNT + 1)) - {6}
        is_well(place)


def test_a_flip_is_named_with_what_it_concerns(folder: Path):
    begin, end = lines(folder)[5]
    flip(folder, end - 10)
    found = [str(finding.words) for finding in checkup.verify(str(folder)).findings]
    assert any("entry 6 does not verify" in words for words in found)
    assert "it changed pears 6" in found
    assert begin < end


def test_what_is_whole_behind_a_hole_is_counted_and_comes_back(folder: Path):
    """As a session of an earlier version left it that wrote on where an older copy had been put in place."""
    begin, end = lines(folder)[4][0], lines(folder)[8][1]
    data = bytearray((folder / "journal").read_bytes())
    data[begin:end] = bytes(end - begin)
    (folder / "journal").write_bytes(bytes(data))
    found = [str(finding.words) for finding in checkup.verify(str(folder)).findings]
    assert any("entry 5 does not verify" in words and "3 entries behind it look whole" in words for words in found)
    outcome = repair(str(folder))
    assert (outcome.entries, outcome.lost) == (COUNT - 5, [5, 6, 7, 8, 9])
    assert set(stored(folder)) == {1, 2, 3, 4, 10, 11, 12}
    is_well(folder)


def test_what_a_checkpoint_knows_comes_back(folder: Path):
    with Ledger(folder, "ana") as ledger:
        ledger.commit(change(3, 33))
        ledger.checkpoint()
        ledger.commit(change(4, 44))
    before = stored(folder)
    flip(folder, lines(folder)[COUNT][1] - 8)  # the change of 3
    outcome = repair(str(folder))
    assert (outcome.lost, outcome.back, outcome.gone) == ([COUNT + 1], [("pears", 3)], [])
    assert stored(folder) == before
    is_well(folder)


def test_what_nothing_knows_is_named(folder: Path):
    with Ledger(folder, "ana") as ledger:
        ledger.commit(change(3, 33))
        ledger.commit(change(4, 44))
    flip(folder, lines(folder)[COUNT][1] - 8)
    outcome = repair(str(folder))
    assert (outcome.lost, outcome.back, outcome.gone) == ([COUNT + 1], [], [("pears", 3)])
    assert stored(folder)[3]["n"] == 3
    assert stored(folder)[4]["n"] == 44


def test_two_lost_in_a_row_and_a_change_of_what_is_lost(folder: Path):
    with Ledger(folder, "ana") as ledger:
        ledger.commit(change(6, 66))
    spans = lines(folder)
    for span in spans[5:7]:
        flip(folder, span[0] + 40)
    outcome = repair(str(folder))
    assert outcome.lost == [6, 7]
    assert stored(folder).keys() == set(range(1, COUNT + 1)) - {6, 7}
    is_well(folder)


@pytest.mark.parametrize("damage", ["journal gone", "journal empty", "journal zeros"])
def test_a_lost_journal_is_made_from_the_checkpoint(folder: Path, damage: str):
    with Ledger(folder, "ana") as ledger:
        ledger.checkpoint()
    before, path = stored(folder), folder / "journal"
    size = path.stat().st_size
    path.unlink()
    if damage != "journal gone":
        path.write_bytes(b"" if damage == "journal empty" else bytes(size))
    outcome = repair(str(folder))
    assert (outcome.entries, len(outcome.back)) == (0, COUNT)
    assert stored(folder) == before
    is_well(folder)


def test_a_damaged_first_line_costs_nothing(folder: Path):
    flip(folder, 30)
    with pytest.raises(Damaged):
        Ledger(folder, "ana")
    outcome = repair(str(folder))
    assert outcome.entries == COUNT
    assert len(stored(folder)) == COUNT
    is_well(folder)


def test_segments_are_read_too(folder: Path):
    with Ledger(folder, "ana") as ledger:
        ledger.rotate()
        ledger.commit(put(50))
    before = stored(folder)
    (segment,) = (folder / "segments").iterdir()
    data = bytearray(segment.read_bytes())
    data[lines_of(data)[2][1] - 8] ^= 1
    segment.write_bytes(bytes(data))
    (folder / "checkpoint").unlink(missing_ok=True)
    outcome = repair(str(folder))
    assert outcome.lost == [3]
    assert stored(folder).keys() == before.keys() - {3}
    assert not list((folder / "segments").iterdir())
    is_well(folder)


def lines_of(data: bytearray) -> list[tuple[int, int]]:
    at, found = data.index(b"\n") + 1, []
    for whole in scan(bytes(data), at, int(bytes(data[:8]), 16)):
        found.append((at, whole.end))
        at = whole.end
    return found


def test_the_old_files_are_kept(folder: Path):
    flip(folder, lines(folder)[5][1] - 8)
    damaged = (folder / "journal").read_bytes()
    outcome = repair(str(folder))
    assert (Path(outcome.kept) / "journal").read_bytes() == damaged
    assert (os.stat(outcome.kept).st_mode & 0o7777) == 0o2770


def test_where_nothing_verifies_it_says_so(folder: Path):
    (folder / "journal").write_bytes(b"rubbish\n" * 20)
    with pytest.raises(Failed, match="Nothing in"):
        repair(str(folder))
    with pytest.raises(Failed):
        repair(str(folder / "nowhere"))


def test_an_interrupted_repair_is_taken_up_again(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with Ledger(folder, "ana") as ledger:
        ledger.checkpoint()
    flip(folder, lines(folder)[5][1] - 8)
    names = ("write", "fsync", "rename", "sync_folder")
    for stop in range(1, 20):
        place = tmp_path / "copy"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(folder, place)
        calls = [0]

        class Pulled(BaseException):
            pass

        def counted(real: Callable[..., object], calls: list[int] = calls, stop: int = stop):
            def call(*values: object) -> object:
                calls[0] += 1
                if calls[0] == stop:
                    raise Pulled
                return real(*values)

            return call

        with monkeypatch.context() as patched:
            for name in names:
                patched.setattr(system, name, counted(getattr(system, name)))
            try:
                repair(str(place))
            except Pulled:
                pass
            else:
                break
        repair(str(place))
        assert len(stored(place)) == COUNT
        is_well(place)
    assert stop > 5


def test_the_new_journal_s_name_is_on_the_disk_before_it_is_said_to_be_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch
):
    """The folder is synced behind the rename that puts it in place."""
    flip(folder, lines(folder)[5][1] - 8)
    calls: list[str] = []

    def noted(name: str, real: Callable[..., object]) -> Callable[..., object]:
        def call(*values: object) -> object:
            calls.append(name)
            return real(*values)

        return call

    for name in ("rename", "sync_folder"):
        monkeypatch.setattr(system, name, noted(name, getattr(system, name)))
    monkeypatch.setattr(Ledger, "checkpoint", lambda _self: None)
    repair(str(folder))
    assert calls[calls.index("rename") :] == ["rename", "sync_folder"]
