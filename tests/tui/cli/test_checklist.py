"""A checklist on the command line: written with the action, ticked, added to, moved, taken off."""

from pathlib import Path

import msgspec
import pytest

from tests.tui.cli.conftest import Concord

pytestmark = pytest.mark.usefixtures("acme")


@pytest.fixture
def action(concord: Concord) -> Concord:
    """A-1 with a checklist of three."""
    added = concord("add", "action", "Posters", "--checklist", "Ask the printer\n[x] Print", "--checklist", "Hang it")
    assert added.out == "A-1\n"
    return concord


def lines(concord: Concord) -> list[str]:
    (record,) = concord("show", "A-1", "--json").objects
    return [("[x] " if item.get("done") else "") + item["text"] for item in record["checklist"]]


def test_written_shown_and_found(action: Concord):
    assert lines(action) == ["Ask the printer", "[x] Print", "Hang it"]
    shown = action("show", "A-1").out
    assert "1  [ ]  Ask the printer" in shown
    assert "2  [x]  Print" in shown
    assert action("search", "printer").out.startswith("A-1")


@pytest.mark.parametrize(
    ("words", "now", "said"),
    [
        (("tick", "A-1", "1", "hang"), ["[x] Ask the printer", "[x] Print", "[x] Hang it"], "A-1, Checklist: 3 of 3"),
        (("tick", "A-1", "2"), ["Ask the printer", "[x] Print", "Hang it"], "nothing was changed"),
        (("tick", "A-1", "2", "--off"), ["Ask the printer", "Print", "Hang it"], "2 [ ] Print"),
        (("item", "A-1", "Look", "[x] Pay"), ["Ask the printer", "[x] Print", "Hang it", "Look", "[x] Pay"], "2 of 5"),
        (("item", "A-1", "Look", "--at", "1"), ["Look", "Ask the printer", "[x] Print", "Hang it"], "1 [ ] Look"),
        (("item", "A-1", "--move", "3", "--at", "1"), ["Hang it", "Ask the printer", "[x] Print"], "1 [ ] Hang it"),
        (("edit", "A-1", "--checklist=+Look"), ["Ask the printer", "[x] Print", "Hang it", "Look"], "1 of 4"),
        (("edit", "A-1", "--checklist=-print"), ["Ask the printer", "Hang it"], "0 of 2"),
        (("edit", "A-1", "--checklist", "Hang it\n[x] Ask the printer"), ["Hang it", "[x] Ask the printer"], "1 of 2"),
        (("edit", "A-1", "--checklist", "none"), [], "nothing any more (was 1 of 3)"),
    ],
)
def test_what_is_done_to_it(action: Concord, words: tuple[str, ...], now: list[str], said: str):
    ran = action(*words)
    assert (ran.code, ran.out) == (0, "")
    assert said in ran.err
    assert lines(action) == now
    if "nothing was changed" not in said:
        assert action("undo").code == 0
        assert lines(action) == ["Ask the printer", "[x] Print", "Hang it"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("tick", "A-1", "4"), 4, "no line of the checklist, which has 3"),
        (("tick", "A-1", "p", "x"), 4, "no line of the checklist"),
        (("tick", "MKT", "1"), 4, "has no checklist"),
        (("tick", "A-1"), 2, "Something is missing"),
        (("item", "A-1"), 2, "Say what to put on the checklist"),
        (("item", "A-1", "x", "--move", "1", "--at", "2"), 2, "--move moves one line"),
        (("item", "A-1", "--move", "1"), 2, "--move moves one line"),
        (("edit", "A-1", "--checklist=-9"), 2, "no line of the checklist"),
    ],
)
def test_what_is_refused_changes_nothing(action: Concord, words: tuple[str, ...], code: int, said: str):
    ran = action(*words)
    assert ran.code == code
    assert said in ran.err
    assert lines(action) == ["Ask the printer", "[x] Print", "Hang it"]


def test_lines_come_in_from_json(concord: Concord, tmp_path: Path):
    file = tmp_path / "actions.jsonl"
    file.write_bytes(
        msgspec.json.encode({"title": "Posters", "checklist": ["a", "[x] b", {"text": "c", "done": True}]})
    )
    assert concord("add", "action", "--from-json", str(file)).out == "A-1\n"
    assert lines(concord) == ["a", "[x] b", "[x] c"]
