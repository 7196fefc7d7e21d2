"""The room of a meeting with 40 items in a workspace of 10,000 records: opening it, moving, noting, going on.

    python tests/bench/bench_meeting.py [--records 10000] [--items 40] [--runs 10]

Measured on a pseudo-terminal, from the key to the last byte; and in the process, what the room itself takes of it.
Prints tables.
"""

import argparse
import asyncio
import os
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from store import clock, commands  # noqa: E402
from store.commands import agenda  # noqa: E402
from store.commands import meeting_course as course  # noqa: E402
from store.demo import large  # noqa: E402
from store.records import Changes  # noqa: E402
from store.workspace import open_workspace  # noqa: E402
from tests.bench.bench_screen import press, row, start  # noqa: E402
from tui.app import ConcordApp  # noqa: E402
from tui.config import Options  # noqa: E402
from tui.desk.desk import Desk  # noqa: E402
from tui.rooms.meeting.room import MeetingRoom  # noqa: E402


def held(changes: Changes, items: int) -> str:
    """A meeting that runs, with so many items, each with notes and an action; its id."""
    changes.transaction.exempt = "demo"
    departments = tuple(f"DP-{n}" for n in range(1, 6))
    values = {"title": "Coordination", "on": changes.today, "departments": departments, "length": 45, "goal": "G-1"}
    meeting = commands.add(changes, "meeting", values).id
    for n in range(items):
        values = {"title": f"What becomes of number {n}?", "meeting": meeting, "minutes": 5, "goal": f"G-{n + 1}"}
        item = commands.add(changes, "agenda-item", values).id
        for line in range(3):
            agenda.note(changes, item, f"Line {line} of what was said")
        commands.add(changes, "action", {"title": f"Do {n}", "source": item, "owner": "PN-1", "due": changes.today})
    course.begin(changes, meeting)
    changes.say("furnish")
    return meeting


async def in_process(folder: str, meeting: str, runs: int) -> None:
    """What opening the room and moving in it take without a terminal."""
    desk = Desk(open_workspace(folder, os.environ.get("USER", "root")), Options())
    async with ConcordApp(desk).run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        host: Any = pilot.app.screen_stack[0]
        opened, moved = [], []
        for _ in range(runs):
            begin = perf_counter()
            room = MeetingRoom(host, meeting)
            await pilot.app.push_screen(room)
            room.page(120, 36)
            opened.append((perf_counter() - begin) * 1e3)
            for _ in range(10):
                begin = perf_counter()
                room._moved("j")
                room.page(120, 36)
                moved.append((perf_counter() - begin) * 1e3)
            room.dismiss(None)
            await pilot.pause()
        for name, times in (("room read and drawn", opened), ("moved and drawn", moved)):
            times.sort()
            print(f"| {name} | {times[len(times) // 2]:.1f} | {times[-1]:.1f} |")
    desk.close()


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--records", type=int, default=10_000)
    words.add_argument("--items", type=int, default=40)
    words.add_argument("--runs", type=int, default=10)
    chosen = words.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["XDG_STATE_HOME"] = os.environ["XDG_CONFIG_HOME"] = scratch
        folder = Path(scratch) / "workspace"
        large.build(str(folder), chosen.records, "en", clock.today("UTC"))
        with open_workspace(str(folder), os.environ.get("USER", "root")) as workspace:
            meeting = workspace.do(held, chosen.items)
        print("| in the process | ms | most |\n|---|--:|--:|")
        asyncio.run(in_process(str(folder), meeting, chosen.runs))
        terminal, _first = start([sys.executable, "-m", "tui", "--workspace", str(folder)], "Departments")
        terminal.settle(1.0)
        print("\n| key | bytes | most | ms | most |\n|---|--:|--:|--:|--:|")
        row("M: the room, the first time", [press(terminal, "M", 0.2)])
        row("move", [press(terminal, key, 0.1) for _ in range(chosen.runs) for key in "jjk"])
        row("next item", [press(terminal, ">", 0.2) for _ in range(chosen.runs)])
        press(terminal, "i", 0.2)
        row("a letter of a note", [press(terminal, "x", 0.1) for _ in range(chosen.runs)])
        row("the note is kept", [press(terminal, "\r", 0.2)])
        press(terminal, "\x1b", 0.4)
        press(terminal, "q", 0.4)
        row("M again: the room", [press(terminal, "M", 0.2)])
        terminal.close()


if __name__ == "__main__":
    main()
