"""The makers of much work: actions, requests between departments, blockers, decisions, updates, comments and thanks."""

from datetime import timedelta

import msgspec

from store.demo.large_goals import moved
from store.demo.maker import Maker
from store.kinds import action as actions
from store.kinds import blocker as blockers
from store.kinds import comment as comments
from store.kinds import decision as decisions
from store.kinds import kudos as thanks
from store.kinds import request as requests
from store.kinds import update as updates
from store.kinds.acknowledging import UNDERSTOOD, Acknowledgement
from store.kinds.blocker import Interval, Raising
from store.kinds.decision import Hearing


def action(make: Maker, number: int) -> actions.Action:
    """As far as the request that it comes from, where one made it."""
    asked = make.asked_for.get(number)
    state = make.chance.choices(("todo", "doing", "review", "done", "dropped"), (30, 15, 5, 45, 5))[0]
    if asked:
        state = make.chance.choice(("todo", "doing")) if make.states[asked - 1] == "accepted" else "done"
    offset = make.chance.randint(-110, -2) if state in ("done", "dropped") else make.chance.randint(-6, 60)
    day = make.day(offset, offset)
    due = day if make.likely(0.95) else None
    earlier = f"A-{make.chance.randint(1, number - 1)}" if number > 1 and make.likely(0.05) else None
    made = actions.Action(
        title=make.phrase("verbs", "things", "places"),
        note=make.say("notes"),
        owner=make.one("person") if make.likely(0.95) else None,
        department=make.one("department"),
        due=due,
        priority=make.chance.choices(("high", "normal", "low"), (15, 70, 15))[0],
        state=state,
        reason=make.say("declines") if state == "dropped" else "",
        done_on=day if state == "done" else None,
        goal=make.goal(going=state in actions.OPEN),
        depends_on=(earlier,) if earlier else (),
        source=f"Q-{asked}" if asked else None,
        due_log=moved(make, offset) if due and make.likely(0.06) else (),
    )
    if asked:
        make.taken[asked] = msgspec.structs.replace(made, id=f"A-{number}")
    return made


def request(make: Maker, number: int) -> requests.Request:
    """One that was taken on asks for what its action does."""
    state = make.states[number - 1]
    taken = make.taken.get(number)
    if taken is not None:
        return _taken_on(make, state, taken)
    department, sent = make.one("department"), make.chance.randint(-15, -1)
    answered = sent + make.chance.randint(0, 4) if state in ("negotiating", "declined") else None
    return requests.Request(
        title=make.phrase("verbs", "things", "places"),
        department=department,
        asker=make.other("department", department),
        need_by=make.day(sent + 10, sent + 40),
        why=make.say("asks"),
        goal=make.goal(going=state in requests.OPEN),
        state=state,
        offer=make.say("offers") if state == "negotiating" else "",
        offer_by=make.day(15, 45) if state == "negotiating" else None,
        reason=make.say("declines") if state in ("declined", "withdrawn") else "",
        sent=make.day(sent, sent),
        answered=None if answered is None else make.day(min(answered, 0), min(answered, 0)),
    )


def _taken_on(make: Maker, state: str, taken: actions.Action) -> requests.Request:
    last = min(taken.due or make.today, make.today)
    sent = last - timedelta(make.chance.randint(12, 30))
    delivered = taken.done_on if state != "accepted" else None
    confirmed = None
    if state == "confirmed" and delivered:
        confirmed = min(delivered + timedelta(make.chance.randint(0, 3)), make.today)
    return requests.Request(
        title=taken.title,
        department=taken.department,
        asker=make.other("department", taken.department),
        need_by=taken.due,
        why=make.say("asks"),
        goal=taken.goal,
        state=state,
        action=taken.id,
        sent=sent,
        answered=sent + timedelta(make.chance.randint(0, 6)),
        delivered=delivered,
        confirmed=confirmed,
    )


