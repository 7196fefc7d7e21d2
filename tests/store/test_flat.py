"""What a change of one record reads does not grow with what is stored, whatever its kind."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from store.engine.snapshot import Snapshot
from store.workspace import open_workspace
from tests.store.every_kind import SEVERAL, add_one, create, edit_one, fill

FEW, MANY = 20, 300
Reads = dict[tuple[str, int], Counter[str]]


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How many documents are read of each table."""
    found: Counter[str] = Counter()
    items, decoded, numbers, raw = Snapshot.items, Snapshot.decoded, Snapshot.numbers, Snapshot.raw

    def all_decoded(view: Snapshot, table: str, kind: Any) -> Iterator[dict[int, Any]]:
        for each in decoded(view, table, kind):
            found[table] += len(each)
            yield each

    def counting(read: Any) -> Any:
        def counted(view: Snapshot, table: str) -> Any:
            got = read(view, table)
            found[table] += len(got)
            return got

        return counted

    def one(view: Snapshot, table: str, number: int) -> Any:
        found[table] += 1
        return raw(view, table, number)

    for name, read in (
        ("items", counting(items)),
        ("numbers", counting(numbers)),
        ("decoded", all_decoded),
        ("raw", one),
    ):
        monkeypatch.setattr(Snapshot, name, read)
    return found


def test_adding_and_editing_one_reads_as_much_beside_many_as_beside_few(tmp_path: Any, counted: Counter[str]):
    reads: Reads = {}
    create(str(tmp_path / "w"))
    for many in (FEW, MANY):
        with open_workspace(str(tmp_path / "w"), "ana") as w:
            for kind in SEVERAL:
                fill(w, kind, many - w.ledger.count(kind))
            w.ledger.checkpoint()
        with open_workspace(str(tmp_path / "w"), "ana") as w:
            for kind in SEVERAL:  # what is looked up is looked up once
                w.do(edit_one, w.do(add_one, kind, 50 + many // 10), 1)
            for kind in SEVERAL:
                counted.clear()
                w.do(edit_one, w.do(add_one, kind, 50 + many // 10 + 1), 2)
                reads[kind, many] = counted.copy()
    assert {kind: reads[kind, MANY] for kind in SEVERAL} == {kind: reads[kind, FEW] for kind in SEVERAL}
