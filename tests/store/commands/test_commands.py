"""What a person does to records of any kind: add, edit, done, reopen, drop, comment."""

from datetime import date
from typing import Any

import pytest

from store.commands import (
    add,
    add_many,
    comment,
    done,
    done_many,
    drop,
    drop_many,
    edit,
    edit_many,
    reopen,
)
from store.errors import Invalid, NotFound, Refused, StillReferenced, WrongWords
from store.kinds import KINDS
from store.workspace import Workspace


def unchanged(workspace: Workspace, command: Any, *args: Any, **values: Any) -> Refused:
    """The refusal of a command that has to leave everything as it was."""
    workspace.ledger.news()
    seq = workspace.ledger.seq
    with pytest.raises(Refused) as error:
        workspace.do(command, *args, **values)
    assert workspace.ledger.seq == seq
    assert workspace.ledger.news() == []
    return error.value


@pytest.mark.parametrize("kind", [name for name in KINDS if name != "workspace"])
def test_only_the_naming_field_is_needed(organisation: Workspace, kind: str):
    naming = KINDS[kind].naming
    said = {"number": 5, "day": str(organisation.today)}.get(naming.type, "Something")
    record = organisation.do(add, kind, {naming.name: said})
    stored = organisation.records.get(record.id)
    assert (stored.rev, stored.made_by, stored.changed_by) == (1, "ana", "")
    assert stored.made_at is not None
    refusal = unchanged(organisation, add, kind, {})
    assert isinstance(refusal, Invalid)
    assert [fault.field for fault in refusal.faults] == [naming.name]


def test_text_is_cleaned_and_lists_and_iso_days_are_taken(organisation: Workspace):
    organisation.do(
        add, "action",
        {"title": " a\x1b[1m\u202eb ", "due": "2026-12-01", "contributors": ["pn-2", "PN-2"], "tags": {"#x"}},
    )  # fmt: skip
    record: Any = organisation.records.get("A-1")
    assert (record.title, record.due, record.contributors, record.tags) == (
        "a[1mb", date(2026, 12, 1), ("PN-2",), ("x",),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "values", "faults"),
    [
        ("action", {"title": "x", "owner": 7}, ["owner"]),
        ("action", {"title": "x", "due": "soon", "start": 3}, ["due", "start"]),
        ("action", {"title": "x", "colour": "red"}, ["colour"]),
        ("action", {"title": "x", "rev": 7}, ["rev"]),
        ("action", {"title": "x", "made_by": "eve"}, ["made_by"]),
        ("action", {"title": 3}, ["title"]),
        ("action", {"title": "\u200b \x00"}, ["title"]),
        ("action", {"title": "x" * 1001}, ["title"]),
        ("action", {"title": "x", "note": "春" * 30_000}, ["note"]),
        ("action", {"title": "x", "owner": "PN-9"}, ["owner"]),
        ("action", {"title": "x", "owner": "DP-1"}, ["owner"]),
        ("action", {"title": "x", "owner": "me"}, ["owner"]),
        ("action", {"title": "x", "contributors": ["PN-1", "PN-9"]}, ["contributors"]),
        ("action", {"title": "x", "priority": "urgent"}, ["priority"]),
        ("action", {"title": "x", "tags": ["two words"]}, ["tags"]),
        ("action", {"title": "x", "checklist": [{"id": "1"}]}, ["checklist"]),
        ("action", {"title": "x", "checklist": [{"id": "1", "text": "a"}, {"id": "1", "text": "b"}]}, ["checklist"]),
        ("action", {"title": "x", "start": "2026-12-02", "due": "2026-12-01"}, ["due"]),
        ("check-in", {"value": float("nan")}, ["value"]),
        ("check-in", {"value": float("inf")}, ["value"]),
        ("check-in", {"value": True}, ["value"]),
        ("check-in", {"value": 1, "confidence": 11}, ["confidence"]),
        ("check-in", {"value": 1, "confidence": -1}, ["confidence"]),
        ("check-in", {"value": 1, "confidence": 7.5}, ["confidence"]),
        ("goal", {"title": "x", "period": "autumn"}, ["period"]),
        ("goal", {"title": "x", "raci": {"DP-1": "R"}}, ["raci"]),
        ("goal", {"title": "x", "raci": {"DP-1": "A", "PN-1": "A"}}, ["raci"]),
        ("goal", {"title": "x", "raci": {"DP-1": "A", "PN-1": "X"}}, ["raci.PN-1"]),
        ("goal", {"title": "x", "raci": {"PN-9": "A"}}, ["raci"]),
        ("goal", {"title": "x", "stances": {"DP-1": "maybe"}}, ["stances.DP-1"]),
        ("key-result", {"title": "x", "start": 10, "target": 5}, ["target"]),
        ("department", {"name": "x", "code": "mkt"}, ["code"]),
        ("department", {"name": "x", "code": "two words"}, ["code"]),
        ("department", {"name": "x", "code": "A-1"}, ["code"]),
        ("department", {"name": "x", "code": "me"}, ["code"]),
        ("department", {"name": "x", "other_names": ["FIN"]}, ["other_names"]),
        ("person", {"name": "x", "login": "Ana"}, ["login"]),
        ("retro", {"title": "x", "votes": 1000}, ["votes"]),
        ("card", {"text": "x", "retro": "G-1"}, ["retro"]),
        ("workspace", {"name": "second"}, ["name"]),
        ("blocker", {"title": "x", "since": "2026-12-02", "resolved": "2026-12-01"}, ["resolved"]),
    ],
)  # fmt: skip
def test_what_breaks_a_rule_is_refused_with_the_field(
    organisation: Workspace, kind: str, values: dict[str, Any], faults: list[str]
):
    refusal = unchanged(organisation, add, kind, values)
    assert isinstance(refusal, Invalid)
    assert [fault.field for fault in refusal.faults] == faults
    assert all(len(str(fault.words)) > 8 for fault in refusal.faults)


