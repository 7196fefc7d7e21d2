"""`goal:G-2` finds all that hangs on the goal, through whatever field of whatever kind, and only that, at any time."""

from collections.abc import Iterator
from typing import Any

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.kinds import KINDS, split_id
from store.kinds.base import Kind, fields_of, item_of
from store.search import Index
from tests.for_each import for_each
from tests.store.search.conftest import Documents, entry

PEOPLE = ("department", "person")


def declared() -> Iterator[tuple[str, str, str, str]]:
    """Every place that may name a record: its kind, field, the part of an item, and a kind that may stand there."""
    for kind in KINDS.values():
        for field in kind.fields.values():
            parts = {"": field}
            if field.type == "rows":
                item = item_of(kind.record, field.name)
                parts = {} if item is None else fields_of(item)
            for name, part in parts.items():
                if part.is_reference:
                    for other in part.kinds or ("goal", "blocker"):
                        if other == "goal" or between(KINDS[other]):
                            yield kind.name, field.name, name, other


def between(kind: Kind) -> dict[str, Any]:
    """A record of that kind that hangs on G-2, by its goal or by the decision D-50."""
    for id in ("G-2", "D-50"):
        for field in kind.fields.values():
            place = split_id(id)
            if place and field.is_reference and (not field.kinds or place[0].name in field.kinds):
                return {field.name: id if field.type == "ref" else [id] if field.type == "refs" else {id: 1}}
    return {"retro": "R-50", "key_result": "KR-50"} if kind.name in ("card", "check-in") else {}


PLACES = list(declared())


def put(documents: Documents, kind: str, number: int, field: str, part: str, ids: list[str]) -> Any:
    """The record with these ids in that place, beside what it has already."""
    declared = KINDS[kind].fields[field]
    value: Any = [{"id": id, part: id} for id in ids] if part else ids
    if declared.type == "ref":
        value = ids[0] if ids else None
    if declared.type == "map":
        value = dict.fromkeys(ids, 1)
    return documents.put(kind, number, **{KINDS[kind].naming.name: f"{kind} {number}", field: value})


def hanging(documents: Documents, goal: str) -> set[str]:
    """What hangs on the goal, found out the slow way: by every word in every document that is an id."""
    names: dict[str, set[str]] = {}
    for table, numbered in documents.tables.items():
        for number, raw in numbered.items():
            document = msgspec.json.decode(raw)
            document.pop("id", None)
            names[KINDS[table].id(number)] = {
                word for word in words(document) if (place := split_id(word)) and place[0].name not in PEOPLE
            }
    found: set[str] = set()
    while more := {id for id, named in names.items() if named & {goal, *found}} - found:
        found |= more
    return found


def words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from words(item)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield name
            yield from words(item)


def found(index: Index, goal: str) -> set[str]:
    while not index.step(1):
        pass
    return {hit.id for hit in index.search(f"goal:{goal}", 10_000)}


@for_each("kind, field, part, other", PLACES)
def test_what_names_it_or_names_what_hangs_on_it(kind: str, field: str, part: str, other: str):
    documents = Documents()
    for number in (1, 2):
        documents.add("goal", title=f"Goal {number}")
    above = "G-2"
    if other != "goal":
        documents.put("decision", 50, question="Which?", goal="G-2")
        documents.put("retro", 50, title="Sale", goal="G-2")
        documents.put("key-result", 50, title="Sold", goal="G-2")
        documents.put(other, 60, **{KINDS[other].naming.name: "Between", **between(KINDS[other])})
        above = KINDS[other].id(60)
    put(documents, kind, 70, field, part, [above])
    documents.put("comment", 91, text="Well", on=KINDS[kind].id(70))
    documents.put("comment", 92, text="Elsewhere", on="G-1")
    documents.add("department", name="Marketing", code="MKT")
    expected = hanging(documents, "G-2")
    assert {KINDS[kind].id(70), "CM-91"} <= expected
    index = Index(documents).build()
    assert found(index, "G-2") == expected
    assert found(index, "goal") == found(index, "G-1") | expected
    moved = put(documents, kind, 70, field, part, [])
    index.apply([moved])
    assert found(index, "G-2") == hanging(documents, "G-2")


