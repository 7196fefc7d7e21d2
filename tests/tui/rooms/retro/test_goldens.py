"""The pages of the room at 80 × 24, in both languages. `CONCORD_GOLDENS=write` writes them anew."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from store import commands
from store.commands import retro_cards as cards
from store.commands import retro_course as course
from store.kinds import retro
from store.kinds.retro import STATES
from store.workspace import open_workspace
from tests.tui.conftest import Opened, same_as_golden, text
from tests.tui.rooms.meeting.conftest import at
from tests.tui.way import go
from tui import i18n

#: Whose card it is, in which column, what it says.
SAID = (
    ("ana", "stop", "Prices that change on Friday at four, when the shops have printed their labels already"),
    ("bo", "stop", "周五下午四点改价，门店的标签已经印好了"),
    ("bo", "start", "Agree the stock feed before the price list"),
    ("li", "start", "两个部门每周通一次电话"),
    ("li", "continue", "Two people at the dock"),
)
#: By picture: the step, the keys that lead to the page from the one that is first.
PAGES = {
    "gather": ("gather", ()),
    "group": ("group", ("l", "space", "j", "space")),
    "vote": ("vote", ("l",)),
    "open": ("vote", ("l",)),
    "discuss": ("discuss", ("tab",)),
    "outcome": ("discuss", ("]",)),
    "facts": ("gather", ("[",)),
}
#: What is done at each step.
DEEDS: dict[str, tuple[tuple[Any, ...], ...]] = {
    "group": (("bo", retro.group, ["C-2", "C-3"], "Prices on Friday"),),
    "vote": tuple(
        (who, retro.vote, card)
        for who, card in (("ana", "C-2"), ("bo", "C-2"), ("bo", "C-4"), ("li", "C-3"), ("ana", "C-5"))
    ),
    "discuss": (
        ("bo", cards.note, "C-2", "下周一改价更好"),
        ("li", retro.follow_up, "R-2", "Ask the shops when they print", "PN-3", date(2026, 11, 27), "C-2"),
        ("bo", retro.follow_up, "R-2", "两个部门约好通话的时间", None, None, "C-5"),
        ("ana", course.set_change, "R-2", "Prices change on Monday, never on Friday"),
        ("ana", course.file_lesson, "R-2", "Ask who prints before a price changes", "avoid", (), ["prices"]),
        ("bo", cards.carry, "C-6"),
    ),
}


def held(folder: Path, picture: str) -> None:
    """R-2 with the cards of three, up to that picture."""

    def do(who: str, command: Any, *given: Any, **values: Any) -> None:
        with open_workspace(str(folder), who) as session:
            session.do(command, *given, **values)

    do("ana", commands.reopen, "R-1", "one card was left")
    do("ana", course.set_change, "R-1", "No price on Friday")
    do("ana", retro.follow_up, "R-1", "One list of prices", "PN-2", date(2026, 11, 20))
    do("ana", course.close, "R-1", "late")
    values = {"follows": "R-1", "people": ("PN-1", "PN-2", "PN-3"), "facilitator": "PN-1", "goal": "G-1"}
    do("ana", commands.edit, "R-2", {**values, "minutes": {"gather": 10, "vote": 5, "discuss": 30}})
    do("ana", retro.move, "R-2", "gather")
    for who, column, words in SAID:
        do(who, retro.add_card, "R-2", column, words)
    do("bo", course.set_ready, "R-2")
    steps = STATES[1 : STATES.index(PAGES[picture][0]) + 1]
    for step in steps:
        do("ana", retro.move, "R-2", step)
        for who, command, *given in DEEDS[step]:
            do(who, command, *given)
    if picture == "open":
        do("ana", course.open_votes, "R-2")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("picture", PAGES)
async def test_each_page_looks_as_it_did(
    folder: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch, picture: str, lang: str
):
    held(folder, picture)
    at(monkeypatch, 6.2)
    i18n.use(lang)
    async with opened(folder, size=(80, 24)) as pilot:
        first = ("]",) if PAGES[picture][0] == "gather" else ()  # it opens on what was tried
        await go(pilot, "R-2", "R", *first, *PAGES[picture][1])
        shown = text(pilot) + "\n"
    same_as_golden(f"retro-{picture}-80-{lang}", shown, 80)
