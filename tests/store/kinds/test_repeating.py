"""Actions that come again: what makes the next one, once; what it takes over; how a series ends."""

import shutil
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from store import clock
from store.commands import add, add_many, comment, done, done_many, drop, edit, reopen, undo
from store.commands.undo import latest, take_back
from store.engine.journal.entry import Entry
from store.errors import ConcordError, Forbidden, Refused
from store.insight.overview import Overview
from store.insight.prefill import ranking
from store.kinds.action import Action
from store.kinds.ending import with_rest
from store.workspace import Workspace, open_workspace

OnDay = Callable[..., Any]
MONDAY = date(2026, 11, 23)
WEEKLY = "FREQ=WEEKLY;BYDAY=MO"


def day(n: int) -> date:
    """So many days after that Monday."""
    return MONDAY + timedelta(n)


@pytest.fixture
def on_day(organisation: Workspace, monkeypatch: pytest.MonkeyPatch) -> OnDay:
    """``on_day(day, command, …)`` gives a command at noon of a day; the clock stays there."""

    def give(day: date, command: Callable[..., Any], *args: Any, **values: Any) -> Any:
        monkeypatch.setattr(clock, "now", lambda: datetime.combine(day, time(12), UTC))
        return organisation.do(command, *args, **values)

    monkeypatch.setattr(organisation.ledger, "_last", "2026-11-01T12:00:00.000Z")
    return give


@pytest.fixture
def weekly(organisation: Workspace, on_day: OnDay) -> Workspace:
    """A-1, Bo's, due that Monday and every Monday."""
    values = {"title": "List of what customers say", "owner": "PN-2", "due": str(MONDAY), "repeats": WEEKLY}
    on_day(day(-3), add, "action", values)
    return organisation


def actions(workspace: Workspace) -> list[tuple[str, str, str]]:
    """Id, state and due day of all of them."""
    return [(each.id, each.state, str(each.due)[5:]) for each in workspace.records.all(Action)]


def entries(workspace: Workspace) -> list[Entry]:
    return list(workspace.ledger.backwards())


def test_the_next_one_is_made_by_the_commit_that_finishes_one(weekly: Workspace, on_day: OnDay):
    on_day(day(0), done, "A-1")
    assert actions(weekly) == [("A-1", "done", "11-23"), ("A-2", "todo", "11-30")]
    assert entries(weekly)[0].what == {"verb": "done", "id": "A-1", "series": [{"of": "A-1", "next": "A-2"}]}
    on_day(day(7), done, "A-2")
    found: Any = weekly.records.get("A-3")
    assert (found.series, found.source, found.series_day, found.due) == ("A-1", "A-2", day(14), day(14))


def test_what_is_done_early_is_followed_by_the_day_after_it(weekly: Workspace, on_day: OnDay):
    on_day(day(-3), done, "A-1")
    assert actions(weekly)[1] == ("A-2", "todo", "11-30")


def test_what_is_done_late_is_followed_by_the_coming_day_and_what_was_passed_over_is_told(
    weekly: Workspace, on_day: OnDay
):
    on_day(day(16), done, "A-1")
    assert actions(weekly) == [("A-1", "done", "11-23"), ("A-2", "todo", "12-14")]
    assert entries(weekly)[0].what["series"] == [{"of": "A-1", "next": "A-2", "passed": 2}]


def test_a_day_that_passes_brings_the_next_with_the_first_commit_of_anybody(weekly: Workspace, on_day: OnDay):
    on_day(day(0), add, "lesson", {"title": "Ask early"})
    assert len(actions(weekly)) == 1
    on_day(day(1), add, "lesson", {"title": "Ask twice"})
    assert actions(weekly) == [("A-1", "todo", "11-23"), ("A-2", "todo", "11-30")]
    on_day(day(2), add, "lesson", {"title": "Ask again"})
    assert len(actions(weekly)) == 2
    own, first = entries(weekly)[1:3]
    assert (own.what["verb"], own.who, first.what["verb"], first.who) == ("add", "ana", "repeat", "")
    assert first.what == {"verb": "repeat", "ids": ["A-2"], "series": [{"of": "A-1", "next": "A-2"}]}


