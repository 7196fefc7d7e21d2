"""A fortnight of stand-ups on the command line: who said what, what came up twice, who had left; in both languages."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from store import clock
from tests.tui.cli.conftest import Concord
from tests.tui.cli.office import Office

SAID = {
    "wants": ("wants a decision", "需要决定"),
    "decided": ("D-1: a trainer from outside", "D-1: a trainer from outside"),
}


class Days:
    """Monday 16 November 2026, nine in the morning; every `next` a working day later."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 16, 9, tzinfo=UTC)

    def next(self) -> None:
        self.now += timedelta(3 if self.now.weekday() == 4 else 1)


@pytest.fixture
def days(monkeypatch: pytest.MonkeyPatch) -> Days:
    found = Days()
    monkeypatch.setattr(clock, "now", lambda: found.now)
    return found


@pytest.fixture(params=["en", "zh"])
def office(
    request: pytest.FixtureRequest, concord: Concord, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, days: Days
) -> Office:
    """G-1 of MKT and OPS in execution; actions of bo (OPS), ana (MKT) and tom (LOG), one of them with a checklist."""
    assert days.now
    made = Office(concord, monkeypatch, str(tmp_path / "nordwind"), request.param).found()
    made("ana", "add", "goal", "Spring", "--departments", "MKT,OPS", "--owner", "ana", "--due", "+6w")
    made("bo", "add", "action", "--quick", "Train the shops @bo due:wed goal:G-1 !high #shops")
    made("ana", "add", "action", "--quick", "Price list @ana due:fri goal:G-1")
    made("tom", "add", "action", "--quick", "Dock plan @tom due:+8d goal:G-1")
    made("tom", "edit", "A-3", "--checklist", "Ask the harbour\nDraw it")
    return made


def test_two_weeks(office: Office, days: Days):
    at = ("en", "zh").index(office.language)
    said = {key: words[at] for key, words in SAID.items()}
    monday(office, said)
    days.next()
    tuesday(office, said)
    days.next()
    wednesday(office, said)
    days.next()
    moved(office, said)
    for _day in range(2):
        days.next()
    somebody_leaves(office, said)
    office("", "check")


def monday(office: Office, said: dict[str, str]) -> None:
    """The entry is proposed; what is not among it is added; the digest tells all of it."""
    proposed = office("bo", "standup").out
    assert "A-1" in proposed
    office("bo", "standup", "--post", "--next", "A-1", "--note", "off at noon")
    office("tom", "tick", "A-3", "ask")
    office("tom", "standup", "--post")
    office("ana", "standup", "--open")
    office("ana", "standup", "--post", "--action", "Ring the printer")
    made = office.get("A-4")
    assert (made["title"], made["owner"], made["department"]) == ("Ring the printer", "ana", "MKT")
    digest = office("ana", "standup", "--close", "--present", "ana,bo,tom").out
    assert all(each in digest for each in ("off at noon", "A-4", "A-1"))
    assert office.get("A-3")["checklist"][0]["done"] is True


def tuesday(office: Office, said: dict[str, str]) -> None:
    """What holds bo up is said once in the entry, and is a blocker that names who said so."""
    office("bo", "block", "A-1", "No trainer free", "--on", "LOG")
    assert "B-1" in office("bo", "standup").out
    office("bo", "standup", "--post")
    assert "B-1" in office("per", "today").out  # LOG is waited for, and per leads it
    assert said["wants"] not in office("ana", "digest").out


def wednesday(office: Office, said: dict[str, str]) -> None:
    """Named a second morning without progress it wants a decision; closing without one is refused; one ends it."""
    office("bo", "standup", "--post")
    assert [each["by"] for each in office.get("B-1")["raised"]] == ["bo", "bo"]
    assert said["wants"] in office("ana", "digest").out
    office("ana", "standup", "--open")
    seq = office.seq
    assert "B-1" in office("ana", "standup", "--close", code=4).err
    assert office.seq == seq
    office("ana", "decide", "Who trains?", "a trainer from outside", "--goal", "G-1", "--ends", "B-1")
    assert office.get("B-1")["resolution"] == said["decided"]
    assert "A-1" in office("bo", "today").out  # it is free again
    office("ana", "standup", "--close")
    assert office("bo", "edit", "D-1", "--chosen", "bo", code=4)
    office("ana", "decide", "Who trains?", "bo does", "--supersedes", "D-1")
    assert office.get("D-1")["superseded_by"] == "D-2"


def moved(office: Office, said: dict[str, str]) -> None:
    """A promise is kept, one is moved with the reason, and the digest counts both."""
    office("bo", "done", "A-1")
    assert office("ana", "edit", "A-2", "--due", "+3d", code=4)
    office("ana", "edit", "A-2", "--due", "+3d", "--why", "the feed is late")
    assert office.get("A-2")["computed"]["moves"] == 1
    done = office("bo", "standup", "--post").err + office("bo", "digest").out
    assert "A-1" in done
    week = office("ana", "digest", "--week").out
    assert "A-1" in week
    assert "D-2" in office("ana", "digest", "--on", "yesterday").out


def somebody_leaves(office: Office, said: dict[str, str]) -> None:
    """tom leaves: what is open with him is listed, handed over at once, nothing new goes to him, he is not missing."""
    office("", "edit", "tom", "--left-on", "today")
    listed = office("", "handover", "tom").out
    assert "A-3" in listed
    assert office("bo", "edit", "A-4", "--owner", "tom", code=4)
    seq = office.seq
    office("", "handover", "tom", "--to", "per")
    assert office.seq == seq + 1
    assert office.get("A-3")["owner"] == "per"
    assert "tom" not in office("ana", "digest", "--on", "today", "--json").objects[0]["missing"]
    assert "A-3" in office("per", "today").out
    office("", "undo")
    assert office("", "handover", "tom").out == listed
