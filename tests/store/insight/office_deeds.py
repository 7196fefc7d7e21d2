"""What people of the made-up office do: each command, and what the model knows of it."""

from datetime import timedelta
from typing import Any

from store import commands
from store.commands.deciding_anew import decide_anew
from store.errors import StillReferenced
from store.interop import goals_csv
from store.kinds import blocker as blockers
from store.kinds import consensus, decision, escalation, request
from store.kinds.key_result import check_in
from tests.store.begun import past
from tests.store.insight.office_life import DEPARTMENT, OPEN, PEOPLE, Life


def add_action(life: Life, who: str) -> None:
    owner = life.chance.choice([*PEOPLE.values(), None])
    due = life.day + timedelta(life.chance.randint(-3, 20)) if life.chance.random() < 0.8 else None
    values = {
        "title": f"Work {life.chance.randint(1, 999)}", "owner": owner, "due": due,
        "priority": life.chance.choice(["high", "normal", "low"]),
    }  # fmt: skip
    made = life.did(who, commands.add, "action", values)
    life.make(made.id, state="todo", owner=owner, due=due, priority=values["priority"], source=None)
    life.settle(who)


def add_many(life: Life, who: str) -> None:
    """JSON lines: some are done already."""
    states = life.chance.choices(["todo", "done", "doing"], k=3)
    values = [{"title": f"Line {n}", "state": state, "owner": PEOPLE[who]} for n, state in enumerate(states)]
    for made, state in zip(life.did(who, commands.add_many, "action", values), states, strict=True):
        life.make(made.id, state=state, owner=PEOPLE[who], due=None, priority="normal", source=None)
    life.settle(who)


def finish(life: Life, who: str) -> None:
    ids = life.some("A", life.is_open)
    _step(life, who, ids if life.chance.random() < 0.2 else ids[:1], commands.done_many, "done")


def give_up(life: Life, who: str) -> None:
    ids = life.some("A", life.is_open)
    _step(life, who, ids if life.chance.random() < 0.2 else ids[:1], commands.drop_many, "dropped", "no need")


def reopen(life: Life, who: str) -> None:
    id = life.one("A", lambda each: not life.is_open(each))
    _step(life, who, [id] if id else [], commands.reopen_many, "todo")


def _step(life: Life, who: str, ids: list[str], command: Any, state: str, *why: str) -> None:
    if not ids:
        return
    life.did(who, past(command), ids, *why)
    for id in ids:
        before = life.get(id, "state")
        life.put(id, state=state)
        _with_request(life, id, before, state)
    for id in life.all("B") if state == "dropped" else ():
        held = life.get(id, "holds")
        if life.get(id, "resolved") is None and set(held) & set(ids) and not any(map(life.is_open, held)):
            life.put(id, resolved=life.day)
    life.settle(who)


def _with_request(life: Life, id: str, before: str, after: str) -> None:
    """A request goes with the action that it made."""
    source = life.get(id, "source")
    if source is None:
        return
    now = life.get(source, "state")
    if now == "accepted" and after in ("done", "dropped"):
        life.put(source, state="delivered" if after == "done" else "declined")
    elif after in OPEN and (before, now) in (("done", "delivered"), ("dropped", "declined")):
        life.put(source, state="accepted")


def move(life: Life, who: str) -> None:
    ids = life.some("A", life.is_open)
    ids = ids if life.chance.random() < 0.2 else ids[:1]
    if ids:
        due = life.day + timedelta(life.chance.randint(0, 9))
        life.did(who, commands.edit_many, ids, {"due": due}, "later")
        for id in ids:
            life.put(id, due=due)
        life.settle(who)


def give(life: Life, who: str) -> None:
    id = life.one("A", life.is_open)
    if id:
        owner = life.chance.choice([*PEOPLE.values(), PEOPLE[who], None])
        life.did(who, past(commands.edit), id, {"owner": owner})  # whoever it is, also of somebody else
        life.put(id, owner=owner)
        life.settle(who)


