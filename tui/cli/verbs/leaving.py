"""Who leaves and what ends: what is open with them, handing it over, and making one of two that are the same."""

from collections.abc import Sequence

from store.commands.handing_over import hand_over
from store.commands.merging import merge
from store.errors import WrongWords
from store.kinds.naming import by_id
from store.records.duties import Duty, duties
from store.records.names import title
from store.words import Words
from tui.cli.arguments import ANYWAY, WHY, Option
from tui.cli.call import Call, Verb
from tui.cli.consequences import say_open, tell
from tui.i18n import t
from tui.served import WRITES


def _handover(call: Call) -> None:
    word, *words = call.take(1, -1)
    id, to = call.named(word, "person", "department"), call.given_ref("to", "person", "department")
    only = list(dict.fromkeys(call.named(each) for each in words))
    if to is None:
        if only or "dry-run" in call.options:
            raise WrongWords("Say to whom: --to WHO")
        _list(call, duties(call.workspace.records, id, call.workspace.today))
        say_open(call, id)
        return
    seq, why, dry = call.workspace.ledger.seq, call.options.get("why", ""), "dry-run" in call.options
    found = (call.workspace.rehearse if dry else call.workspace.do)(hand_over, id, to, only, why)
    if dry:
        _list(call, found)
        call.output.say(t("Nothing was written: this was a dry run"))
        return
    n = len(found)
    many = Words("{n} duties of {who} are {to}'s now", one="{n} duty of {who} is {to}'s now", n=n, who=id, to=to)
    ids = list(dict.fromkeys(duty.id for duty in found))
    call.output.say(call.said(t(many)))
    tell(call, seq, ids)
    call.changed_out(ids)


def _list(call: Call, found: Sequence[Duty]) -> None:
    """Each with the field in which they stand: the data."""
    records = call.workspace.records
    if call.json:
        for duty in found:
            call.output.object({"id": duty.id, "field": duty.field.name, "title": title(records, duty.id)})
    else:
        call.output.table([[call.called(duty.id), t(duty.field.label), title(records, duty.id)] for duty in found])


def _merge(call: Call) -> None:
    words = call.take(2)
    id, into = (call.named(word, "person", "department") for word in words)
    gone = call.workspace.records.get(id)
    before = by_id(call.workspace.records, id)
    call.workspace.do(merge, id, into, call.options.get("why", ""))
    kept = call.called(into)
    call.output.say(t("{gone} is {kept} now, wherever it was named, and is found as that", gone=before, kept=kept))
    login = getattr(gone, "login", "")
    if login and login != getattr(call.workspace.records.get(into), "login", ""):
        call.output.say(t("Whoever logs in as {login} is not among the people any more", login=login))
    call.records_out([into])


VERBS = {
    "handover": Verb(
        "handover WHO [ID ...] [--to WHO] [--why TEXT] [--dry-run]",
        Words("Lists what is open with a person or a department; with --to it is another one's, in one change"),
        ("concord handover li", "concord handover li --to bo", "concord handover LOG A-3 A-7 --to FIN --dry-run"),
        _handover,
        (
            Option("to", Words("Who has it from now on"), "WHO"),
            Option("dry-run", Words("Only says what would happen")),
            WHY,
            ANYWAY,
        ),
        touches=WRITES,
    ),
    "merge": Verb(
        "merge WHO INTO [--why TEXT]",
        Words("Makes one of two people or departments that are the same: INTO stays, and is found by both names"),
        ("concord merge lina li", "concord merge LGS LOG"),
        _merge,
        (WHY,),
        touches=WRITES,
    ),
}