def test_what_was_deleted_and_comes_back_is_hung_on_again():
    """A line of a stand-up may name what is gone; also of what is read before that has come."""
    documents = Documents()
    documents.add("goal", title="Goal")
    documents.add("action", title="Stock feed", goal="G-1")
    documents.add("standup", day="2026-11-28", person=None, lines=[{"id": "1", "text": "feed", "on": "A-1"}])
    documents.add("comment", text="Well", on="SU-1")
    index = Index(documents).build()
    everything = found(index, "G-1")
    assert everything == hanging(documents, "G-1") == {"A-1", "SU-1", "CM-1"} | everything
    gone = documents.delete("action", 1)
    index.apply([gone])
    assert found(index, "G-1") == set()
    index.apply([documents.put("action", 1, title="Stock feed", goal="G-1")])
    assert found(index, "G-1") == everything
    early = Index(documents)
    while not early.shelves["comment"]:
        early.step(0)
        early._read(None) if early.complete else early._take("comment", 1)
    early.apply([documents.put("action", 1, goal=None)])
    assert found(early, "G-1") == set()


def test_many_moved_at_once_take_along_what_hangs_on_them():
    documents = Documents()
    documents.add("goal", title="Goal")
    documents.add("goal", title="Other")
    for number in range(1, 301):
        documents.add("action", title=f"Action {number}", goal="G-1")
        documents.add("comment", text="Well", on=f"A-{number}")
    index = Index(documents).build()
    index.apply([documents.put("action", number, goal="G-2") for number in range(1, 301)])
    assert found(index, "G-1") == set()
    assert len(found(index, "G-2")) == 600


CHAIN = [
    ("goal", "parent", "", "goal"),
    ("key-result", "goal", "", "goal"),
    ("check-in", "key_result", "", "key-result"),
    ("action", "goal", "", "goal"),
    ("action", "source", "", "card"),
    ("blocker", "holds", "", "action"),
    ("decision", "ends", "", "blocker"),
    ("retro", "goal", "", "goal"),
    ("card", "retro", "", "retro"),
    ("comment", "on", "", "blocker"),
    ("standup", "lines", "on", "action"),
]
moves = st.lists(
    st.tuples(st.sampled_from(CHAIN), st.integers(1, 3), st.lists(st.integers(1, 3), max_size=2, unique=True)),
    max_size=8,
)


deletions = st.lists(st.tuples(st.sampled_from(CHAIN), st.integers(1, 3)), max_size=2)


@given(st.lists(st.tuples(moves, deletions), max_size=4))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_however_records_are_moved_deleted_and_brought_back(commits: list[tuple[Any, Any]]):
    documents = Documents()
    for number in (1, 2):
        documents.add("goal", title=f"Goal {number}")
    index = Index(documents)
    ever = {("goal", 1), ("goal", 2)}
    for at, (changes, gone) in enumerate(commits):
        touched: set[tuple[str, int]] = set()
        for (kind, field, part, other), number, others in changes:
            known = [each for each in others if (other, each) in ever]
            put(documents, kind, number, field, part, [KINDS[other].id(each) for each in known])
            ever.add((kind, number))
            touched.add((kind, number))
        for (kind, *_rest), number in gone:
            if number in documents.tables.get(kind, {}):
                documents.delete(kind, number)
                touched.add((kind, number))
        if at % 2:
            index.step(0.0001)  # news come while it is being built, too
        index.apply([entry(sorted(touched))])
        for goal in [f"G-{number}" for number in documents.numbers("goal")]:
            if at % 2 == 0 or at == len(commits) - 1:
                assert found(index, goal) == hanging(documents, goal)
