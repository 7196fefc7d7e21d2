"""Several sessions in one retrospective at once: no card, group or vote is lost, and nobody gives more than theirs.

Each is a process of its own that follows a plan; hypothesis makes the plans. With `CONCORD_LONG` many more.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.commands import add
from store.engine.ledger import Ledger
from store.kinds.card import Card
from store.kinds.retro import add_card, group, move, vote
from store.kinds.workspace import found
from store.records import Records
from store.workspace import open_workspace

ROOT = Path(__file__).parents[3]
#: So many votes each person has, so many cards there are to begin with, so many people, each in two sessions.
VOTES, CARDS, PEOPLE = 3, 4, 2
#: What one session does, one after the other; what is refused it counts.
SESSION = """
import json, sys
from store.errors import Refused
from store.kinds.retro import add_card, group, vote
from store.workspace import open_workspace

folder, who, plan = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
done = []
with open_workspace(folder, who) as workspace:
    sys.stdin.readline()
    for what, card in plan:
        try:
            if what == "card":
                done.append([what, workspace.do(add_card, "R-1", "stop", f"{who} {card}").id])
            elif what == "group":
                workspace.do(group, [f"C-{card}"], f"group {who}")
                done.append([what, f"C-{card}"])
            else:
                for_whom = "PN-2" if what == "for" else None
                workspace.do(vote, f"C-{card}", -1 if what == "back" else 1, for_whom)
                done.append([what, f"C-{card}"])
        except Refused:
            done.append(["refused", what])
print(json.dumps(done))
"""
deeds = st.tuples(st.sampled_from(["vote", "vote", "vote", "back", "group", "card", "for"]), st.integers(1, CARDS))
plans = st.lists(st.lists(deeds, min_size=4, max_size=12), min_size=2 * PEOPLE, max_size=2 * PEOPLE)


def _begun(folder: str) -> None:
    Ledger.create(folder, "Crowd")
    with open_workspace(folder, "p1") as first:
        first.do(found, "Crowd", "UTC", "en", "p1", "P 1", "Everybody")
        first.do(add, "person", {"name": "P 2", "login": "p2"})
        first.do(add, "retro", {"title": "Back", "votes": VOTES, "facilitator": "PN-1"})
        for n in range(CARDS):
            first.do(add_card, "R-1", "start", f"card {n}")
        first.do(move, "R-1", "vote")


def _together(folder: str, given_plans: list[list[tuple[str, int]]]) -> dict[str, list[list[str]]]:
    """What each person was told that it is done, of the sessions that begin at the same time."""
    sessions = [(f"p{n % PEOPLE + 1}", plan) for n, plan in enumerate(given_plans)]
    running: list[tuple[str, subprocess.Popen[str]]] = []
    for who, plan in sessions:
        words = [sys.executable, "-c", SESSION, folder, who, json.dumps(plan)]
        process = subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        running.append((who, process))
    told: dict[str, list[list[str]]] = {}
    for _who, process in running:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for who, process in running:
        out, _err = process.communicate(timeout=60)
        assert process.returncode == 0
        told[who] = told.get(who, []) + json.loads(out)
    return told


@given(plans)
@settings(
    max_examples=60 if os.environ.get("CONCORD_LONG") else 3,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
def test_nothing_is_lost_and_nobody_has_more_votes(given_plans: list[list[tuple[str, int]]]):
    with tempfile.TemporaryDirectory() as place:
        folder = str(Path(place) / "w")
        _begun(folder)
        told = _together(folder, given_plans)
        with open_workspace(folder, "p1") as fresh:
            cards = [*Records(fresh.ledger.unveiled).pointing(Card, "retro", "R-1")]
    done = [(who, *each) for who, deeds in told.items() for each in deeds]
    made = {id for _who, what, id in done if what == "card"}
    assert made <= {card.id for card in cards}
    assert len(cards) == CARDS + len(made)
    grouped = {id for _who, what, id in done if what == "group"}
    assert {card.id for card in cards if card.group} == grouped
    votes: Counter[str] = Counter()
    for card in cards:
        votes.update(card.votes)
    expected: Counter[Any] = Counter()
    for who, what, _id in done:
        expected["PN-2" if what == "for" else f"PN-{who[1:]}"] += {"vote": 1, "for": 1, "back": -1}.get(what, 0)
    assert votes == +expected
    assert max(votes.values(), default=0) <= VOTES


def test_a_group_and_a_vote_at_once_both_stay(tmp_path: Path):
    """What another session did meanwhile is not undone by what one writes of the same card."""
    folder = str(tmp_path / "w")
    _begun(folder)
    with open_workspace(folder, "p1") as one, open_workspace(folder, "p2") as other:
        one.do(vote, "C-1")
        other.do(group, ["C-1", "C-2"], "Noise")
        other.do(vote, "C-1")
        card = Records(other.ledger.unveiled).one(Card, "C-1")
    assert (card.votes, card.group) == ({"PN-1": 1, "PN-2": 1}, "Noise")
