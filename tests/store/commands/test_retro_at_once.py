"""Many sessions group, vote and write in one retrospective at once: nothing is lost, and nobody has a vote too many."""

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any, NamedTuple

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.commands import add, retro_cards
from store.commands import retro_course as course
from store.engine.ledger import Ledger
from store.engine.state import Tables
from store.errors import ConcordError
from store.kinds import retro
from store.kinds.card import Card
from store.kinds.retro import Retro
from store.kinds.workspace import found
from store.workspace import Workspace, open_workspace
from tests.conftest import LONG

#: A session each: two are ana's, who leads, and two bo's.
SESSIONS = ("ana", "bo", "cy", "ana", "bo")
ID = {"ana": "PN-1", "bo": "PN-2", "cy": "PN-3"}
CARDS = [f"C-{n}" for n in range(1, 6)]
#: Votes a person.
VOTES = 3
#: Why a deed may be refused, whatever the others do.
REFUSED = {"votes-spent", "no-vote", "voted-themselves"}

card, several = st.sampled_from(CARDS), st.lists(st.sampled_from(CARDS), min_size=1, max_size=3, unique=True)
deed = st.one_of(
    st.tuples(st.just("vote"), card, st.sampled_from((1, 1, 1, -1))),
    st.tuples(st.just("enter"), card, st.sampled_from((1, 1, -1))),
    st.tuples(st.just("group"), several, st.sampled_from(("", "Prices", "排班"))),
    st.tuples(st.just("note"), card, st.just("")),
    st.tuples(st.just("put"), st.sampled_from(("start", "stop")), st.just("")),
    st.tuples(st.just("ready"), st.booleans(), st.just("")),
)


@pytest.fixture(scope="module")
def voting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """R-1 takes votes for five cards."""
    folder = tmp_path_factory.mktemp("voting") / "w"
    Ledger.create(str(folder), "Nordwind")
    with open_workspace(str(folder), "ana") as ana:
        ana.do(found, "Nordwind", "UTC", "en", "ana", "Ana", "Marketing")
        for login in ("bo", "cy"):
            ana.do(add, "person", {"name": login.title(), "login": login, "department": "DP-1"})
        held = {"title": "Spring", "facilitator": "PN-1", "departments": ["DP-1"], "votes": VOTES}
        ana.do(add, "retro", held)
        for n in CARDS:
            ana.do(retro.add_card, "R-1", "stop", f"what {n} says")
        for step in ("group", "vote"):
            ana.do(retro.move, "R-1", step)
    return folder


class Said(NamedTuple):
    """What was acknowledged to a session: that it did ``what``, ``how``, for that person."""

    session: int
    name: str
    what: Any
    how: Any
    words: str
    person: str
    made: Any


def done(workspace: Workspace, session: int, name: str, what: Any, how: Any, words: str) -> Said | None:
    """None where it was refused."""
    deeds: dict[str, Callable[[], Any]] = {
        "vote": lambda: workspace.do(retro.vote, what, how),
        "enter": lambda: workspace.do(retro.vote, what, how, ID["cy"] if workspace.who == "ana" else None),
        "group": lambda: workspace.do(retro.group, what, how),
        "note": lambda: workspace.do(retro_cards.note, what, words),
        "put": lambda: workspace.do(retro.add_card, "R-1", what, words),
        "ready": lambda: workspace.do(course.set_ready, "R-1", what),
    }
    try:
        made = deeds[name]()
    except ConcordError as refused:
        if refused.reason not in REFUSED:
            raise
        return None
    voter = "cy" if (name, workspace.who) == ("enter", "ana") else workspace.who
    return Said(session, name, what, how, words, ID[voter], made)


def at_once(folder: str, deeds: list[list[Any]]) -> list[Said]:
    """All sessions begin together; what was acknowledged to them."""
    begin = Barrier(len(SESSIONS))

    def session(n: int) -> list[Said | None]:
        with open_workspace(folder, SESSIONS[n], wait=60) as workspace:
            begin.wait()
            return [done(workspace, n, name, what, how, f"{n} {at}") for at, (name, what, how) in enumerate(deeds[n])]

    with ThreadPoolExecutor(len(SESSIONS)) as pool:
        return [each for found in pool.map(session, range(len(SESSIONS))) for each in found if each]


@settings(max_examples=200 if LONG else 15)
@given(deeds=st.lists(st.lists(deed, min_size=3, max_size=9), min_size=len(SESSIONS), max_size=len(SESSIONS)))
def test_what_was_acknowledged_is_there_and_no_vote_is_one_too_many(voting: Path, deeds: list[list[Any]]):
    with tempfile.TemporaryDirectory() as place:
        folder = shutil.copytree(voting, f"{place}/w")
        said = at_once(str(folder), deeds)
        with open_workspace(str(folder), "ana") as ana:
            ana.do(course.open_votes, "R-1")
            cards = {each.id: each for each in ana.records.all(Card)}
            nothing_is_lost(cards, said)
            ready = set(ana.records.one(Retro, "R-1").ready)
            last = {(each.person, each.session): each.what for each in said if each.name == "ready"}
            for person in ID.values():
                assert (person in ready) in ({what for (who, _n), what in last.items() if who == person} or {False})
            no_vote_too_many(ana)


def nothing_is_lost(cards: dict[str, Card], said: list[Said]) -> None:
    """Votes, notes and cards are those that were acknowledged, each once; a card is in a group that it was put into."""
    votes = Counter[tuple[str, str]]()
    for each in said:
        if each.name in ("vote", "enter"):
            votes[each.what, each.person] += each.how
    given = {(id, who): n for id, card in cards.items() for who, n in card.votes.items()}
    assert given == {key: n for key, n in votes.items() if n}
    written = [each.text for card in cards.values() for each in card.notes]
    assert sorted(written) == sorted(each.words for each in said if each.name == "note")
    put = {each.made.id: each.words for each in said if each.name == "put"}
    assert {id: card.text for id, card in cards.items() if id not in CARDS} == put
    for id, card in cards.items():
        names = {each.how for each in said if each.name == "group" and id in each.what}
        assert card.group in (names or {""})


def no_vote_too_many(workspace: Workspace) -> None:
    """Not after any entry of the journal."""
    tables = Tables(reuse_numbers=False)
    for entry in workspace.ledger.entries():
        tables.apply(entry.changes)
        given = Counter[str]()
        for _n, raw in tables.tables["card"].items() if "card" in tables.tables else ():
            given.update(msgspec.json.decode(raw).get("votes", {}))
        assert not [who for who, n in given.items() if n > VOTES], entry
