"""A shared goal goes its way on the command line: every rule holds there too, and what is refused writes nothing."""

from pathlib import Path
from typing import Any

import pytest

from store.workspace import open_workspace
from tests.tui.cli.conftest import Concord

pytestmark = pytest.mark.usefixtures("acme")


@pytest.fixture
def goal(concord: Concord) -> Concord:
    """G-1 of MKT and FIN, which bo leads."""
    concord("add", "person", "Bo", "--login", "bo", "--department", "FIN")
    concord("edit", "FIN", "--lead", "bo")
    assert concord("add", "goal", "Spring", "--departments", "MKT,FIN", "--owner", "ana").out == "G-1\n"
    return concord


def shown(concord: Concord, id: str) -> dict[str, Any]:
    return concord("show", id, "--json").objects[0]


def test_through_the_gates_to_the_end(goal: Concord):
    assert [line.split("  ")[0] for line in goal("gate", "G-1").out.splitlines()] == [
        "its purpose: why this goal", "MKT is ready, or need not be", "FIN is ready, or need not be",
    ]  # fmt: skip
    assert goal("edit", "G-1", "--why", "a third was left").code == 0
    assert goal("ready", "G-1", "--department", "MKT", "--brings", "sales figures").code == 0
    assert goal("ready", "G-1", "--department", "FIN", "--waive", "nothing to bring").code == 0
    assert "Meet" in goal("step", "G-1").err
    assert goal("agree", "G-1", "--department", "MKT").code == 0
    assert goal("agree", "G-1", "--department", "FIN", "--reservation", "from March").code == 0
    wanted = goal("gate", "G-1").out
    assert (wanted.count("\n"), 'concord add meeting "..." --goal G-1' in wanted) == (1, True)
    assert goal("add", "meeting", "Kick-off", "--goal", "G-1", "--departments", "MKT,FIN").out == "M-1\n"
    assert "concord meeting start M-1" in goal("gate", "G-1").out
    assert (goal("meeting", "start", "M-1").code, goal("meeting", "close").code) == (0, 0)
    assert goal("gate", "G-1").out == ""
    assert goal("add", "action", "--quick", "Train the shops @bo due:+3w goal:G-1").out == "A-1\n"
    for expected in ("plan", "execute"):
        refused = goal("step", "G-1", "--json")
        if refused.code:
            assert (refused.code, refused.error["error"]) == (4, "refused")
            assert goal("raci", "G-1", "ana=A", "FIN=R").code == 0
            assert goal("step", "G-1").code == 0
        assert shown(goal, "G-1")["step"] == expected
    assert goal("step", "G-1", "--back", "meet", "--why", "another target").code == 0
    assert shown(goal, "G-1")["step"] == "meet"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("step", "G-1"), "cannot leave the step Prepare"),
        (("edit", "G-1", "--step", "execute"), "cannot leave the step Prepare"),
        (("edit", "G-1", "--outcome", "achieved"), "cannot leave the step Prepare"),
        (("step", "G-1", "--back", "meet"), "none to go back to"),
        (("object", "G-1", "--department", "FIN"), "wants a reason"),
        (("answer", "G-1", "so there", "--department", "FIN"), "does not object"),
        (("ready", "G-1", "--department", "FIN", "--waive", ""), "wants a reason"),
        (("raci", "G-1", "FIN=X"), "not one of"),
        (("raci", "G-1", "ana=A", "bo=A"), "all accountable"),
        (("request", "Code", "--to", "FIN", "--from", "FIN"), "another department"),
    ],
)
def test_what_a_rule_refuses_writes_nothing(goal: Concord, acme: Path, words: tuple[str, ...], said: str):
    with open_workspace(str(acme)) as workspace:
        before = workspace.ledger.seq
    ran = goal(*words)
    assert (ran.code, ran.out) == (4, "")
    assert said in ran.err
    with open_workspace(str(acme)) as workspace:
        assert workspace.ledger.seq == before


