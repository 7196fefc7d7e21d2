"""Blockers: what holds a piece of work up, and on whom it waits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Protocol

import msgspec

from store.errors import Fault, Refused
from store.fields import choice, day, line, ref, refs, rows, text
from store.fields.clean_text import clean
from store.fields.rights import ONCE, Claim, Right
from store.kinds.base import Ending, Kind, Record, open_until
from store.words import Words

if TYPE_CHECKING:
    from store.records import Changes, Records


class Interval(msgspec.Struct, frozen=True, omit_defaults=True):
    """Days in which it held, before it was reopened."""

    start: Annotated[date, day("Held from")]
    end: Annotated[date, day("Held until")]


class Raising(msgspec.Struct, frozen=True, omit_defaults=True):
    """A day on which it was raised again: ``id`` is the day (ISO 8601), ``by`` the login of whoever named it."""

    id: Annotated[str, day("Day", names=True)]
    by: Annotated[str, line("Raised by")] = ""


# Who may


def _raised(claim: Claim, before: Blocker | None, after: Blocker) -> bool:
    from store.kinds.standup import logins_naming  # late: it raises blockers

    was, now = set(() if before is None else before.raised), set(after.raised)

    def named(each: Raising, records: Records) -> bool:
        return each.by in logins_naming(records, after.id, each.id, claim.who)

    def by_hand(each: Raising) -> bool:
        today = claim.today.isoformat()
        return before is not None and each.by == claim.who and (each.id == today or (claim.again and each.id <= today))

    # What was raised stays, unless the entry that named it does so no more.
    return all(by_hand(each) or named(each, claim.after) for each in now - was) and all(
        named(each, claim.records) and not named(each, claim.after) for each in was - now
    )


def _escalated(claim: Claim, before: Blocker | None, after: Blocker) -> bool:
    if after.escalated_on is None or after.escalated_to is None:
        return after.escalated_on is after.escalated_to is None and (
            before is None or after.resolved != before.resolved
        )
    handed_over = before is not None and before.escalated_on == after.escalated_on and claim.above
    return handed_over or claim.is_today(after.escalated_on)


def _resolved(claim: Claim, before: Blocker | None, after: Blocker) -> bool:
    if after.resolved is None:
        return before is None or _held(claim, before, after)
    if (before is None and not claim.importing) or (before is not None and before.resolved is not None):
        return False
    return claim.is_today(after.resolved) or after.resolved == (after.since or claim.today) > claim.today


def _resolution(claim: Claim, before: Blocker | None, after: Blocker) -> bool:
    """Said with the day, or by the decision that ended it."""
    if before is None:
        return claim.importing
    decision = claim.after.find(after.resolution.partition(": ")[0])
    said = f"{getattr(decision, 'id', '')}: {getattr(decision, 'chosen', '')}"
    ends = after.id in getattr(decision, "ends", ()) and after.resolution == said
    return before.resolved != after.resolved or ends


def _held(_claim: Claim, before: Blocker | None, after: Blocker) -> bool:
    """What is opened again keeps the days in which it held."""
    if before is None or before.resolved is None or after.resolved is not None:
        return before is None and not after.earlier
    return after.earlier == (*before.earlier, Interval(before.since or before.resolved, before.resolved))


RAISED = Right(
    Words("written when somebody brings it up again, by hand or in a stand-up entry, in their name"), _raised
)
ESCALATED = Right(
    Words("written on the day on which it is put before the next one above; a coordinator hands it over"), _escalated
)
RESOLVED = Right(Words("the day on which somebody says so"), _resolved)
RESOLUTION = Right(Words("said when the blocker is resolved"), _resolution)
HELD = Right(Words("written when the blocker is opened again"), _held)


class Blocker(Record, frozen=True):
    """Open until ``resolved``. ``waiting_on`` is a department or a person; outside is said in the title."""

    title: Annotated[str, line("Title", names=True)]
    holds: Annotated[tuple[str, ...], refs("Holds up", "action", "key-result", "goal")] = ()
    waiting_on: Annotated[str | None, ref("Waiting on", "department", "person", duty=True)] = None
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
    severity: Annotated[str, choice("Severity", ("high", "High"), ("normal", "Normal"), ("low", "Low"), sign="!")] = (
        "normal"
    )
    since: Annotated[date | None, day("Since")] = None
    next_step: Annotated[str, line("Next step")] = ""
    next_by: Annotated[date | None, day("Next step by", deadline=True)] = None
    next_owner: Annotated[str | None, ref("Next step owner", "person", duty=True)] = None
    source: Annotated[str | None, ref("Came from", "agenda-item", asked=False, right=ONCE)] = None
    raised: Annotated[tuple[Raising, ...], rows("Raised again", right=RAISED)] = ()
    escalated_to: Annotated[str | None, ref("Escalated to", "person", asked=False, right=ESCALATED, duty=True)] = None
    escalated_on: Annotated[date | None, day("Escalated on", asked=False, right=ESCALATED)] = None
    resolved: Annotated[date | None, day("Resolved on", asked=False, right=RESOLVED)] = None
    resolution: Annotated[str, text("Resolution", asked=False, right=RESOLUTION)] = ""
    earlier: Annotated[tuple[Interval, ...], rows("Held before", right=HELD)] = ()


class Raised(Protocol):
    """A blocker, or as much of one as tells whether it wants a decision."""

    @property
    def raised(self) -> tuple[Raising, ...]: ...
    @property
    def next_step(self) -> str: ...
    @property
    def next_by(self) -> date | None: ...
    @property
    def escalated_on(self) -> date | None: ...
    @property
    def resolved(self) -> date | None: ...
    @property
    def earlier(self) -> tuple[Interval, ...]: ...


#: What has held for more days than that is late.
PATIENCE = 7


# Rules


def age(blocker: Blocker, today: date) -> int:
    """For how many days it has held, all intervals together."""
    return held_days(blocker.earlier, blocker.since, blocker.resolved or today)


def held_days(
    earlier: Iterable[Interval],
    since: date | None,
    until: date,
    first: date = date.min,
    last: date = date.max,
) -> int:
    """The days of all intervals, the last one from ``since`` until a day; a day in two of them counts once.

    ``first`` and ``last`` are where one begins and ceases to count, so that stretches in a row add up to all of it.
    """
    spans = [(each.start, each.end) for each in earlier]
    spans += [] if since is None else [(since, until)]
    days, reached = 0, first
    for start, end in sorted(spans):
        begin, end = max(start, reached), min(end, last)
        if end > begin:
            days += (end - begin).days
            reached = end
    return days


def faults(blocker: Blocker, before: Blocker | None, _records: Records) -> Iterator[Fault]:
    """It does not end before it began; a next step is somebody's and has a day."""
    spans = [("earlier", each.start, each.end) for each in blocker.earlier]
    spans.append(("resolved", blocker.since or date.min, blocker.resolved or date.max))
    for field, start, end in spans:
        if end < start:
            yield Fault(
                field, Words("{resolved} is before it began, {since}", "before-its-start", resolved=end, since=start)
            )
    if before is not None and before.holds and not blocker.holds and blocker.resolved is None:
        yield Fault("holds", Words("is needed: what it holds up", "needed"))
    step = (blocker.next_step, blocker.next_by, blocker.next_owner)
    if blocker.next_step and (before is None or step != (before.next_step, before.next_by, before.next_owner)):
        if blocker.next_owner is None:
            yield Fault("next_owner", Words("is needed: who takes the next step", "needed"))
        if blocker.next_by is None:
            yield Fault("next_by", Words("is needed: by when the next step is taken", "needed"))


