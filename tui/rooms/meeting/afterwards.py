"""Once a meeting is over: a line that is added to its minutes, and who confirms them where no meeting follows."""

from typing import TYPE_CHECKING

from store.commands import minutes
from store.fields import text
from store.words import Words
from tui.acts.pulse import after
from tui.i18n import t
from tui.parts.ask import Ask

if TYPE_CHECKING:
    from tui.rooms.meeting.room import MeetingRoom

_LINE = text("Line of the minutes", name="line")


async def amend(room: "MeetingRoom") -> None:
    """A line of one's own, about the item at which one looks."""
    desk, id, item = room.desk, room.about, room.item
    desk.workspace.foresee(minutes.amend, id, "-", item)

    async def save(line: str) -> None:
        await desk.do(minutes.amend, id, line, item)

    if await room.acts.show(Ask(desk, t("Add to the minutes of {id}", id=id), _LINE, save=save)):
        room.say(Words("The line stands in the minutes; u takes it back"), "good")


async def pulse(room: "MeetingRoom") -> None:
    """Ask those who were there how it was: five questions, answered without a name; where that was asked, answer."""
    await after(room.acts, room.about, room.view.meeting.title)


async def confirm(room: "MeetingRoom") -> None:
    """By those who were there; where a meeting follows, it does that."""
    id = room.about
    await room.desk.do(minutes.confirm, "", id)
    room.say(Words("The minutes of {id} are confirmed", id=id), "good")
