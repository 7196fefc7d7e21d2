"""Blockers: what holds a piece of work up, and on whom it waits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import msgspec

from store.errors import Fault, Refused
from store.fields import choice, day, line, ref, refs, rows, text
from store.kinds.base import Kind, Record
from store.text import clean
from store.words import Words

if TYPE_CHECKING:
    from store.records import Changes, Records


class Interval(msgspec.Struct, frozen=True, omit_defaults=True):
    """Days in which it held, before it was reopened."""

    start: date
    end: date


class Raising(msgspec.Struct, frozen=True, omit_defaults=True):
    """A stand-up in which it was raised again: ``id`` is the day (ISO 8601), ``by`` the login."""

    id: str
    by: str = ""


class Blocker(Record, frozen=True):
    """Open until ``resolved``. ``waiting_on`` is a department or a person; outside is said in the title."""

    title: Annotated[str, line("Title", names=True)]
    holds: Annotated[tuple[str, ...], refs("Holds up", "action", "key-result", "goal")] = ()
    waiting_on: Annotated[str | None, ref("Waiting on", "department", "person")] = None
    cause: Annotated[
        str,
        choice(
            "Kind",
            ("communication", "Communication"),
            ("silo", "Silo"),
            ("culture", "Culture"),
            ("resource", "Resource"),
            ("decision", "Decision"),
            ("technical", "Technical"),
            ("outside", "Outside"),
        ),
    ] = "communication"
    severity: Annotated[str, choice("Severity", ("high", "High"), ("normal", "Normal"), ("low", "Low"))] = "normal"
    since: Annotated[date | None, day("Since")] = None
    next_step: Annotated[str, line("Next step")] = ""
    next_by: Annotated[date | None, day("Next step by")] = None
    next_owner: Annotated[str | None, ref("Next step owner", "person")] = None
    raised: Annotated[tuple[Raising, ...], rows("Raised again")] = ()
    escalated_to: Annotated[str | None, ref("Escalated to", "person", asked=False)] = None
    escalated_on: Annotated[date | None, day("Escalated on", asked=False)] = None
    resolved: Annotated[date | None, day("Resolved on", asked=False)] = None
    resolution: Annotated[str, text("Resolution", asked=False)] = ""
    earlier: Annotated[tuple[Interval, ...], rows("Held before")] = ()


# Rules


def age(blocker: Blocker, today: date) -> int:
    """For how many days it has held, all intervals together."""
    days = sum((interval.end - interval.start).days for interval in blocker.earlier)
    if blocker.since is not None:
        days += max(0, ((blocker.resolved or today) - blocker.since).days)
    return days


def faults(blocker: Blocker, _before: Blocker | None, _records: Records) -> Iterator[Fault]:
    """It is not resolved before it began."""
    if blocker.since and blocker.resolved and blocker.resolved < blocker.since:
        words = Words("{resolved} is before it began, {since}", resolved=blocker.resolved, since=blocker.since)
        yield Fault("resolved", words)


def wants_decision(blocker: Blocker) -> bool:
    """Raised twice without a next step or an escalation: it cannot be passed over any more."""
    return blocker.resolved is None and len(blocker.raised) > 1 and not (blocker.next_step or blocker.escalated_to)


# Steps and commands


def complete(changes: Changes, blocker: Blocker) -> Blocker:
    """A new blocker holds from today on, unless told otherwise."""
    return blocker if blocker.since else msgspec.structs.replace(blocker, since=changes.today)


def done(changes: Changes, blocker: Blocker, why: str) -> Blocker:
    """Resolved today; ``why`` says how. What it held up is free when no other blocker holds it."""
    if blocker.resolved:
        raise Refused("{id} is resolved already", id=blocker.id)
    resolved = max(changes.today, blocker.since or changes.today)
    return msgspec.structs.replace(blocker, resolved=resolved, resolution=why or blocker.resolution)


def reopen(changes: Changes, blocker: Blocker, _why: str) -> Blocker:
    """It holds again from today on; the days before stay counted."""
    if not blocker.resolved:
        raise Refused("{id} is open already", id=blocker.id)
    past = Interval(blocker.since or blocker.resolved, blocker.resolved)
    return msgspec.structs.replace(
        blocker,
        since=changes.today,
        resolved=None,
        resolution="",
        escalated_to=None,
        escalated_on=None,
        earlier=(*blocker.earlier, past),
    )


def block(
    changes: Changes,
    ids: Sequence[str],
    title: str,
    waiting_on: str | None = None,
    cause: str = "communication",
    severity: str = "normal",
    next_step: str = "",
    next_by: date | None = None,
    next_owner: str | None = None,
) -> Blocker:
    """Something holds up the records ``ids`` from today on."""
    if not ids:
        raise Refused("Nothing was named to block")
    blocker = Blocker(
        title=clean(title),
        holds=tuple(dict.fromkeys(ids)),
        waiting_on=waiting_on,
        cause=cause,
        severity=severity,
        since=changes.today,
        next_step=clean(next_step),
        next_by=next_by,
        next_owner=next_owner,
    )
    blocker = changes.add(blocker)
    changes.say("block", id=blocker.id, ids=list(blocker.holds))
    return blocker


def raise_again(changes: Changes, id: str) -> Blocker:
    """It was brought up again today. Once a day counts."""
    blocker = changes.one(Blocker, id)
    if blocker.resolved:
        raise Refused("{id} is resolved already", id=id)
    today = changes.today.isoformat()
    if any(each.id == today for each in blocker.raised):
        return blocker
    changes.say("raise", id=id)
    return changes.change(blocker, raised=(*blocker.raised, Raising(today, changes.who)))


def standing(blocker: Blocker) -> str:
    """Open, or done: resolved."""
    return "open" if blocker.resolved is None else "done"


KIND = Kind(
    name="blocker",
    prefix="B",
    label="Blocker",
    plural="Blockers",
    record=Blocker,
    faults=faults,
    on_add=complete,
    done=done,
    reopen=reopen,
    standing=standing,
    stands_by=("resolved",),
)