def blocker(make: Maker, number: int) -> blockers.Blocker:
    """Three of ten still hold; of these some were raised again, escalated, or held before."""
    since = make.chance.randint(-40, -1)
    decision = make.ended_by.get(number)
    resolved = decision is not None or make.likely(0.7)
    resolution = ""
    if resolved:
        resolution = make.say("solved") if decision is None else f"D-{decision}: {chosen(make, decision)}"
    step = "" if resolved else make.say("steps")
    escalated = not resolved and make.likely(0.25)
    raised = sorted({make.chance.randint(since, -1) for _ in range(make.chance.choice((0, 0, 1, 2)))})
    return blockers.Blocker(
        title=make.say("blocks"),
        holds=make.some("action", 1, 1),
        waiting_on=make.one("department"),
        cause=make.chance.choice(("communication", "silo", "resource", "decision", "technical", "outside")),
        severity=make.chance.choice(("high", "normal", "low")),
        since=make.today + timedelta(since),
        next_step=step,
        next_owner=make.one("person") if step else None,
        next_by=make.day(1, 10) if step else None,
        raised=tuple(Raising((make.today + timedelta(day)).isoformat(), make.login()) for day in raised),
        escalated_to=make.one("person") if escalated else None,
        escalated_on=make.today + timedelta(make.chance.randint(since, 0)) if escalated else None,
        resolved=make.today + timedelta(make.chance.randint(since, 0)) if resolved else None,
        resolution=resolution,
        earlier=(_before(make, since),) if make.likely(0.1) else (),
    )


def _before(make: Maker, since: int) -> Interval:
    end = since - make.chance.randint(1, 10)
    return Interval(make.today + timedelta(end - make.chance.randint(1, 10)), make.today + timedelta(end))


def chosen(make: Maker, decision: int) -> str:
    """What the decision of that number says."""
    choices = make.phrases["choices"]
    return choices[decision % len(choices)][make.lang]


def decision(make: Maker, number: int) -> decisions.Decision:
    """Most are made, after whoever is to be consulted was heard or waived; one in seven is open."""
    ends = make.ends.get(number)
    if ends is None and make.likely(0.15):
        return decisions.Decision(question=make.say("questions"), goal=make.goal(going=True))
    goal = make.one("goal")
    decided = make.chance.randint(-100, -1)
    consulted = make.shared[goal][1] if goal else ()
    return decisions.Decision(
        question=make.say("questions"),
        goal=goal,
        chosen=chosen(make, number),
        why=make.say("reasons"),
        decided_by=make.some("person", 1, 2),
        decided=make.day(decided, decided),
        consulted={id: Hearing() if make.likely(0.8) else Hearing("waived", make.say("waived")) for id in consulted},
        review_on=make.day(-10, 90) if make.likely(0.5) else None,
        ends=(f"B-{ends}",) if ends else (),
        result=make.chance.choice(("as-expected", "better", "worse")) if decided < -60 else "",
    )


def update(make: Maker, _number: int) -> updates.Update:
    """Most departments have understood most of them."""
    sharer = make.one("department")
    to = tuple(id for id in make.some("department", 1, 4) if id != sharer)
    at = make.moment(-2)
    understood = {id: Acknowledgement(UNDERSTOOD, make.login(), at) for id in to if make.likely(0.9)}
    return updates.Update(
        title=make.say("moves"),
        sort=make.chance.choices(("news", "risk", "change", "number"), (40, 20, 20, 20))[0],
        text=make.say("notes"),
        departments=to,
        department=sharer,
        goal=make.goal(going=True) if make.going else None,
        owner=make.one("person"),
        acknowledged=understood,
    )


def comment(make: Maker, _number: int) -> comments.Comment:
    """On an action mostly, on other work now and then."""
    kind = make.chance.choices(("action", "request", "blocker", "decision", "goal"), (70, 10, 8, 4, 8))[0]
    on = make.one(kind) or make.one("action") or make.one("goal")
    return comments.Comment(text=make.say("comments"), on=on)


def kudos(make: Maker, _number: int) -> thanks.Kudos:
    """From one person to another, or to a department, for work on a goal."""
    giver = make.one("person")
    to = make.one("department") if make.likely(0.3) else make.other("person", giver)
    return thanks.Kudos(title=make.say("thanks"), to=to, giver=giver, about=make.one("goal"))