def test_its_operation_id_is_that_of_series_and_day(weekly: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    weekly.ledger.close()
    shutil.copytree(tmp_path / "w", tmp_path / "other")
    ops: list[str] = []
    monkeypatch.setattr(clock, "now", lambda: datetime.combine(day(1), time(12), UTC))
    for folder, who in (("w", "bo"), ("other", "fay")):
        with open_workspace(str(tmp_path / folder), who) as workspace:
            workspace.do(add, "lesson", {"title": who})
            ops += [each.op for each in workspace.ledger.backwards() if each.what["verb"] == "repeat"]
    assert len(ops) == 2
    assert len(set(ops)) == 1


def test_of_many_days_that_passed_only_the_coming_one_is_made(weekly: Workspace, on_day: OnDay):
    on_day(day(23), add, "lesson", {"title": "After the holidays"})
    assert actions(weekly) == [("A-1", "todo", "11-23"), ("A-2", "todo", "12-21")]
    assert entries(weekly)[1].what["series"] == [{"of": "A-1", "next": "A-2", "passed": 3}]


def test_finishing_a_late_one_that_has_come_again_makes_nothing(weekly: Workspace, on_day: OnDay):
    on_day(day(1), add, "lesson", {"title": "Ask early"})
    on_day(day(1), done, "A-1")
    on_day(day(2), reopen, "A-1")
    on_day(day(3), done, "A-1")
    assert actions(weekly) == [("A-1", "done", "11-23"), ("A-2", "todo", "11-30")]


def test_the_first_commit_of_a_day_may_finish_it_itself(weekly: Workspace, on_day: OnDay):
    on_day(day(1), done, "A-1")
    assert actions(weekly) == [("A-1", "done", "11-23"), ("A-2", "todo", "11-30")]
    assert [entry.what["verb"] for entry in entries(weekly)][:2] == ["done", "add"]


def test_what_is_refused_writes_nothing_at_all(weekly: Workspace, on_day: OnDay):
    before = weekly.ledger.seq
    with pytest.raises(ConcordError):
        on_day(day(1), add, "action", {"title": ""})
    assert weekly.ledger.seq == before


def test_what_is_added_late_comes_at_once(organisation: Workspace, on_day: OnDay):
    on_day(day(3), add, "action", {"title": "Backup", "due": str(MONDAY), "repeats": WEEKLY})
    assert actions(organisation) == [("A-1", "todo", "11-23"), ("A-2", "todo", "11-30")]


def test_a_viewer_who_writes_first_is_not_refused_and_the_next_one_is_nobodys(weekly: Workspace, on_day: OnDay):
    on_day(day(-3), edit, "PN-3", {"role": "viewer"})
    weekly.ledger.who = "fay"
    try:
        on_day(day(30), edit, "PN-3", {"email": "fay@nordwind.example"})
        found = weekly.records.get("A-2")
        assert (found.made_by, found.title) == ("", "List of what customers say")
        with pytest.raises(Forbidden):
            on_day(day(30), done, "A-2")
    finally:
        weekly.ledger.who = "ana"


# Undo


def undone(workspace: Workspace, **how: Any) -> list[str]:
    entry = latest(workspace.ledger)
    assert entry is not None
    return take_back(workspace, entry, **how)


def test_undo_takes_the_next_one_back_with_the_end_and_redo_brings_both(weekly: Workspace, on_day: OnDay):
    on_day(day(0), done, "A-1")
    undone(weekly)
    assert actions(weekly) == [("A-1", "todo", "11-23")]
    entry = latest(weekly.ledger, again=True)
    assert entry is not None
    take_back(weekly, entry, again=True)
    assert actions(weekly) == [("A-1", "done", "11-23"), ("A-2", "todo", "11-30")]
    undone(weekly)
    on_day(day(0), done, "A-1")
    assert [each[1:] for each in actions(weekly)] == [("done", "11-23"), ("todo", "11-30")]


def test_what_somebody_has_made_of_the_next_one_stays(weekly: Workspace, on_day: OnDay):
    on_day(day(0), done, "A-1")
    weekly.do(edit, "A-2", {"note": "Ask the shops too"})
    entry = next(each for each in entries(weekly) if each.what["verb"] == "done")
    with pytest.raises(undo.Overtaken):
        take_back(weekly, entry)
    take_back(weekly, entry, partly=True)
    assert [each[:2] for each in actions(weekly)] == [("A-1", "todo"), ("A-2", "todo")]
    on_day(day(0), done, "A-1")
    assert [each[:2] for each in actions(weekly)] == [("A-1", "done"), ("A-2", "todo")]


def test_undo_of_the_commit_behind_it_leaves_alone_what_came_by_itself(weekly: Workspace, on_day: OnDay):
    on_day(day(1), add, "lesson", {"title": "Ask early"})
    assert undone(weekly) == ["L-1"]
    assert [each[0] for each in actions(weekly)] == ["A-1", "A-2"]
    again = latest(weekly.ledger)
    assert again is not None
    assert again.what == {"verb": "add", "id": "A-1"}


# What it takes over


def test_what_the_next_one_takes_over(organisation: Workspace, on_day: OnDay):
    on_day(day(-4), add, "goal", {"title": "Listen", "departments": ["DP-1", "DP-2"]})
    values = {
        "title": "List",
        "note": "From the shops",
        "owner": "PN-2",
        "department": "DP-1",
        "contributors": ["PN-3"],
        "due": "2026-11-23",
        "start": "2026-11-20",
        "priority": "high",
        "goal": "G-1",
        "repeats": WEEKLY,
        "checklist": ["[x] Ask", "Write"],
        "tags": ["voice"],
    }
    on_day(day(-3), add, "action", values)
    on_day(day(-3), edit, "A-1", {"due": "2026-11-25"}, why="a day off")
    on_day(day(-3), edit, "A-1", {"title": "The list", "state": "doing"})
    on_day(day(-3), comment, "A-1", "soon")
    on_day(day(2), done, "A-1")
    found: Any = organisation.records.get("A-2")
    assert (found.title, found.note, found.owner, found.department) == ("The list", "From the shops", "PN-2", "DP-1")
    assert (found.contributors, found.priority, found.goal, found.tags) == (("PN-3",), "high", "G-1", ("voice",))
    assert (found.due, found.start, found.state, found.due_log) == (day(7), day(2), "todo", ())
    assert [(each.text, each.done) for each in found.checklist] == [("Ask", False), ("Write", False)]
    assert found.made_by == "ana"


def test_who_has_left_does_not_come_again(weekly: Workspace, on_day: OnDay):
    on_day(day(-3), edit, "A-1", {"department": "DP-1", "contributors": ["PN-3"]})
    on_day(day(-2), edit, "PN-2", {"left_on": str(day(-2))})
    on_day(day(0), done, "A-1")
    found: Any = weekly.records.get("A-2")
    assert (found.owner, found.department, found.contributors) == (None, "DP-1", ("PN-3",))
    assert entries(weekly)[0].what["series"][0]["left_out"] == ["PN-2"]


def test_moving_one_does_not_move_the_series(weekly: Workspace, on_day: OnDay):
    on_day(day(0), edit, "A-1", {"due": str(day(3))}, why="the shops are closed")
    on_day(day(2), add, "lesson", {"title": "Nothing has passed"})
    assert len(actions(weekly)) == 1
    on_day(day(3), done, "A-1")
    assert actions(weekly)[1] == ("A-2", "todo", "11-30")


def test_another_rule_holds_from_here_on(weekly: Workspace, on_day: OnDay):
    on_day(day(0), edit, "A-1", {"repeats": "FREQ=MONTHLY;BYMONTHDAY=1"})
    on_day(day(0), done, "A-1")
    assert actions(weekly)[1] == ("A-2", "todo", "12-01")
    with pytest.raises(Refused, match="A-2"):
        on_day(day(0), edit, "A-1", {"repeats": ""})


# The end of a series


@pytest.mark.parametrize("rule", [f"{WEEKLY};COUNT=2", f"{WEEKLY};UNTIL=20261130"])
def test_a_series_ends_by_count_or_day(organisation: Workspace, on_day: OnDay, rule: str):
    on_day(day(-1), add, "action", {"title": "Twice", "due": str(MONDAY), "repeats": rule})
    on_day(day(0), done, "A-1")
    on_day(day(7), done, "A-2")
    assert [each[0] for each in actions(organisation)] == ["A-1", "A-2"]
    assert entries(organisation)[0].what["series"] == [{"of": "A-2", "ended": "rule"}]


def test_a_series_ends_by_hand(weekly: Workspace, on_day: OnDay):
    on_day(day(1), edit, "A-1", {"repeats": ""})
    on_day(day(1), done, "A-1")
    assert len(actions(weekly)) == 1


def test_dropping_one_drops_this_one(weekly: Workspace, on_day: OnDay):
    on_day(day(0), drop, "A-1", "nobody is there")
    assert actions(weekly) == [("A-1", "dropped", "11-23"), ("A-2", "todo", "11-30")]


def test_what_is_over_takes_the_series_with_it(weekly: Workspace, on_day: OnDay):
    on_day(day(-3), add, "goal", {"title": "Listen"})
    on_day(day(-3), edit, "A-1", {"goal": "G-1"})
    on_day(day(0), with_rest, {"": "done"}, drop, "G-1", "no money")
    assert actions(weekly) == [("A-1", "done", "11-23")]
    assert entries(weekly)[0].what["series"] == [{"of": "A-1", "ended": "G-1"}]


# Nothing twice, nothing from outside


def test_several_at_once_make_one_each(organisation: Workspace, on_day: OnDay):
    values = [{"title": f"List {n}", "due": str(MONDAY), "repeats": WEEKLY} for n in range(3)]
    on_day(day(-1), add_many, "action", values)
    on_day(day(0), done_many, ["A-1", "A-2", "A-3"])
    assert [each[1] for each in actions(organisation)] == ["done"] * 3 + ["todo"] * 3


def _finish(folder: str, who: str, moment: datetime) -> str:
    """In a process of its own: finish whatever is open, and add something, on that day."""
    clock.now = lambda: moment
    with open_workspace(folder, who) as workspace:
        workspace.do(add, "lesson", {"title": who})
        try:
            workspace.do(done, "A-1")
        except Refused as refused:
            return refused.reason
    return "done"


@pytest.mark.parametrize("late", [0, 1, 40])
def test_several_processes_at_once_make_one(weekly: Workspace, late: int):
    folder, moment = weekly.ledger.folder, datetime.combine(day(late), time(12), UTC)
    with ProcessPoolExecutor(4, get_context("fork")) as pool:
        found = list(pool.map(_finish, [folder] * 4, ["ana", "bo", "ana", "bo"], [moment] * 4))
    weekly.ledger.catch_up()
    assert sorted(found) == ["closed"] * 3 + ["done"]
    assert [each[1] for each in actions(weekly)] == ["done", "todo"]


@pytest.mark.parametrize(
    "forged",
    [
        {"series": "A-1", "series_day": "2026-12-07"},
        {"series": "A-1", "series_day": "2026-12-07", "source": "A-1"},
        {"series": "A-2", "series_day": "2026-11-30", "source": "A-1"},
        {"series_day": "2026-11-30"},
    ],
)
def test_nobody_puts_an_action_into_a_series(weekly: Workspace, forged: dict[str, str]):
    with pytest.raises(ConcordError):
        weekly.do(add, "action", {"title": "Mine", **forged})


def test_what_is_written_by_the_tables_comes_again_too(weekly: Workspace):
    weekly.documents.table("action").update({"state": "done", "done_on": str(weekly.today)}, doc_ids=[1])
    assert len(actions(weekly)) == 2


def test_the_next_one_is_not_proposed_before_its_turn(weekly: Workspace, on_day: OnDay):
    on_day(day(0), done, "A-1")
    found = [ranking(Overview(weekly.ledger, day(n)), "PN-2", day(n)) for n in (0, 4, 5, 7)]
    assert found == [[], [], ["A-2"], ["A-2"]]


def test_a_large_import_has_it_written_first_too(weekly: Workspace, on_day: OnDay):
    on_day(day(0), add, "lesson", {"title": "Ask early"})
    on_day(day(1), lambda _changes: None)  # the clock goes on
    weekly.do_ahead(add_many, "action", [{"title": f"Row {n}"} for n in range(5)])
    assert [each.what["verb"] for each in entries(weekly)][:2] == ["add", "repeat"]
    assert len(actions(weekly)) == 7
