"""How a row of a list is shared between its title and what stands behind it."""

from rich.cells import cell_len

from tests.for_each import for_each
from tui.parts.record_row import Columns, Widths, drawn, room, safely
from tui.text.record_row import Amount, RecordRow

TITLES = ("Order twenty of the second sensor", "Find four people for the second shift", "Packaging")
ROWS = [
    RecordRow(f"A-{at}", title, who="max", who_long="Max Pereira", when="2d late", when_long="2 days late")
    for at, title in enumerate(TITLES, 1)
]


def said(rows: list[RecordRow], width: int) -> list[str]:
    columns = Columns.of(Widths().over(rows), width, 5)
    return ["".join(text for text, _tone in drawn(row, columns, width, "  ")) for row in rows]


@for_each(
    "width, who, when",
    [(56, "max", "2d late"), (70, "Max Pereira", "2d late"), (80, "Max Pereira", "2 days late")],
)
def test_a_title_has_what_it_needs_before_anything_else_is_said_in_full(width: int, who: str, when: str):
    for line in said(ROWS, width):
        assert line.rstrip().endswith(when)
        assert f" {who} " in line
        assert cell_len(line) <= width


def test_where_titles_are_short_all_is_said_in_full():
    rows = [row._replace(title="Page 12") for row in ROWS]
    assert all("Max Pereira" in line and line.endswith("2 days late") for line in said(rows, 50))


def test_who_and_when_are_as_wide_as_what_they_show():
    rows = [row._replace(who="", who_long="", when="Fri", when_long="") for row in ROWS]
    columns = Columns.of(Widths().over(rows), 49, 5)
    assert (columns.who, columns.when) == (0, 3)
    assert room(columns, 49) > room(Columns.of(Widths().over(ROWS), 49, 5), 49)


def test_in_few_cells_who_gives_way_and_the_day_stands():
    assert all(line.endswith("2d late") and "max" not in line for line in said(ROWS, 30))


def test_what_is_said_in_a_list_is_said_on_in_it_though_wider_rows_come():
    seen = Widths().over([row._replace(title="Page 12") for row in ROWS])
    first = Columns.of(seen, 56, 5)
    assert first.names
    then = Columns.of(seen.over(ROWS), 56, 5, before=first)
    assert then.names
    assert then.long == first.long
    assert then.who == first.who


def test_a_key_result_says_what_it_is_to_become():
    row = RecordRow("KR-1", "Stock sold", amount=Amount(71, "%"), target=90)
    assert safely(row).when == "71 / 90 %"
    assert safely(row._replace(amount=Amount(1_234_567, "EUR"), target=2e6)).when == "~1.23M / 2M"
