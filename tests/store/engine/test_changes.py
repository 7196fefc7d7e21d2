"""What an entry says of a change: each item by its place, the first of a map and the last one too; and the way back."""

import copy
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.engine.changes import apply, difference, same
from store.engine.journal.entry import Entry
from store.engine.ledger import Ledger
from store.engine.reversal import NoLongerStands, take_back
from store.engine.set_aside import bring_back
from store.engine.transaction import Transaction
from tests.for_each import for_each

Document = dict[str, Any]

plain = st.one_of(st.none(), st.booleans(), st.integers(-3, 3), st.floats(0, 1), st.text("ab.~", max_size=2))
values = st.recursive(
    plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab.~", max_size=2), inner, max_size=3)
)
documents = st.dictionaries(st.text("ab.~", max_size=2), values, max_size=4)


@for_each(
    "before, after, new, old",
    [
        ({"m": {}}, {"m": {"a": 1}}, {"m.a": 1}, {}),
        ({"m": {"a": 1}}, {"m": {}}, {}, {"m.a": 1}),
        ({"m": {"a": 1}}, {"m": {"b": 1}}, {"m.b": 1}, {"m.a": 1}),
        ({"m": {"a": {}}}, {"m": {"a": {"x": 1}}}, {"m.a.x": 1}, {}),
        ({"m": {"a": {"x": 1}}}, {"m": {"a": {}}}, {}, {"m.a.x": 1}),
        ({"m": {}}, {"m": {"a": {"x": 1}}}, {"m.a": {"x": 1}}, {}),
        ({}, {"m": {"a": {"x": 1}}}, {"m": {}, "m.a": {"x": 1}}, {}),
        ({}, {"m": {}}, {"m": {}}, {}),
        ({"m": {"a": 1}}, {}, {}, {"m": {"a": 1}}),
        ({"m": {}}, {"m": {}}, {}, {}),
        ({"m": ""}, {"m": {"a": 1}}, {"m": {"a": 1}}, {"m": ""}),
        ({"m": {}}, {"m": {"a.b~": 1}}, {"m.a~1b~0": 1}, {}),
    ],
)
def test_an_item_is_named_by_its_place(before: Document, after: Document, new: Document, old: Document):
    assert difference(before, after) == (new, old)


@given(documents, documents)
def test_a_change_leads_to_the_document_and_an_undo_back(before: Document, after: Document):
    new, old = difference(before, after)
    said = copy.deepcopy((new, old))
    found = copy.deepcopy(before)
    apply(found, new, old)
    assert same(found, after)
    assert (new, old) == said, "what the entry says was changed by its being applied"
    stored = {("t", 1): after}
    assert undone(stored, new, old) == []
    assert same(stored["t", 1], before)


@given(documents, documents, documents)
def test_whatever_was_done_since_an_undo_loses_nothing_of_it(before: Document, after: Document, now: Document):
    """What it cannot take back is named, and a value that is not of the entry stays."""
    new, old = difference(before, after)
    since, _was = difference(after, now)
    stored = {("t", 1): copy.deepcopy(now)}
    undone(stored, new, old)
    for path, value in since.items():
        if value != {} and not any(_overlap(path, other) for other in new | old):
            assert same(at(stored["t", 1], path), value)


def _overlap(one: str, other: str) -> bool:
    return one == other or one.startswith(other + ".") or other.startswith(one + ".")


def at(document: Any, path: str) -> Any:
    for name in path.split("."):
        document = document[name.replace("~1", ".").replace("~0", "~")]
    return document


def undone(stored: dict[tuple[str, int], Document], new: Document, old: Document) -> list[NoLongerStands]:
    """Take such a change back in these documents."""
    transaction: Any = Memory(stored)
    entry = Entry(1, 1, "op", "", "ana", {}, [{"t": "t", "n": 1, "set": new, "was": old}])
    return take_back(transaction, entry)


class Memory:
    """As much of a transaction as an undo needs."""

    def __init__(self, stored: dict[tuple[str, int], Document]) -> None:
        self.stored = stored

    def read(self, table: str, number: int) -> Document:
        return msgspec.json.decode(msgspec.json.encode(self.stored[table, number]))

    def write(self, table: str, number: int, document: Document) -> None:
        self.stored[table, number] = document


