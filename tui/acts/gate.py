"""Taking a goal through its gate or back, and doing what meets a want of it."""

from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec

from store import commands
from store.commands import dry_run
from store.errors import Fault, Invalid
from store.fields import choice, ref, text
from store.kinds import KINDS, gates
from store.kinds.goal import STEPS, Goal
from store.kinds.meeting import Meeting
from store.kinds.meeting_ending import goes_on
from store.kinds.retro import Retro
from store.words import Words
from tui.acts import allocation
from tui.acts import goal as goal_acts
from tui.acts.record import add_with
from tui.acts.rest import give
from tui.i18n import t
from tui.parts.ask import Ask
from tui.parts.context_form import Answering
from tui.text.safe import safe

if TYPE_CHECKING:
    from store.kinds.gates import Want
    from store.records import Changes
    from tui.acts.acts import Acts


async def go_on(acts: "Acts", *, lacks: bool) -> bool:
    """Take the goal through its gate; False where the person thought better of it."""
    goal: Goal = acts.record()
    workspace = acts.desk.workspace
    outcome: str | None = ""
    if goal.step == "evaluate":
        field = KINDS["goal"].fields["outcome"]
        choices = tuple(each for each in field.choices if each.value not in ("", "dropped"))
        field = msgspec.structs.replace(field, choices=choices)
        field = dry_run.choosing(
            workspace, field, lambda changes, each: gates.advance(changes, goal.id, "-", each, goal.step)
        )
        outcome = await acts.show(Ask(acts.desk, t("How did {id} come out?", id=goal.id), field, "achieved"))
        if outcome is None:
            return False
    else:
        workspace.foresee(gates.advance, goal.id, "-", "", goal.step)

    async def save(why: str) -> None:
        await give(acts, gates.advance, goal.id, why, outcome, goal.step)

    if lacks:
        if await acts.ask_why(t("Why go on without what the gate wants?"), save) is None:
            return False
    else:
        await save("")
    return _came_to(acts, STEPS[STEPS.index(goal.step) + 1])


async def go_back(acts: "Acts", step: str) -> bool:
    """Take the goal back to that step, with the reason."""
    id = acts.chosen
    acts.desk.workspace.foresee(gates.go_back, id, step, "-")
    save = partial(acts.desk.do, gates.go_back, id, step)
    if await acts.ask_why(t("Why does {id} go back?", id=id), save) is None:
        return False
    return _came_to(acts, step)


def _came_to(acts: "Acts", step: str) -> bool:
    label = KINDS["goal"].fields["step"].label_of(step)
    acts.finished(Words("{id} is at the step {step}", id=acts.chosen, step=label))
    return True


async def meet(acts: "Acts", want: "Want") -> None:
    """Do what meets something that the gate wants."""
    aimed = acts.on(want.id)
    if want.meet in ("ready", "answer") or (want.meet == "value" and want.id.startswith("G-")):
        await goal_acts.say(aimed, want.party, "answer" if want.meet == "answer" else "", alone=True)
    elif want.meet == "edit":
        await _fill_in(aimed, want.field)
    elif want.reason == "granted-beyond":
        await allocation.say_why(aimed, acts.chosen)
    elif want.meet == "retro":
        await _look_back(acts)
    elif want.meet == gates.HELD:
        await _call_together(acts)
    elif want.meet == "lesson":
        goal: Goal = acts.record()
        values = {"goal": goal.id, "departments": goal.departments, "retro": want.id}
        await add_with(aimed, "lesson", values)
    elif want.meet == "done":
        await _end(aimed)
    else:
        await aimed.do(want.meet)


async def _fill_in(acts: "Acts", name: str) -> None:
    """Ask for the one field that the gate wants of a record."""
    record: Any = acts.record()
    field = dry_run.setting(acts.desk.workspace, [record.id], name)

    async def save(value: Any) -> None:
        await acts.desk.do(commands.edit, record.id, {name: value}, base=record)

    title, now = f"{record.id}  {safe(record.title)}", getattr(record, name)
    if await acts.show(Ask(acts.desk, title, field, now, save=save)) is not None:
        acts.tell_changed(record, acts.record(), (name,))


async def _look_back(acts: "Acts") -> None:
    """The retrospective about the goal that is under way, or a new one."""
    goal: Goal = acts.record()
    under_way = [each for each in acts.desk.records.pointing(Retro, "goal", goal.id) if each.state != "closed"]
    if under_way:
        await acts.host.open_room("retro", under_way[-1].id)
        return
    values = {"title": goal.title, "goal": goal.id, "departments": goal.departments, "on": acts.desk.common_day}
    made = await add_with(acts, "retro", values)
    if made:
        acts.finished(Words("{id} added; the same key opens its cards", id=made[0].id))


async def _call_together(acts: "Acts") -> None:
    """The meeting about the goal that is planned or under way, or a new one."""
    goal: Goal = acts.record()
    if any(goes_on(each, acts.desk.today) for each in acts.desk.records.pointing(Meeting, "goal", goal.id)):
        await acts.host.open_room("meeting", goal.id)
        return
    values = {"title": goal.title, "goal": goal.id, "departments": goal.departments, "on": acts.desk.common_day}
    made = await add_with(acts, "meeting", values)
    if made:
        acts.finished(Words("{id} added; the same key opens it", id=made[0].id))


_END = (
    choice(
        "What becomes of it",
        ("done", "Done"),
        ("dropped", "Dropped"),
        ("carried", "Carried over"),
        name="how",
        names=True,
    ),
    ref("To the goal", "goal", hint="Where it is carried to", name="goal"),
    text("Why", name="why"),
)


async def _end(acts: "Acts") -> None:
    """An action that is open when its goal has been carried out: done, dropped, or carried to another goal."""
    record: Any = acts.record()
    id = record.id

    def end(changes: "Changes", how: str) -> Any:
        if how == "carried":
            return commands.edit(changes, id, {"goal": None}, why="-")
        return commands.done(changes, id) if how == "done" else commands.drop(changes, id, "-")

    how_ended = dry_run.choosing(acts.desk.workspace, _END[0], end)

    async def submit(new: dict[str, Any]) -> Any:
        how, why, goal = new.get("how"), new.get("why") or "", new.get("goal")
        if how == "done":
            return await give(acts, commands.done, id)
        if how == "dropped":
            return await acts.desk.do(commands.drop, id, why)
        if goal in (None, record.goal):
            raise Invalid(id, [Fault("goal", Words("name the goal that goes on with it", "needed"))])
        return await acts.desk.do(commands.edit, id, {"goal": goal}, why=why)

    title = f"{id}  {safe(record.title)}"
    after = await acts.show(Answering(acts.desk, title, [how_ended, *_END[1:]], {"how": "done"}, submit))
    if after is not None:
        acts.tell_changed(record, after, ("state", "goal"))
