"""The rules of the style sheets: each is read once for the colours there are, and every screen has those colours."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from textual.css import parse as parsing
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot

from tests.tui.conftest import PARSE, Opened, painted
from tests.tui.emulator import terminal
from tui.theme import DARK, LIGHT


@pytest.fixture(autouse=True)
def parsed_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """By every app for itself, as outside the tests."""
    monkeypatch.setattr(Stylesheet, "_parse_rules", PARSE)


async def looks(pilot: Pilot[Any], *keys: str) -> list[list[Any]]:
    await pilot.press(*keys)
    await painted(pilot)
    return terminal(pilot).cells()


async def test_rules_are_read_once_for_each_theme(folder: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch):
    read, real = Counter[Any](), parsing.parse

    def parse(scope: str, css: str, *values: Any, tie_breaker: int = 0, **named: Any) -> Any:
        read[scope, css, tie_breaker] += 1
        return real(scope, css, *values, tie_breaker=tie_breaker, **named)

    monkeypatch.setattr("textual.css.stylesheet.parse", parse)
    async with opened(folder) as pilot:
        await looks(pilot, "m")
        await looks(pilot, "escape", "H")
        assert {*read.values()} == {1}
        pilot.app.theme = LIGHT.name
        await painted(pilot)
    assert max(read.values()) == 2


@pytest.mark.parametrize("keys", [(), ("m",), ("H",), ("a",)], ids=["board", "my day", "history", "form"])
async def test_another_theme_looks_as_if_one_had_begun_with_it(folder: Path, opened: Opened, keys: tuple[str, ...]):
    async with opened(folder, theme=LIGHT.name) as pilot:
        light = await looks(pilot, *keys)
    async with opened(folder, theme=DARK.name) as pilot:
        dark = await looks(pilot, *keys)
        pilot.app.theme = LIGHT.name
        assert await looks(pilot) == light
        pilot.app.theme = DARK.name
        assert await looks(pilot) == dark
    assert light != dark
