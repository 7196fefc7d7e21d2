"""Ways to give, take, open or find out votes that are for others; the last of each is refused."""

from collections.abc import Callable
from typing import Any

import pytest

from store.commands import add, edit
from store.commands import retro_course as course
from store.errors import Refused
from store.kinds.retro import add_card, move, vote
from store.records import Changes
from tests.store.rights.office import ANA, BOB, FAY, OLGA, Attack, Office, refused
from tests.store.rights.test_attacks_on_retros import held

ATTACKS: dict[str, Attack] = {}


def attack(made: Attack) -> Attack:
    """One of the table: it does what may be done, and returns what may not."""
    ATTACKS[made.__name__] = made
    return made


@attack
def more_votes_for_everybody_while_they_are_given(office: Office):
    held(office, "vote")
    return lambda: office.do("bob", edit, "R-3", {"votes": 9})


@attack
def votes_entered_for_another_without_the_lead(office: Office):
    held(office, "vote")
    return lambda: office.put("bob", "C-3", votes={FAY: 1}, votes_by={FAY: BOB})


@attack
def votes_of_others_that_nobody_entered(office: Office):
    held(office, "vote")
    return lambda: office.put("ana", "C-3", votes={FAY: 1})


@attack
def votes_entered_in_the_name_of_another(office: Office):
    held(office, "vote")
    return lambda: office.put("ana", "C-3", votes={FAY: 1}, votes_by={FAY: BOB})


@attack
def votes_of_another_taken_back_by_whoever_leads(office: Office):
    held(office, "vote")
    office.do("bob", vote, "C-3", 2)
    return lambda: office.put("ana", "C-3", votes={})


@attack
def votes_entered_for_who_has_voted_for_something_else(office: Office):
    """What is refused for one card and not for another tells which they voted for."""
    held(office, "vote")
    office.do("ana", add_card, "R-3", "stop", "the dust")
    office.do("fay", vote, "C-3")
    return lambda: office.do("ana", vote, "C-4", 1, FAY)


@attack
def votes_entered_by_a_script_for_who_has_voted_for_something_else(office: Office):
    held(office, "vote")
    office.do("ana", add_card, "R-3", "stop", "the dust")
    office.do("fay", vote, "C-3")
    return lambda: office.put("ana", "C-4", votes={FAY: 1}, votes_by={FAY: ANA})


@attack
def a_third_of_two_votes_entered_for_somebody(office: Office):
    held(office, "vote")
    office.do("fay", vote, "C-3", 2)
    return lambda: office.put("ana", "C-3", votes={FAY: 3}, votes_by={FAY: ANA})


@attack
def votes_opened_by_one_who_is_not_done(office: Office):
    held(office, "vote")
    return lambda: office.put("bob", "R-3", votes_open=True)


@attack
def others_said_to_be_done_to_open_the_votes(office: Office):
    held(office, "vote")
    return lambda: office.put("bob", "R-3", ready=(ANA, BOB), votes_open=True)


@attack
def votes_given_by_json(office: Office):
    held(office, "vote")
    values = {"text": "x", "retro": "R-3", "column": "stop", "votes": {FAY: 1}, "votes_by": {FAY: ANA}}
    return lambda: office.do("ana", add, "card", values)


@attack
def votes_brought_by_an_import_to_where_they_are_given(office: Office):
    held(office, "vote")
    return lambda: office.do("cora", imported, {"text": "x", "retro": "R-3", "column": "stop", "votes": {FAY: 1}})


@attack
def fewer_votes_once_some_are_given(office: Office):
    held(office, "vote")
    office.do("fay", vote, "C-3")
    return lambda: office.do("ana", edit, "R-3", {"votes": 1})


def departments_vote(office: Office) -> Office:
    """R-3 of a department, which names nobody: bob has voted for C-3."""
    office.do("ana", add, "retro", {"title": "Spring", "facilitator": ANA, "departments": ["DP-1"]})
    office.do("bob", add_card, "R-3", "stop", "the noise")
    office.do("ana", move, "R-3", "vote")
    office.do("bob", vote, "C-3")
    return office


