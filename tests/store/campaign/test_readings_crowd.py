"""Several processes at one day of a metric and at one update: no reading, correction or word is lost or there twice."""

import json
import random
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from store import clock
from store.commands import add
from store.commands.readings import add_reading
from store.engine.checkup import verify
from store.engine.ledger import Ledger
from store.insight import metrics
from store.insight.overview import Overview
from store.kinds.update import Update
from store.kinds.workspace import found
from store.records import Records
from store.workspace import open_workspace

ROOT = Path(__file__).parents[3]
SESSIONS, EACH = 4, 12
ALWAYS = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
#: What one session does, until it is killed; what it was told is done it says.
SESSION = """
import json, sys
from datetime import timedelta
from store import clock
from store.commands.readings import add_reading, correct_reading
from store.kinds.update import answer, ask, understood
from store.workspace import open_workspace

folder, n, each = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
first = clock.moment(sys.argv[4])
print("ready", flush=True)
with open_workspace(folder, "root") as workspace:
    sys.stdin.readline()
    for turn in range(each):
        value = n * each + turn + 1
        made = workspace.do(add_reading, "N-1", value)
        print(json.dumps(["entered", made.at.isoformat(), value]), flush=True)
        workspace.do(correct_reading, "N-1", first, value, f"turn {value}")
        print(json.dumps(["corrected", value]), flush=True)
        workspace.do(ask, "U-1", f"DP-{n + 2}", f"question {turn}")
        workspace.do(answer, "U-1", f"DP-{n + 2}", f"answer {turn}")
        workspace.do(understood, "U-1", f"DP-{n + 2}")
        print(json.dumps(["understood", f"DP-{n + 2}", turn]), flush=True)
"""


def _begun(folder: Path) -> str:
    """With a metric that has a reading, and an update for as many departments as there are sessions."""
    Ledger.create(folder, "Crowd")
    with open_workspace(str(folder), "root") as root:
        root.do(found, "Crowd", "UTC", "en", "root", "Root", "Everybody")
        for n in range(SESSIONS):
            root.do(add, "department", {"name": f"Department {n}"})
        root.do(add, "metric", {"title": "Stock", "department": "DP-1"})
        theirs = [f"DP-{n + 2}" for n in range(SESSIONS)]
        root.do(add, "update", {"title": "Late", "department": "DP-1", "departments": theirs})
        return clock.stamp(root.do(add_reading, "N-1", 0).at)


def _together(folder: Path, first: str, each: int, kill: float | None) -> list[list[object]]:
    """What sessions that begin at the same time were told is done, and one that is killed after so long, too."""
    words = [sys.executable, "-c", SESSION, str(folder)]
    running = [
        subprocess.Popen(
            [*words, str(n), str(each), first], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for n in range(SESSIONS)
    ]
    for process in running:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in running:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    if kill is not None:
        time.sleep(kill)
        running[0].kill()
    told: list[list[object]] = []
    for at, process in enumerate(running):
        out, _err = process.communicate(timeout=100)
        assert process.returncode == 0 or (at == 0 and kill is not None)
        told += [json.loads(line) for line in out.split("\n")[:-1]]
    return told


@pytest.mark.parametrize("killed", [False, True])
def test_nothing_is_lost_and_nothing_is_there_twice(tmp_path: Path, killed: bool):
    folder = tmp_path / "w"
    first = _begun(folder)
    told = _together(folder, first, EACH, random.Random(7).uniform(0.3, 0.6) if killed else None)
    entered = {(str(each[1]), each[2]) for each in told if each[0] == "entered"}
    corrected = {each[1] for each in told if each[0] == "corrected"}
    with Ledger(folder) as ledger:
        days = metrics.between(Overview(ledger, clock.today("UTC")), "N-1", *ALWAYS)
        begun, *stand = days
        assert len(entered) >= (SESSIONS - killed) * EACH
        assert {(each.at.isoformat(), each.value) for each in stand} >= entered
        values = [each.value for each in stand]
        assert len(values) == len({*values}), "none is there twice"
        assert len(values) <= len(entered) + killed
        history = [begun.corrected[0].value, *(float(each.why.split()[1]) for each in begun.corrected)]
        assert [each.value for each in begun.corrected] == history[:-1]
        assert begun.value == history[-1]
        assert {*history[1:]} >= corrected
        assert len(history) == len({*history})
        update = Records(ledger).one(Update, "U-1")
        last = {f"DP-{n + 2}": f"answer {EACH - 1}" for n in range(killed, SESSIONS)}
        found = {id: each.answer for id, each in update.acknowledged.items() if each.state == "understood"}
        assert found.items() >= last.items()
        assert ledger.count("reading-day") <= 2
    assert verify(str(folder)).clean
