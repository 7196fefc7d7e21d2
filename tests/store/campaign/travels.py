"""Several travellers at once on a database, and what there has to be of what they were told."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from store.engine.ledger import Ledger
from tests.store.campaign.session import digest
from tests.store.engine.notes import texts_of

ROOT = Path(__file__).parents[3]
LONG = bool(os.environ.get("CONCORD_LONG"))
PEOPLE = [f"p{n}" for n in range(15 if LONG else 3)]
#: So often each fault comes.
ROUNDS = 10 if LONG else 1


class Travels:
    """``address`` says where each person finds the workspace; each has what they have seen for themselves."""

    def __init__(self, address: Callable[[str], str], folder: Path) -> None:
        self.address = address
        self._all = [self._one(who, folder / who, n) for n, who in enumerate(PEOPLE)]
        #: What each was told, by person.
        self.told: dict[str, list[dict[str, Any]]] = {who: [] for who in PEOPLE}
        for who in PEOPLE:
            self._until(who, "go")

    def _one(self, who: str, folder: Path, seed: int) -> subprocess.Popen[str]:
        words = ["-m", "tests.store.campaign.traveller", self.address(who), who, str(seed)]
        own = {f"XDG_{kind}_HOME": str(folder / kind) for kind in ("STATE", "CACHE")}
        return subprocess.Popen(
            [sys.executable, *words], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env=os.environ | own,
        )  # fmt: skip

    def _until(self, who: str, what: str) -> dict[str, Any]:
        stdout = self._all[PEOPLE.index(who)].stdout
        assert stdout is not None
        for line in stdout:
            self.told[who].append(json.loads(line))
            if self.told[who][-1]["did"] == what:
                return self.told[who][-1]
        raise AssertionError(f"{who} has died")

    def saved_some(self, more: int = 2) -> None:
        """Wait until each has begun from now on, and saved, so many more."""
        now = time.monotonic()
        for who in PEOPLE:
            left = more
            while left:
                note = self._until(who, "note")
                left -= note["said"] == "saved" and note["begin"] > now

    def stop(self) -> None:
        """Have them stop and look; all see what a fresh session reads."""
        self._tell()
        for who in PEOPLE:
            self._until(who, "stopped")
        self._tell()
        seen = {self._until(who, "end")["digest"] for who in PEOPLE}
        assert [process.wait(60) for process in self._all] == [0] * len(PEOPLE)
        with Ledger(self.address(PEOPLE[0]), PEOPLE[0]) as fresh:
            assert seen == {digest(fresh)}

    def _tell(self) -> None:
        for process in self._all:
            assert process.stdin is not None
            process.stdin.write("go on\n")
            process.stdin.flush()

    def end(self) -> None:
        """Kill those that are left."""
        for process in self._all:
            process.kill()
            process.wait()

    def notes(self, said: str) -> set[str]:
        """The texts of which that was said."""
        return {each["text"] for who in PEOPLE for each in self.told[who] if each.get("said") == said}

    def check(self, lost: set[str] | None = None) -> list[str]:
        """What was told to be saved is there once, ``lost`` apart; what was refused is not. The texts that are."""
        with Ledger(self.address(PEOPLE[0]), PEOPLE[0]) as ledger:
            there = texts_of(ledger)
            assert [entry.seq for entry in ledger.entries()] == list(range(1, ledger.seq + 1))
        assert len(there) == len(set(there)), "done twice"
        known = {each["text"] for who in PEOPLE for each in self.told[who] if each["did"] == "note"}
        assert set(there) <= known
        assert self.notes("saved") - set(there) == (lost or set())
        assert set(there) - self.notes("saved") <= self.notes("outcome-unknown")
        return there
