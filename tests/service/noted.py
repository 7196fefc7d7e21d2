"""Concord, and a note of each file that it opens: `python -m tests.service.noted NOTES [WORDS…]`."""

import os
import sys

#: Events of the interpreter (its table of audit events) whose first argument is a place.
PLACES = {
    "open",
    "os.listdir",
    "os.scandir",
    "os.chdir",
    "os.mkdir",
    "os.remove",
    "os.rename",
    "os.symlink",
    "os.chmod",
}
_writing: list[bool] = []


def note(event: str, found: tuple[object, ...]) -> None:
    """A line for each; what a session had open is closed at its start, so the notes are opened anew each time."""
    if event in PLACES and isinstance(found[0], str | bytes) and not _writing:
        _writing.append(True)
        file = os.open(NOTES, os.O_WRONLY | os.O_APPEND)
        os.write(file, os.fsencode(found[0]) + b"\n")
        os.close(file)
        _writing.clear()


if __name__ == "__main__":
    NOTES = sys.argv.pop(1)
    sys.addaudithook(note)
    from tui.__main__ import start

    start()