def work_on(life: Life, who: str) -> None:
    id = life.one("A", life.is_open)
    if id:
        state = life.chance.choice(OPEN)
        before = life.get(id, "state")
        life.did(who, commands.edit, id, {"state": state, "note": f"note {life.chance.random()}"})
        life.put(id, state=state)
        _with_request(life, id, before, state)
        life.settle(who)


def merge(life: Life, who: str) -> None:
    """Two edit the same record, each another field; the second has not seen what the first did."""
    id, other = life.one("A", life.is_open), life.chance.choice(list(PEOPLE))
    if id is None or other == who:
        return
    workspace = life.at[who]
    workspace.ledger.catch_up()
    base = workspace.records.get(id)
    owner, due = life.chance.choice(list(PEOPLE.values())), life.day + timedelta(life.chance.randint(0, 9))
    life.did(other, past(commands.edit), id, {"owner": owner})
    life.put(id, owner=owner)
    life.settle(other)
    life.did(who, past(commands.edit), id, {"owner": base.owner, "due": due}, base=base, why="seen")  # type: ignore[attr-defined]
    life.put(id, due=due)
    life.settle(who)


def measure(life: Life, who: str) -> None:
    made = life.did(who, check_in, life.chance.choice(["KR-1", "KR-2"]), life.chance.randint(0, 90), 7)
    life.make(made.id, on=made.key_result)
    life.settle(who)


def block(life: Life, who: str) -> None:
    ids = life.some("A", life.is_open)[:2] or ["G-1"]
    made = life.did(who, blockers.block, ids, "No code")
    life.make(made.id, resolved=None, escalated_to=None, holds=tuple(ids))
    life.settle(who)


def resolve(life: Life, who: str) -> None:
    id = life.one("B", lambda each: life.get(each, "resolved") is None)
    if id:
        life.did(who, commands.done, id, "found it")
        life.put(id, resolved=life.day)
        life.settle(who)


def hold_again(life: Life, who: str) -> None:
    def may(id: str) -> bool:
        held = [each for each in life.get(id, "holds") if each.startswith("A-")]
        return life.get(id, "resolved") is not None and all(map(life.is_open, held))

    id = life.one("B", may)
    if id:
        life.did(who, commands.reopen, id)
        life.put(id, resolved=None, escalated_to=None)
        life.settle(who)


def escalate(life: Life, who: str) -> None:
    id = life.one("B", lambda each: life.get(each, "resolved") is None)
    if id:
        to = life.chance.choice(list(PEOPLE.values()))
        life.did(who, escalation.escalate, id, to)
        life.put(id, escalated_to=to)
        life.settle(who)


def decide(life: Life, who: str) -> None:
    id = life.one("B", lambda each: life.get(each, "resolved") is None) if life.chance.random() < 0.5 else None
    made = life.did(who, decision.decide, "Which?", "This one", ends=[id] if id else [])
    life.make(made.id, chosen="This one", ends=id, by=who)
    if id:
        life.put(id, resolved=life.day)
    life.settle(who)


def choose(life: Life, who: str) -> None:
    """A question that was open is decided, or one that was decided is decided anew."""
    id = life.one("D", lambda each: not life.get(each, "ends") and not life.get(each, "superseded_by"))
    if id is None or life.chance.random() < 0.5:
        made = life.did(who, commands.add, "decision", {"question": "Where?"})
        life.make(made.id, chosen="")
    elif life.get(id, "chosen") and life.get(id, "by") == who:
        made = life.did(who, decide_anew, id, {"chosen": "Elsewhere"})
        life.put(id, superseded_by=made.id)
        life.make(made.id, chosen="Elsewhere", by=who)
    else:
        if life.get(id, "chosen"):
            return  # what others have decided is theirs to supersede
        chosen = f"There {life.chance.random()}"
        life.did(who, commands.edit, id, {"chosen": chosen})
        life.put(id, chosen=chosen)
        life.values[id, "by"] = who
    life.settle(who)


def ask(life: Life, who: str) -> None:
    to = "DP-2" if DEPARTMENT[who] == "DP-1" else "DP-1"
    made = life.did(who, commands.add, "request", {"title": "A list", "department": to})
    life.make(made.id, state="sent", to=to, by=DEPARTMENT[who])
    life.settle(who)


