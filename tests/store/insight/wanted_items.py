"""Makes workspaces in which it is known what a meeting is to be proposed: what wants it, and what just does not."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any

from store.commands import add
from store.kinds.action import Action
from store.kinds.agenda_item import AgendaItem
from store.kinds.allocation import Allocation
from store.kinds.blocker import Blocker, Interval, Raising
from store.kinds.check_in import CheckIn
from store.kinds.decision import Decision
from store.kinds.goal import Goal, Passage, Stance
from store.kinds.key_result import KeyResult
from store.kinds.lesson import Lesson
from store.kinds.meeting import Meeting
from store.kinds.milestone import Milestone
from store.kinds.request import Request
from store.kinds.resource import Resource
from store.kinds.series import Series
from store.records import Changes

#: Of a source: what it makes wants the meeting, or just not, and for which reason not.
Made = tuple[str, str, str] | None
OURS, OTHERS = ("DP-1", "DP-2"), ("DP-3", "DP-4")


@dataclass
class World:
    """What is generated, and what of it is to be proposed for M-2 of SE-1, which DP-1 and DP-2 hold."""

    changes: Changes
    dice: random.Random
    expected: set[tuple[str, str]] = field(default_factory=set)

    def day(self, back: int) -> Any:
        return self.changes.today - timedelta(back)

    def at(self, back: int) -> datetime:
        return datetime.combine(self.day(back), time(9), UTC)

    def add(self, record: Any) -> str:
        return self.changes.add(record).id

    def goal(self, departments: tuple[str, ...] = OURS, **more: Any) -> str:
        """One that is carried out half way; nothing of itself wants a meeting."""
        said = {each: Stance("agrees", at=self.at(20)) for each in departments}
        span = {"start": self.day(50), "due": self.day(-50), "step": "execute", "stances": said}
        return self.add(Goal(title="Goal", departments=departments, **{**span, **more}))

    def near_miss(self) -> tuple[dict[str, Any], tuple[str, ...]] | None:
        """A goal in which nothing concerns the meeting, or None."""
        others = {"departments": OTHERS}, OTHERS
        closed = {"step": "closed", "outcome": "achieved"}, OTHERS
        return self.dice.choice((None, others, closed))

    def wants(self, wanted: bool, heading: str, id: str, key: str) -> None:
        """Unless it was on an agenda of the series before, for the same reason."""
        if not wanted:
            return
        if self.dice.random() < 0.25:
            self.add(
                AgendaItem(
                    title="Before", meeting="M-1", proposed=key, state=self.dice.choice(("discussed", "dropped"))
                )
            )
        else:
            self.expected.add((heading, id))


def key_result(world: World) -> None:
    values = {"red": 10, "amber": 36, "": 55}
    heading = world.dice.choice([*values])
    miss = world.near_miss()
    goal = world.goal(**(miss[0] if miss else {}))
    id = world.add(KeyResult(title="KR", goal=goal, department=miss[1][0] if miss else "DP-1"))
    fine = world.add(CheckIn(key_result=id, value=30, on=world.day(20)))
    world.add(CheckIn(key_result=id, value=values[heading], on=world.day(1)))
    world.wants(bool(heading) and not miss, heading, id, f"key-result:{id}:{heading}.{fine}")


def milestone(world: World) -> None:
    late = world.dice.choice((20, 3, 0, -7, -14, -15, -40))
    miss, ended = world.near_miss(), world.dice.choice((None, None, "done", "dropped"))
    goal = world.goal(**(miss[0] if miss else {}))
    end = {ended: world.day(0)} if ended else {}
    id = world.add(
        Milestone(title="MS", goal=goal, department=miss[1][0] if miss else "DP-2", due=world.day(late), **end)
    )
    heading = "late" if late > 0 else "near"
    world.wants(late >= -14 and not miss and not ended, heading, id, f"milestone:{id}:{heading}.{world.day(late)}")


def blocker(world: World) -> None:
    miss = world.near_miss()
    action = world.add(
        Action(title="A", goal=world.goal(**(miss[0] if miss else {})), department=miss[1][0] if miss else "DP-1")
    )
    case = world.dice.choice(("wants", "once", "step", "passed", "escalated", "resolved", "before"))
    days = tuple(Raising(world.day(back).isoformat(), "ana") for back in (5, 2))
    more: dict[str, Any] = {
        "once": {"raised": days[:1]},
        "step": {"next_step": "Ring", "next_owner": "PN-1", "next_by": world.day(-2)},
        "passed": {"next_step": "Ring", "next_owner": "PN-1", "next_by": world.day(1)},
        "escalated": {"escalated_on": world.day(1), "escalated_to": "PN-1"},
        "resolved": {"resolved": world.day(0)},
        "before": {"earlier": (Interval(world.day(9), world.day(3)),)},
    }.get(case, {})
    id = world.add(Blocker(**{"title": "B", "holds": (action,), "since": world.day(9), "raised": days, **more}))
    last = f"{days[-1].id}.{more.get('next_by', '')}"
    world.wants(case in ("wants", "passed") and not miss, "blocker", id, f"blocker:{id}:{last}")


def request(world: World) -> None:
    late, state = (
        world.dice.choice((4, 1, 0, -3)),
        world.dice.choice(("sent", "negotiating", "accepted", "delivered", "declined")),
    )
    asked, asker = world.dice.choice((("DP-1", "DP-3"), ("DP-4", "DP-2"), OTHERS))
    slow = world.dice.random() < 0.3
    sent = world.day(30 if slow else 0)
    id = world.add(Request(title="Q", department=asked, asker=asker, need_by=world.day(late), state=state, sent=sent))
    overdue, silent = late > 0 and state in ("sent", "negotiating", "accepted"), slow and state == "sent"
    episodes = [f"need.{world.day(late)}"] * overdue + [f"sent.{sent}"] * silent
    wanted = (overdue or silent) and (asked, asker) != OTHERS
    world.wants(wanted, "request", id, f"request:{id}:{'+'.join(episodes)}")


def objection(world: World) -> None:
    answer, miss = world.dice.choice(("", "so there")), world.near_miss()
    theirs = miss[1] if miss and "departments" in miss[0] else OURS
    said = {
        theirs[0]: Stance("objects", "no", at=world.at(3), answer=answer),
        theirs[1]: Stance("agrees", at=world.at(3)),
    }
    id = world.goal(**{"stances": said, **(miss[0] if miss else {})})
    world.wants(not answer and not miss, "objection", id, f"objection:{id}:{theirs[0]}.{world.day(3)}T090000")


def stance(world: World) -> None:
    step, miss = world.dice.choice(("prepare", "meet", "plan")), world.near_miss()
    passed = {} if step == "prepare" else {"prepare": Passage(world.at(4), "ana")}
    closed = miss[0] if miss else {}
    id = world.goal(**{"step": step, "stances": {}, "passed": passed, **closed})
    episodes = "+".join(f"{each}.{world.day(4)}T090000" for each in OURS)
    world.wants(step != "prepare" and not miss, "stance", id, f"stance:{id}:{episodes}")


def resource(world: World) -> None:
    owner, n = world.dice.choice((*OURS, *OTHERS)), world.dice.choice((1, 2))
    ahead = world.dice.choice((True, False))
    id = world.add(Resource(name="P", department=owner, capacity=1, per="week"))
    for at in range(3):  # the second and the third are at the same time
        days = (world.day(-3 if ahead else 30), world.day(-20 if ahead else 20)) if at else (None, world.day(60))
        state = "granted" if at < 1 + n else "asked"
        world.add(
            Allocation(title="P", resource=id, department="DP-3", amount=1, start=days[0], end=days[1], state=state)
        )
    wanted = n == 2 and ahead and owner in OURS
    world.wants(wanted, "resource", id, f"resource:{id}:{world.day(-3)}")


def decision(world: World) -> None:
    case = world.dice.choice(("due", "today", "later", "result", "superseded", "open"))
    departments = world.dice.choice((OURS, OTHERS))
    on = world.day({"later": -1, "today": 0}.get(case, 5))
    more: dict[str, Any] = {"chosen": "yes", "decided": world.day(30), "review_on": on, "decided_by": departments[:1]}
    if case == "superseded":
        more["superseded_by"] = world.add(
            Decision(question="Anew?", chosen="no", decided=world.day(1), decided_by=("DP-3",))
        )
    more |= {"result": {"result": "better"}, "open": {"chosen": "", "decided": None}}.get(case, {})
    id = world.add(Decision(question="D?", **more))
    world.wants(case in ("due", "today") and departments == OURS, "review", id, f"review:{id}:{on}")


def circulating(world: World) -> None:
    case = world.dice.choice(("silent", "agreed", "objects", "decided"))
    theirs = world.dice.choice((OURS, OTHERS))
    word = {"agreed": "agrees", "objects": "objects"}.get(case, "pending")
    said = {theirs[0]: Stance(word, "no", at=world.at(3)), theirs[1]: Stance("agrees", at=world.at(3))}
    decided = {"chosen": "yes", "decided": world.day(1), "despite": "now"} if case == "decided" else {}
    until = world.day(world.dice.choice((2, -2)))
    id = world.add(Decision(question="D?", stances=said, circulated_until=until, decided_by=(theirs[1],), **decided))
    episode = f"{theirs[0]}.{until}" if case == "silent" else f"{theirs[0]}.objects.{world.day(3)}T090000"
    world.wants(case in ("silent", "objects") and theirs == OURS, "circulating", id, f"circulating:{id}:{episode}")


def lesson(world: World) -> None:
    tag = f"t{world.dice.random()}"
    step, case = world.dice.choice(("plan", "execute")), world.dice.choice(("tag", "used", "own", "other"))
    goal = world.goal(departments=OURS, tags=(tag,), step=step)
    more = {"used": {"used_in": (goal,)}, "own": {"goal": goal}}.get(case, {})
    id = world.add(Lesson(title="L", tags=("zz",) if case == "other" else (tag.upper(),), **more))
    world.wants(case == "tag" and step == "plan", "lesson", id, f"lesson:{id}:{goal}")


def to_confirm(world: World) -> None:
    meeting, still = world.dice.choice(("M-1", "M-3")), world.dice.choice((True, False))
    item = world.add(AgendaItem(title="I", meeting=meeting, state="discussed"))
    id = world.add(Decision(question="D?", chosen="yes", decided=world.day(7), source=item, to_confirm=still))
    world.wants(still and meeting == "M-1", "confirm", id, f"confirm:{id}:M-1")


def waiting(world: World) -> None:
    case = world.dice.choice(("backlog", "other", "always", "dropped"))
    more: dict[str, Any] = {
        "other": {"series": "SE-2"},
        "always": {"always": True},
        "dropped": {"state": "dropped"},
    }.get(case, {})
    id = world.add(AgendaItem(**{"title": "Later", "series": "SE-1", **more}))
    if case == "backlog":
        world.expected.add(("backlog", id))


SOURCES: tuple[Callable[[World], None], ...] = (
    key_result,
    milestone,
    blocker,
    request,
    objection,
    stance,
    resource,
    decision,
    circulating,
    lesson,
    to_confirm,
    waiting,
)


def generated(changes: Changes, seed: int) -> set[tuple[str, str]]:
    """What M-2 is to be proposed, by heading and id."""
    changes.transaction.exempt = "demo"
    dice = random.Random(seed)
    world = World(changes, dice)
    for code in ("OPS", "LOG"):
        add(changes, "department", {"name": code, "code": code})
    for title in ("Weekly", "Other"):
        world.add(Series(title=title, departments=OURS))
    world.add(Meeting(title="Weekly", series="SE-1", on=world.day(7), state="closed", closed=world.at(7)))
    world.add(Meeting(title="Weekly", series="SE-1", on=world.day(0), length=45))
    world.add(Meeting(title="Other", series="SE-2", on=world.day(7), state="closed", closed=world.at(7)))
    for _ in range(300):
        dice.choice(SOURCES)(world)
    item = world.add(AgendaItem(title="I", meeting="M-1", state="discussed"))
    made = [world.add(Action(title="A", source=each)) for each in (item, "M-1", "M-3")]
    world.add(Action(title="A", source=item, state="done", done_on=world.day(1)))
    assert made
    world.expected.add(("last", "M-1"))
    return world.expected
