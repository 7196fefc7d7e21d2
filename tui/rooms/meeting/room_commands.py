"""What the footer of the room offers, and what its commands do that have no key: close, cancel, reopen."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from store.commands import meeting_course as course
from store.kinds import KINDS
from store.words import Words
from tui.acts import cancelling
from tui.acts.record import edit
from tui.i18n import t
from tui.parts.context_form import Answering
from tui.parts.palette import Command
from tui.rooms.meeting import items, steps
from tui.rooms.meeting.attendance import AttendanceList
from tui.rooms.meeting.closing import close
from tui.rooms.meeting.view import ACTIONS, CONSENT, MINUTES, NUMBERS, VALUES
from tui.served import writes
from tui.text.days import short
from tui.text.joined import told
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.rooms.meeting.room import MeetingRoom


def offers(room: "MeetingRoom") -> list[tuple[str, str]]:
    """At most six: those that are needed most where one is."""
    help_, leave = ("?", t("keys")), ("Esc", t("leave"))
    if room.note is not None:
        act = [("Ctrl-S", t("an action: {what}", what=_said(room, values)))] if (values := room.note.reads()) else []
        keep = t("keep the line") if (n := len(room.note.lines)) < 2 else t("keep {n} lines", n=n)
        return [("Enter", keep), *act, ("Esc", t("close it"))]
    if room.lower.inside:
        back = ("Tab", t("back"))
        if room.key == ACTIONS:
            return [("d", t("done")), ("C", t("carry on")), ("x", t("drop")), back, help_]
        if room.key in (NUMBERS, VALUES):
            value = t("reading") if room.key == NUMBERS else t("check in")
            return [("v", value), ("Enter", t("open")), back, help_]
        if room.lower.noted:
            return [("e", t("edit")), ("x", t("take it out")), ("a", t("make an action of it")), back, help_]
        return [("o", t("owner")), ("t", t("due")), ("Enter", t("open")), back, help_]
    if room.view.ahead:
        begin = t("open it") if room.view.meeting.state == "draft" else t("begin")
        on = [(">", begin)] if course.owns(room.claim, room.view.meeting) else []
        return [("a", t("add")), ("v", t("who comes")), ("+", t("what is proposed")), *on, help_, leave]
    if not room.view.running:
        meeting = room.view.meeting
        adds = [("i", t("add to the minutes"))] if meeting.state == "closed" and not meeting.confirmed_at else []
        adds += [("v", t("ask how it was"))] if meeting.state == "closed" else []
        return [*adds, ("Tab", t("below")), (">", t("next meeting")), (":", t("commands")), help_, leave]
    onward = t("close") if room.view.over else t("next")
    if room.key in (MINUTES, CONSENT):
        return [
            ("d", t("confirm") if room.key == MINUTES else t("take them")),
            ("@", t("who is there")),
            (">", onward),
            help_,
            leave,
        ]
    if room.key in (ACTIONS, NUMBERS, VALUES):
        return [("Tab", t("go through them")), ("@", t("who is there")), (">", onward), help_, leave]
    first = [("i", t("note")), ("D", t("decision")), ("a", t("action"))]
    return [*first, ("P", t("park")), (">", onward), help_]


def _said(room: "MeetingRoom", values: dict[str, Any]) -> str:
    """Whose it is and by when."""
    desk = room.desk
    who = [safe(desk.overview.called(values["owner"]))] if values.get("owner") else []
    return told([*who, *([short(values["due"], desk.today)] if values.get("due") else [])])


def commands_of(room: "MeetingRoom") -> Sequence[Command]:
    """What can be done here by its name."""

    def doing(act: Any) -> Any:
        return lambda: room.start(act(room))

    state = room.view.meeting.state
    ending = [Command(Words("Close the meeting"), "", doing(close))] if state == "running" else []
    ending += [Command(Words("Cancel the meeting, with why"), "", doing(cancel))] if room.view.ahead else []
    ending += (
        [Command(Words("Reopen the meeting, with why"), "", doing(reopen))] if state in ("closed", "cancelled") else []
    )
    return writes(
        *ending,
        Command(Words("Who is there"), "@", lambda: room.start(_there(room))),
        Command(Words("Take the lead, or hand it over"), "L", doing(steps.lead)),
        Command(Words("Put something on the agenda"), "+", doing(items.proposals)),
        Command(Words("Move or copy to another meeting"), "O", doing(items.elsewhere)),
        Command(Words("Copy the meeting to another day"), "", doing(copy)),
        Command(Words("Edit the meeting"), "", lambda: room.start(edit(room.acts.on(room.about)))),
    )


async def _there(room: "MeetingRoom") -> None:
    await room.acts.show(AttendanceList(room.host, room.about))


async def cancel(room: "MeetingRoom") -> None:
    """It does not take place: why, and where its agenda goes."""
    if (said := await cancelling.cancel(room.acts, room.about)) is not None:
        room.say(said, "good")


async def reopen(room: "MeetingRoom") -> None:
    """One that was closed too early goes on."""
    desk, id = room.desk, room.about
    desk.workspace.foresee(course.reopen, id, "-")

    async def save(why: str) -> None:
        await desk.do(course.reopen, id, why)

    if await room.acts.ask_why(t("Why reopen {id}?", id=id), save):
        room.follow()
        room.say(Words("{id} is open again", id=id), "good")


async def copy(room: "MeetingRoom") -> None:
    """A new draft with the same agenda, on a day that is said; the room goes there."""
    desk, id, fields = room.desk, room.about, KINDS["meeting"].fields
    desk.workspace.foresee(course.copy, id)

    async def submit(new: dict[str, Any]) -> Any:
        return await desk.do(course.copy, id, **new)

    title, values = t("Copy {id}", id=id), {"time": room.view.meeting.time}
    made = await room.acts.show(Answering(desk, title, [fields["on"], fields["time"]], values, submit))
    if made is not None:
        room.about = made.id
        room.follow()
        room.say(Words("{id} is a draft like {other}", id=made.id, other=id), "good")
