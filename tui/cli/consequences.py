"""What a command has done, on standard error: to its own records field by field, and what follows for others."""

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from store.commands import odd_days, outcome
from store.fields.numbers import digits
from store.kinds import KINDS
from store.kinds.action import OPEN
from store.kinds.allocation import Allocation
from store.kinds.blocker import Blocker
from store.kinds.decision import Decision
from store.kinds.lesson import Lesson
from store.kinds.meeting import Meeting
from store.kinds.meeting_rights import AHEAD
from store.kinds.milestone import Milestone
from store.kinds.naming import in_full
from store.kinds.resource import Resource, over_for, overlaps
from store.kinds.term import Term
from store.records import KIND_OF, ids_in
from store.records.duties import duties
from store.words import Words
from tui.cli.call import Call
from tui.i18n import t
from tui.text.joined import apart, noted, told
from tui.text.lesson_words import why
from tui.text.places import placed
from tui.text.sentences import said

if TYPE_CHECKING:
    from store import News
    from store.insight.overview import Overview
    from store.kinds.base import Record


def state_of(call: Call, record: "Record") -> Words:
    """How a record stands, in the words of its kind: "A-1 is done", "Q-1 is delivered"."""
    if isinstance(record, Blocker) and record.resolved is not None:
        return Words("{id} is resolved", id=record.id)
    if isinstance(record, Milestone) and record.done is not None:
        return Words("{id} is reached", id=record.id)
    if isinstance(record, Milestone) and record.dropped is not None:
        return Words("{id} is dropped", id=record.id)
    if isinstance(record, Decision) and record.superseded_by:
        return Words("{id} is superseded by {by}", id=record.id, by=record.superseded_by)
    if isinstance(record, Meeting) and record.on is not None and record.state in AHEAD:
        from tui.cli.series_days import day_shown  # late: few commands tell of meetings

        return day_shown(call, record.id)
    field, value = KIND_OF[type(record)].fields.get("state"), getattr(record, "state", "")
    if value == "todo":
        return Words("{id} is open again", id=record.id)
    if field is None or value in ("", "done"):
        return Words("{id} is done", id=record.id)
    return Words("{id} is {state}", id=record.id, state=t(field.label_of(value)).lower())


#: So many records are told one by one, and so many are named.
FEW, LISTED = 5, 12


def say_added(call: Call, id: str) -> None:
    """That a record is new, and what it was given."""
    if not call.json:
        record = call.workspace.records.get(id)
        _say(call, outcome.added(record, call.workspace.records))
        _say_odd_days(call, record)
        _say_lessons(call, record)
        _say_like(call, record)


def _say_lessons(call: Call, record: "Record") -> None:
    """Of what is new and meets lessons: the three that fit best, with why."""
    if KIND_OF[type(record)].name not in KINDS["lesson"].fields["used_in"].kinds:
        return
    from store.insight.fitting_lessons import fits  # late: few are asked for

    overview = call.objects.overview
    for fit in fits(overview, record, 3):
        title = call.workspace.records.one(Lesson, fit.lesson).title
        said = t("A lesson that fits: {id} {title}", id=fit.lesson, title=title)
        call.output.say(noted(said, apart(why(overview, fit))))


def _say_like(call: Call, record: "Record") -> None:
    """Of a new word of the dictionary which there are that may be the same."""
    if isinstance(record, Term):
        from store.insight.like_words import like  # late: few words are added

        for each in like(call.workspace.records, record):
            call.output.say(t("It may be the same as {names}", names=in_full(each)))


def say_changed(call: Call, before: "Record", names: Collection[str] | None = None) -> None:
    """What is otherwise by now of a record, of the fields ``names`` or of those that people are asked for."""
    if call.json:
        return
    after = call.workspace.records.get(before.id)
    if after == before:  # cards keep their revision where they are only put together
        _say(call, Words("{id} is as it was: nothing was changed", id=call.called(after.id)))
    for words in outcome.told(before, after, call.workspace.records, names):
        _say(call, words)
    _say_odd_days(call, after, before)


def _say_odd_days(call: Call, record: "Record", before: "Record | None" = None) -> None:
    """That a day by which something is to be done is past, or off."""
    for words in odd_days.oddities(record, before, call.workspace.records, call.workspace.here):
        _say(call, words)


def count_odd_days(call: Call, records: "Iterable[Record]") -> None:
    """The same of many records: how many of their days."""
    for words in [] if call.json else odd_days.counted(records, call.workspace.records, call.workspace.here):
        _say(call, words)


def say_apart(call: Call, overview: "Overview") -> None:
    """By which day is counted what all see, where it is another one for whoever asks."""
    from tui.text.two_days import apart  # late: only what all see says it

    said = "" if call.json else apart(overview)
    if said:
        call.output.say(said)


def say_each(call: Call, sentences: Sequence[Words], many: Words) -> None:
    """Of a few records a sentence each, of more than that the one for ``many``."""
    for words in sentences if len(sentences) <= FEW else [many]:
        call.output.say(t(words))


def _say(call: Call, words: Words) -> None:
    call.output.say(said(words, call.workspace.here))


