"""Whoever did the same to very many records is proposed a line that counts them, and can post."""

from typing import Any

import pytest

from store.commands import add, add_many, done_many, drop_many
from store.commands.standup import post
from store.insight.overview import Overview
from store.insight.prefill import ALIKE, HOLDING, Filled, prefill, spoken
from store.kinds.key_result import check_in
from store.kinds.standup import StandUp
from store.workspace import Workspace


def proposed(w: Workspace) -> list[Filled]:
    me = w.records.person_of(w.who)
    assert me is not None
    return list(prefill(w.ledger, Overview(w.ledger, w.today), me.id, w.here).lines)


def posted(w: Workspace) -> list[tuple[str, str | None]]:
    lines = [each.line(str) for each in proposed(w) if each.kept]
    return [(line.text.lower(), line.on) for line in w.records.one(StandUp, w.do(post, lines).id).lines]


def many(w: Workspace, n: int, **values: Any) -> list[str]:
    me = w.records.person_of(w.who)
    assert me is not None
    return [
        each.id
        for each in w.do(add_many, "action", [{"title": f"Step {at}", "owner": me.id, **values} for at in range(n)])
    ]


@pytest.mark.parametrize("n", [1, ALIKE, ALIKE + 1, 1_100])
def test_what_was_done_to_many_alike_is_one_line(organisation: Workspace, n: int):
    w = organisation
    ids = many(w, n, state="done")
    summed = [(f"finished {n} actions", None)]
    assert posted(w) == (
        summed if n > ALIKE else [(f"finished {id.lower()} step {at}", id) for at, id in enumerate(ids)]
    )


def test_sums_are_by_kind_and_by_what_was_done_and_count_records(organisation: Workspace):
    w = organisation
    w.do(add, "key-result", {"title": "Sold"})
    ids = many(w, 40)
    w.do(done_many, ids[:12])
    w.do(drop_many, ids[12:], "all at once")
    w.do(done_many, [each.id for each in w.do(add_many, "milestone", [{"title": f"Mark {at}"} for at in range(15)])])
    for at in range(2):
        w.do(check_in, "KR-1", at)
    said = [(line.section, spoken(str(line.words)).lower(), line.on) for line in proposed(w) if line.section == "done"]
    assert ("done", "finished 12 actions", None) in said
    assert ("done", "finished 15 milestones", None) in said
    assert ("done", "dropped 28 actions", None) in said
    assert [on for _section, _text, on in said if on is not None] == ["KR-1"]


def test_of_very_many_blockers_those_that_hold_for_longest_are_kept(organisation: Workspace):
    w = organisation
    (id,) = many(w, 1)
    w.do(add_many, "blocker", [{"title": f"Gap {at}", "holds": [id]} for at in range(130)])
    found = [line for line in proposed(w) if line.section == "blocked"]
    assert [line.kept for line in found] == [True] * HOLDING + [False] * (130 - HOLDING)
    assert len(posted(w)) < 100
