"""A promotion from an idea to its evaluation, on the command line alone, as four people of four departments.

The same in English and in Chinese: what they type, and what is said to them.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tui.cli.conftest import Concord
from tests.tui.cli.office import Office

#: What is said in each language.
SAID: dict[str, tuple[str, str]] = {
    "not yet": ("G-1 cannot leave the step Prepare yet", "G-1 还不能离开“前期准备”阶段"),
    "waived": ("LOG need bring nothing to G-1", "LOG 无需为 G-1 准备材料"),
    "met": ("G-1 is at the step Meet", "G-1 现处于“协调会议”阶段"),
    "first": ("5 things, first a meeting that was held about it", "5 项，首先是：召开过相关会议"),
    "reserved": ("OPS agrees to G-1 with a reservation", "OPS 有保留地同意 G-1"),
    "silent": ("asked today", "今天提出"),
    "answered": ('answered by ana: "two of us help"', "ana 答复：“two of us help”"),
    "without": ("meet without all it wants (FIN): li is away", "“协调会议”缺 FIN：li is away"),
    "again": ("MKT, OPS, LOG are asked again what they say to G-1", "MKT、OPS、LOG 需要重新对 G-1 表态"),
    "before": ("before the change: objects", "变更前：反对"),
    "no A": ("nobody is accountable (A)", "没有最终责任人（A）"),
    "over": ("It would be too much", "批准后将超额"),
    "rivals": ("wanted too by AL-1 G-1", "同一时间还有：AL-1 G-1"),
    "behind": ("confidence in KR-1 is 3 of 10", "对 KR-1 的信心为 3/10"),
    "delivered": ("Q-1 is delivered", "Q-1 已交付"),
    "raised": ("B-1 is raised", "B-1 已提出"),
    "above": ("B-1 is put before li", "B-1 已上报给 li"),
    "free": ("A-1 is free again (bo)", "A-1 不再受阻（bo）"),
    "moved": ("once later", "推迟 1 次"),
    "released": ("AL-1 is released", "AL-1 已释放"),
    "lesson": ("A lesson that fits: L-1", "可借鉴的经验：L-1"),
}
#: What is typed in each language where that is one's own.
TYPED: dict[str, tuple[str, str]] = {
    "fortnight": ("+2w", "+2周"),
    "back": ("meet", "协调会议"),
    "band": ("within", "保持在区间内"),
    "high": ("high", "高"),
    "partly": ("partly", "部分达成"),
}

Say = Callable[[str], str]


@pytest.fixture(params=["en", "zh"])
def office(request: pytest.FixtureRequest, concord: Concord, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Office:
    return Office(concord, monkeypatch, str(tmp_path / "nordwind"), request.param).found()


def test_from_an_idea_to_its_evaluation(office: Office):
    at = ("en", "zh").index(office.language)
    for part in (prepare, meet, change, plan, resources, execute, between, blocked, evaluate):
        part(office, lambda key: (SAID | TYPED)[key][at])
    office("", "check")


def prepare(office: Office, say: Say) -> None:
    office(
        "ana",
        "add",
        "goal",
        "春季促销",
        "--owner",
        "ana",
        "--departments",
        "MKT,OPS,FIN",
        "--due",
        "+6w",
        "--tags",
        "x",
    )
    assert say("not yet") in office("ana", "step", "G-1", code=4).err
    office("ana", "edit", "G-1", "--why", "a third was left")
    office("bo", "edit", "G-1", "--departments=+LOG")
    office("ana", "ready", "G-1", "--brings", "sales figures")
    office("li", "ready", "G-1")
    assert say("waived") in office("per", "ready", "G-1", "--waive", "the dock plan is public").err
    office("bo", "share", "G-1", "--benefit", "empty stores", "--cost", "an evening each")
    (want,) = office("bo", "gate", "G-1").out.splitlines()
    assert want.endswith("concord ready G-1 --department OPS")
    office("bo", "ready", "G-1")
    assert office("bo", "gate", "G-1").out == ""
    stepped = office("ana", "step", "G-1").err
    assert say("met") in stepped
    assert say("first") in stepped


def meet(office: Office, say: Say) -> None:
    office("ana", "add", "meeting", "Spring", "--goal", "G-1")
    office("ana", "meeting", "start", "M-1")
    office("ana", "meeting", "close")
    office("ana", "agree", "G-1")
    assert say("reserved") in office("bo", "agree", "G-1", "--reservation", "with stock figures").err
    office("per", "object", "G-1", "--why", "no capacity")
    office("ana", "answer", "G-1", "two of us help")
    shown = office("li", "show", "G-1").out
    assert say("silent") in shown
    assert say("answered") in shown
    assert office.get("G-1")["computed"]["pending"] == ["FIN"]
    office("ana", "step", "G-1", "--why", "li is away")
    assert say("without") in office("ana", "show", "G-1").out


def change(office: Office, say: Say) -> None:
    """Another date puts the question again; the old stances stay in sight."""
    assert say("again") in office("ana", "edit", "G-1", "--due", "+7w", "--because", "the fair is later").err
    assert say("before") in office("ana", "show", "G-1").out
    office("ana", "step", "G-1", "--back", say("back"), "--why", "the date moved")
    for who in ("ana", "bo", "li", "per"):
        office(who, "agree", "G-1")
    office("ana", "step", "G-1")
    assert office.get("G-1")["step"] == "plan"


def plan(office: Office, say: Say) -> None:
    office(
        "ana", "add", "key-result", "Sold", "--goal", "G-1", "--target", "90", "--owner", "bo", "--department", "OPS"
    )
    office(
        "ana",
        "add",
        "key-result",
        "Stock",
        "--goal",
        "G-1",
        "--start",
        "40",
        "--target",
        "60",
        "--direction",
        say("band"),
    )
    office("ana", "add", "milestone", "Prices", "--goal", "G-1", "--department", "FIN", "--due", say("fortnight"))
    office("ana", "add", "milestone", "Shelves", "--goal", "G-1", "--due", "+4w", "--depends-on", "MS-1")
    office("ana", "add", "action", "Feed", "--goal", "G-1", "--owner", "bo", "--due", "+1w")
    wants = office("ana", "gate", "G-1", "--json").objects
    assert [(want["id"], want["meet"], want["reason"]) for want in wants] == [
        ("MS-2", "edit", "wants-department"),
        ("G-1", "raci", "nobody-accountable"),
        ("G-1", "raci", "nobody-responsible"),
    ]
    assert say("no A") in office("ana", "raci", "G-1").err
    office("ana", "edit", "MS-2", "--department", "OPS")
    office("ana", "raci", "G-1", "ana=A", "OPS=R", "FIN=C", "GF=I")
    matrix = office("ana", "raci", "KR-1", "bo=A", "LOG=R").out
    assert matrix.splitlines()[1].split() == ["KR-1", "bo", "LOG", "Sold"]
    assert len(office("ana", "raci", "G-1").out.splitlines()) == 3


def resources(office: Office, say: Say) -> None:
    office("per", "add", "resource", "Dock", "--department", "LOG", "--capacity", "4", "--unit", "ramps")
    assert office("ana", "ask", "Dock", "3", "--goal", "G-1").out == "AL-1\n"
    assert office("per", "grant", "AL-1").code == 0
    asked = office("bo", "ask", "Dock", "3", "--for", "Furniture", "--start", "today", "--end", "+1w").err
    assert say("over") in asked
    assert say("rivals") in asked
    office("per", "grant", "AL-2", code=4)
    office("per", "decline", "AL-2", "--why", "the dock is full")
    office("bo", "reopen", "AL-2")
    office("per", "grant", "AL-2", "--why", "a crane comes")
    assert office.get("Dock")["computed"]["over_committed"][0]["used"] == 6
    office("bo", "release", "AL-2")
    assert office.get("Dock")["computed"]["over_committed"] == []
    office("ana", "step", "G-1")


def execute(office: Office, say: Say) -> None:
    assert say("behind") in office("bo", "check-in", "KR-1", "10", "--confidence", "3", "--help-from", "FIN").err
    assert say("behind") in office("ana", "show", "G-1").out
    assert "CI-1" in office("li", "show", "FIN").out
    office("bo", "check-in", "KR-2", "35")
    assert office.get("KR-2")["computed"]["progress"] == 0.75
    office("ana", "edit", "MS-1", "--due", "+3w", "--why", "the buyers are away")
    assert say("moved") in office("ana", "show", "MS-1").out


def between(office: Office, say: Say) -> None:
    office("ana", "request", "Budget code", "--to", "FIN", "--by", "+3d", "--goal", "G-1")
    assert office.get("FIN")["computed"]["to_answer"] == ["Q-1"]
    assert "MKT > FIN" in office("li", "list", "request", "is:open", "dept:FIN").out
    office("li", "negotiate", "Q-1", "half of it", "--by", "+5d")
    assert office("ana", "accept", "Q-1", "--owner", "li").out == "A-2\n"
    assert say("delivered") in office("li", "done", "A-2").err
    office("ana", "reopen", "Q-1", "--why", "only a third")
    assert office.get("A-2")["state"] == "todo"
    office("li", "done", "Q-1")
    office("ana", "confirm", "Q-1")
    assert office.get("Q-1")["state"] == "confirmed"


def blocked(office: Office, say: Say) -> None:
    office("bo", "block", "A-1,KR-1", "No code", "--on", "FIN", "--severity", say("high"))
    assert say("raised") in office("bo", "raise", "B-1").err
    assert say("above") in office("bo", "escalate", "B-1").err
    assert office("ana", "waits", "--json").objects[0]["ids"] == ["B-1"]
    assert "B-1" in office("li", "today").out
    refused = office("ana", "decide", "Which code?", "4711", "--ends", "B-1", code=4)
    assert "--heard FIN" in refused.err
    decided = office("ana", "decide", "Which code?", "4711", "--ends", "B-1", "--waived", "FIN=away, back on Monday")
    assert decided.out == "D-1\n"
    assert say("free") in decided.err
    assert office.get("D-1")["consulted"]["FIN"] == {"state": "waived", "why": "away, back on Monday"}


def evaluate(office: Office, say: Say) -> None:
    office("bo", "done", "A-1")
    for milestone in ("MS-1", "MS-2"):
        office("bo", "done", milestone)
    office("ana", "step", "G-1")
    office("ana", "add", "retro", "Spring", "--goal", "G-1", "--departments", "MKT,OPS")
    office("bo", "add", "card", "the feed came late", "--retro", "R-1", "--column", "stop")
    office("ana", "add", "action", "Test the feed", "--source", "R-1", "--owner", "bo", "--due", "+1m")
    office("ana", "retro", "close", "R-1", code=4)
    office("ana", "retro", "close", "R-1", "--why", "no time")
    assert "concord add lesson" in office("ana", "gate", "G-1").out
    office(
        "ana", "add", "lesson", "Agree the feed first", "--retro", "R-1", "--goal", "G-1", "--departments", "OPS,MKT"
    )
    office("bo", "step", "G-1", "--outcome", "achieved", code=4)
    office("ana", "step", "G-1", code=4)
    assert say("released") in office("ana", "step", "G-1", "--outcome", say("partly")).err
    closed = office.get("G-1")
    assert (closed["step"], closed["outcome"], closed["computed"]["gate"]) == ("closed", "partly", [])
    assert say("lesson") in office("ana", "add", "goal", "Summer", "--departments", "MKT,FIN").err
