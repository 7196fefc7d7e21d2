"""What somebody has seen of a journal stays small, and what cannot be read of it is passed over."""

from pathlib import Path

import msgspec
import pytest

from store.engine.home.postgres import seen
from store.engine.home.postgres.database_position import DatabasePosition
from store.engine.home.postgres.seen import SeenEntries, entries_of
from store.engine.journal.entry import Entry


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SeenEntries:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    return SeenEntries("00ff")


def noted(seq: int, text: str = "") -> seen.Noted:
    entry = Entry(1, seq, f"op{seq}", "2026-11-23T10:00:00.000Z", "ana", {"verb": "write"}, [new(seq, text)])
    return msgspec.json.encode(entry), DatabasePosition(seq, seq * 7)


def new(number: int, text: str) -> dict[str, object]:
    return {"t": "note", "n": number, "new": {"text": text}}


def test_the_last_of_it_is_known(kept: SeenEntries, tmp_path: Path):
    kept.note([noted(1), noted(2)])
    kept.note([noted(3)])
    assert list(kept.last()) == [(1, 7), (2, 14), (3, 21)]
    assert [entry.op for entry in entries_of(kept.all().values())] == ["op1", "op2", "op3"]
    assert (tmp_path / "concord/00ff/seen").stat().st_mode & 0o777 == 0o600


def test_it_stays_small_and_keeps_the_newest(kept: SeenEntries, tmp_path: Path):
    for seq in range(1, 200):
        kept.note([noted(seq, "x" * 15_000)])
    assert (tmp_path / "concord/00ff/seen").stat().st_size <= seen.MOST + 30_000
    assert max(kept.last()) == (199, 199 * 7)
    assert list(tmp_path.glob("concord/00ff/*")) == [tmp_path / "concord/00ff/seen"]


def test_of_a_large_one_only_who_and_when(kept: SeenEntries):
    kept.note([noted(1, "x" * 100_000)])
    (entry,) = entries_of(kept.all().values())
    assert (entry.who, entry.changes) == ("ana", [])


def test_what_was_cut_or_spoiled_is_passed_over(kept: SeenEntries, tmp_path: Path):
    kept.note([noted(1), noted(2)])
    with (tmp_path / "concord/00ff/seen").open("ab") as file:
        file.write(b'\xff\n3 x {}\n\n4 28 {"seq"')
    assert list(kept.all()) == [(1, 7), (2, 14), (4, 28)]
    assert [entry.seq for entry in entries_of(kept.all().values())] == [1, 2]


def test_where_nothing_can_be_kept_nothing_is(kept: SeenEntries, tmp_path: Path):
    (tmp_path / "concord").write_text("a file")
    kept.note([noted(1)])
    assert (kept.last(), kept.mark, kept.begin_anew()) == ({}, 0, "")


def test_what_is_put_aside_is_kept_beside_what_was_before(kept: SeenEntries):
    for seq in (1, 2):
        kept.note([noted(seq)])
        aside = kept.begin_anew()
        assert aside.endswith(f"seen.gone-{seq}")
        assert f"op{seq}" in Path(aside).read_text()
    assert kept.last() == {}
