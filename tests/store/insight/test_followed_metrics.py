"""Key results that follow a metric: one number everywhere, health that turns with a reading, and nothing else."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from store import clock
from store.commands import add, drop, edit
from store.commands.readings import add_reading, correct_reading
from store.errors import Invalid, Refused
from store.insight import goal_health, proposed_agenda
from store.insight.overview import Overview
from store.kinds.key_result import check_in
from store.kinds.meeting import Meeting
from store.kinds.meeting_opening import numbers
from store.workspace import Workspace
from tests.store.computed import computed

#: A Wednesday.
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


@pytest.fixture
def shop(organisation: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """G-1 is carried out, KR-1 follows N-1, which is to stay between 100 and 200 and is too old after a day."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    do = organisation.do
    values = {"title": "Sales", "unit": "pieces", "direction": "within", "low": 100, "high": 200, "stale_after": 1440}
    do(add, "metric", {**values, "department": "DP-1"})
    do(add, "goal", {"title": "Sell", "departments": ["DP-1"], "owner": "PN-1", "due": NOW.date()})

    def carried_out(changes: Any) -> None:
        changes.transaction.exempt = "demo"
        changes.change(changes.get("G-1"), step="execute")

    do(carried_out)
    do(add, "key-result", {"title": "Pieces", "goal": "G-1", "metric": "N-1", "target": 1000, "owner": "PN-1"})
    return organisation


def seen(workspace: Workspace) -> Overview:
    return Overview(workspace.ledger, workspace.today)


def reasons(overview: Overview, id: str) -> list[str]:
    return [str(each) for each in overview.health(id).reasons if "check-in" not in str(each)]


def at(hours: float) -> datetime:
    return NOW - timedelta(hours=hours)


def test_its_value_is_the_latest_reading_and_a_check_in_takes_it_from_there(shop: Workspace):
    assert shop.records.get("KR-1").unit == "pieces"  # type: ignore[attr-defined]
    shop.do(check_in, "KR-1", 150, 7)  # as long as there is no reading
    shop.do(add_reading, "N-1", 180, at(3))
    found = seen(shop).progress("KR-1")
    assert (found.current, found.confidence, found.metric, found.at) == (180, 7, "N-1", at(3))
    assert computed(shop.records.get("KR-1"), seen(shop))["current"] == 180
    made = shop.do(check_in, "KR-1", None, 4, "so it is")
    assert made.value == 180
    assert seen(shop).progress("KR-1").confidence == 4
    with pytest.raises(Refused) as refused:
        shop.do(check_in, "KR-1", 181)
    assert refused.value.reason == "follows-metric"
    with pytest.raises(Refused):
        shop.do(check_in, shop.do(add, "key-result", {"title": "By hand", "goal": "G-1"}).id)


def test_of_one_that_is_retired_it_is_said_that_the_number_goes_nowhere(shop: Workspace):
    shop.do(add_reading, "N-1", 180, at(3))
    shop.do(drop, "N-1", "no more")
    with pytest.raises(Refused, match="KR-1 follows N-1, which is retired") as refused:
        shop.do(check_in, "KR-1", 181)
    assert (refused.value.reason, refused.value.words.values["id"]) == ("closed", "N-1")
    assert shop.do(check_in, "KR-1", None, 4).value == 180
    shop.do(edit, "KR-1", {"metric": None})
    assert shop.do(check_in, "KR-1", 181).value == 181


def test_units_are_those_of_the_metric(shop: Workspace):
    for id, values in (("KR-1", {"unit": "EUR"}), ("N-1", {"unit": "EUR"})):
        with pytest.raises(Invalid) as refused:
            shop.do(edit, id, values)
        assert refused.value.faults[0].words.reason == "other-unit"
    shop.do(drop, "N-1", "nobody counts any more")
    assert "N-1 is retired and takes no readings any more" in reasons(seen(shop), "KR-1")
    with pytest.raises(Invalid):
        shop.do(add, "key-result", {"title": "Another", "goal": "G-1", "metric": "N-1"})


def test_health_says_how_old_and_how_far_off_since_when(shop: Workspace):
    for hours, value in ((75, 150), (50, 92), (26, 88)):
        shop.do(add_reading, "N-1", value, at(hours))
    expected = ["Sales is 12 % under its band since Monday", "N-1 is stale for 26 hours"]
    for id in ("KR-1", "G-1"):
        assert [each for each in reasons(seen(shop), id) if "behind" not in each] == expected


