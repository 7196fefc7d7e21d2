"""Weeks of an office, made up from a seed: several people give commands, and a model written beside them knows what
each of them did, without ever reading the journal.
"""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from store.commands import standup, undo
from store.errors import Refused
from store.kinds.standup import Line
from store.workspace import open_workspace

PEOPLE = {"ana": "PN-1", "bo": "PN-2", "fay": "PN-3", "li": "PN-4", "per": "PN-5"}
DEPARTMENT = {"ana": "DP-1", "bo": "DP-1", "fay": "DP-2", "li": "DP-2", "per": "DP-2"}
OPEN = ("todo", "doing", "review")
#: A field of a record.
Key = tuple[str, str]


class Write(NamedTuple):
    """Somebody gave a field another value."""

    seq: int
    at: datetime
    who: str
    old: Any
    new: Any


class Commit(NamedTuple):
    """What a commit wrote, which records it made, which it took away (with when they were made, and by whom)."""

    seq: int
    writes: list[tuple[Key, Any, Any]]
    made: list[str]
    gone: dict[str, tuple[int, str]]


class Entry(NamedTuple):
    """A stand-up entry as the model knows it."""

    id: str
    person: str
    day: date
    seq: int
    amended: int
    lines: tuple[Line, ...]


class Life:
    """``live`` lets the people do something; ``values``, ``log`` and the rest is what the model knows."""

    def __init__(self, folder: Path, seed: int, patch: pytest.MonkeyPatch) -> None:
        self.chance = random.Random(seed)
        self.now = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
        patch.setattr("store.clock.now", lambda: self.now)
        patch.setattr("store.insight.prefill.ALIKE", 1_000)  # each deed by itself, however many are alike
        self.at = {who: open_workspace(str(folder), who) for who in PEOPLE}
        self.values: dict[Key, Any] = {}
        self.log: dict[Key, list[Write]] = {}
        #: Of a record that is there: when it was made and by whom ("" for an import).
        self.made: dict[str, tuple[int, str]] = {}
        self.entries: dict[str, Entry] = {}
        self.done: dict[str, list[Commit]] = {who: [] for who in PEOPLE}
        #: What was taken back, by which commit, and what that wrote.
        self.undone: dict[str, list[tuple[Commit, int, list[tuple[Key, Any, Any]]]]] = {who: [] for who in PEOPLE}
        self.firm: set[int] = set()
        self.writes: list[tuple[Key, Any, Any]] = []
        self.new: list[str] = []
        self.gone: dict[str, tuple[int, str]] = {}
        self.own = 0
        #: When which commit was made, and who made a record at first.
        self.moments: dict[int, datetime] = {}
        self.first_made: dict[str, str] = {}

    # The model

    def get(self, id: str, field: str) -> Any:
        return self.values.get((id, field))

    def all(self, prefix: str) -> list[str]:
        return [id for id in self.made if id.startswith(f"{prefix}-")]

    def one(self, prefix: str, fits: Callable[[str], Any] = lambda _id: True) -> str | None:
        found = [id for id in self.all(prefix) if fits(id)]
        return self.chance.choice(found) if found else None

    def some(self, prefix: str, fits: Callable[[str], Any]) -> list[str]:
        found = [id for id in self.all(prefix) if fits(id)]
        return self.chance.sample(found, min(len(found), self.chance.randint(2, 6)))

    def is_open(self, id: str) -> bool:
        return self.get(id, "state") in OPEN

    def held(self, id: str) -> bool:
        return any(id in self.get(b, "holds") for b in self.all("B") if self.get(b, "resolved") is None)

    def put(self, id: str, **fields: Any) -> None:
        """The command that is given now changes these fields."""
        for field, new in fields.items():
            old = self.get(id, field)
            if old != new:
                self.writes.append(((id, field), old, new))
                self.values[id, field] = new

    def make(self, id: str, **fields: Any) -> None:
        """The command that is given now makes this record."""
        self.new.append(id)
        for field, value in fields.items():
            self.values[id, field] = value

    def lose(self, id: str) -> None:
        """The command that is given now takes this record away."""
        self.gone[id] = self.made.pop(id)

    def did(self, who: str, command: Any, *args: Any, **values: Any) -> Any:
        """Give a command as somebody; what `put` and `make` say next is taken to be its doing, until `settle`."""
        self.now += timedelta(minutes=self.chance.randint(1, 25), milliseconds=self.chance.randint(0, 999))
        self.writes, self.new, self.gone = [], [], {}
        self.own = len(self.at[who].ledger.own)
        return self.at[who].do(command, *args, **values)

    def settle(self, who: str, *, by_hand: bool = True) -> int:
        """The command is over: what it wrote is known. Its sequence; one that changed nothing is no commit."""
        ledger = self.at[who].ledger
        if len(ledger.own) == self.own:
            assert [*self.writes, *self.new, *self.gone] == []
            return 0
        seq, author = ledger.own[-1], who if by_hand else ""
        self.moments[seq] = self.now
        self.first_made.update(dict.fromkeys(self.new, who))
        for key, old, new in self.writes:
            self.log.setdefault(key, []).append(Write(seq, self.now, author, old, new))
        for id in self.new:
            self.made[id] = (seq, author)
        self.done[who].append(Commit(seq, self.writes, self.new, self.gone))
        self.undone[who].clear()
        return seq

    def today(self, who: str) -> date:
        """The day it is where somebody is: li is in Shanghai."""
        return (self.now + timedelta(hours=8 if who == "li" else 0)).date()

    @property
    def day(self) -> date:
        return self.now.date()

    def day_passes(self) -> None:
        self.now = (self.now + timedelta(1)).replace(hour=6, minute=30)
        while self.now.weekday() > 4 and self.chance.random() < 0.8:
            self.now += timedelta(1)

    # Taking back

    def take_back(self, who: str, *, again: bool) -> None:
        """Undo or redo as `concord undo` does; the model says which commit that is, and what comes of it."""
        commit, of = self._meant(who, again=again)
        if commit is None:
            return
        workspace = self.at[who]
        workspace.ledger.catch_up()
        entry = undo.latest(workspace.ledger, again=again)
        assert entry is not None
        assert entry.seq == of
        self.now += timedelta(minutes=3)
        before = workspace.ledger.seq
        try:
            undo.take_back(workspace, entry, again=again)
        except Refused:
            self.firm.add(of)  # overtaken, or others point to it: nothing is written
            return
        seq = workspace.ledger.seq
        if seq == before:
            self.firm.add(of)  # it was as it had been already
            return
        self.moments[seq] = self.now
        back: list[tuple[Key, Any, Any]] = []
        for key, old, new in reversed(self.undone[who][-1][2] if again else commit.writes):
            if self.values.get(key) == new != old:
                self.values[key] = old
                back.append((key, new, old))
                self.log.setdefault(key, []).append(Write(seq, self.now, who, new, old))
        for id in commit.gone if again else commit.made:
            del self.made[id]
        self.made |= dict.fromkeys(commit.made, (seq, who)) if again else commit.gone
        if again:
            self.undone[who].pop()
            self.done[who].append(commit)
        else:
            self.done[who].pop()
            self.undone[who].append((commit, seq, back))

    def _meant(self, who: str, *, again: bool) -> tuple[Commit | None, int]:
        if again:
            commit, of = self.undone[who][-1][:2] if self.undone[who] else (None, 0)
        else:
            commit = self.done[who][-1] if self.done[who] else None
            of = commit.seq if commit else 0
        # What was done again counts as the commit that it was at first.
        return (None, 0) if of in self.firm else (commit, of)

    # The stand-up

    def post(self, who: str, whose: str, lines: list[Line], day: date) -> None:
        """Post or amend somebody's entry; it is nobody's to take back here."""
        entry = self.did(who, standup.post, lines, day, PEOPLE[whose])
        seq = self.settle(who)
        self.firm.add(seq)
        known = self.entries.get(entry.id)
        first = known.seq if known else seq
        amended = (seq or known.amended) if known else 0
        self.entries[entry.id] = Entry(entry.id, whose, day, first, amended, entry.lines)

    def entry_of(self, whose: str, day: date, *, before: bool) -> Entry | None:
        """Somebody's last entry of that day or an earlier one, or only of an earlier one."""
        mine = [entry for entry in self.entries.values() if entry.person == whose]
        found = [entry for entry in mine if entry.day < day or (entry.day == day and not before)]
        return max(found, key=lambda entry: entry.day, default=None)
