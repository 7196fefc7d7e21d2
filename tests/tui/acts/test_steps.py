"""The steps of a goal and its rooms as an example organisation lives through them, as plain text, in both languages.

`CONCORD_GOLDENS=write` writes them anew.
"""

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from store import demo
from store.workspace import open_workspace
from tests.tui.board.test_board import press
from tests.tui.conftest import TODAY, same_as_golden, text
from tui import i18n
from tui.app import ConcordApp
from tui.board.screen import BoardScreen
from tui.config import Options
from tui.desk.desk import Desk

SIZES = [(120, 36), (80, 24)]
#: Who looks, in either language; one of the example's own people.
WHO = {"promotion": {"en": "eva", "zh": "zhenghui"}, "launch": {"en": "iris", "zh": "iris"}}
#: A goal of each step, by case.
GOALS = {
    "promotion": {"prepare": "G-6", "meet": "G-5", "plan": "G-4", "execute": "G-2", "evaluate": "G-3", "closed": "G-1"},
}
#: The keys that lead to a room of the goal that is carried out.
ROOMS = {
    "gate": ("s",),
    "raci": ("r",),
    "timeline": ("T", "j", "j"),
    "moving": ("T", "]", ">", "}"),
    "why": ("w",),
    "waits": ("I",),
    "day": ("m",),
    "timeline-all": ("T", "0"),
    "entry": ("S",),
    "standup": ("S", "ctrl+s"),
    "standup-walk": ("S", "ctrl+s", "L", "]", "]"),
}

Example = Callable[[str, str], Path]


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Example:
    """Each example is built once, on a fixed day."""
    built: dict[tuple[str, str], Path] = {}

    def example(case: str, lang: str) -> Path:
        if (case, lang) not in built:
            place = tmp_path_factory.mktemp("example") / case
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr("store.demo.story.os_user", lambda: WHO[case][lang])
                demo.build(str(place), case, lang, TODAY)
            built[case, lang] = place
        return built[case, lang]

    return example


@asynccontextmanager
async def looking(place: Path, who: str, size: tuple[int, int]) -> AsyncIterator[Pilot[int]]:
    """The screen as that person sees it."""
    desk = Desk(open_workspace(str(place), who), Options())
    desk.personal.look(desk.workspace.ledger.seq)  # nothing is new, whatever comes first: the cursor or the news
    try:
        async with ConcordApp(desk).run_test(size=size) as pilot:
            await pilot.pause()
            yield pilot
    finally:
        desk.close()


async def seen(pilot: Pilot[int], goal: str, *keys: str) -> str:
    """The screen after those keys on that goal."""
    board = pilot.app.screen
    assert isinstance(board, BoardScreen)
    board.open(goal)
    for key in keys:
        await press(pilot, key)
        await pilot.pause(0.05)
    await pilot.pause(0.2)
    return text(pilot) + "\n"


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", SIZES, ids=["wide", "folded"])
async def test_the_page_of_each_step(examples: Example, tmp_path: Path, size: tuple[int, int], lang: str):
    i18n.use(lang)
    place = tmp_path / "w"
    shutil.copytree(examples("promotion", lang), place)
    keys = ("enter",) if size[0] < 100 else ()
    async with looking(place, WHO["promotion"][lang], size) as pilot:
        for step, goal in GOALS["promotion"].items():
            same_as_golden(f"step-{step}-{size[0]}-{lang}", await seen(pilot, goal, *keys), size[0])
            await press(pilot, *(("escape",) if keys else ()))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", SIZES, ids=["wide", "folded"])
@pytest.mark.parametrize("room", ROOMS)
async def test_the_rooms(
    examples: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: str, size: tuple[int, int], lang: str
):
    i18n.use(lang)
    monkeypatch.setattr("tui.rooms.standup.room.monotonic", lambda: 0.0)
    place = tmp_path / "w"
    shutil.copytree(examples("promotion", lang), place)
    async with looking(place, WHO["promotion"][lang], size) as pilot:
        shown = await seen(pilot, "G-2", *ROOMS[room])
    same_as_golden(f"way-{room}-{size[0]}-{lang}", shown, size[0])
