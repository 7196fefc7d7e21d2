"""What a department says to a goal: ready, what it gains and pays, agrees, objects; and the answer to an objection."""

from store.errors import WrongWords
from store.words import Words
from tui.cli.call import Call, Verb
from tui.cli.words import Option
from tui.i18n import t

_DEPARTMENT = Option("department", Words("For which department (your own)"), "DEPARTMENT")
_WHY = Option("why", Words("The reason, kept in the history"), "TEXT")


def _goal(call: Call) -> str:
    return call.named(call.words[0], "goal")


def _department(call: Call) -> str:
    """The one that is named, or that of whoever gives the command."""
    named = call.given_ref("department", "department")
    if named is not None:
        return named
    me = call.workspace.records.person_of(call.workspace.who)
    if me is None or me.department is None:
        raise WrongWords("Say for which department: --department CODE")
    return me.department


def _agree(call: Call) -> int:
    call.take(1)
    reservation = call.options.get("reservation", "")
    return _stance(call, "reservation" if reservation else "agrees", reservation)


def _object(call: Call) -> int:
    call.take(1)
    return _stance(call, "objects", call.options.get("why", ""))


def _stance(call: Call, stance: str, reason: str) -> int:
    from store.kinds.consensus import take_stance

    id = _goal(call)
    call.workspace.do(take_stance, id, _department(call), stance, reason)
    call.output.say(t("Stance on {id} saved", id=id))
    call.changed_out([id])
    return 0


def _answer(call: Call) -> int:
    from store.kinds.consensus import answer

    _word, text = call.take(2)
    id = _goal(call)
    call.workspace.do(answer, id, _department(call), text)
    call.output.say(t("{id} is saved", id=id))
    call.changed_out([id])
    return 0


def _ready(call: Call) -> int:
    from store.kinds.consensus import mark_ready, waive

    call.take(1)
    id, department = _goal(call), _department(call)
    if "waive" in call.options:
        call.workspace.do(waive, id, department, call.options["waive"])
    else:
        call.workspace.do(mark_ready, id, department, call.options.get("brings", ""))
    call.output.say(t("{id} is saved", id=id))
    call.changed_out([id])
    return 0


def _share(call: Call) -> int:
    from store.kinds.consensus import set_share

    call.take(1)
    said = {name: call.options.get(name) for name in ("benefit", "cost", "brings")}
    if not any(text is not None for text in said.values()):
        raise WrongWords("Say --benefit, --cost or --brings")
    id = _goal(call)
    call.workspace.do(set_share, id, _department(call), **said)
    call.output.say(t("{id} is saved", id=id))
    call.changed_out([id])
    return 0


VERBS = {
    "ready": Verb(
        "ready",
        "ready GOAL [--department D] [--brings TEXT] [--waive WHY]",
        Words("Says that a department has what it brings to the meeting, or why it need not"),
        ('concord ready G-12 --department FIN --brings "the budget of last year"',),
        _ready,
        (
            _DEPARTMENT,
            Option("brings", Words("What it brings"), "TEXT"),
            Option("waive", Words("Why it need not bring anything"), "WHY"),
        ),
    ),
    "share": Verb(
        "share",
        "share GOAL [--department D] [--benefit TEXT] [--cost TEXT] [--brings TEXT]",
        Words("Says what a department has of a goal and what it costs it"),
        ('concord share G-12 --department LOG --cost "four days at the dock"',),
        _share,
        (
            _DEPARTMENT,
            Option("benefit", Words("What it has of it"), "TEXT"),
            Option("cost", Words("What it costs it"), "TEXT"),
            Option("brings", Words("What it brings"), "TEXT"),
        ),
    ),
    "agree": Verb(
        "agree",
        "agree GOAL [--department D] [--reservation TEXT]",
        Words("A department agrees to a goal, with a reservation if it has one"),
        ("concord agree G-12", 'concord agree G-12 --department FIN --reservation "from March on"'),
        _agree,
        (_DEPARTMENT, Option("reservation", Words("With this reservation"), "TEXT")),
    ),
    "object": Verb(
        "object",
        "object GOAL [--department D] --why TEXT",
        Words("A department objects to a goal, with the reason"),
        ('concord object G-12 --department LOG --why "no capacity in week 14"',),
        _object,
        (_DEPARTMENT, _WHY),
    ),
    "answer": Verb(
        "answer",
        "answer GOAL TEXT --department D",
        Words("Answers the objection of a department"),
        ('concord answer G-12 "two people from MKT help at the dock" --department LOG',),
        _answer,
        (_DEPARTMENT,),
    ),
}
