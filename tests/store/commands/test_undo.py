"""Taking back and doing again, with others writing in between."""

from datetime import date, timedelta

import msgspec
import pytest

from store import commands
from store.commands.undo import Overtaken, Unsaid, latest, take_back
from store.errors import Invalid, StillReferenced
from store.kinds import KINDS
from store.kinds.action import Action
from store.kinds.base import Kind
from store.kinds.consensus import take_stance
from store.kinds.department import Department
from store.kinds.goal import Goal
from store.kinds.retro import add_card
from store.workspace import Workspace, open_workspace
from tests.for_each import for_each


@pytest.fixture
def ana(organisation: Workspace):
    with open_workspace(organisation.ledger.folder, "ana") as workspace:
        yield workspace


@pytest.fixture
def bo(organisation: Workspace):
    organisation.do(commands.edit, "PN-2", {"role": "coordinator"})
    with open_workspace(organisation.ledger.folder, "bo") as workspace:
        yield workspace


def undo(workspace: Workspace, *, partly: bool = False) -> list[str]:
    entry = latest(workspace.ledger, own=workspace.ledger.own)
    assert entry is not None
    return take_back(workspace, entry, partly=partly)


def redo(workspace: Workspace) -> list[str]:
    entry = latest(workspace.ledger, own=workspace.ledger.own, again=True)
    assert entry is not None
    return take_back(workspace, entry, again=True)


def stored(workspace: Workspace) -> dict[tuple[str, int], dict[str, object]]:
    """All documents without their stamps."""
    import msgspec

    from store.kinds.base import STAMPS

    workspace.ledger.catch_up()
    found: dict[tuple[str, int], dict[str, object]] = {}
    for table in workspace.ledger.tables():
        for number, raw in workspace.ledger.items(table):
            document = msgspec.json.decode(raw)
            found[table, number] = {name: value for name, value in document.items() if name not in STAMPS}
    return found


def test_an_undo_takes_back_what_stands_and_a_redo_does_it_again(ana: Workspace):
    before = stored(ana)
    ana.do(commands.add, "action", {"title": "Stock feed", "owner": "PN-1"})
    added = stored(ana)
    ana.do(commands.edit, "A-1", {"title": "Stock feed to the shops", "priority": "high"})
    edited = stored(ana)
    assert undo(ana) == ["A-1"]
    assert stored(ana) == added
    assert undo(ana) == ["A-1"]
    assert stored(ana) == before
    assert latest(ana.ledger, own=ana.ledger.own) is None
    redo(ana)
    assert stored(ana) == added
    assert ana.records.one(Action, "A-1").made_by == "ana"
    redo(ana)
    assert stored(ana) == edited
    assert latest(ana.ledger, own=ana.ledger.own, again=True) is None
    assert undo(ana) == ["A-1"]
    assert stored(ana) == added


def test_something_new_ends_the_chance_to_do_again(ana: Workspace):
    ana.do(commands.add, "action", {"title": "One"})
    undo(ana)
    ana.do(commands.add, "action", {"title": "Two"})
    assert latest(ana.ledger, own=ana.ledger.own, again=True) is None
    assert undo(ana) == ["A-2"]


def test_what_others_did_to_other_fields_stays(ana: Workspace, bo: Workspace):
    ana.do(commands.add, "action", {"title": "Stock feed"})
    ana.do(commands.edit, "A-1", {"priority": "high"})
    bo.do(commands.edit, "A-1", {"title": "Stock feed to the shops"})
    undo(ana)
    record = ana.records.one(Action, "A-1")
    assert (record.priority, record.title) == ("normal", "Stock feed to the shops")


def test_within_maps_and_lists_it_goes_item_by_item(ana: Workspace, bo: Workspace):
    ana.do(commands.add, "goal", {"title": "Promotion", "departments": ["DP-1", "DP-2"], "tags": ["spring"]})
    ana.do(take_stance, "G-1", "DP-1", "agrees")
    bo.do(take_stance, "G-1", "DP-2", "objects", "no capacity")
    ana.do(commands.edit, "G-1", {"tags": ("spring", "sale")})
    bo.do(commands.edit, "G-1", {"tags": ("spring", "sale", "shops")})
    undo(ana)
    undo(ana)
    goal = ana.records.one(Goal, "G-1")
    assert goal.tags == ("spring", "shops")
    assert list(goal.stances) == ["DP-2"]


def test_what_was_changed_since_is_named_and_the_rest_offered(ana: Workspace, bo: Workspace):
    ana.do(commands.add, "action", {"title": "One"})
    ana.do(commands.edit, "A-1", {"title": "Two", "priority": "high"})
    bo.do(commands.edit, "A-1", {"title": "Three"})
    with pytest.raises(Overtaken) as refused:
        undo(ana)
    assert [(each.id, each.field, each.who) for each in refused.value.since] == [("A-1", "title", "bo")]
    assert refused.value.rest
    assert ana.records.one(Action, "A-1").priority == "high"
    undo(ana, partly=True)
    record = ana.records.one(Action, "A-1")
    assert (record.title, record.priority) == ("Three", "normal")


