"""What somebody who has left still tries, and what others try for them; each is refused, and nobody waits for them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from store.commands import add, comment, edit
from store.commands import retro_course as course
from store.commands.undo import latest, take_back
from store.kinds import feedback, pulse, training
from store.kinds.retro import add_card, move, vote
from tests.store.rights.office import ANA, BOB, FIN, Office, refused

#: By fin, and for fin; of R-3 where ana leads, which takes votes or gathers.
ATTACKS: dict[str, Callable[[Office], Any]] = {
    "card": lambda o: o.do("fin", add_card, "R-2", "stop", "x"),
    "anonymous card": lambda o: o.do("fin", add_card, "R-1", "stop", "x"),
    "vote": lambda o: o.do("fin", vote, "C-3"),
    "done": lambda o: o.do("fin", course.set_ready, "R-3"),
    "lead": lambda o: o.do("fin", course.lead, "R-3"),
    "lead handed over": lambda o: o.do("ana", course.lead, "R-3", FIN),
    "lead of a new one": lambda o: o.do("ana", add, "retro", {"title": "x", "facilitator": FIN}),
    "votes entered": lambda o: o.do("ana", vote, "C-3", 1, FIN),
    "votes entered by a script": lambda o: o.put("ana", "C-3", votes={FIN: 1}, votes_by={FIN: ANA}),
    "said to be done": lambda o: o.do("ana", course.set_ready, "R-3", True, FIN),
    "kudos": lambda o: o.do("fin", add, "kudos", {"title": "x", "to": ANA}),
    "pulse": lambda o: o.do("fin", pulse.answer, "PU-1", [3, 3, 3, 3, 3]),
    "feedback": lambda o: o.do("fin", feedback.give, "F-1", {"kept": 3}),
    "comment": lambda o: o.do("fin", comment, "A-1", "x"),
    "training": lambda o: o.do("ana", training.hold, "E-1", (FIN,), o["ana"].today),
    "training, edited": lambda o: o.do("ana", edit, "E-1", {"took_part": [FIN], "on": o["ana"].today}),
    "training by a script": lambda o: o.put("ana", "E-1", took_part=(FIN,), on=o["ana"].today),
    "undo": lambda o: take_back(o["fin"], latest(o["fin"].ledger) or pytest.fail("nothing")),
}


def left(office: Office) -> Office:
    """fin has left."""
    office.do("ana", add, "retro", {"title": "Spring", "facilitator": ANA, "people": [ANA, BOB, FIN]})
    office.do("bob", add_card, "R-3", "stop", "the noise")
    office.do("fin", add_card, "R-2", "stop", "the queue")
    office.do("ana", add, "pulse", {"title": "How is it?"})
    office.do("ana", add, "training", {"title": "Till"})
    office.do("boss", edit, "DP-2", {"lead": None})
    office.do("ana", add, "feedback", {"title": "FIN → MKT", "retro": "R-3", "of": "DP-2", "on": "DP-1"})
    office.do("ana", move, "R-3", "vote")
    office.do("boss", edit, FIN, {"left_on": office["boss"].today})
    office["fin"].ledger.catch_up()
    return office


@pytest.mark.parametrize("name", ATTACKS)
def test_refused(office: Office, name: str):
    left(office)
    refused(office, lambda office: lambda: ATTACKS[name](office))


def test_who_leaves_tomorrow_is_here_today(office: Office):
    left(office)
    office.do("boss", edit, FIN, {"left_on": office["boss"].today + timedelta(1)})
    office["ana"].ledger.catch_up()
    for name in ("card", "vote", "done", "kudos", "pulse", "feedback", "comment", "training"):
        ATTACKS[name](office)


def test_votes_open_without_waiting_for_who_has_left(office: Office):
    left(office)
    assert not office.do("bob", course.set_ready, "R-3").votes_open
    assert office.do("ana", course.set_ready, "R-3").votes_open
