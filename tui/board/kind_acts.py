"""What keys do that only some kinds take: a value, a blocker, the next step, the room of a retrospective."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

import msgspec

from store import commands
from store.fields import choice, ref, text
from store.kinds import KINDS
from store.words import Words
from tui.i18n import t

if TYPE_CHECKING:
    from tui.board.acts import Acts

#: What a department says to a goal, as a form asks it.
_STANCE = (
    msgspec.structs.replace(ref("Department", "department"), name="department", names=True),
    msgspec.structs.replace(
        choice(
            "Stance",
            ("agrees", "Agrees"),
            ("reservation", "Agrees with a reservation"),
            ("objects", "Objects"),
            ("pending", "No answer yet"),
        ),
        name="stance",
    ),
    msgspec.structs.replace(text("Why", hint="A reservation and an objection want a reason"), name="reason"),
)


async def value(acts: "Acts") -> None:
    """A stance for a goal, a check-in for a key result."""
    if acts.kind.name == "goal":
        await _stance(acts)
    else:
        await _check_in(acts)


async def _stance(acts: "Acts") -> None:
    from store.kinds.consensus import take_stance
    from tui.parts.form import Form

    goal = acts.record()
    if not goal.departments:
        acts.desk.say(Words("{id} involves no departments yet; e adds them", id=goal.id), "warn")
        return
    mine = _department_of(acts)
    department = mine if mine in goal.departments else goal.departments[0]
    now = goal.stances.get(department)
    values = {
        "department": department,
        "stance": now.stance if now and now.stance != "pending" else "agrees",
        "reason": now.reason if now else "",
    }

    async def submit(new: dict[str, Any]) -> Any:
        return await acts.desk.do(
            take_stance, goal.id, new.get("department") or "", new.get("stance") or "agrees", new.get("reason") or ""
        )

    if await acts.show(Form(acts.desk, t("Stance on {id}", id=goal.id), list(_STANCE), values, submit)) is not None:
        acts.finished(Words("Stance on {id} saved", id=goal.id))


def _department_of(acts: "Acts") -> str | None:
    from store.kinds.person import Person

    return next((each.department for each in acts.desk.records.all(Person) if each.login == acts.desk.who), None)


async def _check_in(acts: "Acts") -> None:
    from store.kinds.key_result import check_in
    from tui.parts.form import Form

    record = acts.record()
    declared = KINDS["check-in"].fields
    fields = [declared[name] for name in ("value", "confidence", "note", "on")]
    latest = acts.desk.overview.latest(record.id)
    values: dict[str, Any] = {"on": acts.desk.today}
    if latest is not None:
        values["confidence"] = latest.confidence

    async def submit(new: dict[str, Any]) -> Any:
        return await acts.desk.do(
            check_in, record.id, new.get("value"), new.get("confidence"), new.get("note") or "", new.get("on")
        )

    title = t("Check in {id}", id=record.id)
    if await acts.show(Form(acts.desk, title, fields, values, submit)) is not None:
        acts.finished(Words("Check-in for {id} saved", id=record.id))


async def block(acts: "Acts") -> None:
    """Say what holds the records up."""
    from store.kinds import blocker
    from tui.parts.form import Form

    ids = acts.ids
    declared = KINDS["blocker"].fields
    more = ("waiting_on", "cause", "severity", "next_step", "next_owner", "next_by")
    fields = [declared[name] for name in ("title", *more)]
    values = {"cause": "communication", "severity": "normal"}

    async def submit(new: dict[str, Any]) -> Any:
        given = {name: new[name] for name in more if new.get(name)}
        return await acts.desk.do(blocker.block, ids, new.get("title") or "", **given)

    title = t("What holds up {ids}?", ids=", ".join(ids[:4]))
    made = await acts.show(Form(acts.desk, title, fields, values, submit))
    if made is not None:
        acts.finished(Words("{id} added", id=made.id))


async def next_step(acts: "Acts") -> None:
    """What happens next about a blocker, by whom, by when."""
    from tui.parts.form import Form

    record = acts.record()
    fields = [acts.kind.fields[name] for name in ("next_step", "next_owner", "next_by")]
    values = {field.name: getattr(record, field.name) for field in fields}

    async def submit(new: dict[str, Any]) -> Any:
        return await acts.desk.do(commands.edit, record.id, new, base=record)

    if await acts.show(Form(acts.desk, t("Next step for {id}", id=record.id), fields, values, submit)) is not None:
        acts.finished(Words("{id} changed", id=record.id))


async def room(acts: "Acts") -> None:
    """The cards of the chosen retrospective."""
    from tui.rooms.retro import RetroRoom

    await acts.show(RetroRoom(acts.desk, acts.chosen))


ACTS: "dict[str, Callable[[Acts], Awaitable[None]]]" = {
    "value": value,
    "block": block,
    "next_step": next_step,
    "room": room,
}
