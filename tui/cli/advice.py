"""What meets a refusal, in words of the command line. The rules speak to the screen too and know no commands.

A refusal is known by its English template; the commands are the same in every language.
"""

import shlex
from collections.abc import Callable
from typing import Any, NamedTuple

from store.errors import ConcordError, Invalid
from store.records.names import resolve
from tui.cli.call import COMMON, Call
from tui.cli.next_commands import WORDS, with_allocation, with_request


class Case(NamedTuple):
    """A command that was refused, and the values in the sentence that says why."""

    call: Call
    values: dict[str, Any]


def advice(call: Call, error: ConcordError) -> list[str]:
    """The commands that meet what a rule asks; none where it is for somebody else or has no way round."""
    if isinstance(error, Invalid):
        return [line for fault in error.faults for line in _found(call, fault.words.template, fault.words.values)]
    return list(dict.fromkeys(_found(call, error.words.template, error.words.values)))


def _found(call: Call, template: str, values: dict[str, Any]) -> list[str]:
    advise = ADVICE.get(template)
    return [] if advise is None else [line for line in advise(Case(call, values)) if line]


def again(call: Call, *more: str) -> str:
    """The command as it was given, with more behind it."""
    words = ["concord", call.verb.name, *map(shlex.quote, call.words)]
    switches = {option.name for option in call.verb.options if not option.value}
    for name, value in [*call.options.items(), *call.fields]:
        if name not in COMMON and not any(each.startswith(f"--{name} ") for each in more):
            words += [f"--{name}", *([] if name in switches or not value else [shlex.quote(value)])]
    return " ".join([*words, *more])


def _why(case: Case) -> list[str]:
    """The same with a reason. A goal has a why of its own: what `edit` takes for another is a verb's."""
    if case.call.verb.name == "ready":
        return [again(case.call, f"--waive {WORDS}")]
    if case.call.verb.name == "edit" and case.call.id_of(case.call.words[0]).startswith("G-"):
        given = dict(case.call.fields)
        return [
            f"concord drop {case.call.words[0]} --why {WORDS}"
            if given.get("outcome")
            else f"concord step {case.call.words[0]}"
        ]
    return [again(case.call, f"--why {WORDS}")]


def _gate(case: Case) -> list[str]:
    id = case.values["id"]
    outcome = f" --outcome {shlex.quote(case.call.options['outcome'])}" if case.call.options.get("outcome") else ""
    return [f"concord gate {id}", f"concord step {id}{outcome} --why {WORDS}"]


def _heard(case: Case) -> list[str]:
    names: list[str] = case.values["names"]
    if case.call.verb.name != "decide":
        return [again(case.call, f"--consulted {','.join(f'{name}=heard' for name in names)}")]
    waived = ", ".join(f"{name}=..." for name in names)
    return [again(case.call, f"--heard {','.join(names)}"), again(case.call, f'--waived "{waived}"')]


def _never_done(case: Case) -> list[str]:
    """What there is instead of `done` for a kind that is never done."""
    id = resolve(case.call.workspace.records, (), str(case.values["id"]), case.call.workspace.who)
    name = case.call.called(id)
    instead = {
        "G": f"concord step {id} --outcome achieved|partly|missed",
        "KR": f"concord check-in {id} VALUE",
        "D": f"concord decide {id} {WORDS}",
        "R": f"concord edit {id} --state closed",
        "S": f"concord edit {id} --end today",
        "P": "concord release ALLOCATION",
        "DP": f"concord edit {name} --active no",
        "L": f"concord edit {id} --used_in=+GOAL",
    }
    return [instead.get(id.partition("-")[0], "")]


def _request(case: Case) -> list[str]:
    from store.kinds.request import Request

    request = case.call.workspace.records.find(case.values["id"])
    return list(with_request(request)) if isinstance(request, Request) else []


def _allocation(case: Case) -> list[str]:
    from store.kinds.allocation import Allocation

    allocation = case.call.workspace.records.find(case.values["id"])
    return list(with_allocation(allocation)) if isinstance(allocation, Allocation) else []


def _objection(case: Case) -> list[str]:
    """A reservation or an objection: said with its reason."""
    if case.call.verb.name == "agree":
        return [again(case.call, f"--reservation {WORDS}")]
    return [again(case.call, f"--why {WORDS}")]


def _reopen(case: Case) -> list[str]:
    return [f"concord reopen {case.values['id']}"]


def _over(case: Case) -> list[str]:
    return [f"concord show {shlex.quote(str(case.values['resource']))}", again(case.call, f"--why {WORDS}")]


#: By the template of the refusal, or of a fault of an invalid record.
ADVICE: dict[str, Callable[[Case], list[str]]] = {
    "{id} cannot leave the step {step} yet, it lacks: {lacking}. To go on without, say why (--why)": _gate,
    "Closing {id} wants its outcome: set outcome to achieved, partly, missed or dropped instead": lambda case: [
        f"concord step {case.values['id']} --outcome achieved|partly|missed"
    ],
    "{id} is closed already; reopen it first": _reopen,
    "{id} was dropped; reopen it first": _reopen,
    "{id} was dropped already; reopen it to take it up again": _reopen,
    "{id} is done already; reopen it first if it is not": _reopen,
    "{id} is resolved already; reopen it if it holds again": _reopen,
    "{id} is not in use, so there is nothing to release; reopen it to ask for it again": _reopen,
    "{id} is done; what is done is not dropped. Reopen it first": _reopen,
    "A reservation or an objection wants a reason; say why (--why)": _objection,
    "Going on without a department's material wants a reason; say why (--why)": _why,
    "Declining wants a reason; say why (--why)": _why,
    "Dropping {ids} wants a reason; say why (--why)": _why,
    "The due day of {id} is {day}. Moving it wants a reason; say why (--why)": _why,
    "{department} is not among the departments of {id}; add it to them first": lambda case: [
        f"concord edit {case.values['id']} --departments=+{case.call.called(case.values['department'])}"
    ],
    "{department} does not object to {id}": lambda case: [f"concord show {case.values['id']}"],
    "{department} has no lead; somebody of {department} or a coordinator speaks for it": lambda case: [
        f"concord edit {case.values['department']} --lead WHO"
    ],
    "nobody is accountable; give exactly one party an A": lambda case: [
        f"concord raci {case.call.words[0]} WHO=A" if case.call.words else ""
    ],
    "{parties} are all accountable; leave exactly one A": lambda case: [
        f"concord raci {case.call.words[0]} WHO=A" if case.call.verb.name == "raci" else ""
    ],
    "{id} is {state}; this is for one that is {wanted}": _request,
    "{id} goes its way by its answers: accept, negotiate, decline, deliver, confirm (`concord request`)": _request,
    "Say what can be done instead, or by when": lambda case: [again(case.call, WORDS, "--by DAY")],
    "{id} is granted, declined or released (grant, decline, done)": _allocation,
    "{id} was released; ask for it anew": _reopen,
    "{id} is not asked for any more": _allocation,
    "{id} names no resource yet": lambda case: [f"concord edit {case.values['id']} --resource NAME"],
    "{resource} would be over-committed: {used} of {capacity}{when}. Also granted: {others}. To grant it all the same, "
    "say why (--why)": _over,
    "{names} is to be consulted (C) on {goal}: say that each was heard (--heard), or waive it with a reason "
    "(--waived)": _heard,
    "There is nobody above to put {id} before; name somebody, or decide (D)": lambda case: [
        again(case.call, "--to WHO"),
        f"concord decide {WORDS} {WORDS} --ends {case.values['id']}",
    ],
    "{id}: {reason}": _never_done,
}
