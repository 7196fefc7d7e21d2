"""The steps of a goal: what the gate to the next still wants, going on, going back."""

from typing import TYPE_CHECKING, Any

from store import commands
from store.errors import WrongWords
from store.kinds import gates
from store.kinds.gates import wants
from store.kinds.goal import KIND, Goal
from store.words import Words
from tui.cli.arguments import REST, Option
from tui.cli.call import Call, Verb
from tui.cli.consequences import tell
from tui.cli.rest import ending
from tui.i18n import t
from tui.served import READS, WRITES

if TYPE_CHECKING:
    from store.kinds.gates import Want

_WHY = Option("why", Words("Why it goes on without what the gate wants, or back"), "TEXT")


def _gate(call: Call) -> None:
    from tui.cli.next_commands import as_object, to_meet

    records = call.workspace.records
    goal = _goal(call, call.named(call.take(1)[0], "goal"))
    found = _wants(call, goal)
    if call.json:
        for want in found:
            call.output.object(as_object(want, records))
        return
    call.output.table([(t(want.words), to_meet(want, records)) for want in found])
    if not found and goal.step == "closed":
        call.output.say(t("{id} is closed already", id=goal.id))
    elif not found:
        from tui.faces.gate_section import CLOSE, GO_ON

        command = (CLOSE if goal.step == "evaluate" else GO_ON).commands[0].format(id=goal.id)
        call.output.say(t("{id}: the gate wants nothing more; `{command}` goes on", id=goal.id, command=command))


def _goal(call: Call, id: str) -> "Goal":
    return call.workspace.records.one(Goal, id)


def _wants(call: Call, goal: "Goal") -> "list[Want]":
    return wants(goal, call.workspace.records, call.workspace.today)


def _step(call: Call) -> None:
    from tui.cli.record_lines import Shown

    id = call.named(call.take(1)[0], "goal")
    why, back = call.given("why") or "", call.given("back")
    outcome = call.given_value("goal", "outcome", call.given("outcome")) or ""
    before, seq = _goal(call, id), call.workspace.ledger.seq
    if outcome and back:
        raise WrongWords("--{name} and --{other} do not go together", name="outcome", other="back")
    if outcome and before.step != "evaluate":
        # It closes from where it is, through the gates in between; without what they want only with a reason.
        goal: Any = call.workspace.do(ending(call, commands.edit), id, {"outcome": outcome}, why=why)
    elif back:
        goal = call.workspace.do(gates.go_back, id, call.given_value("goal", "step", back), why)
    else:
        goal = call.workspace.do(ending(call, gates.advance), id, why, outcome)
    call.output.say(t("{id} is at the step {step}", id=id, step=Shown(call.workspace).value(KIND.fields["step"], goal)))
    tell(call, seq, [id])
    lacking = [] if call.json else _wants(call, goal)
    if lacking:
        n, first = len(lacking), lacking[0].words
        said = t("The next gate wants {n} things, first {first}: concord gate {id}",
                 one="The next gate wants {first}: concord gate {id}", n=n, first=first, id=id)  # fmt: skip
        call.output.say(said)
    call.changed_out([id])


VERBS = {
    "gate": Verb(
        "gate GOAL",
        Words("Says what a goal still wants before its next step, and the command that meets each"),
        ("concord gate G-12",),
        _gate,
        touches=READS,
    ),
    "step": Verb(
        "step GOAL [--why TEXT] [--back STEP] [--outcome OUTCOME] [--rest HOW]",
        Words("Takes a goal to its next step; without what its gate wants only with --why"),
        (
            "concord step G-12",
            'concord step G-12 --why "FIN decides on Monday"',
            'concord step G-12 --back meet --why "the target was wrong"',
            "concord step G-12 --outcome partly --rest move:G-4",
        ),
        _step,
        (
            _WHY,
            Option("back", Words("Back to that earlier step: {choices}"), "STEP", choice=("goal", "step", "closed")),
            Option(
                "outcome",
                Words("Closes it: {choices}; before the last step through the gates in between"),
                "OUTCOME",
                choice=("goal", "outcome", "dropped"),
            ),
            REST,
        ),
        touches=WRITES,
    ),
}
