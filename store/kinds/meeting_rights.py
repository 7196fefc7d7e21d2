"""Who may do what to a meeting: who leads it, who speaks for a department in it, what only its course brings about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from store.fields.rights import Claim, Right
from store.kinds.department_rights import belongs_to
from store.kinds.ending import standing
from store.kinds.series_rights import steers
from store.words import Words

if TYPE_CHECKING:
    from store.kinds.meeting import Amendment, Meeting

#: From which state on to which: what the acts do, and back, by reopening.
STEPS = {
    "draft": ("open", "running", "cancelled"),
    "open": ("running", "cancelled"),
    "running": ("closed",),
    "closed": ("running",),
    "cancelled": ("draft",),
}
#: It is still to be held, it is being held.
AHEAD, HERE = ("draft", "open"), ("draft", "open", "running")


# Who somebody is in it


def leads(claim: Claim, meeting: Meeting) -> bool:
    """Whoever has the chair, whoever takes the notes, whoever made it where nobody leads it, or a coordinator."""
    me = claim.me
    if claim.above:
        return True
    if me is None:
        return False
    own = meeting.facilitator is None and meeting.made_by == claim.who
    return me.id in (meeting.facilitator, meeting.note_taker) or own


def takes_part(claim: Claim, meeting: Meeting) -> bool:
    """Somebody of one of its departments, whoever is there, whoever made it; anybody where it names no departments."""
    me = claim.me
    if me is None:
        return False
    known = me.id in (*meeting.present, meeting.facilitator, meeting.note_taker) or meeting.made_by == claim.who
    return (
        known or not meeting.departments or any(belongs_to(claim.records, claim.who, id) for id in meeting.departments)
    )


def was_there(claim: Claim, meeting: Meeting) -> bool:
    """Whoever is said to have been there, by name or as their department; whoever led it, or a coordinator."""
    me = claim.me
    if me is None:
        return claim.above
    of = (id for id, each in meeting.attendance.items() if each.state != "absent" and not each.who)
    return (
        me.id in meeting.present or leads(claim, meeting) or any(belongs_to(claim.records, claim.who, id) for id in of)
    )


def steered(claim: Claim, meeting: Meeting) -> bool:
    """It is of a series of which whoever commits may say when it comes."""
    from store.kinds.series import Series  # late: few meetings are looked at so

    series = claim.records.maybe(Series, meeting.series)
    return series is not None and steers(claim, series)


def _both(claim: Claim, before: Meeting, after: Meeting) -> bool:
    return leads(claim, before) or leads(claim, after)


# What each field wants


def _chair(field: str) -> Right:
    """A part that somebody has in it, led or noted; it is settled once the meeting is over."""

    def allows(claim: Claim, before: Meeting | None, after: Meeting) -> bool:
        if before is None:
            return True
        me, own = claim.me, None if claim.me is None else claim.me.id
        if before.state not in HERE or me is None:
            return False
        if leads(claim, before) or (before.state in AHEAD and before.made_by == claim.who):
            return True
        taken = getattr(before, field) is None or getattr(after, field) == own
        return (takes_part(claim, before) and taken) or steered(claim, after) or _in_turn(claim, after, field)

    return Right(
        Words("those of its departments take that over; whoever leads the meeting hands it on, or a coordinator"),
        allows,
    )


def _in_turn(claim: Claim, meeting: Meeting, field: str) -> bool:
    """Whoever has that part by now is whose turn it is in its series."""
    from store.kinds.series_course import is_in_turn  # late: it knows meetings

    return is_in_turn(claim.after, meeting, field, claim.today)


def _of_series(claim: Claim, before: Meeting | None, after: Meeting) -> bool:
    """Its own day stays; a draft goes along where the series has that day no more, to one that it has."""
    if before is None or claim.importing or claim.again:
        return True
    from store.fields.recurrence.occurrences import own_day  # late: few meetings go along
    from store.kinds.series import Series  # late: few meetings go along
    from store.kinds.series_course import course_of  # late: it knows meetings

    series = claim.after.maybe(Series, after.series)
    if series is None or before.state != "draft" or after.series_day is None or before.series_day is None:
        return False
    course = course_of(claim.after, series, bare=True)
    return own_day(course, before.series_day) is None and own_day(course, after.series_day) is not None


def _state(claim: Claim, before: Meeting | None, after: Meeting) -> bool:
    """One step, by whoever leads it; it begins as a draft or open. It is closed once nothing of it hangs."""
    if before is None:
        if after.state == "cancelled" and after.series_day is not None and steered(claim, after):
            return True
        return (after.state in AHEAD and not after.reason) or claim.importing
    if (after.state == "running" and after.begun is None) or (after.state == "closed" and after.closed is None):
        return False
    if after.state not in STEPS.get(before.state, ()) or (after.state == "running" and before.confirmed_at is not None):
        return False
    if after.state == "closed" and not _is_settled(claim, after):
        return False
    if {before.state, after.state} <= {*AHEAD, "cancelled"} and steered(claim, before):
        return True
    return _both(claim, before, after) or (after.state in ("closed", "cancelled") and _with_its_goal(claim, before))


def _is_settled(claim: Claim, meeting: Meeting) -> bool:
    from store.kinds.meeting_results import queued, unowned  # late: it stands above this

    left = (each.id for each in unowned(claim.after, meeting.id))
    return not queued(claim.after, meeting.id) and all(id in meeting.open_why for id in left)


def _with_its_goal(claim: Claim, before: Meeting) -> bool:
    """Whoever closes its goal, or that of its series, in the same commit, which not everybody may, ends it too."""
    series = claim.records.find(before.series or "")
    pairs = ([records.find(id or "") for records in (claim.records, claim.after)]
             for id in (before.goal, getattr(series, "goal", None)))  # fmt: skip
    return any(was and now and standing(was) == "open" != standing(now) for was, now in pairs)


def _stamped(name: str, of: tuple[str, ...], to: str) -> Right:
    """A stamp that the step ``to`` that state brings about, now; going back may clear it."""

    def allows(claim: Claim, before: Meeting | None, after: Meeting) -> bool:
        now = getattr(after, name)
        if before is None:
            return now is None or claim.importing
        if now is None:
            return before.state == "closed" and after.state == "running" and name == "closed"
        return claim.is_now(now) and before.state in of and after.state == to

    return Right(Words("written when the meeting is begun and closed"), allows)


def _of_departments(field: str, rule: Words, states: tuple[str, ...]) -> Right:
    """A map of departments, of which each writes its own place, and whoever leads the meeting all of them."""

    def allows(claim: Claim, before: Meeting | None, after: Meeting) -> bool:
        was: dict[str, Any] = {} if before is None else getattr(before, field)
        now: dict[str, Any] = getattr(after, field)
        if (after if before is None else before).state not in states:
            return claim.importing and before is None
        changed = {id for id in {**was, **now} if was.get(id) != now.get(id)}
        signed = all(_is_mine(claim, now[id]) for id in changed if id in now)
        lead = leads(claim, after) if before is None else _both(claim, before, after)
        return (signed or claim.importing) and (lead or all(belongs_to(claim.records, claim.who, id) for id in changed))

    return Right(rule, allows)


def _is_mine(claim: Claim, said: Any) -> bool:
    """Whoever says it is named as who said it, and when."""
    if isinstance(said, str):
        return said == claim.who
    at = getattr(said, "at", None)
    return getattr(said, "by", claim.who) == claim.who and (at is None or claim.is_now(at))


def _present(claim: Claim, before: Meeting | None, after: Meeting) -> bool:
    """Whoever leads it says who is there; others say so of themselves, and of those of their department."""
    if before is None:
        return claim.importing
    if before.state not in HERE:
        return False
    changed = set(before.present) ^ set(after.present)
    people = (claim.records.find(id) for id in changed)
    departments = [getattr(each, "department", None) for each in people if each is not claim.me]
    return _both(claim, before, after) or all(belongs_to(claim.records, claim.who, id) for id in departments)


def _course(claim: Claim, before: Meeting | None, after: Meeting) -> bool:
    """What is written while it is held, by whoever leads it: it is at an item of its own, since now."""
    if before is None:
        return claim.importing
    ends = (before.state, after.state) == ("running", "closed") and _with_its_goal(claim, before)
    here = "running" in (before.state, after.state) and (ends or _both(claim, before, after))
    item = claim.after.find(after.current or "")
    known = after.current in (None, before.current) or getattr(item, "meeting", None) == after.id
    return here and known and (after.since in (None, before.since) or claim.is_now(after.since))


def _quorum(claim: Claim, before: Meeting | None, after: Meeting) -> bool:
    """Before it is held anybody says so; then whoever leads it."""
    return before is None or before.state in AHEAD or _both(claim, before, after)


def _confirmed(claim: Claim, before: Meeting | None, after: Meeting) -> bool:
    """Now, by oneself, in a later meeting that one leads; those who were there where none comes after it."""
    if before is None:
        return claim.importing
    me = claim.me
    mine = claim.is_now(after.confirmed_at) and after.confirmed_by == (None if me is None else me.id)
    if before.state != "closed" or before.confirmed_at is not None or not mine:
        return False
    if after.confirmed_in is None:
        series = claim.records.find(before.series or "")
        return claim.above or ((series is None or standing(series) != "open") and was_there(claim, before))
    later: Any = claim.after.find(after.confirmed_in)
    return later.id != before.id and later.state == "running" and leads(claim, later)


def _amended(claim: Claim, before: Meeting | None, after: Meeting) -> bool:
    """One's own lines, once it is closed, by those who were there; and by whoever confirms it, as they do."""
    if before is None:
        return claim.importing
    if before.state != "closed" or before.confirmed_at is not None:
        return False
    there = was_there(claim, before) or (after.confirmed_at is not None and _confirmed(claim, before, after))
    return there and _own_lines(claim, before.amendments, after.amendments)


