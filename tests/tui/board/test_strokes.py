"""A large workspace is painted in two strokes: what is counted over everything follows the rows, each in its place."""

from collections.abc import Callable
from pathlib import Path

import pytest

import store
from store import commands
from tests.tui.board.test_board import board
from tests.tui.conftest import Opened, text
from tui.board import listing
from tui.board.pane import Pane
from tui.desk.desk import Desk


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Everything counts as large, and nothing is painted in the second stroke until this is called."""
    panes: list[Pane] = []
    complete = Pane._complete
    monkeypatch.setattr(listing, "MANY", 0)

    def hold(pane: Pane) -> None:
        panes.append(pane)

    def release() -> None:
        for pane in panes:
            complete(pane)

    monkeypatch.setattr(Pane, "_complete", hold)
    return release


def _flat(shown: str, width: int) -> str:
    return "".join(line.ljust(width) for line in shown.splitlines())


async def test_what_follows_is_what_would_have_been_painted_at_once(
    folder: Path, opened: Opened, held: Callable[[], None], monkeypatch: pytest.MonkeyPatch
):
    async with opened(folder) as pilot:
        first = text(pilot)
        held()
        await pilot.pause()
        second = text(pilot)
    monkeypatch.setattr(listing, "MANY", 1_000)
    async with opened(folder) as pilot:
        assert text(pilot) == second
    assert all(words in second and words not in first for words in ("2 goals", "red "))
    width = max(map(len, second.splitlines()))
    cells = zip(_flat(first, width), _flat(second, width), strict=True)
    assert {before for before, after in cells if before != after} == {" "}  # nothing has moved


async def test_what_comes_between_the_strokes_is_counted(folder: Path, opened: Opened, held: Callable[[], None]):
    async with opened(folder) as pilot:
        with store.open_workspace(str(folder), "bo") as other:
            other.do(commands.add, "goal", {"title": "Summer", "departments": ("DP-1", "DP-2", "DP-3")})
        board(pilot).desk.news.deliver()
        await pilot.pause()
        assert "goals" not in text(pilot).splitlines()[2]
        held()
        await pilot.pause()
        assert [line for line in text(pilot).splitlines() if "FIN" in line and "3 goals" in line]


def test_a_list_turned_up_after_the_second_stroke_is_painted_whole(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(listing, "MANY", 0)
    with store.open_workspace(str(folder), "ana") as workspace:
        for completed in (True, False):
            goals = listing.Listing(Desk(workspace), "goal")
            if completed:
                goals.complete()
            assert goals.face.whole is completed
