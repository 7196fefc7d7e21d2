"""Closing: what is not reached goes to the next meeting; each action that lacks an owner or a day is asked about."""

from typing import TYPE_CHECKING, Any

from store import commands
from store.commands import meeting_course as course
from store.errors import Refused
from store.fields import text
from store.kinds import KINDS
from store.kinds.action import Action
from store.kinds.agenda_item import QUEUED
from store.words import Words
from tui.i18n import t
from tui.parts.confirm import Confirm
from tui.parts.context_form import Answering
from tui.rooms.meeting.preparation import next_of
from tui.text.cells import wrap
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.rooms.meeting.room import MeetingRoom

_WHY = text("Or why it is left open", name="why_open")


async def close(room: "MeetingRoom") -> None:
    """Close it, once what is lacking is given or reasoned; thinking better of it leaves the meeting running."""
    desk, id = room.desk, room.about
    why: dict[str, str] = {}
    if not await room.acts.show(Confirm(desk, _question(room), t("Close it"))):
        return
    while True:
        try:
            await desk.do(course.close, id, why)
            break
        except Refused as error:
            held: list[str] = [*error.details.get("held", ())]  # type: ignore[call-overload]
            if not held:
                raise
        given = await _ask(room, held)
        if given is None:
            room.say(
                Words(
                    "{id} goes on: {n} actions lack an owner or a day",
                    one="{id} goes on: one action lacks an owner or a day",
                    id=id,
                    n=len(held),
                ),
                "warn",
            )
            return
        why |= given
    room.follow()
    room.say(Words("{id} is closed", id=id), "good")


def _question(room: "MeetingRoom") -> str:
    """What becomes of what was not reached."""
    view = room.view
    here = view.meeting.current
    n = sum(each.state == QUEUED and each.id != here for each in view.items)
    if not n:
        return t("Close {id}?", id=room.about)
    to = next_of(room.desk, view.meeting)
    if to is None and not view.meeting.series:
        return t(
            "Close {id}? {n} items were not reached; they are parked",
            one="Close {id}? One item was not reached; it is parked",
            id=room.about,
            n=n,
        )
    where = to.id if to is not None else t("the next meeting")
    return t(
        "Close {id}? {n} items were not reached; they go to {where}",
        one="Close {id}? One item was not reached; it goes to {where}",
        id=room.about,
        n=n,
        where=where,
    )


async def _ask(room: "MeetingRoom", held: list[str]) -> dict[str, str] | None:
    """Of the first of them: its owner and day, or why it has none; None where the person thought better of it."""
    desk, id = room.desk, held[0]
    record = desk.records.one(Action, id)
    lacking = [name for name in ("owner", "due") if not getattr(record, name)]
    fields = [KINDS["action"].fields[name] for name in lacking]

    async def submit(new: dict[str, Any]) -> dict[str, str]:
        reason = new.pop("why_open", "") or ""
        changed = {name: value for name, value in new.items() if value}
        if changed:
            await desk.do(commands.edit, id, changed, base=record)
        return {id: reason} if reason else {}

    def about(_form: Answering, width: int) -> list[Any]:
        title = f"{id}  {safe(record.title)}"
        left = t("{n} actions lack an owner or a day", one="One action lacks an owner or a day", n=len(held))
        return [[(line, "warn")] for line in wrap(left, width)] + [
            [(line, "foreground")] for line in wrap(title, width, 2)
        ]

    form = Answering(desk, t("Before {id} is closed", id=room.about), [*fields, _WHY], {}, submit, about=about)
    return await room.acts.show(form)
