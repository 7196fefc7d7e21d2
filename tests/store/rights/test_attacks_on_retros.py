"""Ways to bring about in a retrospective what is for others, or for its steps; the last of each is refused."""

from datetime import timedelta
from typing import Any

import pytest

from store import clock, commands
from store.commands import add, edit
from store.commands import retro_cards as cards
from store.commands import retro_course as course
from store.commands.undo import latest, take_back
from store.kinds.agenda_item import Note
from store.kinds.card import Card
from store.kinds.retro import add_card, move, vote
from store.records import Changes
from tests.store.rights.office import ANA, BOB, FIN, OLGA, Attack, Office, refused

ATTACKS: dict[str, Attack] = {}


def attack(made: Attack) -> Attack:
    """One of the table: it does what may be done, and returns what may not."""
    ATTACKS[made.__name__] = made
    return made


def held(office: Office, *states: str) -> Office:
    """R-3 of ana and bob with C-3 of bob's, which others do not see yet."""
    office.do("ana", add, "retro", {"title": "Spring", "facilitator": ANA, "people": [ANA, BOB], "votes": 2})
    office.do("bob", add_card, "R-3", "stop", "the noise")
    for state in states:
        office.do("ana", move, "R-3", state)
    return office


# Who leads it


@attack
def the_lead_taken_by_somebody_who_has_no_part_in_it(office: Office):
    held(office)
    return lambda: office.do("olga", course.lead, "R-3")


@attack
def the_lead_taken_by_whoever_has_just_joined(office: Office):
    held(office)
    return lambda: office.put("olga", "R-3", people=(ANA, BOB, OLGA), facilitator=OLGA)


@attack
def somebody_else_taken_in(office: Office):
    held(office)
    return lambda: office.do("olga", edit, "R-3", {"people": [ANA, BOB, FIN]})


@attack
def a_step_by_a_script(office: Office):
    held(office)
    return lambda: office.put("bob", "R-3", state="vote")


@attack
def a_viewer_who_goes_on_where_nobody_leads(office: Office):
    return lambda: office.do("vi", move, "R-2", "group")


@attack
def a_new_one_that_is_at_its_votes_already(office: Office):
    return lambda: office.do("bob", add, "retro", {"title": "Mine", "state": "vote"})


# What it closes with


@attack
def closed_by_an_edit(office: Office):
    held(office)
    return lambda: office.do("ana", edit, "R-3", {"state": "closed"})


@attack
def closed_by_a_script(office: Office):
    held(office)
    return lambda: office.put("ana", "R-3", state="closed")


@attack
def closed_with_why_by_somebody_else(office: Office):
    held(office)
    return lambda: office.put("bob", "R-3", state="closed", closed_why="no time")


@attack
def why_it_was_closed_said_otherwise_later(office: Office):
    held(office)
    office.do("ana", course.close, "R-3", "no time")
    return lambda: office.put("ana", "R-3", closed_why="we were done")


@attack
def opened_again_into_its_votes(office: Office):
    held(office)
    office.do("ana", course.close, "R-3", "no time")
    return lambda: office.put("ana", "R-3", state="vote")


@attack
def a_change_judged_by_itself(office: Office):
    held(office)
    office.do("ana", course.set_change, "R-3", "less noise")
    return lambda: office.put("ana", "R-3", change_helped="helped")


@attack
def a_change_judged_by_who_has_no_part_in_the_next_one(office: Office):
    held(office)
    office.do("ana", course.set_change, "R-3", "less noise")
    office.do("ana", course.plan_next, "R-3")
    return lambda: office.do("olga", course.judge_change, "R-4", "worse")


@attack
def a_change_said_otherwise_once_it_is_closed(office: Office):
    held(office)
    office.do("ana", course.close, "R-3", "no time")
    return lambda: office.put("ana", "R-3", change="none")


# Cards


@attack
def a_private_card_put_into_a_group(office: Office):
    held(office)
    return lambda: office.do("ana", edit, "C-3", {"group": "Noise"})


@attack
def a_private_card_put_into_another_column(office: Office):
    held(office)
    return lambda: office.put("fay", "C-3", column="start")


@attack
def private_cards_shown_before_gathering_ends(office: Office):
    held(office)
    return lambda: office.put("ana", "R-3", revealed=10)


@attack
def what_is_gathered_again_shown_at_once(office: Office):
    held(office, "group")
    return lambda: office.put("ana", "R-3", state="gather", revealed=99)


@attack
def a_card_of_another_in_other_words(office: Office):
    held(office, "group")
    return lambda: office.put("ana", "C-3", text="nothing")


@attack
def a_card_said_to_be_carried_from_elsewhere(office: Office):
    held(office)
    values = {"text": "x", "retro": "R-3", "column": "stop", "author": BOB, "came_from": "C-2"}
    return lambda: office.do("ana", add, "card", values)


