"""What the stand-up room shows of a day: who has posted, what is blocked, late and due, who says what, what changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from store import clock
from store.fields import unknown
from store.history import recent, told
from store.history.events import Event
from store.history.telling import telling_of
from store.insight import promises
from store.insight.promises import Tally
from store.insight.waiting import department_of
from store.kinds import split_id
from store.kinds.blocker import Blocker, held_days, wants_decision
from store.kinds.naming import alphabetical
from store.kinds.person import has_left
from store.kinds.standup import StandUp, Timing, amended, timing
from store.kinds.standup_round import Round

if TYPE_CHECKING:
    from store.engine.ledger import Ledger
    from store.insight.overview import Overview

#: How much a day weighs, by how severe a blocker is.
SEVERITY = {"high": 3, "normal": 2, "low": 1}
#: Of what changed so many commits are looked at, so many besides the entries posted, and so many events told.
MOST, COMMITS, EVENTS = 4_000, 400, 60


class RoundHeader(NamedTuple):
    """``round`` is None before it has begun. People by id: those who have posted in the order in which they did."""

    day: date
    round: Round | None
    posted: tuple[str, ...]
    missing: tuple[str, ...]
    away: tuple[str, ...]
    promises: Tally


class Hold(NamedTuple):
    """A blocker: for how many days it has held, how much that weighs, in whose entries of the day it is named, and what
    is done about it: the next step, whoever it was put before.

    ``held`` means that it cannot be passed over: raised again, and neither a next step, nor escalated, nor decided.
    """

    id: str
    days: int
    weight: int
    severity: str
    raised: int
    named_by: tuple[str, ...]
    held: bool
    waiting_on: str | None
    departments: tuple[str, ...]
    next_step: str
    next_owner: str | None
    next_by: date | None
    escalated_to: str | None


class Due(NamedTuple):
    """The actions of a department that are late, the oldest first, and those due on the day."""

    department: str
    late: tuple[str, ...]
    today: tuple[str, ...]


class PersonToday(NamedTuple):
    """Somebody's entry of the day; None where there is none, perhaps since they are away."""

    person: str
    entry: StandUp | None
    timing: Timing
    amended: bool
    away: bool


class Turn(NamedTuple):
    """A department and what its people say."""

    department: str
    people: tuple[PersonToday, ...]


# People


class _Member(msgspec.Struct, gc=False):
    """Of a person."""

    name: str = ""
    login: str = ""
    department: str | None = None
    role: str = "member"
    away_until: date | None = None
    left_on: date | None = None
    zone: str = ""
    made_at: datetime | None = None


def _members(overview: Overview) -> dict[str, _Member]:
    """Everybody, by department and name."""

    def make() -> dict[str, _Member]:
        found = unknown.decoded(overview.source, "person", _Member)
        return {f"PN-{number}": row for rows in found for number, row in rows.items()}

    found = overview.reading.cached("person", "members", make)
    order = {of: at for at, of in enumerate(departments(overview))}

    def place(person: str) -> tuple[int, str]:
        member = found[person]
        return order.get(member.department or "", len(order)), alphabetical(member)

    return {person: found[person] for person in sorted(found, key=place)}


def departments(overview: Overview) -> list[str]:
    """The departments in the order of the walk: by their codes, those that are no more behind the others."""
    rows = overview.departments.rows
    return sorted(rows, key=lambda of: (not rows[of].active, alphabetical(rows[of])))


def people(overview: Overview) -> list[str]:
    """Everybody in the order of the walk."""
    return list(_members(overview))


def expected(overview: Overview, day: date) -> list[str]:
    """Who is to post on that day: everybody who can, and is not away."""
    return [
        id for id, member in _members(overview).items() if _counts(overview, member, day) and not _away(member, day)
    ]


def _counts(overview: Overview, member: _Member, day: date) -> bool:
    """Whoever can post: has a login and more than a look, was here already, on a day on which people work."""
    made = None if member.made_at is None else overview.day_of(member.made_at)
    can = bool(member.login) and member.role != "viewer" and not has_left(member, day)
    return can and (made is None or made <= day) and overview.calendar.works(day)


def _away(member: _Member, day: date) -> bool:
    return member.away_until is not None and member.away_until >= day


def header(overview: Overview, day: date) -> RoundHeader:
    """Who has posted, who is missing and not away, how many of the promises of last time were kept."""
    members = _members(overview)
    posted = tuple(entry.person for entry in overview.entries.on(day) if entry.person)
    there = set(posted)
    gone = [id for id, member in members.items() if _away(member, day) and id not in there]
    missing = [id for id in expected(overview, day) if id not in there]
    kept = promises.tally(promises.since_last(overview, day, but=set(gone)))
    return RoundHeader(day, overview.entries.round(day), posted, tuple(missing), tuple(gone), kept)


