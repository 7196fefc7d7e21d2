"""Charts in cells: never wider or higher than they may be, more is never lower, a mark lies where its day is."""

import re
from itertools import product
from typing import TypeVar

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.for_each import for_each
from tests.tui.text.charts.examples import days_until
from tui import i18n
from tui.text.charts.cells import drawn, sparkline
from tui.text.charts.chart import AnyChart, BarRow, Bars, Chart, Curve, Level, Spot, Strip, StripRow, ids_at, spots
from tui.text.charts.curves import field_of
from tui.text.charts.day_axis import DayAxis
from tui.text.charts.value_axis import axis_of, over

T = TypeVar("T")
WORDS = st.text(st.sampled_from("ab z，。李雷新店 é\u0301\u202e\x1b\n<") | st.characters(), max_size=20)
VALUES = st.none() | st.floats() | st.integers(-9, 9).map(float) | st.sampled_from([1e308, -1e308, 5e-324, 0.0, -0.0])
TONES = st.sampled_from(["red", "amber", "green", "none", "", "something later"])
LEVELS = st.lists(st.tuples(st.floats(), WORDS).map(lambda found: Level(*found)), max_size=2).map(tuple)


@st.composite
def charts(draw: st.DrawFn) -> AnyChart:
    days = days_until(draw(st.integers(0, 130)), draw(st.sampled_from([1, 7])))

    def each(values: st.SearchStrategy[T]) -> st.SearchStrategy[tuple[T, ...]]:
        """A few values again and again."""
        few = st.lists(values, min_size=1, max_size=7)
        return few.map(lambda found: tuple(found[at % len(found)] for at in range(len(days))))

    curves = st.lists(st.tuples(WORDS, each(VALUES)).map(lambda found: Curve(*found)), max_size=4).map(tuple)
    bars = st.lists(st.tuples(WORDS, st.floats(), WORDS).map(lambda found: BarRow(*found)), max_size=9).map(tuple)
    rows = st.lists(st.tuples(WORDS, WORDS, each(TONES), WORDS).map(lambda found: StripRow(*found)), max_size=9).map(
        tuple
    )
    return draw(
        st.tuples(WORDS, st.just(days), curves, LEVELS, WORDS, st.integers(0, 3)).map(lambda found: Chart(*found))
        | st.tuples(WORDS, bars, LEVELS).map(lambda found: Bars(*found))
        | st.tuples(WORDS, st.just(days), rows).map(lambda found: Strip(*found))
    )


def plain(chart: AnyChart, width: int, height: int, ascii: bool = False, chosen: Spot | None = None) -> list[str]:
    return ["".join(text for text, _tone in line) for line in drawn(chart, width, height, ascii, chosen)]


@given(charts(), st.integers(-1, 90), st.integers(-1, 30), st.booleans(), st.data())
def test_no_line_is_wider_and_there_are_no_more_than_was_said(
    chart: AnyChart, width: int, height: int, ascii: bool, data: st.DataObject
):
    every = [spot for row in spots(chart) for spot in row]
    chosen = data.draw(st.none() | st.sampled_from(every)) if every else None
    lines = plain(chart, width, height, ascii, chosen)
    assert len(lines) <= max(0, height)
    assert all(cell_len(line) <= width for line in lines)
    assert not re.search("[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]", "".join(lines))


@given(charts(), st.integers(1, 90), st.integers(1, 30))
def test_in_plain_ascii_nothing_but_what_people_typed_is_more(chart: AnyChart, width: int, height: int):
    typed = set(repr(chart).encode().decode("unicode_escape", "ignore")) | set(repr(chart))
    assert {letter for line in plain(chart, width, height, True) for letter in line if not letter.isascii()} <= typed


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=40), st.integers(2, 20))
def test_more_is_never_lower(values: list[float], rows: int):
    axis = axis_of(Chart("", (), (Curve("", tuple(values)),)))
    assert axis is not None
    placed = over(axis, rows)
    ordered = sorted(values)
    for placing in (placed.row, placed.eighths, placed.axis.share, axis.share):
        found = [placing(value) for value in ordered]
        assert found == sorted(found)
    assert all(0 <= placed.row(value) < rows for value in values)
    assert all(axis.low <= value <= axis.high for value in values)


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=40))
def test_a_line_of_blocks_rises_with_its_values(values: list[float]):
    for ascii, signs in ((False, "▁▂▃▄▅▆▇█"), (True, "_.-=*#")):
        line = sparkline(sorted(values), len(values), ascii)
        assert [signs.index(sign) for sign in line] == sorted(signs.index(sign) for sign in line)


