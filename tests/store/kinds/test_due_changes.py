"""Due dates have a memory: moving one asks why; the moves are kept, and the slips counted."""

from datetime import timedelta
from typing import Any

import pytest

from store.commands import add, edit, edit_many
from store.commands.undo import latest, take_back
from store.errors import Refused
from store.insight.overview import Overview
from store.kinds.due_changes import slips
from store.workspace import Workspace
from tests.store.computed import computed


def days(w: Workspace, offset: int | None) -> Any:
    return None if offset is None else w.today + timedelta(offset)


@pytest.mark.parametrize("kind", ["action", "milestone"])
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


@pytest.mark.parametrize("kind", ["action", "milestone"])
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


@pytest.mark.parametrize("kind", ["action", "milestone"])
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
