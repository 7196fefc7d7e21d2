"""A long line that is typed goes on in the next row: what was typed first stays in sight."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.tui.conftest import Opened, text, typed
from tests.tui.way import go, keyed
from tui import i18n
from tui.parts.line_editor import Typing

LONG = "The price list came three weeks after the flyer was printed and nobody told the shops, so we paid for it twice"
HAN = "价格表比宣传单晚三周才到，没有人告诉门店第二页印错了，所以我们付了两次印刷费，仓库也白跑了一趟"


@given(st.text(st.sampled_from("ab 价，\n"), max_size=120), st.data(), st.integers(6, 30), st.integers(1, 6))
def test_the_cursor_is_among_the_rows_and_no_row_is_too_wide(words: str, data: st.DataObject, width: int, most: int):
    typing = Typing(words, lines=True)
    typing.at = data.draw(st.integers(0, len(words)))
    rows, column, row = typing.drawn_lines(width, most)
    assert 0 <= row < len(rows) <= most
    assert 0 <= column < width
    said = ["".join(part for part, _tone in each) for each in rows]
    assert all(cell_len(each) <= width for each in said)
    if len(rows) < most:
        assert "".join("".join(said).split()) == "".join(words.split())


@pytest.mark.parametrize(("language", "words"), [("en", LONG), ("zh", HAN), ("en", HAN), ("zh", LONG)])
async def test_a_long_card_is_read_whole_while_it_is_typed(folder: Path, opened: Opened, language: str, words: str):
    i18n.use(language)
    async with opened(folder, size=(80, 24)) as pilot:
        await go(pilot, "R-2", "R", "a")
        await typed(pilot, words)
        assert "".join(words.split()) in "".join(text(pilot).split())
        await keyed(pilot, "home")
        assert words[:20] in text(pilot)