def test_a_request_from_the_question_to_the_confirmation(goal: Concord):
    asked = goal("request", "Budget code", "--to", "FIN", "--from", "MKT", "--by", "+7d", "--goal", "G-1")
    assert asked.out == "Q-1\n"
    assert goal("done", "Q-1").code == 4
    assert goal("negotiate", "Q-1", "half of it", "--by", "eom").code == 0
    assert goal("accept", "Q-1", "--owner", "bo").out == "A-1\n"
    assert goal("done", "A-1").code == 0
    assert shown(goal, "Q-1")["state"] == "delivered"
    assert goal("confirm", "Q-1").code == 0
    assert goal("decline", "Q-1", "--why", "late").code == 4


def test_blockers_decisions_and_who_waits(goal: Concord):
    goal("add", "action", "Feed", "--goal", "G-1", "--department", "MKT", "--owner", "ana")
    goal("raci", "G-1", "ana=A", "bo=C")
    assert goal("block", "A-1", "No code", "--on", "FIN", "--kind", "decision").out == "B-1\n"
    (waits,) = goal("waits", "--json").objects
    assert (waits["who"], waits["on"], waits["open"], waits["ids"]) == ("MKT", "FIN", 1, ["B-1"])
    assert goal("escalate", "B-1").code == 0
    assert shown(goal, "B-1")["escalated_to"] == "bo"
    assert "bo is to be consulted" in goal("decide", "Which code?", "4711", "--ends", "B-1").err
    assert goal("decide", "Which code?", "4711", "--ends", "B-1", "--waived", "bo=away").out == "D-1\n"
    assert shown(goal, "B-1")["resolution"] == "D-1: 4711"
    assert goal("waits").out == ""


def test_resources_teams_and_check_ins(goal: Concord):
    goal("add", "resource", "Dock", "--department", "FIN", "--capacity", "2", "--unit", "ramps")
    goal("add", "allocation", "Ramp", "--resource", "Dock", "--goal", "G-1", "--amount", "3")
    assert "over-committed: 3 of 2 ramps a week" in goal("grant", "AL-1").err
    assert goal("grant", "AL-1", "--why", "the crane helps").code == 0
    assert shown(goal, "P-1")["computed"]["over_committed"][0]["used"] == 3
    goal("add", "team", "Launch", "--goal", "G-1")
    assert goal("team", "S-1", "ana=70", "bo=20%").out.split() == ["ana", "MKT", "70", "%", "bo", "FIN", "20", "%"]
    assert goal("team", "S-1", "ana=none", "--json").objects[0]["members"] == {"bo": 20}
    assert shown(goal, "bo")["computed"]["share"] == 20
    goal("add", "key-result", "Sold", "--goal", "G-1")
    assert goal("check-in", "KR-1", "40", "--confidence", "7", "--help-from", "FIN").out == "CI-1\n"
    assert goal("check-in", "KR-1", "many").code == 2
    assert goal("check-in", "KR-1", "40", "--confidence", "7.5").code == 2


def test_today_in_full_and_in_one_line(goal: Concord):
    goal("add", "action", "Feed", "--owner", "bo", "--due", "2020-01-01")
    goal("add", "action", "Later", "--owner", "bo")
    assert goal("today", "--who", "bo").out.splitlines()[:2][0] == "Late"
    assert goal("today", "--who", "bo", "--brief").out == "Concord today: Late: 1, My department is asked: 1\n"
    found = [(each["section"], each["id"]) for each in goal("today", "--who", "bo", "--json").objects]
    assert found == [("late", "A-1"), ("answers", "G-1"), ("next", "A-2")]
    assert goal("today", "--who", "ana", "--brief", "--json").objects[0]["late"] == 0


def test_the_plan_is_a_markdown_document(goal: Concord):
    goal("add", "milestone", "Shops | know", "--goal", "G-1", "--department", "MKT", "--due", "2027-01-15")
    goal("edit", "MS-1", "--due", "2027-01-22", "--why", "late posters")
    out = goal("plan", "G-1").out
    assert out.startswith("# G-1 Spring\n")
    assert "## MKT" in out
    (row,) = [line for line in out.splitlines() if "MS-1" in line]
    assert r"Shops \| know" in row
    assert "1x, 2027-01-15: late posters" in row
