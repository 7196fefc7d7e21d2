"""What keys do that only some kinds take: a value, a blocker, the next step, the room of a retrospective."""

from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from store import commands
from store.errors import ConcordError
from store.kinds import KINDS
from store.words import Words
from tui.i18n import t

if TYPE_CHECKING:
    from tui.acts.record import Acts
    from tui.rooms.room import Room


async def value(acts: "Acts") -> None:
    """What the record takes: a stance, a check-in, an answer, a share, how it turned out."""
    place = _TAKES.get(acts.kind.name)
    await (_check_in(acts) if place is None else _later(*place)(acts))


#: Where that is done, by kind.
_TAKES = {
    "goal": ("acts.goal", "say"),
    "request": ("acts.request", "answer"),
    "resource": ("acts.allocation", "allocate"),
    "allocation": ("acts.allocation", "answer"),
    "team": ("acts.request", "shares"),
    "decision": ("acts.decision", "turned_out"),
}


async def _check_in(acts: "Acts") -> None:
    from store.kinds.key_result import check_in
    from tui.parts.form import Form

    record = acts.record()
    acts.desk.workspace.foresee(check_in, record.id, 0)
    declared = KINDS["check-in"].fields
    fields = [declared[name] for name in ("value", "confidence", "note", "help_from", "on")]
    latest = acts.desk.overview.latest(record.id)
    values: dict[str, Any] = {"on": acts.desk.today}
    if latest is not None:
        values["confidence"] = latest.confidence

    async def submit(new: dict[str, Any]) -> Any:
        return await acts.desk.do(
            check_in,
            record.id,
            new.get("value"),
            new.get("confidence"),
            new.get("note") or "",
            new.get("on"),
            new.get("help_from") or (),
        )

    title = t("Check in {id}", id=record.id)
    if await acts.show(Form(acts.desk, title, fields, values, submit)) is not None:
        acts.finished(Words("Check-in for {id} saved", id=record.id))


async def block(acts: "Acts") -> None:
    """Say what holds the records up."""
    from store.commands.outcome import is_new
    from store.kinds import blocker
    from tui.parts.form import Form

    ids = acts.ids
    acts.desk.workspace.foresee(blocker.block, ids, "-")
    declared = KINDS["blocker"].fields
    more = ("waiting_on", "cause", "severity", "next_step", "next_owner", "next_by")
    fields = [declared[name] for name in ("title", *more)]
    values = {"cause": "communication", "severity": "normal"}

    async def submit(new: dict[str, Any]) -> Any:
        given = {name: new[name] for name in more if new.get(name)}
        return await acts.desk.do(blocker.block, ids, new.get("title") or "", **given)

    title = t("What holds up {ids}?", ids=ids[:4])
    made = await acts.show(Form(acts.desk, title, fields, values, submit))
    if made is not None:
        acts.finished(is_new(made))


async def next_step(acts: "Acts") -> None:
    """What happens next about a blocker, by whom, by when."""
    from store.commands import dry_run
    from tui.parts.form import Form

    record = acts.record()
    asked = [acts.kind.fields[name] for name in ("next_step", "next_owner", "next_by")]
    fields, closed = dry_run.editing(acts.desk.workspace, record, asked)
    values = {field.name: getattr(record, field.name) for field in fields}

    async def submit(new: dict[str, Any]) -> Any:
        return await acts.desk.do(commands.edit, record.id, new, base=record)

    title = t("Next step for {id}", id=record.id)
    after = await acts.show(Form(acts.desk, title, fields, values, submit, closed=closed))
    if after is not None:
        acts.tell_changed(record, after, list(values))


async def room(acts: "Acts") -> None:
    """The cards of the chosen retrospective."""
    from tui.rooms.retro import RetroRoom

    await acts.show(RetroRoom(acts.desk, acts.chosen))


def _later(module: str, name: str) -> "Callable[[Acts], Awaitable[None]]":
    """An act whose module is read in when it is first wanted."""

    async def act(acts: "Acts") -> None:
        await getattr(import_module(f"tui.{module}"), name)(acts)

    return act


async def my_day(acts: "Acts") -> None:
    """What concerns me today; what is chosen there is opened."""
    from tui.rooms.my_day import MyDay

    await _go_from(acts, MyDay(acts))


async def waits(acts: "Acts") -> None:
    """Who waits for whom; what is chosen there is opened."""
    from tui.rooms.waits import WaitsRoom

    await _go_from(acts, WaitsRoom(acts))


async def why(acts: "Acts") -> None:
    """What makes it red or amber; what is chosen there is opened."""
    from tui.rooms.why import WhyRoom

    await _go_from(acts, WhyRoom(acts, acts.chosen))


async def timeline(acts: "Acts") -> None:
    """The timeline of the goal that it is about, or of all; what is chosen there is opened."""
    from tui.board.places import goal_of
    from tui.rooms.timeline.room import TimelineRoom

    plan = TimelineRoom(acts, goal_of(acts.desk.records, acts.chosen))
    plan.hold(plan.rows, acts.chosen)
    await _go_from(acts, plan)


async def standup(acts: "Acts") -> None:
    """My entry where I have not posted yet and may, then the room."""
    from tui.rooms.standup.my_entry import EntryScreen, may_post
    from tui.rooms.standup.room import StandupRoom

    desk = acts.desk
    me, room = desk.records.person_of(desk.who), StandupRoom(acts)
    if me is not None and desk.overview.entries.of(me.id, desk.here) is None:
        try:
            may_post(desk, me.id)
        except ConcordError as error:
            room.say(error.words, "bad")
        else:
            await acts.show(EntryScreen(desk))
    await _go_from(acts, room)


async def _go_from(acts: "Acts", room: "Room") -> None:
    found = await acts.show(room)
    if found:
        acts.desk.open(found)


async def anew(acts: "Acts") -> None:
    """Draw the screen again, chosen among the keys or commands; typed, the key works everywhere."""
    acts.board.app.anew()  # type: ignore[attr-defined]


ACTS: "dict[str, Callable[[Acts], Awaitable[None]]]" = {
    "value": value,
    "block": block,
    "next_step": next_step,
    "room": room,
    "my_day": my_day,
    "waits": waits,
    "why": why,
    "timeline": timeline,
    "standup": standup,
    "owner": _later("acts.one_field", "owner"),
    "due": _later("acts.one_field", "due"),
    "priority": _later("acts.one_field", "priority"),
    "anew": anew,
    "gate": _later("acts.goal", "gate"),
    "raci": _later("acts.goal", "raci"),
    "ask": _later("acts.request", "ask"),
    "decide": _later("acts.decision", "decide"),
    "escalate": _later("acts.decision", "escalate"),
}
