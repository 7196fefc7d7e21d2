"""What the footer of the room offers, and its commands by their names."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from store.words import Words
from tui.acts.record import edit
from tui.i18n import t
from tui.parts.palette import Command
from tui.rooms.retro import ending, step_deeds
from tui.rooms.retro.retro_deeds import DEEDS, RetroDeed
from tui.rooms.retro.retro_head import FACTS, OUTCOME, TALK

if TYPE_CHECKING:
    from tui.rooms.retro.room import RetroRoom


def offers(room: "RetroRoom") -> list[tuple[str, str]]:
    """At most six: those that are needed most at this step, on this page."""
    help_, leave = ("?", t("keys")), ("Esc", t("leave"))
    if room.line is not None:
        return [("Enter", t("keep the line")), ("Esc", t("close it"))]
    view = room.view
    if view.closed:
        return [("]", t("next page")), ("Enter", t("open")), (":", t("commands")), help_, leave]
    done = (".", t("not done yet") if view.ready else t("I am done"))
    onward = (">", t("close") if view.retro.state == "discuss" else t("next step", context="retrospective"))
    if room.page_name == FACTS:
        judged = [("v", t("did it help?"))] if view.to_judge else []
        return [("]", t("cards")), ("Enter", t("open")), *judged, onward, help_, leave]
    if room.page_name == OUTCOME:
        return [("a", t("follow-up")), ("D", t("change")), ("+", t("lesson")), onward, help_, leave]
    if room.page_name == TALK:
        if room.inside:
            return [("e", t("edit")), ("x", t("take it out")), ("Tab", t("back")), help_, leave]
        return [("i", t("note")), ("a", t("follow-up")), ("+", t("lesson")), ("C", t("carry")), onward, help_]
    first = {
        "gather": [("a", t("card"))],
        "group": [("Space", t("mark")), ("n", t("name group")), ("=", t("twins"))],
        "vote": [("v", t("vote")), ("-", t("take back"))],
        "discuss": [("]", t("discussion"))],
    }.get(view.retro.state, [])
    more = [] if len(first) > 2 else [done]
    return [*first, *more, onward, help_, leave]


def commands_of(room: "RetroRoom") -> list[Command]:
    """Those that have no key, then the others by their names."""

    def doing(act: RetroDeed) -> Callable[[], None]:
        return lambda: room.start(act(room))

    ends = [
        Command(Words("Reopen the retrospective, with why"), "", doing(ending.reopen)),
        Command(Words("Ask how it was: five questions, answered without a name"), "", doing(ending.pulse)),
    ]
    course = [
        Command(Words("Close the retrospective"), "", doing(ending.close)),
        Command(Words("How long this step is"), "", doing(step_deeds.timed)),
        Command(Words("Ask the departments for feedback on each other"), "", doing(ending.ask_feedback)),
    ]
    if (room.view.retro.state, room.view.retro.step_at) == ("gather", None):
        course.insert(0, Command(Words("Begin the retrospective"), "", doing(step_deeds.begin)))
    named = [Command(row.label, row.shown, doing(DEEDS[row.keys[0]])) for row in room.own if row.keys[0] in DEEDS]
    edited = Command(Words("Edit the retrospective"), "", lambda: room.start(edit(room.acts.on(room.about))))
    return [*(ends if room.view.closed else course), edited, *named]
