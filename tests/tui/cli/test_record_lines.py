"""What `show` and `list` tell people: what wants somebody, who waits, what can be done, in columns that are aligned."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from store import clock
from tests.tui.cli.conftest import Concord
from tests.tui.cli.office import Office
from tui.cli.plain_text import width


@pytest.fixture
def office(concord: Concord, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Office:
    """G-1 is carried out; LOG has the dock, ana and bo are in a team."""
    office = Office(concord, monkeypatch, str(tmp_path / "nordwind")).found()
    office(
        "ana",
        "add",
        "goal",
        "Spring",
        "--owner",
        "ana",
        "--departments",
        "MKT,FIN,LOG",
        "--start",
        "-3m",
        "--due",
        "+3m",
    )
    office("ana", "raci", "G-1", "ana=A", "OPS=R", "FIN=C")
    office("ana", "add", "key-result", "Sold", "--goal", "G-1", "--target", "90", "--owner", "bo")
    office("ana", "add", "action", "Feed", "--goal", "G-1", "--owner", "bo", "--due", "yesterday")
    office("per", "add", "resource", "Dock", "--department", "LOG", "--capacity", "4", "--unit", "ramps")
    for step in ("prepare", "meet", "plan"):
        office("ana", "step", "G-1", "--why", f"{step} later")
    return office


def lines(office: Office, *words: str) -> list[str]:
    return [" ".join(line.split()) for line in office("ana", *words).out.splitlines()]


def test_a_goal_tells_all_that_is_around_it(office: Office):
    office("per", "object", "G-1", "--why", "no capacity")
    office("bo", "check-in", "KR-1", "20", "--confidence", "3")
    office("ana", "raci", "KR-1", "bo=A")
    office("ana", "add", "milestone", "Prices", "--goal", "G-1", "--department", "FIN", "--due", "+2w")
    office("ana", "add", "milestone", "Shelves", "--goal", "G-1", "--due", "+3w", "--depends-on", "MS-1")
    office("ana", "request", "Code", "--to", "FIN", "--goal", "G-1", "--by", "2030-01-04")
    office("bo", "block", "A-1", "No code", "--on", "FIN", "--next", "ask", "--next-owner", "li", "--next-by", "today")
    office("ana", "ask", "Dock", "3", "--goal", "G-1", "--start", "2026-12-01", "--end", "2026-12-31")
    office("ana", "decide", "Which?", "this", "--goal", "G-1", "--heard", "FIN")
    office("ana", "add", "team", "Squad", "--goal", "G-1", "--end", "2026-12-31")
    office("ana", "share", "G-1", "--benefit", "margin")
    shown = lines(office, "show", "G-1")
    for line in (
        "Steps prepare ! meet ! plan x > execute evaluate",
        "Passed prepare without all it wants (G-1, MKT, FIN, LOG): prepare later (ana, 2026-11-23)",
        "Red because KR-1 is 28 % behind where it should be",
        "Open actions: done, dropped or carried over (1)",
        "A-1 Feed bo 2026-11-22 concord done A-1",
        "KR-1 Sold 20 % 45 % 90 % 3/10",
        'LOG objects: "no capacity" (per, 2026-11-23)',
        'no answer yet: concord answer G-1 "..." --department LOG',
        "MKT asked today",
        "MKT gains margin",
        "G-1 ana OPS FIN Spring",
        "KR-1 bo Sold",
        "MS-2 2026-12-14 MS-1 Shelves",
        "A-1 ! bo 2026-11-22 1 day late To do Feed",
        "Q-1 ? MKT > FIN 2030-01-04 Sent 0 of 3 days Code",
        "B-1 A-1 FIN since today ask, li, 2026-11-23 No code",
        "P-1 LOG 4 ramps a week Dock",
        "D-1 x this decided 2026-11-23 Which?",
    ):
        assert line in shown, (line, "\n".join(shown))


def test_a_department_has_its_inbox(office: Office):
    office("ana", "request", "Code", "--to", "FIN", "--goal", "G-1")
    office("ana", "request", "Paper", "--to", "FIN")
    office("li", "accept", "Q-2")
    office("li", "request", "Figures", "--to", "MKT")
    office("bo", "block", "A-1", "No code", "--on", "FIN")
    office("bo", "check-in", "KR-1", "5", "--help-from", "FIN")
    office("li", "add", "resource", "Flyer money", "--department", "FIN", "--capacity", "500", "--per", "all")
    office("ana", "ask", "P-2", "100", "--for", "Flyers")
    shown = lines(office, "show", "FIN")
    asked = shown[shown.index("Asked of FIN (2 open)") :]
    assert asked[1:3] == ["Q-1 ? MKT > FIN Sent 0 of 3 days G-1 Code", "Q-2 MKT > FIN Accepted Paper"]
    for line in ("Q-3 ? FIN > MKT Sent 0 of 3 days Figures", "B-1 A-1 since today No code", "CI-1 KR-1 2026-11-23 5"):
        assert line in asked
    assert asked[asked.index("Its resources are asked for") + 1].startswith("P-2 FIN")
    computed = office.get("FIN")["computed"]
    assert (computed["to_answer"], computed["to_deliver"], computed["asked_of_others"], computed["waited_on"]) == (
        ["Q-1"], ["Q-2"], ["Q-3"], ["B-1"],
    )  # fmt: skip
    assert [line.split()[0] for line in lines(office, "list", "request", "is:open", "dept:MKT")] == [
        "Q-1",
        "Q-2",
        "Q-3",
    ]


def test_what_is_done_is_neither_late_nor_held_up(office: Office):
    office("bo", "block", "A-1", "No code", "--on", "FIN")
    office("ana", "add", "action", "Till", "--goal", "G-1", "--owner", "bo")
    office("bo", "block", "A-2", "No code", "--on", "FIN")
    assert "A-2 # bo by B-2 To do G-1 Till" in lines(office, "list", "action")
    office("bo", "done", "A-1", "--rest", "done")
    office("bo", "done", "A-2", "--rest", "done")
    listed = lines(office, "list", "action")
    assert {line for line in listed if "Feed" in line or "Till" in line} == {
        "A-1 x bo 2026-11-22 Done G-1 Feed",
        "A-2 x bo Done G-1 Till",
    }


def test_a_next_step_takes_so_many_cells_in_any_script(office: Office):
    for step in ("再问一次预算编码" * 6, "ask again " * 9):
        office(
            "bo", "block", "A-1", "No code", "--on", "FIN", "--next", step, "--next-owner", "li", "--next-by", "today"
        )
        line = next(line for line in office("ana", "list", "blocker").out.splitlines() if step[:4] in line)
        assert width(line.partition(step[:4])[2].partition("..")[0]) + width(step[:4]) <= 38


def test_a_page_lists_a_screenful_of_a_kind(office: Office):
    for n in range(24):
        office("ana", "add", "action", f"Step {n}", "--goal", "G-1")
    shown = lines(office, "show", "G-1")
    listed = [line for line in shown if line.startswith("A-") and ("Step" in line or "Feed" in line)]
    assert sum("concord done" in line for line in shown) == 9  # and a check-in: ten wants are listed
    assert sum("concord done" not in line for line in listed) == 20
    assert "Open actions: done, dropped or carried over (25)" in shown
    assert "and 5 more" in shown


def test_a_person_has_a_load(office: Office):
    for n, share in (("S-1", 70), ("S-2", 50)):
        office("ana", "add", "team", f"Team {n}", "--end", "2030-01-04")
        office("ana", "team", n, f"bo={share}", "ana=20")
    shown = lines(office, "show", "bo")
    time = shown.index("Time")
    assert shown[time + 1] == "! 120 % promised to 2 teams"
    assert [line.partition(" until")[0] for line in shown[time + 2 : time + 4]] == [
        "S-1 Team S-1 70 %",
        "S-2 Team S-2 50 %",
    ]
    assert "Actions (1 open, 1 late)" in shown
    assert "bo OPS 70 % ! 120 % in all: S-2 50 %" in lines(office, "show", "S-1")
    assert "PN-4 ! bo OPS Member 120 % in teams 1 open, 1 late Bo" in lines(office, "list", "person")


def test_a_team_takes_all_of_the_shares_or_none(office: Office):
    office("ana", "add", "team", "Squad")
    office("ana", "team", "S-1", "ana=70", "bo=120", code=4)
    assert office.get("S-1")["members"] == {}
    assert lines(office, "team", "S-1", "ana=70", "bo=20%") == ["ana MKT 70 %", "bo OPS 20 %"]
    assert lines(office, "team", "S-1", "ana=none") == ["bo OPS 20 %"]


def test_a_resource_tells_who_has_what_and_when_it_is_too_much(office: Office):
    office("ana", "ask", "Dock", "3", "--goal", "G-1", "--start", "2026-12-01", "--end", "2026-12-31")
    office("per", "grant", "AL-1")
    office("bo", "ask", "Dock", "2", "--for", "Furniture", "--start", "2026-12-10", "--end", "2027-01-10")
    asked = lines(office, "show", "P-1")
    assert "In use 3 of 4 ramps a week, 2026-12-01 > 2026-12-31" in asked
    assert "AL-2 It would be too much: 5 of 4 ramps a week, 2026-12-10 > 2026-12-31" in asked
    assert "AL-2 wanted too by AL-1 G-1" in asked
    office("per", "grant", "AL-2", "--why", "the crane helps")
    shown = lines(office, "show", "P-1")
    assert "Too much 5 of 4 ramps a week, 2026-12-10 > 2026-12-31" in shown
    assert any("beyond the capacity: the crane helps" in line for line in shown)
    assert lines(office, "list", "resource") == ["P-1 ! LOG 4 ramps a week over-committed Dock"]
    assert "P-1 ! LOG 4 ramps a week over-committed Dock" in lines(office, "show", "G-1")
    assert office.get("AL-2")["computed"]["rivals"] == ["AL-1"]


def test_a_blocker_raised_on_two_days_wants_a_decision(office: Office, monkeypatch: pytest.MonkeyPatch):
    office("bo", "block", "A-1", "No code", "--on", "FIN")
    assert "wants" not in office("bo", "raise", "B-1").err
    assert "raised today already" in office("bo", "raise", "B-1").err
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 24, 9, 0, tzinfo=UTC))
    raised = office("bo", "raise", "B-1").err
    assert "it wants a next step or a decision" in raised
    assert "  concord escalate B-1\n" in raised
    assert "B-1 ! A-1 FIN 1 day wants a decision No code" in lines(office, "list", "blocker")
    assert 'Next concord edit B-1 --next-step "..." --next-owner WHO --next-by DAY' in lines(office, "show", "B-1")
    office("bo", "edit", "B-1", "--next-step", "ask", "--next-owner", "li", "--next-by", "+3d")
    assert "B-1 A-1 FIN 1 day ask, li, 2026-11-27 No code" in lines(office, "list", "blocker")


def test_waits_of_one_department_go_both_ways(office: Office):
    office("ana", "request", "Code", "--to", "FIN", "--by", "2026-11-20")
    office("li", "request", "Figures", "--to", "MKT")
    office("ana", "request", "Ramp", "--to", "LOG")
    assert lines(office, "waits", "FIN")[:3] == [
        "MKT waits for FIN Q-1 ! since today Code",
        "MKT waits for FIN G-1 since today Spring",  # its gate was passed without that word
        "FIN waits for MKT Q-2 since today Figures",
    ]
    found = office("ana", "waits", "FIN", "--json").objects
    assert [(each["who"], each["on"], each["late"], each["promised_days"]) for each in found] == [
        ("MKT", "FIN", 1, 3), ("FIN", "MKT", 0, 3),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (("action", "goal:G-1"), ["A-1"]),
        (("action", "goal:spring", "is:overdue"), ["A-1"]),
        (("milestone", "goal:none"), ["MS-1"]),
        (("key-result", "目标:G-1"), ["KR-1"]),
        (("blocker", "is:open", "goal:G-1"), ["B-1"]),
        (("check-in", "goal:G-1"), ["CI-1"]),
        (("comment", "goal:G-1"), ["CM-1"]),
    ],
)
def test_a_list_is_narrowed_to_a_goal(office: Office, words: tuple[str, ...], wanted: list[str]):
    office("ana", "add", "action", "Else")
    office("ana", "add", "milestone", "Else")
    office("bo", "block", "A-1", "No code", "--on", "FIN")
    office("bo", "check-in", "KR-1", "20", "--confidence", "3")
    office("ana", "comment", "B-1", "Fay asks")
    office("ana", "comment", "A-2", "Elsewhere")
    assert [line.split()[0] for line in lines(office, "list", *words)] == wanted


def test_the_pages_are_chinese_and_aligned(office: Office):
    office.language = "zh"
    office("bo", "check-in", "KR-1", "20", "--confidence", "3", "--help-from", "FIN")
    office("ana", "edit", "G-1", "--title", "春季促销")
    office("per", "object", "G-1", "--why", "第二周没有运力")
    for id in ("G-1", "KR-1", "A-1", "P-1", "FIN", "ana"):
        shown = office("ana", "show", id).out
        assert not {"health", "red", "pending", "objects", "agrees", "None"} & set(shown.split())
    rows = [line for line in office("ana", "show", "G-1").out.splitlines() if line.startswith("  ")]
    labels = [line for line in rows if line[2:4] in ("责任", "部门", "截止", "阶段", "进度")]
    assert len({width(line) - width(line[2:].split(None, 1)[1]) for line in labels}) == 1
    assert office("ana", "gate", "G-1").out == "A-1：完成、放弃或转出  concord done A-1\n"


def test_new_lessons_fit_and_the_open_decision_is_decided_by_its_id(office: Office):
    office("ana", "add", "lesson", "Ask first", "--departments", "FIN", "--goal", "G-1")
    assert "L-1 Ask first" in office("ana", "add", "goal", "Summer", "--departments", "MKT,FIN").err
    assert "L-1 Do: Ask first" in lines(office, "show", "G-2")
    office("ana", "add", "decision", "Which code?", "--goal", "G-1", "--options", "one")
    assert 'Next concord decide D-1 "..."' in lines(office, "show", "D-1")
    assert office("ana", "decide", "D-1", "4711", "--heard", "FIN", "--why", "free").out == "D-1\n"
    decided = office.get("D-1")
    assert (decided["chosen"], decided["why"], decided["options"]) == ("4711", "free", "one")
    said = office("ana", "decide", "d-1", "4712", code=4).err
    assert "D-1 is decided: 4711" in said
    assert "concord decide 'Which code?' \"...\" --supersedes D-1" in said
    office("ana", "decide", "Which code?", "4712", "--supersedes", "D-1", "--heard", "FIN")
    assert office.get("D-1")["superseded_by"] == "D-2"
    assert "Superseded by D-2 Which code?" in lines(office, "show", "D-1")
    assert "Supersedes D-1 Which code?" in lines(office, "show", "D-2")


def test_a_reason_is_told_from_the_purpose(office: Office):
    office("ana", "edit", "G-1", "--why", "a third was left")
    assert "no longer" in office("ana", "edit", "G-1", "--owner", "bo", "--why", "the shelves come late").err
    office("ana", "undo")
    office("ana", "edit", "G-1", "--due", "+4m", "--because", "the shelves come late")
    assert office.get("G-1")["why"] == "a third was left"
    assert office("ana", "history", "G-1", "--json").objects[0]["why"] == "the shelves come late"


def test_what_people_wrote_stays_in_its_line(office: Office):
    office("per", "object", "G-1", "--why", "one\ntwo\x1b[2J\u202ethree")
    shown = office("ana", "show", "G-1").out
    assert '"one two' in shown
    assert not {"\x1b", "\u202e"} & set(shown)
    office("ana", "step", "G-1", "--why", "first\nsecond")
    assert "): first second (ana" in office("ana", "show", "G-1").out


def test_a_chosen_label_is_understood_in_its_language(office: Office):
    office.language = "zh"
    office("ana", "edit", "A-1", "--priority", "高")
    office("bo", "block", "A-1", "没有编码", "--on", "FIN", "--kind", "技术")
    assert (office.get("A-1")["priority"], office.get("B-1")["cause"]) == ("high", "technical")
    assert "high" in office("ana", "edit", "A-1", "--priority", "紧急", code=2).err
