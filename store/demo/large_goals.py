"""The makers of many goals, as far as each is, and of what they are measured by and learned from."""

from datetime import timedelta

import msgspec

from store.demo.maker import Maker
from store.kinds import card as cards
from store.kinds import check_in as check_ins
from store.kinds import goal as goals
from store.kinds import key_result as key_results
from store.kinds import lesson as lessons
from store.kinds import milestone as milestones
from store.kinds import retro as retros
from store.kinds import term as terms
from store.kinds.feedback import QUESTIONS, Feedback
from store.kinds.goal import STEPS, Passage, Stance
from store.kinds.goal_shares import Share
from store.kinds.moves import DueChange
from store.kinds.retro_format import RetroFormat

#: Goals stand so, of each eight.
REACHED = ("prepare", "meet", "plan", "execute", "execute", "execute", "evaluate", "closed")
#: How many days from today they begin, and how many later they are due.
BEGINS = {
    "prepare": (5, 60, 60, 180),
    "meet": (0, 40, 60, 180),
    "plan": (-10, 25, 60, 180),
    "execute": (-110, -5, 100, 180),
    "evaluate": (-150, -110, 115, 165),
    "closed": (-260, -150, 60, 140),
}
#: Once a goal is past the meeting, and while it is held.
AGREED, HELD = ("agrees", "agrees", "agrees", "reservation"), ("agrees", "agrees", "reservation", "objects", "pending")


def goal(make: Maker, number: int) -> goals.Goal:
    """What its departments say to it, its letters and the gates behind it fit the step that it has reached."""
    step = make.chance.choice(REACHED)
    first, last, least, most = BEGINS[step]
    start = make.chance.randint(first, last)
    at = STEPS.index(step)
    departments = make.some("department", 2, 4)
    owner = make.one("person")
    raci = _raci(make, owner, departments) if at >= STEPS.index("plan") else {}
    consulted = tuple(id for id, letter in raci.items() if letter == "C")
    make.shared[f"G-{number}"] = departments, consulted
    if step != "closed":
        make.going.append(f"G-{number}")
    return goals.Goal(
        title=make.phrase("aims", "places"),
        why=make.say("notes"),
        expected=make.phrase("measures"),
        owner=owner,
        departments=departments,
        parent=f"G-{make.chance.randint(1, number - 1)}" if number > 1 and make.likely(0.1) else None,
        start=make.today + timedelta(start),
        due=make.today + timedelta(start + make.chance.randint(least, most)),
        step=step,
        outcome=make.chance.choice(("achieved", "partly", "missed")) if step == "closed" else "",
        reason=make.say("outcomes") if step == "closed" else "",
        stances={id: _stance(make, AGREED if at > 1 else HELD, start) for id in departments} if at else {},
        shares={id: _share(make, ready=at > 0 or make.likely(0.5)) for id in departments},
        raci=raci,
        passed={each: _passage(make, start - 30 + 6 * n, departments, each) for n, each in enumerate(STEPS[:at])},
    )


def _raci(make: Maker, owner: str | None, departments: tuple[str, ...]) -> dict[str, str]:
    """The owner is accountable, the first department responsible, the others whatever they are."""
    letters = {id: make.chance.choice(("R", "C", "C", "I")) for id in departments[1:]}
    return {**({owner: "A"} if owner else {}), **dict.fromkeys(departments[:1], "R"), **letters} if owner else {}


def _stance(make: Maker, said: tuple[str, ...], start: int) -> Stance:
    stance = make.chance.choice(said)
    if stance == "pending":
        return Stance()
    at = make.moment(start - 20)
    if stance == "agrees":
        return Stance(stance, by=make.login(), at=at)
    if stance == "reservation":
        return Stance(stance, make.say("reservations"), make.login(), at)
    answer = make.say("answers") if make.likely(0.5) else ""
    by = make.login()
    return Stance(stance, make.say("objections"), by, at, answer=answer, answered_by=by if answer else "")


def _share(make: Maker, ready: bool) -> Share:
    if not ready:
        return Share()
    if make.likely(0.1):
        return Share(ready="waived", why=make.say("waived"), by=make.login())
    return Share(make.say("benefits"), make.say("costs"), make.say("brings"), "ready", by=make.login())


def _passage(make: Maker, offset: int, departments: tuple[str, ...], step: str) -> Passage:
    """One in twelve goes on without something, with the reason."""
    at, by = make.moment(offset), make.login()
    if not departments or step not in ("prepare", "meet") or not make.likely(0.08):
        return Passage(at, by)
    missing = f"{'ready' if step == 'prepare' else 'value'} {departments[-1]}"
    return Passage(at, by, make.say("passes"), (missing,))


