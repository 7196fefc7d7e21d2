"""The steps of a goal: what the gate to the next still wants, going on, going back."""

from store.words import Words
from tui.cli.call import Call, Verb
from tui.cli.words import Option
from tui.i18n import t

_WHY = Option("why", Words("The reason, kept in the history"), "TEXT")


def _gate(call: Call) -> int:
    from store.kinds.gates import wants
    from store.kinds.goal import Goal

    goal = call.workspace.records.one(Goal, call.named(call.take(1)[0], "goal"))
    found = wants(goal, call.workspace.records, call.workspace.today)
    for want in found:
        if call.json:
            call.output.object({"id": want.id, "meet": want.meet, "party": want.party, "wants": t(want.words)})
        else:
            call.output.line(t(want.words))
    if not found:
        call.output.say(t("{id}: the gate wants nothing more; `concord step {id}` goes on", id=goal.id))
    return 0


def _step(call: Call) -> int:
    from store.kinds import gates
    from store.kinds.goal import KIND
    from tui.cli.shown import Shown

    id = call.named(call.take(1)[0], "goal")
    why, back = call.options.get("why", ""), call.options.get("back")
    if back:
        goal = call.workspace.do(gates.go_back, id, back, why)
    else:
        goal = call.workspace.do(gates.advance, id, why, call.options.get("outcome", ""))
    call.output.say(t("{id} is at the step {step}", id=id, step=Shown(call.workspace).value(KIND.fields["step"], goal)))
    call.changed_out([id])
    return 0


VERBS = {
    "gate": Verb(
        "gate",
        "gate GOAL",
        Words("Says what a goal still wants before its next step"),
        ("concord gate G-12",),
        _gate,
    ),
    "step": Verb(
        "step",
        "step GOAL [--why TEXT] [--back STEP] [--outcome OUTCOME]",
        Words("Takes a goal to its next step; without what its gate wants only with --why"),
        ("concord step G-12", 'concord step G-12 --back meet --why "the target was wrong"'),
        _step,
        (
            _WHY,
            Option("back", Words("Back to that earlier step"), "STEP"),
            Option("outcome", Words("Closing: achieved, partly, missed"), "OUTCOME"),
        ),
    ),
}
