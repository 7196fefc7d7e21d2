"""A workspace with retrospectives under way, in which every word that is not for everybody is an animal of its own."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from store import clock, commands
from store.engine import identity
from store.engine.ledger import Ledger
from store.kinds import retro
from store.kinds.workspace import found
from store.workspace import open_workspace

#: What ben says where it is named: put up, in other words before, among its tags, and taken back.
BENS = ("quokka", "narwhal", "okapi", "axolotl")
#: What ana says there, what he says about it where everybody reads it, and what nobody knows whose it is.
ANAS, OPEN, NOBODYS = "zebra", "tapir", ("ibis", "gnu")
#: What ben and cai gave to a card, and both together.
GIVEN = (83, 89, 172)
#: ana leads all three: R-1 gathers, so does R-2 anonymously, R-3 votes.
PEOPLE = ("ana", "ben", "cai")
ANA, BEN = "PN-2", "PN-3"


def furnish(folder: str) -> None:
    """By those who may."""
    Ledger.create(folder, "Nordwind")

    def do(who: str, command: Callable[..., Any], *given: Any, **values: Any) -> Any:
        with open_workspace(folder, who) as workspace:
            return workspace.do(command, *given, **values)

    do("boss", found, "Nordwind", "UTC", "en", "boss", "Boss", "Marketing")
    for login in PEOPLE:
        do("boss", commands.add, "person", {"name": login.title(), "login": login, "department": "DP-1"})
    do("boss", commands.add, "person", {"name": "Vi", "login": "vi", "department": "DP-1", "role": "viewer"})
    for title, values in (("Spring", {}), ("Quiet", {"anonymous": True}), ("Summer", {"votes": 100})):
        do("ana", commands.add, "retro", {"title": title, "facilitator": ANA, **values})
    do("ana", retro.add_card, "R-1", "start", ANAS)
    do("ben", retro.add_card, "R-1", "stop", BENS[1])
    do("ben", commands.edit, "C-2", {"text": BENS[0], "tags": [BENS[2]]})
    do("ben", retro.add_card, "R-1", "stop", BENS[3])
    do("ben", commands.edit, "C-3", {"text": f"{BENS[3]}s"})
    do("ben", commands.drop, "C-3", "not now")
    for word in NOBODYS:
        do("ben", retro.add_card, "R-2", "stop", word)
    do("cai", retro.add_card, "R-3", "stop", OPEN)
    do("ana", retro.move, "R-3", "group")
    do("ana", retro.move, "R-3", "vote")
    do("ben", retro.vote, "C-6", GIVEN[0])
    do("cai", retro.vote, "C-6", GIVEN[1])
    do("cai", commands.add, "action", {"title": "Paint", "source": "C-4"})


def as_one(patch: pytest.MonkeyPatch, folder: str, who: str) -> None:
    """From now on ``who`` gives the commands, at one moment that never passes."""
    patch.setattr(identity, "os_user", lambda: who)
    patch.setattr(identity, "has_account", lambda _login: True)
    patch.setattr(clock, "now", lambda: datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    patch.setenv("CONCORD_WORKSPACE", folder)
