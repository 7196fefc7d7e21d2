"""What is computed is read from a checkpoint's columns where it can be, and is the same as without them."""

import random
from datetime import date
from typing import Any

import pytest

from store.commands import add
from store.engine.journal import value_columns
from store.insight.overview import Overview
from store.insight.projected_fields import GoalOrder
from store.insight.projection import Projection
from store.insight.projections import Projections
from store.kinds import KINDS
from store.workspace import Workspace, open_workspace
from tests.store.insight.test_overview import everything, some_change

#: Of these words are needed too, so that all of their documents are read; there are few of them.
WORDY = {"person", "department", "resource", "team", "metric"}


def test_what_lists_sort_and_count_by_stands_side_by_side(organisation: Workspace):
    parts: list[Projection[Any]] = [
        each for each in vars(Projections(organisation.ledger)).values() if isinstance(each, Projection)
    ]
    slow = {part.kind.name for part in parts if not {*part.row.__struct_fields__} <= {*part.kind.columns}}
    assert slow == WORDY
    doubled = {"title", "note", "tags", "checklist", "due_log", "changed_by"} & {*KINDS["action"].columns}
    assert not doubled, "no words are kept twice"


def test_all_that_is_computed_is_the_same_without_them(organisation: Workspace, monkeypatch: pytest.MonkeyPatch):
    dice, used = random.Random(5), list[bool]()
    real = value_columns.rows

    def rows(*values: Any) -> Any:
        found = real(*values)
        used.append(found is not None)
        return found

    folder = organisation.ledger.folder
    for step in range(240):
        some_change(organisation, dice)
        if step % 40 == 10:
            organisation.ledger.checkpoint()
        if step % 20 == 15:  # right behind a checkpoint, and with a tail behind it
            seen: list[Any] = []
            for read in (rows, lambda *_values: None):
                monkeypatch.setattr(value_columns, "rows", read)
                with open_workspace(folder, "eva") as other:
                    seen.append(everything(other, Overview(other.ledger, other.today)))
            assert seen[0] == seen[1]
    assert sum(used) > len(used) / 2


def test_one_row_or_fewer_fields_are_read_without_all_of_it(organisation: Workspace):
    organisation.do(add, "goal", {"title": "G", "due": date(2026, 12, 1)})
    goals, actions = Projections(organisation.ledger).goals, Projections(organisation.ledger).actions
    one, fewer = goals.one("G-1"), goals.fewer(GoalOrder)
    assert [goals.one(id) for id in ("A-1", "G-2", "G", "")] == [None] * 4
    assert actions.one("G-1") is None, "which is none of its own"
    assert goals.peek("G-1") is None, "not all were read"
    assert {"G-1": one} == goals.rows
    assert fewer == {"G-1": GoalOrder(date(2026, 12, 1), "prepare")}
    assert goals.fewer(GoalOrder) is goals.rows
    assert goals.one("G-1") is goals.get("G-1")


def test_what_cannot_be_read_is_left_out_however_it_comes(organisation: Workspace):
    organisation.ledger.review = None
    checks = Projections(organisation.ledger).check_ins
    assert checks.rows == {}
    organisation.ledger.commit(lambda transaction: transaction.write("check-in", 1, {"note": "no value"}))
    checks.update(1)
    assert checks.rows == Projections(organisation.ledger).check_ins.rows == {}
