"""A kind that says nothing of its own is told of all the same: in the history, as unread, at the stand-up."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import pytest

from store import fields, history, telling
from store.commands import add, done, drop, edit
from store.history.telling import Telling, telling_of
from store.insight.notifications import told
from store.insight.overview import Overview
from store.insight.prefill import prefill, spoken
from store.kinds import KINDS, PREFIXES, READ
from store.kinds.base import Kind, Record
from store.records import KIND_OF
from store.workspace import Workspace
from tests.store.computed import computed


class Errand(Record, frozen=True):
    title: Annotated[str, fields.line("Errand", names=True)]
    owner: Annotated[str | None, fields.ref("Owner", "person")] = None
    due: Annotated[date | None, fields.day("Due")] = None
    state: Annotated[Literal["todo", "done"], fields.choice("State", ("todo", "To do"), ("done", "Done"))] = "todo"
    place: Annotated[str, fields.line("Place")] = ""


def standing(errand: Errand) -> str:
    return "done" if errand.state == "done" else "open"


ERRAND = Kind(
    name="errand",
    prefix="ER",
    label="Errand",
    plural="Errands",
    record=Errand,
    writer="member",
    done=lambda _changes, errand, _why: Errand(**{**_values(errand), "state": "done"}),
    standing=standing,
    stands_by=("state",),
)


def _values(errand: Errand) -> dict[str, object]:
    return {name: getattr(errand, name) for name in errand.__struct_fields__}


@pytest.fixture
def w(organisation: Workspace, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """An organisation in which there are errands."""
    monkeypatch.setitem(KINDS, "errand", ERRAND)
    monkeypatch.setitem(PREFIXES, "ER", ERRAND)
    monkeypatch.setitem(KIND_OF, Errand, ERRAND)
    organisation.do(add, "errand", {"title": "Stamps", "owner": "PN-2"})
    return organisation


def last(w: Workspace) -> str:
    return str(next(iter(history.told(w.ledger.backwards(), w.records))).words)


def unread(w: Workspace) -> dict[str, str]:
    entry = next(iter(w.ledger.backwards()))
    return {each.to: str(each.why) for each in told(entry, w.records, Overview(w.ledger, w.today).blocked_by)}


def test_it_has_nothing_of_its_own():
    assert type(telling_of(ERRAND)) is Telling


def test_its_history_is_told(w: Workspace):
    assert last(w) == "ana added ER-1 Stamps"
    w.do(edit, "ER-1", {"owner": "PN-3"})
    assert last(w) == "ana gave ER-1 Stamps to fay"
    w.do(edit, "ER-1", {"due": w.today})
    assert last(w) == f"ana set ER-1 Stamps due {w.today}"
    w.do(done, "ER-1")
    assert last(w) == "ana took ER-1 Stamps from To do to Done"
    w.do(edit, "ER-1", {"place": "Quay"})
    assert last(w) == "ana set Place of ER-1 Stamps: Quay"
    w.do(drop, "ER-1", "wrong")
    assert last(w) == "ana deleted ER-1 Stamps"


def test_whoever_is_given_one_finds_it_unread(w: Workspace):
    assert unread(w) == {"PN-2": "ana gave you ER-1"}
    w.do(edit, "ER-1", {"owner": "PN-3"})
    assert unread(w) == {"PN-3": "ana gave you ER-1"}
    w.do(edit, "ER-1", {"place": "Quay"})
    assert unread(w) == {}


def did(w: Workspace, person: str) -> list[str]:
    found = prefill(w.ledger, Overview(w.ledger, w.today), person, w.here)
    return [spoken(str(line.words)) for line in found.lines if line.section == "done"]


def test_what_was_done_to_it_is_proposed_for_the_stand_up_what_ended_it_first(w: Workspace):
    w.do(edit, "ER-1", {"owner": "PN-3"})
    assert did(w, "PN-1") == []  # that is still how it began
    w.ledger.who = "bo"
    w.do(add, "errand", {"title": "Bread"})
    w.do(edit, "ER-1", {"owner": "PN-1"})
    w.do(done, "ER-2")
    assert did(w, "PN-2") == ["took ER-2 Bread from To do to Done", "gave ER-1 Stamps to ana"]


def test_nothing_is_computed_of_it(w: Workspace):
    assert computed(w.records.get("ER-1"), Overview(w.ledger, w.today)) == {}


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS.values() if "owner" in kind.fields], ids=lambda kind: kind.name
)
def test_whoever_is_given_something_to_own_is_told_whatever_it_is(organisation: Workspace, kind: Kind):
    w = organisation
    w.do(add, "goal", {"title": "Spring", "departments": ["DP-1"]})
    record = w.records.get("G-1")
    if kind.name != "goal":
        record = w.do(add, kind.name, {"title": "Sold", **({"goal": "G-1"} if "goal" in kind.fields else {})})
    w.do(edit, record.id, {"owner": "PN-2"})
    assert unread(w) == {"PN-2": f"ana gave you {record.id}"}


def test_every_file_of_tellings_is_of_a_kind():
    files = {path.stem for path in Path(telling.__path__[0]).glob("*.py")} - {"__init__"}
    kinds = {kind.record.__module__.rpartition(".")[2]: kind for kind in READ.values()}
    assert {name for name in files if type(telling_of(kinds[name])) is not Telling} == files
