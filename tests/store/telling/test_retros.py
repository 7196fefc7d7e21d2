"""What a retrospective tells in the history: its steps, its votes, what is tried and whether that helped."""

from typing import Any

import pytest

from store import history
from store.commands import add
from store.commands import retro_cards as cards
from store.commands import retro_course as course
from store.kinds.retro import add_card, group, move, vote
from store.workspace import Workspace

DEEDS: list[tuple[Any, tuple[Any, ...], str]] = [
    (move, ("R-1", "group"), "ana took R-1 Back to its groups"),
    (group, (["C-1"], "Noise"), "ana grouped cards of R-1 Back"),
    (cards.split, (["C-1"],), "ana took cards of R-1 Back out of their group"),
    (move, ("R-1", "vote"), "ana took R-1 Back to its votes"),
    (vote, ("C-1",), "ana voted in R-1 Back"),
    (vote, ("C-1", 1, "PN-2"), "ana entered what bo votes in R-1 Back"),
    (course.set_ready, ("R-1",), "ana is done with the step of R-1 Back"),
    (course.set_ready, ("R-1", True, "PN-2"), "ana: bo is done in R-1 Back"),
    (course.set_ready, ("R-1", False), "ana is not done yet in R-1 Back"),
    (course.open_votes, ("R-1",), "ana opened the votes of R-1 Back"),
    (move, ("R-1", "discuss"), "ana took R-1 Back to its discussion"),
    (cards.note, ("C-1", "every Friday"), "ana noted on C-1 the noise: every Friday"),
    (course.set_change, ("R-1", "A quiet hour"), "ana set what is tried after R-1 Back: A quiet hour"),
    (course.set_minutes, ("R-1", "discuss", 20), "ana planned how long the steps of R-1 Back take"),
    (course.lead, ("R-1", "PN-2"), "ana lets bo lead R-1 Back"),
    (course.plan_next, ("R-1",), "ana added R-2 Back"),
    (cards.carry, ("C-1",), "ana put a card on R-2 Back: the noise; ana carried C-1 the noise into R-2 Back"),
    (course.close, ("R-1", "no time"), "ana closed R-1 Back"),
    (course.judge_change, ("R-2", "partly", "in the mornings"), "ana: what R-1 Back tried helped in part"),
    (course.reopen, ("R-1", "too early"), "ana reopened R-1 Back"),
]


@pytest.fixture
def told(organisation: Workspace) -> list[str]:
    organisation.do(add, "retro", {"title": "Back", "votes": 5})
    organisation.do(add_card, "R-1", "stop", "the noise")
    said = list[str]()
    for command, given, _words in DEEDS:
        ledger, seq = organisation.ledger, organisation.ledger.seq
        organisation.do(command, *given)
        entries = history.since(ledger, seq)
        told = [*history.told(entries, organisation.records)] or [*history.life(ledger, organisation.records, "R-1")][
            :1
        ]
        said.append("; ".join(str(each.words) for each in told))
    return said


def test_each_deed_has_its_sentence(told: list[str]):
    assert told == [words for _command, _given, words in DEEDS]
