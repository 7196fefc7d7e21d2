"""The plan of a goal and of all goals: what lies when and where, how full the weeks are, what waits for what."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

import store
from store import commands
from store.engine.ledger import Ledger
from store.insight import plan
from store.insight.overview import Overview
from store.insight.plan import Bar
from store.kinds import blocker
from store.records import Changes
from store.workspace import Workspace
from tests.for_each import for_each

TODAY = date(2026, 11, 23)


def day(offset: int) -> date:
    return TODAY + timedelta(offset)


def furnish(changes: Changes) -> None:
    changes.transaction.exempt = "demo"
    add = lambda kind, **values: commands.add(changes, kind, values).id  # noqa: E731
    ops, mkt = add("department", name="Operations", code="OPS"), add("department", name="Marketing", code="MKT")
    ana, bo = (add("person", name=name, department=where) for name, where in (("Ana", mkt), ("Bo", ops)))
    goal = add("goal", title="Spring", owner=ana, departments=(mkt, ops), start=day(-20), due=day(40), step="execute")
    other = add("goal", title="Card", owner=bo, departments=(ops,), due=day(10))
    add("goal", title="Closed", owner=bo, departments=(ops,), outcome="missed")
    add("milestone", title="Prices fixed", goal=goal, department=mkt, due=day(5))
    add("milestone", title="Card printed", goal=other, department=ops, due=day(-1))
    feed = add("action", title="Feed", goal=goal, owner=bo, due=day(-2))
    prices = add("action", title="Prices", goal=goal, owner=ana, due=day(8), start=day(1), depends_on=(feed,))
    add("action", title="Margins", goal=goal, owner=bo, due=day(4), depends_on=(prices,))
    add("action", title="Given up", goal=goal, owner=bo, due=day(4), state="dropped", reason="no")
    add("action", title="Whenever", goal=goal)
    pool = add("resource", name="Dock", department=ops, capacity=2)
    for amount in (1, 3):
        add("allocation", title="Pallets", resource=pool, goal=goal, amount=amount, start=day(0), end=day(6))
    blocker.block(changes, [prices], "no access")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    Ledger.create(tmp_path / "w", "Nordwind")
    with store.open_workspace(str(tmp_path / "w"), "ana") as opened:
        opened.do(furnish)
        yield opened


def seen(workspace: Workspace) -> Overview:
    return Overview(workspace.ledger, TODAY)


def test_a_goal_s_plan_lies_in_the_lanes_of_its_departments(workspace: Workspace):
    bars = plan.of_goal(seen(workspace), workspace.records, "G-1")
    told = [
        (bar.lane, bar.id, bar.start and (bar.start - TODAY).days, bar.end and (bar.end - TODAY).days) for bar in bars
    ]
    assert told == [
        (None, "G-1", -20, 40),
        (None, "A-5", None, None),
        ("DP-2", "MS-1", 5, 5),
        ("DP-2", "A-2", 1, 8),
        ("DP-1", "A-1", -8, -2),
        ("DP-1", "A-3", -2, 4),
        ("DP-1", "AL-1", 0, 6),
        ("DP-1", "AL-2", 0, 6),
    ]


def test_how_each_stands(workspace: Workspace):
    bars = {bar.id: bar.state for bar in plan.of_goal(seen(workspace), workspace.records, "G-1")}
    assert bars == {
        "G-1": "open", "A-5": "open", "MS-1": "open", "A-2": "held", "A-1": "late", "A-3": "open", "AL-1": "asked",
        "AL-2": "asked",
    }  # fmt: skip


def test_slips_carry_the_first_day_and_the_last_reason(workspace: Workspace):
    for offset, why in ((10, "the printer"), (12, "the paper"), (9, "found some")):
        workspace.do(commands.edit, "A-2", {"due": day(offset)}, why=why)
    bar = next(bar for bar in plan.of_goal(seen(workspace), workspace.records, "G-1") if bar.id == "A-2")
    assert (bar.first, bar.slips, bar.why, bar.end) == (day(8), 2, "found some", day(9))


def test_all_open_goals_lie_with_their_owners_departments_and_open_milestones(workspace: Workspace):
    workspace.do(commands.done, "MS-1")
    told = [(bar.lane, bar.id, bar.state) for bar in plan.of_all(seen(workspace))]
    assert told == [("DP-2", "G-1", "open"), ("DP-1", "G-2", "open"), ("DP-1", "MS-2", "late")]


@for_each(
    "spans, counted",
    [
        ([], [0, 0, 0]),
        ([(0, 6)], [1, 0, 0]),
        ([(0, 7)], [1, 1, 0]),
        ([(None, 8)], [0, 1, 0]),
        ([(-30, 30)], [1, 1, 1]),
        ([(-30, -1), (21, 22)], [0, 0, 0]),
        ([(3, None), (None, None)], [0, 0, 0]),
        ([(5, 5), (6, 15), (14, 20)], [2, 1, 2]),
    ],
)
def test_the_load_counts_what_lies_in_each_stretch(spans: list[tuple[int | None, int | None]], counted: list[int]):
    days = [tuple(None if each is None else day(each) for each in span) for span in spans]
    assert plan.load(days, TODAY, 7, 3) == counted


def bar(id: str, end: int, *waits_for: str, state: str = "open") -> Bar:
    return Bar(id, "action", id, None, None, day(end), state, waits_for=waits_for)


def test_what_waits_for_what():
    bars = [
        bar("A-1", 1),
        bar("A-2", 2, "A-1"),
        bar("A-3", 3, "A-2"),
        bar("A-4", 0, "A-1", state="done"),
        bar("A-5", 9),
    ]
    assert [each.id for each in plan.before(bars, "A-3")] == ["A-2"]
    assert [each.id for each in plan.after(bars, "A-1")] == ["A-2", "A-4"]
    assert plan.chain(bars, "A-1") == ["A-1", "A-2", "A-3"]


@for_each(
    "waiting, first, early",
    [
        (bar("A-2", 1, "A-1"), bar("A-1", 2), True),
        (bar("A-2", 2, "A-1"), bar("A-1", 2), False),
        (bar("A-2", 1, "A-1", state="done"), bar("A-1", 2), False),
        (bar("A-2", 1, "A-1"), bar("A-1", 2, state="done"), False),
    ],
)
def test_what_is_due_before_what_it_waits_for_is_out_of_order(waiting: Bar, first: Bar, early: bool):
    assert plan.too_early(waiting, first) is early


def test_open_work_follows_people_and_actions(workspace: Workspace):
    overview = seen(workspace)
    assert len(list(plan.spans(overview, "DP-1"))) == 2
    for command, args in ((commands.done, ("A-1",)), (commands.edit, ("PN-2", {"department": "DP-2"}))):
        workspace.do(command, *args)
        overview.apply(workspace.ledger.news())
    assert (len(list(plan.spans(overview, "DP-1"))), len(list(plan.spans(overview, "PN-2")))) == (0, 1)
