"""What the footer of the room offers, and its commands by their names."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from store.kinds.retro_steps import MOST
from store.words import Words
from tui.acts.record import edit
from tui.i18n import t
from tui.keys import Key
from tui.parts.palette import Command
from tui.rooms.retro import ending, step_deeds
from tui.rooms.retro.retro_deeds import DEEDS, RetroDeed
from tui.rooms.retro.retro_head import CARDS, FACTS, OUTCOME, TALK
from tui.served import writes

if TYPE_CHECKING:
    from tui.rooms.retro.room import RetroRoom


#: A line of them has at most so many.
_MOST = 6
_HELP = ("?", Words("keys"))


def offers(room: "RetroRoom") -> list[tuple[str, str]]:
    """At most six: those that are needed most at this step, on this page, and do something there."""
    if room.line is not None:
        return [("Enter", t("keep the line")), ("Esc", t("close it"))]
    some = _closed(room) if room.view.closed else _PAGES[room.page_name](room)
    out = ("Esc", Words("back") if room.inside or room.marks else Words("leave"))
    if len(some) > _MOST - 2:  # the next step stands last
        some = [*some[: _MOST - 3], some[-1]]
    return [*some, *((key, t(label)) for key, label in (_HELP, out))]


#: What works still once it is closed.
_AFTER = ("lesson", "people", "read", "inside")
#: What leads about in the room, and out of it.
_ALWAYS = ("move", "page", "palette", "leave")


def rows_of(room: "RetroRoom") -> list[Key]:
    """The keys of the room that do something there: once it is closed, few."""
    return [row for row in room.own if not room.view.closed or row.action in _AFTER + _ALWAYS]


def _onward(room: "RetroRoom") -> list[tuple[str, str]]:
    """The next step, for whoever may take it."""
    if not room.may_lead or not room.view.following:
        return []
    return [(">", t("close") if room.view.retro.state == "discuss" else t("next step", context="retrospective"))]


def _opens(room: "RetroRoom") -> list[tuple[str, str]]:
    return [("Enter", t("open"))] if room.chosen else []


def _closed(room: "RetroRoom") -> list[tuple[str, str]]:
    on = [("]", t("next page"))] if room.page_name != OUTCOME else [("[", t("page before"))]
    return [*on, *([("Tab", t("back"))] if room.inside else _opens(room)), (":", t("commands"))]


def _facts(room: "RetroRoom") -> list[tuple[str, str]]:
    judged = [("v", t("did it help?"))] if room.view.to_judge else []
    return [("]", t("cards")), *_opens(room), *judged, *_onward(room)]


def _outcome(room: "RetroRoom") -> list[tuple[str, str]]:
    return [*_follow_up(room), ("D", t("change", context="retrospective")), ("+", t("lesson")), *_onward(room)]


def _follow_up(room: "RetroRoom") -> list[tuple[str, str]]:
    return [("a", t("follow-up"))] if len(room.view.follow_ups) < MOST else []


def _talk(room: "RetroRoom") -> list[tuple[str, str]]:
    if room.noted is not None:
        return [("e", t("edit")), ("x", t("take it out")), ("Tab", t("back"))]
    if room.inside:
        return [*_opens(room), ("Tab", t("back"))]
    note = [("i", t("note"))] if room.card else []
    carry = [("C", t("carry"))] if room.takes_part and room.view.carries(room.card) else []
    return [*note, *_follow_up(room), ("+", t("lesson")), *carry, *_onward(room)]


def _cards(room: "RetroRoom") -> list[tuple[str, str]]:
    view, card = room.view, room.grid.chosen
    done = (".", t("not done yet") if view.ready else t("I am done"))
    read = [("Enter", t("read"))] if card is not None else []
    if view.retro.state == "gather":
        return [("a", t("card")), *read, done, *_onward(room)]
    if view.retro.state == "group":
        some = [("Space", t("mark")), ("n", t("name group")), ("=", t("twins"))] if card is not None else []
        return [*some, *(_onward(room) or [done])]
    if view.retro.state == "vote":
        vote = [("v", t("vote"))] if card is not None and view.left and view.me else []
        back = [("-", t("take back"))] if card is not None and view.mine(card) else []
        return [*vote, *back, done, *(_onward(room) or read)]
    return [*([("]", t("discussion"))] if view.retro.state == "discuss" else []), *read, *_onward(room)]


#: By the name of the page.
_PAGES = {FACTS: _facts, CARDS: _cards, TALK: _talk, OUTCOME: _outcome}


def commands_of(room: "RetroRoom") -> Sequence[Command]:
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
    works = [row for row in room.own_here() if row.keys[0] in DEEDS]
    named = [Command(row.label, row.shown, doing(DEEDS[row.keys[0]])) for row in works]
    edited = Command(Words("Edit the retrospective"), "", lambda: room.start(edit(room.acts.on(room.about))))
    return writes(*(ends if room.view.closed else course), edited, *named)
