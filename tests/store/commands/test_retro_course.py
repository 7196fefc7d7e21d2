"""The course of a retrospective: its lead, its steps there and back, votes entered for others, what it closes with."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from store import commands
from store.commands import add, edit
from store.commands import retro_cards as cards
from store.commands import retro_course as course
from store.errors import Refused
from store.kinds.card import Card, is_private
from store.kinds.retro import Retro, add_card, follow_up, group, move, vote, votes_hidden
from tests.store.rights.conftest import furnished as furnished
from tests.store.rights.office import ANA, BOB, CORA, FAY, FIN, OLGA, Office

HELD = {"title": "Spring", "departments": ["DP-1", "DP-2"], "facilitator": ANA, "people": [ANA, BOB, FAY], "votes": 2}


@pytest.fixture
def office(furnished: Path, tmp_path: Path) -> Iterator[Office]:
    """R-3 is led by ana, of MKT and FIN, with a card of bob's and one of fay's: C-3 and C-4."""
    office = Office.copy(furnished, tmp_path / "w")
    office.do("ana", add, "retro", HELD)
    office.do("bob", add_card, "R-3", "stop", "the noise")
    office.do("fay", add_card, "R-3", "start", "one list of prices")
    yield office
    office.close()


def at(office: Office, *states: str) -> Office:
    for state in states:
        office.do("ana", move, "R-3", state)
    return office


def done_with(office: Office) -> None:
    """What it closes with."""
    office.do("ana", course.set_change, "R-3", "one list of prices")
    office.do("ana", course.file_lesson, "R-3", "Agree prices first", tags=["prices"])


# Steps


def test_only_whoever_leads_goes_on_and_back(office: Office):
    for who in ("bob", "olga"):
        with pytest.raises(Refused, match="ana leads R-3"):
            office.do(who, move, "R-3", "group")
    for state in ("group", "vote", "group", "gather", "group", "vote", "discuss"):
        assert office.do("ana", move, "R-3", state).state == state
    office.do("cora", move, "R-3", "vote")


def test_whoever_goes_on_leads_it_where_nobody_does(office: Office):
    office.do("bob", move, "R-2", "group")
    with pytest.raises(Refused, match="bob leads R-2"):
        office.do("fin", move, "R-2", "vote")


def test_it_is_begun_without_going_on(office: Office):
    assert office.get("R-3").step_at is None
    office.do("ana", move, "R-3", "gather")
    begun = office.get("R-3")
    assert (begun.step_at is not None, begun.revealed) == (True, 0)
    with pytest.raises(Refused, match="there already"):
        office.do("ana", move, "R-3", "gather")


def test_going_back_keeps_groups_and_votes(office: Office):
    at(office, "group")
    office.do("bob", group, ["C-3", "C-4"], "Prices")
    at(office, "vote")
    office.do("bob", vote, "C-3")
    at(office, "group", "gather", "group", "vote")
    card = office.get("C-3")
    assert (card.group, card.votes) == ("Prices", {BOB: 1})


def test_gathering_again_only_new_cards_are_private(office: Office):
    records = office["ana"].records
    at(office, "group", "gather")
    office.do("fin", add_card, "R-3", "stop", "late changes")
    card: Callable[[str], Card] = office.get
    assert not is_private(card("C-3"), records, ANA)
    assert is_private(card("C-5"), office["ana"].records, ANA)
    assert not is_private(card("C-5"), office["ana"].records, FIN)
    at(office, "group")
    office["bob"].ledger.catch_up()
    assert not is_private(card("C-5"), office["bob"].records, BOB)


def test_a_card_of_an_anonymous_one_is_private_from_everybody(office: Office):
    card, records = office.get("C-1"), office["fay"].records
    assert is_private(card, records, FAY)


# The lead


@pytest.mark.parametrize("who", ["bob", "fay", "fin"])
def test_the_lead_is_taken_by_whoever_takes_part(office: Office, who: str):
    """Fin is not named but of a department that is."""
    led = office.do(who, course.lead, "R-3")
    office.do(who, move, "R-3", "group")
    with pytest.raises(Refused, match="leads R-3"):
        office.do("ana", move, "R-3", "vote")
    assert led.facilitator == office[who].records.person_of(who).id  # type: ignore[union-attr]


def test_the_lead_is_handed_on_by_whoever_has_it(office: Office):
    office.do("ana", course.lead, "R-3", FAY)
    with pytest.raises(Refused):
        office.do("bob", course.lead, "R-3", FIN)


# Votes


def test_votes_are_hidden_until_all_who_take_part_are_done(office: Office):
    at(office, "group", "vote")
    office.do("ana", course.set_ready, "R-3")
    office.do("bob", course.set_ready, "R-3")
    assert votes_hidden(office.get("R-3"))
    office.do("bob", course.set_ready, "R-3", False)
    office.do("fay", course.set_ready, "R-3")
    assert votes_hidden(office.get("R-3"))
    office.do("ana", course.set_ready, "R-3", person=BOB)
    retro: Retro = office.get("R-3")
    assert (votes_hidden(retro), set(retro.ready)) == (False, {ANA, BOB, FAY})
    at(office, "discuss")
    assert office.get("R-3").ready == ()
    at(office, "vote")
    assert votes_hidden(office.get("R-3"))


def test_votes_are_opened_by_whoever_leads(office: Office):
    with pytest.raises(Refused, match="does not take votes"):
        office.do("ana", course.open_votes, "R-3")
    at(office, "group", "vote")
    with pytest.raises(Refused, match="ana leads"):
        office.do("bob", course.open_votes, "R-3")
    assert not votes_hidden(office.do("ana", course.open_votes, "R-3"))
    with pytest.raises(Refused, match="open already"):
        office.do("ana", course.open_votes, "R-3")


def test_votes_beside_one_terminal_are_entered_by_whoever_leads_and_marked(office: Office):
    at(office, "group", "vote")
    office.do("ana", vote, "C-3", 1, BOB)
    assert (office.get("C-3").votes, office.get("C-3").votes_by) == ({BOB: 1}, {BOB: ANA})
    office.do("ana", vote, "C-4", 1, BOB)
    for who in ("ana", "bob"):
        with pytest.raises(Refused, match="All 2 votes"):
            office.do(who, vote, "C-3", 1, BOB)
    office.do("bob", vote, "C-3", -1)
    assert (office.get("C-3").votes, office.get("C-3").votes_by) == ({}, {})
    office.do("bob", vote, "C-3")
    with pytest.raises(Refused, match="bob votes in R-3 themselves"):
        office.do("ana", vote, "C-3", -1, BOB)
    with pytest.raises(Refused, match="ana leads"):
        office.do("fay", vote, "C-3", 1, BOB)


def test_what_was_entered_for_two_that_are_one_is_counted_once(office: Office):
    at(office, "group", "vote")
    for each in (BOB, FIN):
        for card in ("C-3", "C-4"):
            office.do("ana", vote, card, 1, each)
    office.do("ana", vote, "C-3", 1, OLGA)
    from store.commands.merging import merge

    office.do("boss", merge, BOB, FIN)
    assert (office.get("C-3").votes, office.get("C-3").votes_by) == ({FIN: 1, OLGA: 1}, {FIN: ANA, OLGA: ANA})
    office.do("boss", merge, ANA, CORA)
    assert office.get("C-3").votes_by == {FIN: CORA, OLGA: CORA}


# Cards


def test_notes_are_of_whoever_says_so_and_of_an_anonymous_card_of_nobody(office: Office):
    at(office, "group", "vote", "discuss")
    office.do("fin", cards.note, "C-3", "every Friday")
    office.do("bob", cards.note, "C-3", "and Mondays")
    assert [(each.id, each.text, each.by) for each in office.get("C-3").notes] == [
        ("1", "every Friday", "fin"),
        ("2", "and Mondays", "bob"),
    ]
    with pytest.raises(Refused):
        office.do("bob", cards.edit_note, "C-3", "1", "never")
    office.do("ana", cards.edit_note, "C-3", "1", "")
    assert [each.id for each in office.get("C-3").notes] == ["2"]
    office.do("fay", move, "R-1", "discuss")
    office.do("bob", cards.note, "C-1", "who?")
    (note,) = office.get("C-1").notes
    assert (note.by, note.at) == ("", None)


def test_a_group_is_split_again(office: Office):
    at(office, "group")
    office.do("bob", group, ["C-3", "C-4"], "Prices")
    office.do("fay", cards.split, ["C-4"])
    assert [office.get(id).group for id in ("C-3", "C-4")] == ["Prices", ""]


def test_whoever_leads_drops_a_card_and_others_only_their_own(office: Office):
    at(office, "group", "vote")
    office.do("bob", vote, "C-4")
    with pytest.raises(Refused):
        office.do("bob", commands.drop, "C-4", "no")
    with pytest.raises(Refused, match="others may have voted"):
        office.do("fay", commands.drop, "C-4", "no")
    office.do("bob", commands.drop, "C-3", "said already")
    office.do("ana", commands.drop, "C-4", "offends")


def test_a_card_is_carried_into_the_next_one_with_its_author(office: Office):
    at(office, "group", "vote", "discuss")
    new = office.do("ana", cards.carry, "C-3")
    carried, following = office.get(new.id), office.get(new.retro)
    assert (following.follows, following.title, following.facilitator, following.state) == (
        "R-3", "Spring", ANA, "gather",
    )  # fmt: skip
    assert (carried.author, carried.column, carried.came_from, carried.text) == (BOB, "stop", "C-3", "the noise")
    assert office.get("C-3").carried_to == following.id
    assert not is_private(carried, office["boss"].records, FAY)
    with pytest.raises(Refused, match="carried already"):
        office.do("ana", cards.carry, "C-3")
    assert office.do("fay", cards.carry, "C-4").retro == following.id


def test_the_first_column_takes_what_has_none_of_that_name(office: Office):
    at(office, "group").do("ana", course.plan_next, "R-3")
    office.do("ana", edit, "R-4", {"format": "mad-sad-glad"})
    assert office.do("ana", cards.carry, "C-3").column == "mad"


def test_an_anonymous_card_is_carried_once_the_next_one_is_planned(office: Office):
    office.do("fay", move, "R-1", "discuss")
    with pytest.raises(Refused, match="plan the next one"):
        office.do("fay", cards.carry, "C-1")
    office.do("fay", course.plan_next, "R-1")
    new = office.get(office.do("fay", cards.carry, "C-1").id)
    assert (new.author, new.made_by, new.changed_by) == (None, "", "")


# What it closes with


def test_it_closes_with_what_it_wants_or_with_why_it_has_it_not(office: Office):
    at(office, "group", "vote", "discuss")
    with pytest.raises(Refused, match="a lesson; one change to try") as found:
        office.do("ana", course.close, "R-3")
    assert [each["reason"] for each in found.value.details["lacking"]] == ["wants-lessons", "wants-change"]
    done_with(office)
    office.do("ana", follow_up, "R-3", "One list", card_id="C-4")
    with pytest.raises(Refused, match="who does it"):
        office.do("ana", course.close, "R-3")
    office.do("ana", edit, "A-3", {"owner": BOB, "due": office["ana"].today})
    closed = office.do("ana", course.close, "R-3", "nothing is missing")
    assert (closed.state, closed.closed_why) == ("closed", "")


def test_a_fourth_action_is_one_too_many_by_whatever_way(office: Office):
    at(office, "discuss")
    done_with(office)
    whose = {"owner": BOB, "due": office["ana"].today}
    for n in range(3):
        office.do("ana", follow_up, "R-3", f"step {n}", BOB, whose["due"])
    with pytest.raises(Refused, match="no more than 3 actions"):
        office.do("ana", follow_up, "R-3", "step 4")
    office.do("bob", add, "action", {"title": "step 4", "source": "C-3", **whose})
    with pytest.raises(Refused, match="no more than 3"):
        office.do("ana", course.close, "R-3")
    office.do("bob", commands.drop, "A-6", "too many")
    office.do("ana", course.close, "R-3")


def test_what_is_closed_takes_nothing_until_it_is_reopened_with_why(office: Office):
    at(office, "discuss")
    done_with(office)
    office.do("ana", course.close, "R-3")
    for command, given in (
        (add_card, ("R-3", "stop", "x")), (cards.note, ("C-3", "x")), (cards.carry, ("C-3",)),
        (course.set_change, ("R-3", "x")), (course.set_ready, ("R-3",)), (course.lead, ("R-3", BOB)),
        (follow_up, ("R-3", "x")), (course.plan_next, ("R-3",)), (edit, ("R-3", {"change": "x"})),
        (edit, ("R-3", {"state": "discuss"})), (move, ("R-3", "discuss")),
    ):  # fmt: skip
        with pytest.raises(Refused, match="R-3 is"):
            office.do("ana", command, *given)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="wants a reason"):
        office.do("ana", commands.reopen, "R-3")
    office.do("ana", commands.reopen, "R-3", "one card was left")
    assert (office.get("R-3").state, votes_hidden(office.get("R-3"))) == ("discuss", False)


def test_the_next_one_opens_on_the_change_and_judges_it(office: Office):
    at(office, "discuss")
    done_with(office)
    office.do("ana", course.close, "R-3")
    office.do("fay", add, "retro", {"title": "Summer", "departments": ["DP-2", "DP-1"], "facilitator": FAY})
    assert office.get("R-4").follows == "R-3"
    with pytest.raises(Refused):
        office.do("olga", course.judge_change, "R-4", "worse")
    office.do("bob", course.judge_change, "R-4", "partly", "Finance kept its own")
    assert (office.get("R-3").change_helped, office.get("R-3").change_said) == ("partly", "Finance kept its own")
    with pytest.raises(Refused, match="not one of"):
        office.do("bob", course.judge_change, "R-4", "maybe")
    with pytest.raises(Refused, match="follows none"):
        office.do("bob", course.judge_change, "R-2", "helped")


@pytest.mark.parametrize(
    ("values", "follows"),
    [
        ({"goal": "G-2"}, "R-3"),
        ({"departments": ["DP-2", "DP-1"]}, "R-3"),
        ({"departments": ["DP-1"]}, None),
        ({"meeting": "M-2"}, "R-3"),
        ({}, None),
    ],
)
def test_it_follows_the_closed_one_of_its_chain(office: Office, values: dict[str, Any], follows: str | None):
    office.do("boss", edit, "R-3", {"goal": "G-2", "meeting": "M-1"})
    office.do("ana", add, "meeting", {"title": "Weekly", "series": "SE-1"})
    office.do("ana", course.close, "R-3", "no time")
    assert office.do("ana", add, "retro", {"title": "Next", **values}).follows == follows


def test_a_lesson_has_the_words_of_its_card_and_the_departments_of_its_retrospective(office: Office):
    made = office.do("bob", course.file_lesson, "R-3", "", card_id="C-3")
    assert (made.title, made.text, made.departments, made.retro) == ("the noise", "the noise", ("DP-1", "DP-2"), "R-3")
