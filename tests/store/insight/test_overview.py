"""What is computed over many records, kept up to date by news exactly as if it were read anew."""

import random
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest

from store.commands import add, done, drop, drop_many, edit, reopen
from store.errors import Refused
from store.fields.calendar import Calendar, Day
from store.insight import loads, my_day, projection, waiting
from store.insight.overview import Overview
from store.kinds.allocation import grant
from store.kinds.blocker import block
from store.kinds.consensus import answer, take_stance
from store.kinds.escalation import escalate
from store.kinds.key_result import check_in
from store.kinds.request import accept
from store.kinds.retro import add_card
from store.workspace import Workspace
from tests.store.begun import begun


def everything(workspace: Workspace, overview: Overview) -> dict[str, Any]:
    kinds = ("goal", "key-result", "action", "retro", "resource")
    ids = {kind: [r.id for r in workspace.records.of_kind(kind)] for kind in kinds}
    who = [r.id for kind in ("department", "person") for r in workspace.records.of_kind(kind)]
    return {
        "blocked": {id: overview.blocked_by(id) for kind in ids for id in ids[kind]},
        "late": [id for id in ids["action"] if overview.late(overview.actions.rows[id])],
        "progress": [overview.progress(id) for id in ids["key-result"]],
        "health": {
            id: (h.color, [*map(str, h.reasons)])
            for kind in kinds[:2]
            for id in ids[kind]
            for h in [overview.health(id)]
        },
        "results": {id: overview.results_of_goal.ids(id) for id in ids["goal"]},
        "actions": {id: overview.actions_of_goal.ids(id) for id in ids["goal"]},
        "cards": {id: overview.cards_of_retro.ids(id) for id in ids["retro"]},
        "departments": {id: (h.color, [*map(str, h.reasons)]) for id in who for h in [overview.health(id)]},
        "over": [overview.over_committed(id) for id in ids["resource"]],
        "waits": [*map(repr, waiting.waits(overview))],
        "days": {id: [*map(repr, my_day.of(overview, id))] for id in who if id.startswith("PN")},
        "loads": [loads.of_person(overview, id) for id in who if id.startswith("PN")],
        "counts": {id: overview.counts(id) for id in who},
    }


def some_change(workspace: Workspace, dice: random.Random) -> None:
    today = workspace.today

    def pick(kind: str) -> str | None:
        found = [record.id for record in workspace.records.of_kind(kind)]
        return dice.choice(found) if found else None

    goal, result, action, blocker = (pick(kind) for kind in ("goal", "key-result", "action", "blocker"))
    person, department, day = pick("person"), pick("department"), today + timedelta(days=dice.randint(-20, 20))
    step = dice.choice(["meet", "execute"])
    commands: list[tuple[Any, ...]] = [
        (begun, "goal", {"title": "g", "departments": [department], "due": day, "step": step}),
        (add, "key-result", {"title": "k", "goal": goal}),
        (add, "action", {"title": "a", "goal": goal, "owner": person, "due": day}),
        (add, "action", {"title": "a", "department": department, "due": day}),
        (edit, action, {"due": day, "goal": goal, "owner": person}, "moved"),
        (edit, person, {"department": department}),
        (edit, blocker, {"waiting_on": person}),
        (edit, result, {"goal": goal}),
        (done, action), (done, blocker), (reopen, blocker), (reopen, action), (drop, action, "x"), (drop, blocker, "x"),
        (block, [action], "b", department),
        (block, [goal], "b", person),
        (check_in, result, dice.randint(0, 120), dice.randint(0, 10), "", today - timedelta(days=dice.randint(0, 30))),
        (take_stance, goal, department, dice.choice(["agrees", "objects"]), "since"),
        (add, "retro", {"title": "r"}),
        (add_card, pick("retro"), "start", "c"),
        (drop, pick("check-in"), "wrong"),
        (add, "request", {"title": "q", "department": department, "asker": "DP-1", "goal": goal}),
        (accept, pick("request")),
        (done, pick("request")),
        (edit, department, {"answer_days": dice.randint(0, 3)}),
        (add, "milestone", {"title": "m", "goal": goal, "due": day}),
        (done, pick("milestone")),
        (add, "resource", {"name": "p", "capacity": 1}),
        (add, "allocation", {"title": "l", "resource": pick("resource"), "goal": goal, "amount": 1}),
        (grant, pick("allocation"), "so be it"),
        (edit, pick("resource"), {"capacity": dice.randint(0, 2)}),
        (add, "team", {"name": "t", "goal": goal, "members": {person: 60}}),
        (edit, pick("team"), {"members": {person: 50}}),
        (escalate, blocker, person),
        (answer, goal, department, "so there"),
        (drop_many, [goal], "over"),
    ]  # fmt: skip
    command, *args = dice.choice(commands)
    if None in args or args[0] == [None]:
        return
    values = {"why": args.pop()} if command is edit and len(args) == 3 else {}
    with suppress(Refused):
        workspace.do(command, *args, **values)


