"""What a department says to a goal, or a question: ready, gains and pays, agrees, objects; the answer to that."""

from collections.abc import Callable
from typing import Any

from store.commands.circulating import answer, objections, take_stance
from store.commands.outcome import short
from store.errors import WrongWords
from store.kinds.consensus import mark_ready, set_share, waive
from store.words import Words
from tui.cli.arguments import WHY, Option
from tui.cli.call import Call, Verb
from tui.i18n import t
from tui.served import WRITES

_DEPARTMENT = Option("department", Words("For which department (your own)"), "DEPARTMENT")
#: What a department says of a goal with `share`.
_SHARED = {"benefit": Words("Benefit"), "cost": Words("Cost"), "brings": Words("Brings")}


def _goal(call: Call) -> str:
    return call.named(call.words[0], "goal")


def _asking(call: Call) -> str:
    """The goal, or the question that goes round, to which departments say something."""
    return call.named(call.words[0], "goal", "decision")


def _department(call: Call) -> str:
    """The one that is named, or that of whoever gives the command."""
    named = call.given_ref("department", "department")
    if named is not None:
        return named
    me = call.workspace.records.person_of(call.workspace.who)
    if me is None or me.department is None:
        raise WrongWords("Say for which department: --department CODE")
    return me.department


def _objecting(call: Call, id: str) -> str:
    """The department that is named, otherwise the only one that objects to the goal and has no answer."""
    named = call.given_ref("department", "department")
    if named is not None:
        return named
    record: Any = call.workspace.records.get(id)
    found = objections(record)
    if len(found) == 1:
        return found[0]
    if found:
        codes = "|".join(map(call.called, found))
        raise WrongWords("Say whose objection is answered: --department {codes}", codes=codes)
    raise WrongWords("No objection to {id} is without an answer. To answer one anew, name it: --department CODE", id=id)


def _agree(call: Call) -> None:
    call.take(1)
    reservation = call.given("reservation") or ""
    _stance(call, "reservation" if reservation else "agrees", reservation)


def _object(call: Call) -> None:
    call.take(1)
    _stance(call, "objects", call.given("why") or "")


def _stance(call: Call, stance: str, reason: str) -> None:
    id, department = _asking(call), _department(call)
    said: dict[str, Words] = {
        "agrees": Words("{department} agrees to {id}", department=call.called(department), id=id),
        "reservation": Words(
            "{department} agrees to {id} with a reservation", department=call.called(department), id=id
        ),
        "objects": Words("{department} objects to {id}", department=call.called(department), id=id),
    }
    _save(call, id, said[stance], take_stance, id, department, stance, reason)


def _save(call: Call, id: str, said: Words, command: Callable[..., Any], *args: str, **values: str | None) -> None:
    """Do it, say it, and with ``--json`` print the goal."""
    call.workspace.do(command, *args, **values)
    call.output.say(t(said))
    call.changed_out([id])


def _answer(call: Call) -> None:
    _word, text = call.take(2)
    id = _asking(call)
    department = _objecting(call, id)
    said = Words("{department} has an answer to its objection to {id}", department=call.called(department), id=id)
    _save(call, id, said, answer, id, department, text)


def _ready(call: Call) -> None:
    call.take(1)
    if "waive" in call.options and "brings" in call.options:
        raise WrongWords("--{name} and --{other} do not go together", name="waive", other="brings")
    id, department = _goal(call), _department(call)
    code = call.called(department)
    if "waive" in call.options:
        said = Words("{department} need bring nothing to {id}", department=code, id=id)
        _save(call, id, said, waive, id, department, call.options["waive"])
        return
    said = Words("{department} is ready for {id}", department=code, id=id)
    _save(call, id, said, mark_ready, id, department, call.given("brings") or "")


def _share(call: Call) -> None:
    call.take(1)
    given = {name: call.options.get(name) for name in _SHARED}
    if not any(text is not None for text in given.values()):
        raise WrongWords("Say --benefit, --cost or --brings")
    # As everywhere, the word for nothing clears.
    given = {name: "" if text in ("none", "无") else text for name, text in given.items()}
    id, department = _goal(call), _department(call)
    facts = [
        Words("{field}: {value}", field=_SHARED[name], value=short(text) or Words("nothing"))
        for name, text in given.items()
        if text is not None
    ]
    said = Words("{department} in {id}: {facts}", department=call.called(department), id=id, facts=facts)
    _save(call, id, said, set_share, id, department, **given)


VERBS = {
    "ready": Verb(
        "ready GOAL [--department D] [--brings TEXT | --waive WHY]",
        Words("Says that a department has what it brings to the meeting, or why it need not"),
        (
            'concord ready G-12 --department FIN --brings "the budget of last year"',
            'concord ready G-12 --department LOG --waive "its plan is public"',
        ),
        _ready,
        (
            _DEPARTMENT,
            Option("brings", Words("What it brings"), "TEXT"),
            Option("waive", Words("Why it need not bring anything"), "WHY"),
        ),
        touches=WRITES,
    ),
    "share": Verb(
        "share GOAL [--department D] [--benefit TEXT] [--cost TEXT] [--brings TEXT]",
        Words("Says what a department has of a goal and what it costs it"),
        ('concord share G-12 --department LOG --benefit "fewer returns" --cost "four days at the dock"',),
        _share,
        (
            _DEPARTMENT,
            Option("benefit", Words("What it has of it"), "TEXT"),
            Option("cost", Words("What it costs it"), "TEXT"),
            Option("brings", Words("What it brings"), "TEXT"),
        ),
        touches=WRITES,
    ),
    "agree": Verb(
        "agree GOAL|DECISION [--department D] [--reservation TEXT]",
        Words("A department agrees to a goal, or to a question that goes round, with a reservation if it has one"),
        (
            "concord agree G-12",
            "concord agree D-7",
            'concord agree G-12 --department FIN --reservation "from March on"',
        ),
        _agree,
        (_DEPARTMENT, Option("reservation", Words("With this reservation"), "TEXT")),
        touches=WRITES,
    ),
    "object": Verb(
        "object GOAL|DECISION [--department D] --why TEXT",
        Words("A department objects to a goal, or to a question that goes round, with the reason"),
        ('concord object G-12 --department LOG --why "no capacity in week 14"',),
        _object,
        (_DEPARTMENT, WHY),
        touches=WRITES,
    ),
    "answer": Verb(
        "answer GOAL|DECISION TEXT [--department D]",
        Words("Answers the objection of a department"),
        ('concord answer G-12 "two people from MKT help at the dock" --department LOG',),
        _answer,
        (Option("department", Words("Whose objection (the only one without an answer)"), "DEPARTMENT"),),
        touches=WRITES,
    ),
}