def answer(life: Life, who: str) -> None:
    mine = DEPARTMENT[who]
    theirs = life.one("Q", lambda each: (life.get(each, "state"), life.get(each, "by")) == ("delivered", mine))
    if theirs:
        life.did(who, request.confirm, theirs)
        life.put(theirs, state="confirmed")
        life.settle(who)
        return
    id = life.one("Q", lambda each: (life.get(each, "state"), life.get(each, "to")) == ("sent", mine))
    if id is None:
        return
    if life.chance.random() < 0.3:
        life.did(who, request.decline, id, "no time")
        life.put(id, state="declined")
    else:
        made = life.did(who, request.accept, id, PEOPLE[who])
        life.put(id, state="accepted")
        life.make(made.action, state="todo", owner=PEOPLE[who], due=None, priority="normal", source=id)
    life.settle(who)


def say(life: Life, who: str) -> None:
    stance = life.chance.choice(["agrees", "objects", "pending"])
    of = DEPARTMENT[who]
    life.did(who, consensus.take_stance, "G-1", of, stance, f"because {life.chance.random()}")
    life.put("G-1", **{f"stances.{of}.stance": None if stance == "pending" else stance})
    life.settle(who)


def put_again(life: Life, who: str) -> None:
    """Another day of the goal asks the departments again."""
    due = life.day + timedelta(life.chance.randint(30, 90))
    life.did(who, commands.edit, "G-1", {"due": due}, why="later")
    life.put("G-1", due=due)
    for of in ("DP-1", "DP-2"):
        life.put("G-1", **{f"stances.{of}.stance": None})
    life.settle(who)


def reach(life: Life, who: str) -> None:
    reached = life.get("MS-1", "done") is None
    life.did(who, commands.done if reached else commands.reopen, "MS-1")
    life.put("MS-1", done=life.day if reached else None)
    life.settle(who)


def noise(life: Life, who: str) -> None:
    """What nobody tells at a stand-up."""
    life.did(who, commands.comment, "G-1", "hear, hear @bo")
    life.settle(who)
    id = life.one("A")
    if id:
        life.did(who, commands.edit, id, {"tags": [f"t{life.chance.randint(1, 99)}"]})
        life.settle(who)


def delete(life: Life, who: str) -> None:
    """A blocker is taken away altogether, unless something points to it."""
    who, id = "ana", life.one("B", lambda each: life.get(each, "resolved"))
    if id is None:
        return
    try:
        life.did(who, commands.drop, id, "twice")
    except StillReferenced:
        return
    life.lose(id)
    life.settle(who)
    if life.chance.random() < 0.7:
        life.take_back(who, again=False)


def take_in(life: Life, who: str) -> None:
    """A file is imported: nobody has done by hand what it brings."""
    row = f"Goal {life.chance.randint(1, 99)},ana,MKT,Result {life.chance.randint(1, 99)},40\n"
    text = f"goal,goal_owner,department,key_result,progress\n{row}"
    planned = goals_csv.plan(life.at[who].records, goals_csv.read(text.encode()))
    life.did(who, goals_csv.apply, planned)
    life.settle(who, by_hand=False)


#: What is done, and how often.
DEEDS = {
    add_action: 8, add_many: 1, finish: 10, give_up: 2, reopen: 4, move: 6, give: 6, work_on: 6, merge: 3, measure: 3,
    block: 3, resolve: 4, hold_again: 2, escalate: 2, decide: 2, choose: 3, ask: 2, answer: 4, say: 2, put_again: 1,
    reach: 2, noise: 3, delete: 4, take_in: 1,
}  # fmt: skip


def live(life: Life) -> None:
    """Somebody does something, or takes back what they did last, or does that again."""
    who = life.chance.choice(list(PEOPLE))
    what = life.chance.random()
    if what < 0.15:
        life.take_back(who, again=False)
        if what < 0.07:
            life.take_back(who, again=True)
    else:
        life.chance.choices(list(DEEDS), list(DEEDS.values()))[0](life, who)
