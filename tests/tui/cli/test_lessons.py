"""Lessons and the dictionary as they are typed."""

from pathlib import Path

import pytest

from tests.tui.cli.conftest import Concord


@pytest.fixture
def taught(acme: Path, concord: Concord) -> Path:
    """A lesson with its departments, and a word that two of them mean otherwise."""
    concord("add", "lesson", "Agree the price list first", "--departments", "FIN,MKT", "--tags", "prices")
    concord("add", "term", "price list", "--meanings", "MKT=what stands on the flyers, by size, FIN=what is approved")
    return acme


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("add", "goal", "Autumn", "--departments", "FIN,MKT"), "same departments: FIN, MKT"),
        (("add", "meeting", "Weekly", "--tags", "Prices"), "#prices"),
        (("block", "A-1", "No list of prices yet"), "words: list, prices"),
        (("request", "A price list", "--to", "FIN", "--from", "MKT"), "same departments: FIN, MKT; words: price, list"),
    ],
    ids=lambda each: each[0] if isinstance(each, tuple) else "",
)
def test_what_is_new_meets_the_lessons_that_fit_with_why(
    taught: Path, concord: Concord, words: tuple[str, ...], why: str
):
    concord("add", "action", "Print")
    assert f"A lesson that fits: L-1 Agree the price list first ({why})" in concord(*words).err


def test_what_became_of_it_is_said_and_told(taught: Path, concord: Concord):
    concord("add", "goal", "Autumn", "--departments", "FIN")
    goal = concord("list", "goal", "--json").objects[-1]["id"]
    assert [each["id"] for each in concord("lesson", "fit", goal, "--json").objects] == ["L-1"]
    assert concord("lesson", "used", "L-1", "--in", goal).code == 0
    assert concord("lesson", "fit", goal, "--json").objects == []
    assert "Lessons used here" in concord("show", goal).out
    assert concord("lesson", "not", "L-1", "--in", goal, "--why", "there is no till").code == 0
    history = concord("history", "L-1").out
    assert f"says that L-1 Agree the price list first did not help in {goal}: there is no till" in history
    assert concord("lesson", "holds", "L-1").code == 0
    assert concord("lesson", "holds", "L-1").code != 0
    assert concord("lesson", "used", "L-1").code != 0
    concord("drop", "L-1", "--why", "the lists are gone")
    shown = concord("show", "L-1").out
    assert "(retired)" in shown
    assert "the lists are gone" in shown


def test_a_text_is_looked_up_and_a_page_names_the_words_that_differ(taught: Path, concord: Concord):
    assert concord("list", "term", "--json").objects[0]["meanings"] == {
        "MKT": "what stands on the flyers, by size",
        "FIN": "what is approved",
    }
    assert "what is approved" in concord("term", "two Price Lists").out
    assert [each["id"] for each in concord("term", "price", "--json").objects] == ["W-1"]
    assert concord("term", "nothing of that").out == ""
    shown = concord("show", "L-1").out
    assert "W-1 price list  MKT: what stands on the flyers, by size; FIN: what is approved" in shown
    assert concord("term", "price list", "FIN=-", "MKT=all of it").code == 0
    assert "differently" not in concord("show", "L-1").out


@pytest.mark.parametrize(
    ("language", "said"), [("en", "It may be the same as W-1 stock"), ("zh", "它和 W-1 stock 可能是同一个词")]
)
def test_a_word_that_may_be_there_already_is_told(acme: Path, concord: Concord, language: str, said: str):
    concord("add", "term", "stock")
    ran = concord("add", "term", "Stocks", "--lang", language)
    assert said in ran.err
    assert ran.out == "W-2\n"
