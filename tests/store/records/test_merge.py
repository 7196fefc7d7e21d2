"""Two people change the same record: field by field, item by item, or not at all."""

from typing import Any

import pytest

from store.commands import add, edit
from store.errors import Invalid, Stale
from store.kinds.base import STAMPS
from store.kinds.checklist import CheckItem
from store.records.merge import CLASH, merge_value
from store.workspace import Workspace
from tests.for_each import for_each

ONE, TWO, THREE = (CheckItem(str(n), f"line {n}") for n in (1, 2, 3))
TICKED = CheckItem("1", "line 1", done=True)
DONE = CheckItem("2", "line 2", done=True)
NAMED = CheckItem("1", "first line")


@for_each(
    "type, base, theirs, mine, merged",
    [
        ("line", "a", "a", "b", "b"),
        ("line", "a", "b", "a", "b"),
        ("line", "a", "b", "b", "b"),
        ("line", "a", "b", "c", CLASH),
        ("day", None, None, 1, 1),
        ("tags", ("a",), ("a", "b"), ("a", "c"), ("a", "b", "c")),
        ("tags", ("a", "b"), ("b",), ("a", "b", "c"), ("b", "c")),
        ("refs", ("a", "b"), ("a", "b", "c"), ("b",), ("b", "c")),
        ("map", {"x": 1}, {"x": 1, "y": 2}, {"x": 3}, {"x": 3, "y": 2}),
        ("map", {"x": 1, "y": 1}, {"y": 1}, {"x": 1, "y": 2}, {"y": 2}),
        ("map", {"x": 1}, {"x": 2}, {"x": 3}, CLASH),
        ("map", {"x": 1}, {}, {"x": 3}, CLASH),
        ("rows", (ONE,), (ONE, TWO), (TICKED,), (TICKED, TWO)),
        ("rows", (ONE, TWO), (ONE,), (ONE, TWO, THREE), (ONE, THREE)),
        ("rows", (ONE,), (NAMED,), (TICKED,), CLASH),
        ("checklist", (ONE, TWO), (TICKED, TWO), (ONE, DONE), (TICKED, DONE)),
        ("checklist", (ONE,), (NAMED,), (TICKED,), (CheckItem("1", "first line", done=True),)),
        ("checklist", (ONE,), (NAMED,), (CheckItem("1", "line one"),), CLASH),
        ("checklist", (ONE, TWO), (TWO,), (TICKED, TWO), (TWO,)),
        ("checklist", (ONE, TWO), (TWO,), (NAMED, TWO), CLASH),
        ("checklist", (ONE,), (ONE, TWO), (ONE, CheckItem("2", "mine")), (ONE, TWO, CheckItem("3", "mine"))),
        ("checklist", (ONE, TWO), (TICKED, TWO, THREE), (TWO, ONE), (TWO, THREE, TICKED)),
        ("checklist", (ONE, TWO), (TWO, ONE), (ONE, DONE, THREE), (DONE, THREE, ONE)),
    ],
)
def test_both_changes_or_a_clash(type: str, base: object, theirs: object, mine: object, merged: object):
    assert merge_value(type, base, theirs, mine) == merged


def test_an_edit_of_another_field_is_kept(workspace: Workspace):
    base = workspace.do(add, "action", {"title": "A", "tags": ["x"]})
    workspace.do(edit, "A-1", {"title": "B", "tags": ["x", "theirs"]})
    workspace.do(edit, "A-1", {"title": "A", "note": "mine", "tags": ["mine", "x"]}, base=base)
    record = workspace.records.get("A-1")
    assert (record.title, record.note, record.tags) == ("B", "mine", ("x", "theirs", "mine"))  # type: ignore[attr-defined]


def test_the_same_field_comes_back_with_all_three(workspace: Workspace):
    base = workspace.do(add, "action", {"title": "A"})
    workspace.do(edit, "A-1", {"title": "theirs"})
    with pytest.raises(Stale) as error:
        workspace.do(edit, "A-1", {"title": "mine", "note": "n"}, base=base)
    assert (error.value.mine, error.value.theirs, error.value.base) == (
        {"title": "mine"},
        {"title": "theirs"},
        {"title": "A"},
    )
    assert workspace.records.get("A-1").note == ""  # type: ignore[attr-defined]


def test_a_merge_keeps_the_rules(workspace: Workspace):
    base = workspace.do(add, "action", {"title": "A", "start": "2026-12-01"})
    workspace.do(edit, "A-1", {"start": "2026-12-10"})
    with pytest.raises(Invalid, match="before the start"):
        workspace.do(edit, "A-1", {"due": "2026-12-05"}, base=base)


def test_a_revision_that_does_not_fit_is_refused(workspace: Workspace):
    workspace.do(add, "action", {"title": "A"})
    workspace.do(edit, "A-1", {"title": "B"}, if_rev=1)
    with pytest.raises(Stale):
        workspace.do(edit, "A-1", {"title": "C"}, if_rev=1)
    assert workspace.records.get("A-1").rev == 2


def test_two_first_items_at_once_both_stand_and_an_undo_takes_one_back(organisation: Workspace):
    from store.commands.undo import latest, take_back

    base = organisation.do(add, "team", {"name": "Squad"})
    organisation.do(edit, "S-1", {"members": {"PN-1": 50}}, base=base)
    first = latest(organisation.ledger)
    organisation.do(edit, "S-1", {"members": {"PN-2": 20}}, base=base)
    team: Any = organisation.records.get("S-1")
    assert team.members == {"PN-1": 50, "PN-2": 20}
    assert first is not None
    assert [change["set"].keys() - STAMPS for change in first.changes] == [{"members.PN-1"}]
    assert take_back(organisation, first) == ["S-1"]
    team = organisation.records.get("S-1")
    assert team.members == {"PN-2": 20}
