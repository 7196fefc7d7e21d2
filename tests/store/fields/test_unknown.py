"""What a later version has written is kept through everything that an older session does to the record."""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest

from store import commands
from store.commands import undo
from store.engine.transaction import Transaction
from store.errors import Invalid
from store.fields import unknown
from store.history import told
from store.insight.soundness import faults_in, later_in
from store.kinds import KINDS
from store.kinds.action import Action
from store.kinds.consensus import set_share, take_stance
from store.kinds.goal import Goal
from store.workspace import Workspace
from tests.for_each import for_each


def document(workspace: Workspace, table: str, number: int) -> dict[str, Any]:
    raw = workspace.ledger.raw(table, number)
    assert raw is not None
    return msgspec.json.decode(raw)


def grow(workspace: Workspace, table: str, number: int, change: Callable[[dict[str, Any]], object]) -> None:
    """As a later version would write: past the rules of this one."""

    def command(transaction: Transaction) -> None:
        found = transaction.read(table, number) or {"id": f"OM-{number}"}
        change(found)
        transaction.write(table, number, found)

    review, workspace.ledger.review = workspace.ledger.review, None
    workspace.ledger.commit(command)
    workspace.ledger.review = review


@pytest.fixture
def grown(organisation: Workspace) -> Workspace:
    """G-1 and A-1 with fields, items, types and words that this version does not know."""
    do = organisation.do
    do(commands.add, "goal", {"title": "Both", "departments": ["DP-1", "DP-2"]})
    do(take_stance, "G-1", "DP-1", "objects", "too late")
    do(take_stance, "G-1", "DP-2", "agrees")
    checklist = [{"id": "a", "text": "one"}, {"id": "b", "text": "two"}]
    do(commands.add, "action", {"title": "Feed", "due": "2026-12-01", "checklist": checklist})
    do(commands.edit, "A-1", {"due": "2026-12-02"}, why="late")
    grow(organisation, "goal", 1, _goal_of_a_later_version)
    grow(organisation, "action", 1, _action_of_a_later_version)
    return organisation


def _goal_of_a_later_version(found: dict[str, Any]) -> None:
    found["mood"] = {"now": "good"}
    found["period"] = ["2026-Q4", "2027-Q1"]
    found["raci"] = {"DP-2": {"letter": "A"}}
    found["stances"]["DP-1"] |= {"weight": 3}
    found["stances"]["DP-3"] = "abstains"
    found["shares"] = {"DP-1": {"ready": "half"}}


def _action_of_a_later_version(found: dict[str, Any]) -> None:
    found["estimate"] = 5
    found["state"] = "paused"
    found["checklist"][1]["by"] = "PN-1"
    found["due_log"] = [7, {**found["due_log"][0], "asked": True}]
    found["depends_on"] = [{"id": "A-9", "lag": 2}]


def test_an_edit_keeps_what_it_does_not_know(grown: Workspace):
    before = unknown.parts(grown.ledger.raw("action", 1) or b"", Action)
    assert len(before) == 5
    grown.do(commands.edit, "A-1", {"title": "Feeds", "due": "2026-12-05", "owner": "PN-1"}, why="later still")
    second = {"id": "b", "text": "two", "done": True}
    grown.do(commands.edit, "A-1", {"checklist": [{"id": "c", "text": "three"}, second]})
    now = document(grown, "action", 1)
    assert (now["title"], now["estimate"], now["state"], now["rev"]) == ("Feeds", 5, "paused", 4)
    assert now["checklist"] == [{"id": "c", "text": "three"}, second | {"by": "PN-1"}]
    assert now["due_log"][0] == 7
    assert (now["due_log"][1]["asked"], len(now["due_log"])) == (True, 3)
    assert now["depends_on"] == [{"id": "A-9", "lag": 2}]
    assert unknown.parts(grown.ledger.raw("action", 1) or b"", Action) == before


def test_the_items_of_a_map_keep_theirs(grown: Workspace):
    before = unknown.parts(grown.ledger.raw("goal", 1) or b"", Goal)
    grown.do(take_stance, "G-1", "DP-1", "agrees")
    grown.do(set_share, "G-1", "DP-2", benefit="less paper")
    now = document(grown, "goal", 1)
    assert (now["stances"]["DP-1"]["stance"], now["stances"]["DP-1"]["weight"]) == ("agrees", 3)
    assert now["stances"]["DP-3"] == "abstains"
    assert now["shares"] == {"DP-1": {"ready": "half"}, "DP-2": {"benefit": "less paper"}}
    assert sorted(unknown.parts(grown.ledger.raw("goal", 1) or b"", Goal), key=str) == sorted(before, key=str)


def test_what_somebody_puts_in_the_place_of_what_cannot_be_read_stands(grown: Workspace):
    grown.do(commands.edit, "G-1", {"period": "2027"})
    grown.do(commands.edit, "A-1", {"state": "doing"})
    assert (document(grown, "goal", 1)["period"], document(grown, "action", 1)["state"]) == ("2027", "doing")