def raised_on(blocker: Blocker, day: date, who: str) -> Blocker:
    """The blocker as it is once it was brought up on that day. Once a day counts; the days stand in their order."""
    stamp = day.isoformat()
    if any(each.id == stamp for each in blocker.raised):
        return blocker
    return msgspec.structs.replace(
        blocker, raised=tuple(sorted((*blocker.raised, Raising(stamp, who)), key=lambda each: each.id))
    )


def wants_decision(blocker: Raised, today: date) -> bool:
    """Raised twice without progress, on that day the last time: it cannot be passed over any more.

    Progress is a next step whose day has not passed, being put before the next one above, and having been resolved:
    what was raised up to then does not count any more.
    """
    if blocker.resolved is not None:
        return False
    moved = max((each.end for each in blocker.earlier), default=date.min)
    moved = max(moved, blocker.escalated_on or date.min).isoformat()
    steps = bool(blocker.next_step) and (blocker.next_by is None or blocker.next_by >= today)
    return sum(moved < each.id <= today.isoformat() for each in blocker.raised) > 1 and not steps


# Steps and commands


def complete(changes: Changes, blocker: Blocker) -> Blocker:
    """A new blocker holds from today on, unless told otherwise."""
    return blocker if blocker.since else msgspec.structs.replace(blocker, since=changes.today)


def done(changes: Changes, blocker: Blocker, why: str) -> Blocker:
    """Resolved today; ``why`` says how. What it held up is free when no other blocker holds it."""
    if blocker.resolved:
        raise Refused("{id} is resolved already; reopen it if it holds again", "closed", id=blocker.id)
    resolved = max(changes.today, blocker.since or changes.today)
    return msgspec.structs.replace(blocker, resolved=resolved, resolution=why or blocker.resolution)


def reopen(changes: Changes, blocker: Blocker, _why: str) -> Blocker:
    """It holds again from today on; the days before stay counted, what was to be done about it then is over."""
    if not blocker.resolved:
        raise Refused("{id} is open already; there is nothing to reopen", "open-already", id=blocker.id)
    past = Interval(blocker.since or blocker.resolved, blocker.resolved)
    return msgspec.structs.replace(
        blocker,
        since=changes.today,
        resolved=None,
        resolution="",
        next_step="",
        next_by=None,
        next_owner=None,
        escalated_to=None,
        escalated_on=None,
        earlier=(*blocker.earlier, past),
    )


def end(changes: Changes, blocker: Blocker, ending: Ending) -> Blocker:
    """What becomes of it when what it holds up ends: it is over, or holds up something else."""
    if ending.how == "move" and ending.to:
        return msgspec.structs.replace(blocker, holds=(ending.to,))
    return done(changes, blocker, ending.why)


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
        raise Refused("Nothing was named to block; name an action, a key result or a goal", "nothing-named")
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
        raise Refused("{id} is resolved already; reopen it if it holds again", "closed", id=id)
    after = raised_on(blocker, changes.today, changes.who)
    if after is blocker:
        return blocker
    changes.say("raise", id=id)
    return changes.put(after)


KIND = Kind(
    name="blocker",
    prefix="B",
    label="Blocker",
    plural="Blockers",
    record=Blocker,
    writer="member",
    faults=faults,
    on_add=complete,
    done=done,
    reopen=reopen,
    standing=open_until("resolved"),
    stands_by=("resolved",),
    within=("holds",),
    out_of=("source",),
    kept=("holds", "waiting_on", "severity", "next_step", "next_by", "next_owner", "escalated_to"),
    goes_on=lambda blocker, _day: blocker.resolved is None,
    ends=end,
)