def key_result(make: Maker, number: int) -> key_results.KeyResult:
    """Up, down, or within a band."""
    direction = make.chance.choice(("up", "up", "up", "down", "down", "within"))
    start, target = {"down": (90, 40), "within": (40, 60)}.get(direction, (0, make.chance.choice((60, 80, 90, 100))))
    make.spans[f"KR-{number}"] = start, target
    return key_results.KeyResult(
        title=make.phrase("measures", "places"),
        goal=make.one("goal"),
        department=make.one("department"),
        owner=make.one("person"),
        start=start,
        target=target,
        direction=direction,
    )


def check_in(make: Maker, _number: int) -> check_ins.CheckIn:
    """Somewhere on the way, the later the further."""
    key_result = make.one("key-result")
    start, target = make.spans[key_result] if key_result else (0, 100)
    on = make.chance.randint(-60, -1)
    way = (on + 70) / 90 + make.chance.random() * 0.3
    return check_ins.CheckIn(
        value=round(start + (target - start) * way),
        key_result=key_result,
        on=make.day(on, on),
        confidence=make.chance.randint(2, 10),
        note=make.say("comments") if make.likely(0.2) else "",
    )


def milestone(make: Maker, number: int) -> milestones.Milestone:
    """Reached if it was due some time ago, mostly; one in six has moved."""
    offset = make.chance.randint(-100, 90)
    day = make.day(offset, offset)
    due = day if make.likely(0.97) else None
    reached = offset < -3 and make.likely(0.9)
    return milestones.Milestone(
        title=make.phrase("stages", "places"),
        goal=make.goal(going=not reached),
        department=make.one("department"),
        owner=make.one("person"),
        due=due,
        depends_on=(f"MS-{make.chance.randint(1, number - 1)}",) if number > 1 and make.likely(0.2) else (),
        done=min(day + timedelta(make.chance.randint(-2, 3)), make.today) if reached else None,
        due_log=moved(make, offset) if due and make.likely(0.16) else (),
    )


def moved(make: Maker, offset: int) -> tuple[DueChange, ...]:
    """The move of a due day by a week or two, before it came."""
    before = make.today + timedelta(offset - 7 * make.chance.randint(1, 2))
    after = make.day(offset, offset)
    return (DueChange(before, after, make.say("moves"), make.login(), make.moment(min(offset - 14, -1))),)


def retro_format(make: Maker, number: int) -> RetroFormat:
    """With columns that cards name."""
    one, other, last = (make.say("cards") for _ in range(3))
    columns = f"1 {one}; 2 {other}; 3 {last}"
    return RetroFormat(title=f"{make.say('cards')} {number}", columns=columns)


def retro(make: Maker, _number: int) -> retros.Retro:
    """Closed when its day has come."""
    on = make.day(-100, 10)
    return retros.Retro(
        title=make.phrase("aims", "places"),
        goal=make.one("goal"),
        departments=make.some("department", 1, 3),
        facilitator=make.one("person"),
        on=on,
        state="closed" if on < make.today else "gather",
    )


def card(make: Maker, _number: int) -> cards.Card:
    """Something to start, stop or go on with."""
    column = make.chance.choice(("start", "stop", "continue"))
    return cards.Card(text=make.say("cards"), retro=make.one("retro"), column=column, author=make.one("person"))


def feedback(make: Maker, number: int) -> Feedback:
    """Each department is asked once about each other one in a retrospective; three of four have answered."""
    retros, departments = make.made["retro"], make.made["department"]
    rest, at = divmod(number, len(retros))
    on, of = (departments[each % len(departments)] for each in divmod(rest, len(departments)))
    asked = Feedback(title=f"{of} → {on}", retro=retros[at], of=of, on=on)
    if not make.likely(0.75):
        return asked
    answers = {name: make.chance.randint(1, 5) for name in QUESTIONS}
    said = make.say("comments") if make.likely(0.5) else ""
    given = make.day(-60, -1)
    return msgspec.structs.replace(asked, **answers, said=said, given=given, given_by=make.one("person"))


def lesson(make: Maker, _number: int) -> lessons.Lesson:
    """Two of three were used since."""
    sort = "do" if make.likely(0.6) else "avoid"
    return lessons.Lesson(
        title=make.say("lessons" if sort == "do" else "mistakes"),
        sort=sort,
        departments=make.some("department", 1, 3),
        retro=make.one("retro"),
        goal=make.one("goal"),
        used_in=make.some("goal", 1, 2) if make.likely(0.66) else (),
    )


def term(make: Maker, number: int) -> terms.Term:
    """A word that two departments mean otherwise, each its own."""
    meanings = {id: make.say("cards") for id in make.some("department", 2, 2)}
    return terms.Term(word=f"{make.phrase('aims', 'places')} {number}", meanings=meanings)
