"""Feedback is given from my day with v: five questions and a sentence, under who is asked about whom."""

from pathlib import Path

import pytest

from store.commands import add
from store.kinds.feedback import ask_all
from store.workspace import open_workspace
from tests.tui.board.test_board import record
from tests.tui.conftest import text, typed
from tests.tui.way import FIN, MKT, furnished, keyed, opened_by
from tui import i18n

__all__ = ["furnished"]


@pytest.fixture
def asked(way: Path) -> Path:
    """A retrospective asks FIN, which li leads, and MKT: F-1 of FIN on itself, F-2 of FIN on MKT."""
    with open_workspace(str(way), "ana") as workspace:
        made = workspace.do(add, "retro", {"title": "Half way", "departments": [FIN, MKT]})
        workspace.do(ask_all, made.id)
    return way


WORDS = {"en": ("feedback of FIN on MKT", "1 is never"), "zh": ("FIN 对 MKT 的反馈", "1 为从不")}


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
@pytest.mark.parametrize("lang", WORDS)
async def test_v_gives_it(asked: Path, size: tuple[int, int], lang: str):
    i18n.use(lang)
    why, rest = WORDS[lang]
    async with opened_by(asked, "li", size) as pilot:
        await keyed(pilot, "m")
        assert why in text(pilot)
        await keyed(pilot, *"jjjj")
        assert "> F-2" in text(pilot)
        await keyed(pilot, "v")
        assert rest in text(pilot)
        for answer in ("4", "", "9"):
            await typed(pilot, answer)
            await keyed(pilot, "tab")
        await keyed(pilot, "ctrl+s")
        assert record(asked, "F-2").given is None  # nine is not one of them
        await keyed(pilot, "ctrl+u", "2", "ctrl+s")
        found = record(asked, "F-2")
        assert (found.answered, found.clear, found.kept, found.given_by) == (4, None, 2, "PN-3")
        await keyed(pilot, "u")
    assert record(asked, "F-2").given is None
