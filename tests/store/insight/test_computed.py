"""The computed part of a record, as scripts read it."""

import json
from datetime import timedelta

from store.commands import add, edit
from store.insight.overview import Overview
from store.kinds import KINDS
from store.kinds.blocker import block
from store.kinds.consensus import take_stance
from store.kinds.key_result import check_in
from store.workspace import Workspace
from tests.store.begun import begun
from tests.store.computed import computed


def test_what_scripts_read(organisation: Workspace):
    today = organisation.today
    past, soon = today - timedelta(days=10), today + timedelta(days=10)
    organisation.do(
        begun, "goal", {"title": "G", "departments": ["DP-1"], "start": past, "due": soon, "step": "execute"}
    )
    organisation.do(add, "key-result", {"title": "K", "goal": "G-1"})
    organisation.do(take_stance, "G-1", "DP-1", "agrees")
    organisation.do(check_in, "KR-1", 20, 4)
    organisation.do(add, "action", {"title": "A", "goal": "G-1", "due": today, "department": "DP-1"})
    organisation.do(edit, "A-1", {"due": today - timedelta(days=2)}, why="sooner")
    organisation.do(block, ["A-1"], "stuck", "DP-2")
    overview = Overview(organisation.ledger, today)

    def of(id: str) -> dict[str, object]:
        record = organisation.records.get(id)
        return computed(record, overview)

    assert of("A-1") == {"late_days": 2, "blocked_by": ["B-1"], "moves": 1}
    assert of("B-1") == {"open": True, "age_days": 0, "raised": 0, "wants_decision": False}
    assert of("KR-1") == {
        "current": 20, "read_at": None, "progress": 0.2, "should": 0.5, "confidence": 4, "moves": 0,
        "checked_on": today.isoformat(), "blocked_by": [], "health": "red",
        "reasons": ["KR-1 is 30 % behind where it should be", "confidence in KR-1 is 4 of 10"],
    }  # fmt: skip
    goal = of("G-1")
    assert (goal["health"], goal["progress"], goal["agreed"], goal["late_days"]) == ("red", 0.2, True, 0)
    assert goal["reasons"] == [
        "KR-1 is 30 % behind where it should be",
        "confidence in KR-1 is 4 of 10",
        "B-1 has held A-1 for less than a day",
        "1 action is late",
    ]
    counts = {"goals": 1, "open": 1, "late": 1, "blocked": 1, "waiting": 0}
    answers = {"asked": 0, "asks": 0, "median_answer_days": None, "unanswered": 0, "unanswered_days": 0}
    assert of("DP-1") == {**counts, **answers, "health": "amber", "reasons": ["1 action is late", "G-1 is red"]}
    counts = {"goals": 0, "open": 0, "late": 0, "blocked": 0, "waiting": 1}
    assert of("DP-2") == {**counts, **answers, "health": "amber", "reasons": ["B-1 has held A-1 for less than a day"]}


def test_every_kind_gives_plain_values(organisation: Workspace):
    overview = Overview(organisation.records, organisation.today)
    for name, kind in KINDS.items():
        if name != "workspace":
            said = {"number": 5, "day": str(organisation.today)}.get(kind.naming.type, "x")
            record = organisation.do(add, name, {kind.naming.name: said})
            json.dumps(computed(record, overview))
