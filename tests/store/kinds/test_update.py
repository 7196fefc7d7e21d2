"""Updates: what departments may say to one and when, what asks again, what ends it, and who may bring it about."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from store.commands import add, done, drop, edit, reopen
from store.commands.undo import latest, take_back
from store.errors import ConcordError, Invalid, Refused
from store.insight import my_day
from store.insight.overview import Overview
from store.insight.unacknowledged import open_on
from store.insight.waiting import waits
from store.kinds.acknowledging import Acknowledgement
from store.kinds.update import Update, answer, ask, understood
from store.workspace import Workspace, open_workspace
from tests.store.computed import computed

Do = Callable[[Workspace], Any]
MKT, FIN, OPS = "DP-1", "DP-2", "DP-3"


@pytest.fixture
def shared(organisation: Workspace) -> Workspace:
    """U-1 is a risk for G-1 that bo of MKT shares with FIN, led by fay, and OPS, which has jon and no lead."""
    w = organisation
    w.do(edit, FIN, {"lead": "PN-3"})
    w.do(add, "department", {"name": "Operations", "code": "OPS"})
    w.do(add, "person", {"name": "Jon", "login": "jon", "department": OPS})
    w.do(add, "person", {"name": "Ida", "login": "ida", "department": FIN})
    w.do(add, "goal", {"title": "Spring", "departments": [MKT, FIN, OPS]})
    w.ledger.who = "bo"
    w.do(add, "update", {"title": "Labels are late", "sort": "risk", "goal": "G-1"})
    return w


def by(who: str, command: Callable[..., Any], *args: Any) -> Do:
    def do(w: Workspace) -> Any:
        w.ledger.who = who
        return w.do(command, *args)

    return do


DEEDS: dict[str, Do] = {
    "FIN": by("fay", understood, "U-1", FIN),
    "FIN by ida": by("ida", understood, "U-1", FIN),
    "FIN by bo": by("bo", understood, "U-1", FIN),
    "FIN by ana": by("ana", understood, "U-1", FIN),
    "OPS": by("jon", understood, "U-1", OPS),
    "MKT": by("bo", understood, "U-1", MKT),
    "FIN asks": by("fay", ask, "U-1", FIN, "Which week?"),
    "FIN asks nothing": by("fay", ask, "U-1", FIN, "  "),
    "bo answers": by("bo", answer, "U-1", FIN, "Week 14"),
    "ana answers": by("ana", answer, "U-1", FIN, "Week 14"),
    "jon answers": by("jon", answer, "U-1", FIN, "Week 14"),
    "bo answers nothing": by("bo", answer, "U-1", FIN, ""),
    "text": by("bo", edit, "U-1", {"text": "Three weeks"}),
    "text by fay": by("fay", edit, "U-1", {"text": "Three weeks"}),
    "tags": by("bo", edit, "U-1", {"tags": ["labels"]}),
    "news": by("bo", edit, "U-1", {"sort": "news"}),
    "without FIN": by("bo", edit, "U-1", {"departments": [OPS]}),
    "with FIN": by("bo", edit, "U-1", {"departments": [OPS, FIN]}),
    "withdraw": by("bo", drop, "U-1", "they came"),
    "withdraw by fay": by("fay", drop, "U-1", "it is not so"),
    "withdraw by edit": by("ana", edit, "U-1", {"state": "withdrawn"}),
    "share again": by("bo", reopen, "U-1", ""),
    "close": by("ana", edit, "G-1", {"outcome": "dropped", "reason": "no"}),
    "dissolve": by("ana", edit, FIN, {"active": False}),
    "done": by("ana", done, "U-1"),
}


def stands(w: Workspace) -> str:
    """What each of FIN and OPS has said, a letter each: understood, asks, answered, not yet, again; and whose turn it
    is. Behind them what the pages say: open or over."""
    update = w.records.one(Update, "U-1")
    of = computed(update, Overview(w.ledger, w.today))

    def said(id: str) -> str:
        word = update.acknowledged.get(id, Acknowledgement())
        letter = {"understood": "u", "asks": "r" if word.answer else "a"}.get(word.state, "-")
        return ("+" if word.was else letter) if id in update.departments else "."

    return f"{said(FIN)}{said(OPS)} {'open' if of['open'] else 'over'}"


@pytest.mark.parametrize(
    ("deeds", "expected"),
    [
        ([], "-- open"),
        (["FIN"], "u- open"),
        (["FIN", "OPS"], "uu over"),
        (["FIN by ana"], "u- open"),
        (["FIN asks"], "a- open"),
        (["FIN asks", "bo answers"], "r- open"),
        (["FIN asks", "ana answers"], "r- open"),
        (["FIN asks", "bo answers", "FIN", "OPS"], "uu over"),
        (["FIN asks", "FIN"], "u- open"),
        (["FIN", "FIN asks"], "a- open"),
        (["FIN asks", "bo answers", "FIN asks"], "a- open"),
        # what was understood and changes is asked again; a question stays one
        (["FIN", "OPS", "text"], "++ open"),
        (["FIN", "news"], "+- open"),
        (["FIN asks", "text"], "a- open"),
        (["FIN", "OPS", "tags"], "uu over"),
        (["FIN", "text", "FIN"], "u- open"),
        # whoever joins later is asked; whoever leaves takes what they said along
        (["FIN", "without FIN"], ".- open"),
        (["FIN", "OPS", "without FIN", "with FIN"], "-u open"),
        (["OPS", "dissolve"], "-u over"),
        (["dissolve"], "-- open"),
        (["withdraw"], "-- over"),
        (["withdraw", "share again", "FIN"], "u- open"),
        (["close"], "-- over"),
    ],
)
def test_what_departments_say(shared: Workspace, deeds: list[str], expected: str):
    for deed in deeds:
        DEEDS[deed](shared)
    assert stands(shared) == expected


@pytest.mark.parametrize(
    ("before", "deed", "reason"),
    [
        ([], "FIN by ida", "not-yours"),
        ([], "FIN by bo", "not-yours"),
        ([], "MKT", "not-taking-part"),
        ([], "FIN asks nothing", "wants-words"),
        ([], "bo answers", "asks-nothing"),
        (["FIN asks"], "bo answers nothing", "wants-words"),
        (["FIN asks"], "jon answers", "not-yours"),
        (["FIN asks", "FIN"], "bo answers", "asks-nothing"),
        ([], "text by fay", ""),
        ([], "withdraw by fay", "not-yours"),
        ([], "withdraw by edit", ""),
        ([], "share again", "open-already"),
        ([], "done", "by-acknowledging"),
        (["withdraw"], "FIN", "closed"),
        (["withdraw"], "text", "closed"),
        (["withdraw"], "withdraw", "closed"),
        (["close"], "FIN", "closed"),
        (["FIN asks", "close"], "bo answers", "closed"),
        (["close"], "text", "closed"),
    ],
)
def test_what_is_refused(shared: Workspace, before: list[str], deed: str, reason: str):
    for each in before:
        DEEDS[each](shared)
    seen = shared.records.get("U-1")
    with pytest.raises(ConcordError) as refused:
        DEEDS[deed](shared)
    assert refused.value.words.reason == reason
    assert shared.records.get("U-1") == seen


UNDERSTOOD = {FIN: {"state": "understood"}}


@pytest.mark.parametrize(
    "given",
    [
        {"acknowledged": UNDERSTOOD},
        {"acknowledged": {FIN: {"state": "understood", "by": "fay"}}},
        {"acknowledged": {FIN: {"state": "asks", "question": "why", "answer": "so", "answered_by": "bo"}}},
        {"acknowledged": {FIN: {"was": "understood"}}},
        {"state": "withdrawn"},
        {"reason": "they came"},
        {"department": FIN},
    ],
)
def test_nobody_gives_from_outside_what_an_act_brings_about(shared: Workspace, given: dict[str, Any]):
    shared.ledger.who = "bo"
    with pytest.raises((Refused, Invalid)):
        shared.do(edit, "U-1", given)
    with pytest.raises((Refused, Invalid)):
        shared.do(add, "update", {"title": "New", "departments": [FIN], **given})


def test_whoever_speaks_for_it_says_so_by_an_edit_too(shared: Workspace):
    shared.ledger.who = "fay"
    shared.do(edit, "U-1", {"acknowledged": UNDERSTOOD})
    word = shared.records.one(Update, "U-1").acknowledged[FIN]
    assert (word.state, word.by, word.at is not None) == ("understood", "fay", True)


def test_it_is_for_the_departments_of_its_goal_without_the_one_that_shares_it(shared: Workspace):
    update = shared.records.one(Update, "U-1")
    assert (update.departments, update.department, update.owner) == ((FIN, OPS), MKT, "PN-2")


def test_one_is_taken_away_only_as_long_as_nobody_has_said_anything(shared: Workspace):
    DEEDS["FIN"](shared)
    shared.ledger.who = "bo"
    made = latest(shared.ledger)
    assert made is not None
    with pytest.raises(ConcordError):
        take_back(shared, made)
    assert stands(shared) == "u- open"


def test_what_was_understood_is_not_put_back_behind_ones_back(shared: Workspace):
    """FIN understood the text as it was changed: whoever changed it does not take that back as if nothing was."""
    DEEDS["text"](shared)
    DEEDS["FIN"](shared)
    shared.ledger.who = "bo"
    changed = latest(shared.ledger)
    assert changed is not None
    with pytest.raises(ConcordError):
        take_back(shared, changed)
    update = shared.records.one(Update, "U-1")
    assert (update.text, update.acknowledged[FIN].state) == ("Three weeks", "understood")


def test_two_sessions_at_once_are_one_word(shared: Workspace):
    with open_workspace(str(shared.ledger.folder), "fay") as other:
        DEEDS["OPS"](shared)
        other.do(understood, "U-1", FIN)
        at = other.records.one(Update, "U-1").acknowledged[FIN].at
        DEEDS["FIN by ana"](shared)  # it has said so already
    update = shared.records.one(Update, "U-1")
    assert stands(shared) == "uu over"
    assert (update.acknowledged[FIN].by, update.acknowledged[FIN].at) == ("fay", at)


def days(w: Workspace) -> dict[str, list[tuple[str, str]]]:
    overview = Overview(w.ledger, w.today)
    people = {"bo": "PN-2", "fay": "PN-3", "jon": "PN-4", "ida": "PN-5"}
    found = {
        who: [(each.section, str(each.why)) for each in my_day.of(overview, id) if each.id == "U-1"]
        for who, id in people.items()
    }
    return {who: items for who, items in found.items() if items}


RISK = "a risk that {} is to acknowledge"


@pytest.mark.parametrize(
    ("deeds", "expected"),
    [
        ([], {"fay": [("answers", RISK.format("FIN"))], "jon": [("answers", RISK.format("OPS"))]}),
        (["FIN"], {"jon": [("answers", RISK.format("OPS"))]}),
        (
            ["OPS", "FIN asks"],
            {"bo": [("waits", "an answer to the question of FIN")]},
        ),
        (["OPS", "FIN asks", "bo answers"], {"fay": [("answers", "FIN has its answer: is it understood?")]}),
        (["OPS", "news"], {}),
        (["withdraw"], {}),
        (["close"], {}),
        (["OPS", "dissolve"], {}),
    ],
)
def test_a_risk_stays_in_the_day_of_whoever_has_to_say_something(
    shared: Workspace, deeds: list[str], expected: dict[str, Any]
):
    for deed in deeds:
        DEEDS[deed](shared)
    overview = Overview(shared.ledger, shared.today)
    found = days(shared)
    assert found == expected
    assert bool([*waits(overview)]) == bool(open_on(overview, shared.today)) == bool(expected)


def test_the_digest_of_an_earlier_day_says_what_waited_then(shared: Workspace, on_day: Callable[..., Any]):
    DEEDS["FIN"](shared)
    later = shared.today + timedelta(2)
    shared.ledger.who = "jon"
    on_day(later, understood, "U-1", OPS)
    overview = Overview(shared.ledger, later)
    assert [each[1:] for each in open_on(overview, shared.today)] == [((OPS,), (), 0)]
    assert open_on(overview, later) == []
