"""Backup, restore and repair from the command line."""

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
