"""What is written through TinyDB to a kind's table is checked, stamped and counted as any other commit."""

from typing import Any

import pytest
from tinydb import where

from store.commands import add, edit
from store.errors import Forbidden, Invalid, StillReferenced
from store.workspace import Workspace


def test_an_insert_is_a_record(organisation: Workspace):
    table = organisation.documents.table("action")
    number = table.insert({"title": "From a script", "owner": "PN-2", "id": "A-77", "rev": 9, "made_by": "eve"})
    record: Any = organisation.records.get(f"A-{number}")
    assert (record.id, record.rev, record.made_by, record.owner) == ("A-1", 1, "ana", "PN-2")
    assert table.search(where("state") == "todo") == table.all()
    assert table.get(where("due") == None)["title"] == "From a script"  # type: ignore[index]  # noqa: E711


def test_an_update_raises_the_revision_and_keeps_the_stamps(organisation: Workspace):
    organisation.do(add, "action", {"title": "A"})
    table = organisation.documents.table("action")
    organisation.ledger.who = "bo"
    table.update({"title": "B", "made_by": "eve", "rev": 1}, where("id") == "A-1")
    record: Any = organisation.records.get("A-1")
    assert (record.title, record.rev, record.made_by, record.changed_by) == ("B", 2, "ana", "bo")
    seq = organisation.ledger.seq
    table.update({"title": "B", "id": "A-5", "rev": 40})
    assert organisation.ledger.seq == seq


@pytest.mark.parametrize(
    ("document", "field", "said"),
    [
        ({}, "title", "is needed"),
        ({"titel": "x"}, "titel", "no such field"),
        ({"title": "x", "titel": "y"}, "titel", "no such field"),
        ({"title": 3}, "title", "one line of text"),
        ({"title": "x", "due": "soon"}, "due", "a day such as"),
        ({"title": "x", "due": "2026-02-30"}, "due", "a day such as"),
        ({"title": "x", "owner": "PN-9"}, "owner", "there is no PN-9"),
        ({"title": "x", "owner": "PN-02"}, "owner", "not an id"),
        ({"title": "x", "owner": "bo"}, "owner", "not an id"),
        ({"title": "x", "depends_on": ["A-1"]}, "depends_on", "circle"),
        ({"title": "x", "priority": "urgent"}, "priority", "high, normal, low"),
        ({"title": "x", "checklist": [{"id": 1, "text": "y"}]}, "checklist[0].id", "does not fit"),
    ],
)
def test_what_is_no_record_is_refused_with_the_path(
    organisation: Workspace, document: dict[str, Any], field: str, said: str
):
    table = organisation.documents.table("action")
    with pytest.raises(Invalid) as error:
        table.insert(document)
    assert error.value.faults[0].field == field
    assert said in str(error.value.faults[0].words)
    assert len(table) == 0


def test_text_of_a_script_is_cleaned(organisation: Workspace):
    organisation.documents.table("action").insert(
        {"title": "a\nb\x1b[2J", "note": "one\n two\u202e", "extra": {"k": "v\x00"}}
    )
    record: Any = organisation.records.get("A-1")
    assert (record.title, record.note, record.extra) == ("a b[2J", "one\n two", {"k": "v"})


def test_a_removal_is_refused_while_others_point_there(organisation: Workspace):
    with pytest.raises(StillReferenced, match="PN-1, PN-2"):
        organisation.documents.table("department").remove(doc_ids=[1])
    with pytest.raises(StillReferenced):
        organisation.documents.table("department").truncate()
    organisation.documents.table("person").remove(where("login") == "fay")
    organisation.documents.table("department").remove(doc_ids=[2])
    assert [d.id for d in organisation.records.of_kind("department")] == ["DP-1"]


def test_all_tables_may_go_together_but_not_with_the_last_admin(organisation: Workspace):
    with pytest.raises(Forbidden, match="without an admin"):
        organisation.documents.drop_tables()
    organisation.ledger.review = None  # as documents that nobody has a role in
    organisation.documents.drop_tables()
    assert list(organisation.records.of_kind("person")) == []


def test_other_tables_take_any_document(organisation: Workspace):
    organisation.documents.table("notes").insert({"anything": [1, {"x": None}]})
    assert organisation.documents.table("notes").all() == [{"anything": [1, {"x": None}]}]


def test_many_removed_at_once_still_count_who_points_there(organisation: Workspace):
    people = organisation.documents.table("person")
    people.insert_multiple({"name": f"P {n}"} for n in range(40))
    organisation.do(add, "action", {"title": "A", "owner": "PN-30"})
    with pytest.raises(StillReferenced, match="A-1"):
        people.remove(doc_ids=list(range(4, 44)))
    people.remove(doc_ids=[number for number in range(4, 44) if number != 30])
    assert len(people) == 4


# Names


def names(workspace: Workspace, id: str) -> tuple[str, tuple[str, ...]]:
    record: Any = workspace.records.get(id)
    return record.code, record.other_names


def test_an_old_code_stays_a_name_of_its_department_only(organisation: Workspace):
    organisation.do(edit, "DP-1", {"code": "BRAND"})
    assert names(organisation, "DP-1") == ("BRAND", ("MKT",))
    with pytest.raises(Invalid, match="already a name of BRAND"):
        organisation.do(edit, "DP-2", {"code": "mkt"})
    organisation.do(edit, "DP-1", {"code": "MKT"})
    assert names(organisation, "DP-1") == ("MKT", ("BRAND",))


def test_two_departments_swap_codes_in_one_commit(organisation: Workspace):
    def swap(document: Any) -> None:
        document["code"] = {"MKT": "FIN", "FIN": "MKT"}[document["code"]]

    organisation.documents.table("department").update(swap)
    assert names(organisation, "DP-1") == ("FIN", ())
    assert names(organisation, "DP-2") == ("MKT", ())


def test_two_alike_in_one_commit_are_refused(organisation: Workspace):
    with pytest.raises(Invalid, match="already a name"):
        organisation.documents.table("person").insert_multiple(
            [{"name": "x", "login": "z"}, {"name": "y", "login": "Z"}]
        )


def test_a_change_of_case_is_no_other_name(organisation: Workspace):
    organisation.do(edit, "DP-1", {"code": "Mkt"})
    assert names(organisation, "DP-1") == ("Mkt", ())