def test_a_reading_turns_what_follows_in_the_same_moment_and_nothing_else(
    shop: Workspace, monkeypatch: pytest.MonkeyPatch
):
    shop.do(add, "goal", {"title": "Another", "departments": ["DP-1"]})
    shop.do(add_reading, "N-1", 50, at(2))
    overview = seen(shop)
    shop.ledger.news()
    before = {id: overview.health(id) for id in ("G-1", "G-2", "KR-1", "DP-1")}
    judged: list[str] = []
    judge = goal_health.health
    monkeypatch.setattr(goal_health, "health", lambda of, each: (judged.append(each), judge(of, each))[1])
    shop.do(add_reading, "N-1", 150, at(1))
    assert overview.apply(shop.ledger.news()) == {"N-1", "KR-1", "G-1"}
    assert overview.health("G-2") == before["G-2"]
    assert reasons(overview, "KR-1") != [str(each) for each in before["KR-1"].reasons]
    overview.health("DP-1")
    assert set(judged) == {"KR-1", "G-1", "DP-1"}
    shop.do(correct_reading, "N-1", at(1), 140, "counted twice")
    overview.apply(shop.ledger.news())
    assert overview.progress("KR-1") == seen(shop).progress("KR-1")
    assert overview.health("G-1") == seen(shop).health("G-1")


def test_time_alone_makes_it_too_old_and_that_is_told(shop: Workspace, monkeypatch: pytest.MonkeyPatch):
    shop.do(add_reading, "N-1", 150, at(0))
    overview = seen(shop)
    assert not any("stale" in each for each in reasons(overview, "G-1"))
    _ = overview.metrics.rows
    assert not overview.ages.grown()
    for hours in (25, 26):
        monkeypatch.setattr(clock, "now", lambda hours=hours: NOW + timedelta(hours=hours))
        overview.on_day(clock.now().date())
        assert overview.ages.grown()
        assert not overview.ages.grown()
        assert f"N-1 is stale for {hours} hours" in reasons(overview, "G-1")


def test_a_meeting_is_asked_about_red_and_old_metrics_once_for_each_time(shop: Workspace):
    shop.do(add, "metric", {"title": "Complaints", "direction": "down", "target": 10, "department": "DP-2"})
    shop.do(add, "metric", {"title": "Lorries", "stale_after": 60, "department": "DP-2"})
    shop.do(add_reading, "N-2", 20, at(2))
    shop.do(add_reading, "N-3", 3, at(2))
    shop.do(add_reading, "N-1", 50, at(2))
    shop.do(add, "meeting", {"title": "Weekly", "departments": ["DP-2"], "on": NOW.date()})
    found = {each.heading: each for each in proposed_agenda.of(seen(shop), "M-1")}
    assert {heading: each.id for heading, each in found.items()} == {"number": "N-2", "stale": "N-3"}
    assert str(found["stale"].why) == "N-3 is stale for 2 hours"
    values = {"title": "Complaints?", "meeting": "M-1", "proposed": found["number"].key}
    shop.do(add, "agenda-item", values)
    assert [each.id for each in proposed_agenda.of(seen(shop), "M-1")] == ["N-3"]
    shop.do(add_reading, "N-2", 5, at(1))
    shop.do(add_reading, "N-3", 4, at(0.5))
    assert proposed_agenda.of(seen(shop), "M-1") == []


def test_a_meeting_begins_with_the_metrics_of_its_goal_and_departments(shop: Workspace):
    for title, department in (("Complaints", "DP-2"), ("Lorries", "DP-1"), ("Old", "DP-2")):
        shop.do(add, "metric", {"title": title, "department": department})
    shop.do(drop, "N-4", "nobody counts")
    shop.do(add, "meeting", {"title": "Weekly", "goal": "G-1", "departments": ["DP-2"]})
    shop.do(add, "meeting", {"title": "Nobody's"})
    of = [[each.id for each in numbers(shop.records, shop.records.one(Meeting, id))] for id in ("M-1", "M-2")]
    assert of == [["N-1", "N-2"], []]
