"""Whoever cannot be told what a verb has done is told that it is done."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

ROOT = Path(__file__).parents[3]
Concord = Callable[..., Any]

pytestmark = pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no full device here")


def start(*words: str, out: int) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "tui", *words]
    return subprocess.run(command, cwd=ROOT, stdout=out, stderr=subprocess.PIPE, text=True, timeout=60, check=False)


@pytest.mark.parametrize("sort", ["full", "not writable"])
def test_an_output_that_fails_after_a_commit_says_what_is_saved(
    acme: Path, concord: Concord, tmp_path: Path, sort: str
):
    concord("add", "action", "Feed")
    out = os.open("/dev/full", os.O_WRONLY) if sort == "full" else os.open("/dev/null", os.O_RDONLY)
    lines = tmp_path / "lines.jsonl"
    lines.write_text("".join(f'{{"title": "Row {n}"}}\n' for n in range(30)))
    try:
        for words, ids in (
            (("add", "action", "x"), ["A-2"]),
            (("add", "action", "x", "--json"), ["A-3"]),
            (("done", "A-1", "--json"), ["A-1"]),
            (("undo", "--json"), ["A-1"]),
            (("add", "action", "--from-json", str(lines), "--json"), [f"A-{n}" for n in range(4, 34)]),
            (("backup", str(tmp_path / "b.concord"), "--json"), [str(tmp_path / "b.concord")]),
            (("init", str(tmp_path / "new"), "--json"), [str(tmp_path / "new")]),
        ):
            ran = start(*words, out=out)
            said = ran.stderr.splitlines()  # what it did stands before what went wrong
            assert (ran.returncode, len(said)) == (1, 1 if "--json" in words or words[0] != "add" else 2), ran.stderr
            assert f"cannot be written: {os.strerror(28 if sort == 'full' else 9)}. What was" in ran.stderr
            if "--json" in words:
                assert msgspec.json.decode(ran.stderr)["saved"] == ids
            else:
                assert ran.stderr.endswith(f" is saved: {', '.join(ids)}\n")
        assert "saved" not in start("list", "action", out=out).stderr
        assert "…" in start("add", "action", "--from-json", str(lines), out=out).stderr
    finally:
        os.close(out)
    assert len(concord("list", "action", "--json").objects) == 63


def test_a_failure_behind_a_commit_says_it_too(acme: Path, concord: Concord, monkeypatch: pytest.MonkeyPatch):
    def broken(*_: object) -> None:
        raise RuntimeError("not foreseen")

    monkeypatch.setattr("tui.cli.call.Call.records_out", broken)
    ran = concord("add", "action", "x")
    assert ran.code == 1
    assert ran.err.endswith("What was changed is saved: A-1\n")
    assert concord("list", "action").out.startswith("A-1")
    zh = concord("add", "action", "x", "--lang", "zh", "--json")
    assert zh.error["saved"] == ["A-2"]
    assert zh.error["message"].endswith("已保存：A-2")
