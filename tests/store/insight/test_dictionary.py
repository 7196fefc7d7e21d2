"""The dictionary held against texts: where its words stand, and which of them departments mean otherwise."""

import random

import pytest

from store import commands
from store.commands.meanings import set_meaning
from store.errors import Invalid
from store.insight.dictionary import Dictionary, dictionary, terms_on
from store.kinds.term import LONGEST, Term
from store.search.index import Index
from store.workspace import Workspace
from tests.for_each import for_each

TWO = {"DP-1": "the first day", "DP-2": "the last day"}
BOOK = Dictionary(
    [
        Term(id="W-1", word="Launch", spellings=("go live",), meanings=TWO),
        Term(id="W-2", word="完成", meanings=TWO),
        Term(id="W-3", word="完成率"),
        Term(id="W-4", word="launch day"),
        Term(id="W-5", word="C++", meanings={"DP-1": "Ａ", "DP-2": "a"}),
    ]
)


@for_each(
    "text, found",
    [
        ("We LAUNCH, then relaunch; launching is late", ["LAUNCH:W-1"]),
        ("Two launches, the launch's price, launchs", ["launches:W-1", "launch's:W-1", "launchs:W-1"]),
        ("launch days before the launch", ["launch days:W-4", "launch:W-1"]),
        ("发布Ｌａｕｎｃｈ前 go  live", ["Ｌａｕｎｃｈ:W-1", "go  live:W-1"]),
        ("任务完成，完成率九成", ["完成:W-2", "完成率:W-3"]),
        ("in C++ and C", ["C++:W-5"]),
        ("", []),
    ],
)
def test_words_are_found_by_any_spelling_between_the_ends_of_words_the_longest_first(text: str, found: list[str]):
    assert [f"{text[each.start : each.end]}:{each.term}" for each in BOOK.uses(text)] == found


def test_what_two_departments_mean_otherwise_comes_first_and_width_and_case_make_no_difference():
    assert BOOK.disputed == {"W-1", "W-2"}
    assert BOOK.on(["the launch day, 完成率", "then 完成"]) == ["W-2", "W-4", "W-3"]


def test_no_text_is_found_that_a_plain_search_does_not_find():
    dice = random.Random(5)
    for _ in range(200):
        words = {"".join(dice.choices("ab", k=dice.randrange(1, 4))) for _ in range(4)}
        book = Dictionary(Term(id=f"W-{word}", word=word) for word in words)
        text = " ".join("".join(dice.choices("abs", k=dice.randrange(1, 5))) for _ in range(6))
        wanted = [
            (word, plain)
            for word in text.split()
            for plain in [
                next(
                    (
                        word.removesuffix(e)
                        for e in ("", "es", "s")
                        if word.endswith(e) and word.removesuffix(e) in words
                    ),
                    None,
                )
            ]
            if plain
        ]
        assert [(text[each.start : each.end], each.term[2:]) for each in book.uses(text)] == wanted, (words, text)


def test_a_word_stands_in_it_once_whatever_its_width_and_case(organisation: Workspace):
    organisation.do(commands.add, "term", {"word": "Launch", "spellings": ["go live"]})
    for word in ("ＬＡＵＮＣＨ", "Go  Live"):
        with pytest.raises(Invalid, match="is in the dictionary: W-1 Launch"):
            organisation.do(commands.add, "term", {"word": word})
        with pytest.raises(Invalid, match="W-1 Launch"):
            organisation.do(commands.add, "term", {"word": "start", "spellings": [word]})
    with pytest.raises(Invalid):
        organisation.do(commands.add, "term", {"word": "x" * (LONGEST + 1)})
    organisation.do(commands.edit, "W-1", {"word": "launch"})
    assert organisation.records.get("W-1").rev == 2


def test_each_meaning_is_changed_by_itself_and_is_found(organisation: Workspace):
    organisation.do(commands.add, "term", {"word": "交期", "meaning": "从下单到到厂"})
    organisation.do(commands.add, "action", {"title": "Settle the 交期"})
    organisation.do(set_meaning, "W-1", "DP-1", "from the call to the desk")
    organisation.do(set_meaning, "W-1", "DP-2", "from the order to the gate")
    entry = next(iter(organisation.ledger.backwards()))
    assert [*entry.changes[0]["set"]] == ["meanings.DP-2", *(["rev"] if "rev" in entry.changes[0]["set"] else [])] or (
        "meanings.DP-2" in entry.changes[0]["set"] and "meanings.DP-1" not in entry.changes[0]["set"]
    )
    assert terms_on(organisation.records.get("A-1"), organisation.records) == ["W-1"]
    assert dictionary(organisation.records).disputed == {"W-1"}
    index = Index(organisation.ledger).build()
    assert [hit.id for hit in index.search("jiaoqi")] == ["W-1", "A-1"]
    assert [hit.id for hit in index.search("gate")] == ["W-1"]
    organisation.do(set_meaning, "W-1", "DP-2", "")
    assert dictionary(organisation.records).disputed == set()
