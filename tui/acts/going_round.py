"""Putting a question to departments, saying what one of them says to it, and how a decision turned out."""

from typing import TYPE_CHECKING, Any

from store import commands
from store.commands.circulating import circulate as put_round
from store.commands.circulating import turned_out, withdraw
from store.fields import Field, day, refs
from store.kinds import KINDS
from store.kinds.circulation import is_circulating, unanswered
from store.kinds.decision import Decision
from store.kinds.goal import Goal
from store.words import Words
from tui.acts import goal as goal_acts
from tui.acts.decision import decide
from tui.acts.goal import named
from tui.i18n import t
from tui.parts.context_form import Answering
from tui.text.cells import wrap
from tui.text.line import Line
from tui.text.safe import safe

if TYPE_CHECKING:
    from collections.abc import Mapping

    from store.records import Changes
    from tui.acts.acts import Acts

_UNTIL = day("Answers until", name="circulated_until", deadline=True)


def _to(decision: Decision) -> Field:
    """Who is asked; what goes round already may go to nobody any more."""
    if is_circulating(decision):
        return refs("Departments", "department", name="to", hint="None: it goes to nobody any more")
    return refs("Departments", "department", name="to", names=True, hint="Who is to agree to it, or object")


async def circulate(acts: "Acts") -> None:
    """Put the question to departments until a day; where it goes round, to others, until another day, or to nobody."""
    decision: Decision = acts.record()
    goal = acts.desk.records.maybe(Goal, decision.goal)
    to = tuple(decision.stances) or (() if goal is None else goal.departments)
    declared, workspace = KINDS["decision"].fields, acts.desk.workspace
    tried = to or tuple(KINDS["department"].id(number) for number in workspace.ledger.numbers("department")[:1])
    workspace.foresee(put_round, decision.id, tried, decision.circulated_until or workspace.here)
    fields = [_to(decision), _UNTIL, declared["proposed"], declared["options"]]
    values = {name: getattr(decision, name) for name in ("circulated_until", "proposed", "options")}

    async def submit(new: dict[str, Any]) -> Any:
        return await acts.desk.do(_put, decision.id, new)

    title = t("Put {id} to departments", id=decision.id)
    about = [(safe(decision.question), "foreground")]
    form = Answering(
        acts.desk, title, fields, {"to": to, **values}, submit, about=lambda _form, width: _said(about, width)
    )
    made = await acts.show(form)
    if made is None:
        return
    asked = [acts.desk.overview.called(each) for each in unanswered(made)]
    gone = Words("{id} goes to no department any more", id=made.id)
    one = "{departments} is asked about {id} until {day}"
    words = Words("{departments} are asked about {id} until {day}", one=one, departments=asked, id=made.id,
                  day=made.circulated_until, n=len(asked))  # fmt: skip
    acts.finished(words if asked else gone if not made.stances else Words("{id} is kept", id=made.id))


def _put(changes: "Changes", id: str, new: "Mapping[str, Any]") -> Decision:
    """What was typed, in one commit."""
    if not new.get("to") and is_circulating(changes.one(Decision, id)):
        return withdraw(changes, id)
    commands.edit(changes, id, {"options": new.get("options") or ""})
    return put_round(changes, id, new.get("to") or (), new.get("circulated_until"), new.get("proposed") or "")


def _said(lines: list[tuple[str, str]], width: int) -> list[Line]:
    return [[(line, tone)] for words, tone in lines for line in wrap(words, width, 3)]


async def weigh_in(acts: "Acts") -> None:
    """What a department says as long as it goes round; otherwise it is decided, or was and turned out somehow."""
    decision: Decision = acts.record()
    if decision.chosen:
        await review(acts)
    elif any(goal_acts.may_speak(acts.desk, id) for id in decision.stances):
        await goal_acts.say(acts)
    else:
        await decide(acts)


async def review(acts: "Acts") -> None:
    """How a decision turned out, and when to look at it once more."""
    decision: Decision = acts.record()
    declared = KINDS["decision"].fields
    acts.desk.workspace.foresee(turned_out, decision.id, "better")
    result = declared["result"]
    choices = tuple(each for each in result.choices if each.value)
    fields = [
        named(result, "result", names=True, choices=choices),
        named(declared["result_note"], "result_note"),
        named(
            declared["review_on"], "review_on", label=Words("Look again on"), hint="Empty: it is not looked at again"
        ),
    ]
    values = {"result": decision.result or choices[0].value, "result_note": decision.result_note}

    async def submit(new: dict[str, Any]) -> Any:
        result, note = new.get("result") or "", new.get("result_note") or ""
        return await acts.desk.do(turned_out, decision.id, result, note, new.get("review_on"))

    about = [(safe(decision.question), "foreground"), (safe(decision.chosen), "strong")]
    if decision.known_by:
        about.append((safe(decision.known_by), "muted"))
    title = f"{decision.id}  {t('How it turned out')}"
    form = Answering(acts.desk, title, fields, values, submit, about=lambda _form, width: _said(about, width))
    after = await acts.show(form)
    if after is not None:
        acts.tell_changed(decision, after, ("result", "result_note", "review_on"))
