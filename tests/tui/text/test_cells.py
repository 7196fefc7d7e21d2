"""Cells, not characters: what is fitted or wrapped has the width that was asked for."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.for_each import for_each
from tui.text.cells import broken, fit, fit_words, right, wrap

TEXT = st.text(
    st.sampled_from("ab z，。李雷新店A é\u0301") | st.characters(categories=("Lu", "Lo", "Nd", "Po")), max_size=60
)


@given(TEXT, st.integers(0, 40))
def test_fit_is_exactly_as_wide_as_asked(text: str, width: int):
    assert cell_len(fit(text, width)) == cell_len(fit_words(text, width)) == width


@given(TEXT, st.integers(2, 40))
def test_wrapped_lines_are_never_wider_and_lose_no_letter(text: str, width: int):
    lines = wrap(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@for_each(
    "text, width, shown",
    [
        ("Stock feed", 12, "Stock feed  "),
        ("Stock feed to the shops", 12, "Stock feed.."),
        ("莱比锡新店开业", 9, "莱比锡 .."),
        ("莱比锡", 6, "莱比锡"),
        ("莱", 1, " "),
    ],
)
def test_fit(text: str, width: int, shown: str):
    assert fit(text, width) == shown


def test_a_sentence_is_cut_between_words():
    for width in range(12, 26):
        shown = fit_words("ana blocked A-257001: B-257002", width)
        assert set(shown.split()) <= {"ana", "blocked", "A-257001:", "B-257002", ".."}


def test_right_aligns_wide_text_too():
    assert right("周五", 6) == "  周五"


def test_chinese_breaks_between_characters_but_not_before_a_comma():
    assert wrap("莱比锡新，店", 8) == ["莱比锡", "新，店"]


@given(TEXT, st.integers(2, 40))
def test_of_a_broken_text_nothing_is_left_out_and_no_row_is_wider_but_for_blanks(text: str, width: int):
    rows = broken(text, width)
    assert "".join(rows) == text
    assert all(cell_len(row.rstrip(" ")) <= width for row in rows)


def test_a_text_is_broken_between_words():
    assert broken("Price list before the flyer", 12) == ["Price list ", "before the ", "flyer"]
    assert broken("先定价，再印宣传单", 8) == ["先定价，", "再印宣传", "单"]