@attack
def votes_opened_by_whoever_puts_only_themselves_down(office: Office):
    departments_vote(office)
    office.do("olga", edit, "R-3", {"people": [OLGA]})
    return lambda: office.put("olga", "R-3", ready=(OLGA,), votes_open=True)


@attack
def votes_opened_over_one_who_has_voted_and_is_not_done(office: Office):
    departments_vote(office)
    office.do("olga", edit, "R-3", {"people": [OLGA]})
    office.do("ana", course.set_ready, "R-3")
    return lambda: office.put("olga", "R-3", ready=(ANA, OLGA), votes_open=True)


def test_who_says_to_be_done_among_others_opens_nothing(office: Office):
    departments_vote(office)
    office.do("olga", edit, "R-3", {"people": [OLGA]})
    opened = []
    for who in ("olga", "ana", "bob"):
        opened.append(office.do(who, course.set_ready, "R-3").votes_open)
    assert opened == [False, False, True]


def imported(changes: Changes, values: dict[str, Any]) -> None:
    """As an import does."""
    add(changes, "card", values)
    changes.say("import")


def _put(changes: Changes, id: str, **values: Any) -> None:
    """As a script does that knows no rule."""
    changes.change(changes.get(id), **values)


#: What nobody learns by: who tries it, with a number of votes.
GUESSES: dict[str, tuple[str, Callable[[Changes, int], Any]]] = {
    "fewer votes for everybody": ("ana", lambda c, n: edit(c, "R-3", {"votes": n})),
    "fewer by one who does not lead": ("bob", lambda c, n: edit(c, "R-3", {"votes": n})),
    "fewer by a template": ("ana", lambda c, n: _put(c, "R-3", template="RF-1", votes=n)),
    "fewer as they are opened": ("ana", lambda c, n: _put(c, "R-3", votes_open=True, votes=n)),
    "a card with votes": ("bob", lambda c, n: add(c, "card", {"text": "x", "retro": "R-3", "votes": {FAY: n}})),
    "an import with votes": ("cora", lambda c, n: imported(c, {"text": "x", "retro": "R-3", "votes": {FAY: n}})),
    "votes of another": ("bob", lambda c, n: edit(c, "C-3", {"votes": {FAY: n}})),
    "votes of another, entered": ("ana", lambda c, n: vote(c, "C-3", n, FAY)),
    "votes of another, taken back": ("ana", lambda c, n: vote(c, "C-3", -n, FAY)),
}


@pytest.mark.parametrize("name", GUESSES)
def test_how_many_votes_somebody_gave_and_to_which_card_is_told_by_no_refusal(office: Office, name: str):
    held(office, "vote")
    office.do("ana", add, "retro-format", {"title": "Shop floor", "columns": "Queue; Till"})
    office.do("ana", edit, "R-3", {"votes": 9})
    office.do("ana", add_card, "R-3", "stop", "the dust")
    said: list[list[str]] = []
    who, guess = GUESSES[name]
    for card, given in (("C-3", 2), ("C-3", 7), ("C-4", 7)):
        office.do("fay", vote, card, given)
        said.append([refusal(office, who, guess, n) for n in range(1, 9)])
        office.do("fay", vote, card, -given)
    assert said[0] == said[1] == said[2]
    assert all(said[0])


def refusal(office: Office, who: str, guess: Callable[[Changes, int], Any], n: int) -> str:
    """What is said to it, with nothing written; "" where it goes."""
    office[who].ledger.catch_up()
    try:
        office[who].rehearse(guess, n)
    except Refused as refused:
        return str(refused)
    return ""


@pytest.mark.parametrize("name", ATTACKS)
def test_refused(office: Office, name: str):
    refused(office, ATTACKS[name])
