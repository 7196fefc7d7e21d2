"""Due days and targets have a memory: moving one asks why; the moves are kept and counted."""

from datetime import timedelta
from typing import Any

import pytest

from store.commands import add, dry_run, edit, edit_many
from store.commands.shift import shift
from store.commands.undo import latest, take_back
from store.errors import Refused
from store.insight.overview import Overview
from store.kinds.consensus import take_stance
from store.kinds.moves import slips
from store.workspace import Workspace
from tests.store.begun import begun
from tests.store.computed import computed


def days(w: Workspace, offset: int | None) -> Any:
    return None if offset is None else w.today + timedelta(offset)


@pytest.mark.parametrize("kind", ["action", "goal", "milestone"])
@pytest.mark.parametrize(
    ("moves", "kept", "slipped"),
    [
        ([], 0, 0),
        ([None], 1, 0),
        ([5], 1, 0),  # sooner
        ([20], 1, 1),
        ([20, 15], 2, 1),
        ([20, 25, 30], 3, 3),
        ([None, 20], 2, 1),  # taken off in between
        ([None, 5], 2, 0),
        ([20, None, 15, 25], 4, 2),
        ([10], 0, 0),  # the same day
    ],
)
def test_every_move_is_kept_and_slips_are_counted(
    organisation: Workspace, kind: str, moves: list[int | None], kept: int, slipped: int
):
    w = organisation
    id = w.do(add, kind, {"title": "x", "due": days(w, 10)}).id
    for offset in moves:
        w.do(edit, id, {"due": days(w, offset)}, why="it is late")
    record: Any = w.records.get(id)
    assert (len(record.due_log), slips(record)) == (kept, slipped)
    assert computed(record, Overview(w.ledger, w.today))["moves"] == kept
    assert all(move.by == "ana" and move.why == "it is late" for move in record.due_log)


@pytest.mark.parametrize("kind", ["action", "goal", "milestone"])
@pytest.mark.parametrize(
    ("before", "after", "asks"),
    [(10, 11, True), (10, 9, True), (10, None, True), (None, 10, False), (10, 10, False)],
)
def test_moving_one_asks_why(organisation: Workspace, kind: str, before: int | None, after: int | None, asks: bool):
    w = organisation
    id = w.do(add, kind, {"title": "x", "due": days(w, before)}).id
    for why in ("", " \n"):
        seq = w.ledger.seq
        if asks:
            with pytest.raises(Refused, match=r"Moving it wants a reason; say why$"):
                w.do(edit, id, {"due": days(w, after)}, why=why)
            with pytest.raises(Refused, match="wants a reason"):
                w.do(edit_many, [id], {"due": days(w, after)}, why)
            assert w.ledger.seq == seq
        else:
            w.do(edit, id, {"due": days(w, after)}, why=why)


@pytest.mark.parametrize("kind", ["action", "goal", "milestone"])
def test_what_is_kept_is_not_written_by_hand_and_goes_back_with_the_move(organisation: Workspace, kind: str):
    w = organisation
    id = w.do(add, kind, {"title": "x", "due": days(w, 10)}).id
    w.do(edit, id, {"due": days(w, 20)}, why="it is late")
    with pytest.raises(Refused, match="kept by Concord itself; change its due day instead"):
        w.do(edit, id, {"due_log": []})
    entry = latest(w.ledger, own=w.ledger.own)
    assert entry is not None
    take_back(w, entry)  # an undo needs no other reason
    record: Any = w.records.get(id)
    assert (record.due, record.due_log) == (days(w, 10), ())


def result(w: Workspace) -> Any:
    return w.records.get("KR-1")


def test_a_moved_target_keeps_from_where_and_why(organisation: Workspace):
    w = organisation
    w.do(add, "key-result", {"title": "x", "target": 90})
    seq = w.ledger.seq
    for give, of in ((edit, "KR-1"), (edit_many, ["KR-1"])):
        with pytest.raises(Refused, match=r"The target of KR-1 is 90 %\. Moving it wants a reason; say why$"):
            w.do(give, of, {"target": 70})
    assert w.ledger.seq == seq
    w.do(edit, "KR-1", {"target": 90, "title": "y"})
    w.do(edit, "KR-1", {"target": 70}, why="two shops close")
    w.do(edit, "KR-1", {"target": 70_000, "unit": "EUR"}, why="counted in money")
    assert [(move.before, move.after, move.unit, move.why, move.by) for move in result(w).target_log] == [
        (90, 70, "%", "two shops close", "ana"),
        (70, 70_000, "EUR", "counted in money", "ana"),
    ]
    assert computed(result(w), Overview(w.ledger, w.today))["moves"] == 2
    with pytest.raises(Refused, match="kept by Concord itself; change its target instead"):
        w.do(edit, "KR-1", {"target_log": []})
    for again, target, kept in ((False, 70, 1), (True, 70_000, 2)):
        entry = latest(w.ledger, own=w.ledger.own, again=again)
        assert entry is not None
        take_back(w, entry, again=again)
        assert (result(w).target, len(result(w).target_log)) == (target, kept)


def test_a_script_on_the_tables_moves_no_target_without_a_reason(organisation: Workspace):
    w = organisation
    w.do(add, "key-result", {"title": "x", "target": 90})
    with pytest.raises(Refused, match="wants a reason"):
        w.documents.table("key-result").update({"target": 70}, doc_ids=[1])
    assert result(w).target == 90


@pytest.fixture
def agreed(organisation: Workspace) -> Workspace:
    """G-1 of MKT and FIN, who have spoken, and LOG, which has not; KR-1."""
    w = organisation
    w.do(add, "department", {"name": "Logistics", "code": "LOG"})
    values = {"title": "Spring", "departments": ["DP-1", "DP-2", "DP-3"], "due": days(w, 90), "step": "meet"}
    w.do(begun, "goal", values)
    w.do(add, "key-result", {"title": "Sold", "goal": "G-1", "target": 90})
    w.do(take_stance, "G-1", "DP-1", "agrees")
    w.do(take_stance, "G-1", "DP-2", "reservation", "no capacity")
    return w


@pytest.mark.parametrize(
    ("move", "asks"),
    [
        (lambda w: (edit_many, ["G-1"], {"due": days(w, 99)}), {"DP-1", "DP-2"}),
        (lambda w: (shift, ["G-1"], 7), {"DP-1", "DP-2"}),
        (lambda _w: (edit_many, ["KR-1"], {"target": 95}), {"DP-1", "DP-2"}),
        (lambda _w: (edit_many, ["G-1"], {"title": "Summer"}), set()),
        (lambda _w: (edit_many, ["KR-1"], {"weight": 2}), set()),
    ],
)
def test_whom_a_move_asks_again_is_known_before(agreed: Workspace, move: Any, asks: set[str]):
    seq = agreed.ledger.seq
    assert dry_run.asked_again(agreed, *move(agreed), "-") == asks
    assert agreed.ledger.seq == seq
    if asks:
        with pytest.raises(Refused, match=r"wants a reason; say why\. This asks 2 departments again"):
            agreed.do(*move(agreed))
        agreed.do(*move(agreed), "the fair is later")
        assert dry_run.asked_again(agreed, *move(agreed), "-") == set()  # they are asked already


def test_of_a_closed_goal_nobody_is_asked(agreed: Workspace):
    agreed.do(edit, "G-1", {"outcome": "missed"}, why="over")
    with pytest.raises(Refused, match=r"wants a reason; say why$"):
        agreed.do(edit, "G-1", {"due": days(agreed, 99)})
