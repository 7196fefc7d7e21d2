"""What meetings tell: they are called, moved, held and closed; whom they concern is told, but of a draft nobody."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, cast

from store.history.notices import ChangedRecord, Notice
from store.history.telling import Telling, led
from store.history.wording import Told, day, document
from store.kinds.agenda_item import QUEUED, agenda, carried
from store.kinds.meeting import Meeting, is_quorate, there
from store.kinds.meetings_around import neighbours, outcomes, planned
from store.words import Words, with_note

if TYPE_CHECKING:
    from store.insight.overview import Overview

_BECAME = {
    "draft": Words("{who} made {name} a draft again"),
    "open": Words("{who} called {name}"),
    "running": Words("{who} began {name}"),
    "closed": Words("{who} closed {name}"),
    "cancelled": Words("{who} cancelled {name}"),
}
_COMES = {
    "yes": Words("{who}: {department} comes to {name}"),
    "no": Words("{who}: {department} does not come to {name}"),
    "delegate": Words("{who}: {department} sends a delegate to {name}"),
}
_WAS_THERE = {
    "present": Words("{who}: {department} is there in {name}"),
    "late": Words("{who}: {department} came late to {name}"),
    "delegate": Words("{who}: a delegate of {department} is there in {name}"),
    "absent": Words("{who}: {department} is not there in {name}"),
}
_WHO = Words("{who} noted who is there in {name}")
Values = Mapping[str, Any]


def _state(_told: Told, new: Values, old: Values) -> Words | None:
    if new.get("state") is None:
        return None
    if (old.get("state"), new["state"]) == ("closed", "running"):
        return Words("{who} reopened {name}")
    return _BECAME.get(new["state"])


def _moved(told: Told, new: Values, _old: Values) -> Words | None:
    on = day(new.get("on") or told.document.get("on"))
    if on is None:
        return None
    time = new.get("time") or told.document.get("time")
    if time:
        return Words("{who} moved {name} to {day} {time}", day=on, time=time)
    return Words("{who} moved {name} to {day}", day=on)


def _one(field: str, new: Values, old: Values) -> tuple[str, Any] | None:
    """The only department of which something changed in that map, with what is said of it now."""
    keys = {path.split(".")[1] for path in (*new, *old) if path.startswith(field + ".")}
    whole = document(new.get(field)) or document(old.get(field))
    keys = keys or set(whole)
    if len(keys) != 1:
        return None
    (key,) = keys
    return key, new.get(f"{field}.{key}", document(new.get(field)).get(key))


def _of_department(field: str, part: str, usual: str, sentences: Mapping[str, Words], many: Words) -> Any:
    """Tells what a department is in that map, by a sentence for each of the words that it may have there."""

    def say(told: Told, new: Values, old: Values) -> Words | None:
        found = _one(field, new, old)
        if found is None:
            return many
        key, value = found
        said = new.get(f"{field}.{key}.{part}") or (document(value).get(part, usual) if value else None)
        words = sentences.get(cast("str", said)) if said else None
        return None if words is None else words.filled(department=told.called(key))

    return say


def _prepared(told: Told, new: Values, old: Values) -> Words | None:
    found = _one("prepared", new, old)
    if found is None:
        return None
    key, value = found
    words = Words("{who}: {department} is prepared for {name}")
    return (words if value else Words("{who}: {department} is not prepared for {name} yet")).filled(
        department=told.called(key)
    )


def _at(told: Told, new: Values, _old: Values) -> Words | None:
    item = told.called(new.get("current"))
    return Words("{who} went on to {item} in {name}", item=item) if item else Words("{who} left the items of {name}")


class MeetingTelling(Telling):
    no_news = ("come", "prepare", "attend", "look-back", "lead")
    quiet = ("since", "begun", "closed", "present", "open_why", "reason", "confirmed_by", "confirmed_in")
    silent = ("current", "since", "attendance", "present", "actions")
    changes = {
        "state": _state,
        "confirmed_at": lambda _told, _new, _old: Words("{who} confirmed the minutes of {name}"),
        "amendments": lambda _told, _new, _old: Words("{who} amended the minutes of {name}"),
        "facilitator": led,
        "on": _moved,
        "time": _moved,
        "coming": _of_department("coming", "answer", "yes", _COMES, Words("{who} said who comes to {name}")),
        "prepared": _prepared,
        "attendance": _of_department("attendance", "state", "present", _WAS_THERE, _WHO),
        "actions": lambda _told, _new, _old: Words("{who} looked through the actions of last time in {name}"),
        "current": _at,
    }
    deeds = ("state",)

    def is_deed(self, path: str, value: Any) -> bool:
        """Who brought one to its end says so at the stand-up."""
        return path == "state" and value == "closed"

    def notices(self, change: ChangedRecord) -> Iterator[Notice]:
        """Its departments, once it is open: it is called, moved, cancelled, closed; who leads it and takes notes."""
        meeting: Meeting = change.record
        if meeting.state == "draft":
            return
        if change.gave("state"):
            yield from _notices_of_state(change, meeting)
            return
        if meeting.state != "open":
            return
        if not change.is_new and any(name in change.new for name in ("on", "time", "zone")):
            words = _when(Words("{id} is moved to {day} {time}"), Words("{id} is moved to {day}"), meeting)
            yield from (Notice(to, meeting.id, words) for to in _concerned(change, meeting))
        for field, words in (
            ("facilitator", Words("{who} lets you lead {id}", who=change.who, id=meeting.id)),
            ("note_taker", Words("you take the notes in {id}", id=meeting.id)),
        ):
            for to in change.of(getattr(meeting, field)) if change.gave(field) else ():
                yield Notice(to, meeting.id, words)
        if change.gave("departments"):
            words = _when(Words("{who} calls {id}, {day} {time}"), Words("{who} calls {id}, {day}"), meeting)
            for to in (each for id in change.new.get("departments", ()) for each in change.of(id)):
                yield Notice(to, meeting.id, words.filled(who=change.who))

    def computed(self, record: Meeting, overview: "Overview") -> dict[str, Any]:
        """Who is there, whether it may decide, its minutes, what came of it, those beside it in its series."""
        records = overview.reading
        items = agenda(records, record.id)
        before, after = neighbours(records, record)
        return {
            "there": list(there(record)),
            "quorate": is_quorate(record),
            "items": [each.id for each in items],
            "planned_minutes": planned(items),
            "left": sum(each.state == QUEUED for each in items),
            "carried": sum(carried(each, records) > 0 for each in items),
            "not_prepared": [id for id in record.departments if id not in record.prepared],
            "came_of": outcomes(records, [record.id, *(each.id for each in items)]),
            "previous": before,
            "next": after,
        }


def _when(with_time: Words, without: Words, meeting: Meeting) -> Words:
    if meeting.on is None:
        return Words("{who} calls {id}", id=meeting.id)
    if meeting.time:
        time = with_note(meeting.time, meeting.zone) if meeting.zone else meeting.time
        return with_time.filled(id=meeting.id, day=meeting.on, time=time)
    return without.filled(id=meeting.id, day=meeting.on)


def _concerned(change: ChangedRecord, meeting: Meeting) -> Iterator[str]:
    """Who leads it and takes the notes, those whom their departments send, and who speaks for each department."""
    sent = (each.who for each in meeting.coming.values())
    for party in (meeting.facilitator, meeting.note_taker, *sent, *meeting.departments):
        yield from change.of(party)


def _notices_of_state(change: ChangedRecord, meeting: Meeting) -> Iterator[Notice]:
    id, who = meeting.id, change.who
    if meeting.state == "open" and change.is_new | ("state" in change.new):
        words = _when(Words("{who} calls {id}, {day} {time}"), Words("{who} calls {id}, {day}"), meeting)
        words = words.filled(who=who)
    elif meeting.state == "cancelled":
        words = Words("{id} is cancelled: {why}", id=id, why=meeting.reason)
    elif meeting.state == "closed":
        words = Words("{id} is closed; its minutes may be amended", id=id)
    else:
        return
    yield from (Notice(to, id, words) for to in _concerned(change, meeting))
    if meeting.state == "closed":
        yield from (Notice(to, id, words) for to in meeting.present)
    if meeting.state == "open":
        for item in agenda(change.records, id):
            said = Words("you present {item} in {id}", item=item.id, id=id)
            yield from (Notice(to, item.id, said) for to in change.of(item.presents))