def test_news_and_reading_anew_come_to_the_same(organisation: Workspace):
    dice, pace = random.Random(7), random.Random(8)
    overview = Overview(organisation.ledger, organisation.today)
    shown = [everything(organisation, overview)]
    for step in range(800):
        some_change(organisation, dice)
        if pace.random() < 0.5:  # one by one, or several at once
            overview.apply(organisation.ledger.news())
        if step % 8 == 0:
            overview.apply(organisation.ledger.news())
            fresh = Overview(organisation.records, organisation.today)
            shown.append(everything(organisation, overview))
            assert shown[-1] == everything(organisation, fresh)
    # Sooner or later there was something of everything.
    assert any(any(seen["blocked"].values()) for seen in shown)
    assert any(seen["late"] for seen in shown)
    assert {color for seen in shown for color, _reasons in seen["health"].values()} >= {"red", "none"}
    assert any(counts.waiting for seen in shown for counts in seen["counts"].values())
    assert any(any(seen["over"]) for seen in shown)
    assert all(any(seen[name] for seen in shown) for name in ("waits", "loads"))
    assert {color for seen in shown for color, _reasons in seen["departments"].values()} >= {"red"}


def test_what_a_change_concerns_is_named(organisation: Workspace):
    organisation.do(add, "goal", {"title": "G", "departments": ["DP-1"]})
    organisation.do(add, "action", {"title": "A", "goal": "G-1", "owner": "PN-3"})
    overview = Overview(organisation.ledger, organisation.today)
    everything(organisation, overview)
    overview.apply(organisation.ledger.news())
    organisation.do(block, ["A-1"], "stuck", "DP-1")
    assert overview.apply(organisation.ledger.news()) == {"B-1", "A-1", "G-1", "DP-1", "DP-2", "PN-3"}
    assert overview.blocked_by("A-1") == ("B-1",)
    assert overview.counts("DP-2").blocked == 1
    organisation.do(done, "B-1")
    assert "A-1" in overview.apply(organisation.ledger.news())
    assert overview.blocked_by("A-1") == ()
    assert overview.counts("DP-2").blocked == 0


def test_another_day_makes_things_late(organisation: Workspace):
    organisation.do(add, "action", {"title": "A", "department": "DP-1", "due": organisation.today})
    overview = Overview(organisation.ledger, organisation.today)
    assert overview.counts("DP-1").late == 0
    overview.on_day(organisation.today + timedelta(days=1))
    assert overview.counts("DP-1").late == 1


def test_all_tables_gone(organisation: Workspace):
    overview = Overview(organisation.ledger, organisation.today)
    assert overview.called("DP-1") == "MKT"
    organisation.ledger.review = None
    organisation.documents.drop_tables()
    overview.apply(organisation.ledger.news())
    assert overview.called("DP-1") == "DP-1"


