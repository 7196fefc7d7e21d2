"""Deciding, and putting a blocker before the next one above."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from store import commands
from store.commands import dry_run
from store.commands.deciding_anew import decide_anew
from store.errors import Fault, Invalid
from store.fields import Field, choice, ref, text
from store.kinds import KINDS, escalation
from store.kinds.blocker import Blocker, age
from store.kinds.circulation import against, is_circulating, saying
from store.kinds.decision import WAIVED, Decision, Hearing
from store.kinds.decision_rights import unheard
from store.kinds.goal import Goal, open_objections
from store.kinds.naming import title_of
from store.words import Words
from tui.acts.goal import named
from tui.faces.seen_at import goal_of
from tui.i18n import t
from tui.parts.context_form import Answering
from tui.text.cells import wrap
from tui.text.joined import labelled, listed, noted, told
from tui.text.labels import stance_label
from tui.text.line import Line
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.acts.acts import Acts
    from tui.desk.desk import Desk

#: The fields of a decision that are asked, around those for whoever has a C.
BEFORE = ("question", "options", "chosen")
AFTER = ("why", "evidence", "consequences", "known_by", "despite", "review_on", "ends", "answers")
#: What may be said of somebody who is to be consulted, and why somebody was not; the fields are called after them.
CONSULTED, WAIVING = "consulted ", "waived "
#: What a field of those types holds where nothing is given.
_EMPTY: dict[str, Any] = {"refs": (), "day": None}
_HEARING = choice("", ("", "Not asked yet"), ("heard", "Was heard"), ("waived", "Was not heard, because"))
_WHY = text("Why not heard", hint="Why somebody with a C was not heard")


async def decide(acts: "Acts", **came: Any) -> None:
    """Record a decision about what is chosen; one that is open is decided, one that is decided superseded.

    ``came`` are fields that say where a new one came from: what is chosen is then the question.
    """
    record: Any = acts.record()
    anew = isinstance(record, Decision) and bool(record.chosen)
    goal = acts.desk.records.find(goal_of(acts.desk.records, record.id))
    goal = goal if isinstance(goal, Goal) else None
    asked = record if isinstance(record, Decision) and not anew else Decision(question="")
    consulted = [] if goal is None else [*unheard(msgspec.structs.replace(asked, consulted={}), goal)]
    asked = _asked(record, goal, anew=anew)
    if anew:
        heard = dict.fromkeys(consulted, Hearing())
        acts.desk.workspace.foresee(decide_anew, record.id, {"chosen": "-", "consulted": heard})
    if isinstance(record, Decision) and not anew:
        answered: dict[str, Any] = {"consulted": {**record.consulted, **dict.fromkeys(consulted, Hearing())}}
        answered |= {"despite": dry_run.WHY} if record.stances else {}
        fields, closed = dry_run.editing(acts.desk.workspace, record, asked, **answered)
    else:
        fields, closed = dry_run.adding(acts.desk.workspace, "decision", asked)
    fields[len(BEFORE) : len(BEFORE)] = _hearings(acts.desk, consulted)
    values = _values(record, goal) | ({"question": title_of(record)} if came else {})

    async def submit(new: dict[str, Any]) -> Any:
        given = {
            each.name: new.get(each.name) or _EMPTY.get(each.type, "") for each in asked if each.name not in closed
        }
        before = {} if anew else getattr(record, "consulted", {})
        given["consulted"] = {**before, **_heard(new, consulted)}
        try:
            if anew:
                return await acts.desk.do(decide_anew, record.id, given)
            if isinstance(record, Decision):
                return await acts.desk.do(commands.edit, record.id, given, base=record)
            given |= {"goal": None if goal is None else goal.id, **came}
            return await acts.desk.do(commands.add, "decision", given)
        except Invalid as error:
            raise _in_place(error) from None

    def about(form: Answering, width: int) -> list[Line]:
        return _about(form, record.id, goal, width)

    title, draft = t("Decide"), f"decide {record.id}"
    if anew:
        title, draft = t("Decide anew, {id}", id=record.id), f"decide anew {record.id}"
    more: dict[str, Any] = {"draft": draft, "closed": closed, "asked_if": _asked_if(record.id, consulted)}
    made = await acts.show(Answering(acts.desk, title, fields, values, submit, about=about, **more))
    if made is not None:
        acts.finished(Words("{id} is kept", id=made.id))


def _asked(record: Any, goal: Goal | None, *, anew: bool) -> list[Field]:
    """What is asked: about objections only where there are any; why all the same only of what may be contested."""
    left_out = set[str]()
    if not getattr(record, "answers", ()) and (goal is None or not open_objections(goal)):
        left_out.add("answers")
    if anew or not getattr(record, "stances", {}):
        left_out.add("despite")
    declared = KINDS["decision"].fields
    return [declared[name] for name in (*BEFORE, *AFTER) if name not in left_out]


def _hearings(desk: "Desk", consulted: list[str]) -> list[Field]:
    """A field for each who has a C, and below it one for why it was not heard."""
    fields: list[Field] = []
    for id in consulted:
        why = named(_WHY, WAIVING + id, hint="Empty: for the same reason as above") if fields else _WHY
        fields += [
            named(_HEARING, CONSULTED + id, label=noted(_called(desk, id), "C")),
            named(why, WAIVING + id),
        ]
    return fields


def _asked_if(id: str, consulted: list[str]) -> dict[str, Callable[[Answering], bool]]:
    """When the fields are asked that the others may make needless."""

    def is_waived(each: str) -> Callable[[Answering], bool]:
        return lambda form: form.now(CONSULTED + each) == WAIVED

    return {"despite": lambda form: _is_contested(form, id), **{WAIVING + each: is_waived(each) for each in consulted}}


def _is_contested(form: Answering, id: str) -> bool:
    """Not all of those who were asked agree to what is chosen, as the form and the decision stand now."""
    decision = form.here.records.maybe(Decision, id)
    chosen = form.now("chosen") or ""
    return decision is not None and bool(against(msgspec.structs.replace(decision, chosen=chosen), form.here.records))


def _heard(new: Mapping[str, Any], consulted: list[str]) -> dict[str, Hearing]:
    """Who was heard, and who was not, with the reason; of who was not asked nothing is said."""
    found: dict[str, Hearing] = {}
    why = ""
    for id in consulted:
        state = new.get(CONSULTED + id)
        if state:
            why = new.get(WAIVING + id) or why
            found[id] = Hearing(state, why if state == WAIVED else "")
    return found


def _in_place(error: Invalid) -> Invalid:
    """What is wrong with a hearing is said where its reason is typed."""
    faults = [Fault(each.field.replace("consulted.", WAIVING), each.words) for each in error.faults]
    return Invalid(str(error.words.values["name"]), faults)


def _values(record: Any, goal: Goal | None) -> dict[str, Any]:
    """What the form begins with: a decision as it is; a new one ends the blocker, or answers the objections."""
    if not isinstance(record, Decision):
        answers = open_objections(goal) if goal is not None and goal.id == record.id else ()
        ends = (record.id,) if isinstance(record, Blocker) and record.resolved is None else ()
        return {"ends": ends, "answers": answers}
    if record.chosen:
        return {"question": record.question, "options": record.options}
    values: dict[str, Any] = {name: getattr(record, name) for name in (*BEFORE, *AFTER)}
    values["chosen"] = values["chosen"] or record.proposed
    for id, hearing in record.consulted.items():
        values[CONSULTED + id] = hearing.state
        values[WAIVING + id] = hearing.why
    return values


def _about(form: Answering, id: str, goal: Goal | None, width: int) -> list[Line]:
    """What it is about: what the blocker holds up, what is objected, who is to be consulted."""
    desk = form.here
    record: Any = desk.records.find(id)
    said: list[tuple[str, str]] = []
    if isinstance(record, Blocker):
        n = age(record, desk.common_day)
        held = [t("{n} days", one="{n} day", n=n) if n else t("since today")]
        if record.waiting_on:
            held.append(t("waiting on {who}", who=_called(desk, record.waiting_on)))
        said.append((labelled(f"{id}  {safe(record.title)}", told(held)), "warn"))
    if goal is not None:
        said.append((f"{goal.id}  {safe(goal.title)}", "foreground"))
        for department in open_objections(goal):
            reason = safe(goal.stances[department].reason)
            objects = t('{department} objects: "{reason}"', department=_called(desk, department), reason=reason)
            said.append((objects, "bad"))
    if isinstance(record, Decision) and is_circulating(record):
        said += [(t(words), "warn") for words in against(record, desk.records)]
        said += _reasons(desk, record)
    if goal is not None and "C" in goal.raci.values():
        said.append((t("Whoever has a C is heard before it is decided, or it is said why not"), "muted"))
    return [[(line, tone)] for words, tone in said for line in wrap(words, width, 3)]


def _reasons(desk: "Desk", decision: Decision) -> list[tuple[str, str]]:
    """What the departments say that do not simply agree."""
    found: list[tuple[str, str]] = []
    for id in saying(decision.stances, "reservation", "objects"):
        stance, called = decision.stances[id], _called(desk, id)
        said, tone = stance_label(stance.stance)
        said = t('{department} {stance}: "{reason}"', department=called, stance=said, reason=safe(stance.reason))
        found.append((said, tone))
    return found


def _called(desk: "Desk", id: str) -> str:
    return safe(desk.overview.called(id))


async def escalate(acts: "Acts") -> None:
    """Put a blocker before the next one above."""
    blocker: Blocker = acts.record()
    ladder = escalation.ladder(blocker, acts.desk.records)
    above = ladder
    if blocker.escalated_to in ladder:
        above = ladder[ladder.index(blocker.escalated_to) + 1 :]
    workspace = acts.desk.workspace
    workspace.foresee(escalation.escalate, blocker.id, above[0] if above else dry_run.somebody(workspace), "-")
    before = ref("Before", "person", hint="The lead, the accountable, the leads above", name="to", names=True)

    async def submit(new: dict[str, Any]) -> Any:
        return await acts.desk.do(escalation.escalate, blocker.id, new.get("to"), new.get("why") or "")

    def about(form: Answering, width: int) -> list[Line]:
        return _ladder(form, blocker, ladder, width)

    title, values = t("Escalate {id}", id=blocker.id), {"to": above[0] if above else None}
    made = await acts.show(Answering(acts.desk, title, [before, text("Why", name="why")], values, submit, about=about))
    if made is not None:
        who = acts.desk.overview.called(made.escalated_to)
        acts.finished(Words("{id} is put before {who}", id=blocker.id, who=who))


def _ladder(form: Answering, blocker: Blocker, ladder: list[str], width: int) -> list[Line]:
    """Those before whom it can be put, the nearest first, and how far it has come."""
    desk = form.here
    now = blocker.escalated_to
    names = [noted(_called(desk, id), t("now") if id == now else "") for id in ladder]
    said = [(safe(blocker.title), "foreground")]
    if names:
        said.append((t("It goes up by {ladder}", ladder=listed(names)), "muted"))
    if not ladder or now == ladder[-1]:
        said.append((t("There is nobody above any more; name somebody, or decide (D)"), "warn"))
    return [[(line, tone)] for words, tone in said for line in wrap(words, width, 3)]