@attack
def a_card_carried_out_of_its_chain(office: Office):
    held(office, "discuss")
    return lambda: office.put("ana", "C-3", carried_to="R-2")


@attack
def a_signed_card_put_among_anonymous_ones(office: Office):
    office.do("bob", add, "card", {"text": "mine", "retro": "R-2", "column": "stop"})
    return lambda: office.do("bob", edit, "C-3", {"retro": "R-1"})


@attack
def a_signed_card_put_among_anonymous_ones_by_way_of_none(office: Office):
    office.do("bob", add, "card", {"text": "mine", "retro": "R-2", "column": "stop"})
    office.put("bob", "C-3", retro=None)
    return lambda: office.put("bob", "C-3", retro="R-1")


@attack
def a_note_in_the_name_of_another(office: Office):
    held(office, "discuss")
    note = Note("1", "x", "fay", clock.now() - timedelta(1))
    return lambda: office.put("bob", "C-3", notes=(note,))


@attack
def a_note_on_an_anonymous_card_that_says_whose(office: Office):
    office.do("fay", move, "R-1", "discuss")
    return lambda: office.do("bob", _signed_note)


def _signed_note(changes: Changes) -> Any:
    return changes.change(changes.one(Card, "C-1"), notes=(Note("1", "x", "bob", changes.now),))


@attack
def a_card_with_votes_of_others_taken_away_by_its_author(office: Office):
    held(office, "vote")
    office.do("fay", vote, "C-3")
    return lambda: office.do("bob", commands.drop, "C-3", "no")


@attack
def a_card_without_votes_taken_away_while_others_are_hidden(office: Office):
    """What is refused of one card and not of another tells which was voted for."""
    held(office, "vote")
    office.do("bob", add_card, "R-3", "stop", "the dust")
    office.do("fay", vote, "C-3")
    return lambda: office.do("bob", commands.drop, "C-4", "no")


@attack
def a_card_without_votes_moved_while_others_are_hidden(office: Office):
    held(office, "vote")
    office.do("bob", add_card, "R-3", "stop", "the dust")
    office.do("fay", vote, "C-3")
    return lambda: office.do("bob", edit, "C-4", {"retro": "R-2"})


@attack
def a_note_once_it_is_closed(office: Office):
    held(office)
    office.do("ana", course.close, "R-3", "no time")
    return lambda: office.do("bob", cards.note, "C-3", "too late")


@attack
def cards_freed_for_other_columns_by_a_template(office: Office):
    held(office, "group")
    office.do("ana", add, "retro-format", {"title": "x", "columns": "Up; Down"})
    return lambda: office.do("ana", edit, "R-3", {"template": "RF-1"})


@attack
def a_vote_taken_back_over_what_was_given_since(office: Office):
    held(office, "vote")
    office.do("ana", edit, "R-3", {"votes": 3})
    entry = latest(office["ana"].ledger)
    assert entry
    office.do("bob", vote, "C-3", 3)
    return lambda: take_back(office["ana"], entry)


def led_by_bob(office: Office, *states: str) -> Office:
    """R-3, which ana took to these steps; bob leads it since, and she has no part in it any more."""
    office.do("boss", add, "retro", {"title": "Spring", "facilitator": ANA, "people": [ANA, BOB]})
    office.do("bob", add_card, "R-3", "stop", "the noise")
    for state in states:
        office.do("ana", move, "R-3", state)
    office.do("boss", edit, "R-3", {"facilitator": BOB, "people": [BOB]})
    office["ana"].ledger.catch_up()
    return office


@attack
def cards_shown_by_taking_back_that_they_are_gathered(office: Office):
    led_by_bob(office, "group", "gather")
    office.do("bob", add_card, "R-3", "stop", "the dust")
    office["ana"].ledger.catch_up()
    return lambda: _last_taken_back(office)


@attack
def votes_shown_by_taking_back_that_they_are_given(office: Office):
    led_by_bob(office, "discuss", "vote")
    office.do("bob", vote, "C-3")
    office["ana"].ledger.catch_up()
    return lambda: _last_taken_back(office)


def _last_taken_back(office: Office) -> None:
    entry = latest(office["ana"].ledger)
    assert entry
    assert entry.what["verb"] == "move"
    take_back(office["ana"], entry, partly=True)


def test_what_shows_nothing_whoever_did_it_takes_back(office: Office):
    led_by_bob(office, "group")
    _last_taken_back(office)
    assert office.get("R-3").state == "gather"


@pytest.mark.parametrize("name", ATTACKS)
def test_refused(office: Office, name: str):
    refused(office, ATTACKS[name])
