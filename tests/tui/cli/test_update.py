"""An update on the command line, in both languages: shared, asked about, answered, understood, withdrawn."""

import re
from pathlib import Path

import pytest

from tests.tui.cli.conftest import Concord
from tests.tui.cli.office import Office

LATE = ("Labels are late", "--sort", "risk", "--departments", "FIN,LOG")


@pytest.fixture
def office(concord: Concord, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Office:
    """U-1 is a risk of MKT, which ana leads, for FIN, which li leads, and LOG, which per leads."""
    office = Office(concord, monkeypatch, str(tmp_path / "nordwind")).found()
    assert office("ana", "update", "share", *LATE, "--text", "Two weeks").out == "U-1\n"
    return office


def test_from_sharing_to_the_last_department(office: Office):
    assert "a risk that FIN is to acknowledge" in office("li", "today").out
    assert "My department is asked: 1" in office("li", "today", "--brief").out
    assert office("li", "list", "update", "is:unread").out.startswith("U-1")
    office("li", "update", "ask", "U-1", "Which week?")
    assert "an answer to the question of FIN" in office("ana", "today").out
    assert "Others wait for me: 1" in office("ana", "today", "--brief").out
    assert office("li", "today", "--brief").out == office("vi", "today", "--brief").out, "nothing presses"
    assert "MKT" in office("", "waits").out
    said = office("tom", "update", "answer", "U-1", "soon", code=4).err
    assert "its owner answers" in said or "speaks for MKT" in said
    office("ana", "update", "answer", "U-1", "Week 14")
    assert "FIN has its answer: is it understood?" in office("li", "today").out
    office("li", "update", "understood", "U-1")
    assert "per or a coordinator speaks for LOG" in office("tom", "update", "understood", "U-1", code=4).err
    page = office("", "show", "U-1").out
    for words in (
        "U-1  Labels are late (risk)", "Acknowledged (1 of 2)", "LOG  not yet, asked today",
        'FIN  understood (li,', 'asks: "Which week?"', 'answered by ana: "Week 14"', "concord update understood U-1",
    ):  # fmt: skip
        assert words in page
    assert office("per", "update", "understood", "U-1", "--json").objects[0]["acknowledged"]["LOG"]["by"] == "per"
    of = office.get("U-1")["computed"]
    assert (of["open"], of["understood"], of["not_understood"]) == (False, ["FIN", "LOG"], [])
    assert "concord update understood" not in office("", "show", "U-1").out
    told = office("", "history", "U-1").out
    for words in (
        "ana: MKT shared",
        "li: FIN asks about",
        "ana answered the question of FIN",
        "li: FIN has understood",
    ):
        assert words in told


def test_several_are_understood_at_once_or_none(office: Office):
    office("ana", "update", "share", "Two", "--departments", "FIN,LOG")
    office("ana", "update", "share", "Three", "--departments", "LOG")
    assert office("li", "update", "understood", "U-1", "U-2", "U-3", "--department", "FIN", code=4).err
    assert office.get("U-1")["computed"]["understood"] == []
    said = office("li", "update", "understood", "U-1", "U-2", "U-1")
    assert said.err == "FIN has understood U-1, U-2\n"
    assert [office.get(id)["computed"]["understood"] for id in ("U-1", "U-2", "U-3")] == [["FIN"], ["FIN"], []]
    office("li", "undo")
    assert [office.get(id)["computed"]["understood"] for id in ("U-1", "U-2", "U-3")] == [[], [], []]
    office.language = "zh"
    assert office("per", "update", "知悉", "U-1", "U-3").err == "LOG 知悉 U-1、U-3\n"


def test_one_of_a_goal_is_listed_as_it_is_shown(office: Office):
    """It is read with what is computed of it in one; by that class its kind was not found."""
    office("ana", "add", "goal", "Spring", "--departments", "MKT,FIN")
    office("ana", "update", "share", "Fewer shops", "--goal", "G-1")
    assert office("li", "list", "update", "--json").objects[-1] == office("li", "show", "U-2", "--json").objects[0]


def test_what_is_told_in_another_way_is_asked_again_and_what_is_withdrawn_says_why(office: Office):
    office("li", "update", "understood", "U-1")
    assert office("per", "edit", "U-1", "--text", "Three weeks", code=4).err
    office("ana", "edit", "U-1", "--text", "Three weeks")
    assert "not yet, asked today (it has changed since)" in office("", "show", "U-1").out
    assert "wants a reason" in office("ana", "drop", "U-1", code=4).err
    office("ana", "drop", "U-1", "--why", "they came")
    assert "they came" in office("", "show", "U-1").out
    assert "U-1" not in office("per", "list", "update", "is:open").out
    assert office("per", "update", "understood", "U-1", code=4).err
    assert office("", "update", "answer", "U-1", "so", code=2).err


def test_one_that_names_nobody_is_for_the_departments_of_its_goal(office: Office):
    office("ana", "add", "goal", "Spring", "--departments", "MKT,OPS,FIN")
    assert office("ana", "update", "share", "It goes well", "--goal", "G-1").out == "U-2\n"
    assert office.get("U-2")["departments"] == ["OPS", "FIN"]
    assert "Updates" in office("", "show", "G-1").out
    assert "nobody yet" in office("ana", "update", "share", "Alone").err


def test_nothing_that_others_have_said_is_brought_in(office: Office, tmp_path: Path):
    lines = tmp_path / "updates.jsonl"
    lines.write_text('{"title": "In", "departments": ["FIN"], "acknowledged": {"FIN": {"state": "understood"}}}\n')
    assert office("ana", "add", "update", "--from-json", str(lines), code=4).err
    assert office("", "list", "update").out.count("\n") == 1


def test_what_is_exported_comes_back_as_it_was_shared(office: Office, tmp_path: Path):
    office("li", "update", "understood", "U-1")
    office("", "export", "json", str(tmp_path / "all.json"))
    csv = office("", "export", "csv", "--kind", "update").out
    assert "Labels are late" in csv


def test_who_is_another_one_by_now_is_told_of_by_name(office: Office):
    """The history of a record has only entries about it: that somebody went stands in others."""
    office("", "add", "goal", "Spring", "--departments", "MKT,LOG", "--owner", "per")
    office("per", "update", "ask", "U-1", "Which week?")
    office("", "edit", "G-1", "--departments", "MKT", "--owner", "ana")
    office("", "merge", "LOG", "FIN")
    office("", "merge", "per", "li")
    assert "per: Log asks about U-1" in office("", "history", "U-1").out
    for words in (("history", "U-1"), ("history", "G-1"), ("history", "--by", "per")):
        assert not re.search(r"\b(DP|PN)-\d", office("", *words).out)


def test_in_chinese(office: Office):
    office.language = "zh"
    assert office("li", "update", "提问", "U-1", "哪一周？").err == "FIN 就 U-1 提问\n"
    assert "回答 FIN 的提问" in office("ana", "today").out
    office("ana", "update", "回答", "U-1", "第十四周")
    assert "已知悉" not in office("", "show", "U-1").out
    office("li", "update", "知悉", "U-1")
    page = office("", "show", "U-1").out
    for words in ("（风险）", "知悉情况（1/2）", "FIN  已知悉（li", "提问：“哪一周？”", "LOG  今天通报，尚未知悉"):
        assert words in page
