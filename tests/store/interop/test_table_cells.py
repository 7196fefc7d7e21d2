"""What cells of a table mean, by themselves and by their column; the right value for every spelling."""

from store.interop import cell_words, day_column
from store.interop.progress_column import as_percent
from store.words import Words
from tests.for_each import for_each

KNOWN = {"Sales & Service", "R/D", "Ana Torres", "MKT", "FIN", "dana", "李和平"}


@for_each(
    "cell, people, names",
    [
        ("Dana, Robin", True, ["Dana", "Robin"]),
        ("Dana; Robin", True, ["Dana", "Robin"]),
        ("Dana/Robin", True, ["Dana", "Robin"]),
        ("Dana & Robin", True, ["Dana", "Robin"]),
        ("Dana and Robin", True, ["Dana", "Robin"]),
        ("Dana, Lee and Robin", True, ["Dana", "Lee", "Robin"]),
        ("Dana, Lee, and Robin", True, ["Dana", "Lee", "Robin"]),
        ("Dana + Robin", True, ["Dana", "Robin"]),
        ("Dana\nRobin", True, ["Dana", "Robin"]),
        ("丹娜、罗宾", True, ["丹娜", "罗宾"]),
        ("丹娜，罗宾；李娜", True, ["丹娜", "罗宾", "李娜"]),
        ("丹娜和罗宾", True, ["丹娜", "罗宾"]),
        ("李和平", True, ["李和平"]),
        ("王和平", True, ["王和平"]),
        ("Torres, Ana", True, ["Ana Torres"]),
        ("Ana Torres", True, ["Ana Torres"]),
        ("Sandy Anderson", True, ["Sandy Anderson"]),
        ("Dana, N/A", True, ["Dana"]),
        ("Dana, Dana", True, ["Dana"]),
        ("Sales & Service", False, ["Sales & Service"]),
        ("Sales & Service, MKT", False, ["Sales & Service", "MKT"]),
        ("Research & Development", False, ["Research & Development"]),
        ("MKT/FIN", False, ["MKT", "FIN"]),
        ("MKT and FIN", False, ["MKT", "FIN"]),
        ("R/D", False, ["R/D"]),
        ("Sales/Legal", False, ["Sales/Legal"]),
        ("市场部、财务部", False, ["市场部", "财务部"]),
        ("产品与研发部", False, ["产品与研发部"]),
    ],
)
def test_several_names_in_one_cell(cell: str, people: bool, names: list[str]):
    assert cell_words.names(cell, KNOWN.__contains__, people=people) == names


NOTHING = (
    "N/A", "n/a", "n.a.", "NA", "-", "–", "—", "--", "TBD", "tbc", "NULL", "None", "nil", "/", "#N/A", "?", "Ｎ／Ａ",
    "待定", "无", "暂无", "不适用", "(blank)", "Not assigned", "…",
)  # fmt: skip


@for_each("cell", NOTHING)
def test_words_for_nothing(cell: str):
    assert cell_words.is_nothing(cell)
    assert cell_words.names(cell, lambda _name: False, people=True) == []


@for_each("cell", ["0", "no", "Nina", "-5", "Tbilisi", "无锡", "A"])
def test_what_is_not_nothing(cell: str):
    assert not cell_words.is_nothing(cell)


@for_each(
    "cells, days",
    [
        (["2026-12-01", "2026/12/1", "2026.12.1", "20261201"], ["2026-12-01"] * 4),
        (["2026年12月1日", "２０２６年１２月１日", "2026年12月01号"], ["2026-12-01"] * 3),
        (["1-Dec-26", "01-Dec-2026", "1 December 2026", "Dec 1, 2026", "1st Dec 2026"], ["2026-12-01"] * 5),
        (["Tue, 1 Dec 2026", "December 1, 2026", "1.12.2026", "01.12.26"], ["2026-12-01"] * 4),
        (["46357", "46357.5"], ["2026-12-01"] * 2),
        (["2026-12-01T09:30:00Z", "2026-12-01 00:00:00", "2026/12/1 0:00"], ["2026-12-01"] * 3),
        (["12/1/2026", "12/13/2026"], ["2026-12-01", "2026-12-13"]),
        (["1/12/2026", "13/12/2026"], ["2026-12-01", "2026-12-13"]),
        (["1/12/26", "31-12-26"], ["2026-12-01", "2026-12-31"]),
        (["5/5/2026"], ["2026-05-05"]),
    ],
)
def test_days_of_a_column(cells: list[str], days: list[str]):
    found = day_column.told_apart(cells)
    assert [found.get(cell) for cell in cells] == days


def test_a_day_that_its_column_does_not_tell_is_not_guessed():
    assert "may be 2026-01-12 or 2026-12-01" in str(day_column.told_apart(["12/1/2026"])["12/1/2026"])
    both = day_column.told_apart(["1/12/2026", "13/12/2026", "12/13/2026"])
    assert "may be" in str(both["1/12/2026"])
    for order, day in (("dmy", "2026-01-12"), ("mdy", "2026-12-01")):
        assert day_column.told_apart(["12/1/2026"], order) == {"12/1/2026": day}
    assert day_column.told_apart(["26/12/01"], "ymd") == {"26/12/01": "2026-12-01"}
    assert day_column.told_apart(["fri", "31/02/2026", "Quarter 4", "12"]) == {}


@for_each(
    "cells, way, taken",
    [
        ({"0.7": 0.7}, None, [70]),
        ({"0": 0, "0,5": 0.5, "1": 1}, None, [0, 50, 100]),
        ({"0.125": 0.125}, None, [12.5]),
        ({"0.7": 0.7, "70": 70}, None, [0.7, 70]),
        ({"0.7%": 0.7}, None, [0.7]),
        ({"0.7％": 0.7}, None, [0.7]),
        ({"0": 0, "1": 1}, None, [0, 1]),
        ({"0.7": 0.7}, "percent", [0.7]),
        ({"1": 1, "0.7 %": 0.7}, "fraction", [100, 0.7]),
        ({}, None, []),
    ],
)
def test_parts_of_one_are_percent_and_that_is_said(cells: dict[str, float], way: str | None, taken: list[float]):
    remarks: list[Words] = []
    assert list(as_percent(cells, way, "progress", remarks).values()) == taken
    assert bool(remarks) is (way is None and taken != list(cells.values()))