def test_the_latest_check_in_is_of_the_latest_day_then_the_later_made(organisation: Workspace):
    organisation.do(add, "key-result", {"title": "K"})
    today = organisation.today
    for value, days in ((1, 5), (2, 3), (3, 3), (4, 9)):
        organisation.do(check_in, "KR-1", value, on=today - timedelta(days=days))
    assert Overview(organisation.ledger, today).progress("KR-1").current == 3


def test_progress_says_where_it_should_be(organisation: Workspace):
    organisation.do(add, "goal", {"title": "G", "start": date(2026, 1, 1), "due": date(2026, 1, 11)})
    organisation.do(add, "goal", {"title": "P", "period": "2026-Q1"})
    for goal in ("G-1", "G-2"):
        organisation.do(add, "key-result", {"title": "K", "goal": goal})
    organisation.do(check_in, "KR-1", 40, 6, on=date(2026, 1, 5))
    overview = Overview(organisation.ledger, date(2026, 1, 6))
    progress = overview.progress("KR-1")
    assert (progress.fraction, progress.should, progress.confidence) == (0.4, 0.5, 6)
    assert overview.progress("KR-2").should == 5 / 89
    assert overview.goal_progress("G-1") == 0.4
    assert overview.goal_progress("G-2") == 0


def test_what_the_workspace_says_now_counts_at_once(organisation: Workspace):
    """How long an answer takes and when a check-in is stale follow the settings without reading anything anew."""
    w, today = organisation, organisation.today
    later = today + timedelta(days=10)
    w.do(begun, "goal", {"title": "G", "step": "execute", "departments": ["DP-1", "DP-2"]})
    w.do(add, "key-result", {"title": "K", "goal": "G-1"})
    w.do(check_in, "KR-1", 50, on=today)
    w.do(add, "request", {"title": "Code", "department": "DP-2", "asker": "DP-1", "goal": "G-1"})
    off = Calendar("1234567", {today + timedelta(n): Day("Holiday") for n in range(1, 11)})
    overview = Overview(w.ledger, later, 14, Calendar("1234567"))

    def seen() -> tuple[set[str], bool]:
        wait = next(wait for wait in waiting.waits(overview) if wait.id == "Q-1")
        return {str(words) for words in overview.health("G-1").reasons}, wait.late

    slow, stale = "FIN has not answered Q-1 for 10 working days, it promises 3", "KR-1 has had no check-in for 10 days"
    assert seen() == ({slow}, True)
    assert overview.with_settings(14, off)
    assert seen() == (set(), False)
    assert overview.with_settings(9, off)
    assert seen() == ({stale}, False)
    assert not overview.with_settings(9, Calendar("1234567", dict(off.days)))
    assert overview.with_settings(14, Calendar("1234567"))
    assert seen() == ({slow}, True)


def test_what_is_asked_of_a_few_is_what_all_in_groups_say(organisation: Workspace, monkeypatch: pytest.MonkeyPatch):
    dice = random.Random(5)
    few, asked = Overview(organisation.ledger, organisation.today), 0
    for _ in range(300):
        with suppress(Refused):
            some_change(organisation, dice)
        few.apply(organisation.ledger.news())
        goal, result = (dice.choice(organisation.ledger.numbers(kind) or [1]) for kind in ("goal", "key-result"))
        with monkeypatch.context() as patch:
            patch.setattr(projection, "FEW", 0)
            expected = of_one(Overview(organisation.ledger, organisation.today), f"G-{goal}", f"KR-{result}")
        assert of_one(few, f"G-{goal}", f"KR-{result}") == expected
        asked += expected[3] is not None and bool(expected[0])
    assert asked


def of_one(overview: Overview, goal: str, result: str) -> list[Any]:
    found = overview.health(goal)
    return [
        overview.actions_of_goal.ids(goal),
        list(overview.results_of_goal.of(goal)),
        overview.requests_of_goal.ids(goal),
        overview.latest(result),
        (found.color, [*map(str, found.reasons)]),
    ]
