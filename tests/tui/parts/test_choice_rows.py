"""Rows under headings: what is chosen is in sight, drawing again shows the same, and keys reach both ends."""

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


def test_keys_reach_the_first_and_the_last_row_that_can_be_chosen_past_headings_and_what_stands_below():
    listed = ChoiceRows()
    listed.hold([ChoiceRow(key, []) for key in ("", "", "a", "", "b", "c", "", "")], "b")
    for key, there in (("G", "c"), ("j", "c"), ("g", "a"), ("k", "a"), ("ctrl+d", "c"), ("ctrl+u", "a"), ("j", "b")):
        assert listed.stepped(key)
        assert (key, listed.key) == (key, there)
    for rows in ([], [ChoiceRow("", [])]):
        listed.hold(rows)
        assert (listed.stepped("G"), listed.stepped("g"), listed.key) == (True, True, "")
