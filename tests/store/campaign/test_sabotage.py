"""Open sessions that act, while disks fail, processes are killed, and somebody changes the journal under them.

Nothing that was acknowledged is lost but by that hand, nothing is there twice; every session ends as a fresh replay
does, or has said why not; who was told "saved" of what is gone was told that it is. `CONCORD_LONG` makes it a minute.
"""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from store.engine.checkup import verify
from store.engine.ledger import Ledger
from store.engine.repair import repair
from store.errors import ConcordError
from tests.store.campaign.saboteur import Saboteur
from tests.store.campaign.session import digest
from tests.store.engine.notes import add, texts

ROOT = Path(__file__).parents[3]
LONG = bool(os.environ.get("CONCORD_LONG"))
PEOPLE, SECONDS = (6, float(os.environ.get("CONCORD_SECONDS", "60"))) if LONG else (3, 3.0)
SEEDS = 8 if LONG else 1


class Colleague:
    """A session's process, and what it was told."""

    def __init__(self, folder: Path, who: str, seed: int, log: Path) -> None:
        self.log = log
        with log.open("wb") as out:
            words = [sys.executable, "-m", "tests.store.campaign.session", str(folder), who, str(seed)]
            self.process = subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=out)
        self.killed = False

    def kill(self) -> None:
        self.killed = True
        self.process.kill()
        self.process.wait()

    @property
    def stopped(self) -> bool:
        return any(each["did"] == "stopped" for each in self.said()[-1:])

    def tell(self, word: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(word.encode() + b"\n")
        self.process.stdin.flush()

    def said(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log.read_bytes().split(b"\n")[:-1]]


def mend(folder: Path) -> None:
    """Repair what a fresh session calls damaged, as its sentence says; `check` has to name it too."""
    try:
        with Ledger(folder, "eva") as ledger:
            if ledger.read_only is None:
                return
            why = str(ledger.read_only)
    except ConcordError as refused:
        why = str(refused)
    try:
        named = bool(verify(str(folder)).findings)
    except ConcordError:
        named = True
    assert named, f"check does not name it: {why}"
    repair(str(folder), 30)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_sessions_over_failing_disks_kills_and_sabotage(tmp_path: Path, seed: int):
    folder, chance = tmp_path / "w", random.Random(seed)
    Ledger.create(folder, "Test")
    with Ledger(folder, "ana") as ana:
        for n in range(5):
            ana.commit(add(f"early {n}"))
    saboteur = Saboteur(folder, seed)
    everybody: list[Colleague] = []

    def join() -> Colleague:
        everybody.append(
            Colleague(folder, f"p{len(everybody)}", seed * 1000 + len(everybody), tmp_path / f"{len(everybody)}")
        )
        return everybody[-1]

    here = [join() for _ in range(PEOPLE)]
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        time.sleep(chance.uniform(0, 0.2))
        act = chance.choice(("copy", "copy", "strike", "kill"))
        if act == "kill":
            here.pop(chance.randrange(PEOPLE)).kill()
            here.append(join())
        elif act == "copy":
            saboteur.copy()
        else:
            saboteur.strike()
            time.sleep(chance.uniform(0, 0.1))
            mend(folder)
    mend(folder)
    time.sleep(0.3)
    for colleague in here:
        colleague.tell("stop")
    while any(colleague.process.poll() is None and not colleague.stopped for colleague in here):
        time.sleep(0.02)
    for colleague in here:
        colleague.tell("look")
    assert [colleague.process.wait(60) for colleague in here] == [0] * PEOPLE
    judge(folder, everybody, saboteur)


def judge(folder: Path, everybody: list[Colleague], saboteur: Saboteur) -> None:
    report = verify(str(folder))
    assert report.clean, [str(finding.words) for finding in report.findings]
    there = [text.rstrip("x") for text in texts(folder) if text.startswith("<")]
    assert len(there) == len(set(there)), "something is there twice"
    with Ledger(folder, "eva") as fresh:
        assert [entry.seq for entry in fresh.entries()] == list(range(1, fresh.seq + 1))
        wanted = digest(fresh)
        undone = set(undone_by_repairs(fresh))
    saved = 0
    for colleague in everybody:
        said = colleague.said()
        last = said[-1] if not colleague.killed else {}
        if last:
            assert last["did"] == "end"
            assert last["digest"] == wanted or last["why"], f"{colleague.log} ends otherwise than a fresh replay"
        for each in [each for each in said if each["did"] == "saved"]:
            saved += 1
            if each["text"] in there or each["text"] in undone:
                continue
            assert saboteur.may_lack(each["text"], each["begin"], each["end"]), f"lost: {each}"
            if each["opened"] == last.get("opened"):
                told = [put for put in said if put["did"] == "put back" and put["opened"] == each["opened"]]
                assert last["why"] or any(put["at"] > each["begin"] for put in told), (
                    f"gone, and nobody said so: {each}"
                )
    faults = sum(each["did"] == "fault" for colleague in everybody for each in colleague.said())
    print(
        f"{saved} saved, {len(saboteur.done)} changes in place, {faults} faults of the disk, {len(everybody)} sessions"
    )
    assert saved > 20
    assert saboteur.done


def undone_by_repairs(ledger: Ledger) -> Iterator[str]:
    """Where a checkpoint is ahead of a journal that was cut, a repair takes its word, also against a whole entry.

    It cannot know whether that came after the entry, or instead of it; what stood there stays in its own entry.
    """
    for entry in ledger.entries():
        for change in entry.changes if entry.what.get("verb") == "repair" else []:
            yield str((change.get("old") or change.get("was") or {}).get("text", "")).rstrip("x")
