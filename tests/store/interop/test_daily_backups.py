"""A backup a day in a folder: its name, what it replaces, what it takes away, and what it leaves to others."""

import fcntl
import gzip
import os
import shutil
import stat
from datetime import date, timedelta
from pathlib import Path

import pytest

from store import commands
from store.engine.ledger import Ledger
from store.errors import Busy, ConcordError, Damaged, Failed
from store.interop import archive, archive_trial
from store.interop.daily_backups import DailyBackups, remove
from store.workspace import Workspace

TODAY = date(2026, 11, 23)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    place = tmp_path / "backups"
    place.mkdir()
    return place


def backups(workspace: Workspace, place: Path) -> DailyBackups:
    return DailyBackups(str(place), workspace.ledger.folder, workspace.ledger.header.workspace)


def write(workspace: Workspace, place: Path, day: date = TODAY) -> Path:
    found = backups(workspace, place)
    found.write(day, None, wait=0)
    return Path(found.path(day))


def names(place: Path) -> list[str]:
    return sorted(each.name for each in place.iterdir())


def test_its_name_is_that_of_the_folder_and_the_day(workspace: Workspace, place: Path):
    assert write(workspace, place).name == "workspace-2026-11-23.concord"
    assert names(place) == ["workspace-2026-11-23.concord"]
    assert stat.S_IMODE((place / "workspace-2026-11-23.concord").stat().st_mode) == 0o600
    assert [*backups(workspace, place).days()] == [TODAY]


@pytest.mark.parametrize(
    ("folder", "name"),
    [("a b/c%d", "c_d"), ("x/..hidden", "hidden"), ("x/--force", "force"), ("x/商务 部", "商务_部"),
     ("x/...", "workspace"), ("x/\udcff\x1b[31m", "___31m"), ("x/" + "n" * 255, "n" * 48),
     ("x/" + "商" * 80, "商" * 48)],
)  # fmt: skip
def test_a_folder_of_any_name_makes_a_name_that_is_safe(place: Path, folder: str, name: str):
    path = DailyBackups(str(place), os.path.join("/srv", folder), "id").path(TODAY)
    assert path == f"{place}/{name}-2026-11-23.concord"
    Path(path).touch()


def test_a_later_one_of_the_day_replaces_what_it_goes_on_from(workspace: Workspace, place: Path):
    path = write(workspace, place)
    before = path.read_bytes()
    workspace.do(commands.add, "action", {"title": "Later"})
    workspace.ledger.rotate()
    workspace.do(commands.add, "action", {"title": "Later still"})
    assert write(workspace, place) == path
    assert path.read_bytes() != before
    write(workspace, place)
    assert names(place) == [path.name]


def test_what_the_workspace_has_no_more_is_not_replaced(workspace: Workspace, place: Path, tmp_path: Path):
    """Somebody has put an older copy in its place since this morning."""
    shutil.copytree(workspace.ledger.folder, tmp_path / "older")
    workspace.do(commands.add, "action", {"title": "Only in the morning"})
    path = write(workspace, place)
    before = path.read_bytes()
    shutil.copy(tmp_path / "older" / "journal", Path(workspace.ledger.folder) / "journal")
    with pytest.raises(Failed, match="has no more"):
        write(workspace, place)
    assert (names(place), path.read_bytes()) == ([path.name], before)
    path.write_bytes(before[:-30])  # in what is damaged there is nothing to lose
    write(workspace, place)
    archive.restore(str(path), str(tmp_path / "again"))


def another(tmp_path: Path, place: Path) -> Path:
    """The backup of another workspace whose folder is called the same."""
    (tmp_path / "elsewhere").mkdir()
    Ledger.create(tmp_path / "elsewhere" / "workspace", "Another")
    with Ledger(tmp_path / "elsewhere" / "workspace", "ana") as ledger:
        found = DailyBackups(str(place), ledger.folder, ledger.header.workspace)
        found.write(TODAY, None, wait=0)
    return Path(found.path(TODAY))