def tell(call: Call, seq: int, ids: Iterable[str]) -> None:
    """Tell what the command has changed beside the records ``ids``; ``seq`` is where the journal was before it."""
    if call.json or call.workspace.ledger.seq == seq:
        return

    entry = next(iter(call.workspace.ledger.backwards(seq)), None)
    touched = [KINDS[table].id(number) for table, number in entry.touched() if table in KINDS] if entry else []
    records: dict[str, Any] = {id: call.workspace.records.find(id) for id in dict.fromkeys((*ids, *touched))}
    followed = entry.what.get("series", ()) if entry else ()
    named, moved = {*ids, *(each.get("next") for each in followed)}, _moved(entry)
    for id, record in records.items():
        if id in named:
            _less_to_give(call, record)
        elif record is not None and not id.startswith("G-") and not _is_of(record, named):
            call.output.say(t(_goes_on(record, moved[id]) if id in moved else state_of(call, record)))
        if id.startswith("G-") and record is not None:
            _asked_again(call, record)
        if id.startswith("B-") and record is not None and record.resolved is not None:
            _freed(call, record)
    for words in outcome.followed(entry.what, call.workspace.records) if entry else ():
        _say(call, words)


def say_series(call: Call, seq: int) -> None:
    """What comes next since what is new has a day that has passed; ``seq`` is where the journal was before it."""
    ledger = call.workspace.ledger
    if call.json or ledger.seq == seq:
        return
    entry = next(iter(ledger.backwards(seq)), None)
    series = entry.what.get("series", ()) if entry else ()
    if len(series) <= FEW:
        for words in outcome.followed({"series": series}, call.workspace.records):
            _say(call, words)
        return
    n = sum(1 for each in series if each.get("next"))
    one = "One more has come at once: a day of its series has passed"
    _say(call, Words("{n} more have come at once: a day of their series has passed", one=one, n=n))


def say_open(call: Call, id: str) -> None:
    """How much is open with a person or a department, by a few of its records, and what hands it over."""
    found = list(dict.fromkeys(duty.id for duty in duties(call.workspace.records, id, call.workspace.today)))
    who, listed = call.called(id), [call.called(each) for each in found[:LISTED]]
    if not found:
        call.output.say(t("Nothing is open with {who}", who=who))
        return
    more = [t("{n} more", n=len(found) - LISTED)] if len(found) > LISTED else []
    call.output.say(t("Open with {who}: {list}", who=who, list=[*listed, *more]))
    call.output.say(t("To hand it over: {command}", command=placed("concord handover {who} --to WHO").format(who=who)))


def _is_of(record: Any, resources: Collection[str]) -> bool:
    """A use of one of these resources, which is told of the resource."""
    return isinstance(record, Allocation) and record.resource in resources


def _less_to_give(call: Call, resource: object) -> None:
    """That more of a resource is granted by now than there is, and what."""
    if not isinstance(resource, Resource):
        return
    granted = call.workspace.records.pointing(Allocation, "resource", resource.id)
    uses = [each for each in granted if each.state == "granted"]
    loads = over_for(uses, uses, resource.capacity, resource.per, call.workspace.today)
    if loads:
        much = [each for each in uses if any(overlaps(each, load, resource.per) for load in loads)]
        unseen = [each.id for each in much if not each.over]
        used, capacity = digits(max(load.used for load in loads)), digits(resource.capacity)
        words = t("{name} is over-committed: {used} of {capacity}", name=resource.id, used=used, capacity=capacity)
        call.output.say(told([words, t("granted: {list}", list=unseen)]) if unseen else words)


def _moved(entry: "News | None") -> dict[str, str]:
    """Of what a command has moved elsewhere, by id the field that says where to."""
    found: dict[str, str] = {}
    for change in entry.changes if entry else ():
        kind = KINDS.get(change["t"])
        for name in kind.within[:1] if kind is not None and kind.ends is not None else ():
            if change.get("set", {}).get(name):
                found[KINDS[change["t"]].id(change["n"])] = name
    return found


def _goes_on(record: Any, name: str) -> Words:
    return Words("{id} goes on with {ids}", id=record.id, ids=[*ids_in(getattr(record, name))])


def _asked_again(call: Call, goal: Any) -> None:
    """The departments to which the question was put again just now."""
    asked = [id for id, stance in goal.stances.items() if stance.asked is not None and stance.asked == goal.changed_at]
    silent = [call.called(id) for id in asked if goal.stances[id].stance == "pending" and id in goal.departments]
    if silent:
        said = t("{departments} are asked again what they say to {id}", departments=silent, id=goal.id)
        call.output.say(said)


def _freed(call: Call, blocker: Any) -> None:
    """What a resolved blocker held up and no other one does."""
    for id in blocker.holds:
        record: Any = call.workspace.records.find(id)
        others = call.workspace.records.pointing(Blocker, "holds", id)
        if record is None or any(other.resolved is None for other in others):
            continue
        if not id.startswith("A-") or record.state in OPEN:
            owner = getattr(record, "owner", None)
            who = call.called(owner) if owner else ""
            call.output.say(t("{id} is free again ({who})", id=id, who=who) if who else t("{id} is free again", id=id))
