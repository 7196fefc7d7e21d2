"""Tables as people make them, through `concord import goals` and `concord import csv`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.store.interop.xlsx import workbook
from tests.tui.cli.conftest import Concord, Ran

pytestmark = pytest.mark.usefixtures("acme")

HEAD = "goal,goal_owner,department,key_result,progress\n"
CHINESE = HEAD + "提高门店周转,陈晓,运营部,周转天数降到三十天,40\n提高门店周转,陈晓,物流部,准时到店率九成五,70\n"
ENGLISH = HEAD + "Turnaround,Dana,Operations,Thirty days,40\nTurnaround,Dana,Logistics,On time,70\n"

Bring = Callable[..., Ran]


@pytest.fixture
def bring(concord: Concord, tmp_path: Path) -> Bring:
    """Imports a text, or bytes, as goals or csv, with these options."""

    def run(format: str, text: str | bytes, *options: str, name: str = "given.csv") -> Ran:
        file = tmp_path / name
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return concord("import", format, str(file), *options)

    return run


def goals(concord: Concord) -> list[tuple[str, str | None, list[tuple[str, str | None, Any]]]]:
    """Each goal with its owner and its key results, their departments and values."""
    people = {each["id"]: each["name"] for each in concord("list", "person", "--json").objects}
    departments = {each["id"]: each["name"] for each in concord("list", "department", "--json").objects}
    values = {each["key_result"]: each["value"] for each in concord("list", "check-in", "--json").objects}
    results = concord("list", "key-result", "--json").objects
    return [
        (
            goal["title"],
            people.get(goal["owner"]),
            [
                (each["title"], departments.get(each["department"]), values.get(each["id"]))
                for each in results
                if each["goal"] == goal["id"]
            ],
        )
        for goal in concord("list", "goal", "--json").objects
    ]


TURNAROUND = [("Turnaround", "Dana", [("Thirty days", "Operations", 40), ("On time", "Logistics", 70)])]
ZHOUZHUAN = [("提高门店周转", "陈晓", [("周转天数降到三十天", "运营部", 40), ("准时到店率九成五", "物流部", 70)])]


def one(value: Any, owner: str | None = "Dana", department: str | None = "Operations") -> list[Any]:
    return [("A goal", owner, [("First", department, value)])]


CASES: list[tuple[str, str | bytes, str, list[Any]]] = [
    ("GBK", CHINESE.encode("gbk"), "read as GB18030", ZHOUZHUAN),
    ("UTF-16 with tabs", CHINESE.replace(",", "\t").encode("utf-16"), "read as UTF-16", ZHOUZHUAN),
    ("UTF-16 without mark", CHINESE.encode("utf-16-be"), "read as UTF-16", ZHOUZHUAN),
    ("a mark", CHINESE.encode("utf-8-sig"), "", ZHOUZHUAN),
    ("sep", "sep=;\r\n" + ENGLISH.replace(",", ";"), "", TURNAROUND),
    ("0.7", HEAD + "A goal,Dana,Operations,First,0.7\n", "0.7 is 70 %", one(70)),
    ("0,7", HEAD + 'A goal,Dana,Operations,First,"0,7"\n', "0,7 is 70 %", one(70)),
    ("0.7 %", HEAD + "A goal,Dana,Operations,First,0.7 %\n", "", one(0.7)),
    ("blanks", "Goal,Goal Owner,Department,Key Result,Progress\nA goal,Dana,Operations,First,40\n", "", one(40)),
    ("units", "GOAL*,Owner (name),Dept.,Key-Result,Progress (%)\nA goal,Dana,Operations,First,40 %\n", "", one(40)),
    ("Chinese", "目标,负责人,部门,关键结果,进度\nA goal,Dana,Operations,First,40\n", "", one(40)),
    ("and with stars", "目标*,责任人（姓名）,所属部门,关键成果,完成率\nA goal,Dana,Operations,First,40\n", "", one(40)),
    ("a further column", HEAD.replace("progress", "due") + "A goal,Dana,Operations,First,40\n", "kept: due", one(None)),
    (
        "merged",
        HEAD + "A goal,Dana,Operations,First,40\n,,Logistics,Second,50\n,,,Third,60\n",
        "",
        [("A goal", "Dana", [("First", "Operations", 40), ("Second", "Logistics", 50), ("Third", "Logistics", 60)])],
    ),
    ("blank lines", "\n\n" + ENGLISH, "", TURNAROUND),
    ("a title", "Goals of the quarter,,,,\n" + ENGLISH, "the line before it is passed over", TURNAROUND),
    ("nothing", HEAD + "A goal,NULL,N/A,First,40\n", "", one(40, None, None)),
    ("nothing, in Chinese", HEAD + "A goal,待定,无,First,-\n", "", one(None, None, None)),
    (
        "decimal commas",
        HEAD.replace(",", ";") + "A goal;Dana;Operations;First;0,7\nA goal;Dana;Operations;Second;70,5 %\n",
        "",
        [("A goal", "Dana", [("First", "Operations", 0.7), ("Second", "Operations", 70.5)])],
    ),
]


@pytest.mark.parametrize(("text", "said", "right"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_goals_are_read_as_they_are_meant(
    concord: Concord, bring: Bring, text: str | bytes, said: str, right: list[Any]
):
    ran = bring("goals", text)
    assert ran.code == 0
    assert said in ran.err
    assert goals(concord) == right
    assert bring("goals", text).out == "", "the same file again is nothing new"


def test_two_owners_are_two_people_and_the_first_answers_for_it(concord: Concord, bring: Bring):
    for cell in ('"Dana, Robin"', "Dana & Robin", "Dana/Robin"):
        text = HEAD + f"{cell},{cell},Operations,First,40\n"
        assert bring("goals", text).code == 0
    first, *_others = concord("list", "goal", "--json").objects
    assert [each["name"] for each in concord("list", "person", "--json").objects[1:]] == ["Ana", "Dana", "Robin"]
    assert {concord("show", id).out.split("  ")[1].split("\n")[0]: letter for id, letter in first["raci"].items()} == {
        "Dana": "A",
        "Robin": "R",
    }


def test_all_faults_are_told_at_once_and_nothing_is_written(concord: Concord, bring: Bring, acme: Path):
    text = HEAD + "A,Dana,Ops,One,abc\nA,Robin,Ops,Two,-3\n,Dana,Ops,Three,4\n"
    before = (acme / "journal").read_bytes()
    ran = bring("goals", text)
    assert (ran.code, ran.out) == (2, "")
    first, *told = ran.err.splitlines()
    assert first == "concord: 3 faults in the file; nothing was written"
    assert [line.partition(":")[0] for line in told] == ["  Line 2, progress", "  Line 3, progress", "  Line 4, goal"]
    faults = bring("goals", text, "--json").error["faults"]
    assert [(fault["line"], fault["column"]) for fault in faults] == [(2, "progress"), (3, "progress"), (4, "goal")]
    many = bring("goals", HEAD + "".join(f"A,Dana,Ops,K{n},x\n" for n in range(50)))
    assert (len(many.err.splitlines()), many.err.splitlines()[-1]) == (22, "  and 30 more")
    assert (acme / "journal").read_bytes() == before


ACTIONS = """Plan of the quarter;;;;;;;
ID;Task Name*;Assignee;Due Date;Status;Depends on;Prio;Effort (days)
T-1;Call the printer;Ana, Robin;1-Dec-26;In Progress;;High;2
T-2;Posters hang;Robin;13/12/2026;Not started;T-1;P2;3,5
T-3;Price list;N/A;5/12/2026;已完成;T-1, T-2;低;
;;;;;;;
"""


def test_actions_of_a_spreadsheet(concord: Concord, bring: Bring):
    dry = bring("csv", ACTIONS, "--dry-run")
    assert dry.out.splitlines() == [
        'Line 3: makes the person "Robin", without a login',
        'Line 3: adds Action "Call the printer"',
        'Line 4: adds Action "Posters hang"',
        'Line 5: adds Action "Price list"',
    ]
    assert [line for line in dry.err.splitlines() if "of the days" not in line] == [
        "The header is line 2; the line before it is passed over",
        "One further column is kept: Effort (days)",
        "One row names several people for one: the first has it, the others contribute",
        "It would make: 1 Person, 3 Actions",
        "Nothing was written: this was a dry run",
    ]
    concord("add", "action", "Something else")
    made = bring("csv", ACTIONS)
    assert made.out.split() == ["PN-3", "A-2", "A-3", "A-4"]
    told = [
        (each["owner"], each["contributors"], each["due"], each["state"], each["depends_on"], each["priority"])
        for each in concord("list", "action", "--json").objects
        if each["id"] != "A-1"
    ]
    assert told == [
        ("ana", ["PN-3"], "2026-12-01", "doing", [], "high"),
        ("PN-3", [], "2026-12-13", "todo", ["A-2"], "normal"),
        (None, [], "2026-12-05", "done", ["A-2", "A-3"], "low"),
    ]
    concord("edit", "A-3", "--state", "doing", "--owner", "ana")
    again = bring("csv", ACTIONS)
    assert again.err.splitlines()[-1] == "Everything in the file is there already"
    assert again.out == ""
    out = concord("export", "csv").out.splitlines()
    assert out[0].endswith(",Effort (days)")
    assert [line.rpartition(",")[2] for line in out[1:3]] == ["", "2"]


def test_rules_and_rights_hold_for_each_row(concord: Concord, bring: Bring, monkeypatch: pytest.MonkeyPatch):
    text = "title,start,due,goal,owner\nA,2026-12-05,2026-12-01,,\nB,,,G-9,\nC,,31/31/2026,,\n,,,,\n,,1/2/2026,,ana\n"
    ran = bring("csv", text)
    assert [line.partition(":")[0].strip() for line in ran.err.splitlines()] == [
        "concord",
        "Line 3, goal",
        "Line 4, due",
        "Line 6, title",
        "Line 6, due",
        "concord import csv " + ran.err.splitlines()[-1].split()[3] + " --dates dmy|mdy|ymd",
    ]
    both = bring("csv", "title,start,due\nA,2026-12-05,2026-12-01\nB,,\nC,2026-12-05,2026-12-01\n")
    assert (both.code, both.err.count("is before the start")) == (2, 2)
    assert "Line 4, due" in both.err
    assert bring("csv", "title,owner\nA,Nobody Known\n", "--strict").code == 4
    assert "takes one, and there are several: MKT, FIN" in bring("csv", 'title,department\nA,"MKT, FIN"\n').err
    assert "no rows below" in bring("csv", "title,department\n").err
    concord("add", "person", "Vi", "--login", "vi", "--role", "viewer")
    monkeypatch.setattr("store.engine.identity.os_user", lambda: "vi")
    assert bring("csv", "title\nA\n").code == 4
    assert concord("list", "action").out == ""


def test_the_columns_of_an_export_open_nothing_that_is_over(concord: Concord, bring: Bring):
    """What would be late there for ever stays out, by whomever it comes; what is over itself belongs there."""
    concord("add", "goal", "Spring")
    concord("drop", "G-1", "--why", "no need")
    head = "id,title,goal,state,reason,made_by,made_at\n"
    behind = ",ana,2026-01-01T00:00:00Z\n"
    refused = bring("csv", f"{head}A-900,Late for ever,G-1,todo,{behind}")
    assert refused.code != 0
    assert "G-1 is over and takes nothing new" in refused.err
    assert bring("csv", f"{head}A-901,Done there,G-1,dropped,no time{behind}").code == 0
    assert "Done there" in concord("list", "action", "is:dropped").out


def test_columns_are_mapped(concord: Concord, bring: Bring, tmp_path: Path):
    text = "Aufgabe,Wer,Onwer\nA,ana,x\n"
    refused = bring("csv", text)
    assert "Did you mean Owner?" in refused.err
    (tmp_path / "columns.txt").write_text('Aufgabe = title\n"Wer" = 责任人\nOnwer = extra\n', "utf-8")
    assert bring("csv", text, "--map", str(tmp_path / "columns.txt")).out == "A-1\n"
    (action,) = concord("list", "action", "--json").objects
    assert (action["owner"], action["extra"]) == ("ana", {"Onwer": "x"})
    assert bring("csv", "Aufgabe\nB\n", "--map", "Aufgabe=title").out == "A-2\n"
    assert bring("csv", "title\nB\n", "--map", "title=wonder").code == 2


def test_how_days_and_progress_are_written_can_be_said(concord: Concord, bring: Bring):
    text = "title,due\nA,12/1/2026\n"
    assert "may be 2026-01-12 or 2026-12-01" in bring("csv", text).err
    assert bring("csv", text, "--dates", "mdy").code == 0
    assert concord("list", "action", "--json").objects[0]["due"] == "2026-12-01"
    assert bring("csv", text, "--dates", "dym").code == 2
    assert bring("goals", HEAD + "A goal,,,First,0.7\n", "--progress", "percent").code == 0
    assert goals(concord) == one(0.7, None, None)
    assert bring("goals", HEAD + "A goal,,,First,1\n", "--progress", "fraction").code == 0
    assert [each["value"] for each in concord("list", "check-in", "--json").objects] == [0.7, 100]


def test_other_kinds_and_workbooks(concord: Concord, bring: Bring):
    people = [["Staff"], ["Name", "Login", "Department", "E-Mail"], ["Bo Li", "bo", "Tax", "bo@example.org"]]
    pytest.importorskip("python_calamine")
    ran = bring("csv", workbook({"Staff": people}), "--kind", "person", name="staff.xlsx")
    assert ran.out.split() == ["DP-3", "PN-3"]
    assert bring("csv", "部门名称,部门代码,部门负责人\nTax,TX,bo\n", "--kind", "department").code == 0
    tax = concord("list", "department", "--json").objects[-1]
    assert (tax["name"], tax["code"], tax["lead"]) == ("Tax", "TX", "bo"), "what was only named is filled in"
    assert bring("csv", "title\nA\n", "--sheet", "Staff").code == 2
    assert "There is no sheet" in bring("csv", workbook({"Staff": people}), "--sheet", "Other").err
    assert bring("csv", "name\nA\n", "--kind", "nothing").code == 2
    assert bring("goals", ENGLISH, "--kind", "action").code == 2


def test_what_is_said_is_chinese_in_chinese(bring: Bring):
    ran = bring("csv", "任务名称,责任人,截止日期,工时\n盘点,陈晓、李娜,12/1/2026,3\n", "--lang", "zh")
    assert "第 2 行“截止日期”：“12/1/2026”可能是 2026-01-12，也可能是 2026-12-01" in ran.err
    ran = bring("csv", "任务名称,责任人,工时\n盘点,陈晓、李娜,3\n".encode("gbk"), "--lang", "zh", "--dry-run")
    assert ran.err.splitlines()[:2] == ["文件按 GB18030 编码读取", "另有 1 列按原样保留：工时"]
    assert "将会新建：2 个人员、1 个行动" in ran.err


def test_a_table_for_excel_opens_right_and_comes_back(concord: Concord, bring: Bring, tmp_path: Path):
    concord("add", "action", "=盘点", "--owner", "ana", "--priority", "high", "--repeats", "每月最后一个工作日")
    file = tmp_path / "out.csv"
    assert concord("export", "csv", str(file), "--excel", "--lang", "zh").code == 0
    data = file.read_bytes()
    assert data.startswith("\ufeff".encode() + "id,标题,备注".encode())
    assert data.count(b"\r\n") == data.count(b"\n") == 2
    assert "'=盘点" in data.decode()
    assert "高" in data.decode()
    assert "每月最后一个工作日" in data.decode()
    assert concord("export", "json", "--excel").code == 2
    assert "there already" in bring("csv", data).err
    concord("undo")
    assert bring("csv", data).out == "A-2\n"
    (action,) = concord("list", "action", "--json").objects
    assert (action["title"], action["owner"], action["priority"]) == ("=盘点", "ana", "high")
    assert action["repeats"] == "FREQ=MONTHLY;BYSETPOS=-1;X-DAYS=WORKING"


@pytest.mark.parametrize("cell", ["[" * 900 + "]" * 900, "[" * 9000 + "]" * 9000, '[{"did":{"n":1e30}}]', "[", "[5]"])
def test_what_is_no_list_of_an_export_is_a_fault_of_its_line(bring: Bring, cell: str):
    quoted = cell.replace('"', '""')
    ran = bring("csv", f'day,person,lines\n2026-11-26,ana,"{quoted}"\n', "--kind", "standup")
    assert (ran.code, "Line 2, lines: " in ran.err) == (2, True)


def test_a_table_of_which_some_rows_do_not_say_who_wrote_them_is_refused_for_that(bring: Bring, concord: Concord):
    """What was looked at row by row forgot who brings it: they were told that they are not among the people."""
    for words in (("Quiet", "--anonymous", "yes"), ("Loud",)):
        assert concord("add", "retro", *words).code == 0
    table = "Text,Retrospective,Column\nkiwi,R-1,stop\n"
    for more in (("--dry-run",), ()):
        ran = bring("csv", table + "emu,R-2,stop\n", "--kind", "card", *more)
        assert (ran.code, "is saved by itself" in ran.err) == (4, True), ran.err
    assert bring("csv", table, "--kind", "card").code == 0
