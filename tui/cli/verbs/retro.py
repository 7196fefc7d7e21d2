"""Retrospectives: a deed of theirs a function, by the word that names it; all that their room does is one."""

# late: what a deed loads, it imports when it runs.

from collections.abc import Callable

from store.records.names import fold
from store.words import Words
from tui.cli.arguments import Option
from tui.cli.call import Call, Verb
from tui.cli.verbs import retro_facts, retro_held, retro_minutes, retro_said, retro_shown
from tui.cli.verbs.deeds import deed_named, known
from tui.cli.verbs.meeting_words import is_of
from tui.served import WRITES

_DEEDS: dict[str, Callable[[Call], int | None]] = {
    **retro_shown.DEEDS,
    **retro_held.DEEDS,
    **retro_said.DEEDS,
    **retro_facts.DEEDS,
    **retro_minutes.DEEDS,
}
#: What people call them in another language.
_CALLED: dict[str, Words] = {
    "show": Words("show", context="retrospective"),
    "cards": Words("cards", context="retrospective"),
    "twins": Words("twins", context="retrospective"),
    "start": Words("start", context="retrospective"),
    "next": Words("next", context="retrospective"),
    "back": Words("back", context="retrospective"),
    "step": Words("step", context="retrospective"),
    "ready": Words("ready", context="retrospective"),
    "open-votes": Words("open-votes", context="retrospective"),
    "lead": Words("lead", context="retrospective"),
    "close": Words("close", context="retrospective"),
    "reopen": Words("reopen", context="retrospective"),
    "time": Words("time", context="retrospective"),
    "plan": Words("plan", context="retrospective"),
    "format": Words("format", context="retrospective"),
    "card": Words("card", context="retrospective"),
    "group": Words("group", context="retrospective"),
    "split": Words("split", context="retrospective"),
    "vote": Words("vote", context="retrospective"),
    "unvote": Words("unvote", context="retrospective"),
    "note": Words("note", context="retrospective"),
    "follow-up": Words("follow-up", context="retrospective"),
    "carry": Words("carry", context="retrospective"),
    "change": Words("change", context="retrospective"),
    "helped": Words("helped", context="retrospective"),
    "lesson": Words("lesson", context="retrospective"),
    "facts": Words("facts", context="retrospective"),
    "minutes": Words("minutes", context="meeting"),
}
#: An option that several deeds take is declared once.
_OPTIONS: dict[str, Option] = {
    each.name: each for each in (*retro_held.OPTIONS, *retro_said.OPTIONS, *retro_minutes.OPTIONS)
}


def _retro(call: Call) -> int | None:
    if not call.words or (len(call.words) == 1 and _names_one(call.words[0])):
        call.words.insert(0, "show")
    return _DEEDS[deed_named(call.words[0], _DEEDS, _CALLED, Words("A retrospective"))](call)


def _names_one(word: str) -> bool:
    return is_of(word, "retro") and fold(word) not in known(_DEEDS, _CALLED)


VERBS = {
    "retro": Verb(
        "retro [WHAT] [ID] [...]",
        Words("The retrospective that is held; puts up cards, groups them, votes, goes from step to step, closes it"),
        (
            "concord retro",
            "concord retro cards R-2",
            'concord retro card R-2 stop "Prices that change on Friday" && concord retro ready R-2',
            "concord retro next R-2 && concord retro twins R-2",
            "concord retro next R-2 && concord retro group C-7 C-10 Finance && concord retro split C-10",
            "concord retro step R-2 vote && concord retro vote C-7 && concord retro vote C-10 --for bo",
            "concord retro step R-2 vote && concord retro vote C-7 C-7 && concord retro unvote C-7",
            "concord retro step R-2 vote && concord retro open-votes R-2 && concord retro back R-2",
            "concord retro step R-2 discuss && concord retro note C-10 'every week' && concord retro carry C-11",
            "concord retro follow-up C-10 'A call before each change' --owner bo --due fri",
            "concord retro step R-2 discuss && concord retro lesson C-10 'Ask before marking down' --tags prices",
            "concord retro change R-2 'One call'",
            "concord retro close R-2 --why 'no time' && concord retro reopen R-2 --why 'one card was left'",
            "concord retro lead R-2 && concord retro time R-2 gather 10",
            "concord retro format R-2 start-stop-continue",
            "concord retro facts R-2 && concord retro minutes R-1 minutes.html --lang zh",
            "concord retro start R-2 && concord retro plan R-2 --on +4w",
        ),
        _retro,
        tuple(_OPTIONS.values()),
        dash="own",
        fits={"WHAT": lambda: _CALLED, "ID": "RETRO|CARD"},
        touches=WRITES,
    )
}
