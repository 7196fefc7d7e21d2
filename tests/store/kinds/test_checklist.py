"""A checklist as text, line by line, and what is done to it; told in the history and found by the search."""

from typing import Any

import pytest

from store import commands, history
from store.commands.checklist import relist
from store.commands.undo import latest, take_back
from store.errors import Invalid, Refused, WrongWords
from store.kinds import KINDS
from store.kinds.checklist import CheckItem, Ticks, added, called, moved, read_lines, ticked, without, write_lines
from store.records.parsing import read_change
from store.search import Index
from store.workspace import Workspace
from tests.for_each import for_each

ASK, PRINT, HANG = (CheckItem(str(n), text) for n, text in enumerate(("Ask the printer", "Print", "Hang it"), 1))
ALL = (ASK, PRINT, HANG)


@for_each(
    "text, items",
    [
        ("a\n[x] b\n[ ] c", [("a", False), ("b", True), ("c", False)]),
        ("- [X] a\n* b\n\n  • c ", [("a", True), ("b", False), ("c", False)]),
        ("【✓】打印\n［］ 挂出", [("打印", True), ("挂出", False)]),
        ("[draft] a\n-5 degrees\n[x]", [("[draft] a", False), ("-5 degrees", False)]),
    ],
)
def test_lines_as_people_write_them(text: str, items: list[tuple[str, bool]]):
    assert [(item.text, item.done) for item in read_lines(text)] == items


def test_what_stands_already_keeps_its_id():
    again = read_lines(f"New\n{write_lines(ticked(ALL, ['1']))}", ALL)
    assert [(item.id, item.text, item.done) for item in again][:2] == [
        ("4", "New", False),
        ("1", "Ask the printer", True),
    ]
    assert read_lines("Ask the printer\nPrint it\nHang it", ALL) == (ASK, CheckItem("2", "Print it"), HANG)
    assert read_lines("Hang it\nAsk the printer", ALL) == (HANG, ASK)


def test_a_line_is_named_by_its_number_or_its_words():
    assert [called(ALL, word) for word in ("2", "hang", "PRINT", "ask the printer")] == [PRINT, HANG, PRINT, ASK]
    for word in ("0", "4", "", "x"):
        with pytest.raises(Refused):
            called(ALL, word)


def test_what_is_done_to_a_line():
    assert ticked(ALL, ["1"], done=True)[0].done
    assert ticked(ticked(ALL, ["1"]), ["1"]) == ALL
    assert moved(ALL, "3", 0) == (HANG, ASK, PRINT)
    assert moved(ALL, "1", 9) == (PRINT, HANG, ASK)
    assert without(ALL, "2") == (ASK, HANG)
    assert [item.id for item in added(ALL, read_lines("a\nb"), at=1)] == ["1", "4", "5", "2", "3"]
    assert str(Ticks.of(ticked(ALL, ["1"]))) == "1/3"
    for gone in (lambda: moved(ALL, "9", 0), lambda: ticked(ALL, ["9"])):
        with pytest.raises(Refused, match="meanwhile"):
            gone()


def made(workspace: Workspace) -> Any:
    return workspace.do(commands.add, "action", {"title": "Posters", "checklist": ["Ask the printer", "[x] Print"]})


def lines(workspace: Workspace) -> str:
    record: Any = workspace.records.get("A-1")
    return write_lines(record.checklist)


def test_lines_come_as_text_and_as_objects(workspace: Workspace):
    made(workspace)
    assert lines(workspace) == "Ask the printer\n[x] Print"
    workspace.do(
        commands.edit, "A-1", {"checklist": [{"text": "a"}, "b\n[x] c", {"id": "7", "text": "d", "done": True}]}
    )
    assert lines(workspace) == "a\nb\n[x] c\n[x] d"
    for wrong in (
        [{"text": ""}],
        [{"done": True}],
        [7],
        [{"id": "1", "text": "a"}, {"id": "1", "text": "b"}],
        ["x" * 1001],
    ):
        with pytest.raises(Invalid):
            workspace.do(commands.edit, "A-1", {"checklist": wrong})


def test_lists_are_added_to_and_taken_from(workspace: Workspace):
    made(workspace)
    record: Any = workspace.records.get("A-1")
    field = KINDS["action"].fields["checklist"]

    def change(text: str) -> str:
        return write_lines(read_change(field, text, record.checklist, workspace.records, workspace.today, "ana"))

    assert change("+Hang it") == "Ask the printer\n[x] Print\nHang it"
    assert change("-1") == change("-ask") == "[x] Print"
    assert change("- Hang it\n- Look") == "Hang it\nLook"
    with pytest.raises(WrongWords, match="no line of the checklist"):
        change("-9")


def test_two_people_tick_at_once(workspace: Workspace):
    base = made(workspace)
    workspace.do(relist, "A-1", lambda items: added(items, read_lines("Hang it")))
    workspace.do(relist, "A-1", lambda items: ticked(items, ["1"], done=True))
    workspace.do(
        commands.edit, "A-1", {"checklist": ["Ask the printer", {"id": "2", "text": "Print twice"}]}, base=base
    )
    assert "[x] Print" not in lines(workspace)
    assert "Hang it" in lines(workspace)


def test_an_undo_takes_back_its_own_tick(workspace: Workspace):
    made(workspace)
    workspace.do(relist, "A-1", lambda items: ticked(items, ["1"], done=True))
    mine = latest(workspace.ledger)
    workspace.do(relist, "A-1", lambda items: ticked(items, ["2"], done=False))
    assert mine is not None
    take_back(workspace, mine)
    assert lines(workspace) == "Ask the printer\nPrint"


def test_only_what_has_a_checklist_takes_lines(organisation: Workspace):
    with pytest.raises(Refused, match="has no checklist"):
        organisation.do(relist, "DP-1", lambda items: items)


def test_the_history_says_it_in_plain_words(workspace: Workspace):
    made(workspace)
    for change in (
        lambda items: ticked(items, ["1"], done=True),
        lambda items: ticked(items, ["1", "2"], done=False),
        lambda items: added(items, read_lines("Hang it")),
        lambda items: moved(items, "1", 1),
        lambda items: tuple(CheckItem(item.id, item.text.upper() if item.id == "2" else item.text) for item in items),
        lambda items: without(items, "Hang it"),
        lambda items: added(ticked(items, ["1"], done=True), read_lines("Look")),
    ):
        workspace.do(relist, "A-1", change)
    told = [str(event.words) for event in history.life(workspace.ledger, workspace.records, "A-1")]
    assert list(reversed(told))[1:] == [
        'ana ticked "Ask the printer" of A-1 Posters',
        'ana took the tick off "Ask the printer"; "Print" of A-1 Posters',
        'ana put "Hang it" on the checklist of A-1 Posters',
        "ana put the checklist of A-1 Posters in another order",
        'ana changed the checklist of A-1 Posters: "Print" > "PRINT"',
        'ana took "Hang it" off the checklist of A-1 Posters',
        "ana changed Checklist of A-1 Posters: Ask the printer: Done: yes; Look added",
    ]


def test_the_search_finds_the_words_of_a_line(workspace: Workspace):
    made(workspace)
    assert [hit.id for hit in Index(workspace.ledger).build().search("printer")] == ["A-1"]
