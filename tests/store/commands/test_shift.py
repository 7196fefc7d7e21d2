"""Moving a plan: together, with the reason, in one commit that one undo takes back; refused, nothing is written."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import store
from store import commands
from store.commands import undo
from store.commands.shift import postpone, shift
from store.engine.ledger import Ledger
from store.errors import Refused
from store.workspace import Workspace

DUE = date(2026, 12, 1)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    Ledger.create(tmp_path / "w", "Nordwind")
    with store.open_workspace(str(tmp_path / "w"), "ana") as opened:
        opened.do(commands.add, "action", {"title": "Feed", "due": DUE, "start": date(2026, 11, 28)})
        opened.do(commands.add, "milestone", {"title": "Prices", "due": DUE})
        opened.do(commands.add, "action", {"title": "Whenever"})
        opened.do(commands.add, "team", {"name": "Squad", "start": DUE, "end": DUE})
        yield opened


def days(workspace: Workspace, id: str) -> list[str]:
    record = workspace.records.get(id)
    return [str(getattr(record, name))[5:] for name in ("start", "due", "end") if getattr(record, name, None)]


def test_all_days_of_all_records_move_and_one_undo_takes_it_back(workspace: Workspace):
    before = workspace.ledger.seq
    workspace.do(shift, ["A-1", "MS-1", "A-2", "S-1", "A-1"], 7, "the paper comes later")
    assert workspace.ledger.seq == before + 1
    assert [days(workspace, id) for id in ("A-1", "MS-1", "A-2", "S-1")] == [
        ["12-05", "12-08"], ["12-08"], [], ["12-08", "12-08"],
    ]  # fmt: skip
    assert workspace.records.get("A-1").due_log[0].why == "the paper comes later"  # type: ignore[attr-defined]
    entry = undo.latest(workspace.ledger, again=False)
    assert entry is not None
    undo.take_back(workspace, entry)
    assert days(workspace, "A-1") == ["11-28", "12-01"]


def test_each_counts_from_its_own_day_in_one_commit(workspace: Workspace):
    workspace.do(commands.edit, "MS-1", {"due": date(2027, 1, 31)}, why="the shelves")
    before = workspace.ledger.seq
    workspace.do(postpone, ["A-1", "MS-1"], "due", "+1m", "the paper comes later")
    assert [workspace.records.get(id).due for id in ("A-1", "MS-1")] == [date(2027, 1, 1), date(2027, 2, 28)]  # type: ignore[attr-defined]
    assert workspace.ledger.seq == before + 1
    with pytest.raises(Refused, match="wants a reason"):
        workspace.do(postpone, ["A-2", "A-1"], "due", "+1w")
    assert workspace.ledger.seq == before + 1


@pytest.mark.parametrize(
    ("ids", "why", "says"),
    [(["A-2"], "later", "no day yet"), (["A-1"], "", "wants a reason"), (["S-1", "MS-1"], "", "wants a reason")],
)
def test_what_is_refused_moves_nothing(workspace: Workspace, ids: list[str], why: str, says: str):
    before = workspace.ledger.seq
    with pytest.raises(Refused, match=says):
        workspace.do(shift, ids, -3, why)
    assert (workspace.ledger.seq, days(workspace, "S-1")) == (before, ["12-01", "12-01"])
