"""Reading a CSV of goals: what is accepted, and what each fault is told as."""

from pathlib import Path

import pytest

from store import Failed, WrongWords
from store.interop.goals_csv import read
from tests.for_each import for_each

HEADER = b"goal,goal_owner,department,key_result,progress\n"


def test_rows_know_their_lines_and_numbers():
    rows = read(HEADER + b'"A\nb",CFO,Tax,First,78%\n\n,,,,\nC,,,"Second, third",12.5\nC,,,Fourth,\n')
    assert [(row.line, row.goal, row.owner, row.key_result, row.progress) for row in rows] == [
        (2, "A b", "CFO", "First", 78),
        (6, "C", "", "Second, third", 12.5),
        (7, "C", "", "Fourth", None),
    ]


@for_each("end", ["\n", "\r\n", "\r"])
@for_each("delimiter", [",", ";", "\t"])
def test_separators_line_ends_and_marks_of_spreadsheets_are_understood(delimiter: str, end: str):
    lines = ["progress,Key_Result,GOAL,department,goal_owner", "５０％,库存盘点,促销,市场部,李娜"]
    text = end.join(line.replace(",", delimiter) for line in lines) + end
    (row,) = read(b"\xef\xbb\xbf" + text.encode())
    assert (row.goal, row.owner, row.department, row.key_result, row.progress) == (
        "促销",
        "李娜",
        "市场部",
        "库存盘点",
        50,
    )


def test_progress_may_be_missing_and_columns_stand_in_any_order():
    (row,) = read(b"department,key_result,goal,goal_owner\nTax,B,A,CFO\n")
    assert (row.goal, row.department, row.progress) == ("A", "Tax", None)


def test_what_an_export_put_before_formulas_is_taken_away():
    (row,) = read(HEADER + b"'=Grow,'@ana,'-x,''+more,120\n")
    assert (row.goal, row.owner, row.department, row.key_result) == ("=Grow", "@ana", "-x", "'+more")


def test_control_characters_do_not_come_in():
    (row,) = read(HEADER + "A\x1b[31m\u202e,,,B\x07,\n".encode())
    assert (row.goal, row.key_result) == ("A[31m", "B")


FAULTS = [
    (b"", "empty"),
    (b"\n\n", "empty"),
    (HEADER, "no rows"),
    (b"goal,goal_onwer,department,key_result\nA,B,C,D\n", 'Line 1: unknown column "goal_onwer". Did you mean Owner?'),
    (b"goal,department,key_result\nA,B,C\n", "Line 1: there is no column goal_owner"),
    (b"goal,goal_owner,department,key_result,goal\nA,B,C,D,E\n", "Line 1: the column goal is there twice"),
    (HEADER + b"A,B,C\n", "Line 2: 3 cells where the header has 5"),
    (HEADER + b"A,B,C,D,1\nA,B,C\n", "Line 3: 3 cells"),
    (HEADER + b"A,B,C,D,1,more\n", "Line 2: 6 cells"),
    (HEADER + b"A,B,C,D,1\nA,B,C,caf\xe9,1\n", "Line 3, byte 10: this is not UTF-8"),
    (HEADER.decode().encode("utf-16")[:-1], "this is not UTF-16"),
    (HEADER + b"A,B,C,D\0,1\n", "Line 2, character 8"),
    (HEADER + b'A,B,C,"D,1\nE,F,G,H,2\n', "Line 2: a quote is opened"),
    (HEADER + b'A,B,C,D,1\nA,B,C,"D"x,1\n', "Line 3: a quote stands within"),
    (HEADER + b"A,B,C,D,much\n", 'Line 2, progress: "much" is not a number'),
    (HEADER + b"A,B,C,D,nan\n", "is not a number"),
    (HEADER + b"A,B,C,D,1e\n", "is not a number"),
    (HEADER + b"A,B,C,D,1.000\n", 'Line 2, progress: "1.000" may be 1,000 or 1. Write 1000 or 1'),
    (HEADER + b'A,B,C,D,"1 of 3"\n', "is not a number"),
    (HEADER + b"A,B,C,D,-5\n", "less than nothing"),
    (HEADER + b",B,C,D,1\n", "Line 2, goal: the cell is empty"),
    (HEADER + b"A,B,C, ,1\n", "Line 2, key_result: the cell is empty"),
    (HEADER + b"A,B,C,D,1\nE,,,F,\n a ,b,c,D,2\n", "Line 4: the same as line 2"),
    (HEADER + b"A,B,C,D,1\nA,X,C,E,1\n", 'Line 3, goal_owner: "X", but line 2'),
    (HEADER + b"A,B,C," + b"D" * 1001 + b",1\n", "Line 2, key_result: longer than 1000"),
    (HEADER + b'A,B,C,"' + b"D" * 140_000 + b'",1\n', "Line 2: a cell is too long"),
    (HEADER + b"A,B,C,D,1\n" + b"x" * 1_100_000, "Line 3 is longer than"),
    (HEADER + b"\n" * (33 * 1024 * 1024), "larger than 32 MiB"),
    (b"PK\x03\x04\x14\x00\x06\x00\x08\x00", "no workbook"),
]


@for_each("data, said", FAULTS)
def test_each_fault_is_told_with_its_place(data: bytes, said: str):
    with pytest.raises(WrongWords) as caught:
        read(data)
    assert said in str(caught.value)


def test_files_that_cannot_be_read_are_named(tmp_path: Path):
    for path in (tmp_path, tmp_path / "none.csv", tmp_path / ("x" * 300), "a\0b"):
        with pytest.raises(Failed):
            read(path)
    file = tmp_path / "goals.csv"
    file.write_bytes(HEADER + b"A,B,C,D,1\n")
    assert len(read(file)) == len(read(str(file))) == 1
