"""Resources: load over days, over-commitment before and after granting, who else wants the same; teams; milestones."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.commands import add, done, edit, reopen
from store.errors import Invalid, Refused
from store.kinds.allocation import Allocation, decline, grant, rivals
from store.kinds.milestone import Milestone
from store.kinds.raci import Party, gaps, with_letters
from store.kinds.resource import load, over
from store.kinds.team import Team, is_running, set_share
from store.workspace import Workspace
from tests.for_each import for_each

DAY = date(2027, 1, 4)


def use(amount: float, start: int | None, end: int | None) -> Allocation:
    days = [None if each is None else DAY + timedelta(each) for each in (start, end)]
    return Allocation(title="x", amount=amount, start=days[0], end=days[1])


@for_each(
    "uses, expected",
    [
        ([], []),
        ([use(2, 0, 6)], [(0, 6, 2)]),
        ([use(2, 0, 6), use(3, 4, 9)], [(0, 3, 2), (4, 6, 5), (7, 9, 3)]),
        ([use(2, 0, 6), use(3, 7, 9)], [(0, 6, 2), (7, 9, 3)]),  # one ends, the other begins the next day
        ([use(1, None, 2), use(1, 2, None)], [(None, 1, 1), (2, 2, 2), (3, None, 1)]),
    ],
)
def test_load_is_what_is_used_at_the_same_time(uses: list[Allocation], expected: list[tuple[Any, Any, float]]):
    found = load(uses, "week")
    days = [(e.start and (e.start - DAY).days, e.end and (e.end - DAY).days, e.used) for e in found]
    assert days == expected


uses_made = st.lists(st.builds(use, st.integers(1, 5), st.integers(0, 20), st.integers(21, 40)), max_size=8)


@given(uses_made, st.integers(1, 10))
def test_over_is_every_day_on_which_more_is_used_than_there_is(uses: list[Allocation], capacity: int):
    by_day: dict[date, float] = defaultdict(float)
    for each in uses:
        assert each.start
        assert each.end
        for offset in range((each.end - each.start).days + 1):
            by_day[each.start + timedelta(offset)] += each.amount
    found: set[date] = set()
    for stretch in over(uses, capacity, "week"):
        assert stretch.start
        assert stretch.end
        found |= {stretch.start + timedelta(n) for n in range((stretch.end - stretch.start).days + 1)}
    assert found == {day for day, used in by_day.items() if used > capacity}


def test_a_budget_is_used_once_and_in_all():
    assert over([use(60, 0, 1), use(50, 30, 31)], 100, "all")[0].used == 110
    assert over([use(60, 0, 1), use(50, 30, 31)], 100, "week") == []


@pytest.fixture
def dock(organisation: Workspace) -> Workspace:
    organisation.do(add, "resource", {"name": "Dock", "department": "DP-2", "capacity": 2, "unit": "ramps"})
    organisation.do(edit, "DP-2", {"lead": "PN-3"})
    for title, start, end in (("Spring", "2027-01-04", "2027-01-15"), ("Summer", "2027-01-11", "2027-01-22")):
        values = {"title": title, "resource": "P-1", "amount": 2, "start": start, "end": end}
        organisation.do(add, "allocation", values)
    return organisation


def test_over_commitment_is_seen_before_it_is_granted(dock: Workspace):
    dock.do(grant, "AL-1")
    with pytest.raises(
        Refused, match=r"Dock would be over-committed: 4 of 2 ramps a week from 2027-01-11 to 2027-01-15"
    ):
        dock.do(grant, "AL-2")
    dock.do(grant, "AL-2", "the crane is free")
    assert dock.records.one(Allocation, "AL-2").over == "the crane is free"
    dock.do(edit, "AL-2", {"start": "2027-01-18"})
    assert dock.records.one(Allocation, "AL-2").over == ""
    with pytest.raises(Refused, match="over-committed"):
        dock.do(edit, "AL-2", {"start": "2027-01-11"})


def test_its_owner_grants_and_declines(dock: Workspace):
    dock.ledger.who = "bo"
    for step in (lambda: dock.do(grant, "AL-1"), lambda: dock.do(decline, "AL-1", "no")):
        with pytest.raises(Refused, match="Dock belongs to FIN"):
            step()
    dock.ledger.who = "fay"
    with pytest.raises(Refused, match="wants a reason"):
        dock.do(decline, "AL-1", "")
    dock.do(decline, "AL-1", "it is being repaired")
    dock.do(grant, "AL-1")
    dock.do(done, "AL-1")
    assert dock.records.one(Allocation, "AL-1").state == "released"
    with pytest.raises(Refused, match="was released"):
        dock.do(grant, "AL-1")
    dock.do(reopen, "AL-1")
    with pytest.raises(Refused, match="granted, declined or released"):
        dock.do(edit, "AL-1", {"state": "granted"})


def test_who_else_wants_the_same(dock: Workspace):
    both = [dock.records.one(Allocation, id) for id in ("AL-1", "AL-2")]
    assert [each.id for each in rivals(both[0], both, "week")] == ["AL-2"]


@for_each(
    "start, end, running",
    [(None, None, True), (-1, 1, True), (0, 0, True), (1, 5, False), (-5, -1, False)],
)
def test_a_team_begins_and_ends_by_itself(start: int | None, end: int | None, running: bool):
    days = [None if each is None else DAY + timedelta(each) for each in (start, end)]
    assert is_running(Team(name="x", start=days[0], end=days[1]), DAY) is running


def test_shares_of_a_team_go_from_1_to_100(organisation: Workspace):
    organisation.do(add, "goal", {"title": "Spring", "due": "2027-06-30"})
    organisation.do(add, "team", {"name": "Launch", "goal": "G-1", "members": {"PN-1": 40}})
    team = organisation.records.one(Team, "S-1")
    assert (team.start, team.end) == (organisation.today, date(2027, 6, 30))
    organisation.do(set_share, "S-1", "PN-2", 60)
    organisation.do(set_share, "S-1", "PN-1", 0)
    assert organisation.records.one(Team, "S-1").members == {"PN-2": 60}
    with pytest.raises(Invalid, match="from 1 to 100"):
        organisation.do(set_share, "S-1", "PN-1", 101)
    with pytest.raises(Refused, match="not in S-1"):
        organisation.do(set_share, "S-1", "PN-3", 0)


def test_a_milestone_remembers_its_moves(organisation: Workspace):
    organisation.do(add, "milestone", {"title": "Shops know", "due": "2027-01-15"})
    with pytest.raises(Refused, match="wants a reason"):
        organisation.do(edit, "MS-1", {"due": "2027-01-22"})
    organisation.do(edit, "MS-1", {"due": "2027-01-22"}, why="the posters are late")
    organisation.do(done, "MS-1")
    milestone = organisation.records.one(Milestone, "MS-1")
    assert [move.why for move in milestone.due_log] == ["the posters are late"]
    assert milestone.done == organisation.today
    with pytest.raises(Refused, match="done already"):
        organisation.do(done, "MS-1")


ANA, BO, MKT = Party("ana"), Party("bo", active=False), Party("MKT", can_answer=False)


@for_each(
    "raci, faults",
    [
        ({}, ["nobody is accountable", "nobody is responsible"]),
        ({"ana": "A"}, ["nobody is responsible"]),
        ({"ana": "A", "MKT": "R"}, []),
        ({"MKT": "A", "ana": "R"}, ["MKT is accountable (A) and has no lead"]),
        ({"ana": "A", "bo": "R"}, ["bo has an R and is not active"]),
        ({"ana": "R"}, ["nobody is accountable"]),
    ],
)
def test_the_faults_of_a_raci(raci: dict[str, str], faults: list[str]):
    found = [str(words) for words in gaps(raci, {"ana": ANA, "bo": BO, "MKT": MKT})]
    assert len(found) == len(faults)
    assert all(said in words for said, words in zip(faults, found, strict=True))


@for_each(
    "raci, letters, owner, after",
    [
        ({}, {"b": "R"}, "a", {"a": "A", "b": "R"}),  # the owner answers where nobody is named
        ({}, {"b": "R"}, None, {"b": "R"}),
        ({}, {"a": "R"}, "a", {"a": "R"}),
        ({"a": "A"}, {"b": "A"}, None, {"a": "R", "b": "A"}),
        ({"a": "A", "b": "R"}, {"b": "A", "a": ""}, None, {"b": "A"}),
        ({"a": "A", "b": "R"}, {"b": ""}, None, {"a": "A"}),
    ],
)
def test_giving_letters(raci: dict[str, str], letters: dict[str, str], owner: str | None, after: dict[str, str]):
    assert with_letters(raci, letters, owner) == after
