"""The first frame, drawn without Textual, is what the board shows: letter for letter, colour for colour."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyte
import pytest
from rich.color import ColorSystem
from rich.console import COLOR_SYSTEMS, Console

import store
from tests.for_each import for_each
from tests.tui.conftest import Opened
from tests.tui.emulator import Screen, from_nothing
from tui import i18n
from tui.board.first_frame import LEAST_COLUMNS, LEAST_ROWS, FirstFrame, inks
from tui.config import Options
from tui.desk.desk import Desk
from tui.terminal.colors import color_system
from tui.terminal.screen_diff import Frames
from tui.theme import DARK, LIGHT, SIXTEEN, TONES, Tones, ink

#: Folded and side by side; hardly any room, and more than there is to show.
SIZES = [(LEAST_COLUMNS, LEAST_ROWS), (40, 11), (80, 24), (99, 60), (101, 13), (120, 36), (133, 47), (240, 150)]
SIZES += [(100 + rows, rows) for rows in range(LEAST_ROWS, 24)]
EVERY_TONE = [mark + tone for mark in ("", "+", "_", "_+") for tone in TONES] + ["chosen", "chosen-far", ""]


def shown(frame: FirstFrame, options: Options) -> Screen:
    """What a terminal shows once the frame was written to it."""
    screen = Screen(*frame.cells)
    pyte.Stream(screen).feed(frame.drawn_with(inks(options.theme, color_system(os.environ))))
    return screen


async def same(place: Path, opened: Opened, size: tuple[int, int], **options: Any) -> None:
    """Both show the same."""
    with store.open_workspace(str(place), "ana") as workspace:
        frame = shown(FirstFrame(Desk(workspace, Options(**options)), *size), Options(**options))
    async with opened(place, size=size, **options) as pilot:
        board = from_nothing(pilot.app)
        assert frame.display == board.display
        assert frame.cells() == board.cells()


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_it_is_what_the_board_shows(folder: Path, opened: Opened, size: tuple[int, int]):
    await same(folder, opened, size)


@pytest.mark.parametrize("options", [{"theme": LIGHT.name}, {"ascii_only": True}], ids=str)
@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=str)
async def test_in_every_guise(folder: Path, opened: Opened, size: tuple[int, int], options: dict[str, Any]):
    i18n.use("zh")
    await same(folder, opened, size, **options)


@pytest.mark.parametrize("environ", [{"NO_COLOR": "1"}, {"TERM": "xterm"}, {"COLORTERM": "truecolor"}], ids=str)
async def test_in_every_range_of_colours(
    folder: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch, environ: dict[str, str]
):
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    await same(folder, opened, (120, 36))


async def test_where_nothing_is_yet(empty: Path, opened: Opened):
    await same(empty, opened, (80, 24))
    await same(empty, opened, (120, 36))


@pytest.mark.parametrize("system", [None, *ColorSystem][:4], ids=str)
@pytest.mark.parametrize("look", [DARK, LIGHT, SIXTEEN], ids=lambda look: look.name)
def test_a_tone_is_told_alike_before_and_after(look: Any, system: ColorSystem | None, monkeypatch: pytest.MonkeyPatch):
    if system is None:
        monkeypatch.setenv("NO_COLOR", "1")
    worn = DARK.name if look is SIXTEEN else look.name
    if (look is SIXTEEN) != (system is ColorSystem.STANDARD and worn == DARK.name):
        return  # never worn there
    codes, styles, frames = inks(worn, system), Tones(look.colors, plain=system is None), Frames()
    for tone in EVERY_TONE:
        assert codes(tone) == frames._told(styles[tone], system), tone
        assert ink(tone, look.colors, plain=False).color


async def test_textual_has_the_same_colours(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        for look in (DARK, LIGHT, SIXTEEN):
            pilot.app.theme = look.name
            await pilot.pause()
            known = pilot.app.theme_variables
            assert {name: known[name].lower() for name in look.colors} == look.colors


@for_each(
    "environ",
    [
        *({"TERM": term} for term in ("xterm-256color", "xterm", "screen-256color", "xterm-kitty", "vt100", "unknown")),
        *({"TERM": "xterm", "COLORTERM": said} for said in ("truecolor", " 24bit ", "yes", "")),
        *({"TERM": "xterm", "TEXTUAL_COLOR_SYSTEM": asked} for asked in ("auto", "standard", "256", "truecolor")),
        {},
        {"TERM": "unknown", "COLORTERM": "truecolor"},
    ],
)
def test_colours_are_counted_as_rich_counts_them(environ: Mapping[str, str]):
    asked: Any = environ.get("TEXTUAL_COLOR_SYSTEM", "auto")
    console = Console(color_system=asked, force_terminal=True, _environ=dict(environ))
    assert color_system(environ) == (COLOR_SYSTEMS[console.color_system] if console.color_system else None)
    assert color_system({**environ, "NO_COLOR": "1"}) is None