def _own_lines(claim: Claim, before: tuple[Amendment, ...], after: tuple[Amendment, ...]) -> bool:
    """Those of others stay as they are, in their order; a new one is of now."""
    was, now = ([each for each in lines if each.by != claim.who] for lines in (before, after))
    old = {each.id: each for each in before}
    fresh = (each for each in after if each.id not in old or old[each.id].at != each.at)
    return (
        was == now and len({each.id for each in after}) == len(after) and all(claim.is_now(each.at) for each in fresh)
    )


def _stays(claim: Claim, before: Meeting | None, _after: Meeting | None) -> bool:
    return claim.undoing is not None or before is None or before.state == "draft"


LEAD, NOTES = _chair("facilitator"), _chair("note_taker")
SERIES_DAY = Right(Words("it follows from the series, and stays"), _of_series)
STATE = Right(Words("whoever leads the meeting opens, begins, closes, cancels it"), _state)
BEGUN, CLOSED_AT = _stamped("begun", AHEAD, "running"), _stamped("closed", ("running",), "closed")
COURSE = Right(Words("written while the meeting is held, by whoever leads it or takes the notes"), _course)
PRESENT = Right(Words("whoever leads the meeting says who is there, or whoever comes does"), _present)
QUORUM = Right(Words("settled before the meeting is held; then by whoever leads it"), _quorum)
CONFIRMED = Right(
    Words("written when a later meeting confirms the minutes; without one by those who were there, or a coordinator"),
    _confirmed,
)
AMENDED = Right(
    Words("those who were there add and take back lines of their own, until the minutes are confirmed"), _amended
)
COMING = _of_departments("coming", Words("each department says who comes, or whoever leads the meeting does"), AHEAD)
PREPARED = _of_departments(
    "prepared", Words("each department says that it is prepared, or whoever leads the meeting does"), AHEAD
)
ATTENDANCE = _of_departments(
    "attendance", Words("whoever leads the meeting says who is there, or the department itself"), HERE
)
STAYS = Right(Words("a meeting that others know of is cancelled"), _stays)
