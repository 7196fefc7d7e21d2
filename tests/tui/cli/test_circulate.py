"""Deciding by circulation on the command line, looking again, and the words that narrow the register."""

from pathlib import Path

import pytest

from tests.tui.cli.conftest import Concord
from tests.tui.cli.office import Office

OPTIONS = "Leipzig\n+ near the rail\n- rent\nHalle"


@pytest.fixture
def office(concord: Concord, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Office:
    """D-1 goes to FIN, which li leads, and LOG, which per leads; ana asks."""
    office = Office(concord, monkeypatch, str(tmp_path / "nordwind")).found()
    office("ana", "add", "goal", "Spring", "--owner", "ana", "--departments", "FIN,LOG")
    office("ana", "raci", "G-1", "ana=A", "FIN=C", "OPS=I")
    asked = ("--until", "+3d", "--propose", "Leipzig", "--options", OPTIONS, "--goal", "G-1")
    assert office("ana", "circulate", "Where is the stand?", *asked).out == "D-1\n"
    return office


def test_from_the_question_to_how_it_turned_out(office: Office):
    assert "the stance of FIN until" in office("li", "today").out
    assert office("li", "list", "decision", "is:unread").out.startswith("D-1")
    assert "li or a coordinator speaks for FIN" in office("ana", "agree", "D-1", "--department", "FIN", code=4).err
    office("li", "object", "D-1", "--why", "the rent is too high")
    said = office("ana", "decide", "D-1", "Leipzig", code=4).err
    assert "FIN objects; LOG has not answered: say why it is decided all the same" in said
    assert 'concord decide D-1 Leipzig --despite "..."' in said
    office("ana", "answer", "D-1", "we share the rent")
    office("per", "agree", "D-1", "--reservation", "with a second dock")
    assert "all have answered: decide it" in office("ana", "today").out
    more = ("--consequences", "+ near\n- dear", "--known-by", "fewer vans", "--despite", "the hall is booked")
    office("ana", "decide", "D-1", "Leipzig", *more, "--review-on", "+1m")
    shown = office("", "show", "D-1").out
    for words in (
        "D-1  Where is the stand? (decided)", "Why all the same   the hall is booked", "-  dear", "x  Leipzig",
        "Stances (1 of 2 agree)", 'objects: "the rent is too high"', "How one will know  fewer vans",
    ):  # fmt: skip
        assert words in shown
    assert "is decided: Leipzig" in office("per", "agree", "D-1", code=4).err
    assert office("bo", "list", "decision", "is:unread").out.startswith("D-1"), "OPS is informed (I)"
    weighed = office.get("D-1")["computed"]["weighed"]
    assert weighed[0] == {"option": "Leipzig", "for": ["near the rail"], "against": ["rent"]}
    said = office("li", "review", "D-1", "worse", "the vans stand", "--again", "+2m").err
    assert "How it turned out: Worse" in said
    assert office.get("D-1")["reviewed"] == office.get("D-1")["decided"]


def test_it_is_put_to_others_or_to_nobody(office: Office, tmp_path: Path):
    assert "OPS is asked about D-1 until" in office("ana", "circulate", "D-1", "--to", "OPS").err
    assert [*office.get("D-1")["stances"]] == ["OPS"]
    assert "whoever puts it" in office("per", "circulate", "D-1", "--to", "LOG", code=4).err
    office("ana", "circulate", "D-1", "--withdraw")
    assert office.get("D-1")["stances"] == {}
    assert "concord circulate D-1 --to DEPARTMENT --until DAY" in office("bo", "agree", "D-1", code=4).err
    office("ana", "undo")
    assert [*office.get("D-1")["stances"]] == ["OPS"]
    stances = '"stances": {"FIN": {"stance": "agrees"}}'
    for more in (stances, f'"circulated_by": "bo", "circulated_until": "2099-01-01", {stances}'):
        (tmp_path / "in.jsonl").write_text(f'{{"question": "New?", {more}}}')
        assert office("bo", "add", "decision", "--from-json", str(tmp_path / "in.jsonl"), code=4)
    assert office("ana", "list", "decision", "is:circulating").out.startswith("D-1")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_register_narrows_by_how_decisions_stand(office: Office, lang: str):
    office("ana", "add", "decision", "Which week?")
    office("ana", "decide", "Which hall?", "the large", "--review-on", "today")
    office("ana", "decide", "Which hall?", "the small", "--supersedes", "D-3")
    office("ana", "decide", "Who pays?", "MKT", "--by", "MKT", "--review-on", "today")
    office.language = lang
    words = {
        "en": ("is:circulating", "is:open", "is:in-force", "is:to-review", "is:superseded", "decided:today", "dept:FIN",
               "dept:MKT is:in-force", "goal:G-1", "-is:in-force is:done"),
        "zh": ("状态:会签中", "状态:未完成", "状态:有效", "状态:待回顾", "状态:已被取代", "决定日期:今天", "部门:FIN",
               "部门:MKT 状态:有效", "目标:G-1", "-状态:有效 状态:完成"),
    }[lang]  # fmt: skip
    found = ["D-1", "D-1 D-2", "D-4 D-5", "D-5", "D-3", "D-3 D-4 D-5", "D-1", "D-4 D-5", "D-1", "D-3"]
    for narrowed, ids in zip(words, found, strict=True):
        said = office("ana", "list", "decision", *narrowed.split(), "--json").objects
        assert " ".join(each["id"] for each in said) == ids, narrowed
