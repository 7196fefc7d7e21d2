"""Who waits for whom, and what one person's day holds, as PRODUCT has it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from store.commands import add, done, edit, reopen
from store.fields.calendar import Calendar
from store.insight import my_day
from store.insight.overview import Overview
from store.insight.waiting import Answers, answers, matrix, waits
from store.kinds.blocker import Blocker, block
from store.kinds.consensus import take_stance
from store.kinds.escalation import escalate
from store.kinds.raci import assign
from store.kinds.request import accept, negotiate
from store.workspace import Workspace
from tests.store.begun import begun
from tests.store.computed import computed


@pytest.fixture
def two(organisation: Workspace) -> Workspace:
    """MKT is led by ana, FIN by fay."""
    organisation.do(edit, "DP-1", {"lead": "PN-1"})
    organisation.do(edit, "DP-2", {"lead": "PN-3"})
    return organisation


def seen(workspace: Workspace, days: int = 0) -> dict[tuple[str, str], tuple[int, int, int, tuple[str, ...]]]:
    overview = Overview(workspace.ledger, workspace.today + timedelta(days), 14, Calendar("1234567"))
    return {pair: tuple(cell) for pair, cell in matrix(waits(overview), overview.today).items()}  # type: ignore[misc]


MKT_ON_FIN, FIN_ON_MKT = ("DP-1", "DP-2"), ("DP-2", "DP-1")


def asked(w: Workspace) -> None:
    w.do(add, "request", {"title": "Code", "department": "DP-2", "asker": "DP-1"})


def offered(w: Workspace) -> None:
    asked(w)
    w.do(negotiate, "Q-1", "half of it")


def delivered(w: Workspace) -> None:
    asked(w)
    w.do(accept, "Q-1")
    w.do(done, "Q-1")


def blocked(w: Workspace, on: str = "DP-2") -> None:
    w.do(add, "action", {"title": "Feed", "department": "DP-1"})
    w.do(block, ["A-1"], "No code", on)


def discussed(w: Workspace) -> None:
    w.do(begun, "goal", {"title": "G", "departments": ["DP-1", "DP-2"], "owner": "PN-1", "step": "meet"})
    w.do(take_stance, "G-1", "DP-1", "agrees")


def wanted(w: Workspace) -> None:
    w.do(add, "resource", {"name": "Dock", "department": "DP-2"})
    w.do(add, "allocation", {"title": "Ramp", "resource": "P-1", "department": "DP-1"})


@pytest.mark.parametrize(
    ("make", "days", "expected"),
    [
        (asked, 0, {MKT_ON_FIN: (1, 0, 0, ("Q-1",))}),
        (asked, 3, {MKT_ON_FIN: (1, 0, 3, ("Q-1",))}),  # three days are promised
        (asked, 4, {MKT_ON_FIN: (1, 1, 4, ("Q-1",))}),
        (offered, 9, {FIN_ON_MKT: (1, 0, 9, ("Q-1",))}),
        (delivered, 2, {FIN_ON_MKT: (1, 0, 2, ("Q-1",))}),
        (blocked, 7, {MKT_ON_FIN: (1, 0, 7, ("B-1",))}),
        (blocked, 8, {MKT_ON_FIN: (1, 1, 8, ("B-1",))}),
        (lambda w: blocked(w, "PN-3"), 1, {MKT_ON_FIN: (1, 0, 1, ("B-1",))}),  # a person is of a department
        (lambda w: blocked(w, "PN-2"), 1, {}),  # within the department
        (discussed, 8, {MKT_ON_FIN: (1, 1, 8, ("G-1",))}),
        (wanted, 1, {MKT_ON_FIN: (1, 0, 1, ("AL-1",))}),
    ],
)
def test_who_waits_for_whom(two: Workspace, make: Any, days: int, expected: dict[Any, Any]):
    make(two)
    assert seen(two, days) == expected


def test_the_oldest_and_the_late_come_first(two: Workspace):
    blocked(two)
    asked(two)
    two.do(edit, "Q-1", {"need_by": two.today})
    assert seen(two, 1)[MKT_ON_FIN] == (2, 1, 1, ("Q-1", "B-1"))


def test_answer_times_against_what_is_promised(two: Workspace):
    for _ in range(3):
        asked(two)
    two.do(accept, "Q-1")
    two.do(edit, "DP-2", {"answer_days": 5})
    overview = Overview(two.ledger, two.today)
    assert answers(overview, "DP-2") == Answers(asked=3, asks=0, median=0.0, promised=5, open=2, counted=1, in_time=1)
    assert answers(overview, "DP-1") == Answers(asked=0, asks=3, median=None, promised=3)


@pytest.mark.parametrize(("days", "median"), [(0, 0.0), (3, 0.0), (4, 4.0), (9, 9.0)])
def test_silence_makes_no_department_quick(two: Workspace, days: int, median: float):
    """One of three is answered at once; the two others count as soon as they wait longer than is promised."""
    for _ in range(3):
        asked(two)
    two.do(accept, "Q-1")
    overview = Overview(two.ledger, two.today + timedelta(days), 14, Calendar("1234567"))
    found = answers(overview, "DP-2")
    assert found[:6] == (3, 0, median, 3, 2, days)
    assert (found.counted, found.in_time) == (3 if days > 3 else 1, 1)


@pytest.mark.parametrize("severity", ["high", "normal", "low"])
def test_nothing_is_late_on_the_day_on_which_it_begins(two: Workspace, severity: str):
    two.do(add, "action", {"title": "Feed", "department": "DP-1"})
    two.do(block, ["A-1"], "No code", "DP-2", severity=severity)
    assert [seen(two, days)[MKT_ON_FIN][1] for days in (0, 1, 7, 8)] == [0, 0, 0, 1]


def test_a_blocker_that_held_before_is_as_old_in_the_matrix_as_on_its_page(
    organisation: Workspace, on_day: Callable[..., Any]
):
    day = organisation.today - timedelta(20)
    on_day(day, add, "action", {"title": "Feed", "department": "DP-1"})
    on_day(day, block, ["A-1"], "No code", "DP-2")
    on_day(day + timedelta(6), done, "B-1")
    on_day(day + timedelta(18), reopen, "B-1")
    overview = Overview(organisation.ledger, organisation.today)
    record = overview.reading.one(Blocker, "B-1")
    assert seen(organisation)[MKT_ON_FIN][:3] == (1, 1, 8)
    assert computed(record, overview)["age_days"] == 8


def test_the_counts_follow_whoever_answers_for_a_goal(two: Workspace):
    two.do(add, "goal", {"title": "G", "why": "so", "departments": ["DP-1", "DP-2"], "owner": "PN-1"})
    two.do(take_stance, "G-1", "DP-2", "objects", "no room")
    overview = Overview(two.ledger, two.today)
    two.ledger.news()

    def waiting() -> list[str]:
        overview.apply(two.ledger.news())
        ids = ("DP-1", "DP-2", "PN-1", "PN-2", "PN-3")
        return [id for id in ids if overview.counts(id).waiting]

    assert waiting() == ["DP-1", "PN-1"]
    two.do(edit, "PN-1", {"department": "DP-2"})
    assert waiting() == ["DP-2", "PN-1"]
    two.do(assign, "G-1", {"DP-1": "A"})
    two.do(edit, "DP-1", {"lead": "PN-2"})
    assert waiting() == ["DP-1", "PN-2"]
    two.do(edit, "DP-1", {"lead": "PN-3"})
    assert waiting() == ["DP-1", "PN-3"]


def day_of(workspace: Workspace, person: str, days: int = 0) -> list[tuple[str, str]]:
    overview = Overview(workspace.ledger, workspace.today + timedelta(days))
    return [(item.section, item.id) for item in my_day.of(overview, person)]


def test_my_actions_by_what_presses(two: Workspace):
    today = two.today
    for title, due in (("next", 3), ("late", -2), ("today", 0), ("held", 1), ("freed", 1), ("no day", None)):
        day = None if due is None else today + timedelta(due)
        two.do(add, "action", {"title": title, "owner": "PN-2", "due": day})
    two.do(add, "action", {"title": "not mine", "owner": "PN-1"})
    two.do(block, ["A-4"], "stuck", "PN-3")
    two.do(block, ["A-5"], "stuck", "PN-3")
    two.do(done, "B-2")
    assert day_of(two, "PN-2") == [
        ("late", "A-2"), ("today", "A-3"), ("next", "A-1"), ("next", "A-6"), ("blocked", "A-4"), ("freed", "A-5"),
    ]  # fmt: skip
    assert day_of(two, "PN-3") == [("waits", "B-1")]


@pytest.mark.parametrize(
    ("letters", "day"),
    [
        ({"PN-2": "A", "DP-2": "R"}, [("goals", "G-1")]),  # it is late: the accountable hears
        ({"PN-1": "A", "PN-2": "R"}, [("part", "G-1")]),
        ({"PN-1": "A", "PN-2": "C"}, []),
        ({"DP-1": "A", "PN-2": "I"}, []),
    ],
)
def test_raci_does_work(two: Workspace, letters: dict[str, str], day: list[tuple[str, str]]):
    two.do(begun, "goal", {"title": "G", "departments": ["DP-1"], "step": "execute", "due": two.today - timedelta(1)})
    two.do(assign, "G-1", letters)
    assert day_of(two, "PN-2") == day
    if letters.get("DP-1") == "A":
        assert day_of(two, "PN-1") == [("goals", "G-1")]  # ana leads it


def test_what_my_department_is_asked(two: Workspace):
    asked(two)
    wanted(two)
    discussed(two)
    blocked(two)
    two.do(escalate, "B-1", "PN-2")
    assert day_of(two, "PN-3") == [("answers", id) for id in ("B-1", "Q-1", "G-1", "AL-1")]
    assert day_of(two, "PN-2") == [("waits", "B-1")]
    two.do(negotiate, "Q-1", "half of it")
    assert ("answers", "Q-1") in day_of(two, "PN-1")


def test_reviews_and_milestones_ahead(two: Workspace):
    two.do(add, "goal", {"title": "G", "owner": "PN-2"})
    values = {"question": "Which?", "chosen": "this", "goal": "G-1", "review_on": two.today + timedelta(10)}
    two.do(add, "decision", values)
    two.do(add, "milestone", {"title": "M", "goal": "G-1", "owner": "PN-2", "due": two.today + timedelta(12)})
    two.do(add, "milestone", {"title": "M", "goal": "G-1", "owner": "PN-2", "due": two.today + timedelta(20)})
    assert day_of(two, "PN-2") == [("ahead", "MS-1"), ("ahead", "D-1"), ("part", "G-1")]
