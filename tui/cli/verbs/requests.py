"""Asking another department, and the answers; resources are granted and declined likewise."""

from store.errors import WrongWords
from store.words import Words
from tui.cli.call import Call, Verb
from tui.cli.words import Option
from tui.i18n import t

_WHY = Option("why", Words("The reason, kept in the history"), "TEXT")


def _request(call: Call) -> int:
    from store import commands

    title = call.take(1)[0]
    to = call.given_ref("to", "department")
    if to is None:
        raise WrongWords("Say which department is asked: --to CODE")
    values = {
        "title": title,
        "department": to,
        "asker": call.given_ref("from", "department"),
        "need_by": call.given_day("by"),
        "why": call.options.get("why", ""),
        "goal": call.given_ref("goal", "goal"),
    }
    made = call.workspace.do(commands.add, "request", values)
    call.records_out([made.id])
    return 0


def _accept(call: Call) -> int:
    from store.kinds.request import Request, accept

    id = call.named(call.take(1)[0], "request")
    call.workspace.do(accept, id, call.given_ref("owner", "person"), call.given_day("due"))
    action = call.workspace.records.one(Request, id).action or ""
    call.output.say(t("{id} is accepted and has become {action}", id=id, action=action))
    if call.json:
        call.changed_out([id])
    else:
        call.records_out([action])
    return 0


def _negotiate(call: Call) -> int:
    from store.kinds.request import negotiate

    word, *text = call.take(1, 2)
    id = call.named(word, "request")
    call.workspace.do(negotiate, id, " ".join(text), call.given_day("by"))
    return _saved(call, id)


def _decline(call: Call) -> int:
    from store.kinds import allocation, request

    id = call.named(call.take(1)[0], "request", "allocation")
    command = request.decline if id.startswith("Q-") else allocation.decline
    call.workspace.do(command, id, call.options.get("why", ""))
    return _saved(call, id)


def _confirm(call: Call) -> int:
    from store.kinds.request import confirm

    id = call.named(call.take(1)[0], "request")
    call.workspace.do(confirm, id)
    return _saved(call, id)


def _grant(call: Call) -> int:
    from store.kinds.allocation import grant

    id = call.named(call.take(1)[0], "allocation")
    call.workspace.do(grant, id, call.options.get("why", ""))
    return _saved(call, id)


def _saved(call: Call, id: str) -> int:
    call.output.say(t("{id} is saved", id=id))
    call.changed_out([id])
    return 0


VERBS = {
    "request": Verb(
        "request",
        "request WHAT --to DEPARTMENT [--by DAY] [--why TEXT] [--goal GOAL] [--from DEPARTMENT]",
        Words("Asks another department for something and prints the id"),
        ('concord request "Budget code for flyers" --to FIN --by fri --goal G-12',),
        _request,
        (
            Option("to", Words("Which department is asked"), "DEPARTMENT"),
            Option("by", Words("When it is needed"), "DAY"),
            _WHY,
            Option("goal", Words("For which goal"), "GOAL"),
            Option("from", Words("Which department asks (your own)"), "DEPARTMENT"),
        ),
    ),
    "accept": Verb(
        "accept",
        "accept REQUEST [--owner WHO] [--due DAY]",
        Words("Takes a request on, as asked or as offered, and prints the action that it becomes"),
        ("concord accept Q-9 --owner li",),
        _accept,
        (
            Option("owner", Words("Who does it"), "WHO"),
            Option("due", Words("When it is due (when it is needed)"), "DAY"),
        ),
    ),
    "negotiate": Verb(
        "negotiate",
        "negotiate REQUEST [OFFER] [--by DAY]",
        Words("Says what can be done instead, or by when"),
        ('concord negotiate Q-9 "half of it" --by eom',),
        _negotiate,
        (Option("by", Words("By when"), "DAY"),),
    ),
    "decline": Verb(
        "decline",
        "decline ID --why TEXT",
        Words("Declines a request, or what is asked of a resource, with the reason"),
        ('concord decline Q-9 --why "the budget is spent"',),
        _decline,
        (_WHY,),
    ),
    "confirm": Verb(
        "confirm",
        "confirm REQUEST",
        Words("Says that what was delivered is what was asked for (`done` delivers)"),
        ("concord confirm Q-9",),
        _confirm,
    ),
    "grant": Verb(
        "grant",
        "grant ALLOCATION [--why TEXT]",
        Words("Grants what is asked of a resource; beyond its capacity only with --why"),
        ("concord grant AL-4",),
        _grant,
        (_WHY,),
    ),
}
