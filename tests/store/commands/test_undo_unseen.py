"""What is taken back while others are not shown something yet: a refusal tells nothing of it."""

from collections.abc import Callable
from typing import Any

import pytest

from store.commands import edit
from store.commands import retro_course as course
from store.commands.undo import latest, take_back
from store.errors import Refused
from store.kinds.card import Card
from store.kinds.retro import add_card, move, vote
from store.words import Words
from tests.store.commands.test_retro_course import office as office
from tests.store.rights.conftest import furnished as furnished
from tests.store.rights.office import FAY, Office

#: What bob and ana, who leads, did before anybody voted, and take back afterwards.
DEEDS: dict[str, tuple[str, Callable[[Office], Any]]] = {
    "a card": ("bob", lambda office: office.do("bob", add_card, "R-3", "stop", "the dust")),
    "a card of whoever leads": ("ana", lambda office: office.do("ana", add_card, "R-3", "stop", "the dust")),
    "its words": ("bob", lambda office: [_card(office), office.do("bob", edit, "C-5", {"text": "x"})]),
    "its tags": ("bob", lambda office: [_card(office), office.do("bob", edit, "C-5", {"tags": ["x"]})]),
}


def _card(office: Office) -> None:
    office.do("bob", add_card, "R-3", "stop", "the dust")


def undone(office: Office, who: str, *, again: bool = False) -> str:
    """What is said to it; "" where it went."""
    workspace = office[who]
    workspace.ledger.catch_up()
    entry = latest(workspace.ledger, again=again)
    assert entry is not None
    try:
        take_back(workspace, entry, again=again)
    except Refused as refused:
        return str(refused)
    return ""


@pytest.mark.parametrize("name", DEEDS)
def test_which_card_has_hidden_votes_is_not_told_by_taking_it_back(office: Office, name: str):
    said: list[str] = []
    who, deed = DEEDS[name]
    deed(office)
    office.do("cora", move, "R-3", "vote")
    for card in ("C-3", "C-5"):
        office.do("fay", vote, card)
        said.append(undone(office, who))
        office.do("fay", vote, card, -1)
        if not said[-1]:
            undone(office, who, again=True)
    assert said[0] == said[1]
    assert "C-5 votes" not in said[0]
    assert "?" not in said[0]


def test_votes_that_are_open_stand_in_the_way_by_name(office: Office):
    _card(office)
    office.do("ana", move, "R-3", "vote")
    office.do("fay", vote, "C-5")
    office.do("ana", course.open_votes, "R-3")
    assert undone(office, "bob") == str(Words("It was changed since: {list}", list=["C-5 votes (fay)"]))


def test_what_was_entered_for_somebody_who_votes_by_now_is_not_named(office: Office):
    office.do("ana", move, "R-3", "vote")
    office.do("ana", vote, "C-3", 1, FAY)
    office.do("fay", vote, "C-3")
    assert undone(office, "ana") == "C-3 stays as it is; what has become of it is not shown yet"


def test_where_nobody_else_has_voted_a_card_goes_with_ones_own_votes(office: Office):
    _card(office)
    office.do("ana", move, "R-3", "vote")
    assert undone(office, "bob") == ""
    assert "C-5" not in [each.id for each in office["bob"].records.all(Card)]


def test_a_card_is_not_moved_back_with_votes_that_it_got_where_it_is(office: Office):
    office.do("bob", add_card, "R-2", "stop", "the dust")
    office.do("bob", edit, "C-5", {"retro": "R-3"})
    office.do("cora", move, "R-3", "vote")
    office.do("fay", vote, "C-5")
    assert undone(office, "bob").startswith("C-5, Retrospective: only whoever put the card up")
    assert office.get("C-5").votes == {FAY: 1}