def test_a_record_that_others_changed_is_not_unmade(ana: Workspace, bo: Workspace):
    ana.do(commands.add, "action", {"title": "One"})
    bo.do(commands.edit, "A-1", {"note": "I need this"})
    with pytest.raises(Overtaken) as refused:
        undo(ana)
    assert (refused.value.since[0].who, refused.value.rest) == ("bo", False)


def test_a_record_that_others_point_to_is_not_unmade(ana: Workspace, bo: Workspace):
    ana.do(commands.add, "goal", {"title": "Promotion"})
    bo.do(commands.add, "action", {"title": "Stock feed", "goal": "G-1"})
    with pytest.raises(StillReferenced):
        undo(ana)
    assert ana.records.find("G-1") is not None


def test_what_it_restores_keeps_the_invariants(ana: Workspace, bo: Workspace):
    ana.do(commands.add, "department", {"name": "Legal", "code": "LEG"})
    ana.do(commands.edit, "DP-3", {"code": "LAW", "other_names": ()})
    ana.do(commands.edit, "DP-3", {"other_names": ()})
    bo.do(commands.add, "department", {"name": "Legacy", "code": "LEG"})
    own = [seq for seq in ana.ledger.own if seq != ana.ledger.own[-1]]
    entry = latest(ana.ledger, own=own)
    assert entry is not None
    with pytest.raises((Invalid, Overtaken)):
        take_back(ana, entry)
    assert ana.records.one(Department, "DP-3").code == "LAW"


def test_a_moved_day_goes_back_without_a_reason(ana: Workspace):
    day = ana.today
    ana.do(commands.add, "action", {"title": "One", "due": day})
    ana.do(commands.edit, "A-1", {"due": day + timedelta(days=3)}, why="waiting for Legal")
    undo(ana)
    record = ana.records.one(Action, "A-1")
    assert (record.due, record.due_log) == (day, ())


def test_many_at_once_is_one_step(ana: Workspace):
    ana.do(commands.add_many, "action", [{"title": f"Action {n}"} for n in range(50)])
    ana.do(commands.done_many, [f"A-{n}" for n in range(1, 51)])
    assert len(undo(ana)) == 50
    assert all(action.state == "todo" for action in ana.records.all(Action))
    undo(ana)
    assert not list(ana.records.all(Action))


def test_it_survives_the_session(organisation: Workspace):
    folder = organisation.ledger.folder
    with open_workspace(folder, "ana") as first:
        first.do(commands.add, "action", {"title": "One"})
    with open_workspace(folder, "ana") as second:
        assert latest(second.ledger, own=second.ledger.own) is None
        entry = latest(second.ledger)
        assert entry is not None
        assert take_back(second, entry) == ["A-1"]
        assert latest(second.ledger, again=True) is not None
    with open_workspace(folder, "bo") as other:
        assert latest(other.ledger) is None


def test_a_deleted_record_comes_back_as_what_it_was(ana: Workspace, bo: Workspace):
    made = bo.do(commands.add, "department", {"name": "Legal", "code": "LEG"})
    was = bo.records.get(made.id)
    ana.do(commands.drop, made.id, "merged with Finance")
    assert ana.records.find(made.id) is None
    undo(ana)
    again = ana.records.get(made.id)
    assert (again.made_by, again.made_at, again.changed_by) == (was.made_by, was.made_at, "ana")
    assert again.rev == was.rev + 1


def test_twice_in_a_row_by_two_sessions_changes_nothing_the_second_time(ana: Workspace):
    ana.do(commands.add, "action", {"title": "One"})
    ana.do(commands.edit, "A-1", {"title": "Two"})
    entry = latest(ana.ledger, own=ana.ledger.own)
    assert entry is not None
    take_back(ana, entry)
    seq = ana.ledger.seq
    assert take_back(ana, entry) == []
    assert ana.ledger.seq == seq


def test_what_says_nothing_of_who_wrote_it_is_not_taken_back_nor_is_anything_older(organisation: Workspace):
    w = organisation
    w.do(commands.add, "retro", {"title": "R", "anonymous": True, "state": "gather"})
    w.do(commands.add, "action", {"title": "Older"})
    w.do(add_card, "R-1", "start", "Nobody knows")
    seq = w.ledger.seq
    for own in (w.ledger.own, None):
        for again in (False, True):
            with pytest.raises(Unsaid):
                latest(w.ledger, own=own, again=again)
    older = latest(w.ledger, older=True)
    assert older is not None
    assert older.what["id"] == "A-1"
    assert w.ledger.seq == seq
    w.do(commands.add, "action", {"title": "Newer"})
    newer = latest(w.ledger)
    assert newer is not None
    assert newer.what["id"] == "A-2"


@for_each("kind", KINDS.values())
def test_what_a_new_record_is_stored_as_is_what_it_is_stored_as_again(kind: Kind):
    """Else it would have changed since it was made, though whatever changed it was taken back."""
    blank = {name: "" for name, field in kind.fields.items() if field.names and field.type != "day"}
    days = {name: date(2026, 1, 1) for name, field in kind.fields.items() if field.names and field.type == "day"}
    numbers = {name: 1 for name, field in kind.fields.items() if field.names and field.type == "number"}
    stored = msgspec.json.encode(kind.record(**{**blank, **days, **numbers}))
    assert msgspec.json.encode(msgspec.json.decode(stored, type=kind.record)) == stored
