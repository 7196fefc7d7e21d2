"""What is done to an item of the agenda: put off, moved, copied, put in order, edited, taken off; and to its notes."""

from datetime import date
from typing import TYPE_CHECKING

from store.commands import agenda, agenda_course
from store.errors import Refused
from store.fields import choice, line
from store.fields.recurrence.occurrences import MeetingDay
from store.kinds.agenda_item import AgendaItem
from store.kinds.meeting import Meeting
from store.kinds.meeting_rights import HERE
from store.kinds.series import Series
from store.kinds.series_course import still_to_come
from store.words import Words
from tui.i18n import t
from tui.parts.ask import Ask
from tui.rooms.meeting import steps
from tui.rooms.meeting.meeting_picker import NEXT, MeetingPicker
from tui.rooms.meeting.view import ACTIONS

if TYPE_CHECKING:
    from tui.rooms.meeting.room import MeetingRoom

_HOW = choice("How", ("move", "Move it, with what came of it"), ("copy", "Copy it; what came of it stays"), name="how")
_TEXT = line("Text", name="text", names=True)


def item_here(room: "MeetingRoom") -> AgendaItem | None:
    """The item at which one looks; that there is none is said."""
    found = room.view.item(room.item)
    if found is None:
        room.desk.refuse(Words("There is no item under the cursor"))
    return found


async def park(room: "MeetingRoom") -> None:
    """Not now; the meeting goes on."""
    item = item_here(room)
    if item is not None:
        await room.desk.do(agenda_course.park, item.id)
        room.say(Words("{id} is parked; u takes it back", id=item.id), "good")


async def carry(room: "MeetingRoom") -> None:
    """To the next meeting; where there is none it is asked which. An action of last time is carried on."""
    if room.key == ACTIONS:
        await steps.look_back(room, "carried")
        return
    item = item_here(room)
    if item is None:
        return
    try:
        new = await room.desk.do(agenda_course.carry, item.id)
    except Refused as error:
        if error.reason != "no-next":
            raise
        await elsewhere(room)
        return
    room.say(Words("{id} is carried to {meeting}; u takes it back", id=item.id, meeting=new.meeting), "good")


async def elsewhere(room: "MeetingRoom") -> None:
    """To another meeting, moved or copied; or to the backlog of the series."""
    item, desk = item_here(room), room.desk
    if item is None:
        return
    series = desk.records.maybe(Series, room.view.meeting.series)
    others = [each for each in desk.records.all(Meeting) if each.state in HERE and each.id != room.about]
    waits = series if series is not None and series.ended is None and room.view.going_on else None
    if not others and waits is None:
        desk.refuse(Words("There is no other meeting ahead; add one"))
        return
    to = await room.acts.show(
        MeetingPicker(desk, t("To which meeting?  {id}", id=item.id), others, waits, _coming(room, waits))
    )
    if to is None:
        return
    if to == NEXT:
        await carry(room)
        return
    if waits is not None and to == waits.id:
        await park(room)
        return
    how, made = "move" if room.view.going_on else "copy", list[AgendaItem]()

    async def save(how: str) -> None:
        made.append(await desk.do(agenda.copy if how == "copy" else agenda_course.move, item.id, to))

    if await room.acts.show(Ask(desk, t("{id} to {meeting}", id=item.id, meeting=to), _HOW, how, save=save)):
        room.say(Words("{id} is on the agenda of {meeting}", id=made[0].id, meeting=to), "good")


def _coming(room: "MeetingRoom", series: Series | None) -> MeetingDay | None:
    """The next day of the series, where no meeting is made for it yet."""
    meeting, desk = room.view.meeting, room.desk
    days = () if series is None else still_to_come(desk.records, series, desk.common_day)
    found = next((each for each in days if each.id != meeting.id and each.on > (meeting.on or date.min)), None)
    return None if found is None or found.id else found


async def down(room: "MeetingRoom") -> None:
    await _place(room, 1)


async def up(room: "MeetingRoom") -> None:
    await _place(room, -1)


async def _place(room: "MeetingRoom", by: int) -> None:
    item = item_here(room)
    if item is not None:
        room.follows = room.follows and room.view.meeting.current == item.id
        await room.desk.do(agenda.place_at, item.id, room.view.items.index(item) + by)


async def proposals(room: "MeetingRoom") -> None:
    """Put something on the agenda: what is proposed, what waits in the backlog, something new."""
    await room.host.open_room("proposals", room.about)


async def off(room: "MeetingRoom") -> None:
    """Off the agenda, with why; a line of the notes is taken out; of what came of it what `x` does everywhere."""
    if room.key == ACTIONS:
        await steps.look_back(room, "dropped")
    elif room.lower.noted:
        await room.desk.do(agenda.edit_note, room.item, room.lower.noted, "")
    elif room.lower.inside:
        room.act("x")
    else:
        item = item_here(room)
        if item is not None:
            await _take_off(room, item)


async def _take_off(room: "MeetingRoom", item: AgendaItem) -> None:
    room.desk.workspace.foresee(agenda_course.take_off, item.id, "-")

    async def save(why: str) -> None:
        await room.desk.do(agenda_course.take_off, item.id, why)

    if await room.acts.ask_why(t("Why drop {id}?", id=item.id), save):
        room.say(Words("{id} is off the agenda; u takes it back", id=item.id), "good")


async def edit(room: "MeetingRoom") -> None:
    """The item, what came of it, or the line of notes under the cursor."""
    if not room.lower.noted:
        room.act("e")
        return
    item, id = room.item, room.lower.noted
    found = room.view.item(item)
    there = next((each.text for each in found.notes if each.id == id), "") if found is not None else ""

    async def save(text: str) -> None:
        await room.desk.do(agenda.edit_note, item, id, text)

    await room.acts.show(Ask(room.desk, t("In other words"), _TEXT, there, save=save))