def test_done_reopened_dropped_and_brought_back_it_is_still_there(grown: Workspace):
    def extra() -> tuple[Any, ...]:
        now = document(grown, "action", 1)
        return now["estimate"], now["checklist"][1]["by"], now["depends_on"]

    before = extra()
    for command in (commands.done, commands.reopen):
        grown.do(command, "A-1")
        assert extra() == before
    grown.do(commands.drop, "A-1", "no more")
    entry = undo.latest(grown.ledger)
    assert entry is not None
    undo.take_back(grown, entry)
    assert extra() == before

    grown.do(commands.add, "lesson", {"title": "Ask early"})
    grow(grown, "lesson", 1, lambda found: found.update(mood="x"))
    grown.do(commands.drop, "L-1", "a twin")
    entry = undo.latest(grown.ledger)
    assert entry is not None
    undo.take_back(grown, entry)
    assert document(grown, "lesson", 1)["mood"] == "x"


def test_a_change_of_a_field_that_is_not_known_is_taken_back(grown: Workspace):
    grow(grown, "action", 1, lambda found: found.update(estimate=8, risk="high"))
    entry = next(grown.ledger.backwards())
    undo.take_back(grown, entry)
    now = document(grown, "action", 1)
    assert (now["estimate"], "risk" in now) == (5, False)
    again = undo.latest(grown.ledger, again=True)
    assert again is not None
    undo.take_back(grown, again, again=True)
    now = document(grown, "action", 1)
    assert (now["estimate"], now["risk"]) == (8, "high")


def test_two_who_edit_at_once_keep_it(grown: Workspace):
    base = grown.records.get("A-1")
    grown.do(commands.edit, "A-1", {"note": "theirs"})
    grown.do(commands.edit, "A-1", {"title": "mine"}, base=base)
    now = document(grown, "action", 1)
    assert (now["note"], now["title"], now["estimate"]) == ("theirs", "mine", 5)


@pytest.mark.parametrize("change", [{"estimat": 4}, {"estimate": 6}, {"checklist": [{"id": "a", "text": "x", "z": 1}]}])
def test_nobody_adds_by_hand_what_no_version_here_knows(grown: Workspace, change: dict[str, Any]):
    before = document(grown, "action", 1)
    with pytest.raises(Invalid):
        grown.documents.table("action").update(change, doc_ids=[1])
    with pytest.raises(Invalid):
        grown.documents.table("lesson").insert({"title": "x", "moood": 1})
    assert document(grown, "action", 1) == before


def test_it_is_counted_and_is_no_fault(grown: Workspace):
    for number in (1, 2):
        grow(grown, "omen", number, lambda found: found.update(on="G-1"))
    grow(grown, "action", 1, lambda found: found.update(source="OM-2"))
    assert list(faults_in(grown.records)) == []
    tables = {table: grown.ledger.count(table) for table in grown.ledger.tables()}
    found = [
        (said and str(said), each.values["n"])
        for each in later_in(grown.records, tables)
        for said in (each.values.get("field"),)
    ]
    fields = ["raci", "stances", "shares", "mood", "period", "estimate", "state", "checklist", "due_log", "depends_on"]
    assert sorted(found, key=str) == sorted([(None, 2), *((name, 1) for name in [*fields, "source"])], key=str)


def test_a_kind_that_is_not_known_is_told_and_taken_back(grown: Workspace):
    grow(grown, "omen", 1, lambda found: found.update(word="Kanban"))
    entry = next(grown.ledger.backwards())
    event = next(told([entry], grown.records))
    assert "does not know: omen" in str(event.words)
    undo.take_back(grown, entry)
    assert grown.ledger.count("omen") == 0
    redone = undo.latest(grown.ledger, again=True)
    assert redone is not None
    undo.take_back(grown, redone, again=True)
    assert document(grown, "omen", 1)["word"] == "Kanban"
    assert "omen" not in KINDS


@for_each("spoilt", range(4))
def test_where_one_cannot_be_read_the_others_are_told_once_each(spoilt: int):
    documents = [(number, b"[]" if number == spoilt else b'{"title":"x"}') for number in range(4)]

    class Batches:
        """One document at a time, as those of a large table come in frames."""

        def items(self, _table: str) -> list[tuple[int, bytes]]:
            return documents

        def decoded(self, _table: str, kind: type[Any]) -> Iterator[dict[int, Any]]:
            for number, raw in documents:
                yield {number: msgspec.json.decode(raw, type=kind)}

    found = [number for rows in unknown.decoded(Batches(), "action", Titled) for number in rows]
    assert found == [number for number in range(4) if number != spoilt]


class Titled(msgspec.Struct):
    title: str
