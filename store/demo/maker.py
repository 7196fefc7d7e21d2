"""What the makers of a large example share: chance, words in one language, days, and what is made already."""

import os
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

import msgspec

from store.kinds.action import Action
from store.kinds.series import Series

#: Requests stand so, of each hundred so many; these of them are taken on, which makes an action.
REQUESTS = {
    "confirmed": 30,
    "accepted": 22,
    "sent": 18,
    "declined": 10,
    "negotiating": 8,
    "delivered": 8,
    "withdrawn": 4,
}
TAKEN_ON = ("accepted", "delivered", "confirmed")


class Maker:
    """Everything follows from how many records there are, the language and the day: the same for the same."""

    def __init__(self, counts: dict[str, int], records: int, lang: str, today: date) -> None:
        with open(os.path.join(os.path.dirname(__file__), "phrases.json"), "rb") as file:
            self.phrases: dict[str, Any] = msgspec.json.decode(file.read())
        self.lang = 1 if lang == "zh" else 0
        self.chance = Random(f"concord {records} {lang}")  # noqa: S311 (the same for the same number)
        self.today = today
        self.counts = counts
        self.made: dict[str, list[str]] = {}
        self.logins: list[str] = []
        #: Of goals by id: their departments, and who is to be consulted.
        self.shared: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        #: The goals that are not closed.
        self.going: list[str] = []
        #: The series of meetings by number; of meetings whether they are over.
        self.rounds: dict[int, Series] = {}
        self.meetings: dict[int, bool] = {}
        #: Of key results by id: from, to.
        self.spans: dict[str, tuple[int, int]] = {}
        self._plan()

    def _plan(self) -> None:
        """What hangs together both ways: which action a request makes, which decision ends a blocker."""
        states = self.chance.choices(tuple(REQUESTS), tuple(REQUESTS.values()), k=self.counts["request"])
        taken_on = [number for number, state in enumerate(states, 1) if state in TAKEN_ON]
        free = self.counts["action"]
        for number in taken_on[free:]:
            states[number - 1] = "sent"
        self.states = states
        self.asked_for = dict(zip(self._numbers("action", len(taken_on)), taken_on, strict=False))
        #: The actions that requests made, by the number of the request.
        self.taken: dict[int, Action] = {}
        ending = min(self.counts["blocker"] // 3, self.counts["decision"] // 2)
        self.ended_by = dict(zip(self._numbers("blocker", ending), self._numbers("decision", ending), strict=True))
        self.ends: dict[int, int] = {decision: blocker for blocker, decision in self.ended_by.items()}

    def _numbers(self, kind: str, count: int) -> list[int]:
        numbers = range(1, self.counts[kind] + 1)
        return self.chance.sample(numbers, min(count, len(numbers)))

    # Words, days and references

    def likely(self, share: float) -> bool:
        """True in so many of all cases."""
        return self.chance.random() < share

    def say(self, name: str) -> str:
        """One of the phrases of that name."""
        return self.chance.choice(self.phrases[name])[self.lang]

    def phrase(self, *names: str) -> str:
        """A phrase put together of several."""
        return ("" if self.lang else " ").join(self.say(name) for name in names)

    def one(self, kind: str) -> str | None:
        """The id of one that is made already."""
        ids = self.made.get(kind)
        return self.chance.choice(ids) if ids else None

    def goal(self, going: bool) -> str | None:
        """The id of a goal; of one that is not closed for what is still ``going``."""
        return self.chance.choice(self.going) if going and self.going else self.one("goal")

    def some(self, kind: str, least: int, most: int) -> tuple[str, ...]:
        """The ids of several, each once."""
        ids = self.made.get(kind, [])
        return tuple(self.chance.sample(ids, min(len(ids), self.chance.randint(least, most))))

    def other(self, kind: str, than: str | None) -> str | None:
        """The id of one that is not ``than``."""
        found = self.one(kind)
        if found != than:
            return found
        ids = self.made.get(kind, [])
        return next((id for id in ids if id != than), None)

    def login(self) -> str:
        """Somebody's."""
        return self.chance.choice(self.logins) if self.logins else ""

    def day(self, first: int, last: int) -> date:
        """A working day between so many days from today and so many."""
        day = self.today + timedelta(self.chance.randint(first, last))
        return day if day.weekday() < 5 else day - timedelta(day.weekday() - 4)

    def moment(self, offset: int) -> datetime:
        """The morning so many days from today, not later than today's."""
        return datetime.combine(self.today + timedelta(min(offset, 0)), time(8), UTC)
