"""Records of a made-up workspace to look back at, whatever anybody would have done to make them."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from store.kinds.action import Action
from store.kinds.agenda_item import AgendaItem
from store.kinds.base import Record
from store.kinds.blocker import Blocker, Interval
from store.kinds.card import Card
from store.kinds.check_in import CheckIn
from store.kinds.decision import Decision
from store.kinds.department import Department
from store.kinds.goal import Goal, Passage
from store.kinds.key_result import KeyResult
from store.kinds.meeting import Meeting
from store.kinds.milestone import Milestone
from store.kinds.moves import DueChange, TargetChange
from store.kinds.person import Person
from store.kinds.request import Request
from store.kinds.retro import Retro
from store.kinds.standup import StandUp
from store.kinds.standup_line import Line

TODAY = date(2026, 11, 25)
EARLIER = TODAY - timedelta(40)
DEPARTMENTS = ("DP-1", "DP-2", "DP-3")
GOALS = ("G-1", "G-2", "G-3")
RESULTS = tuple(f"KR-{n}" for n in range(1, 7))
PEOPLE = ("PN-1", "PN-2", "PN-3", "PN-4", "PN-5")
#: What each of the retrospectives of a made-up workspace looks back at.
RETROS = {
    "R-1": Retro(
        title="earlier", goal="G-1", state="closed", on=TODAY - timedelta(40), change="Ask", change_helped="not"
    ),
    "R-2": Retro(title="goal, all of it", goal="G-2"),
    "R-3": Retro(title="goal, since last time", goal="G-1", follows="R-1"),
    "R-4": Retro(title="meeting", meeting="M-1"),
    "R-5": Retro(title="months", period="2026-10", departments=("DP-1", "DP-2")),
    "R-6": Retro(title="everybody", period="2026-Q4"),
    "R-7": Retro(title="lately", departments=("DP-3",), state="closed", step_at=datetime(2026, 11, 20, 9, tzinfo=UTC)),
}


class Chance(random.Random):
    def day(self, often: float = 0.8) -> date | None:
        if self.random() < 0.1:
            return TODAY
        return TODAY + timedelta(self.randint(-130, 20)) if self.random() < often else None

    def past(self, often: float = 0.5) -> date | None:
        return TODAY - timedelta(self.randint(0, 130)) if self.random() < often else None

    def one(self, *of: Any, often: float = 0.8) -> Any:
        return self.choice(of) if self.random() < often else None

    def log(self) -> tuple[DueChange, ...]:
        days = [self.day(0.9) for _ in range(self.choice((0, 0, 0, 2, 3)))]
        at = (datetime.combine(self.past(1) or TODAY, time(9), UTC) for _ in days)
        return tuple(
            DueChange(before, after, "so", "ana", moment)
            for before, after, moment in zip(days, days[1:], at, strict=False)
        )


def made(seed: int) -> Iterator[Record]:
    """Records of a workspace, whatever anybody would have done to make them."""
    chance = Chance(seed)
    yield from _measured(chance)
    yield from _done(chance)
    yield from _asked(chance)
    yield from RETROS.values()
    yield Card(text="c", retro="R-1", column="start")


def _measured(chance: Chance) -> Iterator[Record]:
    """Who works towards what, and how far it is."""
    yield from (Department(name=id, answer_days=chance.randint(1, 5)) for id in DEPARTMENTS)
    yield from (Person(name=id, login=id, department=chance.one(*DEPARTMENTS)) for id in PEOPLE)
    for _ in GOALS:
        closed = chance.random() < 0.5
        stamp = datetime.combine(chance.past(1) or TODAY, time(9), UTC)
        passed = {"plan": Passage(stamp), **({"evaluate": Passage(stamp + timedelta(9))} if closed else {})}
        yield Goal(
            title="g", departments=tuple(chance.sample(DEPARTMENTS, 2)), start=chance.past(), due=chance.day(),
            step="closed" if closed else "execute", outcome=chance.choice(("achieved", "dropped")) if closed else "",
            passed=passed, due_log=chance.log(),
        )  # fmt: skip
    yield Meeting(title="m", departments=("DP-1", "DP-2"), actions={"A-1": "done", "A-7": "carried"})
    yield from (AgendaItem(title="i", meeting="M-1") for _ in range(2))
    for _ in range(6):
        log = (TargetChange(1, 2, "%", "why", "ana", datetime.combine(chance.past(1) or TODAY, time(9), UTC)),)
        owners = {"department": chance.one(*DEPARTMENTS, often=0.5), "owner": chance.one(*PEOPLE)}
        yield KeyResult(title="k", goal=chance.one(*GOALS), target_log=chance.choice(((), log)), **owners)
    for _ in range(30):
        yield CheckIn(value=1, key_result=chance.choice(RESULTS), on=chance.past(0.9), confidence=chance.randint(0, 9))


def _done(chance: Chance) -> Iterator[Record]:
    """What is to be done, and what holds it."""
    for _ in range(40):
        state = chance.choice(("todo", "doing", "done", "done", "dropped"))
        yield Action(
            title="a", owner=chance.one(*PEOPLE), department=chance.one(*DEPARTMENTS, often=0.5), due=chance.day(),
            state=state, done_on=chance.past(0.9) if state == "done" else None, goal=chance.one(*GOALS),
            source=chance.one("AI-1", "AI-2", "M-1", "R-1", "C-1", often=0.3), due_log=chance.log(),
        )  # fmt: skip
    for _ in range(15):
        done = chance.past()
        yield Milestone(
            title="s", goal=chance.one(*GOALS), department=chance.one(*DEPARTMENTS, often=0.5), due_log=chance.log(),
            owner=chance.one(*PEOPLE), due=chance.day(), done=done, dropped=None if done else chance.past(0.2),
        )  # fmt: skip
    for _ in range(20):
        days = sorted(filter(None, (chance.past(1) for _ in range(4))))
        yield Blocker(
            title="b", holds=tuple(chance.sample([*RESULTS, *GOALS, *(f"A-{n}" for n in range(1, 41))], 2)),
            waiting_on=chance.one(*DEPARTMENTS, *PEOPLE), cause=chance.choice(("silo", "decision", "outside")),
            earlier=chance.choice(((), (Interval(days[0], days[1]),))), since=days[2],
            resolved=chance.choice((None, days[3])), source=chance.one("AI-1", often=0.1),
        )  # fmt: skip


def _asked(chance: Chance) -> Iterator[Record]:
    """What is wanted from others, decided and told."""
    for _ in range(25):
        asker, asked = chance.sample(DEPARTMENTS, 2)
        sent, state = (
            chance.past(1) or TODAY,
            chance.choice(("sent", "negotiating", "accepted", "declined", "withdrawn")),
        )
        answered = None if state in ("sent", "withdrawn") else min(TODAY, sent + timedelta(chance.randint(0, 12)))
        yield Request(
            title="q", department=asked, asker=asker, goal=chance.one(*GOALS), state=state, sent=sent,
            answered=answered, source=chance.one("AI-2", often=0.2),
        )  # fmt: skip
    for _ in range(12):
        yield Decision(
            question="?", goal=chance.one(*GOALS), chosen=chance.choice(("", "this")), decided=chance.past(0.8),
            decided_by=tuple(chance.sample([*DEPARTMENTS, *PEOPLE], 1)), result=chance.choice(("", "better")),
            review_on=chance.day(), source=chance.one("AI-1", often=0.2),
        )  # fmt: skip
    for day in range(0, 60, 3):
        lines = (Line(id="1", section="next", on=f"A-{chance.randint(1, 40)}"),)
        yield StandUp(day=TODAY - timedelta(day), person=chance.choice(PEOPLE), lines=lines)
