"""Done, reopen, drop: one step of a record, or of several at once."""

from store import commands
from store.kinds import KINDS
from store.words import Words
from tui.cli.arguments import REST, WHY
from tui.cli.call import Call, Verb
from tui.cli.consequences import say_each, state_of, tell
from tui.cli.rest import ending
from tui.served import WRITES


def _done(call: Call) -> None:
    ids, seq = _ids(call), call.workspace.ledger.seq
    records = call.workspace.do(ending(call, commands.done_many), ids, call.options.get("why", ""))
    say_each(call, [state_of(call, record) for record in records], Words("{n} records are done", n=len(ids)))
    tell(call, seq, ids)
    call.changed_out(ids)


def _reopen(call: Call) -> None:
    ids, seq = _ids(call), call.workspace.ledger.seq
    call.workspace.do(commands.reopen_many, ids, call.options.get("why", ""))
    open_again = [Words("{id} is open again", id=id) for id in ids]
    say_each(call, open_again, Words("{n} records are open again", n=len(ids)))
    tell(call, seq, ids)
    call.changed_out(ids)


def _drop(call: Call) -> None:
    ids, seq = _ids(call), call.workspace.ledger.seq
    before = {id: call.workspace.records.get(id) for id in ids}
    called = {id: call.called(id) for id in ids}
    call.workspace.do(ending(call, commands.drop_many), ids, call.options.get("why", ""))
    dropped = [_dropped(call, id, called[id]) for id in ids]
    say_each(call, dropped, Words("{n} records are dropped or deleted", n=len(ids)))
    tell(call, seq, ids)
    call.changed_out(ids, before)


def _dropped(call: Call, id: str, called: str) -> Words:
    """Gone, or as its kind calls what was given up: a lesson is retired."""
    record = call.workspace.records.find(id)
    if record is None:
        return Words("{id} is deleted", id=called)
    return state_of(call, record) if getattr(record, "state", "") else Words("{id} is dropped", id=called)


def _ids(call: Call) -> list[str]:
    return list(dict.fromkeys(call.named(word) for word in call.take(1, -1)))


VERBS = {
    "done": Verb(
        "done ID ... [--why TEXT] [--rest HOW]",
        Words("Reaches what it was made for: an action is done, a blocker resolved, a request delivered"),
        ("concord done A-142", 'concord done B-7 --why "the code is 4711"', "concord done A-9 --rest B-7=move:A-10"),
        _done,
        (WHY, REST),
        fits={"ID": "|".join(kind.name.upper() for kind in KINDS.values() if kind.done)},
        touches=WRITES,
    ),
    "reopen": Verb(
        "reopen ID ... [--why TEXT]",
        Words("Takes back that it was done, dropped or closed"),
        ("concord reopen A-142", 'concord reopen Q-9 --why "half of it is missing"'),
        _reopen,
        (WHY,),
        fits={"ID": "|".join(kind.name.upper() for kind in KINDS.values() if kind.reopen)},
        touches=WRITES,
    ),
    "drop": Verb(
        "drop ID ... --why TEXT [--rest HOW]",
        Words("Gives an action or a goal up, withdraws a request, deletes another record; the reason is kept"),
        (
            'concord drop A-142 --why "done by the shops themselves"',
            'concord drop G-12 --why "no money" --rest drop --rest A-142=move:G-4',
        ),
        _drop,
        (WHY, REST),
        touches=WRITES,
    ),
}
