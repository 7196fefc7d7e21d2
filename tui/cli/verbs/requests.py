"""Asking another department, and the answers."""

from store import commands
from store.errors import WrongWords
from store.kinds import allocation, request
from store.kinds.action import Action
from store.kinds.request import Request, accept, confirm, negotiate
from store.words import Words
from tui.cli.arguments import ANYWAY, WHY, Option
from tui.cli.call import Call, Verb
from tui.cli.consequences import say_added, say_changed, state_of
from tui.i18n import t
from tui.served import WRITES
from tui.text.places import placed


def _request(call: Call) -> None:
    title = call.take(1)[0]
    to = call.given_ref("to", "department")
    if to is None:
        raise WrongWords("Say which department is asked: --to CODE")
    asker = call.given_ref("from", "department") or _own(call, to)
    values = {
        "title": title,
        "department": to,
        "asker": asker,
        "need_by": call.given_day("by"),
        "why": call.options.get("why", ""),
        "goal": call.given_ref("goal", "goal"),
    }
    made = call.workspace.do(commands.add, "request", values)
    say_added(call, made.id)
    call.records_out([made.id])


def _own(call: Call, asked: str) -> str:
    """The department of whoever asks: without one nobody would confirm what is delivered."""
    me = call.workspace.records.person_of(call.workspace.who)
    if me is None or me.department is None or me.department == asked:
        raise WrongWords("Say which department asks: --from CODE")
    return me.department


def _accept(call: Call) -> None:
    id = call.named(call.take(1)[0], "request")
    call.workspace.do(accept, id, call.given_ref("owner", "person"), call.given_day("due"))
    action = call.workspace.records.one(Request, id).action or ""
    call.output.say(t("{id} is accepted and has become {action}", id=id, action=action))
    say_added(call, action)
    if call.workspace.records.one(Action, action).owner is None:
        command = placed(f"concord edit {action} --owner WHO")
        call.output.say(t("{id} has no owner yet: {command}", id=action, command=command))
    if call.json:
        call.changed_out([id])
    else:
        call.records_out([action])


def _negotiate(call: Call) -> None:
    word, *text = call.take(1, 2)
    id = call.named(word, "request")
    before = call.workspace.records.one(Request, id)
    owner = call.given_ref("owner", "person")
    call.workspace.do(negotiate, id, " ".join(text), call.given_day("by", before.offer_by), owner)
    say_changed(call, before, ["offer", "offer_by", "offer_owner"])
    saved(call, id)


def _decline(call: Call) -> None:
    id = call.named(call.take(1)[0], "request", "allocation")
    command = request.decline if id.startswith("Q-") else allocation.decline
    call.workspace.do(command, id, call.options.get("why", ""))
    saved(call, id)


def _confirm(call: Call) -> None:
    id = call.named(call.take(1)[0], "request")
    call.workspace.do(confirm, id)
    saved(call, id)


def saved(call: Call, id: str) -> None:
    """Say how it stands now, and with ``--json`` print it."""
    call.output.say(t(state_of(call, call.workspace.records.get(id))))
    call.changed_out([id])


VERBS = {
    "request": Verb(
        "request WHAT --to DEPARTMENT [--by DAY] [--why TEXT] [--goal GOAL] [--from DEPARTMENT]",
        Words("Asks another department for something and prints the id"),
        ('concord request "Budget code for flyers" --to FIN --by fri --goal G-12',),
        _request,
        (
            Option("to", Words("Which department is asked"), "DEPARTMENT"),
            Option("by", Words("When it is needed"), "DAY"),
            WHY,
            Option("goal", Words("For which goal"), "GOAL"),
            Option("from", Words("Which department asks (your own)"), "DEPARTMENT"),
            ANYWAY,
        ),
        touches=WRITES,
    ),
    "accept": Verb(
        "accept REQUEST [--owner WHO] [--due DAY]",
        Words("Takes a request on, as asked or as offered, and prints the action that it becomes"),
        ("concord accept Q-9 --owner li", "concord accept Q-9 --owner li --due fri"),
        _accept,
        (
            Option("owner", Words("Who does it"), "WHO"),
            Option("due", Words("When it is due (when it is needed)"), "DAY"),
            ANYWAY,
        ),
        touches=WRITES,
    ),
    "negotiate": Verb(
        "negotiate REQUEST [OFFER] [--by DAY] [--owner WHO]",
        Words("Says what can be done instead, by when, and who would do it: you, unless told otherwise"),
        ('concord negotiate Q-9 "half of it" --by eom', 'concord negotiate Q-9 "half of it" --owner li'),
        _negotiate,
        (Option("by", Words("By when"), "DAY"), Option("owner", Words("Who would do it"), "WHO")),
        touches=WRITES,
    ),
    "decline": Verb(
        "decline ID --why TEXT",
        Words("Declines a request, or what is asked of a resource, with the reason"),
        ('concord decline Q-9 --why "the budget is spent"', 'concord decline AL-4 --why "the dock is full"'),
        _decline,
        (WHY,),
        fits={"ID": "REQUEST|ALLOCATION"},
        touches=WRITES,
    ),
    "confirm": Verb(
        "confirm REQUEST",
        Words("Says that what was delivered is what was asked for (`done` delivers)"),
        ("concord confirm Q-9", 'concord reopen Q-9 --why "half of it is missing"'),
        _confirm,
        touches=WRITES,
    ),
}
