"""Resources: over-commitment is seen before it is granted and whenever it arises; what frees, who wants the same."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from store.commands import add, done, drop, edit, reopen
from store.commands.undo import latest, take_back
from store.errors import ConcordError, Refused
from store.insight.overview import Overview
from store.kinds.allocation import Allocation, decline, grant
from store.kinds.gates import wants
from store.kinds.goal import Goal
from store.kinds.resource import Resource
from store.kinds.team import Team, is_running
from store.workspace import Workspace
from tests.for_each import for_each
from tests.store.begun import begun
from tests.store.computed import computed

Do = Callable[[Workspace], Any]
FROM = date(2027, 1, 4)


def ask(w: Workspace, amount: float, start: int | None, days: int | None, goal: str | None = "G-1") -> str:
    begin = None if start is None else FROM + timedelta(start)
    end = None if begin is None or days is None else begin + timedelta(days - 1)
    values = {"title": "x", "resource": "P-1", "amount": amount, "goal": goal, "start": begin, "end": end}
    return w.do(add, "allocation", values).id


@pytest.fixture
def pool(organisation: Workspace) -> Workspace:
    """FIN, led by fay, has ten days a week; bo of MKT asks for G-1."""
    w = organisation
    w.do(edit, "DP-2", {"lead": "PN-3"})
    w.do(begun, "goal", {"title": "Spring", "step": "execute"})
    w.do(add, "resource", {"name": "Analysts", "department": "DP-2", "capacity": 10, "unit": "days"})
    return w


def over(w: Workspace, id: str = "P-1") -> list[tuple[Any, Any, float]]:
    """When it is over-committed, as days from the first one, and how much is used then."""
    record = w.records.get(id)
    found = computed(record, Overview(w.ledger, FROM))["over_committed"]

    def offset(text: str | None) -> int | None:
        return None if text is None else (date.fromisoformat(text) - FROM).days

    return [(offset(each["from"]), offset(each["to"]), each["used"]) for each in found]


@pytest.mark.parametrize(
    ("per", "granted", "asked", "seen"),
    [
        ("week", [(6, 0, 14)], (4, 0, 7), []),
        ("week", [(6, 0, 14)], (5, 0, 7), [(0, 6, 11)]),
        ("week", [(6, 0, 14)], (5, 14, 7), []),  # afterwards
        ("week", [(6, 0, 14)], (5, 7, 14), [(7, 13, 11)]),  # only where they meet
        ("week", [(6, 0, 7), (6, 14, 7)], (5, 0, 21), [(0, 6, 11), (14, 20, 11)]),
        ("week", [(3, 0, 7), (3, 3, 7)], (5, 0, 7), [(3, 6, 11)]),
        ("week", [], (11, 0, 7), [(0, 6, 11)]),  # by itself
        ("week", [(6, None, None)], (5, 0, 7), [(0, 6, 11)]),  # for ever
        ("month", [(6, 0, 14)], (5, 7, 14), [(7, 13, 11)]),
        ("all", [(6, 0, 7)], (5, 100, 7), [(None, None, 11)]),  # used once and in all
        ("all", [(6, 0, 7)], (4, 100, 7), []),
    ],
)
def test_it_is_seen_before_it_is_granted(
    pool: Workspace, per: str, granted: list[Any], asked: tuple[float, int, int], seen: list[Any]
):
    pool.do(edit, "P-1", {"per": per})
    for amount, start, days in granted:
        pool.do(grant, ask(pool, amount, start, days))
    id = ask(pool, *asked)
    assert over(pool, id) == seen
    assert over(pool) == []
    if seen:
        with pytest.raises(Refused, match=r"Analysts would be over-committed: 11 of 10 days.*say why$"):
            pool.do(grant, id)
        with pytest.raises(Refused, match="over-committed"):
            pool.do(grant, id, "  ")
        pool.do(grant, id, "they help each other")
        assert pool.records.one(Allocation, id).over == "they help each other"
    else:
        pool.do(grant, id)
        assert pool.records.one(Allocation, id).over == ""
    assert over(pool) == seen


@pytest.mark.parametrize(
    ("change", "arises"),
    [
        (lambda w: w.do(edit, "P-1", {"capacity": 5}), True),
        (lambda w: w.do(edit, "AL-2", {"start": FROM, "end": FROM + timedelta(6)}, why="sooner"), True),
        (lambda w: w.do(edit, "AL-2", {"end": FROM + timedelta(30)}), False),
        (lambda w: w.do(edit, "AL-1", {"amount": 2}), False),
    ],
)
def test_it_is_seen_in_health_whenever_it_arises(pool: Workspace, change: Do, arises: bool):
    pool.do(grant, ask(pool, 6, 0, 7))
    pool.do(grant, ask(pool, 6, 7, 7))
    overview = Overview(pool.ledger, FROM)
    assert overview.health("G-1").color != "amber"
    overview.apply(pool.ledger.news())
    change(pool)
    overview.apply(pool.ledger.news())
    health = overview.health("G-1")
    assert (health.color == "amber") is arises
    if arises:
        assert str(health.reasons[0]).startswith("Analysts is over-committed: ")
        assert health.reasons[0].values["id"] == "P-1"
        overview.on_day(FROM + timedelta(40))
        assert overview.health("G-1").color != "amber"  # it is over


@pytest.mark.parametrize(
    "free",
    [
        lambda w: w.do(decline, "AL-1", "they left"),
        lambda w: w.do(done, "AL-1"),
        lambda w: w.do(drop, "AL-1", "no need"),
        lambda w: w.do(drop, "G-1", "no money"),
        lambda w: w.do(edit, "AL-1", {"amount": 4}),
        lambda w: w.do(edit, "AL-1", {"end": FROM + timedelta(1)}),
    ],
)
def test_what_is_declined_released_or_less_is_free_again(pool: Workspace, free: Do):
    pool.do(grant, ask(pool, 6, 0, 7))
    pool.do(add, "goal", {"title": "Summer"})
    id = ask(pool, 6, 3, 7, "G-2")
    assert over(pool, id)
    free(pool)
    assert over(pool, id) == []
    pool.do(grant, id)


@pytest.mark.parametrize(
    ("values", "may"),
    [
        ({"amount": 3}, True),  # less
        ({"start": FROM + timedelta(2)}, True),
        ({"end": FROM + timedelta(2)}, True),
        ({"title": "y"}, True),
        ({"amount": 7}, False),
        ({"end": FROM + timedelta(9)}, False),
        ({"start": FROM - timedelta(1)}, False),
        ({"end": None}, False),
        ({"resource": "P-2"}, False),
        ({"state": "released"}, False),
        ({"over": "because"}, False),
    ],
)
def test_more_than_was_granted_is_granted_anew_by_its_owner(pool: Workspace, values: dict[str, Any], may: bool):
    pool.do(add, "resource", {"name": "Others", "department": "DP-2", "capacity": 10})
    pool.do(grant, ask(pool, 6, 0, 7))
    pool.ledger.who = "bo"
    if may:
        pool.do(edit, "AL-1", values)
    else:
        with pytest.raises(Refused, match=r"belongs to FIN; its lead grants it|is granted, declined or released"):
            pool.do(edit, "AL-1", values)


def test_who_else_wants_the_same(pool: Workspace):
    pool.do(add, "goal", {"title": "Summer"})
    mine = ask(pool, 6, 0, 7)
    ask(pool, 5, 3, 7, "G-2")  # asked for at the same time
    pool.do(grant, ask(pool, 1, 0, 30, "G-2"))  # granted
    ask(pool, 5, 10, 7, "G-2")  # later
    pool.do(decline, ask(pool, 5, 0, 7, "G-2"), "no")
    record = pool.records.get(mine)
    found = computed(record, Overview(pool.ledger, FROM))
    assert found["rivals"] == ["AL-2", "AL-3"]
    pool.do(grant, mine)
    with pytest.raises(Refused, match=r"12 of 10 days a week.*Also granted: AL-1 \(G-1\); AL-3 \(G-2\)"):
        pool.do(grant, "AL-2")


def test_asked_for_again_after_it_was_let_go(pool: Workspace):
    id = ask(pool, 6, 0, 7)
    pool.do(grant, id)
    pool.do(done, id)
    with pytest.raises(Refused, match="was released; ask for it anew"):
        pool.do(grant, id)
    pool.do(reopen, id)
    assert pool.records.one(Allocation, id).state == "asked"
    assert pool.records.one(Resource, "P-1").capacity == 10


@for_each(
    "start, end, goal_is_open, running",
    [(0, 0, True, True), (-3, 3, True, True), (1, 3, True, False), (-3, -1, True, False), (-3, 3, False, False)],
)
def test_a_team_ends_by_itself_or_with_its_goal(start: int, end: int, goal_is_open: bool, running: bool):
    team = Team(name="x", start=FROM + timedelta(start), end=FROM + timedelta(end))
    assert is_running(team, FROM, goal_is_open) is running


def test_what_was_granted_beyond_the_capacity_is_looked_at_anew_where_there_is_less(pool: Workspace):
    pool.do(grant, ask(pool, 6, 0, 7))
    pool.do(grant, ask(pool, 6, 0, 7), "they help each other")
    apart = ask(pool, 12, 100, 7)
    pool.do(grant, apart, "for the fair")
    pool.do(edit, "P-1", {"capacity": 11, "note": "a chair more"})
    pool.do(edit, "P-1", {"capacity": 11, "note": "a chair more, again"})
    assert pool.records.one(Allocation, "AL-2").over == "they help each other"
    pool.do(edit, "P-1", {"capacity": 8})
    assert (pool.records.one(Allocation, "AL-2").over, pool.records.one(Allocation, apart).over) == ("", "")
    planned = msgspec.structs.replace(pool.records.one(Goal, "G-1"), step="plan")
    words = [str(want.words) for want in wants(planned, pool.records, FROM)]
    assert "Analysts is granted beyond its capacity; its owner says why" in words
    take_back(pool, latest(pool.ledger))  # type: ignore[arg-type]
    assert pool.records.one(Allocation, "AL-2").over == "they help each other"


def test_taking_back_a_release_grants_no_more_than_there_is(pool: Workspace):
    pool.do(grant, ask(pool, 6, 0, 7))
    pool.do(done, "AL-1")
    released = latest(pool.ledger)
    assert released is not None
    other = ask(pool, 6, 0, 7)
    pool.do(grant, other)
    with pytest.raises(ConcordError, match=r"would be over-committed: 12 of 10.*AL-2"):
        take_back(pool, released)
    assert pool.records.one(Allocation, "AL-1").state == "released"
    pool.do(done, other)
    take_back(pool, released)
    assert pool.records.one(Allocation, "AL-1").state == "granted"
