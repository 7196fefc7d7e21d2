"""`;` sorts the list: what stands where, that it is said, and that it is kept for whoever reads it."""

from datetime import date
from pathlib import Path

import pytest

from store import commands
from store.kinds.action import Action
from store.records import Changes
from store.workspace import open_workspace
from tests.tui.board.test_board import board, record
from tests.tui.conftest import Opened, text, typed
from tests.tui.way import keyed, meanwhile
from tui import i18n

#: id, title, due, priority, state
FOUR = (
    ("A-101", "Cable drums", date(2026, 10, 1), "low", "todo"),
    ("A-102", "安全帽", date(2026, 10, 2), "high", "todo"),
    ("A-103", "Anchors", None, "normal", "todo"),
    ("A-104", "Bolts", date(2026, 9, 1), "high", "done"),
)
DUE = ["A-101", "A-102", "A-103", "A-104"]
PRIORITY = ["A-102", "A-103", "A-101", "A-104"]
NEWEST = ["A-103", "A-102", "A-101", "A-104"]
NAME = ["A-102", "A-103", "A-101", "A-104"]


@pytest.fixture
def four(empty: Path) -> Path:
    """Four actions, one of them done, and a goal to narrow to."""

    def put(changes: Changes) -> None:
        changes.transaction.exempt = "demo"
        commands.add(changes, "person", {"name": "Ana", "login": "ana", "role": "admin"})
        commands.add(changes, "person", {"name": "Root", "login": "root", "role": "admin"})
        commands.add(changes, "goal", {"title": "New yard"})
        for id, title, due, priority, state in FOUR:
            changes.put(Action(id=id, title=title, owner="PN-1", due=due, priority=priority, state=state))

    with open_workspace(str(empty), "ana") as workspace:
        workspace.do(put)
    return empty


@pytest.mark.parametrize(
    ("presses", "ids", "said"),
    [
        (1, PRIORITY, "by priority"),
        (2, NEWEST, "newest first"),
        (3, NAME, "by name"),
        (4, DUE, "by due day"),
    ],
)
async def test_each_press_sorts_the_next_way(four: Path, opened: Opened, presses: int, ids: list[str], said: str):
    async with opened(four) as pilot:
        await keyed(pilot, "3", "G")
        assert board(pilot).pane.ids == DUE
        await keyed(pilot, *";" * presses)
        assert board(pilot).pane.ids == ids
        assert board(pilot).pane.chosen == "A-104", "the cursor stays on its record"
        assert text(pilot).splitlines()[-1].strip().startswith(f"Sorted {said}")
        await keyed(pilot, "k")
        assert (said in text(pilot).splitlines()[board(pilot).pane.region.y]) is (ids is not DUE)


async def test_it_is_kept_for_that_list_and_for_whoever_reads_it(four: Path, opened: Opened):
    async with opened(four) as pilot:
        await keyed(pilot, "3", ";", ";")
    async with opened(four) as pilot:
        assert board(pilot).panes[2].ids == NEWEST
        assert "newest first" in text(pilot)
        assert board(pilot).panes[1].listing.sorting.at == 0
        await keyed(pilot, "3", ";", ";")
        assert board(pilot).pane.ids == DUE
    async with opened(four) as pilot:
        assert board(pilot).panes[2].ids == DUE
        assert "by due day" not in text(pilot)


async def test_where_it_cannot_be_kept_that_is_said(four: Path, opened: Opened, tmp_path: Path):
    (tmp_path / "state").write_text("no folder")
    async with opened(four) as pilot:
        await keyed(pilot, "3", ";")
        assert board(pilot).pane.ids == PRIORITY
        assert "This lasts only until you leave Concord" in text(pilot)


