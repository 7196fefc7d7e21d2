"""Retrospectives: looking back together at a goal, a meeting or a period."""

from datetime import date
from typing import Annotated

from store.fields import choice, day, flag, line, number, ref, refs
from store.kinds.base import Kind, Record, declare

STATES = ("gather", "group", "vote", "discuss", "closed")

#: The columns of each format: (value stored on the card, English label).
COLUMNS: dict[str, tuple[tuple[str, str], ...]] = {
    "start-stop-continue": (("start", "Start"), ("stop", "Stop"), ("continue", "Continue")),
    "keep-drop-add": (("keep", "Keep"), ("drop", "Drop"), ("add", "Add")),
    "4ls": (("liked", "Liked"), ("learned", "Learned"), ("lacked", "Lacked"), ("longed", "Longed for")),
    "mad-sad-glad": (("mad", "Mad"), ("sad", "Sad"), ("glad", "Glad")),
    "sailboat": (("wind", "Wind"), ("anchor", "Anchor"), ("rocks", "Rocks"), ("island", "Island")),
}


class Retro(Record):
    """``votes`` is how many each person may give; cards are records of their own."""

    title: Annotated[str, line("Title", names=True)]
    goal: Annotated[str | None, ref("Goal", "goal")] = None
    period: Annotated[str, line("Period", hint="A quarter or year: 2026-Q4, 2027")] = ""
    departments: Annotated[tuple[str, ...], refs("Departments", "department")] = ()
    facilitator: Annotated[str | None, ref("Facilitator", "person")] = None
    on: Annotated[date | None, day("Day")] = None
    format: Annotated[
        str,
        choice(
            "Format",
            ("start-stop-continue", "Start, stop, continue"),
            ("keep-drop-add", "Keep, drop, add"),
            ("4ls", "Liked, learned, lacked, longed for"),
            ("mad-sad-glad", "Mad, sad, glad"),
            ("sailboat", "Sailboat"),
        ),
    ] = "start-stop-continue"
    state: Annotated[
        str,
        choice(
            "State",
            ("gather", "Gather"),
            ("group", "Group"),
            ("vote", "Vote"),
            ("discuss", "Discuss"),
            ("closed", "Closed"),
        ),
    ] = "gather"
    anonymous: Annotated[bool, flag("Anonymous")] = False
    votes: Annotated[int, number("Votes a person", least=0, most=100)] = 3


KIND = declare(Kind(name="retro", prefix="R", label="Retrospective", plural="Retrospectives", record=Retro))
