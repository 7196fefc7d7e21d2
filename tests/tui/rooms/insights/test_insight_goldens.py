"""The pages of insights as plain text, in both languages. `CONCORD_GOLDENS=write` writes them anew."""

from pathlib import Path

import pytest

from tests.tui.conftest import same_as_golden, text
from tests.tui.rooms.insights.weeks import lived
from tests.tui.way import keyed, opened_by
from tui import i18n
from tui.rooms.insights.room import NAMES

__all__ = ["lived"]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=["wide", "folded"])
async def test_the_pages_look_as_they_did(lived: Path, size: tuple[int, int], lang: str):
    i18n.use(lang)
    shown: list[str] = []
    async with opened_by(lived, "ana", size) as pilot:
        await keyed(pilot, "I")
        for _ in NAMES:
            shown.append(text(pilot))
            await keyed(pilot, "]")
    same_as_golden(f"insights-{size[0]}-{lang}", "\n\n".join(shown) + "\n", size[0])
