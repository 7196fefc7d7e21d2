"""Backup, restore and repair from the command line."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Concord = Callable[..., Any]


def test_backup_and_restore(acme: Path, concord: Concord, tmp_path: Path):
    concord("add", "action", "Stock feed")
    file, place = str(tmp_path / "b.concord"), str(tmp_path / "again")
    assert concord("backup", file).code == 0
    assert concord("backup", file).code == 1
    assert concord("backup", file, "--force", "--json").objects[0]["entries"] > 0
    assert concord("restore", file, place, "--json").objects[0]["folder"] == place
    assert concord("list", "action", "--workspace", place).out == concord("list", "action").out
    assert concord("restore", file, str(acme)).code == 1
    Path(file).write_bytes(Path(file).read_bytes()[:-9])
    broken = concord("restore", file, str(tmp_path / "third"), "--json")
    assert (broken.code, broken.error["error"]) == (5, "damaged")


def spoil(acme: Path, text: bytes) -> None:
    data = (acme / "journal").read_bytes()
    assert text in data
    (acme / "journal").write_bytes(data.replace(text, text.swapcase(), 1))


def test_check_says_what_is_affected_and_repair_brings_back_the_rest(acme: Path, concord: Concord):
    concord("add", "action", "Stock feed")
    concord("add", "action", "Price list")
    (acme / "checkpoint").unlink(missing_ok=True)
    spoil(acme, b"Stock feed")
    damaged = concord("check")
    assert damaged.code == 5
    assert "it changed action 1" in damaged.out
    assert "--repair" in damaged.err
    asked = concord("check", "--repair")
    assert asked.code == 2
    assert "--yes" in asked.err
    repaired = concord("check", "--repair", "--yes", "--json").objects[0]
    assert (repaired["gone"], len(repaired["lost"])) == (["A-1"], 1)
    assert concord("check").code == 0
    assert "Price list" in concord("list", "action").out
    assert concord("add", "action", "Going on").out == "A-3\n"
    assert "nothing to repair" in concord("check", "--repair", "--yes").err


def test_a_damaged_first_line_points_to_the_repair(acme: Path, concord: Concord):
    concord("add", "action", "Stock feed")
    spoil(acme, b'"workspace"')
    for words in (("check",), ("list", "action")):
        refused = concord(*words)
        assert refused.code == 5
        assert "--repair" in refused.err
    assert concord("check", "--repair", "--yes").code == 0
    assert "Stock feed" in concord("list", "action").out


@pytest.mark.usefixtures("acme")
def test_a_number_is_never_given_twice_after_a_repair(acme: Path, concord: Concord):
    for n in range(3):
        concord("add", "action", f"Action {n}")
    concord("compact")
    (acme / "journal").unlink()
    assert concord("check", "--repair", "--yes").code == 0
    assert concord("add", "action", "Next").out == "A-4\n"


def test_repair_tells_all_that_it_did(acme: Path, concord: Concord, tmp_path: Path):
    """A second name, and what was acknowledged and then lost by an older copy, is never "nothing to repair"."""
    concord("add", "action", "Stock feed")
    older = (acme / "journal").read_bytes()
    concord("add", "action", "Price list")
    newer = (acme / "journal").read_bytes()
    (acme / "checkpoint").unlink(missing_ok=True)
    (acme / "journal").write_bytes(older)
    (acme / "damaged-by-hand").mkdir()
    (acme / "damaged-by-hand" / "journal").write_bytes(newer)
    os.link(acme / "journal", tmp_path / "snapshot")
    said = concord("check", "--repair", "--yes")
    assert (said.code, "nothing to repair" in said.err) == (0, False)
    assert "one name only" in said.err
    assert "set aside: A-2" in said.err
    assert "Price list" in concord("list", "action").out
    assert "nothing to repair" in concord("check", "--repair", "--yes").err
    done = concord("check", "--repair", "--yes", "--json").objects[0]
    assert (done["single"], done["found"], done["left"]) == (False, [], [])


def test_whoever_may_only_read_does_not_repair(acme: Path, concord: Concord, monkeypatch: pytest.MonkeyPatch):
    concord("add", "person", "Val", "--login", "val", "--role", "viewer")
    concord("add", "action", "Stock feed")
    owner = os.stat(acme).st_uid

    def as_(login: str, uid: int) -> Any:
        monkeypatch.setattr("store.engine.identity.os_user", lambda: login)
        monkeypatch.setattr(os, "geteuid", lambda: uid)
        return concord("check", "--repair", "--yes", "--json")

    for login in ("val", "nobody-here"):
        refused = as_(login, owner)
        assert (refused.code, refused.error["error"]) == (4, "forbidden")
        assert login in refused.error["message"]
    assert as_("ana", owner + 1).code == 0
    spoil(acme, b'"workspace"')
    refused = as_("val", owner + 1)
    assert (refused.code, refused.error["error"]) == (4, "forbidden")
    assert as_("val", owner).code == 0


def test_a_disk_without_room_for_a_checkpoint_takes_nothing_from_what_was_done(
    acme: Path, concord: Concord, monkeypatch: pytest.MonkeyPatch
):
    concord("add", "action", "Stock feed")
    concord("add", "action", "Price list")

    def full(*_values: Any) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("store.engine.journal.checkpoint.save", full)
    assert "No checkpoint was written: No space" in concord("compact").err
    monkeypatch.setattr("store.engine.home.folder.TAIL_BYTES", 10)  # due on leaving
    assert concord("add", "action", "Going on").code == 0
    spoil(acme, b"Stock feed")
    (acme / "checkpoint").unlink(missing_ok=True)
    repaired = concord("check", "--repair", "--yes")
    assert (repaired.code, "Lost" in repaired.err) == (0, True)