def mine(_tmp_path: Path, place: Path) -> Path:
    (place / "workspace-2026-11-23.concord").write_text("mine")
    return place / "workspace-2026-11-23.concord"


def a_link(tmp_path: Path, place: Path) -> Path:
    (place / "workspace-2026-11-23.concord").symlink_to(tmp_path / "nowhere")
    return place / "workspace-2026-11-23.concord"


def a_folder(_tmp_path: Path, place: Path) -> Path:
    (place / "workspace-2026-11-23.concord").mkdir()
    return place / "workspace-2026-11-23.concord"


def as_it_is(path: Path) -> tuple[float, ...]:
    """All that is known of a file but when it was read last: looking into it is no change."""
    found = os.lstat(path)
    return (
        found.st_mode,
        found.st_ino,
        found.st_nlink,
        found.st_uid,
        found.st_size,
        found.st_mtime_ns,
        found.st_ctime_ns,
    )


@pytest.mark.parametrize("make", [another, mine, a_link, a_folder])
def test_what_it_has_not_made_it_neither_replaces_nor_removes(workspace: Workspace, place: Path, tmp_path: Path, make):
    path = make(tmp_path, place)
    before = as_it_is(path)
    with pytest.raises(Failed, match="no backup of this workspace"):
        write(workspace, place)
    write(workspace, place, TODAY + timedelta(1))
    assert backups(workspace, place).superfluous(TODAY + timedelta(1), {"d": 1}) == []
    assert as_it_is(path) == before
    assert [each for each in names(place) if each.startswith(".")] == []


def test_what_is_superfluous(workspace: Workspace, place: Path):
    for n in range(9):
        write(workspace, place, TODAY - timedelta(n))
    write(workspace, place, TODAY + timedelta(900))
    for name in (
        "workspace-2026-11-14.concord.txt",
        "workspace-2026-11-31.concord",
        "workspace-2026-1-1.concord",
        "other-2026-11-14.concord",
    ):
        (place / name).write_text("mine")
    shutil.copy(place / "workspace-2026-11-20.concord", place / "workspace.concord")
    kept = set(names(place))
    old = backups(workspace, place).superfluous(TODAY, {"d": 7})
    assert [os.path.basename(each) for each in old] == ["workspace-2026-11-15.concord", "workspace-2026-11-16.concord"]
    assert backups(workspace, place).superfluous(TODAY, {}) == []
    assert remove(old) == (old, None)
    assert set(names(place)) == kept - {"workspace-2026-11-15.concord", "workspace-2026-11-16.concord"}
    # A clock that was set back: what is to come counts for nothing, and the one of "today" stays.
    earlier = TODAY - timedelta(3)
    assert len(backups(workspace, place).superfluous(earlier, {"d": 2})) == 2
    assert backups(workspace, place).path(earlier) not in backups(workspace, place).superfluous(earlier, {"d": 1})


def test_one_that_does_not_verify_leaves_the_one_before(workspace: Workspace, place: Path):
    path = write(workspace, place)
    before = path.read_bytes()
    workspace.do(commands.add, "action", {"title": "More"})

    def refuse(_part: str, _followed: object) -> None:
        raise Damaged("no")

    with pytest.raises(Damaged):
        backups(workspace, place).write(TODAY, refuse, wait=0)
    assert (names(place), path.read_bytes()) == ([path.name], before)


