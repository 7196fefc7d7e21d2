"""Who may do what to an item of an agenda: anybody notes, parks, carries, proposes, until its meeting is over.

Then it stays as it was noted; the minutes are amended instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from store.fields.rights import Claim, Right
from store.kinds.meeting_rights import leads
from store.words import Words

if TYPE_CHECKING:
    from store.kinds.agenda_item import AgendaItem, Note
    from store.records import Records

#: In which an item went on as another one.
WENT_ON = ("carried", "moved", "parked")


def _meeting(records: Records, item: AgendaItem) -> Any:
    return records.find(item.meeting or "")


def _state_in(records: Records, item: AgendaItem) -> str:
    return getattr(_meeting(records, item), "state", "")


def _is_open(claim: Claim, item: AgendaItem) -> bool:
    """Its meeting is not over, or is closed, cancelled or reopened by this very commit."""
    return any(_state_in(records, item) not in ("closed", "cancelled") for records in (claim.records, claim.after))


def _words(claim: Claim, before: AgendaItem | None, after: AgendaItem) -> bool:
    return before is None or (_is_open(claim, before) and _is_open(claim, after))


def _on_agenda(claim: Claim, before: AgendaItem | None, after: AgendaItem) -> bool:
    """Out of the backlog on an agenda, and from one to another as long as nothing was said about it."""
    if before is None or before.meeting is None:
        return True
    untouched = before.state == "queued" and not before.notes and not before.spent
    return untouched and _words(claim, before, after)


def _state(claim: Claim, before: AgendaItem | None, after: AgendaItem) -> bool:
    """How far it is, as its meeting goes: talked about while it is held, elsewhere once it is on another agenda."""
    if before is None:  # not proposed again; what is carried stands in its place
        instead = getattr(claim.after.find(after.reason), "came_from", None)
        return (after.state == "dropped" and bool(after.proposed or instead)) or claim.importing
    if not _words(claim, before, after):
        return False
    if after.state == "discussed":
        return "running" in (_state_in(claim.records, before), _state_in(claim.after, after))
    if after.state in ("carried", "moved"):
        return followed(claim.after, after)
    return after.state != "queued" or not followed(claim.after, after)


def followed(records: Records, item: AgendaItem) -> bool:
    """It goes on as another one."""
    return any(each.state != "dropped" for each in records.pointing(type(item), "came_from", item.id))


def _reason(claim: Claim, before: AgendaItem | None, after: AgendaItem) -> bool:
    return (before is None and after.state == "dropped") or claim.importing or _words(claim, before, after)


def _spent(claim: Claim, before: AgendaItem | None, after: AgendaItem) -> bool:
    """No more than has passed since the meeting came to it, by whoever leads that."""
    if before is None:
        return claim.importing
    meeting = _meeting(claim.records, before)
    if meeting is None or meeting.state != "running" or meeting.current != before.id or meeting.since is None:
        return False
    lead = leads(claim, meeting) or leads(claim, _meeting(claim.after, before))
    return lead and 0 <= after.spent - before.spent <= (claim.now - meeting.since).total_seconds()


def _noted(claim: Claim, before: AgendaItem | None, after: AgendaItem) -> bool:
    """One's own lines, now; those of others by whoever leads or takes the notes. What became of one anybody marks."""
    was = {} if before is None else {each.id: each for each in before.notes}
    now = {each.id: each for each in after.notes}
    if claim.importing:
        return True
    if len(now) != len(after.notes) or [id for id in was if id in now] != [id for id in now if id in was]:
        return False
    item = after if before is None else before
    meeting = _meeting(claim.records, item)
    lead = claim.above or (meeting is not None and leads(claim, meeting))
    goes_on = _is_open(claim, item)
    return all(_line(claim, was.get(id), now.get(id), lead=lead, goes_on=goes_on) for id in {**was, **now})


def _line(claim: Claim, was: Note | None, now: Note | None, *, lead: bool, goes_on: bool) -> bool:
    if was is None or now is None:
        mine = now is not None and now.by == claim.who and claim.is_now(now.at)
        return goes_on and (mine or (was is not None and (lead or was.by == claim.who)))
    if was == msgspec.structs.replace(now, became=was.became):
        return was == now or (not was.became and claim.after.find(now.became) is not None) or goes_on
    return goes_on and (lead or was.by == claim.who) and (was.by, was.at) == (now.by, now.at)


def _came_from(claim: Claim, before: AgendaItem | None, after: AgendaItem) -> bool:
    """Written as the earlier one goes on as this one, by the same commit."""
    if before is not None:
        return False
    was, now = (records.find(after.came_from or "") for records in (claim.records, claim.after))
    went = getattr(now, "state", "") in WENT_ON and getattr(was, "state", "") != getattr(now, "state", "")
    return went or claim.importing


def _stays(claim: Claim, before: AgendaItem | None, _after: AgendaItem | None) -> bool:
    if claim.undoing is not None or before is None:
        return True
    return not before.notes and not before.spent and _is_open(claim, before)


WORDS = Right(Words("whoever may change the record, until the meeting is over; then the minutes are amended"), _words)
ON_AGENDA = Right(Words("moved and carried once something was said about it"), _on_agenda)
STATE = Right(Words("written as the meeting goes on"), _state)
REASON = Right(WORDS.rule, _reason)
SPENT = Right(Words("the time that the meeting took for it, by whoever leads it"), _spent)
NOTES = Right(
    Words("everybody their own lines, whoever leads the meeting or takes the notes all of them, until it is over"),
    _noted,
)
CAME_FROM = Right(Words("written as an item is carried, moved or parked"), _came_from)
STAYS = Right(Words("what was noted stays; it is taken off the agenda"), _stays)
