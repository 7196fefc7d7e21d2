"""The course of a meeting: opened, begun, led, taken from item to item, closed, cancelled, reopened, copied."""

# late: what a deed loads, it imports when it runs.

from typing import TYPE_CHECKING

from store.commands import meeting_course as course
from store.kinds.agenda_item import AgendaItem, gone_on
from store.kinds.meeting import Meeting
from store.words import Words
from tui.cli.arguments import ANYWAY, WHY, Option
from tui.cli.call import Call
from tui.cli.verbs.meeting_words import NO, is_of, meeting_of, named_or_likely, saved
from tui.i18n import t

if TYPE_CHECKING:
    from store.records import Records

OPTIONS = (
    WHY,
    Option("to", Words("The meeting to which something goes; for a cancelled agenda also backlog or drop"), "MEETING"),
    Option("because", Words("Why an action has no owner or no day as its meeting is closed: A-3=TEXT"), "TEXT"),
    Option("on", Words("The day of the copy"), "DAY"),
    Option("time", Words("The time of the copy"), "TIME"),
    ANYWAY,
)


def _open(call: Call) -> None:
    meeting = call.workspace.do(course.open_to_all, named_or_likely(call, "draft"))
    call.output.say(t("{id} is open: its departments are told of it", id=meeting.id))
    saved(call, meeting)


def _start(call: Call) -> None:
    meeting = call.workspace.do(course.begin, named_or_likely(call, "open", "draft"))
    call.output.say(t("{id} has begun", id=meeting.id))
    _say_where(call, meeting)
    saved(call, meeting)


def _go(call: Call) -> None:
    """On to the next item, to the one that is named, or behind the last."""
    words = call.take(1, 3)[1:]
    id = meeting_of(call, words, "running")
    if not words:
        seen = call.workspace.records.one(Meeting, id).current
        meeting = call.workspace.do(course.next_item, id, seen)
    else:
        to = None if words[0] in NO else call.named(words[0], "agenda-item")
        meeting = call.workspace.do(course.go_to, id, to)
    _say_where(call, meeting)
    saved(call, meeting)


def _say_where(call: Call, meeting: Meeting) -> None:
    item = call.workspace.records.maybe(AgendaItem, meeting.current)
    if item is not None:
        call.output.say(t("Now: {id} {title}", id=item.id, title=item.title))
    elif meeting.state == "running":
        call.output.say(t("It is at none of its items"))


def _lead(call: Call) -> None:
    id, who = named_or_likely(call, "running", "open", "draft"), call.given_ref("who", "person")
    meeting = call.workspace.do(course.lead, id, who)
    call.output.say(t("{who} leads {id}", who=call.called(meeting.facilitator or ""), id=id))
    saved(call, meeting)


def _consent(call: Call) -> None:
    taken = call.workspace.do(course.consent, named_or_likely(call, "running"))
    call.output.say(t("Taken by consent: {list}", list=[each.id for each in taken]))
    saved(call, *taken)


def _look(call: Call) -> None:
    """What becomes of an action of last time."""
    words = call.take(3, 4)[1:]
    id = meeting_of(call, words, "running")
    action, what = call.named(words[0], "action"), _became(words[-1])
    meeting = call.workspace.do(course.look_back, id, action, what, call.given("why") or "")
    call.output.say(t("{id}: {what}", id=action, what=t(_BECAME[what])))
    saved(call, meeting)


_BECAME = {"done": Words("done"), "carried": Words("carried"), "dropped": Words("dropped")}


def _became(word: str) -> str:
    from store.errors import WrongWords
    from store.records.names import fold
    from tui.i18n import in_each

    for value, label in _BECAME.items():
        if fold(word) in (value, *map(fold, in_each(label))):
            return value
    raise WrongWords('"{value}" is not one of: {choices}', value=word, choices=list(_BECAME))


def _close(call: Call) -> None:
    id = named_or_likely(call, "running")
    why = call.pairs([call.options["because"]], "action") if "because" in call.options else {}
    meeting = call.workspace.do(course.close, id, why, call.given_ref("to", "meeting") or "")
    records = call.workspace.records
    call.output.say(t("{id} is closed; its minutes: {command}", id=id, command=f"concord meeting minutes {id}"))
    for item in records.pointing(AgendaItem, "meeting", id):
        _say_gone_on(call, records, item)
    saved(call, meeting)


def _say_gone_on(call: Call, records: "Records", item: AgendaItem) -> None:
    on = next(iter(gone_on(records, item.id)), None)
    if item.state in ("carried", "moved") and on is not None and on.meeting:
        call.output.say(t("{id} goes on in {meeting} as {to}", id=item.id, meeting=on.meeting, to=on.id))
    elif item.state == "parked":
        call.output.say(t("{id} is parked", id=item.id))


def _cancel(call: Call) -> None:
    _deed, word = call.take(2)
    id, to = call.named(word, "meeting"), call.given("to") or ""
    if to and to not in ("backlog", "drop"):
        to = {"待议": "backlog", "待议列表": "backlog", "删除": "drop", "放弃": "drop"}.get(to) or call.named(
            to, "meeting"
        )
    meeting = call.workspace.do(course.cancel, id, call.given("why") or "", to)
    call.output.say(t("{id} is cancelled", id=id))
    saved(call, meeting)


def _reopen(call: Call) -> None:
    _deed, word = call.take(2)
    meeting = call.workspace.do(course.reopen, call.named(word, "meeting"), call.given("why") or "")
    state = (
        Words("{id} goes on", id=meeting.id)
        if meeting.state == "running"
        else Words("{id} is a draft again", id=meeting.id)
    )
    call.output.say(t(state))
    saved(call, meeting)


def _copy(call: Call) -> None:
    """A meeting with its agenda; an item, with ``--to``, onto another agenda."""
    _deed, word = call.take(2)
    if is_of(word, "agenda-item"):
        from tui.cli.verbs.meeting_items import copy_item

        copy_item(call, word)
        return
    values = {
        name: call.given_day("on") if name == "on" else call.given_value("meeting", name, call.given(name))
        for name in ("on", "time")
        if name in call.options
    }
    made = call.workspace.do(course.copy, call.named(word, "meeting"), **values)
    from tui.cli.consequences import say_added

    say_added(call, made.id)
    call.records_out([made.id])


DEEDS = {
    "open": _open,
    "start": _start,
    "go": _go,
    "lead": _lead,
    "consent": _consent,
    "look": _look,
    "close": _close,
    "cancel": _cancel,
    "reopen": _reopen,
    "copy": _copy,
}
