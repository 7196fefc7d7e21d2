"""What is open with whoever leaves goes to another one, all of it or a part, in one commit, taken back as one."""

from datetime import timedelta
from typing import Any

import pytest

from store import commands
from store.commands.handing_over import hand_over
from store.commands.undo import latest, take_back
from store.errors import Gone, Invalid, Refused, WrongWords
from store.kinds import request
from store.records.duties import duties
from store.workspace import Workspace, anyway, open_workspace

ANA, BO, FAY = "PN-1", "PN-2", "PN-3"
MKT, FIN, LOG = "DP-1", "DP-2", "DP-3"


def add(w: Workspace, kind: str, **values: Any) -> str:
    return w.do(commands.add, kind, values).id


@pytest.fixture
def office(organisation: Workspace) -> Workspace:
    """bo stands in every sort of field, once in something that is over."""
    w = organisation
    add(w, "department", name="Logistics", code="LOG", lead=BO)
    goal = add(w, "goal", title="Spring", owner=BO, departments=(MKT, LOG), raci={BO: "A", FAY: "R"})
    add(w, "key-result", title="Sold", goal=goal, owner=BO)
    add(w, "milestone", title="Printed", goal=goal, raci={BO: "C", FAY: "I"})
    add(w, "action", title="Print", owner=BO)
    add(w, "action", title="Draw", owner=BO, state="done")
    add(w, "action", title="Cut", owner=FAY, contributors=(BO, FAY))
    add(w, "blocker", title="No ink", waiting_on=BO, next_step="ask", next_owner=BO, next_by=w.today)
    add(w, "team", name="Squad", members={BO: 60, FAY: 70})
    add(w, "retro", title="Back", facilitator=BO)
    return w


def open_with(w: Workspace, id: str) -> list[str]:
    return [f"{duty.id} {duty.field.name}" for duty in duties(w.records, id, w.today)]


ALL = [
    "DP-3 lead", "S-1 members", "G-1 owner", "G-1 raci", "KR-1 owner", "MS-1 raci", "A-1 owner", "A-3 contributors",
    "B-1 waiting_on", "B-1 next_owner", "R-1 facilitator",
]  # fmt: skip


def test_what_is_open_with_somebody_is_listed_and_handed_over_and_comes_back_as_one(office: Workspace):
    assert open_with(office, BO) == ALL
    before = {id: office.records.get(id) for id in ("G-1", "S-1", "MS-1", "A-2", "A-3", "B-1")}
    assert len(office.do(hand_over, BO, FAY)) == len(ALL)
    get: Any = office.records.get
    assert open_with(office, BO) == []
    assert get("G-1").raci == {FAY: "A"}, "of two letters the one that weighs more"
    assert (get("MS-1").raci, get("S-1").members) == ({FAY: "C"}, {FAY: 100})
    assert (get("A-3").contributors, get("A-2").owner, get("DP-3").lead) == ((FAY,), BO, FAY)
    entry = latest(office.ledger)
    assert entry is not None
    assert entry.what["verb"] == "handover"
    take_back(office, entry)
    assert open_with(office, BO) == ALL
    assert {id: get(id).raci for id in ("G-1", "MS-1")} == {id: before[id].raci for id in ("G-1", "MS-1")}  # type: ignore[attr-defined]


def test_a_part_of_it_goes_to_somebody_else(office: Workspace):
    assert [duty.id for duty in office.do(hand_over, BO, FAY, ("A-1", "B-1"))] == ["A-1", "B-1", "B-1"]
    assert open_with(office, BO) == [each for each in ALL if each[:3] not in ("A-1", "B-1")]
    with pytest.raises(Refused, match="A-2"):
        office.do(hand_over, BO, FAY, ("A-2",))


@pytest.mark.parametrize(("id", "to", "error"), [(BO, FIN, WrongWords), (BO, BO, WrongWords), (FIN, MKT, Refused)])
def test_it_goes_to_another_one_of_the_same_sort_and_has_to_be_something(
    office: Workspace, id: str, to: str, error: type[Exception]
):
    if id == FIN:
        office.do(commands.edit, FAY, {"department": MKT})
    seq = office.ledger.seq
    with pytest.raises(error):
        office.do(hand_over, id, to)
    assert office.ledger.seq == seq


