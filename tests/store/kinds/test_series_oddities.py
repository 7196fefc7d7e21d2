"""Series among records of a later version, at their end, brought in whole, and told."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from store import Ledger, Workspace, clock
from store.commands import add, add_many, drop
from store.engine.journal.entry import Entry
from store.engine.transaction import Transaction
from store.history.narrative import told
from store.kinds.action import Action

OnDay = Callable[..., Any]
MONDAY = date(2026, 11, 23)
WEEKLY = "FREQ=WEEKLY;BYDAY=MO"


@pytest.fixture
def on_day(organisation: Workspace, monkeypatch: pytest.MonkeyPatch) -> OnDay:
    """``on_day(n, command, …)`` gives a command at noon of the nth day after that Monday."""

    def give(n: int, command: Callable[..., Any], *args: Any) -> Any:
        monkeypatch.setattr(clock, "now", lambda: datetime.combine(MONDAY + timedelta(n), time(12), UTC))
        return organisation.do(command, *args)

    monkeypatch.setattr(organisation.ledger, "_last", "2026-11-01T12:00:00.000Z")
    return give


@pytest.fixture
def weekly(organisation: Workspace, on_day: OnDay) -> Workspace:
    """A-1, Bo's, due that Monday and every Monday."""
    on_day(-3, add, "action", {"title": "Prices", "owner": "PN-2", "due": str(MONDAY), "repeats": WEEKLY})
    return organisation


def entries(workspace: Workspace) -> list[Entry]:
    return list(workspace.ledger.backwards())


def test_a_series_whose_last_one_is_late_leaves_nothing_in_the_journal(organisation: Workspace, on_day: OnDay):
    on_day(0, add, "action", {"title": "Once", "due": str(MONDAY), "repeats": "FREQ=DAILY;COUNT=1"})
    for n in (1, 2):
        on_day(n, add, "lesson", {"title": f"Ask {n}"})
    assert [each.what["verb"] for each in entries(organisation)][:3] == ["add"] * 3


@pytest.mark.parametrize("later", [{"priority": "urgent"}, {"repeats": "FREQ=LUNAR"}, {"due": 5}, {"goal": "G-99"}])
def test_one_of_a_later_version_holds_up_no_other(weekly: Workspace, on_day: OnDay, later: dict[str, Any]):
    on_day(-3, add, "action", {"title": "Other", "due": str(MONDAY), "repeats": WEEKLY})

    def write(transaction: Transaction) -> None:
        transaction.write("action", 1, {**(transaction.read("action", 1) or {}), **later})

    with Ledger(weekly.ledger.folder, "ana") as ledger:
        ledger.commit(write)
    on_day(1, add, "lesson", {"title": "Ask early"})
    made = (weekly.records.one(Action, f"A-{n}") for n in weekly.ledger.numbers("action") if n > 2)
    assert "A-2" in {each.source for each in made}


def test_the_reason_of_an_end_is_none_for_coming_again(weekly: Workspace, on_day: OnDay):
    on_day(0, drop, "A-1", "no time")
    found = told(entries(weekly)[:1], weekly.records)
    assert {event.id: event.why for event in found} == {"A-1": "no time", "A-2": ""}


def test_a_whole_series_is_brought_by_a_member_too(organisation: Workspace, on_day: OnDay):
    first = {"title": "Backup", "due": "2026-11-23", "repeats": WEEKLY}
    series = {"series": "A-1", "source": "A-1", "series_day": "2026-11-30"}
    organisation.ledger.who = "bo"
    on_day(8, add_many, "action", [first, {**first, "due": "2026-11-30", **series}])
    made = [(each.id, each.source, str(each.due)[5:]) for each in organisation.records.all(Action)]
    assert made == [("A-1", None, "11-23"), ("A-2", "A-1", "11-30"), ("A-3", "A-2", "12-07")]
