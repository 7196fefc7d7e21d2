"""Whatever changes within a map, a list or among words is told item by item, for every such field of every kind."""

import re
import time
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from store import commands, history
from store.engine.changes import difference
from store.engine.journal.entry import Entry
from store.fields import Field
from store.history.item_changes import ITEMWISE
from store.kinds import KINDS, words_of_keys
from store.kinds.base import Kind, fields_of, item_of
from store.kinds.consensus import take_stance
from store.workspace import Workspace
from tests.for_each import for_each
from tui import i18n
from tui.text.sentences import said

FIELDS = [(kind, field) for kind in KINDS.values() for field in kind.fields.values() if field.type in ITEMWISE]
#: Names that stand for what is told, by the ids in the store; the last has neither code nor login.
NAMES = {"DP-2": "FIN", "PN-3": "fay", "DP-3": "Logistics", "A-1": "A-1 Stock feed"}
Values = dict[str, Any]


@pytest.fixture
def everything(organisation: Workspace) -> Iterator[Workspace]:
    organisation.do(commands.add, "department", {"name": "Logistics"})
    organisation.do(commands.add, "action", {"title": "Stock feed"})
    yield organisation
    i18n.use("en")


def parts_of(kind: Kind, field: Field) -> dict[str, Field]:
    item = item_of(kind.record, field.name)
    return {} if item is None else fields_of(item)


def keys(field: Field) -> tuple[str, str]:
    """Two keys of the map, or two ids."""
    if "department" in field.kinds:
        return "DP-2", "DP-3"
    if "person" in field.kinds or (field.type == "refs" and not field.kinds):
        return "PN-3", "DP-2"
    if field.kinds:
        return "A-1", "A-2"
    if field.keys:
        one, other = (each.value for each in words_of_keys(field).choices[:2])
        return one, other
    return "2026-12-25", "2026-12-26"


def part(field: Field, turn: int) -> Any:
    """A value of a part of an item, another one in each turn."""
    match field.type:
        case "choice":
            given = [choice.value for choice in field.choices if choice.value]
            return given[turn % len(given)]
        case "day":
            return f"2026-12-0{turn + 1}"
        case "moment":
            return f"2026-12-0{turn + 1}T08:00:00Z"
        case "flag":
            return turn == 0
        case "number":
            return 11 + turn
        case "ref":
            return ("A-1", "DP-3")[turn]
        case "refs":
            return [f"value {('DP-2', 'DP-3')[turn]}"]
        case _:
            return f"word{turn}"


def item(kind: Kind, field: Field, turn: int) -> Any:
    parts = parts_of(kind, field) if field.type in ("map", "rows", "checklist") else {}
    if parts:
        ids = {"id": f"row{turn}"} if field.type != "map" and "id" not in parts else {}
        return ids | {name: part(each, turn) for name, each in parts.items()}
    if field.item is not None:
        return part(field.item, turn)
    return 11 + turn if field.kinds else f"word{turn}"


def values(kind: Kind, field: Field, *turns: int) -> Any:
    """The field with those items of two."""
    if field.type in ("map", "extra"):
        return {keys(field)[turn]: item(kind, field, turn) for turn in turns}
    if field.type in ("rows", "checklist"):
        return [item(kind, field, turn) for turn in turns]
    return [keys(field)[turn] if field.type == "refs" else f"word{turn}" for turn in turns]


def tell(workspace: Workspace, kind: Kind, field: Field, before: Any, after: Any, *, whole: bool = False) -> list[str]:
    """The sentence and what stands below it, in both languages; ``whole`` as journals named a map until 0.2."""
    new, old = difference({field.name: before}, {field.name: after})
    if whole:
        new, old = {field.name: after}, {field.name: before}
    change = {"t": kind.name, "n": 1, "set": new, "was": old}
    entry = Entry(1, 9, "op", "2026-12-01T08:00:00Z", "ana", {"verb": "edit"}, [change])
    ledger: Any = SimpleNamespace(backwards=lambda *_: [entry])
    (event,) = history.life(ledger, workspace.records, kind.id(1))
    told: list[str] = []
    for language in i18n.LANGUAGES:
        i18n.use(language)
        told.append("\n".join(map(said, (event.words, *event.lines))))
        assert ".." not in told[-1]
        assert not re.search(r"\b(DP|PN)-\d", told[-1]), told[-1]
        assert not re.search(r"\{\w+\}", told[-1])
    if event.lines or any("field" in each for each in event.words.values):
        assert told[0] != told[1]
    return told


def named(kind: Kind, field: Field, turn: int) -> str:
    """The name by which the item of that turn is told."""
    if field.type in ("rows", "checklist"):
        parts = parts_of(kind, field)
        naming = next((each for each in parts.values() if each.names), next(iter(parts.values())))
        name = str(part(naming, turn))
        return NAMES.get(name, name)
    if field.type == "tags":
        return f"word{turn}"
    key = keys(field)[turn]
    return NAMES.get(key, key)


