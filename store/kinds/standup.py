"""Stand-up entries: what somebody did, does next and is held up by; one a person a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec

from store import clock, fields
from store.errors import Fault, NotFound, Refused, Unlisted
from store.fields import LINE_LIMIT, ref, rows
from store.fields.indexes import RecordIndex
from store.fields.rights import COORDINATOR, Claim, Right
from store.kinds.base import Kind, Record, fields_of
from store.kinds.blocker import Blocker, raised_on
from store.kinds.naming import short_name
from store.kinds.person import Person
from store.kinds.standup_line import DID_LIMIT, SECTIONS, Line, with_ids
from store.words import Words

if TYPE_CHECKING:
    from store.records import Changes, Records

#: An entry has at most so many lines, and is posted at most so many days ahead.
LINES, AHEAD = 100, 14

Timing = Literal["early", "in time", "late"]


# Who may


def _own(claim: Claim, before: StandUp | None, after: StandUp) -> bool:
    if before is not None and before.person != after.person:
        return False
    me = claim.me
    return claim.above or (me is not None and after.person == me.id)


OWN = Right(Words("each posts their own, a coordinator for others too"), _own)


class StandUp(Record, frozen=True):
    """``day`` is the one that it is said on. Whether it came early or late follows from when it was made."""

    day: Annotated[date, fields.day("Day", names=True, right=OWN)]
    person: Annotated[str | None, ref("Person", "person", right=OWN)] = None
    lines: Annotated[tuple[Line, ...], rows("Lines", searched=True, right=OWN)] = ()


class _Place(msgspec.Struct, gc=False):
    day: str = ""
    person: str | None = None


def _of(day: date | str, person: str | None = "") -> str:
    return f"{day} {person}"


#: The entries by their days, and by their days and people.
_ENTRIES = RecordIndex("standup", _Place, lambda row: (_of(row.day), _of(row.day, row.person)))


# Rules


def faults(entry: StandUp, before: StandUp | None, records: Records) -> Iterator[Fault]:
    """Somebody's, the only one of theirs on that day, with lines that say something."""
    if entry.person is None:
        yield Fault("person", Words("is needed: an entry is somebody's", "needed"))
    elif before is None or (before.person, before.day) != (entry.person, entry.day):
        others = map(KIND.id, records.numbers_with(_ENTRIES, _of(entry.day, entry.person)))
        twin = next((id for id in others if id != entry.id), None)
        if twin is not None:
            yield Fault("day", Words("there is {id} of that day already; amend that", "twice-a-day", id=twin))
    if before is None or before.lines != entry.lines:
        yield from _line_faults(entry.lines)


def _line_faults(lines: Sequence[Line]) -> Iterator[Fault]:
    from store.kinds import split_id  # late: it registers this kind

    if len(lines) > LINES:
        yield Fault("lines", Words("has more than {n} items", "too-many", n=LINES))
    for line in lines:
        place = f"lines.{line.id}"
        if not line.id or "\n" in line.id or len(line.id) > LINE_LIMIT:
            yield Fault("lines", Words("a line wants an id of its own", "twice"))
        if line.section not in SECTIONS:
            yield Unlisted(place, line.section, fields_of(Line)["section"].listed)
        if not line.text and line.on is None:
            yield Fault(place, Words("a line wants words, or a record that it is about", "wants-words"))
        if "\n" in line.text:
            yield Fault(place, Words("needs one line of text", "wrong-shape"))
        if len(line.text) > LINE_LIMIT:
            yield Fault(
                place,
                Words("is longer than {n} characters; put the rest where there is more room", "too-long", n=LINE_LIMIT),
            )
        if line.did and len(msgspec.json.encode(line.did)) > DID_LIMIT:
            yield Fault(place, Words("is longer than {n} bytes", "too-long", n=DID_LIMIT))
        if line.on is not None and split_id(line.on) is None:
            yield Fault(
                place, Words('"{value}" is not an id such as {example}', "wrong-shape", value=line.on, example="A-12")
            )


def on_day(records: Records, day: date | str) -> list[StandUp]:
    """Everybody's entries of a day. Only those are decoded."""
    found = (records.maybe(StandUp, KIND.id(number)) for number in records.numbers_with(_ENTRIES, _of(day)))
    return [entry for entry in found if entry is not None]


def of_person(records: Records, person: str, day: date) -> StandUp | None:
    """Somebody's entry of a day."""
    numbers = records.numbers_with(_ENTRIES, _of(day, person))
    return records.one(StandUp, KIND.id(numbers[0])) if numbers else None


def named(entry: StandUp) -> set[str]:
    """The ids of what the entry names as what holds somebody up."""
    return {line.on for line in entry.lines if line.section == "blocked" and line.on}


def logins_naming(records: Records, blocker_id: str, day: str, otherwise: str = "") -> set[str]:
    """The logins of those whose entries of a day (ISO 8601) name a blocker; ``otherwise`` of one who has none."""
    people = (records.maybe(Person, entry.person or "") for entry in on_day(records, day) if blocker_id in named(entry))
    return {each.login or otherwise for each in people if each is not None}


