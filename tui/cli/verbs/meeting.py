"""Meetings: a deed of theirs a function, by the word that names it; all that their room does is one."""

# late: what a deed loads, it imports when it runs.

from collections.abc import Callable

from store.words import Words
from tui.cli.arguments import Option
from tui.cli.call import Call, Verb
from tui.cli.verbs import (
    meeting_after,
    meeting_held,
    meeting_items,
    meeting_minutes,
    meeting_proposed,
    meeting_shown,
    meeting_there,
)
from tui.cli.verbs.deeds import deed_named
from tui.served import WRITES

_DEEDS: dict[str, Callable[[Call], int | None]] = {
    **meeting_shown.DEEDS,
    **meeting_proposed.DEEDS,
    **meeting_there.DEEDS,
    **meeting_held.DEEDS,
    **meeting_items.DEEDS,
    **meeting_after.DEEDS,
    "minutes": meeting_minutes.minutes,
}
#: What people call those that have a word of their own in another language.
_CALLED: dict[str, Words] = {
    "next": Words("next", context="meeting"),
    "agenda": Words("agenda", context="meeting"),
    "minutes": Words("minutes", context="meeting"),
    "proposed": Words("proposed", context="meeting"),
    "take": Words("take", context="meeting"),
    "waive": Words("waive", context="meeting"),
    "open": Words("open", context="meeting"),
    "start": Words("start", context="meeting"),
    "go": Words("go", context="meeting"),
    "lead": Words("lead", context="meeting"),
    "close": Words("close", context="meeting"),
    "cancel": Words("cancel", context="meeting"),
    "reopen": Words("reopen", context="meeting"),
    "copy": Words("copy", context="meeting"),
    "come": Words("come", context="meeting"),
    "prepared": Words("prepared", context="meeting"),
    "attend": Words("attend", context="meeting"),
    "consent": Words("consent", context="meeting"),
    "look": Words("look", context="meeting"),
    "note": Words("note", context="meeting"),
    "act": Words("act", context="meeting"),
    "park": Words("park", context="meeting"),
    "carry": Words("carry", context="meeting"),
    "move": Words("move", context="meeting"),
    "place": Words("place", context="meeting"),
    "amend": Words("amend", context="meeting"),
    "confirm": Words("confirm", context="meeting"),
}
#: An option that several deeds take is declared once.
_OPTIONS: dict[str, Option] = {
    each.name: each
    for options in (
        meeting_held.OPTIONS,
        meeting_there.OPTIONS,
        meeting_items.OPTIONS,
        meeting_after.OPTIONS,
        meeting_minutes.OPTIONS,
    )
    for each in options
}


def _meeting(call: Call) -> int | None:
    if not call.words:
        call.words.append("next")
    return _DEEDS[deed_named(call.words[0], _DEEDS, _CALLED, Words("A meeting"))](call)


VERBS = {
    "meeting": Verb(
        "meeting [WHAT] [ID] [...]",
        Words("The next meeting; prepares one, holds it, notes what is said, closes it, prints its minutes"),
        (
            "concord meeting",
            "concord meeting agenda M-5",
            "concord meeting proposed M-5 && concord meeting take M-5 1",
            "concord meeting copy M-2 --on fri --time 9:30 && concord meeting open M-6",
            "concord meeting come M-5 MKT delegate --who Tom && concord meeting prepared M-5 MKT",
            "concord meeting start M-5 && concord meeting attend MKT late --who sam && concord meeting go",
            'concord meeting note AI-26 "@gus price list !fri" && concord meeting act AI-26 1 --json',
            "concord meeting park AI-26 && concord meeting place AI-27 1",
            "concord meeting start M-5 && concord meeting go AI-27 && concord meeting carry AI-26",
            "concord meeting start M-5 && concord meeting look A-33 done && concord meeting confirm M-4",
            "concord meeting start M-5 && concord meeting close M-5 && concord meeting reopen M-5 --why 'two left'",
            "concord meeting cancel M-5 --why 'a fair' --to backlog",
            "concord meeting amend M-4 'It was ten' --item AI-21",
            "concord meeting minutes M-4",
            "concord meeting minutes M-4 minutes.html --no-notes --lang zh",
        ),
        _meeting,
        tuple(_OPTIONS.values()),
        dash="own",
        fits={"WHAT": lambda: _CALLED, "ID": "MEETING|AGENDA-ITEM"},
        touches=WRITES,
    )
}
