"""A colleague in a process of their own: mixed commands for a while, each acknowledged on standard output.

``python -m tests.store.campaign.colleague FOLDER WHO SEED SECONDS PAUSE``; the last line is a checksum of the documents
as this process sees them at the end, once told to look.
"""

import random
import sys
import time
from hashlib import sha256
from typing import Any

from store import commands
from store.commands import undo
from store.engine.journal import lock
from store.errors import ConcordError
from store.workspace import Workspace, open_workspace


def digest(workspace: Workspace) -> str:
    """All documents as one checksum."""
    total = sha256()
    for table in sorted(workspace.ledger.tables()):
        for number, raw in sorted(workspace.ledger.items(table)):
            total.update(f"{table} {number} ".encode() + bytes(raw))
    return total.hexdigest()


def timed() -> list[float]:
    """How long each commit from now on waits for the lock, in seconds."""
    waits: list[float] = []
    acquire = lock.acquire

    def wait(fd: int, most: float, *, shared: bool = False) -> None:
        begin = time.perf_counter()
        acquire(fd, most, shared=shared)
        if not shared:
            waits.append(time.perf_counter() - begin)

    lock.acquire = wait
    return waits


def act(workspace: Workspace, chance: random.Random) -> Any:
    """One command, of those that people give most."""
    numbers = workspace.ledger.numbers("action")
    id = f"A-{chance.choice(numbers)}" if numbers else ""
    kind = chance.choice(("add", "add", "edit", "edit", "done", "comment", "many", "undo"))
    if kind == "add" or not numbers:
        return workspace.do(commands.add, "action", {"title": f"By {workspace.who}"})
    if kind == "edit":
        return workspace.do(commands.edit, id, {"note": f"{workspace.who} {chance.random()}"})
    if kind == "done":
        return workspace.do(commands.done, id)
    if kind == "comment":
        return workspace.do(commands.comment, id, "well")
    if kind == "many":
        ids = [f"A-{number}" for number in chance.sample(numbers, min(4, len(numbers)))]
        return workspace.do(commands.edit_many, ids, {"priority": chance.choice(("high", "low", "normal"))})
    entry = undo.latest(workspace.ledger, own=workspace.ledger.own)
    return undo.take_back(workspace, entry, partly=True) if entry is not None else None


def main(folder: str, who: str, seed: str, seconds: str, pause: str) -> None:
    """Work until the time is over, then wait for a line and say what the documents are."""
    chance, waits = random.Random(int(seed)), timed()
    with open_workspace(folder, who, wait=60) as workspace:
        end = time.monotonic() + float(seconds)
        while time.monotonic() < end:
            try:
                act(workspace, chance)
            except ConcordError as refused:
                if refused.code not in ("refused", "overtaken", "still-referenced", "invalid", "not-found"):
                    raise
            if float(pause):
                time.sleep(chance.uniform(0, 2 * float(pause)))
        own = workspace.ledger.own
        print("own", *own, flush=True)
        print("waits", *(f"{wait:.5f}" for wait in waits), flush=True)
        sys.stdin.readline()
        workspace.ledger.catch_up()
        print("digest", digest(workspace), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
