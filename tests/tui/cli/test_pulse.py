"""A pulse on the command line: asked, answered without a name, closed; and two worlds that differ in one answer."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from store import clock
from store.engine import identity
from tests.tui.cli.conftest import Concord
from tests.tui.cli.office import Office
from tui.cli.verbs import VERBS
from tui.text.insights.insight_page import PAGES

#: Who answers: five of MKT, and two of FIN, of whom nothing is told by themselves.
MKT, FIN = ("ana", "m1", "m2", "m3", "m4"), ("li", "f1")
ANSWERS = {who: ["4", "4", "4", "3", "4"] for who in (*MKT, *FIN)}
SAID = {"m1": "Dates move without a word", "li": "Ask us before it is printed"}
#: These do something where they are given nothing.
MOVING = ("", "backup", "compact", "demo", "init", "redo", "restore", "undo")
#: All that can be asked, by an admin and by a lead; what is written into a file goes to standard output.
ASKED = (
    "list pulse", "list pulse --json", "list department", "list department --json", "list person --json",
    "show PU-1", "show PU-1 --json", "show MKT", "show MKT --json", "show FIN", "show m1", "show m1 --json",
    "pulse", "pulse --json", "pulse PU-1", "pulse PU-1 --json", "search printed", "search without", "search PU-1",
    "search pulse --json", "list pulse 4 --json", "history --limit 500", "history --limit 500 --json",
    "history PU-1 --json", "history MKT --json", "export json", "export json --kind pulse", "export csv --kind pulse",
    "export tinydb", "check", "check --json", "today", "today --json", "today --who m1 --json", "digest", "waits",
    "waits --json", "standup --json", "training --json", "plan G-1", "report --html", "report --markdown --of FIN",
    *(f"insights {page} --json{of}" for page in PAGES for of in ("", " --of MKT", " --of FIN")), "report --of MKT",
)  # fmt: skip


class Hours:
    """A minute goes by with every look."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def world(tmp_path: Path, concord: Concord, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Office]:
    hours, me = Hours(), identity.os_user
    monkeypatch.setattr(clock, "now", hours)

    def make(name: str, **other: list[str]) -> Office:
        hours.now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
        monkeypatch.setattr(identity, "os_user", me)
        office = Office(concord, monkeypatch, str(tmp_path / name / "w")).found()
        for who in (*MKT[1:], *FIN[1:]):
            office("", "add", "person", who, "--login", who, "--department", "MKT" if who in MKT else "FIN")
        office("", "add", "goal", "Spring", "--departments", "MKT,FIN", "--owner", "ana")
        office("ana", "add", "pulse", "After the launch", "--departments", "MKT,FIN")
        said = other.pop("said", [])
        for who, values in {**ANSWERS, **other}.items():
            hours.now += timedelta(minutes=1)
            sentence = said if who in other else [SAID[who]] if who in SAID else []
            office(who, "pulse", "answer", "PU-1", *values, *sentence)
        return office

    return make


def told(office: Office) -> dict[str, tuple[str, str]]:
    """All that can be asked, with what it is answered."""
    found: dict[str, tuple[str, str]] = {}
    every = [f"{verb}{more}" for verb in VERBS if verb not in MOVING for more in ("", " --json")]
    for line in (*ASKED, *every):
        for who in ("", "ana"):
            ran = office(who, *line.split(), code=None if line in every else 0)
            found[f"{who} {line}"] = ran.out.replace(office.folder, ""), ran.err.replace(office.folder, "")
    return found


#: An answer of a department that is told of, and one of a department that is not.
OTHERS = {"two": {"m2": ["4", "3", "4", "4", "4"]}, "six": {"li": ["1", "5", "1", "5", "1"]}}


def test_a_changed_answer_changes_nothing_that_anybody_can_ask(world: Callable[..., Office]):
    """While it is open, whatever the answer; once it is closed, whatever comes to the same, and all of who is few."""
    one = world("one")
    before, _closed = told(one), one("ana", "pulse", "close", "PU-1")
    after = told(one)
    for name, other in OTHERS.items():
        two = world(name, **other, said=["Quite another thing"])
        assert told(two) == before
        two("ana", "pulse", "close", "PU-1")
        assert told(two) == after
    texts = "".join(text for answers in (before, after) for each in answers.values() for text in each)
    assert not any(said in texts for said in (*SAID.values(), "PA-1", "pulse-answer", "q1"))


def test_what_is_told_once_it_is_closed(world: Callable[..., Office]):
    office = world("one")
    for who in ("m2", "m3"):
        office(who, "pulse", "answer", "PU-1", "1", "1", "1", "1", "1", code=4)  # once
    office("bo", "pulse", "answer", "PU-1", "1", "1", "1", "1", "1", code=4)  # is not asked
    assert office("m2", "pulse").out.split()[-3:] == ["you", "have", "answered"]
    assert "PU-1" not in office("m2", "today").out
    office("m3", "pulse", "close", "PU-1", code=4)
    office("ana", "pulse", "close", "PU-1")
    found = office.get("PU-1")
    assert found["results"] == [{"who": "DP-2", "n": 5, "values": [4.0, 4.0, 4.0, 3.0, 4.0]}]
    assert found["sentences"] == []
    assert found["answered"] == 7
    said = office("bo", "pulse", "PU-1").out
    assert "In all (5 of 7 answers)" in said
    assert "FIN" not in said.partition("In all")[2]
    office("ana", "reopen", "PU-1", code=4)
    office("ana", "undo", code=4)
    office("ana", "edit", "PU-1", "--state", "open", code=4)


def test_who_has_not_answered_is_asked_in_my_day(world: Callable[..., Office]):
    office = world("one")
    office("", "add", "person", "New", "--login", "new", "--department", "FIN")
    assert "PU-1" in office("new", "today").out
    assert "PU-1" not in office("new", "today", "--who", "m1").out
    assert "PU-1" not in office("bo", "today").out
    assert "PU-1" not in office("vi", "today").out  # who only reads answers nothing
    office("new", "pulse", "answer", "PU-1", "4", "4", "4", "4", "6", code=2)
    office("new", "pulse", "answer", "PU-1", "4", "4", "4", "4", "2", "Fine")
    assert "PU-1" not in office("new", "today").out


def test_a_pulse_about_a_meeting_asks_who_was_there(world: Callable[..., Office]):
    office = world("one")
    office("ana", "add", "meeting", "Launch", "--departments", "MKT,LOG")
    made = office("ana", "pulse", "ask", "M-1").out.strip()
    found = office.get(made)
    assert (found["title"], found["about"], found["departments"]) == ("After M-1: Launch", "M-1", ["MKT", "LOG"])
