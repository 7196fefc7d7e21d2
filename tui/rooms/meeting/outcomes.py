"""What comes of an item, a key each: a decision, an action, a request, a blocker; each keeps where it came from."""

from typing import TYPE_CHECKING, Any

from store.commands import agenda
from store.kinds import KINDS
from store.kinds.agenda_item import AgendaItem
from tui.acts import decision as deciding
from tui.acts import request as requests
from tui.acts.record import add_with, are_new
from tui.i18n import t
from tui.parts.context_form import Answering
from tui.rooms.meeting.items import item_here
from tui.text.note_reading import read_note

if TYPE_CHECKING:
    from tui.rooms.meeting.room import MeetingRoom


async def decision(room: "MeetingRoom") -> None:
    """What was decided on the item; without its quorum it is to be confirmed."""
    item = item_here(room)
    if item is not None:
        await deciding.decide(room.acts.on(item.id), source=item.id)


async def action(room: "MeetingRoom") -> None:
    """An action out of the item, or out of the line of notes under the cursor; before it begins an item."""
    if room.view.ahead:
        await _add(room, "agenda-item", {"meeting": room.about})
        return
    item = item_here(room)
    if item is None:
        return
    if room.lower.noted:
        await _of_note(room, item)
    else:
        await _add(room, "action", {"goal": item.goal} if item.goal else {}, source=item.id)


async def _of_note(room: "MeetingRoom", item: AgendaItem) -> None:
    """What names who or by when is an action at once; of another line it is asked."""
    desk = room.desk
    line = next((each for each in item.notes if each.id == room.lower.noted), None)
    if line is None:
        return
    desk.workspace.foresee(agenda.act_on_note, item.id, line.id, {"title": line.text}, line.text)
    values = read_note(line.text, desk.records, desk.today, desk.who)
    if values is not None:
        room.say(are_new([await desk.do(agenda.act_on_note, item.id, line.id, values, line.text)]), "good")
        return
    fields = [KINDS["action"].fields[name] for name in ("title", "owner", "due")]

    async def submit(new: dict[str, Any]) -> Any:
        given = {name: value for name, value in new.items() if value}
        return await desk.do(agenda.act_on_note, item.id, line.id, given, line.text)

    form = Answering(desk, t("An action of this line"), fields, {"title": line.text}, submit)
    made = await room.acts.show(form)
    if made is not None:
        room.say(are_new([made]), "good")


async def request(room: "MeetingRoom") -> None:
    """What another department is asked for."""
    item = item_here(room)
    if item is not None:
        await requests.send(room.acts.on(item.id), source=item.id)


async def blocker(room: "MeetingRoom") -> None:
    """What is in the way of what the item is about."""
    item = item_here(room)
    if item is not None:
        await _add(room, "blocker", {"holds": (item.goal,)} if item.goal else {}, source=item.id)


async def _add(room: "MeetingRoom", kind: str, values: dict[str, Any], **given: Any) -> list[Any]:
    made = await add_with(room.acts, kind, values, **given)
    if made:
        room.say(are_new(made), "good")
    return made