def test_a_department_hands_over_its_people_pools_children_and_requests_answered_or_not(office: Workspace):
    w = office
    add(w, "department", name="Dock", parent=LOG)
    add(w, "resource", name="Ramp", department=LOG)
    add(w, "action", title="Load", department=LOG)
    w.do(commands.edit, ANA, {"department": LOG})
    asked = add(w, "request", title="Vans", department=LOG, asker=FIN)
    w.do(request.accept, asked)
    w.do(commands.edit, LOG, {"active": False})
    w.do(hand_over, LOG, MKT)
    get: Any = w.records.get
    assert open_with(w, LOG) == []
    assert [get(id).department for id in (ANA, "P-1", "A-4", asked)] == [MKT] * 4
    assert (get("DP-4").parent, get("G-1").departments, get(asked).state) == (MKT, (MKT,), "accepted")


def test_who_may_not_hand_it_on_hands_over_nothing(office: Workspace):
    with open_workspace(office.ledger.folder, "fay") as fay, pytest.raises(Refused):
        fay.do(hand_over, BO, FAY)
    assert open_with(office, BO) == ALL


# Nothing new is given to who is gone


GIVEN = [
    ("action", {"title": "x", "owner": BO}), ("action", {"title": "x", "contributors": (BO,)}),
    ("goal", {"title": "x", "raci": {BO: "A"}}), ("goal", {"title": "x", "departments": (LOG,)}),
    ("milestone", {"title": "x", "department": LOG}), ("request", {"title": "x", "department": LOG}),
    ("blocker", {"title": "x", "waiting_on": BO}), ("team", {"name": "x", "members": {BO: 50}}),
    ("department", {"name": "x", "lead": BO}), ("person", {"name": "x", "department": LOG}),
]  # fmt: skip


@pytest.fixture
def left(organisation: Workspace) -> Workspace:
    add(organisation, "department", name="Logistics", code="LOG")
    organisation.do(commands.edit, LOG, {"active": False})
    organisation.do(commands.edit, BO, {"left_on": organisation.today})
    return organisation


@pytest.mark.parametrize(("kind", "values"), GIVEN)
def test_nothing_new_is_given_to_who_has_left_or_is_not_active_unless_somebody_insists(
    left: Workspace, kind: str, values: dict[str, Any]
):
    with pytest.raises(Gone, match=r"bo left on|LOG is not active"):
        left.do(commands.add, kind, values)
    assert left.foresee(commands.add, kind, values), "a form is not shut for it"
    left.do(anyway(commands.add), kind, values)
    with pytest.raises(Gone):  # nothing of it stays for the next one
        left.do(commands.add, kind, values)


def test_a_script_on_the_tables_gives_them_nothing_either(left: Workspace):
    with pytest.raises(Gone):
        left.documents.table("action").insert({"title": "x", "owner": BO})


def test_what_is_over_may_name_them_and_what_names_them_already_is_edited(left: Workspace):
    done = add(left, "action", title="Old", owner=BO, state="done")
    mine = left.do(anyway(commands.add), "action", {"title": "x", "owner": BO}).id
    for id in (done, mine):
        left.do(commands.edit, id, {"title": "Older"})
    left.do(commands.comment, mine, "for @bo")
    assert left.records.one(type(left.records.get(mine)), mine).title == "Older"  # type: ignore[attr-defined]


def test_whoever_leaves_on_a_day_to_come_is_here_until_then(organisation: Workspace):
    organisation.do(commands.edit, BO, {"left_on": organisation.today + timedelta(1)})
    assert add(organisation, "action", title="x", owner=BO)


# Viewers answer for nothing


def test_a_viewer_speaks_for_no_department_and_has_no_a(organisation: Workspace):
    w = organisation
    goal = add(w, "goal", title="Spring")
    w.do(commands.edit, BO, {"role": "viewer"})
    for id, values in ((MKT, {"lead": BO}), (MKT, {"deputy": BO}), (goal, {"raci": {BO: "A", FAY: "R"}})):
        with pytest.raises(Invalid, match="viewer"):
            w.do(commands.edit, id, values)
    w.do(commands.edit, goal, {"raci": {BO: "R", FAY: "A"}})
    w.do(commands.edit, FIN, {"lead": FAY})
    with pytest.raises(Invalid, match="FIN, G-1 wants somebody else first"):
        w.do(commands.edit, FAY, {"role": "viewer"})
    w.do(hand_over, FAY, ANA)
    w.do(commands.edit, FAY, {"role": "viewer"})