# Two at once


def put(path: str, value: Any) -> Any:
    """A command that puts an item into the map of document 1, whatever else is in it."""

    def command(transaction: Transaction) -> None:
        document = transaction.read("t", 1) or {}
        field, _dot, item = path.partition(".")
        document[field] = {**document.get(field, {}), item: value}
        transaction.write("t", 1, document)

    return command


def stored(folder: Path) -> Document:
    """What a fresh session reads, once from the journal and once from a checkpoint."""
    with Ledger(folder, "reader") as ledger:
        found = ledger.raw("t", 1)
        assert found is not None
        ledger.checkpoint()
    with Ledger(folder, "reader") as ledger:
        assert bytes(ledger.raw("t", 1) or b"") == bytes(found)
    return msgspec.json.decode(found)


@pytest.mark.parametrize("before", [{"m": {}}, {}, {"m": {"z": 1}}], ids=["empty", "absent", "not empty"])
@pytest.mark.parametrize("first_back", [True, False])
def test_two_items_put_in_at_once_both_stand_and_each_is_taken_back_alone(
    tmp_path: Path, before: Document, first_back: bool
):
    Ledger.create(tmp_path / "w", "Test")
    with Ledger(tmp_path / "w", "ana") as ana, Ledger(tmp_path / "w", "bo") as bo:
        ana.commit(lambda transaction: transaction.write("t", 1, before))
        ana.commit(put("m.a", 1))
        bo.commit(put("m.b", 2))
        both = {**before.get("m", {}), "a": 1, "b": 2}
        assert stored(tmp_path / "w") == {"m": both}
        ana.catch_up()
        entries = list(ana.entries())[-2:]
        for entry in entries if first_back else entries[::-1]:
            assert ana.commit(lambda transaction, entry=entry: take_back(transaction, entry)) == []
            for name in entry.changes[0]["set"]:
                both.pop(name.removeprefix("m."), None)
            assert stored(tmp_path / "w").get("m", {}) == both
        undo = list(ana.entries())[-1]
        assert ana.commit(lambda transaction: take_back(transaction, undo)) == []
        again = "b" if first_back else "a"
        assert again in stored(tmp_path / "w")["m"]


@pytest.mark.parametrize("whole", [{"m": {}}, {}], ids=["empty", "absent"])
def test_a_journal_that_names_the_whole_map_reads_and_is_taken_back_as_before(tmp_path: Path, whole: Document):
    """As it was written until now, and with what others have put in since."""
    Ledger.create(tmp_path / "w", "Test")
    change = {"t": "t", "n": 1, "set": {"m": {"a": 1}}, "was": whole}
    with Ledger(tmp_path / "w", "ana") as ana:
        document = dict(whole)
        apply(document, change["set"], change["was"])
        assert document == {"m": {"a": 1}}
        ana.commit(lambda transaction: transaction.write("t", 1, document))
        ana.commit(put("m.b", 2))
        entry = Entry(1, 1, "op", "", "ana", {}, [change])
        assert ana.commit(lambda transaction: take_back(transaction, entry)) == []
        assert stored(tmp_path / "w") == {"m": {"b": 2}}


@pytest.mark.parametrize("before", [{"m": {}}, {}], ids=["empty", "absent"])
def test_two_items_that_were_set_aside_both_come_back(tmp_path: Path, before: Document):
    """Each was the first one of the map where it was written; neither stands in the other's way."""
    Ledger.create(tmp_path / "w", "Test")
    found: list[Entry] = []
    for at, item in enumerate("ab", 1):
        new, old = difference(before, {"m": {item: at}})
        found.append(Entry(1, at, item, "", "ana", {}, [{"t": "t", "n": 1, "set": new, "was": old}]))
    with Ledger(tmp_path / "w", "ana") as ana:
        ana.commit(lambda transaction: transaction.write("t", 1, before))
        done, left = ana.commit(lambda transaction: bring_back(transaction, found))
        assert (done, left) == ([("t", 1)] * 2, [])
        assert stored(tmp_path / "w") == {"m": {"a": 1, "b": 2}}
