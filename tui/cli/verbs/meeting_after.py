"""Once a meeting is over: its minutes amended and confirmed, and what it decided without its quorum."""

# late: what a deed loads, it imports when it runs.

from store.commands import minutes
from store.errors import Refused
from store.kinds.meeting import Meeting
from store.words import Words
from tui.cli.arguments import Option
from tui.cli.call import Call
from tui.cli.verbs.meeting_words import coming, is_of, saved
from tui.i18n import t

OPTIONS = (
    Option("item", Words("The item of the agenda that an amendment is about"), "ITEM"),
    Option("in", Words("The running meeting that confirms it (the one that runs)"), "MEETING"),
    Option("changed", Words("A line that is added to the minutes as they are confirmed"), "TEXT"),
)


def _amend(call: Call) -> None:
    _deed, word, text = call.take(3)
    id, line = call.named(word, "meeting"), call.given("line")
    if line is not None:
        meeting = call.workspace.do(minutes.edit_line, id, line, text)
    else:
        meeting = call.workspace.do(minutes.amend, id, text, call.given_ref("item", "agenda-item") or "")
        call.output.say(t("Line {line} of {id}", line=meeting.amendments[-1].id, id=id))
    saved(call, meeting)


def _confirm(call: Call) -> None:
    word = call.take(2)[1]
    is_decision = is_of(word, "decision")
    id = call.named(word, "decision" if is_decision else "meeting")
    within = call.given_ref("in", "meeting") or _within(call, id)
    if is_decision:
        if within is None:
            raise Refused("No meeting is being held that could confirm {id}", "nothing-named", id=id)
        record = call.workspace.do(minutes.ratify, within, id)
    else:
        record = call.workspace.do(minutes.confirm, within or "", id, call.given("changed") or "")
    call.output.say(t("{id} is confirmed", id=id))
    saved(call, record)


def _within(call: Call, id: str) -> str | None:
    """The meeting that runs: of the same series or goal, where minutes are confirmed."""
    records = call.workspace.records
    earlier = records.maybe(Meeting, id)
    running = [each for each in coming(call, "running") if each.id != id]
    if earlier is not None:
        running = [
            each
            for each in running
            if (each.series and each.series == earlier.series) or (each.goal and each.goal == earlier.goal)
        ]
    return running[0].id if running else None


DEEDS = {"amend": _amend, "confirm": _confirm}