@for_each("kind, field", FIELDS)
@for_each("whole", [False, True])
def test_an_item_that_comes_changes_or_goes_is_named(everything: Workspace, kind: Kind, field: Field, whole: bool):
    one, two, both = (values(kind, field, *turns) for turns in ((0,), (1,), (0, 1)))
    none: Any = {} if isinstance(one, dict) else []
    for before, after, turns in (
        (none, one, [0]), (one, both, [1]), (one, two, [0, 1]), (both, two, [0]), (two, none, [1]),
        (none, both, [0, 1]),
    ):  # fmt: skip
        english, chinese = tell(everything, kind, field, before, after, whole=whole)
        for turn in turns:
            name = named(kind, field, turn)
            if field.keys:
                name = str(words_of_keys(field).label_of(name))
                assert i18n.catalogue("zh")[name] in chinese
            else:
                assert (f"{NAMES['A-1'].replace(' ', '“', 1)}”" if name == NAMES["A-1"] else name) in chinese or whole
            assert name in english, english


@pytest.mark.parametrize(
    ("kind", "field"),
    [each for each in FIELDS if each[1].type in ("map", "rows")],
    ids=lambda each: each.name,
)
def test_a_part_of_an_item_is_told_with_what_it_is_now(everything: Workspace, kind: Kind, field: Field):
    """One part at a time: its label or its word, and whose it is."""
    parts = parts_of(kind, field)
    for name, each in parts.items():
        if name == "id":
            continue
        before, after = values(kind, field, 0), values(kind, field, 0)
        (key,) = before if isinstance(before, dict) else (0,)
        after[key][name] = part(each, 1)
        english, _chinese = tell(everything, kind, field, before, after)
        now = after[key][name]
        labels = [str(choice.label) for choice in each.choices if choice.value == now]
        assert any(word in english for word in (*labels, *shown(now))), (name, english)


def shown(value: Any) -> list[str]:
    """How a value may read."""
    word = str(value[0] if isinstance(value, list) else value).rpartition(" ")[2]
    return ["yes" if value is True else "no" if value is False else NAMES.get(word, word.partition("T")[0])]


def test_what_people_read(everything: Workspace):
    def told(kind: str, field: str, before: Any, after: Any) -> list[str]:
        return tell(everything, KINDS[kind], KINDS[kind].fields[field], before, after)

    share = {"benefit": "more sold", "cost": "two people", "ready": "ready", "by": "ana"}
    asked = {"stance": "pending", "was": "agrees", "asked": "2026-12-01T08:00:00Z"}
    assert told("goal", "raci", {}, {"DP-2": "A", "PN-3": "R"}) == [
        "ana changed RACI of G-1: FIN: accountable; fay: responsible",
        "ana 修改了 G-1 的“RACI”：FIN：最终责任；fay：执行",
    ]
    assert told("goal", "raci", {"DP-2": "A"}, {}) == [
        "ana changed RACI of G-1: FIN taken out",
        "ana 修改了 G-1 的“RACI”：去掉了 FIN",
    ]
    assert told("goal", "shares", {}, {"DP-2": share}) == [
        "ana changed Benefit and cost of G-1: FIN: Benefit: more sold; Cost: two people; ready",
        "ana 修改了 G-1 的“收益与成本”：FIN：收益：more sold；成本：two people；已准备好",
    ]
    assert told("goal", "stances", {"DP-2": {"stance": "agrees"}}, {"DP-2": asked, "DP-3": {"stance": "objects"}}) == [
        "ana changed Stances of G-1: FIN: no answer; Logistics: objects",
        "ana 修改了 G-1 的“立场”：FIN：未答复；Logistics：反对",
    ]
    assert told("action", "contributors", ["PN-3"], ["DP-3"])[0] == (
        "ana changed Contributors of A-1 Stock feed: fay taken out; Logistics added"
    )
    assert told("action", "checklist", [{"id": "1", "text": "ask"}], [{"id": "1", "text": "ask", "done": True}])[0] == (
        'ana ticked "ask" of A-1 Stock feed'
    )


def test_a_stance_that_went_back_is_told_as_it_was_then(everything: Workspace):
    """Whatever the department says by now."""
    everything.do(commands.add, "goal", {"title": "Promotion", "departments": ["DP-1", "DP-2"]})
    for stance in ("agrees", "pending", "agrees"):
        everything.do(take_stance, "G-1", "DP-2", stance)
        time.sleep(0.002)  # each is said in a moment of its own
    events = history.life(everything.ledger, everything.records, "G-1")
    assert [str(event.words) for event in events][:3] == [
        "ana: FIN agrees to G-1 Promotion",
        "ana: FIN has not answered about G-1 Promotion yet",
        "ana: FIN agrees to G-1 Promotion",
    ]


def test_who_voted_where_nobody_may_know_is_not_told(everything: Workspace):
    from store.kinds.retro import add_card, vote

    everything.do(commands.add, "retro", {"title": "Sale", "anonymous": True})
    card = everything.do(add_card, "R-1", "start", "talk")
    everything.do(commands.edit, "R-1", {"state": "vote"})
    everything.do(vote, card.id, 1)
    newest = next(history.life(everything.ledger, everything.records, card.id))
    assert "voted" in str(newest.words)
    assert "ana" not in str([newest.words, *newest.lines])


def test_what_a_later_version_has_stored_otherwise_is_told_as_it_is(everything: Workspace):
    for kind, field in FIELDS:
        key = keys(field)[0]
        for after in ("word", 3, {key: {"mood": {"x": [1]}}}, [{"mood": 1}, 4], {key: "word"}):
            tell(everything, kind, field, None, after, whole=True)