async def test_what_comes_or_changes_goes_where_it_belongs(four: Path, opened: Opened):
    async with opened(four) as pilot:
        await keyed(pilot, "3", ";")
        meanwhile(pilot, four, "ana", commands.edit, "A-101", {"priority": "high"})
        assert board(pilot).pane.ids == ["A-101", "A-102", "A-103", "A-104"]
        await keyed(pilot, ";", ";")
        meanwhile(pilot, four, "ana", commands.edit, "A-101", {"title": "Aardvark"})
        meanwhile(pilot, four, "ana", commands.add, "action", {"title": "Bolts", "owner": "PN-1"})
        assert board(pilot).pane.ids == ["A-101", "A-102", "A-103", "A-105", "A-104"]
        meanwhile(pilot, four, "root", commands.done, "A-101")
        assert board(pilot).pane.ids == ["A-102", "A-103", "A-105", "A-101", "A-104"]


async def test_narrowed_and_filtered_it_is_sorted_too(four: Path, opened: Opened):
    with open_workspace(str(four), "ana") as workspace:
        for id in ("A-101", "A-102", "A-103"):
            workspace.do(commands.edit, id, {"goal": "G-1"})
    async with opened(four) as pilot:
        await keyed(pilot, "2", "enter", "3", ";")
        assert board(pilot).pane.ids == PRIORITY[:3]
        await keyed(pilot, "f", *"is:open", "enter", ";")
        assert board(pilot).pane.ids == NEWEST[:3]


@pytest.mark.parametrize("presses", [1, 2, 3])
async def test_what_i_finished_stays_in_its_row_however_it_is_sorted(four: Path, opened: Opened, presses: int):
    ids = {1: PRIORITY, 2: NEWEST, 3: NAME}[presses]
    async with opened(four) as pilot:
        await keyed(pilot, "3", *";" * presses, "g", "d", "j", "d")
        assert board(pilot).pane.ids == ids
        assert board(pilot).pane.chosen == ids[1]
        assert [record(four, id).state for id in ids[:2]] == ["done", "done"]
        await keyed(pilot, *";" * (4 - presses))
        assert board(pilot).pane.ids == DUE, "sorted anew what stays is where it would be if it were open"
        assert board(pilot).pane.chosen == ids[1]
        await keyed(pilot, "2", "3")
        assert board(pilot).pane.ids[0] == (set(DUE) - {*ids[:2], "A-104"}).pop()


@pytest.mark.parametrize("size", [(80, 24), (100, 24), (120, 36)])
@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_the_title_says_it_and_what_it_is_narrowed_to(
    four: Path, opened: Opened, size: tuple[int, int], lang: str
):
    with open_workspace(str(four), "ana") as workspace:
        workspace.do(commands.edit, "A-101", {"goal": "G-1"})
    i18n.use(lang)
    async with opened(four, size=size) as pilot:
        await keyed(pilot, "2", "enter", "3", ";")
        pane = board(pilot).pane
        title = text(pilot).splitlines()[pane.region.y][: pane.region.width]
        assert i18n.t("by priority") in title
        assert i18n.t("on {id}", id="G-1") in title


async def test_typed_with_an_input_method_it_sorts_too_and_help_has_it(four: Path, opened: Opened):
    async with opened(four) as pilot:
        await keyed(pilot, "3")
        await typed(pilot, "；")
        assert board(pilot).pane.ids == PRIORITY
        await keyed(pilot, "?", *"sort")
        assert "Sort this list" in text(pilot)
        await keyed(pilot, "enter")
        assert board(pilot).pane.ids == NEWEST


async def test_a_dropped_milestone_stands_behind_the_open_ones_however_it_is_sorted(four: Path, opened: Opened):
    with open_workspace(str(four), "ana") as workspace:
        for title in ("Anchored", "Bolted"):
            workspace.do(commands.add, "milestone", {"title": title, "goal": "G-1"})
        workspace.do(commands.drop, "MS-2", "no bolts")
    async with opened(four) as pilot:
        await keyed(pilot, "2", "]", "]")
        for _way in range(4):
            assert board(pilot).pane.ids == ["MS-1", "MS-2"]
            await keyed(pilot, ";")
