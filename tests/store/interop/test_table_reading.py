"""How tables are read: encodings, separators, headers, cells; the right value for every spelling, in both languages."""

import sys
from datetime import date

import pytest

from store import Failed, WrongWords
from store.interop import csv_text, table_encoding, table_file
from store.interop.column_names import ColumnNames, folded, read_map
from store.interop.records_csv import column_names
from store.interop.table_faults import TableFaults
from store.kinds import KINDS
from tests.for_each import for_each
from tests.store.interop.xlsx import workbook
from tui.i18n import in_each

TEXT = "title,owner\n门店盘点,陈晓\nCafé,Zoë\n"
CHINESE = "title,owner\n门店盘点,陈晓\n促销方案,李娜\n"


@for_each(
    "data, encoding, said",
    [
        (TEXT.encode(), None, "UTF-8"),
        (TEXT.encode("utf-8-sig"), None, "UTF-8"),
        (TEXT.encode("utf-16"), None, "UTF-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), None, "UTF-16"),
        (TEXT.encode("utf-16-le"), None, "UTF-16"),
        (TEXT.encode("utf-16-be"), None, "UTF-16"),
        (TEXT.encode("utf-32"), None, "UTF-32"),
        (CHINESE.encode("gbk"), None, "GB18030"),
        (CHINESE.replace("陈晓", "陶喆𠮷").encode("gb18030"), None, "GB18030"),
        (TEXT.encode(), "utf-8", "utf-8"),
        (CHINESE.encode("gbk"), "GBK", "GBK"),
        (CHINESE.encode("gbk"), "cp936", "cp936"),
        (TEXT.replace("门店盘点", "x").replace("陈晓", "y").encode("cp1252"), "windows-1252", "windows-1252"),
        (TEXT.encode("utf-16"), "utf-16", "utf-16"),
        ("標題,負責人\n".encode("big5"), "big5", "big5"),
    ],
)
def test_the_encoding_is_told_by_the_bytes_or_by_somebody(data: bytes, encoding: str | None, said: str):
    found = table_encoding.decode(data, encoding)
    assert found.encoding == said
    assert found.text.removeprefix("\ufeff").splitlines()[0] in ("title,owner", "標題,負責人")
    assert "\ufffd" not in found.text


@for_each(
    "data, encoding, said",
    [
        ("title\nCafé für Müller\n".encode("cp1252"), None, "Line 2, byte 4: this is not UTF-8, and not GB18030"),
        ("title\nMüller\n".encode("cp1252"), None, "Line 2, byte 2"),
        ("題名\n在庫の確認をする\n".encode("shift_jis"), None, "Line 1, byte 1"),
        (b"title\nab\xff\n", None, "Line 2, byte 3"),
        (TEXT.encode(), "klingon", "no encoding"),
        (TEXT.encode(), "base64", "no encoding"),
        ("title\ncafé\n".encode("cp1252"), "utf-8", "Line 2, byte 4: this is not UTF-8"),
        (CHINESE.encode("gbk"), "ascii", "Line 2, byte 1: this is not ASCII"),
    ],
)
def test_what_is_in_no_encoding_is_refused_with_its_place(data: bytes, encoding: str | None, said: str):
    with pytest.raises(WrongWords) as caught:
        table_encoding.decode(data, encoding)
    assert said in str(caught.value)


def table(text: str, kind: str = "action", mapped: dict[str, str] | None = None) -> table_file.FileTable:
    names = column_names(KINDS[kind], in_each, mapped)
    return table_file.read(text.encode(), names.known, needed=[names.reaching(KINDS[kind].naming.name)])


@for_each(
    "text",
    [
        "title,owner\nA,B\n",
        "title;owner\r\nA;B\r\n",
        "title\towner\rA\tB\r",
        "title|owner\nA|B\n",
        "sep=;\ntitle;owner\nA;B\n",
        '"sep=|"\ntitle|owner\nA|B\n',
        "SEP=\t\r\ntitle\towner\r\nA\tB\r\n",
        "\n\n,\ntitle,owner\nA,B\n",
        "Tasks of the quarter\n\ntitle,owner\nA,B\n",
        "Tasks; of the quarter; as of today;;\ntitle,owner\nA,B\n",
        "报表日期：2026年11月,\n制表人：李娜,\ntitle,owner\nA,B\n",
        "title,owner,,\nA,B,,\n,,,\n",
        "title,,owner\nA,,B\n",
        "title,owner\nA,B\n\n , \n",
        "\ufefftitle,owner\nA,B\n",
    ],
)
def test_rows_are_found_whatever_parts_cells_and_stands_around_them(text: str):
    found = table(text)
    assert (found.header, found.columns) == (["title", "owner"], [["A"], ["B"]])
    assert found.faults.found == []


def test_lines_are_those_of_the_file():
    found = table('sep=;\nNotes\n\ntitle;owner\n"A\nb";B\n\nC;D\n')
    assert (found.header_line, found.lines) == (4, [5, 8])


def test_a_row_may_lack_what_is_empty_at_its_end_and_no_more():
    found = table("title,owner,due\nA,B\nC\n\nD,E,fri,more\n")
    assert found.columns == [["A", "C"], ["B", ""], ["", ""]]
    assert [str(words) for words in found.remarks] == [
        "Line 2 has 2 of 3 cells; the others are empty",
        "Line 3 has 1 of 3 cells; the others are empty",
    ]
    assert [fault.line for fault in found.faults.found] == [5]


def test_merged_cells_are_carried_down_where_that_is_told():
    found = table("goal,owner,title\nG,O,A\n,,B\n,P,C\nH,,D\n")
    table_file.fill_down(found)
    assert list(zip(*found.columns, strict=True)) == [
        ("G", "O", "A"),
        ("G", "O", "B"),
        ("G", "P", "C"),
        ("H", "", "D"),
    ]


HEADERS = {
    "title": [
        "Title",
        " TITLE* ",
        "Task name",
        "task_name",
        "Action",
        "Actions",
        "任务名称",
        "标题",
        "行动",
        "工作内容",
    ],
    "owner": [
        "Owner",
        "Assignee",
        "Assigned To",
        "Responsible (name)",
        "负责人",
        "责任人*",
        "负责人（姓名）",
        "承办人",
    ],
    "due": [
        "Due",
        "Due Date",
        "due_date",
        "DueDate",
        "due-date:",
        "Due\nDate",
        "Deadline",
        "截止",
        "截止日期*",
        "到期日",
    ],
    "department": ["Dept.", "Department", "部门", "责任部门", "Team"],
    "state": ["Status", "State", "状态", "完成情况"],
    "priority": ["Priority [1-3]", "Prio", "优先级", "重要程度"],
    "depends_on": ["Depends on", "Predecessors", "前置任务", "依赖"],
    "id": ["ID", "No.", "#", "编号", "序号", "Issue key"],
}


@for_each("field, header", [(name, each) for name, all_of in HEADERS.items() for each in all_of])
def test_a_header_means_its_field(field: str, header: str):
    faults = TableFaults()
    found = column_names(KINDS["action"], in_each).find([header], 1, faults)
    assert (found.fields, faults.found) == ({field: 0}, [])


@for_each(
    "header, said",
    [
        (["title", "Onwer"], 'unknown column "Onwer". Did you mean Owner?'),
        (["title", "Due dat"], 'unknown column "Due dat". Did you mean Due?'),
        (["title", "截至日期"], "Did you mean Due?"),
        (["title", "Departmnet"], "Did you mean Department?"),
        (["title", "owner", "Owner"], "the column Owner is there twice"),
        (["title", "owner", "责任人（二）", "负责人"], "both mean Owner"),
    ],
)
def test_what_is_close_is_proposed_and_what_is_there_twice_refused(header: list[str], said: str):
    faults = TableFaults()
    column_names(KINDS["action"], in_each).find(header, 1, faults)
    assert len(faults.found) >= 1
    assert said in str(faults.found[0].said)


def test_what_is_further_off_is_a_column_of_its_own():
    faults = TableFaults()
    header = ["title", "Effort", "Cost centre", "owner", "Assignee", "工时"]
    found = column_names(KINDS["action"], in_each).find(header, 1, faults)
    assert (found.further, faults.found) == ([1, 2, 4, 5], [])


def test_a_map_says_what_columns_mean():
    mapped = read_map(
        '# ours\n[columns]\n"What we do" = title\nWer = "Owner"  # the German\n工期=截止\nLead = extra\nX =\n'
    )
    assert mapped == {"What we do": "title", "Wer": "Owner", "工期": "截止", "Lead": "extra", "X": ""}
    names = column_names(KINDS["action"], in_each, mapped)
    faults = TableFaults()
    found = names.find(["What we do", "WER", "工期", "Lead", "X"], 1, faults)
    assert (found.fields, found.further, faults.found) == ({"title": 0, "owner": 1, "due": 2}, [3], [])
    with pytest.raises(WrongWords, match="Line 1 of the map"):
        read_map("What we do: title")
    with pytest.raises(WrongWords, match="no field"):
        column_names(KINDS["action"], in_each, {"Wer": "wonder"})
    names.find(["title"], 1, faults)
    assert "which the map names" in str(faults.found[0].said)


def test_headers_are_folded_alike():
    assert (
        len({folded(name) for name in ("Due Date", "due_date", "DUE-DATE *", "Ｄｕｅ　ｄａｔｅ（日）", "due\ndate:")})
        == 1
    )
    assert ColumnNames({}, in_each).known(["", " "]) == 0


def test_workbooks_are_read_with_their_merged_cells():
    pytest.importorskip("python_calamine")
    rows = [["Plan"], [], ["Goal", "Title", "Due", "Effort"], ["G", "A", date(2026, 12, 1), 0.5], [None, "B", None, 3]]
    data = workbook({"Sheet": rows, "Other": [["title"]]}, merged=["A4:A5"])
    names = column_names(KINDS["action"], in_each)
    found = table_file.read(data, names.known)
    assert found.header == ["Goal", "Title", "Due", "Effort"]
    assert found.lines == [4, 5]
    assert found.columns == [["G", "G"], ["A", "B"], ["2026-12-01", ""], ["0.5", "3"]]
    assert 'The sheet "Sheet" is read' in str(found.remarks[0])
    assert table_file.read(data, names.known, sheet="Other").header == ["title"]
    for damaged in (data[:200], data[: len(data) // 2]):
        with pytest.raises(WrongWords, match="no workbook"):
            table_file.read(damaged, names.known)
    with pytest.raises(WrongWords, match="no sheet"):
        table_file.read(data, names.known, sheet="Third")
    with pytest.raises(WrongWords, match="Only a workbook"):
        table_file.read(b"title\nA\n", names.known, sheet="Third")


def test_without_the_extra_a_workbook_says_how_it_is_read(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(Failed, match="pip install"):
        table_file.read(b"PK\x03\x04", lambda _cells: 0)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("title\n" + "a\n" * 100_001, "more than 100000 rows"),
        (",".join(f"c{n}" for n in range(2_001)) + "\na\n", "Line 1: more than 2000 columns"),
    ],
)
def test_a_large_file_is_bounded(rows: str, said: str):
    with pytest.raises(WrongWords, match=said):
        table(rows)


def test_of_a_file_no_more_is_held_than_a_table_has(monkeypatch: pytest.MonkeyPatch):
    """A megabyte of lines takes eighty as rows."""
    monkeypatch.setattr(csv_text, "ROW_LIMIT", 100)
    assert len(csv_text.read(b"title\n" + b" \n" * 10_000 + b"a\n", lambda _cells: 0, None, TableFaults())[1]) == 41
    with pytest.raises(WrongWords, match="more than 100 rows"):
        csv_text.read(b"title\n" + b"a\n" * 10_000 + b'"', lambda _cells: 0, None, TableFaults())
