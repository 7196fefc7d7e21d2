"""What holds work up: said, raised again, put before the next one above."""

from store.words import Words
from tui.cli.call import Call, Verb
from tui.cli.words import Option
from tui.i18n import t


def _block(call: Call) -> int:
    from store.fields import Field
    from store.kinds import KINDS, blocker

    word, title = call.take(2)
    ids = [call.named(each, "action", "goal", "key-result") for each in word.split(",") if each.strip()]
    fields: dict[str, Field] = KINDS["blocker"].fields

    def chosen(option: str, field: str, otherwise: str) -> str:
        from store import typed

        text = call.options.get(option)
        workspace = call.workspace
        return typed.read(fields[field], text, workspace.records, workspace.today, workspace.who) if text else otherwise  # type: ignore[no-any-return]

    made = call.workspace.do(
        blocker.block,
        ids,
        title,
        call.given_ref("on", "department", "person"),
        chosen("kind", "cause", "communication"),
        chosen("severity", "severity", "normal"),
        call.options.get("next", ""),
        call.given_day("next-by"),
        call.given_ref("next-owner", "person"),
    )
    call.records_out([made.id])
    return 0


def _raise(call: Call) -> int:
    from store.kinds.blocker import raise_again, wants_decision

    id = call.named(call.take(1)[0], "blocker")
    blocker = call.workspace.do(raise_again, id)
    call.output.say(t("{id} is saved", id=id))
    if wants_decision(blocker):
        call.output.say(t("{id} was raised again without progress: it wants a next step or a decision", id=id))
    call.changed_out([id])
    return 0


def _escalate(call: Call) -> int:
    from store.kinds.escalation import escalate
    from store.names import sayable

    id = call.named(call.take(1)[0], "blocker")
    blocker = call.workspace.do(escalate, id, call.given_ref("to", "person"), call.options.get("why", ""))
    who = sayable(call.workspace.records, blocker.escalated_to or "")
    call.output.say(t("{id} is put before {who}", id=id, who=who))
    call.changed_out([id])
    return 0


VERBS = {
    "block": Verb(
        "block",
        "block ID WHAT [--on WHO] [--kind KIND] [--severity S] [--next TEXT --next-owner WHO --next-by DAY]",
        Words("Says what holds an action, a key result or a goal up"),
        ('concord block A-142 "No budget code" --on FIN --kind decision',),
        _block,
        (
            Option("on", Words("The department or person that is waited on"), "WHO"),
            Option("kind", Words("communication, silo, culture, resource, decision, technical, outside"), "KIND"),
            Option("severity", Words("high, normal, low"), "S"),
            Option("next", Words("The next step"), "TEXT"),
            Option("next-owner", Words("Who takes it"), "WHO"),
            Option("next-by", Words("By when"), "DAY"),
        ),
    ),
    "raise": Verb(
        "raise",
        "raise BLOCKER",
        Words("Says that a blocker came up again today"),
        ("concord raise B-7",),
        _raise,
    ),
    "escalate": Verb(
        "escalate",
        "escalate BLOCKER [--to WHO] [--why TEXT]",
        Words("Puts a blocker before the next one above: the lead, the accountable, the leads above"),
        ("concord escalate B-7",),
        _escalate,
        (
            Option("to", Words("Before this person instead"), "WHO"),
            Option("why", Words("The reason, kept in the history"), "TEXT"),
        ),
    ),
}
