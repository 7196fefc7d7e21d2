"""What keys do between departments: ask, answer, grant, decide, escalate; and the shares of a team."""

from typing import TYPE_CHECKING, Any

import msgspec

from store.fields import Field, choice, number, ref, refs, text
from store.kinds import KINDS
from store.words import Words
from tui.i18n import t

if TYPE_CHECKING:
    from store.kinds.request import Request
    from store.records import Changes
    from tui.board.acts import Acts


def _named(field: Field, name: str, **values: Any) -> Field:
    return msgspec.structs.replace(field, name=name, **values)


_WHY = _named(text("Why"), "why")


async def _form(
    acts: "Acts", title: str, fields: list[Field], values: dict[str, Any], submit: Any, draft: str = ""
) -> Any:
    from tui.parts.form import Form

    return await acts.show(Form(acts.desk, title, fields, values, submit, draft=draft))


# Requests


async def ask(acts: "Acts") -> None:
    """Ask another department for something, for the goal that is chosen or narrowed to."""
    from store import commands
    from tui.board.places import goal_of

    declared = KINDS["request"].fields
    fields = [declared[name] for name in ("title", "department", "need_by", "why", "goal", "asker")]
    person = acts.desk.records.person_of(acts.desk.who)
    values: dict[str, Any] = {
        "goal": goal_of(acts.desk.records, acts.chosen) or None,
        "asker": None if person is None else person.department,
    }
    if acts.chosen.startswith("DP-") and acts.chosen != values["asker"]:
        values["department"] = acts.chosen

    async def submit(new: dict[str, Any]) -> Any:
        return await acts.desk.do(commands.add, "request", new)

    made = await _form(acts, t("Ask another department"), fields, values, submit, "ask")
    if made is not None:
        acts.finished(Words("{id} is sent", id=made.id))


_ANSWERS = choice("Answer", ("accept", "Accept"), ("negotiate", "Offer something else"), ("decline", "Decline"))
_CONFIRMS = choice("Answer", ("confirm", "It is what was asked for"), ("return", "It is not"))


async def answer(acts: "Acts") -> None:
    """Accept, negotiate, decline; confirm what was delivered, or give it back."""
    request: Request = acts.record()
    if request.state == "delivered":
        fields = [_named(_CONFIRMS, "answer", names=True), _WHY]
    elif request.state in ("sent", "negotiating"):
        declared = KINDS["action"].fields
        fields = [
            _named(_ANSWERS, "answer", names=True),
            _named(declared["owner"], "owner", hint="Who does it, when it is accepted"),
            _named(declared["due"], "due", hint="By when; otherwise when it is needed"),
            _named(text("Why", hint="What is offered instead, or why not"), "why"),
        ]
    else:
        words = Words("{id} is answered; d delivers, x withdraws it", id=request.id)
        acts.desk.say(words, "warn")
        return

    async def submit(new: dict[str, Any]) -> Any:
        return await acts.desk.do(_answered, request.id, new)

    if await _form(acts, f"{request.id}  {t('Answer')}", fields, {}, submit) is not None:
        acts.finished(Words("{id} changed", id=request.id))


def _answered(changes: "Changes", id: str, new: dict[str, Any]) -> Any:
    from store import commands
    from store.kinds import request

    why, due = new.get("why") or "", new.get("due")
    match new.get("answer") or "accept":
        case "negotiate":
            return request.negotiate(changes, id, why, due)
        case "decline":
            return request.decline(changes, id, why)
        case "confirm":
            return request.confirm(changes, id)
        case "return":
            return commands.reopen(changes, id, why)
        case _:
            return request.accept(changes, id, new.get("owner"), due)


# Resources and teams

_GRANTS = choice("Answer", ("grant", "Grant"), ("decline", "Decline"), ("release", "Release"))


async def allocate(acts: "Acts") -> None:
    """Ask for some of a resource; grant, decline or release what is asked for or granted."""
    from tui.board.pools import ASK, PoolScreen

    chosen = await acts.show(PoolScreen(acts.desk, acts.chosen))
    if chosen is None:
        return
    if chosen == ASK:
        from tui.board.goal_acts import add_with

        made = await add_with(acts, "allocation", {"resource": acts.chosen, "amount": 1})
        if made is not None:
            acts.finished(Words("{id} is sent", id=made.id))
        return
    record: Any = acts.desk.records.get(chosen)
    why = text("Why", hint="Declining wants a reason; so does more than there is")
    fields = [_named(_GRANTS, "answer", names=True), _named(why, "why")]
    values = {"answer": "release" if record.state == "granted" else "grant"}

    async def submit(new: dict[str, Any]) -> Any:
        return await acts.desk.do(_allotted, chosen, new)

    if await _form(acts, f"{chosen}  {record.title}", fields, values, submit) is not None:
        acts.finished(Words("{id} changed", id=chosen))


