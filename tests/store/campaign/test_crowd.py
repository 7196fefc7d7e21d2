"""Many at once, with commands of every sort: nothing is lost or there twice, everybody ends up with the same."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from store.engine.checkup import verify
from store.engine.ledger import Ledger
from store.kinds.workspace import found
from store.workspace import open_workspace
from tests.postgres_server import Server
from tests.store.campaign.colleague import digest

ROOT = Path(__file__).parents[3]
LONG = bool(os.environ.get("CONCORD_LONG"))
PEOPLE, SECONDS = (15, float(os.environ.get("CONCORD_SECONDS", "60"))) if LONG else (5, 3.0)


def colleague(folder: str, who: str, seed: int, seconds: float, pause: float = 0.0) -> subprocess.Popen[str]:
    words = ["-m", "tests.store.campaign.colleague", folder, who, str(seed), str(seconds), str(pause)]
    return subprocess.Popen(
        [sys.executable, *words], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def line(process: subprocess.Popen[str]) -> list[str]:
    assert process.stdout is not None
    return process.stdout.readline().split()[1:]


@pytest.fixture(params=["folder", "postgres", "plain"])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Where that person finds a new workspace."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    if request.param == "folder":
        Ledger.create(tmp_path / "w", "Crowd")
        return lambda _who: str(tmp_path / "w")
    server: Server = request.getfixturevalue("postgres")
    database = server.without_functions() if request.param == "plain" else "acme"
    return server.workspace("crowd", "Crowd", [f"p{n}" for n in range(PEOPLE)], database)


def test_a_crowd_loses_nothing_and_agrees_in_the_end(place: Callable[[str], str], tmp_path: Path):
    with open_workspace(place("p0"), "p0") as workspace:
        workspace.do(found, "Crowd", "UTC", "en", "p0", "P 0", "Everybody")
        workspace.do(_people)
        first = workspace.ledger.seq
    crowd = [colleague(place(f"p{n}"), f"p{n}", n, SECONDS) for n in range(PEOPLE)]
    own = [[int(seq) for seq in line(process)] for process in crowd]
    for process in crowd:
        line(process)
    for process in crowd:
        assert process.stdin is not None
        process.stdin.write("look\n")
        process.stdin.flush()
    seen = {line(process)[0] for process in crowd}
    assert [process.wait(30) for process in crowd] == [0] * PEOPLE

    acknowledged = sorted(seq for seqs in own for seq in seqs)
    assert len(acknowledged) > PEOPLE * 5
    assert acknowledged == list(range(first + 1, first + 1 + len(acknowledged)))
    with open_workspace(place("p0"), "p0") as fresh:
        assert seen == {digest(fresh)}
        entries = list(fresh.ledger.entries())
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    by = {entry.seq: entry.who for entry in entries}
    assert all(by[seq] == f"p{n}" for n, seqs in enumerate(own) for seq in seqs)
    made = [(change["t"], change["n"]) for entry in entries for change in entry.changes if _is_made(entry, change)]
    assert len(made) == len(set(made))
    for kept in (tmp_path / "w", tmp_path / "cache"):
        for checkpoint in kept.rglob("checkpoint"):
            checkpoint.unlink()
    with open_workspace(place("p0"), "p0") as replayed:
        assert seen == {digest(replayed)}
    if (tmp_path / "w").exists():
        assert verify(str(tmp_path / "w")).clean


def _people(changes: object) -> None:
    from store import commands
    from store.records import Changes

    assert isinstance(changes, Changes)
    for n in range(1, PEOPLE):
        commands.add(changes, "person", {"name": f"P {n}", "login": f"p{n}"})


def _is_made(entry: object, change: dict[str, object]) -> bool:
    """A new record, not one that an undo or a redo brings back."""
    what: dict[str, object] = getattr(entry, "what")  # noqa: B009
    return "new" in change and what.get("verb") not in ("undo", "redo")