def test_an_unknown_kind_lists_those_that_there_are(workspace: Workspace):
    with pytest.raises(WrongWords, match="key-result"):
        workspace.do(add, "dragon", {"name": "x"})


def test_many_are_added_in_order_or_none(organisation: Workspace):
    records = organisation.do(add_many, "action", [{"title": str(n)} for n in range(5)])
    assert [record.id for record in records] == [f"A-{n}" for n in range(1, 6)]
    unchanged(organisation, add_many, "action", [{"title": "x"}, {"title": "y", "owner": "PN-9"}])
    assert organisation.do(add, "action", {"title": "next"}).id == "A-6"


def test_an_id_is_never_used_twice(organisation: Workspace):
    organisation.do(add_many, "comment", [{"text": "a"}, {"text": "b"}])
    organisation.do(drop, "CM-2", "said twice")
    assert organisation.do(add, "comment", {"text": "c"}).id == "CM-3"


def test_an_edit_that_changes_nothing_writes_nothing(organisation: Workspace):
    organisation.do(add, "action", {"title": "A", "tags": ["x"]})
    seq = organisation.ledger.seq
    organisation.do(edit, "A-1", {"title": "A", "tags": ["x"]})
    assert organisation.ledger.seq == seq
    assert organisation.records.get("A-1").rev == 1


def test_an_edit_raises_the_revision_and_says_who(organisation: Workspace):
    organisation.do(add, "action", {"title": "A"})
    organisation.ledger.who = "bo"
    organisation.do(edit, "A-1", {"title": "B"}, why="clearer")
    record = organisation.records.get("A-1")
    assert (record.rev, record.made_by, record.changed_by) == (2, "ana", "bo")
    entry = organisation.ledger.news()[-1]
    assert entry.what == {"verb": "edit", "id": "A-1", "fields": ["title"], "why": "clearer"}


def test_many_are_edited_or_none(organisation: Workspace):
    organisation.do(add_many, "action", [{"title": "A"}, {"title": "B", "start": "2026-12-10"}])
    unchanged(organisation, edit_many, ["A-1", "A-2"], {"due": "2026-12-01"})
    organisation.do(edit_many, ["A-1", "A-2"], {"due": "2026-12-20", "owner": "PN-2"})
    assert [str(a.due) for a in organisation.records.of_kind("action")] == ["2026-12-20"] * 2  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("goal", "outcome"),
        ("key-result", "value"),
        ("check-in", "reading"),
        ("retro", "closed"),
        ("card", "action"),
        ("comment", "said"),
        ("department", "active"),
        ("person", "never"),
    ],
)
def test_done_is_refused_with_the_reason_where_it_means_nothing(organisation: Workspace, kind: str, reason: str):
    naming = KINDS[kind].naming
    said = {"number": 5, "day": str(organisation.today)}.get(naming.type, "Something")
    record = organisation.do(add, kind, {naming.name: said})
    organisation.ledger.news()
    assert reason in str(unchanged(organisation, done, record.id))


def test_bulk_done_is_all_or_none(organisation: Workspace):
    organisation.do(add_many, "action", [{"title": "A"}, {"title": "B"}])
    organisation.do(done, "A-2")
    organisation.ledger.news()
    unchanged(organisation, done_many, ["A-1", "A-2"])
    unchanged(organisation, done_many, [])
    with pytest.raises(NotFound):
        organisation.do(done_many, ["A-1", "A-9"])
    assert organisation.records.get("A-1").state == "todo"  # type: ignore[attr-defined]


def test_reopening_what_never_closes_is_refused(organisation: Workspace):
    unchanged(organisation, reopen, "PN-1")


def test_what_others_point_to_is_not_deleted(organisation: Workspace):
    organisation.do(add_many, "action", [{"title": "A", "owner": "PN-2"}, {"title": "PN-2"}])
    organisation.do(add, "goal", {"title": "G", "raci": {"PN-2": "A"}})
    organisation.ledger.news()
    refusal = unchanged(organisation, drop, "PN-2", "left")
    assert isinstance(refusal, StillReferenced)
    assert refusal.referrers == ["G-1", "A-1"]
    organisation.do(edit, "A-1", {"owner": None})
    organisation.do(edit, "G-1", {"raci": {}})
    organisation.do(drop, "PN-2", "left")
    assert organisation.records.find("PN-2") is None


def test_what_points_to_each_other_goes_together_with_its_comments(organisation: Workspace):
    organisation.do(add, "retro", {"title": "R"})
    organisation.do(add, "card", {"text": "c", "retro": "R-1", "column": "start"})
    organisation.do(comment, "C-1", "well said")
    organisation.ledger.news()
    unchanged(organisation, drop, "R-1", "by mistake")
    organisation.do(drop_many, ["R-1", "C-1"], "by mistake")
    assert [organisation.records.find(id) for id in ("R-1", "C-1", "CM-1")] == [None] * 3


def test_dropping_wants_a_reason(organisation: Workspace):
    assert unchanged(organisation, drop, "PN-2", " \u200b ").reason == "wants-reason"


def test_the_workspace_itself_stays(organisation: Workspace):
    unchanged(organisation, drop, "WS-1", "no more")


def test_a_comment_mentions_people(organisation: Workspace):
    made = organisation.do(comment, "PN-1", "ask @bo and @FAY, not a@ana or @nobody")
    assert made.mentions == ("PN-2", "PN-3")
    with pytest.raises(NotFound):
        organisation.do(comment, "A-9", "x")
