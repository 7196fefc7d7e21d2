"""What is proposed for a meeting: taken, waived, marked as far as the time goes; in the words of whoever takes it."""

import re
from pathlib import Path
from typing import Any

from store import commands
from store.commands import meeting_course
from store.kinds.agenda_item import agenda
from store.workspace import open_workspace
from tests.tui.board.test_board import record
from tests.tui.conftest import Opened, day, text
from tests.tui.way import FIN, MKT, furnished, go, helped, keyed, lines, meanwhile
from tui import i18n

__all__ = ["furnished"]


def call_meeting(folder: Path) -> None:
    """M-1 of SE-1, of MKT and FIN, with AI-1 of five minutes; AI-2 waits in the backlog."""
    with open_workspace(str(folder), "bo") as bo:
        bo.do(commands.add, "series", {"title": "Weekly", "departments": (MKT, FIN)})
        bo.do(commands.add, "meeting", {"title": "Weekly", "series": "SE-1", "on": day(11, 24), "length": 30})
        bo.do(commands.add, "agenda-item", {"title": "Welcome", "meeting": "M-1", "minutes": 5})
        bo.do(commands.add, "agenda-item", {"title": "Till rolls", "series": "SE-1", "minutes": 7, "sort": "inform"})


def on_agenda(folder: Path) -> list[Any]:
    with open_workspace(str(folder), "bo") as bo:
        return [(each.title, each.minutes, each.about) for each in agenda(bo.records, "M-1")]


def rows(pilot: Any) -> list[str]:
    """What is proposed, by id, in its order, with a star where it is marked."""
    found = (re.match(r"  [> ] ([* ]) ([A-Z]+-\d+) ", line) for line in lines(pilot))
    return [each[1].strip() + each[2] for each in found if each]


async def test_one_is_taken_and_one_waived_by_a_key_each_and_u_takes_it_back(way: Path, opened: Opened):
    call_meeting(way)
    async with opened(way, size=(80, 24)) as pilot:
        await go(pilot, "M-1", "+")
        assert "5 min planned, 30 there" in text(pilot)
        before = rows(pilot)
        assert before[0] == "G-5"
        await keyed(pilot, "enter")
        assert "AI-3 is on the agenda; u takes it back" in text(pilot)
        assert "15 min planned, 30 there" in text(pilot)
        assert on_agenda(way)[-1] == ("One stock figure: how do we answer FIN?", 10, ("G-5",))
        await keyed(pilot, "x")
        assert "It is not proposed again; u takes it back" in text(pilot)
        assert (record(way, "AI-4").state, record(way, "AI-4").meeting) == ("dropped", "M-1")
        assert (len(on_agenda(way)), rows(pilot)[0]) == (2, before[2])
        await keyed(pilot, "u")
        assert rows(pilot)[0] == before[1]
        assert any("Onto the agenda" in line for line in await helped(pilot))


async def test_what_fits_is_marked_by_one_key_and_taken_together(way: Path, opened: Opened):
    call_meeting(way)
    async with opened(way, size=(120, 36)) as pilot:
        await go(pilot, "M-1", "+", "*")
        shown = rows(pilot)
        marked = [each for each in shown if each.startswith("*")]
        assert marked == shown[: len(marked)]
        assert len(marked) > 1
        await keyed(pilot, "enter")
        assert f"{len(marked)} items are on the agenda" in text(pilot)
        assert 20 < sum(minutes or 0 for _title, minutes, _about in on_agenda(way)) <= 30
        await keyed(pilot, "*")
        assert "The time is used up" in text(pilot)
        await keyed(pilot, "space")
        assert "min too many" in text(pilot)
        meanwhile(pilot, way, "bo", commands.edit, "M-1", {"length": 120})
        assert "min too many" not in text(pilot)
        meanwhile(pilot, way, "bo", meeting_course.cancel, "M-1", "fair", "drop")
        assert "The meeting is over" in text(pilot)
        await keyed(pilot, "enter", "x", "space", "w")
        assert rows(pilot) == []


async def test_the_backlog_is_taken_as_it_is_and_the_title_is_in_the_language_of_the_taker(way: Path, opened: Opened):
    call_meeting(way)
    async with opened(way, size=(120, 36)) as pilot:
        await go(pilot, "M-1")
        i18n.use("zh")
        await keyed(pilot, "+", "enter")
        assert on_agenda(way)[1][0] == "One stock figure：如何答复 FIN？"
        await keyed(pilot, *["j"] * rows(pilot).index("AI-2"), "enter")
        assert (on_agenda(way)[2], "AI-2" in rows(pilot)) == (("Till rolls", 7, ()), False)
