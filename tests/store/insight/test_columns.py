"""What is computed is read from a checkpoint's columns where it can be, and is the same as without them."""

import random
from typing import Any

import pytest

from store.engine.journal import columns
from store.insight.kept import Kept
from store.insight.overview import Overview
from store.insight.parts import Part
from store.kinds import KINDS
from store.workspace import Workspace, open_workspace
from tests.store.insight.test_overview import everything, some_change

#: Of these words are needed too, so that all of their documents are read; there are few of them.
WORDY = {"person", "department", "resource", "team"}


def test_what_lists_sort_and_count_by_stands_side_by_side(organisation: Workspace):
    parts: list[Part[Any]] = [each for each in vars(Kept(organisation.ledger)).values() if isinstance(each, Part)]
    slow = {part.kind.name for part in parts if not {*part._type.__struct_fields__} <= {*part.kind.columns}}
    assert slow == WORDY
    doubled = {"title", "note", "tags", "checklist", "due_log", "changed_by"} & {*KINDS["action"].columns}
    assert not doubled, "no words are kept twice"


def test_all_that_is_computed_is_the_same_without_them(organisation: Workspace, monkeypatch: pytest.MonkeyPatch):
    dice, used = random.Random(5), list[bool]()
    real = columns.rows

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
                monkeypatch.setattr(columns, "rows", read)
                with open_workspace(folder, "eva") as other:
                    seen.append(everything(other, Overview(other.ledger, other.today)))
            assert seen[0] == seen[1]
    assert sum(used) > len(used) / 2
