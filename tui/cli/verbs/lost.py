"""What a database has lost in a failover: named, and nothing is written before whoever had seen it says so."""

from store.errors import Damaged
from store.words import Words
from tui.cli.arguments import Option
from tui.cli.call import Call, Verb
from tui.cli.verbs.history import object_of, when
from tui.i18n import t
from tui.text.sentences import with_reason


def _lost(call: Call) -> int:
    call.take(0)
    from store import history

    workspace, accepts = call.workspace, "accept" in call.options
    ledger, records = workspace.ledger, workspace.records
    gone = ledger.vanished
    if gone is None:
        call.output.say(t("Nothing that you had seen is gone"))
        return 0
    events = list(history.told(gone.entries[::-1], records))
    if call.json:
        for event in events:
            call.output.object(object_of(event))
    else:
        zone = records.zone_of(workspace.who)
        call.output.table([(when(event, zone), with_reason(event)) for event in events], cut=True)
    if not accepts:
        call.output.say(
            t(
                "Nothing is written here until you say that it may be: `concord lost --accept`. The server that died "
                "may still have them"
            )
        )
        return Damaged.exit_code
    kept = gone.accept()
    call.output.say(
        t(
            "You go on without {n} changes. They are kept in {path}",
            one="You go on without {n} change. It is kept in {path}",
            n=gone.count,
            path=kept,
        )
    )
    return 0


VERBS = {
    "lost": Verb(
        "lost [--accept]",
        Words("Names changes that you had seen and that the database does not have any more, after a failover"),
        ("concord lost", "concord lost --accept"),
        _lost,
        (Option("accept", Words("Goes on without them: what you write is saved again")),),
    )
}
