"""What is proposed for a meeting, on the command line: numbered, taken, waived."""

from datetime import timedelta
from pathlib import Path

import pytest

from store import clock
from tests.tui.cli.conftest import Concord


@pytest.fixture
def weekly(acme: Path, concord: Concord) -> Concord:
    """M-1 of SE-1, which MKT holds: Q-1 is late, MS-1 near, AI-1 waits in the backlog; Q-2 is of nobody there."""
    for words in (
        ("add", "department", "Logistics", "--code", "LOG"),
        ("add", "series", "Weekly", "--departments", "MKT", "--repeats", "every tue"),
        ("add", "meeting", "Weekly", "--series", "SE-1", "--on", "+1d", "--length", "20"),
        ("request", "Price list", "--to", "MKT", "--from", "FIN", "--by", "-2d"),
        ("request", "Lorry", "--to", "LOG", "--from", "FIN", "--by", "-2d"),
        ("add", "milestone", "Cards printed", "--department", "MKT", "--due", "+3d"),
        ("add", "agenda-item", "Till rolls", "--series", "SE-1", "--minutes", "7"),
    ):
        assert concord(*words).code == 0, concord(*words).err
    return concord


def test_the_next_meeting_is_proposed_what_it_wants_numbered_with_why(weekly: Concord):
    said = weekly("meeting", "proposed").out.splitlines()
    assert said[:3] == ["Proposed agenda of M-1  Weekly", "0 min planned, 20 there", "Late requests"]
    assert said[3].split("  ")[:3] == ["", "1", "Q-1"]
    assert "2 days late (MKT)" in said[3]
    found = weekly("meeting", "proposed", "M-1", "--json").objects
    assert [(each["n"], each["id"], each["sort"], each["minutes"], each["fits"]) for each in found] == [
        (1, "Q-1", "request", 8, True),
        (2, "AI-1", "backlog", 7, True),
        (3, "MS-1", "near", 5, True),
    ]
    assert found[0]["title"] == "Price list: when does MKT deliver it?"
    assert "14 天内的里程碑" in weekly("meeting", "proposed", "--lang", "zh").out


def test_taken_by_number_id_or_key_and_waived_with_the_reason(weekly: Concord):
    key = weekly("meeting", "proposed", "--json").objects[0]["key"]
    assert weekly("meeting", "take", "M-1", key, "2", "AI-1").out.split() == ["AI-2", "AI-1"]
    assert weekly("show", "AI-1", "--json").objects[0]["meeting"] == "M-1"
    waived = weekly("meeting", "waive", "M-1", "ms-1", "--why", "all is well", "--json").objects[0]
    assert (waived["state"], waived["reason"], waived["about"]) == ("dropped", "all is well", ["MS-1"])
    assert weekly("meeting", "proposed").err == "Nothing is proposed\n"
    assert weekly("edit", "MS-1", "--due", "+5d", "--why", "rain").code == 0
    assert [each["id"] for each in weekly("meeting", "proposed", "--json").objects] == ["MS-1"]


def test_what_is_not_proposed_is_refused(weekly: Concord):
    for words in ("take M-1", "take M-1 9", "take M-1 Q-2", "waive M-1 0", "dance M-1"):
        assert weekly("meeting", *words.split()).code == 2, words
    assert len(weekly("meeting", "proposed", "--json").objects) == 3


def test_a_risk_that_nobody_acknowledges_is_proposed_with_why_and_stands_in_the_minutes(
    weekly: Concord, monkeypatch: pytest.MonkeyPatch
):
    for title, sort in (("Snow holds up the truck", "risk"), ("New cups", "news")):
        assert weekly("update", "share", title, "--sort", sort, "--departments", "LOG", "--department", "MKT").code == 0
    found = weekly("meeting", "proposed", "--json").objects
    assert "U-1" not in [each["id"] for each in found]
    late = clock.now() + timedelta(7)
    monkeypatch.setattr(clock, "now", lambda: late)
    weekly("edit", "M-1", "--on", "+1d", "--why", "rain")
    lines = [line for line in weekly("meeting", "proposed", "M-1").out.splitlines() if "U-" in line]
    assert ["a risk that LOG did not acknowledge for 7 days" in line for line in lines] == [True]
    assert weekly("meeting", "take", "M-1", "U-1").code == 0
    assert "U-1" not in weekly("meeting", "proposed", "M-1").out
    minutes = weekly("meeting", "minutes", "M-1").out
    assert "Snow holds up the truck: what is still unclear?" in minutes
    assert "New cups" not in minutes
