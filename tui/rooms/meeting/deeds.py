"""What the keys of the room do: each by its key, told the room; a refusal is said there."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from store.commands import agenda_course
from store.commands import meeting_course as course
from store.words import Words
from tui.i18n import t
from tui.parts.confirm import Confirm
from tui.rooms.meeting import afterwards, items, outcomes, steps
from tui.rooms.meeting.attendance import AttendanceList
from tui.rooms.meeting.closing import close
from tui.rooms.meeting.preparation import next_of
from tui.rooms.meeting.typed_note import NoteLine
from tui.rooms.meeting.view import CONSENT, PREPARED

if TYPE_CHECKING:
    from tui.rooms.meeting.room import MeetingRoom

Deed = Callable[["MeetingRoom"], Awaitable[None]]


async def onward(room: "MeetingRoom") -> None:
    """The next item, or what is left before the first; a draft is opened, an open one begun.

    Behind the last item it is closed, a closed one left.
    """
    view, desk = room.view, room.desk
    meeting = view.meeting
    if view.over:
        await close(room)
    elif view.running and (left := _left(room)):
        room.follows, room.lower.inside = left == view.here, False
        room.open(left)
    elif view.running:
        room.follow()
        await desk.do(course.next_item, meeting.id, meeting.current)
        room.follow()
    elif meeting.state == "draft":
        desk.workspace.foresee(course.open_to_all, meeting.id)
        if await _sure(room, t("Open {id}? Its departments are told of it", id=meeting.id), t("Open it")):
            await desk.do(course.open_to_all, meeting.id)
            room.say(Words("{id} is open; > begins it", id=meeting.id), "good")
    elif view.ahead:
        desk.workspace.foresee(course.begin, meeting.id)
        if await _sure(room, t("Begin {id} now?", id=meeting.id), t("Begin")):
            await desk.do(course.begin, meeting.id)
            room.follow()
            room.say(Words("{id} has begun; @ says who is there", id=meeting.id), "good")
    else:
        await _next_meeting(room)


def _left(room: "MeetingRoom") -> str:
    """What is still to be gone through before the first item, behind the row under the cursor; "" where nothing is."""
    if room.view.meeting.current:
        return ""
    keys = [step.key for step in room.view.steps]
    behind = room.view.steps[keys.index(room.key) + 1 :] if room.key in keys else room.view.steps
    return next((step.key for step in behind if step.left), "")


async def _sure(room: "MeetingRoom", question: str, yes: str) -> bool:
    return bool(await room.acts.show(Confirm(room.desk, question, yes)))


async def _next_meeting(room: "MeetingRoom") -> None:
    found = next_of(room.desk, room.view.meeting)
    if found is None:
        room.say(Words("There is no next meeting yet"), "warn")
        return
    room.about = found.id
    room.follow()


async def back(room: "MeetingRoom") -> None:
    """The item before."""
    meeting = room.view.meeting
    room.follow()
    await room.desk.do(agenda_course.item_before, meeting.id, meeting.current)
    room.follow()


async def here(room: "MeetingRoom") -> None:
    """The meeting goes to the item under the cursor; what it was at stays to be talked about."""
    if item := items.item_here(room):
        await room.desk.do(course.go_to, room.about, item.id, "")
        room.follow()


async def note(room: "MeetingRoom") -> None:
    """Open the line for notes; once the meeting is over its minutes are added to."""
    if room.view.meeting.state == "closed":
        await afterwards.amend(room)
    elif item := items.item_here(room):
        room.lower.inside = False
        room.line = NoteLine(room, item.id)
        room.redraw()


async def follow(room: "MeetingRoom") -> None:
    """Back to where the meeting is."""
    room.follow()


async def inside(room: "MeetingRoom") -> None:
    """Into the rows below, and back."""
    room.lower.inside = not room.lower.inside and bool(room.lower.key)


async def enter(room: "MeetingRoom") -> None:
    """Open the record; what comes before the items is gone into."""
    if room.chosen:
        await room.host.open_room("record", room.chosen)
    elif room.key == PREPARED:
        await steps.prepare(room)
    elif room.key == CONSENT:
        await steps.done(room)
    else:
        await inside(room)


async def there(room: "MeetingRoom") -> None:
    """Who is there."""
    await room.acts.show(AttendanceList(room.host, room.about))


async def projector(room: "MeetingRoom") -> None:
    """The item alone, and back."""
    room.projector = not room.projector


async def lead(room: "MeetingRoom") -> None:
    """Take the lead, or hand it over where one has it."""
    await steps.lead(room)


#: By their keys.
DEEDS: dict[str, Deed] = {
    ">": onward,
    "<": back,
    ".": here,
    "i": note,
    "0": follow,
    "tab": inside,
    "shift+tab": inside,
    "enter": enter,
    "@": there,
    "L": lead,
    "z": projector,
    "D": outcomes.decision,
    "a": outcomes.action,
    "A": outcomes.request,
    "b": outcomes.blocker,
    "P": items.park,
    "C": items.carry,
    "O": items.elsewhere,
    "J": items.down,
    "K": items.up,
    "+": items.proposals,
    "x": items.off,
    "e": items.edit,
    "d": steps.done,
    "v": steps.value,
}
