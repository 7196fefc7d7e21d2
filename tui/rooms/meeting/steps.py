"""What is gone through before the items: who comes, last time's actions and minutes, values, consent; and the lead."""

from typing import TYPE_CHECKING, Any

from store.commands import meeting_course as course
from store.commands import minutes
from store.fields import flag
from store.kinds.base import fields_of
from store.kinds.meeting import Coming
from store.kinds.meeting_opening import to_confirm
from store.words import Words
from tui.acts.goal import named
from tui.i18n import t
from tui.parts.context_form import Answering
from tui.parts.picker import Picker
from tui.rooms.meeting import afterwards
from tui.rooms.meeting.head import called, person_or_name
from tui.rooms.meeting.view import ACTIONS, AFTER, CONSENT, MINUTES, NUMBERS, VALUES

if TYPE_CHECKING:
    from store.records import Changes
    from tui.rooms.meeting.room import MeetingRoom


async def done(room: "MeetingRoom") -> None:
    """An action of last time is done, the minutes are confirmed, what is undisputed is taken; else as on the board."""
    desk = room.desk
    if room.key == ACTIONS:
        await look_back(room, "done")
    elif room.key == MINUTES:
        waits = [each for each in to_confirm(desk.records, room.view.meeting) if each.confirmed_at is None]
        earlier = next((each for each in waits if each.id == room.chosen), next(iter(waits), None))
        if earlier is not None:
            await desk.do(minutes.confirm, room.about, earlier.id)
            room.say(Words("The minutes of {id} are confirmed", id=earlier.id), "good")
    elif room.key == AFTER and not room.lower.inside:
        await afterwards.confirm(room)
    elif room.key == CONSENT:
        taken = await desk.do(course.consent, room.about)
        words = Words(
            "{n} items are taken by consent; u takes it back",
            one="One item is taken by consent; u takes it back",
            n=len(taken),
        )
        room.say(words, "good")
    elif room.lower.inside:
        room.act("d")
    else:
        desk.refuse(Words("Tab goes into what stands below; > goes on to the next item"))


async def look_back(room: "MeetingRoom", what: str) -> None:
    """What becomes of the action of last time under the cursor; the cursor goes on to the next one."""
    room.lower.inside = room.lower.inside or bool(room.lower.key)
    id = room.chosen
    if not id:
        room.desk.refuse(Words("Nothing is left of last time"))
        return
    if what == "dropped":
        room.desk.workspace.foresee(course.look_back, room.about, id, what, "-")

        async def save(why: str) -> None:
            await room.desk.do(course.look_back, room.about, id, what, why)

        if not await room.acts.ask_why(t("Why drop {id}?", id=id), save):
            return
    else:
        await room.desk.do(course.look_back, room.about, id, what)
    if room.lower.key == id:
        room.lower.move(1)
    room.redraw()


async def value(room: "MeetingRoom") -> None:
    """A value for what is chosen below; before the meeting begins whether my department comes and is prepared."""
    if room.view.ahead and not room.lower.inside:
        await prepare(room)
        return
    if room.view.meeting.state == "closed" and not room.lower.inside:
        await afterwards.pulse(room)
        return
    room.lower.inside = room.lower.inside or (room.key in (NUMBERS, VALUES) and bool(room.lower.key))
    if room.lower.inside and not room.lower.noted:
        room.act("v")
    else:
        room.desk.refuse(Words("Tab goes into what stands below; v there gives a value"))


async def prepare(room: "MeetingRoom") -> None:
    """Whether a department comes, who, and whether it is prepared: mine, or the one under the cursor."""
    desk, meeting = room.desk, room.view.meeting
    me = desk.records.person_of(desk.who)
    chosen = room.chosen if room.lower.inside else ""
    id = chosen or (None if me is None else me.department)
    if not id:
        desk.refuse(Words("Tab goes to the departments; v there says who comes"))
        return
    coming = meeting.coming.get(id, Coming())
    asked = fields_of(Coming)
    fields = [named(asked["answer"], "answer", names=True), asked["who"], flag("Prepared", name="ready")]
    who = called(desk, coming.who) if coming.who else ""
    values = {"answer": coming.answer, "who": who, "ready": id in meeting.prepared}

    async def submit(new: dict[str, Any]) -> Any:
        return await desk.do(_say, room.about, id, {**new, "who": person_or_name(desk, new.get("who"))})

    title = t("Who comes for {department}?", department=desk.overview.names.of(id))
    if await room.acts.show(Answering(desk, title, fields, values, submit)) is not None:
        room.say(Words("{department} has said who comes", department=desk.overview.called(id)), "good")


def _say(changes: "Changes", meeting: str, department: str, new: dict[str, Any]) -> Any:
    course.prepare(changes, meeting, department, ready=bool(new.get("ready")))
    return course.come(changes, meeting, department, new["answer"], new["who"])


async def lead(room: "MeetingRoom") -> None:
    """Take the lead; who has it hands it over."""
    desk = room.desk
    me = desk.records.person_of(desk.who)
    if me is None or room.view.meeting.facilitator != me.id:
        await desk.do(course.lead, room.about)
        room.say(Words("You lead now"), "good")
        return
    chosen = await room.acts.show(Picker(desk, t("Who leads from now on?"), ("person",), but={me.id}))
    if chosen is not None:
        await desk.do(course.lead, room.about, chosen)
        room.say(Words("{who} leads now", who=desk.overview.called(chosen)), "good")
