"""Days as cells: every day has one cell, the heads are exactly as wide as the cells, a view shows what it should."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.for_each import for_each
from tui import i18n
from tui.rooms.timeline.scale import STEPS, Scale, around, fitting, placed

MONDAY = date(2026, 11, 23)
SCALES = st.builds(
    Scale, st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.sampled_from(STEPS), st.integers(min_value=1, max_value=200)
)


@for_each("days, cell", [(1, {0: 0, 1: 1, -1: -1, 30: 30}), (2, {0: 0, 1: 0, 2: 1, -1: -1}), (7, {6: 0, 7: 1, -7: -1})])
def test_each_day_has_its_cell(days: int, cell: dict[int, int]):
    scale = Scale(MONDAY, days, 40)
    assert {offset: scale.at(MONDAY + timedelta(offset)) for offset in cell} == cell


@given(SCALES, st.sampled_from(["en", "zh"]))
def test_heads_are_as_wide_as_the_cells(scale: Scale, lang: str):
    i18n.use(lang)
    try:
        assert (cell_len(scale.months()), cell_len(scale.weeks())) == (scale.cells, scale.cells)
    finally:
        i18n.use("en")
    assert all(scale.at(scale.day(cell)) == cell for cell in range(scale.cells))


@given(SCALES)
def test_weeks_begin_on_mondays_and_leave_room_for_their_numbers(scale: Scale):
    stretches = scale.stretches()
    assert all(day.weekday() == 0 for _cell, day in stretches)
    cells = [cell for cell, _day in stretches]
    assert all(after - before >= 2 for before, after in pairwise(cells))


@for_each(
    "lang, scale, months, weeks",
    [
        ("en", Scale(MONDAY, 1, 24), "Nov     Dec", "23     30     7      14"),
        ("en", Scale(MONDAY, 4, 30), "  Dec    Jan     Feb    Mar", ""),
        ("zh", Scale(MONDAY, 2, 30), "    12月           2027年1月", ""),
    ],
)
def test_months_and_weeks_stand_where_they_begin(lang: str, scale: Scale, months: str, weeks: str):
    i18n.use(lang)
    assert scale.months().rstrip() == months
    assert not weeks or scale.weeks().rstrip() == weeks


@given(st.lists(st.integers(-400, 400), max_size=8), st.integers(10, 120))
def test_the_whole_plan_is_in_sight_with_today(offsets: list[int], cells: int):
    days = [MONDAY + timedelta(offset) for offset in offsets]
    scale = fitting(days, cells, MONDAY)
    assert scale.days == STEPS[-1] or all(0 <= scale.at(day) < cells for day in (*days, MONDAY))


def test_a_view_around_a_day_begins_on_a_monday_before_it():
    scale = around(date(2026, 12, 30), 2, 60)
    assert (scale.first.weekday(), 10 <= scale.at(date(2026, 12, 30)) <= 20) == (0, True)


@for_each(
    "marks, line",
    [
        ([(0, "ab"), (2, "c")], "ab      "),
        ([(0, "ab"), (3, "c")], "ab c    "),
        ([(6, "12"), (7, "x")], "      12"),
        ([(6, "123")], "        "),
        ([(1, "月"), (4, "年")], " 月 年  "),
    ],
)
def test_texts_that_would_touch_or_not_fit_are_left_out(marks: list[tuple[int, str]], line: str):
    assert placed(marks, 8) == line