def _allotted(changes: "Changes", id: str, new: dict[str, Any]) -> Any:
    from store import commands
    from store.kinds import allocation

    why = new.get("why") or ""
    match new.get("answer"):
        case "decline":
            return allocation.decline(changes, id, why)
        case "release":
            return commands.done(changes, id, why)
        case _:
            return allocation.grant(changes, id, why)


_SHARES = [
    _named(ref("Person", "person"), "person", names=True),
    _named(number("Share of time", least=0, most=100, hint="In percent; 0 takes the person out"), "share"),
]


async def shares(acts: "Acts") -> None:
    """Give somebody a share in a team."""
    from store.kinds.team import set_share

    id = acts.chosen

    async def submit(new: dict[str, Any]) -> Any:
        return await acts.desk.do(set_share, id, new.get("person") or "", int(new.get("share") or 0))

    if await _form(acts, f"{id}  {t('Shares of time')}", list(_SHARES), {"share": 50}, submit) is not None:
        acts.finished(Words("{id} changed", id=id))


# Decisions and escalation


async def decide(acts: "Acts") -> None:
    """Record a decision about what is chosen; one that is still open is decided."""
    from store import commands
    from store.kinds.decision import Hearing
    from tui.board.places import goal_of

    record: Any = acts.record()
    goal: Any = acts.desk.records.find(goal_of(acts.desk.records, record.id))
    consulted = [id for id, letter in goal.raci.items() if letter == "C"] if goal is not None else []
    declared = KINDS["decision"].fields
    names = ("question", "options", "chosen", "why", "review_on", "ends", "answers")
    fields = [declared[name] for name in names]
    heard = refs("Heard", "department", "person", hint="Who has a C was asked; take out who was not")
    fields[3:3] = [
        _named(heard, "heard"),
        _named(text("Why not all", hint="Why somebody with a C was not heard"), "waived"),
    ]
    if record.id.startswith("D-"):
        values = {name: getattr(record, name) for name in names}
    else:
        objecting = (
            [id for id, stance in goal.stances.items() if stance.stance == "objects" and not stance.answer]
            if goal and record is goal
            else []
        )
        values = {"ends": (record.id,) if record.id.startswith("B-") else (), "answers": tuple(objecting)}
    values["heard"] = tuple(consulted)

    async def submit(new: dict[str, Any]) -> Any:
        given = {name: new.get(name) or (() if declared[name].type == "refs" else "") for name in names}
        given["review_on"] = new.get("review_on")
        hearings = {id: Hearing() for id in new.get("heard") or ()}
        if why := new.get("waived"):
            hearings |= {id: Hearing("waived", why) for id in consulted if id not in hearings}
        given |= {"goal": None if goal is None else goal.id, "consulted": hearings}
        if record.id.startswith("D-"):
            return await acts.desk.do(commands.edit, record.id, given, base=record)
        return await acts.desk.do(commands.add, "decision", given)

    made = await _form(acts, t("Decide"), fields, values, submit, f"decide {record.id}")
    if made is not None:
        acts.finished(Words("{id} is kept", id=made.id))


async def turned_out(acts: "Acts") -> None:
    """How a decision turned out; one that is still open is decided."""
    from store import commands
    from tui.parts.ask import Ask

    record: Any = acts.record()
    if not record.chosen:
        await decide(acts)
        return
    field = KINDS["decision"].fields["result"]
    value = await acts.show(
        Ask(acts.desk, f"{record.id}  {t('How it turned out')}", field, record.result or "as-expected")
    )
    if value is not None:
        await acts.desk.do(commands.edit, record.id, {"result": value})
        acts.finished(Words("{id} changed", id=record.id))


async def escalate(acts: "Acts") -> None:
    """Put a blocker before the next one above."""
    from store.kinds import escalation

    blocker: Any = acts.record()
    above = escalation.ladder(blocker, acts.desk.records)
    if blocker.escalated_to in above:
        above = above[above.index(blocker.escalated_to) + 1 :]
    fields = [
        _named(ref("Before", "person", hint="The lead, the accountable, the leads above"), "to", names=True),
        _WHY,
    ]

    async def submit(new: dict[str, Any]) -> Any:
        return await acts.desk.do(escalation.escalate, blocker.id, new.get("to"), new.get("why") or "")

    values = {"to": above[0] if above else None}
    made = await _form(acts, t("Escalate {id}", id=blocker.id), fields, values, submit)
    if made is not None:
        acts.finished(
            Words("{id} is put before {who}", id=blocker.id, who=acts.board.pane.listing.person(made.escalated_to))
        )
