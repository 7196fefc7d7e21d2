"""An open session in a process of its own: it polls, looks back, acts, keeps; its disk fails at times.

``python -m tests.store.campaign.session FOLDER WHO SEED``. A line of JSON for everything that it is told. On a line of
standard input it stops acting, on a second one it looks a last time, says what it sees and ends.
"""

import json
import os
import random
import select
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

from store.engine.journal import system
from store.engine.ledger import Ledger
from store.errors import ConcordError
from tests.store.engine.notes import add


def digest(ledger: Ledger) -> str:
    """The notes as one checksum."""
    return sha256(b"".join(b"%d %s" % (number, bytes(raw)) for number, raw in ledger.items("note"))).hexdigest()


def say(**values: Any) -> None:
    """Whole lines only: it may be killed at any moment."""
    os.write(1, json.dumps(values).encode() + b"\n")


@contextmanager
def failing_disk(chance: random.Random) -> Iterator[None]:
    """The next sync fails, after a while in which others read; now and then taking back fails as well."""
    real = system.sync_data, system.truncate

    def sync_data(_fd: int) -> None:
        time.sleep(chance.uniform(0, 0.03))
        raise OSError(5, os.strerror(5))

    def truncate(fd: int, size: int) -> None:
        if chance.random() < 0.2:
            raise OSError(5, os.strerror(5))
        real[1](fd, size)

    system.sync_data, system.truncate = sync_data, truncate
    try:
        yield
    finally:
        system.sync_data, system.truncate = real


class Session:
    """One ledger after the other in the name of ``who``: after a fault of the disk one leaves and starts again."""

    def __init__(self, folder: str, who: str, seed: int) -> None:
        self.folder, self.who, self.chance = folder, who, random.Random(seed)
        self.count, self.epoch, self.opened = 0, 0, 0
        self.ledger = self.open()

    def open(self) -> Ledger:
        """Open the workspace; where that cannot be done now, once more a moment later."""
        while True:
            try:
                ledger = Ledger(self.folder, self.who, wait=5)
            except ConcordError as refused:
                say(did="open", refused=refused.code, why=str(refused))
                time.sleep(0.05)
                continue
            self.opened += 1
            self.epoch = 0
            return ledger

    def poll(self) -> None:
        """Look whether there is news, as a screen does four times a second; say so where it was put back."""
        if self.ledger.moved():
            self.ledger.catch_up()
        self.ledger.news()
        if self.ledger.epoch != self.epoch:
            self.epoch = self.ledger.epoch
            say(did="put back", to=self.ledger.put_back_to, opened=self.opened, at=time.monotonic())

    def step(self) -> None:
        """One thing that people do; what it was told."""
        kind = self.chance.choice(("add",) * 8 + ("look",) * 4 + ("keep", "rotate", "leave", "fault"))
        try:
            if kind in ("add", "fault"):
                self.act(kind)
            elif kind == "look":
                list(zip(range(5), self.ledger.backwards(), strict=False))
            elif kind == "keep":
                self.ledger.checkpoint()
            elif kind == "rotate":
                self.ledger.rotate()
            if kind in ("leave", "fault"):
                self.ledger.close()
                self.ledger = self.open()
        except ConcordError as refused:
            say(did=kind, refused=refused.code, why=str(refused))

    def act(self, kind: str) -> None:
        """Save a note whose text is there once, anywhere."""
        self.count += 1
        text = f"<{self.who}-{os.getpid()}-{self.count}>"
        begin = time.monotonic()
        command = add(text + "x" * self.chance.choice((0, 0, 100, 5_000)))
        if kind == "fault":
            with failing_disk(self.chance):
                try:
                    self.ledger.commit(command)
                except ConcordError as refused:
                    say(did=kind, refused=refused.code, why=str(refused))
                else:
                    raise AssertionError("a sync that failed was not noticed")
            return
        self.ledger.commit(command)
        say(did="saved", text=text, begin=begin, end=time.monotonic(), opened=self.opened)

    def end(self) -> None:
        """Look a last time."""
        for _ in range(2):
            self.poll()
        self.poll()
        why = self.ledger.read_only
        say(did="end", digest=digest(self.ledger), why=why and str(why), opened=self.opened)


def main(folder: str, who: str, seed: str) -> None:
    session = Session(folder, who, int(seed))
    say(did="go")
    while not select.select([sys.stdin], [], [], session.chance.uniform(0, 0.01))[0]:
        session.poll()
        session.step()
    sys.stdin.readline()
    say(did="stopped")
    sys.stdin.readline()
    session.end()


if __name__ == "__main__":
    main(*sys.argv[1:])
