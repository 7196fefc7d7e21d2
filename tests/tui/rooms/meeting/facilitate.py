"""A facilitator's session in a process of its own: what the room's keys give as commands, until it is killed.

    python -m tests.tui.rooms.meeting.facilitate FOLDER

Prints a line for each command once it has returned: from then on the person has seen that it is saved.
"""

import sys

from store import commands
from store.commands import agenda
from store.commands import meeting_course as course
from store.kinds.decision import decide
from store.kinds.meeting import Meeting
from store.workspace import open_workspace


def main(folder: str) -> None:
    with open_workspace(folder, "ana") as ana:
        print("ready", flush=True)
        while (item := ana.records.one(Meeting, "M-1").current) is not None:
            n = int(item.partition("-")[2])
            ana.do(agenda.note, item, f"note {n}")
            print("note", item, flush=True)
            made = ana.do(commands.add, "action", {"title": f"action {n}", "source": item})
            print("made", made.id, flush=True)
            decided = ana.do(decide, f"question {n}", "yes", source=item)
            print("made", decided.id, flush=True)
            ana.do(course.next_item, "M-1", item)
            print("left", item, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
