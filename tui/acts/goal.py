"""What departments say to a goal, ready while it is prepared and their stances afterwards, and to a question."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from store.commands.circulating import answer, departments_of, take_stance
from store.fields import Field, choice, ref, text
from store.kinds import consensus
from store.kinds.decision import Decision
from store.kinds.department import Department
from store.kinds.department_rights import speakers
from store.kinds.goal import Goal, Stance
from store.kinds.goal_shares import Share
from store.words import Words

if TYPE_CHECKING:
    from store.records import Changes
    from tui.acts.acts import Acts
    from tui.desk.desk import Desk


def named(field: Field, name: str, **values: Any) -> Field:
    """The field under that name, with these values in place of its own."""
    return msgspec.structs.replace(field, name=name, **values)


_DEPARTMENT = ref("Department", "department", name="department", names=True)
_SHARES = (
    text("Benefit", hint="What it has of the goal", name="benefit"),
    text("Cost", hint="What it puts into it", name="cost"),
)
#: What a department says while a goal is prepared, and afterwards.
READY = (
    _DEPARTMENT,
    choice("State", ("ready", "Ready"), ("waived", "Need bring nothing"), ("", "Not yet"), name="ready"),
    text("Brings", hint="The material that it brings to the meeting", name="brings"),
    text("Why", hint="Why it need bring nothing", name="why"),
    *_SHARES,
)
STANCE = (
    _DEPARTMENT,
    choice(
        "Stance",
        ("agrees", "Agrees"),
        ("reservation", "Agrees with a reservation"),
        ("objects", "Objects"),
        ("answer", "Answer the objection"),
        ("pending", "No answer yet"),
        name="stance",
    ),
    text("Why", hint="A reservation, an objection and an answer want words", name="reason"),
    *_SHARES,
)


async def say(acts: "Acts", department: str = "", stance: str = "", *, alone: bool = False) -> None:
    """What a department says to the goal, ready while it is prepared and its stance afterwards, or to the question.

    ``alone`` asks that department for what is wanted of it, and for nothing else.
    """
    from tui.acts.stance_form import StanceForm  # late: it stands on this module

    goal: Goal | Decision = acts.record()
    departments = departments_of(goal)
    if not departments:
        acts.desk.say(Words("{id} involves no departments yet; e adds them", id=goal.id), "warn")
        return
    mine = [id for id in departments if may_speak(acts.desk, id)]
    own = getattr(acts.desk.records.person_of(acts.desk.who), "department", None)
    department = department or next((id for id in (own, *mine) if id in mine), None) or departments[0]
    if isinstance(goal, Goal):
        acts.desk.workspace.foresee(consensus.set_share, goal.id, department, "-")
    before = acts.desk.workspace.ledger.seq
    if await acts.show(StanceForm(acts.desk, goal, department, stance, alone=alone)) is None:
        return
    if acts.desk.workspace.ledger.seq == before:
        acts.desk.say(Words("Nothing has changed"))
    else:
        acts.finished(Words("Stance on {id} saved", id=goal.id))


def may_speak(desk: "Desk", id: str) -> bool:
    """Whether whoever sits here says what the department says; the store has the last word."""
    me, department = desk.records.person_of(desk.who), desk.records.find(id)
    if me is None or not isinstance(department, Department):
        return me is None
    own = speakers(department)
    return me.role in ("coordinator", "admin") or me.id in own or (not own and me.department == id)


def ready_now(goal: Goal, department: str) -> dict[str, Any]:
    """How far that department is, as the form shows it; who opens it means to say that it is ready."""
    share = goal.shares.get(department, Share())
    values = {name: getattr(share, name) for name in ("brings", "why", "benefit", "cost")}
    return {"department": department, "ready": share.ready or "ready", **values}


def stance_now(goal: Goal | Decision, department: str, stance: str) -> dict[str, Any]:
    """What that department says, as the form shows it; where it is asked anew, what it said before."""
    now, share = goal.stances.get(department, Stance()), share_of(goal, department)
    said = stance or (now.stance if now.stance != "pending" else now.was or "agrees")
    reason = "" if stance == "answer" else now.reason
    shares = {"benefit": share.benefit, "cost": share.cost}
    return {"department": department, "stance": said, "reason": reason, **shares}


def share_of(record: Goal | Decision, department: str) -> Share:
    """What a department has of a goal; of a question nobody has anything."""
    return record.shares.get(department, Share()) if isinstance(record, Goal) else Share()


def save_ready(changes: "Changes", id: str, new: Mapping[str, Any]) -> Any:
    """Ready or waived, and what the department has of the goal, in one commit."""
    department = new.get("department") or ""
    made = _save_shares(changes, id, department, new)
    if new.get("ready") == "waived":
        return consensus.waive(changes, id, department, new.get("why") or "")
    if new.get("ready") == "ready":
        return consensus.mark_ready(changes, id, department, new.get("brings") or "")
    return made


def save_stance(changes: "Changes", id: str, new: Mapping[str, Any]) -> Any:
    """The stance or the answer, and what the department has of the goal, in one commit."""
    department, stance, reason = new.get("department") or "", new.get("stance") or "agrees", new.get("reason") or ""
    made = _save_shares(changes, id, department, new)
    now = made.stances.get(department, Stance())
    if stance == "answer":
        return answer(changes, id, department, reason)
    if (stance, reason) != (now.stance, now.reason):
        return take_stance(changes, id, department, stance, reason)
    return made


def _save_shares(changes: "Changes", id: str, department: str, new: Mapping[str, Any]) -> Goal | Decision:
    record: Any = changes.get(id)
    share = share_of(record, department)
    given = {name: new[name] or "" for name in ("benefit", "cost") if name in new}
    if any(getattr(share, name) != words for name, words in given.items()):
        return consensus.set_share(changes, id, department, **given)
    return record
