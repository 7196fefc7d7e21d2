"""Backups of a workspace in a database: the file that its folder would give, and back into either."""

import gzip
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

pytest.importorskip("psycopg", reason="psycopg is not installed")

from store import commands
from store.engine import checkup, journal_move
from store.engine.home.postgres import restored
from store.engine.ledger import Ledger
from store.errors import Damaged, Failed
from store.interop import archive, archive_trial
from store.interop.daily_backups import DailyBackups
from store.interop.restoring import restore_at
from store.kinds.action import Action
from store.kinds.workspace import found
from store.workspace import open_workspace, upkeep
from tests.postgres_server import Server

WRITER = """
import sys
from store import commands
from store.workspace import open_workspace

with open_workspace(sys.argv[1], "ana") as workspace:
    for n in range(200):
        workspace.do(commands.add, "action", {"title": f"Action {n}"})
        if n == 20:
            print("going", flush=True)
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A workspace of Ana's with three actions, in a folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = str(tmp_path / "w")
    Ledger.create(folder, "Nordwind")
    with open_workspace(folder, "ana") as workspace:
        workspace.do(found, "Nordwind", "UTC", "en", "ana", "Ana Lund", "Marketing")
        for n in range(3):
            workspace.do(commands.add, "action", {"title": f"Action {n}"})
    return folder


def titles(place: str) -> list[str]:
    with open_workspace(place, "ana") as workspace:
        return [action.title for action in workspace.records.all(Action)]


def test_it_is_the_file_that_its_folder_would_give(folder: str, postgres: Server, tmp_path: Path):
    archive.backup(folder, tmp_path / "before")
    address = postgres.empty()
    journal_move.move(folder, address, 1)
    assert archive.backup(address, tmp_path / "after") == 4
    before, after = (gzip.decompress((tmp_path / name).read_bytes()) for name in ("before", "after"))
    assert before == after


def test_it_comes_back_into_a_folder_and_into_a_database(folder: str, postgres: Server, tmp_path: Path):
    source, target = postgres.empty(), postgres.empty()
    journal_move.move(folder, source, 1)
    archive.backup(source, tmp_path / "b")
    assert archive.restore(str(tmp_path / "b"), str(tmp_path / "again")).clean
    report, outside = restore_at(str(tmp_path / "b"), target)
    assert (report.entries, outside) == (4, ["ana"])
    assert titles(target) == titles(str(tmp_path / "again")) == ["Action 0", "Action 1", "Action 2"]
    assert upkeep.verify(target).findings == []
    with pytest.raises(Failed, match="already"):
        restore_at(str(tmp_path / "b"), target)


def test_what_does_not_come_into_the_database_whole_is_not_there(
    folder: str, postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    archive.backup(folder, tmp_path / "b")
    address = postgres.empty()
    with monkeypatch.context() as patch:
        patch.setattr(restored, "deque", lambda *_args, **_values: [(1, 2)])
        with pytest.raises(Damaged):
            restore_at(str(tmp_path / "b"), address)
    with pytest.raises(Failed, match="no workspace"):
        titles(address)
    restore_at(str(tmp_path / "b"), address)
    assert len(titles(address)) == 3


def test_a_backup_while_others_write_is_a_moment_that_was(folder: str, postgres: Server, tmp_path: Path):
    archive.backup(folder, tmp_path / "b")
    place = postgres.empty()
    restore_at(str(tmp_path / "b"), place)
    from store.engine.home.postgres.address import address_of
    from store.engine.home.postgres.new_schema import let_in

    let_in(address_of(place), "postgres", "ana")
    writer = subprocess.Popen([sys.executable, "-c", WRITER, place], stdout=subprocess.PIPE)
    assert writer.stdout is not None
    writer.stdout.readline()
    counts = [archive.backup(place, tmp_path / f"{n}.concord") for n in range(4)]
    assert writer.wait() == 0
    assert counts == sorted(counts)
    for n, count in enumerate(counts):
        archive.restore(str(tmp_path / f"{n}.concord"), str(tmp_path / f"r{n}"))
        report = checkup.verify(str(tmp_path / f"r{n}"))
        assert (report.clean, report.entries) == (True, count)


def test_a_backup_a_day_goes_on_with_the_same_files_where_it_was_moved(folder: str, postgres: Server, tmp_path: Path):
    address = postgres.empty()
    name = address.rpartition("=")[2]
    place = tmp_path / "backups"
    place.mkdir()
    named = Path(folder).rename(tmp_path / name)
    with open_workspace(str(named), "ana") as workspace:
        before = DailyBackups(str(place), str(named), workspace.ledger.header.workspace)
        before.write(date(2026, 11, 23), None, wait=0)
    journal_move.move(str(named), address, 1)
    with open_workspace(address, "ana") as workspace:
        after = DailyBackups(str(place), workspace.ledger.folder, workspace.ledger.header.workspace)
        assert list(after.days()) == [date(2026, 11, 23)]
        ledger = workspace.ledger

        def check(path: str, followed: list[archive.Follower]) -> None:
            assert archive_trial.try_out(path, ledger, followed).faults == []

        assert after.write(date(2026, 11, 23), check, wait=0) == 4
