"""What minutes tell of a meeting that is over stays, whoever takes back what; it is amended, until it is confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from store.fields.rights import Claim, Right
from store.words import Words

if TYPE_CHECKING:
    from store.kinds.agenda_item import AgendaItem
    from store.kinds.base import Record
    from store.kinds.meeting import Meeting
    from store.records import Records

#: What of a meeting is not told as it was held: lines that are added to its minutes, who confirmed them.
_SINCE = ("amendments", "confirmed_at", "confirmed_by", "confirmed_in")
#: What every change changes, and what minutes do not tell.
_UNTOLD = ("rev", "changed_by", "changed_at", "tags", "extra")


def settled(record: Any, records: Records) -> str | None:
    """The meeting that something is part of, once its minutes are confirmed."""
    meeting: Any = records.find(getattr(record, "meeting", record.id) or "")
    return meeting.id if meeting is not None and meeting.confirmed_at is not None else None


def _held(records: Records, id: str | None) -> Any:
    """That meeting where it is over, or the one on whose agenda an item of that id stands."""
    found: Any = records.find(id or "")
    meeting: Any = records.find(getattr(found, "meeting", id) or "")
    return meeting if getattr(meeting, "state", "") == "closed" and hasattr(meeting, "confirmed_at") else None


def _stays_over(claim: Claim, id: str | None) -> bool:
    """The meeting was over and is not opened by this very commit."""
    return all(_held(records, id) is not None for records in (claim.records, claim.after))


def _changed(before: Record, after: Record) -> set[str]:
    return {name for name in before.__struct_fields__ if getattr(before, name) != getattr(after, name)}.difference(
        _UNTOLD
    )


def _meeting_back(_claim: Claim, before: Meeting, after: Meeting) -> bool:
    """Confirmed it stays over; over it stays as it was held, with what was added to its minutes until then."""
    if before.state != "closed":
        return True
    confirmed = before.confirmed_at is not None
    if after.state != "closed":
        return not confirmed
    changed = _changed(before, after)
    return changed <= set(_SINCE) and not (confirmed and after.confirmed_at is not None and "amendments" in changed)


def _item_back(claim: Claim, before: AgendaItem, after: AgendaItem) -> bool:
    """Of an item of a meeting that is over only what became of its lines is taken back."""
    if not _stays_over(claim, before.meeting):
        return True
    lines = [tuple(msgspec.structs.replace(each, became="") for each in item.notes) for item in (before, after)]
    return _changed(before, after) <= {"notes"} and lines[0] == lines[1]


def _told(claim: Claim, before: Any, _after: Any) -> bool:
    """It did not come of a meeting that is over by now."""
    source = getattr(before, "source", None)
    if source is None or not _stays_over(claim, source):
        return True
    meeting = _held(claim.records, source)
    return before.made_at is None or meeting.closed is None or before.made_at > meeting.closed


_RULE = Words("minutes of a meeting that is over are amended, until they are confirmed")
MEETING_BACK, ITEM_BACK = Right(_RULE, _meeting_back), Right(_RULE, _item_back)
TOLD = Right(Words("it stands in the minutes of a meeting that is over"), _told)