def timing(made_at: datetime | None, day: date, zone: str = "UTC", closed: datetime | None = None) -> Timing:
    """Whether an entry was posted before its day, on it, or too late: on a later day or after the round was closed.

    ``zone`` is that of the person: their day counts.
    """
    if made_at is None:
        return "in time"
    there = clock.there(made_at, zone).date()
    if there < day:
        return "early"
    return "late" if there > day or (closed is not None and made_at > closed) else "in time"


def amended(entry: StandUp) -> bool:
    """It was changed after it was posted."""
    return entry.rev > 1


# Steps and commands


def complete(changes: Changes, entry: StandUp) -> StandUp:
    """A new entry is that of whoever posts it, unless told otherwise; what its lines name is there."""
    person = entry.person or changes.person_id
    if person is None:
        raise Refused("Nobody here has the login {login}; say whose entry it is", "whose-entry", login=changes.who)
    allow(changes, person)
    _not_too_early(changes, entry.day)
    lines = with_ids(entry.lines)
    _have_to_be(changes, lines)
    entry = msgspec.structs.replace(entry, person=person, lines=lines)
    raise_named(changes, None, entry)
    return entry


def edited(changes: Changes, before: StandUp, after: StandUp, _why: str) -> StandUp:
    """It stays the same person's; what its new lines name is there."""
    if after.person != before.person:
        raise Refused("{id} stays whose it is; post another one for somebody else", "stays-whose-it-is", id=after.id)
    allow(changes, after.person or "")
    if after.day != before.day:
        _not_too_early(changes, after.day)
    lines = with_ids(after.lines)
    known = {line.on for line in before.lines}
    _have_to_be(changes, [line for line in lines if line.on not in known])
    after = msgspec.structs.replace(after, lines=lines)
    raise_named(changes, before, after)
    return after


def gone(changes: Changes, entry: StandUp) -> None:
    """An entry that is taken away has raised nothing."""
    _raise_no_longer(changes, entry, named(entry))


def taken_back(changes: Changes, before: StandUp, after: StandUp | None) -> None:
    """What an entry does not name any more is raised by it no longer, whoever else names it."""
    _raise_no_longer(changes, before, named(before) - (set() if after is None else named(after)))


def raise_named(changes: Changes, before: StandUp | None, after: StandUp) -> None:
    """The open blockers that an entry names are raised on its day, by whoever's it is; whoever closes the round or not.

    What it does not name any more is raised no longer by it.
    """
    now = named(after)
    if before is not None:
        _raise_no_longer(changes, before, named(before) if before.day != after.day else named(before) - now)
    for blocker in _open_blockers(changes, now):
        _put(changes, blocker, raised_on(blocker, after.day, _login(changes, after)))


def _raise_no_longer(changes: Changes, entry: StandUp, ids: Iterable[str]) -> None:
    """By that entry; who names the blocker too on that day has raised it then."""
    stamp, who = entry.day.isoformat(), _login(changes, entry)
    for blocker in _open_blockers(changes, ids):
        others = sorted(logins_naming(changes, blocker.id, stamp, changes.who) - {who})
        kept = tuple(each for each in blocker.raised if (each.id, each.by) != (stamp, who))
        without = msgspec.structs.replace(blocker, raised=kept)
        _put(changes, blocker, raised_on(without, entry.day, others[0]) if others else without)


def _login(changes: Changes, entry: StandUp) -> str:
    whose = changes.maybe(Person, entry.person or "")
    return (whose.login if whose is not None else "") or changes.who


def _open_blockers(changes: Changes, ids: Iterable[str]) -> Iterator[Blocker]:
    found = (changes.maybe(Blocker, id) for id in sorted(ids))
    return (each for each in found if each is not None and each.resolved is None)


def _put(changes: Changes, before: Blocker, after: Blocker) -> None:
    if after != before:
        changes.put(after)


def allow(changes: Changes, person: str) -> None:
    """Raise `Refused` where whoever gives the command may not speak for that person."""
    if changes.rank_of(changes.who) >= COORDINATOR or changes.person_id == person:
        return
    whose = changes.one(Person, person)
    raise Refused("Only {person} or a coordinator posts that entry", "not-yours", person=short_name(whose))


def _not_too_early(changes: Changes, day: date) -> None:
    if (day - changes.here).days > AHEAD:
        raise Refused(
            "{day} is more than {n} days ahead; an entry is for a day nearby", "too-far-ahead", day=day, n=AHEAD
        )


def _have_to_be(changes: Changes, lines: Iterable[Line]) -> None:
    for line in lines:
        if line.on is not None and changes.find(line.on) is None:
            raise NotFound("There is no {id}", id=line.on)


KIND = Kind(
    name="standup",
    prefix="SU",
    label="Stand-up entry",
    plural="Stand-up entries",
    record=StandUp,
    seen_at=("person",),
    writer="member",
    faults=faults,
    on_add=complete,
    on_edit=edited,
    on_back=taken_back,
    gone=gone,
    no_done=Words("an entry is only said; there is nothing to do about it", "never-done"),
)
