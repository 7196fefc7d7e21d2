"""People in other time zones than their workspace: whose day it is, and which day a stamp is of."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from store import clock, history
from store.commands import add, edit
from store.engine.transaction import Transaction
from store.insight.overview import Overview
from store.insight.waiting import waits
from store.kinds.goal import Goal
from store.records import Changes
from store.workspace import Workspace, open_workspace
from tests.for_each import for_each
from tests.store.begun import begun
from tests.store.computed import computed

#: Half past seven on Monday in Shanghai; in UTC it is still Sunday. Years ahead, since no journal goes back in time.
EARLY = datetime(2041, 11, 24, 23, 30, tzinfo=UTC)
MONDAY, SUNDAY = date(2041, 11, 25), date(2041, 11, 24)

Early = Callable[..., Any]


@pytest.fixture
def early(organisation: Workspace, monkeypatch: pytest.MonkeyPatch) -> Early:
    """Gives a command early on Monday in a workspace of Shanghai; the clock stands there."""
    monkeypatch.setattr(clock, "now", lambda: EARLY)
    organisation.do(edit, "WS-1", {"zone": "Asia/Shanghai"})
    return organisation.do


def test_whoever_has_no_zone_is_where_the_workspace_is(organisation: Workspace, early: Early):
    records = organisation.records
    early(edit, "PN-2", {"zone": "America/New_York"})
    assert [records.zone_of(who) for who in ("ana", "bo", "BO", "")] == [
        "Asia/Shanghai", "America/New_York", "Asia/Shanghai", "Asia/Shanghai",
    ]  # fmt: skip
    with open_workspace(organisation.ledger.folder, "bo") as bo:
        assert (bo.here, bo.today) == (SUNDAY, MONDAY)
        assert bo.do(lambda changes: (changes.here, changes.today)) == (SUNDAY, MONDAY)
    assert (organisation.here, organisation.today) == (MONDAY, MONDAY)
    early(edit, "PN-2", {"zone": ""})
    assert records.zone_of("bo") == "Asia/Shanghai"
    early(edit, "WS-1", {"zone": "UTC"})
    assert records.zone_of("bo") == "UTC"


def test_a_command_sees_the_zone_that_it_sets(organisation: Workspace, early: Early):
    def moves(changes: Changes) -> tuple[date, date]:
        before = changes.here
        changes.change(changes.get("PN-1"), zone="Pacific/Honolulu")
        return before, changes.here

    assert early(moves) == (MONDAY, SUNDAY)


def test_what_began_this_morning_began_today(organisation: Workspace, early: Early):
    """Since when somebody waits is a day of the workspace, also where it is another one in UTC."""
    early(begun, "goal", {"title": "G", "departments": ["DP-1", "DP-2"], "owner": "PN-1", "step": "meet"})
    early(add, "resource", {"name": "Dock", "department": "DP-2"})
    early(add, "allocation", {"title": "Ramp", "resource": "P-1", "department": "DP-1"})
    early(edit, "G-1", {"stances": {"DP-2": {"stance": "objects", "reason": "no capacity"}}})
    overview = Overview(organisation.ledger, organisation.today)
    assert {(wait.id, wait.who, wait.since) for wait in waits(overview)} == {
        ("G-1", "DP-2", MONDAY),
        ("AL-1", "DP-1", MONDAY),
    }
    early(edit, "G-1", {"stances": {}})
    overview = Overview(organisation.ledger, organisation.today)
    assert {(wait.id, wait.who, wait.since) for wait in waits(overview)} >= {("G-1", "DP-1", MONDAY)}
    goal = organisation.records.one(Goal, "G-1")
    assert computed(goal, overview)["asked_since"] == {
        "DP-1": "2041-11-25",
        "DP-2": "2041-11-25",
    }


def test_a_key_result_of_this_morning_is_stale_so_many_days_after_today(organisation: Workspace, early: Early):
    early(begun, "goal", {"title": "G", "step": "execute"})
    early(add, "key-result", {"title": "K", "goal": "G-1"})
    said = [
        [str(words) for words in Overview(organisation.ledger, MONDAY + timedelta(days), 14).health("KR-1").reasons]
        for days in (14, 15)
    ]
    assert said == [["there is no check-in yet"], ["KR-1 has had no check-in for 15 days"]]


@for_each(
    "zone, day, begins",
    [
        ("UTC", MONDAY, "2041-11-25T00:00:00.000Z"),
        (None, MONDAY, "2041-11-25T00:00:00.000Z"),
        ("Asia/Shanghai", MONDAY, "2041-11-24T16:00:00.000Z"),
        ("America/New_York", MONDAY, "2041-11-25T05:00:00.000Z"),
        ("Europe/Berlin", date(2026, 3, 29), "2026-03-28T23:00:00.000Z"),  # the clocks change on that day
        ("Europe/Berlin", date(2026, 3, 30), "2026-03-29T22:00:00.000Z"),
        ("America/Santiago", date(2026, 9, 6), "2026-09-06T04:00:00.000Z"),  # midnight is left out
    ],
)
def test_when_a_day_begins(zone: str | None, day: date, begins: str):
    assert clock.stamp(clock.begins(day, zone)) == begins
    moment = clock.begins(day, zone)
    assert clock.there(moment, zone).date() == day
    assert clock.there(moment - timedelta(milliseconds=1), zone).date() == day - timedelta(1)


def test_the_history_of_a_day_begins_when_the_day_begins(organisation: Workspace):
    def at(hour: int, day: date, title: str) -> None:
        def run(transaction: Transaction) -> None:
            transaction.now = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
            add(Changes(transaction), "action", {"title": title})

        organisation.ledger.commit(run)

    for hour, day, title in ((15, SUNDAY, "Sunday"), (16, SUNDAY, "Midnight"), (1, MONDAY, "Nine")):
        at(hour, day, title)
    begins = clock.stamp(clock.begins(MONDAY, "Asia/Shanghai"))
    found = history.recent(organisation.ledger, begins, 50)
    told = [str(event.words) for event in history.told(found, organisation.records)]
    assert told[-2:] == ["ana added A-3 Nine", "ana added A-2 Midnight"]
