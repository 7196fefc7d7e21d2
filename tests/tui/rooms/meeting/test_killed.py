"""The facilitator's session is killed at any point: another one goes on, and nothing that was acknowledged is lost."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from store import commands
from store.commands import meeting_course as course
from store.engine.ledger import Ledger
from store.kinds.agenda_item import agenda
from store.kinds.meeting import Meeting
from store.records import Changes
from store.workspace import open_workspace

ROOT = Path(__file__).parents[4]
#: How often it is killed, and how many items there are.
TIMES, ITEMS = (30, 120) if os.environ.get("CONCORD_LONG") else (2, 20)


def found(changes: Changes) -> None:
    """A meeting that runs, with many items; ana leads it, bo takes notes."""
    changes.transaction.exempt = "demo"
    for name in ("ana", "bo"):
        commands.add(changes, "person", {"name": name.title(), "login": name, "role": "member"})
    commands.add(
        changes, "meeting", {"title": "Long", "on": changes.today, "facilitator": "PN-1", "note_taker": "PN-2"}
    )
    commands.add_many(changes, "agenda-item", [{"title": f"Item {n}", "meeting": "M-1"} for n in range(ITEMS)])
    course.begin(changes, "M-1")
    changes.say("furnish")


def killed(folder: Path, dice: random.Random) -> list[list[str]]:
    """What a session acknowledged before it was killed, somewhere behind its first few commands."""
    command = [sys.executable, "-m", "tests.tui.rooms.meeting.facilitate", str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as session:
        assert session.stdout is not None
        said = [session.stdout.readline() for _ in range(dice.randrange(1, 8))]
        time.sleep(dice.random() * 0.02)
        session.send_signal(signal.SIGKILL)
        said += session.stdout.read().splitlines(keepends=True)
    return [line.split() for line in said if line.endswith("\n")]


def test_another_session_goes_on_with_all_that_was_acknowledged(tmp_path: Path):
    dice = random.Random(time.time_ns() if os.environ.get("CONCORD_LONG") else 18)
    Ledger.create(tmp_path / "w", "Nordwind Retail")
    with open_workspace(str(tmp_path / "w"), "ana") as ana:
        ana.do(found)
    acknowledged: list[list[str]] = []
    for _ in range(TIMES):
        acknowledged += killed(tmp_path / "w", dice)
        with open_workspace(str(tmp_path / "w"), "bo") as bo:
            bo.do(course.lead, "M-1")
            meeting = bo.records.one(Meeting, "M-1")
            assert (meeting.state, meeting.facilitator) == ("running", "PN-2")
            for what, *id in acknowledged:
                _kept(bo.records, what, *id)
            if meeting.current:
                bo.do(course.next_item, "M-1", meeting.current)
            bo.do(course.lead, "M-1", "PN-1")
    assert len(acknowledged) > TIMES
    with open_workspace(str(tmp_path / "w"), "bo") as bo:
        left = [each for each in agenda(bo.records, "M-1") if each.state == "queued"]
        assert 0 < len(left) < ITEMS


def _kept(records: Any, what: str, *ids: str) -> None:
    for id in ids:
        record = records.get(id)
        if what == "note":
            assert [each.text for each in record.notes if each.text == f"note {id.partition('-')[2]}"]
        elif what == "left":
            assert record.state == "discussed"
