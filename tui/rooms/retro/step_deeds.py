"""The course of a retrospective: on and back, who is done, who leads, the votes opened, the time of a step."""

from typing import TYPE_CHECKING, Any

from store.commands import retro_course as course
from store.fields import minutes
from store.kinds import KINDS, retro
from store.words import Words
from tui.i18n import t
from tui.parts.confirm import Confirm
from tui.parts.context_form import Answering
from tui.parts.picker import Picker
from tui.rooms.retro import ending
from tui.rooms.retro.people import PeopleList
from tui.rooms.retro.retro_head import LATER

if TYPE_CHECKING:
    from tui.rooms.retro.room import RetroRoom


def state_called(state: str) -> Words | str:
    """A step in a word."""
    return KINDS["retro"].fields["state"].label_of(state)


async def begin(room: "RetroRoom") -> None:
    """It is held from now on: the time of its first step runs."""
    await room.desk.do(retro.move, room.about, room.view.retro.state)


async def onward(room: "RetroRoom") -> None:
    """The next step; behind the last one it is closed."""
    view, desk = room.view, room.desk
    if view.closed:
        desk.refuse(Words("{id} is closed; : reopens it", id=room.about))
    elif view.retro.state == "discuss":
        await ending.close(room)
    elif view.following:
        desk.workspace.foresee(retro.move, room.about, view.following)
        if await room.acts.show(Confirm(desk, _question(room), t("Go on"))):
            await desk.do(retro.move, room.about, view.following)
    else:
        desk.refuse(LATER)


def _question(room: "RetroRoom") -> str:
    """What going on brings, and who is not done yet."""
    view = room.view
    asked = {
        "gather": t("Everybody sees all cards from now on. Go on?"),
        "vote": t("The votes are opened. Go on?"),
    }.get(view.retro.state, t("Go on to the next step: {state}?", state=state_called(view.following)))
    left = [id for id in view.retro.people if id not in view.retro.ready]
    if not left:
        return asked
    names = [room.desk.overview.names.of(id) for id in left]
    return t("Not done yet: {names}. {question}", names=names, question=asked)


async def back(room: "RetroRoom") -> None:
    """The step before; what is there stays."""
    view, desk = room.view, room.desk
    if not view.before:
        desk.refuse(Words("This is the first step") if view.at == 0 else LATER)
    elif view.closed:
        desk.refuse(Words("{id} is closed; : reopens it", id=room.about))
    else:
        desk.workspace.foresee(retro.move, room.about, view.before)
        question = t("Go back to the step before: {state}?", state=state_called(view.before))
        if await room.acts.show(Confirm(desk, question, t("Go back"))):
            await desk.do(retro.move, room.about, view.before)


async def ready(room: "RetroRoom") -> None:
    """I am done with this step, or not yet."""
    await room.desk.do(course.set_ready, room.about, not room.view.ready)


async def open_votes(room: "RetroRoom") -> None:
    """Everybody sees the votes from now on."""
    desk = room.desk
    desk.workspace.foresee(course.open_votes, room.about)
    if await room.acts.show(Confirm(desk, t("Everybody sees the votes from now on. Open them?"), t("Open them"))):
        await desk.do(course.open_votes, room.about)


async def lead(room: "RetroRoom") -> None:
    """Take the lead; who has it hands it over."""
    desk = room.desk
    if not room.view.leads:
        await desk.do(course.lead, room.about)
        room.say(Words("You lead now"), "good")
        return
    chosen = await room.acts.show(Picker(desk, t("Who leads from now on?"), ("person",), but={room.view.me or ""}))
    if chosen is not None:
        await desk.do(course.lead, room.about, chosen)
        room.say(Words("{who} leads now", who=desk.overview.names.of(chosen)), "good")


async def people(room: "RetroRoom") -> None:
    """Who takes part, who is done; votes of whoever sits beside one."""
    await room.acts.show(PeopleList(room))


async def timed(room: "RetroRoom") -> None:
    """How long this step is meant to take."""
    desk, step = room.desk, room.view.retro.state
    field = minutes("Minutes of this step", name="minutes")

    async def submit(new: dict[str, Any]) -> Any:
        return await desk.do(course.set_minutes, room.about, step, new.get("minutes"))

    values = {"minutes": room.view.minutes or None}
    await room.acts.show(Answering(desk, t("How long is this step?"), [field], values, submit))
