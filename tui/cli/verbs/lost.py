"""What a database has lost in a failover: named, and nothing is written before whoever had seen it says so."""

from collections.abc import Sequence
from typing import Any

from store.commands.lost_again import do_again, still_lost
from store.errors import Damaged
from store.words import Words
from tui.cli.arguments import Option
from tui.cli.call import Call, Verb
from tui.cli.verbs.history import object_of, when
from tui.i18n import t
from tui.served import FILES
from tui.text.sentences import with_reason


def _lost(call: Call) -> int:
    call.take(0)
    gone, again = call.workspace.ledger.vanished, "again" in call.options
    if gone is None:
        if again:
            return _do_again(call)
        call.output.say(t("Nothing that you had seen is gone"))
        if n := sum(entry.who == call.workspace.who for entry in still_lost(call.workspace)):
            call.output.say(
                t(
                    "{n} changes of yours that were lost can be done again: `concord lost --again`",
                    one="{n} change of yours that was lost can be done again: `concord lost --again`",
                    n=n,
                )
            )
        return 0
    _name(call, gone.entries)
    if "accept" not in call.options and not again:
        call.output.say(
            t(
                "Nothing is written here until you say that it may be: `concord lost --accept`, or `concord lost "
                "--again`, which also does again what was yours. The server that died may still have them"
            )
        )
        return Damaged.exit_code
    _accept(call, gone)
    return _do_again(call) if again else 0


def _name(call: Call, entries: Sequence[Any]) -> None:
    from store import history

    records = call.workspace.records
    events = list(history.told(entries[::-1], records))
    if call.json:
        for event in events:
            call.output.object(object_of(event))
    else:
        zone = records.zone_of(call.workspace.who)
        call.output.table([(when(event, zone), with_reason(event)) for event in events], cut=True)


def _accept(call: Call, gone: Any) -> None:
    kept = gone.accept()
    call.output.say(
        t(
            "You go on without {n} changes. They are kept in {path}",
            one="You go on without {n} change. It is kept in {path}",
            n=gone.count,
            path=kept,
        )
    )


def _do_again(call: Call) -> int:
    """What was one's own and is not there; what of it could not be done is named with why."""
    workspace, say = call.workspace, call.output.say
    lost = still_lost(workspace)
    mine = [entry for entry in lost if entry.who == workspace.who]
    others = sorted({entry.who for entry in lost} - {workspace.who, ""})
    found = do_again(workspace, lost)
    call.made += found.done
    if found.done:
        say(t("Done again: {list}", list=found.done))
    for entry, why in found.left:
        say(t("Not done again: {what}: {why}", what=_told(call, entry), why=why))
    if others:
        say(t("What was of others they do again themselves, by `concord lost --again`: {list}", list=others))
    if not mine:
        say(t("Nothing of yours is left to do again"))
    return Damaged.exit_code if found.left else 0


def _told(call: Call, entry: Any) -> str:
    from store import history

    told = [with_reason(event) for event in history.told([entry], call.workspace.records)]
    return told[0] if told else str(entry.what.get("verb", ""))


VERBS = {
    "lost": Verb(
        "lost [--accept] [--again]",
        Words("Names changes that you had seen and that the database does not have any more, after a failover"),
        ("concord lost", "concord lost --again"),
        _lost,
        (
            Option("accept", Words("Goes on without them: what you write is saved again")),
            Option("again", Words("The same, and does again what was yours, where nothing else stands there by now")),
        ),
        touches=FILES,
    )
}
