"""What keys do to a goal on its way: what departments say to it, its gate, its RACI."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from store import commands
from store.fields import Field, choice, ref, text
from store.kinds import KINDS
from store.kinds.goal import STEPS, Goal, Share, Stance
from store.words import Words
from tui.i18n import t

if TYPE_CHECKING:
    from store.kinds.gates import Want
    from store.records import Changes
    from tui.board.acts import Acts


def _named(field: Field, name: str, **values: Any) -> Field:
    return msgspec.structs.replace(field, name=name, **values)


_DEPARTMENT = _named(ref("Department", "department"), "department", names=True)
_SHARES = (
    _named(text("Benefit", hint="What it has of the goal"), "benefit"),
    _named(text("Cost", hint="What it puts into it"), "cost"),
)
#: What a department says while a goal is prepared, and afterwards.
_READY = (
    _DEPARTMENT,
    _named(choice("State", ("ready", "Ready"), ("waived", "Need bring nothing"), ("", "Not yet")), "ready"),
    _named(text("Brings", hint="The material that it brings to the meeting"), "brings"),
    _named(text("Why", hint="Why it need bring nothing"), "why"),
    *_SHARES,
)
_STANCE = (
    _DEPARTMENT,
    _named(
        choice(
            "Stance",
            ("agrees", "Agrees"),
            ("reservation", "Agrees with a reservation"),
            ("objects", "Objects"),
            ("answer", "Answer the objection"),
            ("pending", "No answer yet"),
        ),
        "stance",
    ),
    _named(text("Why", hint="A reservation, an objection and an answer want words"), "reason"),
    *_SHARES,
)


async def say(acts: "Acts", department: str = "", stance: str = "") -> None:
    """What a department says to the goal: ready while it is prepared, its stance afterwards."""
    from tui.parts.form import Form

    goal: Goal = acts.record()
    if not goal.departments:
        acts.desk.say(Words("{id} involves no departments yet; e adds them", id=goal.id), "warn")
        return
    person = acts.desk.records.person_of(acts.desk.who)
    mine = person.department if person is not None else None
    department = department or (mine if mine in goal.departments and mine else goal.departments[0])
    prepares = goal.step == "prepare"
    title = t("{id}: is the department ready?", id=goal.id) if prepares else t("Stance on {id}", id=goal.id)
    values = _ready_now(goal, department) if prepares else _stance_now(goal, department, stance)

    async def submit(new: dict[str, Any]) -> Any:
        return await acts.desk.do(_save_ready if prepares else _save_stance, goal.id, new)

    fields = list(_READY if prepares else _STANCE)
    if await acts.show(Form(acts.desk, title, fields, values, submit)) is not None:
        acts.finished(Words("Stance on {id} saved", id=goal.id))


def _ready_now(goal: Goal, department: str) -> dict[str, Any]:
    share = goal.shares.get(department, Share())
    values = {name: getattr(share, name) for name in ("brings", "why", "benefit", "cost")}
    return {"department": department, "ready": share.ready or "ready", **values}


def _stance_now(goal: Goal, department: str, stance: str) -> dict[str, Any]:
    now, share = goal.stances.get(department, Stance()), goal.shares.get(department, Share())
    said = stance or (now.stance if now.stance != "pending" else now.was or "agrees")
    reason = "" if stance == "answer" else now.reason
    shares = {"benefit": share.benefit, "cost": share.cost}
    return {"department": department, "stance": said, "reason": reason, **shares}


def _save_ready(changes: "Changes", id: str, new: Mapping[str, Any]) -> Any:
    """Ready or waived, and what the department has of the goal, in one commit."""
    from store.kinds import consensus

    department = new.get("department") or ""
    made = _save_shares(changes, id, department, new)
    if new.get("ready") == "waived":
        return consensus.waive(changes, id, department, new.get("why") or "")
    if new.get("ready") == "ready":
        return consensus.mark_ready(changes, id, department, new.get("brings") or "")
    return made


def _save_stance(changes: "Changes", id: str, new: Mapping[str, Any]) -> Any:
    """The stance or the answer, and what the department has of the goal, in one commit."""
    from store.kinds import consensus

    department, stance, reason = new.get("department") or "", new.get("stance") or "agrees", new.get("reason") or ""
    made = _save_shares(changes, id, department, new)
    now = made.stances.get(department, Stance())
    if stance == "answer":
        return consensus.answer(changes, id, department, reason)
    if (stance, reason) != (now.stance, now.reason):
        return consensus.take_stance(changes, id, department, stance, reason)
    return made


def _save_shares(changes: "Changes", id: str, department: str, new: Mapping[str, Any]) -> Goal:
    from store.kinds import consensus

    share = changes.one(Goal, id).shares.get(department, Share())
    given = {name: new.get(name) or "" for name in ("benefit", "cost")}
    if any(getattr(share, name) != words for name, words in given.items()):
        return consensus.set_share(changes, id, department, **given)
    return changes.one(Goal, id)


# The gate


async def gate(acts: "Acts") -> None:
    """What the gate wants, each a key away; going on, also without, and going back."""
    from tui.board.gate import BACK, ON, GateScreen

    while True:
        screen = GateScreen(acts.desk, acts.chosen)
        chosen = await acts.show(screen)
        if chosen is None:
            return
        if chosen == ON:
            if await _go_on(acts, screen.lacks):
                return
        elif chosen.startswith(BACK):
            if await _go_back(acts, chosen.removeprefix(BACK)):
                return
        else:
            await _meet(acts, screen.wants[int(chosen)])


async def _go_on(acts: "Acts", lacks: bool) -> bool:
    from store.kinds.gates import advance
    from tui.parts.ask import Ask

    goal: Goal = acts.record()
    outcome: str | None = ""
    if goal.step == "evaluate":
        field = KINDS["goal"].fields["outcome"]
        field = msgspec.structs.replace(
            field, choices=tuple(each for each in field.choices if each.value not in ("", "dropped"))
        )
        outcome = await acts.show(Ask(acts.desk, t("How did {id} come out?", id=goal.id), field, "achieved"))
        if outcome is None:
            return False

    async def save(why: str) -> None:
        await acts.desk.do(advance, goal.id, why, outcome)

    if lacks:
        if await acts.ask_why(t("Why go on without what the gate wants?"), save) is None:
            return False
    else:
        await save("")
    after = STEPS[STEPS.index(goal.step) + 1]
    acts.finished(Words("{id} is at the step {step}", id=goal.id, step=_step_label(after)))
    return True


async def _go_back(acts: "Acts", step: str) -> bool:
    from store.kinds.gates import go_back

    id = acts.chosen

    async def save(why: str) -> None:
        await acts.desk.do(go_back, id, step, why)

    if await acts.ask_why(t("Why does {id} go back?", id=id), save) is None:
        return False
    acts.finished(Words("{id} is at the step {step}", id=id, step=_step_label(step)))
    return True


def _step_label(step: str) -> Words:
    return Words(next(each.label for each in KINDS["goal"].fields["step"].choices if each.value == step))


async def _meet(acts: "Acts", want: "Want") -> None:
    """Do what meets something that the gate wants."""
    from tui.board.aimed import Aimed

    aimed = Aimed(acts, want.id).acts
    if want.meet in ("ready", "answer") or (want.meet == "value" and want.id.startswith("G-")):
        await say(aimed, want.party, "answer" if want.meet == "answer" else "")
    elif want.meet in ("retro", "lesson"):
        goal: Goal = acts.record()
        values = {"goal": goal.id, "departments": goal.departments}
        values |= {"retro": want.id} if want.meet == "lesson" else {"title": goal.title, "on": acts.desk.today}
        await add_with(aimed, want.meet, values)
    elif want.meet == "done":
        await _end(aimed)
    else:
        await aimed.run(want.meet)


async def add_with(acts: "Acts", kind: str, values: Mapping[str, Any]) -> Any:
    """A new record of that kind, filled in with these values."""
    from tui.parts.form import Form

    fields = [field for field in KINDS[kind].fields.values() if field.asked]

    async def submit(new: dict[str, Any]) -> Any:
        return await acts.desk.do(commands.add, kind, new)

    title = t("New {kind}", kind=t(KINDS[kind].label).lower())
    return await acts.show(Form(acts.desk, title, fields, values, submit, draft=f"add {kind}"))


_END = (
    _named(
        choice("What becomes of it", ("done", "Done"), ("dropped", "Dropped"), ("carried", "Carried over")),
        "how",
        names=True,
    ),
    _named(ref("To the goal", "goal", hint="Where it is carried to"), "goal"),
    _named(text("Why"), "why"),
)


async def _end(acts: "Acts") -> None:
    """An action that is open when its goal has been carried out: done, dropped, or carried to another goal."""
    from tui.parts.form import Form

    id = acts.chosen

    async def submit(new: dict[str, Any]) -> Any:
        how, why = new.get("how"), new.get("why") or ""
        if how == "done":
            return await acts.desk.do(commands.done, id)
        if how == "dropped":
            return await acts.desk.do(commands.drop, id, why)
        return await acts.desk.do(commands.edit, id, {"goal": new.get("goal")}, why=why)

    await acts.show(Form(acts.desk, f"{id}  {t('What becomes of it')}", list(_END), {"how": "done"}, submit))


async def raci(acts: "Acts") -> None:
    """The matrix of the goal: its key results and milestones, departments and people."""
    from tui.rooms.raci import RaciRoom

    id = acts.chosen
    goal = id if id.startswith("G-") else getattr(acts.record(), "goal", None) or ""
    await acts.show(RaciRoom(acts.desk, goal, id))
