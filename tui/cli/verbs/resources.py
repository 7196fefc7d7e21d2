"""Asking for a share of a resource, granting it, giving it back; what would be too much is seen before."""

from store import commands
from store.errors import WrongWords
from store.kinds.allocation import Allocation, grant
from store.kinds.resource import Resource
from store.records.names import title
from store.words import Words
from tui.cli.arguments import ANYWAY, WHY, Option
from tui.cli.call import Call, Verb
from tui.cli.consequences import say_added
from tui.cli.verbs.requests import saved
from tui.i18n import t
from tui.served import WRITES


def _ask(call: Call) -> None:
    word, amount = call.take(2)
    resource, goal = call.named(word, "resource"), call.given_ref("goal", "goal")
    values = {
        "title": call.given("for") or _title(call, goal),
        "resource": resource,
        "amount": call.given_value("allocation", "amount", amount, resource=resource),
        "goal": goal,
        "department": call.given_ref("department", "department"),
        "start": call.given_day("start"),
        "end": call.given_day("end"),
    }
    made = call.workspace.do(commands.add, "allocation", values)
    say_added(call, made.id)
    if not call.json:
        _warn(call, made.id)
    call.records_out([made.id])


def _title(call: Call, goal: str | None) -> str:
    if goal is None:
        raise WrongWords("Say what it is for: --goal GOAL or --for TEXT")

    return title(call.workspace.records, goal)


def _warn(call: Call, id: str) -> None:
    """Who grants it, who else wants the same, and whether it is too much."""
    from tui.faces.allocations_section import known

    allocation = call.workspace.records.one(Allocation, id)
    resource = call.workspace.records.one(Resource, allocation.resource or "")
    for said, _tone in known(call.page(id), resource, allocation):
        call.output.say(f"! {said}")
    if resource.department:
        department = call.called(resource.department)
        call.output.say(t("{department} grants it: concord grant {id}", department=department, id=id))


def _grant(call: Call) -> None:
    id = call.named(call.take(1)[0], "allocation")
    call.workspace.do(grant, id, call.given("why") or "")
    saved(call, id)


def _release(call: Call) -> None:
    id = call.named(call.take(1)[0], "allocation")
    call.workspace.do(commands.done, id, call.given("why") or "")
    saved(call, id)


VERBS = {
    "ask": Verb(
        "ask RESOURCE AMOUNT [--goal GOAL] [--start DAY] [--end DAY] [--for TEXT] [--department D]",
        Words("Asks for a share of a resource and prints the id (`request` asks a department)"),
        ("concord ask Dock 3 --goal G-12 --start mon --end +2w",),
        _ask,
        (
            Option("goal", Words("For which goal"), "GOAL"),
            Option("start", Words("From that day on (as the goal)"), "DAY"),
            Option("end", Words("Until that day (as the goal)"), "DAY"),
            Option("for", Words("What it is for (the goal)"), "TEXT"),
            Option("department", Words("Which department asks (your own)"), "DEPARTMENT"),
            ANYWAY,
        ),
        touches=WRITES,
    ),
    "grant": Verb(
        "grant ALLOCATION [--why TEXT]",
        Words("Grants what is asked of a resource; beyond its capacity only with --why"),
        ("concord grant AL-4", 'concord grant AL-4 --why "two of them come by night"'),
        _grant,
        (WHY,),
        touches=WRITES,
    ),
    "release": Verb(
        "release ALLOCATION [--why TEXT]",
        Words("Gives back what was granted of a resource"),
        ("concord release AL-4",),
        _release,
        (WHY,),
        touches=WRITES,
    ),
}
