"""Meetings: a deed of theirs a function, by the word that names it."""

# late: what a deed loads, it imports when it runs.

from collections.abc import Callable

from store.errors import WrongWords
from store.words import Words
from tui.cli.call import Call, Verb
from tui.cli.verbs import meeting_minutes

_DEEDS: dict[str, Callable[[Call], int | None]] = {"minutes": meeting_minutes.minutes}


def _meeting(call: Call) -> int | None:
    deed = call.take(1, -1)[0]
    if deed not in _DEEDS:
        raise WrongWords("There is no {word} of a meeting. It is written: {usage}", word=deed, usage=call.verb.written)
    return _DEEDS[deed](call)


VERBS = {
    "meeting": Verb(
        "meeting minutes MEETING [FILE]",
        Words("Prints the minutes of a meeting as Markdown or HTML, or writes them to FILE"),
        ("concord meeting minutes M-21", "concord meeting minutes M-21 minutes.html --no-notes --lang zh"),
        _meeting,
        meeting_minutes.OPTIONS,
        dash="own",
    )
}
