"""What holds work up: said, raised again, put before the next one above."""

from store.kinds.blocker import block, raise_again, wants_decision
from store.kinds.escalation import escalate
from store.words import Words
from tui.cli.arguments import ANYWAY, WHY, Option
from tui.cli.call import Call, Verb
from tui.cli.consequences import say_added
from tui.i18n import t
from tui.served import WRITES


def _block(call: Call) -> None:
    word, title = call.take(2)
    ids = call.all_named(word, "action", "goal", "key-result")
    made = call.workspace.do(
        block,
        ids,
        title,
        call.given_ref("on", "department", "person"),
        call.given_value("blocker", "cause", call.given("kind")) or "communication",
        call.given_value("blocker", "severity", call.given("severity")) or "normal",
        call.given("next") or "",
        call.given_day("next-by"),
        call.given_ref("next-owner", "person"),
    )
    say_added(call, made.id)
    call.records_out([made.id])


def _raise(call: Call) -> None:
    from tui.text.remedies import commands

    id, seq = call.named(call.take(1)[0], "blocker"), call.workspace.ledger.seq
    blocker = call.workspace.do(raise_again, id)
    if call.workspace.ledger.seq == seq:
        call.output.say(t("{id} was raised today already: nothing was changed", id=id))
    else:
        call.output.say(t("{id} is raised, {n} times by now", one="{id} is raised", n=len(blocker.raised), id=id))
    if wants_decision(blocker, call.workspace.today):
        call.output.say(t("{id} was raised again without progress: it wants a next step or a decision", id=id))
        for command in commands("no-progress", {"id": id}):
            call.output.say(f"  {command}")
    call.changed_out([id])


def _escalate(call: Call) -> None:
    id = call.named(call.take(1)[0], "blocker")
    blocker = call.workspace.do(escalate, id, call.given_ref("to", "person"), call.given("why") or "")
    call.output.say(t("{id} is put before {who}", id=id, who=call.called(blocker.escalated_to or "")))
    call.changed_out([id])


#: What help says of an option whose words are those of a choice.
_ONE_OF = Words("{choices}")

VERBS = {
    "block": Verb(
        "block ID[,ID...] WHAT [--on WHO] [--kind KIND] [--severity S] [--next TEXT --next-owner WHO --next-by DAY]",
        Words("Says what holds an action, a key result or a goal up"),
        (
            'concord block A-142 "No budget code" --on FIN --kind decision',
            'concord block A-142,KR-3 "The customs" --kind outside --next "ring them" --next-owner li --next-by fri',
        ),
        _block,
        (
            Option("on", Words("The department or person that is waited on"), "WHO"),
            Option("kind", _ONE_OF, "KIND", choice=("blocker", "cause")),
            Option("severity", _ONE_OF, "S", choice=("blocker", "severity")),
            Option("next", Words("The next step"), "TEXT"),
            Option("next-owner", Words("Who takes it"), "WHO"),
            Option("next-by", Words("By when"), "DAY"),
            ANYWAY,
        ),
        fits={"ID": "ACTION|GOAL|KEY-RESULT"},
        touches=WRITES,
    ),
    "raise": Verb(
        "raise BLOCKER",
        Words("Says that a blocker came up again today; twice without progress, it wants a decision"),
        ("concord raise B-7",),
        _raise,
        touches=WRITES,
    ),
    "escalate": Verb(
        "escalate BLOCKER [--to WHO] [--why TEXT]",
        Words("Puts a blocker before the next one above: the lead, the accountable, the leads above"),
        ("concord escalate B-7", 'concord escalate B-7 --to eva --why "li is away"'),
        _escalate,
        (
            Option("to", Words("Before this person instead"), "WHO"),
            ANYWAY,
            WHY,
        ),
        touches=WRITES,
    ),
}
