"""Minutes once a meeting is over: a draft that those who were there may amend, until a later meeting confirms them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from store.commands.meeting_course import meeting_in
from store.errors import Refused
from store.fields.clean_text import clean
from store.kinds.agenda_item import AgendaItem, Note
from store.kinds.decision import Decision
from store.kinds.meeting import Amendment, Meeting, is_quorate
from store.kinds.meeting_rights import was_there

if TYPE_CHECKING:
    from store.records import Changes


def amend(changes: Changes, id: str, text: str, item: str = "") -> Meeting:
    """A line of one's own is added to the minutes, about an item of it where one is named."""
    meeting = _draft(changes, id)
    text = clean(text, lines=True)
    if not text:
        raise Refused("A line of the minutes wants words", "wants-words")
    if item and changes.one(AgendaItem, item).meeting != id:
        raise Refused("{item} is not on the agenda of {id}", "other-meeting", item=item, id=id)
    new = Amendment(next_id(meeting.amendments), text, item, changes.who, changes.now)
    changes.say("amend", id=id, n=new.id)
    return changes.change(meeting, amendments=(*meeting.amendments, new))


def edit_line(changes: Changes, id: str, line: str, text: str) -> Meeting:
    """A line of one's own in other words, or without words taken back."""
    meeting = _draft(changes, id)
    found = next((each for each in meeting.amendments if each.id == line), None)
    if found is None:
        raise Refused("There is no line {line} that was added to the minutes of {id}", "not-found", line=line, id=id)
    if found.by != changes.who:
        raise Refused("{who} added that line and changes it", "not-yours", who=found.by)
    text = clean(text, lines=True)
    lines = tuple(
        msgspec.structs.replace(each, text=text) if each.id == line else each
        for each in meeting.amendments
        if each.id != line or text
    )
    changes.say("amend", id=id, n=line)
    return changes.change(meeting, amendments=lines)


def _draft(changes: Changes, id: str) -> Meeting:
    """A meeting whose minutes are still a draft, of somebody who was there; raises `Refused`."""
    meeting = changes.one(Meeting, id)
    if meeting.confirmed_at is not None:
        raise Refused(
            "The minutes of {id} are confirmed; what is wrong in them is said in a later meeting",
            "confirmed-already",
            id=id,
        )
    if meeting.state != "closed":
        raise Refused("{id} is not over; there is nothing to amend yet", "not-over", id=id)
    if not was_there(changes.claim, meeting):
        raise Refused("Those who were there amend the minutes of {id}, or a coordinator", "not-yours", id=id)
    return meeting


def confirm(changes: Changes, id: str, earlier: str, changed: str = "") -> Meeting:
    """A running meeting confirms the minutes of an earlier one, and with its quorum what was decided without one.

    ``id`` is "" where none comes after it: those who were there confirm it. ``changed`` is a line that is added to
    them by doing so.
    """
    now = meeting_in(changes, id, "running") if id else None
    meeting = changes.one(Meeting, earlier)
    if meeting.state != "closed" or meeting.confirmed_at is not None or id == earlier:
        raise Refused("There are no minutes of {id} to confirm", "nothing-to-confirm", id=earlier)
    if now is not None and is_quorate(now):
        for decision in unconfirmed(changes, earlier):
            changes.change(decision, to_confirm=False, confirmed_in=id)
    lines = meeting.amendments
    if clean(changed, lines=True):
        lines = (*lines, Amendment(next_id(lines), clean(changed, lines=True), "", changes.who, changes.now))
    changes.say("confirm", id=earlier, on=id, lines=len(lines))
    return changes.change(
        meeting,
        amendments=lines,
        confirmed_at=changes.now,
        confirmed_by=changes.person_id,
        confirmed_in=id or None,
    )


def next_id(lines: Iterable[Note | Amendment]) -> str:
    """The number of the next line."""
    return str(max((int(each.id) for each in lines if each.id.isdigit()), default=0) + 1)


def unconfirmed(changes: Changes, meeting: str) -> list[Decision]:
    """What that meeting decided without its quorum, and none has confirmed since."""
    items = [each.id for each in changes.pointing(AgendaItem, "meeting", meeting)]
    made = (each for item in items for each in changes.pointing(Decision, "source", item))
    return [each for each in made if each.to_confirm]


def ratify(changes: Changes, id: str, decision: str) -> Decision:
    """A running meeting with its quorum confirms what another one, or itself before, decided without."""
    meeting, record = meeting_in(changes, id, "running"), changes.one(Decision, decision)
    if not record.to_confirm:
        raise Refused("{id} is not to be confirmed", "nothing-to-confirm", id=decision)
    if not is_quorate(meeting):
        raise Refused("{id} has no quorum; it confirms nothing", "no-quorum", id=id)
    changes.say("confirm", id=decision, on=id)
    return changes.change(record, to_confirm=False, confirmed_in=id)