@given(st.integers(1, 400), st.integers(1, 200))
def test_a_day_is_found_where_it_was_drawn(days: int, cells: int):
    axis = DayAxis(days, cells)
    for at in range(days):
        cell = axis.middle(at)
        assert 0 <= cell < cells
        found = axis.at(cell)
        assert axis.middle(found) == cell
        assert found == at if axis.step else found >= at
    assert [axis.start(at) for at in range(days)] == sorted(axis.start(at) for at in range(days))


@given(st.lists(st.none() | st.integers(-50, 50).map(float), min_size=1, max_size=20), st.integers(7, 14))
def test_a_column_is_as_high_as_its_value_and_a_gap_is_empty(values: list[float | None], height: int):
    chart = Chart("", days_until(len(values)), (Curve("", tuple(values)),))
    field = field_of(chart, 60, height - 4)
    if field is None or all(value is None for value in values):
        return
    lines = plain(chart, 60, height, True)[1:-3]
    for at, value in enumerate(values):
        ink = "".join(line[field.left + field.days.middle(at)] for line in lines).strip()
        assert bool(ink) == (value is not None)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=20), st.integers(8, 14), st.booleans())
def test_columns_begin_at_nought_and_where_that_is_not_on_the_axis_there_are_none(
    values: list[float], height: int, ascii: bool
):
    chart = Chart("", days_until(len(values)), (Curve("", tuple(values)),))
    field = field_of(chart, 60, height - 4)
    assert field is not None
    axis = field.values.axis
    lines = plain(chart, 60, height, ascii)[1:-3]
    for at, value in enumerate(values):
        ink = [line[field.left + field.days.middle(at)] != " " for line in reversed(lines)]
        if axis.low > 0 or axis.high < 0:
            assert ink == [row == field.values.row(value) for row in range(len(lines))]
        else:
            base = field.values.base
            assert ink[base - 1] if value < 0 and base else ink[base]


def test_nothing_of_all_is_shown_on_an_axis_to_all():
    assert plain(Chart("Kept", days_until(3), (Curve("", (0.0, 0.0, 0.0)),), (), "%"), 40, 8)[1].startswith("100 ")


def test_no_value_is_not_nought():
    assert sparkline((0, None, 0, 8), 9) == "▁ ▁█"
    assert sparkline((0, None, float("nan"), float("inf"), 8), 9, True) == "_   #"


def test_where_all_are_equal_they_lie_in_the_middle():
    assert sparkline((7, 7), 9) == "▄▄"
    assert sparkline((7, 7), 9, low=0, high=7) == "██"


def test_the_latest_stay_where_there_are_more_values_than_cells():
    assert sparkline((9, 1, 2, 3), 3) == "▁▄█"
    assert sparkline((1, 2), 0) == ""


def test_a_target_beyond_all_values_is_on_the_chart():
    chart = Chart("Sold", days_until(3), (Curve("", (1.0, 2.0, 3.0)),), (Level(90, "Target"),))
    assert any("╌" in line for line in plain(chart, 40, 8)[:-1])


@for_each("width, height", [*product((16, 24, 40), (5, 8, 12))])
def test_numbers_stand_before_the_rows_and_days_under_them_in_little_room_too(width: int, height: int):
    i18n.use("en")
    chart = Chart("Stock", days_until(14), (Curve("Stock", tuple(map(float, range(4000, 4014)))),))
    text = "\n".join(plain(chart, width, height))
    assert "29 Nov" in text
    assert "4,0" in text


def test_what_is_chosen_can_be_seen_without_colour():
    chart = Chart("", days_until(4), (Curve("A", (1.0, 2.0, 3.0, 4.0)), Curve("B", (4.0, 3.0, 2.0, 1.0))))
    assert "^" in "".join(plain(chart, 40, 9, chosen=Spot(1, 2)))
    bars = Bars("", (BarRow("FIN", 1, "1"), BarRow("MKT", 2, "2")))
    assert [line[0] for line in plain(bars, 40, 9, chosen=Spot(1))[1:]] == [" ", ">"]


def test_the_chosen_bar_is_shown_where_not_all_are():
    bars = Bars("", tuple(BarRow(f"D{number}", number, "") for number in range(30)))
    lines = plain(bars, 40, 9, chosen=Spot(20))
    assert any(line.startswith(">D20") for line in lines)
    assert "23" in lines[-1]


def test_each_value_leads_to_what_it_is_made_of():
    chart = Chart("", days_until(2), (Curve("A", (1.0, None), (("A-1", "A-2"), ())), Curve("B", (None, 2.0))))
    assert spots(chart) == [[Spot(0, 0)], [Spot(1, 1)]]
    assert ids_at(chart, Spot(0, 0)) == ("A-1", "A-2")
    assert ids_at(chart, Spot(1, 1)) == ()
