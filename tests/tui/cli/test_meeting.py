"""A meeting told by its verbs: prepared, held, noted, closed, confirmed; in the words of either language."""

import getpass
from pathlib import Path

import pytest

from tests.tui.cli.conftest import Concord


@pytest.fixture
def weekly(acme: Path, concord: Concord) -> Path:
    """M-1 of a weekly series, with two items; AI-1 is to be decided."""
    for words in (
        ("series", "Weekly", "--repeats", "every tuesday", "--time", "9:00", "--departments", "MKT,FIN"),
        ("meeting", "Weekly", "--series", "SE-1", "--on", "2026-12-01", "--departments", "MKT,FIN"),
        ("agenda-item", "Which dock?", "--meeting", "M-1", "--sort", "decide", "--minutes", "10"),
        ("agenda-item", "Flyers", "--meeting", "M-1", "--minutes", "5"),
    ):
        assert concord("add", *words).code == 0
    return acme


def test_a_meeting_from_its_draft_to_its_confirmed_minutes(weekly: Path, concord: Concord):
    assert concord("meeting", "--json").objects[0]["id"] == "M-1"
    assert concord("meeting", "open").err == "M-1 is open: its departments are told of it\n"
    concord("meeting", "come", "FIN", "delegate", "--who", "Tom")
    assert concord("meeting", "prepared", "M-1", "FIN", "--json").objects[0]["prepared"] == {"FIN": getpass.getuser()}
    assert [each["id"] for each in concord("meeting", "agenda", "--json").objects] == ["AI-1", "AI-2"]
    assert concord("meeting", "start").err == "M-1 has begun\nNow: AI-1 Which dock?\n"
    there = concord("meeting", "attend", "MKT", "late", "--who", "ana", "--json").objects[0]
    assert (there["attendance"]["MKT"]["state"], there["present"]) == ("late", ["ana"])
    said = concord("meeting", "note", "AI-1", "@ana price list !fri").err
    assert said == "Line 1 of AI-1\nIt reads as an action; to make it one: concord meeting act AI-1 1\n"
    made = concord("meeting", "act", "AI-1", "1", "--json").objects[0]
    assert (made["id"], made["title"], made["owner"], made["source"]) == ("A-1", "price list", "ana", "AI-1")
    assert concord("meeting", "note", "AI-1", "call @home").err == "Line 2 of AI-1\n"
    concord("add", "action", "Call the port", "--source", "AI-1")
    refused = concord("meeting", "close")
    assert (refused.code, "A-2" in refused.err, "--because" in refused.err) == (4, True, True)
    assert concord("meeting", "go").err == "Now: AI-2 Flyers\n"
    assert concord("meeting", "go", "AI-1").code == 0
    closed = concord("meeting", "reopen", "M-1", "--why", "x")
    assert (closed.code, closed.err) == (4, "concord: M-1 is open already; there is nothing to reopen\n")
    said = concord("meeting", "close", "--because", "A-2=waits for the lease").err
    assert said.splitlines()[0] == "M-1 is closed; its minutes: concord meeting minutes M-1"
    assert concord("meeting", "amend", "M-1", "Two docks", "--item", "AI-1").err == "Line 1 of M-1\n"
    concord("meeting", "start", "M-2")
    confirmed = concord("meeting", "confirm", "M-1", "--json").objects[0]
    assert (confirmed["confirmed_in"], confirmed["amendments"][0]["text"]) == ("M-2", "Two docks")


def test_items_are_parked_carried_moved_copied_and_put_in_order(weekly: Path, concord: Concord):
    concord("meeting", "copy", "M-1", "--on", "2026-12-03")
    assert concord("meeting", "place", "AI-2", "1").err == "AI-2 is number 1 of 2\n"
    assert concord("meeting", "carry", "AI-2").err == "AI-2 goes on in M-3 as AI-5\n"
    assert concord("meeting", "move", "AI-1", "--to", "M-2").out == "AI-6\n"
    assert concord("meeting", "copy", "AI-6", "--to", "M-1").out == "AI-7\n"
    assert concord("meeting", "park", "AI-7").code == 0
    assert [concord("show", f"AI-{n}", "--json").objects[0]["state"] for n in (1, 2, 7)] == [
        "moved",
        "carried",
        "parked",
    ]
    assert "There is no such meeting" in concord("meeting", "close").err


def test_it_is_cancelled_once_it_is_said_where_its_agenda_goes(weekly: Path, concord: Concord):
    asked = concord("meeting", "cancel", "M-1", "--why", "a fair")
    assert asked.code == 4
    assert 'concord meeting cancel M-1 --why "..." --to backlog|drop|MEETING' in asked.err
    assert concord("meeting", "cancel", "M-1", "--why", "a fair", "--to", "backlog").err == "M-1 is cancelled\n"
    assert concord("list", "agenda-item", "--json").objects[-1]["series"] == "SE-1"
    assert concord("reopen", "M-1").code == 4
    assert concord("reopen", "M-1", "--why", "no fair").code == 0


def test_the_words_of_either_language_are_understood(weekly: Path, concord: Concord):
    assert concord("meeting", "开始", "--lang", "zh").code == 0
    assert concord("meeting", "到会", "MKT", "缺席", "--json").objects[0]["attendance"]["MKT"]["state"] == "absent"
    assert concord("meeting", "记录", "AI-1", "发价目表 下周三前 @ana").code == 0
    assert concord("meeting", "转行动", "AI-1", "1", "--json").objects[0]["title"] == "发价目表"
    assert concord("meeting", "ntoe").err == 'concord: A meeting knows no "ntoe". Did you mean note?\n'


@pytest.mark.parametrize(
    ("words", "way"),
    [
        (("done", "M-1"), "concord meeting close M-1"),
        (("drop", "M-1", "--why", "x"), "concord meeting cancel M-1"),
        (("edit", "M-1", "--state", "closed"), "concord meeting start M-1"),
        (("edit", "AI-1", "--state", "parked"), "concord meeting park AI-1"),
        (("done", "AI-1"), "concord meeting start M-1"),
    ],
)
def test_what_is_not_done_so_says_how_it_is(weekly: Path, concord: Concord, words: tuple[str, ...], way: str):
    ran = concord(*words)
    assert (ran.code, way in ran.err) == (4, True), ran.err


def test_lines_that_are_noted_at_once_are_lines_of_the_notes_each(weekly: Path, concord: Concord):
    concord("meeting", "start", "M-1")
    said = concord("meeting", "note", "AI-1", "Two docks\n\n @ana price list !fri\n").err
    assert said.splitlines()[:2] == ["Line 1 of AI-1", "Line 2 of AI-1"]
    assert said.endswith("concord meeting act AI-1 2\n")
    assert "noted 2 lines on AI-1" in concord("history", "AI-1").out
