"""A retrospective told by its verbs: cards, groups, votes, steps, what it closes with; in either language."""

from pathlib import Path

import pytest

from tests.tui.cli.conftest import Concord


@pytest.fixture
def spring(acme: Path, concord: Concord) -> Path:
    """R-1 with two cards that say the same, and one more."""
    concord("add", "person", "Fay", "--login", "fay", "--department", "FIN")
    concord("add", "retro", "Spring", "--people", "me,fay", "--votes", "2")
    for column, text in (("stop", "Price list came late"), ("stop", "the price list was late"), ("start", "Coffee")):
        assert concord("retro", "card", "R-1", column, text).out.startswith("C-")
    return acme


def test_from_gathering_to_closed_and_open_again(spring: Path, concord: Concord):
    assert concord("retro").out.startswith("R-1  Spring")
    assert concord("retro", "ready").err == "1 of 2 are done with R-1\n"
    assert concord("retro", "next").err == "R-1 is at this step: Group\n"
    assert concord("retro", "twins").out == "  1  Price list late: C-1, C-2\n"
    assert concord("retro", "twins", "1").err == "C-1, C-2 are one group: Price list late\n"
    concord("retro", "split", "C-2")
    concord("retro", "group", "C-1,C-2", "Prices")
    concord("retro", "step", "vote")
    assert concord("retro", "vote", "C-1", "C-2").err == "0 votes left\n"
    assert concord("retro", "vote", "C-3").code == 4
    assert concord("retro", "unvote", "C-2").err == "1 vote left\n"
    entered = concord("retro", "vote", "C-3", "--for", "fay", "--json").objects[0]
    assert (entered["votes"], entered["votes_by"]) == ({"fay": 1}, {"fay": "PN-1"})
    assert concord("retro", "cards").out == (
        "Start  1\n  C-3  Coffee\nStop  2\n"
        "  C-1  Price list came late     1 vote  [Prices]\n  C-2  the price list was late          [Prices]\n"
        "Continue  0\n"
    )
    assert concord("retro", "open-votes").err == "The votes of R-1 are open\n"
    assert "C-3  Coffee  1 vote" in concord("retro", "cards").out
    concord("retro", "next")
    assert concord("retro", "note", "C-1", "four weeks").err == "Line 1 of C-1\n"
    assert concord("retro", "follow-up", "C-1", "Close it earlier", "--owner", "fay", "--due", "fri").out == "A-1\n"
    assert concord("show", "A-1", "--json").objects[0]["source"] == "C-1"
    assert concord("retro", "carry", "C-3").err == "C-3 goes on in R-2 as C-4\n"
    refused = concord("retro", "close", "R-1")
    assert (refused.code, "a lesson" in refused.err, "concord retro change R-1" in refused.err) == (4, True, True)
    assert concord("retro", "lesson", "C-1", "Prices first", "--tags", "prices").out == "L-1\n"
    concord("retro", "change", "R-1", "One list of prices")
    assert concord("retro", "close", "R-1").err == "R-1 is closed\n"
    assert concord("retro", "helped", "R-2", "partly", "two shops").err == "R-1: It helped in part\n"
    assert concord("retro", "reopen", "R-1").code == 4
    assert concord("retro", "reopen", "R-1", "--why", "one card was left").code == 0


def test_its_words_in_chinese(spring: Path, concord: Concord):
    concord("retro", "贴卡", "R-1", "停止", "太吵")
    for words in (("下一步",), ("阶段", "投票"), ("投票", "C-4"), ("公开票数",), ("上一步",), ("主持", "--for", "fay")):
        assert concord("retro", *words).code == 0, words
    shown = concord("retro", "卡片列表", "R-1", "--lang", "zh").out
    assert "停止做  3" in shown
    assert "1 票" in shown


def test_a_format_of_ones_own(spring: Path, concord: Concord):
    made = concord("add", "retro-format", "Shop floor", "--columns", "Held up: Where did we wait?; Helped")
    assert made.out == "RF-1\n"
    concord("add", "retro", "Till", "--template", "RF-1")
    concord("retro", "card", "R-2", "held", "the dock")
    assert concord("retro", "cards", "R-2").out == "Held up  1  Where did we wait?\n  C-4  the dock\nHelped  0\n"
    assert concord("retro", "format", "R-2", "sailboat").code == 4
    assert concord("retro", "format", "R-1", "RF-1").code == 4
    assert concord("add", "retro", "x", "--format", "own").code == 4
    concord("add", "retro", "Own", "--format", "own", "--columns", "Up; Down")
    assert concord("retro", "cards", "R-3").out == "Up  0\nDown  0\n"


def test_what_others_have_put_up_is_only_counted(spring: Path, concord: Concord):
    from store.kinds.retro import add_card
    from store.workspace import open_workspace

    with open_workspace(str(spring), "fay") as fay:
        fay.do(add_card, "R-1", "start", "Fewer meetings")
    shown = concord("retro", "cards", "R-1")
    assert "Start  2\n  C-3  Coffee\n" in shown.out
    assert (shown.err, "Fewer" in shown.out) == ("One card is shown then\n", False)


def test_what_it_does_not_know_it_says(spring: Path, concord: Concord):
    assert concord("retro", "vtoe").err == 'concord: A retrospective knows no "vtoe". Did you mean vote?\n'
    assert concord("retro", "back").err == "concord: R-1 is at its first step\n"
    assert concord("retro", "card", "R-1", "keep", "x").code == 2
    assert concord("retro", "twins", "9").code == 2
