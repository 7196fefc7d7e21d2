"""What comes of it: follow-ups, the change to try and whether the last one helped, lessons; and closing."""

from typing import TYPE_CHECKING, Any

import msgspec

from store.commands import retro_course as course
from store.fields import text
from store.kinds import KINDS, retro
from store.kinds.feedback import ask_all
from store.words import Words
from tui.acts.pulse import after
from tui.i18n import t
from tui.parts.ask import Ask
from tui.parts.confirm import Confirm
from tui.parts.context_form import Answering
from tui.rooms.retro.retro_outcome import CHANGE, TRIED
from tui.text.cells import wrap
from tui.text.line import Line
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.rooms.retro.room import RetroRoom


def _titled(room: "RetroRoom", card: str) -> str:
    """What a follow-up or a lesson of that card may be called, to begin with."""
    found = next((each for each in room.view.cards if each.id == card), None)
    return "" if found is None else room.view.text(found).partition("\n")[0]


def _of_card(room: "RetroRoom", card: str) -> Any:
    def about(_form: Answering, width: int) -> list[Line]:
        text = safe(_titled(room, card))
        return [[(line, "muted")] for line in wrap(f"{card}  {text}", width, 2)] if text else []

    return about


async def follow_up(room: "RetroRoom") -> None:
    """An action out of the card that is looked at, or out of the retrospective."""
    desk, id, card = room.desk, room.about, room.card or None
    desk.workspace.foresee(retro.follow_up, id, "-")
    fields = [KINDS["action"].fields[name] for name in ("title", "owner", "due")]

    async def submit(new: dict[str, Any]) -> Any:
        return await desk.do(retro.follow_up, id, new["title"], new.get("owner"), new.get("due"), card)

    form = Answering(
        desk,
        t("Follow-up action"),
        fields,
        {},
        submit,
        about=_of_card(room, card or ""),
        draft=f"follow-up {card or id}",
    )
    made = await room.acts.show(form)
    if made is not None:
        room.say(Words("{id} added", id=made.id), "good")


async def lesson(room: "RetroRoom") -> None:
    """What was learned, with where it applies."""
    desk, id, card = room.desk, room.about, room.card or None
    desk.workspace.foresee(course.file_lesson, id, "-", "do", (), ())
    fields = [KINDS["lesson"].fields[name] for name in ("title", "sort", "departments", "tags")]

    async def submit(new: dict[str, Any]) -> Any:
        return await desk.do(
            course.file_lesson,
            id,
            new["title"],
            new.get("sort") or "do",
            new.get("departments") or (),
            new.get("tags") or (),
            card,
        )

    values = {"departments": room.view.retro.departments, "tags": room.view.retro.tags}
    form = Answering(
        desk, t("A lesson"), fields, values, submit, about=_of_card(room, card or ""), draft=f"lesson {card or id}"
    )
    made = await room.acts.show(form)
    if made is not None:
        room.say(Words("{id} is kept", id=made.id), "good")


async def change(room: "RetroRoom") -> None:
    """The one change to try until the next retrospective."""
    desk, id = room.desk, room.about
    desk.workspace.foresee(course.set_change, id, "-")

    async def save(text: str) -> None:
        await desk.do(course.set_change, id, text)

    field = KINDS["retro"].fields["change"]
    await room.acts.show(Ask(desk, t("One change to try until next time"), field, room.view.retro.change, save=save))


async def judge(room: "RetroRoom") -> None:
    """Whether the change of last time helped, and what it did."""
    desk, id, earlier = room.desk, room.about, room.view.earlier
    if earlier is None or not earlier.change:
        desk.refuse(Words("Last time nothing was agreed to be tried"))
        return
    helped, said = (KINDS["retro"].fields[name] for name in ("change_helped", "change_said"))
    fields = [msgspec.structs.replace(helped, names=True), said]

    async def submit(new: dict[str, Any]) -> Any:
        return await desk.do(course.judge_change, id, new["change_helped"], new.get("change_said") or "")

    def about(_form: Answering, width: int) -> list[Line]:
        return [[(line, "foreground")] for line in wrap(safe(earlier.change), width, 3)]

    values = {"change_helped": earlier.change_helped, "change_said": earlier.change_said}
    await room.acts.show(Answering(desk, t("Did it help?"), fields, values, submit, about=about))


async def obey(room: "RetroRoom", key: str) -> None:
    """What Enter does on a row of the outcome that is no record."""
    await {TRIED: judge, CHANGE: change}[key](room)


async def close(room: "RetroRoom") -> None:
    """Close it, once nothing is wanted any more, or with why it is closed all the same."""
    desk, id = room.desk, room.about
    if not room.view.lacking:
        desk.workspace.foresee(course.close, id)
        if await room.acts.show(Confirm(desk, t("Close {id}?", id=id), t("Close it", context="retrospective"))):
            await desk.do(course.close, id)
            room.say(Words("{id} is closed", id=id), "good")
        return
    desk.workspace.foresee(course.close, id, "-")
    fields = [text("Why all the same", name="closed_why", names=True)]

    async def submit(new: dict[str, Any]) -> Any:
        return await desk.do(course.close, id, new["closed_why"])

    def about(_form: Answering, width: int) -> list[Line]:
        wanted = [t("Wanted before it is closed:"), *(f"- {t(words)}" for words in room.view.lacking)]
        return [
            [(line, "warn" if at else "foreground")] for at, said in enumerate(wanted) for line in wrap(said, width)
        ]

    if await room.acts.show(Answering(desk, t("Close {id}?", id=id), fields, {}, submit, about=about)) is not None:
        room.say(Words("{id} is closed", id=id), "good")


async def reopen(room: "RetroRoom") -> None:
    """One that was closed too early goes on."""
    desk, id = room.desk, room.about
    desk.workspace.foresee(course.reopen, id, "-")

    async def save(why: str) -> None:
        await desk.do(course.reopen, id, why)

    if await room.acts.ask_why(t("Why reopen {id}?", id=id), save):
        room.say(Words("{id} is open again", id=id), "good")


async def ask_feedback(room: "RetroRoom") -> None:
    """Every department of it about every other one, and about itself."""
    made = await room.desk.do(ask_all, room.about)
    words = Words(
        "Asked {n} times; whoever speaks for a department finds it in their day",
        one="Asked once; whoever speaks for the department finds it in their day",
        n=len(made),
    )
    room.say(words, "good")


async def pulse(room: "RetroRoom") -> None:
    """Ask those who were in it how it was; where that was asked, answer."""
    await after(room.acts, room.about, room.view.retro.title)