@pytest.mark.parametrize(("call", "code"), [("fsync", 5), ("rename", 30)])
def test_a_disk_that_fails_leaves_nothing(
    workspace: Workspace, place: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int
):
    def fail(*_values: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(f"store.engine.journal.system.{call}", fail)
    with pytest.raises(Failed):
        write(workspace, place)
    assert names(place) == []


def test_what_a_disk_makes_of_it_is_read_again(workspace: Workspace, place: Path, monkeypatch: pytest.MonkeyPatch):
    """A part that is well-formed and lacks an entry."""
    workspace.do(commands.add, "action", {"title": "More"})
    whole = archive.packed

    def other(folder: str, followed):
        yield from whole(folder, followed)
        followed[0].entries += 1

    monkeypatch.setattr("store.interop.daily_backups.packed", other)
    with pytest.raises(Damaged, match="was written into it"):
        write(workspace, place)
    monkeypatch.setattr("store.interop.daily_backups.packed", lambda *given: (part[:-1] for part in whole(*given)))
    with pytest.raises(Damaged):
        write(workspace, place)
    assert names(place) == []


def test_two_at_once_and_one_that_was_killed(workspace: Workspace, place: Path):
    part = place / ".workspace.concord.part"
    part.write_bytes(b"left behind, and readable by all")
    part.chmod(0o644)
    with open(part, "rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(Busy):
            write(workspace, place)
        assert part.read_bytes().startswith(b"left")
    with open(part, "rb") as reader:
        path = write(workspace, place)
        assert reader.read() == b"left behind, and readable by all", "what is new is not written into it"
    assert names(place) == [path.name]
    assert gzip.decompress(path.read_bytes())


@pytest.mark.parametrize("sort", ["link", "pipe", "folder"])
def test_nothing_is_written_into_what_somebody_has_put_in_its_way(
    workspace: Workspace, place: Path, tmp_path: Path, sort: str
):
    part = place / ".workspace.concord.part"
    (tmp_path / "theirs").write_text("theirs")
    {"link": lambda: part.symlink_to(tmp_path / "theirs"), "pipe": lambda: os.mkfifo(part), "folder": part.mkdir}[
        sort
    ]()
    with pytest.raises(ConcordError):
        write(workspace, place)
    assert (tmp_path / "theirs").read_text() == "theirs"
    assert os.path.lexists(part)


def test_what_is_somebody_elses_is_not_written_into(workspace: Workspace, place: Path, monkeypatch: pytest.MonkeyPatch):
    (place / ".workspace.concord.part").touch()
    monkeypatch.setattr(os, "geteuid", lambda: 4_000_000)
    with pytest.raises(Failed, match="somebody else"):
        write(workspace, place)


@pytest.mark.parametrize("where", ["", "sessions", "../nowhere", "journal"])
def test_only_a_folder_outside_of_workspaces_will_do(workspace: Workspace, where: str):
    with pytest.raises(Failed):
        backups(workspace, Path(workspace.ledger.folder) / where)


def test_a_link_to_a_folder_will_do(workspace: Workspace, place: Path, tmp_path: Path):
    (tmp_path / "link").symlink_to(place)
    write(workspace, tmp_path / "link")
    assert names(place) == ["workspace-2026-11-23.concord"]
    (tmp_path / "inside").symlink_to(workspace.ledger.folder)
    with pytest.raises(Failed, match="inside the workspace"):
        backups(workspace, tmp_path / "inside")


# On trial


def test_a_trial_compares_what_comes_back_with_what_was_there(
    workspace: Workspace, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    trials = tmp_path / "trials"
    trials.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(trials))
    for n in range(5):
        workspace.do(commands.add, "action", {"title": f"Action {n}"})
    found: list[archive_trial.Tried] = []

    def look(part: str, followed) -> None:
        workspace.do(commands.add, "action", {"title": "Meanwhile"})
        workspace.do(lambda changes: changes.delete("A-2"))
        found.append(archive_trial.try_out(part, workspace.ledger, followed))

    killed = trials / f"concord-trial-{os.geteuid()}-killed"
    killed.mkdir()
    backups(workspace, place).write(TODAY, look, wait=0)
    assert found == [(5, [])]
    assert [*trials.iterdir()] == []

    def too_few(part: str, followed) -> None:
        with Ledger(workspace.ledger.folder, "ana") as ledger:
            monkeypatch.setattr(ledger, "count", lambda _table: 1)
            archive_trial.try_out(part, ledger, followed)

    with pytest.raises(Damaged, match="does not bring back"):
        backups(workspace, place).write(TODAY + timedelta(1), too_few, wait=0)
    assert names(place) == ["workspace-2026-11-23.concord"]
    assert [*trials.iterdir()] == []