# Blockers


def holds(overview: Overview, day: date) -> list[Hold]:
    """The blockers that held on that day, those that weigh most on top: age by severity."""
    named = overview.entries.naming(day)
    found = [_hold(overview, blocker, day, named.get(blocker.id, ())) for blocker in _open_on(overview, day)]
    return sorted(found, key=lambda hold: (-hold.weight, -hold.days, int(hold.id[2:])))


def _open_on(overview: Overview, day: date) -> Iterator[Blocker]:
    """The blockers that are open, or were on an earlier day, as far as they were raised by then."""
    if day >= overview.today:
        ids = [id for id, _row in overview.open_blockers()]
    else:
        rows = overview.blockers.rows.items()
        ids = [id for id, row in rows if (row.since or day) <= day and (row.resolved or date.max) > day]
    for id in ids:
        found = overview.reading.find(id)
        if isinstance(found, Blocker):
            yield found if day >= overview.today else _as_of(found, day)


def _as_of(blocker: Blocker, day: date) -> Blocker:
    raised = tuple(each for each in blocker.raised if each.id <= day.isoformat())
    return msgspec.structs.replace(blocker, raised=raised, resolved=None)


def _hold(overview: Overview, blocker: Blocker, day: date, named_by: tuple[str, ...]) -> Hold:
    days = held_days(blocker.earlier, blocker.since, day)
    return Hold(
        blocker.id,
        days,
        (days + 1) * SEVERITY.get(blocker.severity, 2),
        blocker.severity,
        len(blocker.raised),
        named_by,
        wants_decision(blocker, day),
        blocker.waiting_on,
        tuple(dict.fromkeys(of for id in blocker.holds if (of := department_of(overview, id)))),
        blocker.next_step,
        blocker.next_owner if blocker.next_step else None,
        blocker.next_by if blocker.next_step else None,
        blocker.escalated_to if (blocker.escalated_on or day) <= day else None,
    )


# Late and due


def due(overview: Overview, day: date) -> list[Due]:
    """The late actions and those due on that day, by department in the order of the walk; "" is none."""
    late: dict[str, list[tuple[date, str]]] = {}
    today: dict[str, list[str]] = {}
    for id, row in overview.actions.rows.items():
        if row.due is None or row.due > day or not row.is_open:
            continue
        department = overview.department_of(row) or ""
        if row.due < day:
            late.setdefault(department, []).append((row.due, id))
        else:
            today.setdefault(department, []).append(id)
    order = [*departments(overview), ""]
    return [
        Due(of, tuple(id for _due, id in sorted(late.get(of, ()))), tuple(today.get(of, ())))
        for of in order
        if of in late or of in today
    ]


# The walk


def walk(overview: Overview, day: date) -> list[Turn]:
    """Department by department, what everybody says; "" for the people of none. Those without an entry are told too."""
    closed = _closed(overview, day)
    entries = {entry.person or "": entry for entry in overview.entries.on(day)}
    turns: dict[str, list[PersonToday]] = {}
    zone = overview.reading.settings.zone
    for id, member in _members(overview).items():
        entry = entries.get(id)
        if entry is None and not _counts(overview, member, day):
            continue
        when = "in time" if entry is None else timing(entry.made_at, day, member.zone or zone, closed)
        said = PersonToday(id, entry, when, entry is not None and amended(entry), _away(member, day))
        turns.setdefault(member.department or "", []).append(said)
    return [Turn(department, tuple(people)) for department, people in turns.items()]


def _closed(overview: Overview, day: date) -> datetime | None:
    found = overview.entries.round(day)
    return None if found is None else found.closed


# What changed


def changed(ledger: Ledger, overview: Overview, day: date) -> list[Event]:
    """What was done since the last stand-up, without one since the last working day began; the newest first."""
    return list(islice(_news(ledger, overview, day), EVENTS))


def _news(ledger: Ledger, overview: Overview, day: date) -> Iterator[Event]:
    entries = (each for each in recent(ledger, _since(overview, day), MOST) if each.what.get("verb") != "standup")
    for event in told(islice(entries, COMMITS), overview.reading):
        place = split_id(event.id)
        if place is None:
            continue
        telling = telling_of(place[0])
        if telling.is_news and event.verb not in telling.no_news:
            yield event


def _since(overview: Overview, day: date) -> str:
    last = overview.entries.round_before(day)
    before = overview.calendar.before(day)
    if last is not None and last.opened is not None and last.day >= before:
        return clock.stamp(last.opened)
    return clock.stamp(clock.begins(before, overview.reading.settings.zone))
