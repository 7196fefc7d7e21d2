"""`concord backup DIR/` as cron runs it: a line, an exit code, what is kept; and what is left out on days off."""

import io
import os
import shutil
import sys
import zoneinfo
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from store import clock
from store.engine.ledger import Ledger
from store.interop import archive
from tests.tui.cli.conftest import Concord

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def place(acme: Path, tmp_path: Path) -> Path:
    (tmp_path / "backups").mkdir()
    return tmp_path / "backups"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, MONDAY)


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)


def names(place: Path) -> list[str]:
    return sorted(each.name for each in place.iterdir())


def test_one_line_for_the_mail_of_cron(place: Path, concord: Concord, monkeypatch: pytest.MonkeyPatch):
    for day in range(-9, 0):
        at(monkeypatch, MONDAY + timedelta(day))
        assert concord("backup", str(place), "--quiet")[:] == (0, "", "")
    at(monkeypatch, MONDAY)
    (place / "notes.txt").write_text("mine")
    dry = concord("backup", f"{place}/", "--tried", "--keep", "7d", "--dry-run")
    assert dry.out.splitlines()[0] == f"It would write {place}/acme-2026-11-23.concord"
    assert len(names(place)) == 10
    assert concord("backup", f"{place}/", "--keep", "7d", "--dry-run", "--json").objects[0]["dry_run"] is True
    ran = concord("backup", f"{place}/", "--tried", "--keep", "7d")
    assert (ran.code, ran.out, ran.err.count("\n")) == (0, "", 1)
    assert ran.err.startswith(
        f"4 changes are in {place}/acme-2026-11-23.concord; restored on trial: 5 records; 3 older"
    )
    assert "acme-2026-11-14.concord" in ran.err
    assert [line.split()[-1] for line in dry.out.splitlines()[1:]] == [
        str(place / f"acme-2026-11-{day}.concord") for day in (14, 15, 16)
    ]
    assert names(place) == [*(f"acme-2026-11-{day}.concord" for day in range(17, 24)), "notes.txt"]
    found = concord("backup", f"{place}/", "--tried", "--keep", "2d", "--json").objects[0]
    assert (found["entries"], found["records"], len(found["removed"])) == (4, 5, 5)
    assert concord("backup", f"{place}/", "--tried", "--keep", "2d", "--quiet")[:] == (0, "", "")
    said = concord("backup", f"{place}/", "--tried", "--lang", "zh").err
    assert "试恢复" in said


@pytest.mark.parametrize(
    ("words", "code"),
    [("DIR/ --keep 7x", 2), ("DIR/ --keep -1d", 2), ("DIR/ --keep", 2), ("FILE --keep 7d", 2), ("- --keep 7d", 2),
     ("FILE --dry-run", 2), ("DIR/ more", 2), ("DIR/missing/", 1), ("ACME/", 1), ("ACME/sessions/", 1)],
)  # fmt: skip
def test_what_is_refused_is_one_line_and_leaves_nothing(
    place: Path, acme: Path, concord: Concord, tmp_path: Path, words: str, code: int
):
    for old, new in (("DIR", place), ("ACME", acme), ("FILE", tmp_path / "file")):
        words = words.replace(old, str(new))
    ran = concord("backup", *words.split())
    assert (ran.code, ran.out, ran.err.count("\n")) == (code, "", 1)
    assert names(place) == []
    assert not (tmp_path / "file").exists()


@pytest.mark.parametrize(
    ("zone", "moment", "day"),
    [
        ("Asia/Shanghai", datetime(2026, 11, 22, 17, tzinfo=UTC), "2026-11-23"),
        ("America/New_York", datetime(2026, 11, 23, 3, tzinfo=UTC), "2026-11-22"),
        ("Europe/Berlin", datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "2026-10-25"),
        ("Europe/Berlin", datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "2026-10-25"),
        ("Europe/Berlin", datetime(2027, 3, 27, 23, 30, tzinfo=UTC), "2027-03-28"),
    ],
)
def test_the_day_is_that_of_the_workspace(
    place: Path, concord: Concord, monkeypatch: pytest.MonkeyPatch, zone: str, moment: datetime, day: str
):
    assert zoneinfo.ZoneInfo(zone)
    concord("edit", "WS-1", "--zone", zone)
    at(monkeypatch, moment)
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    assert concord("backup", f"{place}/").code == 0
    assert names(place) == [f"acme-{day}.concord"]


def test_a_damaged_workspace_removes_nothing(
    place: Path, acme: Path, concord: Concord, monkeypatch: pytest.MonkeyPatch
):
    concord("backup", f"{place}/")
    at(monkeypatch, MONDAY + timedelta(1))
    data = (acme / "journal").read_bytes()
    (acme / "journal").write_bytes(data.replace(b"Finance", b"fINANCE"))
    ran = concord("backup", f"{place}/", "--tried", "--keep", "1d", "--quiet")
    assert (ran.code, ran.out, ran.err.count("\n")) == (5, "", 1)
    assert names(place) == ["acme-2026-11-23.concord"]


