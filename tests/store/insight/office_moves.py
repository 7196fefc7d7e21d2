"""Weeks of an office of four departments, made up from a seed, with the clock going on: what people owe each other."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from store import commands
from store.commands import standup
from store.engine.ledger import Ledger
from store.errors import ConcordError
from store.kinds import allocation, blocker, consensus, escalation, gates, raci, request, update
from store.kinds.standup import Line
from store.kinds.workspace import found
from store.workspace import Workspace, open_workspace

DEPARTMENTS = ("DP-1", "DP-2", "DP-3", "DP-4")
PEOPLE = tuple(f"PN-{n}" for n in range(1, 8))


class Office:
    """``move`` has somebody do something, which may be refused; ``workspace`` is that of ana, who is admin.

    MKT is led by ana, FIN by fay with li as deputy, OPS by nobody, and LOG by a person of another department.
    """

    def __init__(self, folder: Path, seed: int, zone: str, patch: pytest.MonkeyPatch) -> None:
        self.chance = random.Random(seed)
        self.now = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
        patch.setattr("store.clock.now", lambda: self.now)
        Ledger.create(folder, "Nordwind")
        self.workspace: Workspace = open_workspace(str(folder), "ana")
        do = self.workspace.do
        do(found, "Nordwind", zone, "en", "ana", "Ana", "Marketing")
        do(commands.edit, "DP-1", {"code": "MKT"})
        for code in ("FIN", "OPS", "LOG"):
            do(commands.add, "department", {"name": code, "code": code, "answer_days": self.chance.randint(0, 4)})
        of = {"bo": "DP-1", "fay": "DP-2", "li": "DP-2", "jon": "DP-3", "kim": "DP-3", "eva": None}
        for login, department in of.items():
            zone = self.chance.choice(["", "Asia/Shanghai", "America/Los_Angeles"])
            do(commands.add, "person", {"name": login, "login": login, "department": department, "zone": zone})
        for id, leads in (
            ("DP-1", {"lead": "PN-1"}),
            ("DP-2", {"lead": "PN-3", "deputy": "PN-4"}),
            ("DP-4", {"lead": "PN-2"}),
        ):
            do(commands.edit, id, leads)
        for owner in (*DEPARTMENTS[:3], None):
            do(commands.add, "resource", {"name": "Dock", "department": owner})

    @property
    def day(self) -> date:
        return self.workspace.today

    def later(self, hours: float) -> None:
        self.now += timedelta(hours=hours)

    def move(self) -> None:
        move = self.chance.choices(list(MOVES), list(MOVES.values()))[0]
        try:
            move(self)
        except ConcordError:
            return  # refused: nothing is written

    def do(self, command: Callable[..., Any], *args: Any, **values: Any) -> Any:
        return self.workspace.do(command, *args, **values)

    def one(self, kind: str) -> str:
        """Any of that kind; where there is none, one that is not there."""
        numbers = [number for number, _raw in self.workspace.ledger.items(kind)]
        prefix = {
            "update": "U",
            "action": "A",
            "goal": "G",
            "request": "Q",
            "blocker": "B",
            "allocation": "AL",
            "milestone": "MS",
        }
        return f"{prefix[kind]}-{self.chance.choice(numbers) if numbers else 999}"

    def two(self) -> tuple[str, str]:
        one, other = self.chance.sample(DEPARTMENTS, 2)
        return one, other

    def soon(self) -> date | None:
        return self.day + timedelta(self.chance.randint(-3, 6)) if self.chance.random() < 0.8 else None

    def party(self) -> str | None:
        return self.chance.choice([*DEPARTMENTS, *PEOPLE, None])

    def person(self) -> str | None:
        return self.chance.choice([*PEOPLE, None])


def add_action(at: Office) -> None:
    department = at.chance.choice([*DEPARTMENTS, None])
    at.do(commands.add, "action", {"title": "Work", "owner": at.person(), "due": at.soon(), "department": department})


def finish(at: Office) -> None:
    at.do(at.chance.choice([commands.done, commands.done, commands.reopen]), at.one("action"))


def give_up(at: Office) -> None:
    at.do(commands.drop, at.one(at.chance.choice(["action", "goal", "request", "update"])), "no need")


def postpone(at: Office) -> None:
    at.do(commands.edit, at.one("action"), {"due": at.soon(), "owner": at.person()}, why="so it is")


def add_goal(at: Office) -> None:
    departments = at.chance.sample(DEPARTMENTS, at.chance.randint(1, 4))
    values = {"title": "Goal", "why": "so", "owner": at.person(), "departments": departments, "due": at.soon()}
    at.do(commands.add, "goal", values)


def go_on(at: Office) -> None:
    at.do(gates.advance, at.one("goal"), at.chance.choice(["", "it does not wait", "it does not wait"]))


def put_again(at: Office) -> None:
    values = {"due": at.soon()} if at.chance.random() < 0.5 else {"departments": [*at.two()], "owner": at.person()}
    at.do(commands.edit, at.one("goal"), values, why="so it is")


def letters(at: Office) -> None:
    at.do(raci.assign, at.one("goal"), {at.party() or "DP-3": "A"})


def say(at: Office) -> None:
    stance = at.chance.choice(["agrees", "reservation", "objects", "objects", "pending"])
    at.do(consensus.take_stance, at.one("goal"), at.chance.choice(DEPARTMENTS), stance, "so")


def answer(at: Office) -> None:
    at.do(consensus.answer, at.one("goal"), at.chance.choice(DEPARTMENTS), "it will do")


def ask(at: Office) -> None:
    asker, department = at.two()
    values = {"title": "List", "asker": asker, "department": department, "need_by": at.soon()}
    at.do(commands.add, "request", values)


def reply(at: Office) -> None:
    reply: Any = at.chance.choice([request.accept, request.confirm, commands.done, commands.reopen])
    at.do(reply, at.one("request"))


def offer(at: Office) -> None:
    at.do(request.negotiate, at.one("request"), "half of it")


def block(at: Office) -> None:
    held = [at.one(at.chance.choice(["action", "action", "goal"])) for _ in range(at.chance.randint(1, 2))]
    severity = at.chance.choice(["high", "normal", "low"])
    more = {"next_step": "ask", "next_by": at.soon(), "next_owner": at.person()} if at.chance.random() < 0.3 else {}
    at.do(blocker.block, held, "No code", at.party(), severity=severity, **more)


def unblock(at: Office) -> None:
    at.do(at.chance.choice([commands.done, commands.reopen]), at.one("blocker"))


def escalate(at: Office) -> None:
    at.do(escalation.escalate, at.one("blocker"), at.chance.choice([None, *PEOPLE]))


def next_step(at: Office) -> None:
    values = {"next_step": "ask", "next_by": at.soon(), "next_owner": at.person(), "waiting_on": at.party()}
    at.do(commands.edit, at.one("blocker"), values)


def want(at: Office) -> None:
    values = {"title": "Ramp", "resource": f"P-{at.chance.randint(1, 4)}", "department": at.chance.choice(DEPARTMENTS)}
    at.do(commands.add, "allocation", {**values, "start": at.soon()})


def grant(at: Office) -> None:
    if at.chance.random() < 0.5:
        at.do(allocation.grant, at.one("allocation"), "so")
    else:
        at.do(allocation.decline, at.one("allocation"), "no")


def set_milestone(at: Office) -> None:
    owner, department = at.person(), at.chance.choice(DEPARTMENTS)
    values = {"title": "Open", "goal": at.one("goal"), "owner": owner, "department": department, "due": at.soon()}
    at.do(commands.add, "milestone", {**values, "raci": {at.party() or "PN-2": "A"}})


def reach(at: Office) -> None:
    at.do(at.chance.choice([commands.done, commands.reopen]), at.one("milestone"))


def change_places(at: Office) -> None:
    """People go to other departments, departments get other leads, pools other owners."""
    values: dict[str, Any] = at.chance.choice(
        [
            {"id": at.chance.choice(PEOPLE), "department": at.chance.choice(DEPARTMENTS)},
            {"id": at.chance.choice(PEOPLE), "away_until": at.soon()},
            {"id": at.chance.choice(DEPARTMENTS), "lead": at.person(), "deputy": None},
            {"id": f"P-{at.chance.randint(1, 4)}", "department": at.chance.choice(DEPARTMENTS)},
        ]
    )
    at.do(commands.edit, values.pop("id"), values)


def post(at: Office) -> None:
    said = [Line(section="next", on=at.one("action")) for _ in range(2)]
    held = [Line(section="blocked", on=at.one("blocker"))] if at.chance.random() < 0.5 else []
    at.do(standup.post, [*{line.on: line for line in (*said, *held)}.values()], at.day, at.chance.choice(PEOPLE))


def stand_up(at: Office) -> None:
    at.do(standup.open_round)
    at.do(standup.close_round)


def share(at: Office) -> None:
    department, *to = at.chance.sample(DEPARTMENTS, at.chance.randint(2, 4))
    values = {"title": "Late", "sort": at.chance.choice(["news", "risk", "risk", "change"]), "departments": to}
    at.workspace.ledger.who = at.chance.choice(["ana", "bo", "fay", "jon", "kim"])
    try:
        at.do(
            commands.add,
            "update",
            values | {"department": department, "goal": at.chance.choice([None, at.one("goal")])},
        )
    finally:
        at.workspace.ledger.who = "ana"


def acknowledge(at: Office) -> None:
    id, department = at.one("update"), at.chance.choice(DEPARTMENTS)
    say: list[Callable[[], Any]] = [
        lambda: at.do(update.understood, id, department),
        lambda: at.do(update.ask, id, department, "Which week?"),
        lambda: at.do(update.answer, id, department, "The next"),
    ]
    at.chance.choice(say)()


def tell_anew(at: Office) -> None:
    values: list[dict[str, Any]] = [{"text": "Later still"}, {"sort": "risk"}, {"departments": [*at.two()]}]
    at.do(commands.edit, at.one("update"), at.chance.choice(values))


#: What is done, and how often.
MOVES: dict[Callable[[Office], None], int] = {
    add_action: 5, finish: 4, give_up: 1, postpone: 2, add_goal: 2, go_on: 4, put_again: 2, letters: 2, say: 5,
    answer: 2, ask: 3, reply: 4, offer: 1, block: 4, unblock: 2, escalate: 2, next_step: 2, want: 2, grant: 1,
    set_milestone: 2, reach: 1, change_places: 5, post: 8, stand_up: 2,
    share: 3, acknowledge: 5, tell_anew: 1,
}  # fmt: skip
