"""What else happens in weeks of an office that trends look back at: taken back, merged, corrected, set anew, learnt."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from store import commands
from store.commands import lesson_marks, merging, undo
from store.kinds import KINDS, key_result, team, training
from store.kinds.pulse_answer import PulseAnswer
from store.records import Changes
from tests.store.begun import begun, past
from tests.store.insight.office_moves import DEPARTMENTS, MOVES, PEOPLE, Office


def any_of(at: Office, kind: str) -> str:
    numbers = [number for number, _raw in at.workspace.ledger.items(kind)]
    return KINDS[kind].id(at.chance.choice(numbers) if numbers else 999)


def day_near(at: Office) -> date:
    return at.day + timedelta(at.chance.randint(-20, 20))


def carried_out(at: Office) -> None:
    values = {"departments": [*at.two()], "owner": at.person(), "start": day_near(at), "step": "execute"}
    made = at.do(begun, "goal", {"title": "Goal", **values})
    direction = at.chance.choice(["up", "up", "within"])
    at.do(begun, "key-result", {"title": "Key result", "goal": made.id, "direction": direction})


def measure(at: Office) -> None:
    value, sure = at.chance.randint(0, 120), at.chance.choice([None, 2, 5, 9])
    at.do(
        past(key_result.check_in), any_of(at, "key-result"), value, sure, on=at.day - timedelta(at.chance.randint(0, 9))
    )


def correct(at: Office) -> None:
    at.do(past(commands.edit), any_of(at, "check-in"), {"value": at.chance.randint(0, 120)}, why="misread")


def do_for_goal(at: Office) -> None:
    held = at.chance.choice([any_of(at, "goal"), None])
    at.do(commands.edit, any_of(at, "action"), {"goal": held}, why="so it is")


def lose(at: Office) -> None:
    kind = at.chance.choice(["check-in", "key-result", "lesson", "kudos", "training", "resource", "team"])
    at.do(past(commands.drop), any_of(at, kind), "no need")


def grant_much(at: Office) -> None:
    values = {"title": "Ramp", "resource": any_of(at, "resource"), "department": at.chance.choice(DEPARTMENTS)}
    goal = at.chance.choice([None, any_of(at, "goal")])
    days = {"start": at.soon(), "amount": at.chance.randint(1, 2), "state": "granted", "goal": goal}
    at.do(begun, "allocation", {**values, **days})


def set_capacity(at: Office) -> None:
    at.do(past(commands.edit), any_of(at, "resource"), {"capacity": at.chance.randint(0, 3)}, why="so it is")


def share_time(at: Office) -> None:
    made = at.chance.random() < 0.5
    id = at.do(begun, "team", {"name": "Squad", "goal": None}).id if made else any_of(at, "team")
    at.do(past(team.set_share), id, at.chance.choice(PEOPLE), at.chance.choice([20, 60, 100]))


def train(at: Office) -> None:
    title = at.chance.choice(["Forklift", "First aid"])
    made = at.do(begun, "training", {"title": title, "departments": [*at.two()], "on": at.day, "valid_for": 1})
    if at.chance.random() < 0.7:
        at.do(past(training.hold), made.id, tuple(at.chance.sample(PEOPLE, 3)), at.day)


def thank(at: Office) -> None:
    at.do(begun, "kudos", {"title": "Help", "to": at.chance.choice(PEOPLE), "giver": at.chance.choice(PEOPLE)})


def learn(at: Office) -> None:
    made = at.do(begun, "lesson", {"title": "Ask first", "departments": [*at.two()]})
    at.do(past(lesson_marks.used), made.id, any_of(at, "goal"))


def use_lesson(at: Office) -> None:
    at.do(past(lesson_marks.used), any_of(at, "lesson"), any_of(at, "blocker"))


def ask_all(at: Office) -> None:
    made = at.do(begun, "pulse", {"title": "Pulse"})
    for _ in range(at.chance.randint(3, 9)):
        department = at.chance.choice(DEPARTMENTS[:2])
        at.do(begun, "person", {"name": f"person {at.chance.randint(1, 9999)}", "department": department})
        q1, q2, q3, q4, q5 = (at.chance.randint(1, 5) for _ in range(5))
        given = PulseAnswer(pulse=made.id, department=department, q1=q1, q2=q2, q3=q3, q4=q4, q5=q5)
        at.do(past(Changes.add), given)
    if at.chance.random() < 0.8:
        at.do(past(commands.done), made.id)


def settle(at: Office) -> None:
    number = at.workspace.ledger.numbers("workspace")[0]
    values: dict[str, Any] = at.chance.choice(
        [
            {"zone": at.chance.choice(["UTC", "Asia/Shanghai", "America/Los_Angeles"])},
            {"stale_after": at.chance.randint(2, 20)},
            {"working_days": at.chance.choice(["12345", "1234567", "1234"])},
            {"days": {at.day.isoformat(): {"label": "Fair", "off": True}}},
        ]
    )
    at.do(past(commands.edit), KINDS["workspace"].id(number), values)


def promise_else(at: Office) -> None:
    at.do(past(commands.edit), at.chance.choice(DEPARTMENTS), {"answer_days": at.chance.randint(0, 4)})


def merge(at: Office) -> None:
    """Two people, or two departments; another comes in their place."""
    kind = at.chance.choice(["person", "department"])
    at.do(begun, kind, {"name": f"{kind} {at.chance.randint(1, 999)}"})
    gone, kept = any_of(at, kind), any_of(at, kind)
    if gone != "PN-1" != kept:
        at.do(past(merging.merge), gone, kept, "the same")


def take_back(at: Office) -> None:
    again = at.chance.random() < 0.3
    entry = undo.latest(at.workspace.ledger, again=again)
    if entry is not None and not any(change["t"] == "workspace" and "new" in change for change in entry.changes):
        undo.take_back(at.workspace, entry, again=again, partly=True)


def live_on(at: Office) -> None:
    at.later(at.chance.choice([1, 7, 20, 40, 90]))


def with_a_wrong_clock(at: Office) -> None:
    before = at.now
    at.later(24 * at.chance.choice([-40, -9, 12, 400]))
    add = {"title": "Work", "department": at.chance.choice(DEPARTMENTS), "owner": at.person()}
    at.do(commands.add, "action", add)
    at.now = before


#: What is done, and how often.
ALL_MOVES: dict[Callable[[Office], None], int] = MOVES | {
    carried_out: 3, measure: 6, correct: 3, do_for_goal: 3, lose: 3, grant_much: 2, set_capacity: 1, share_time: 2,
    train: 2, thank: 2, learn: 1, use_lesson: 2, ask_all: 1, settle: 2, promise_else: 1, merge: 1, take_back: 6,
    live_on: 16, with_a_wrong_clock: 1,
}  # fmt: skip