def test_records_that_do_not_hold_are_said_and_nothing_is_removed(
    place: Path, acme: Path, concord: Concord, monkeypatch: pytest.MonkeyPatch
):
    """A true copy of what a script has spoiled is better than none, and not enough to throw others away."""
    concord("backup", f"{place}/")
    at(monkeypatch, MONDAY + timedelta(1))
    with Ledger(acme, "ana") as ledger:
        ledger.commit(lambda transaction: transaction.write("action", 1, {"id": "A-1", "title": "x", "goal": "G-9"}))
    ran = concord("backup", f"{place}/", "--tried", "--keep", "1d", "--quiet")
    assert (ran.code, ran.out, ran.err.count("\n")) == (5, "", 1)
    assert "A-1" in ran.err
    assert "acme-2026-11-24.concord" in ran.err
    assert names(place) == ["acme-2026-11-23.concord", "acme-2026-11-24.concord"]
    assert concord("backup", str(place / "x"), "--tried").code == 5
    assert (place / "x").exists()


def test_a_trial_that_fails_leaves_no_file(place: Path, concord: Concord, monkeypatch: pytest.MonkeyPatch):
    """There is no room where it would be restored."""

    def full(*_values: object, **_more: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(archive, "unpack", full)
    for target in (f"{place}/", str(place / "x"), "-"):
        ran = concord("backup", target, "--tried")
        assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
        assert "No space" in ran.err
    assert names(place) == []


def test_what_cannot_be_removed_is_said(place: Path, concord: Concord, monkeypatch: pytest.MonkeyPatch):
    concord("backup", f"{place}/")
    at(monkeypatch, MONDAY + timedelta(1))
    remove = os.unlink

    def fail(path: str, **more: int) -> None:
        if "11-23" in path:
            raise PermissionError(13, os.strerror(13), path)
        remove(path, **more)

    monkeypatch.setattr(os, "unlink", fail)
    ran = concord("backup", f"{place}/", "--keep", "1d", "--quiet")
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert "acme-2026-11-23.concord cannot be removed" in ran.err
    assert "acme-2026-11-24.concord" in ran.err, "what is saved all the same"


def test_standard_output_is_tried_before_a_byte_of_it_goes_out(
    acme: Path, tmp_path: Path, concord: Concord, monkeypatch: pytest.MonkeyPatch
):
    class Pipe(io.TextIOWrapper):
        pass

    out = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", Pipe(out))
    assert concord("backup", "-", "--tried").code == 0
    (tmp_path / "b.concord").write_bytes(out.getvalue())
    monkeypatch.undo()
    assert archive.restore(str(tmp_path / "b.concord"), str(tmp_path / "again")).entries == 4


def test_several_workspaces_share_a_folder(place: Path, acme: Path, concord: Concord, tmp_path: Path):
    concord("backup", f"{place}/")
    concord("init", str(tmp_path / "b" / "acme"), "--name", "Other")
    other = concord("backup", f"{place}/", "--keep", "1d", "--workspace", str(tmp_path / "b" / "acme"))
    assert (other.code, "no backup of this workspace" in other.err, "another folder" in other.err) == (1, True, True)
    shutil.move(tmp_path / "b" / "acme", tmp_path / "nord")
    assert concord("backup", f"{place}/", "--keep", "1d", "--workspace", str(tmp_path / "nord")).code == 0
    assert names(place) == ["acme-2026-11-23.concord", "nord-2026-11-23.concord"]


# Days off


@pytest.mark.usefixtures("acme")
@pytest.mark.parametrize(
    "words", [["digest"], ["digest", "FILE"], ["report", "FILE"], ["report", "--json"], ["insights"], ["waits"]]
)
def test_on_days_off_cron_has_nothing_to_say(
    concord: Concord, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: list[str]
):
    words = [str(tmp_path / "file") if word == "FILE" else word for word in words]
    concord("edit", "WS-1", "--days", "2026-11-24=Founder's day")
    for day in (5, 6, 1):
        at(monkeypatch, MONDAY + timedelta(day))
        assert concord(*words, "--workdays")[:] == (0, "", "")
        assert not (tmp_path / "file").exists()
    at(monkeypatch, MONDAY + timedelta(5))
    asked = concord(*words)
    assert asked.out + asked.err
    (tmp_path / "file").unlink(missing_ok=True)
    at(monkeypatch, MONDAY + timedelta(2))
    said = concord(*words, "--workdays")
    assert (said.code, bool(said.out + said.err)) == (0, True)
    at(monkeypatch, MONDAY + timedelta(5))
    assert concord(words[0], "too", "many", "--workdays").code == 2
