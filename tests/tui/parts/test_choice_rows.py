"""Rows under headings: what is chosen is in sight, and drawing again shows the same."""

from hypothesis import given
from hypothesis import strategies as st

from tui.parts.choice_rows import ChoiceRow, ChoiceRows


@given(st.lists(st.booleans(), min_size=1, max_size=12), st.integers(0, 11), st.integers(0, 11), st.integers(1, 5))
def test_the_chosen_row_is_in_sight_and_stays_where_it_is(keyed: list[bool], at: int, top: int, height: int):
    listed = ChoiceRows()
    listed.hold([ChoiceRow(str(n) if key else "", [(str(n), "foreground")]) for n, key in enumerate(keyed)], str(at))
    listed.top = top
    shown = listed.in_sight(20, height)
    assert listed.top <= listed.cursor < listed.top + height
    assert listed.in_sight(20, height) == shown
