"""Retrospectives: cards in columns, votes within the limit, and anonymity that holds in the journal too."""

from datetime import date
from typing import Any

import pytest

from store.commands import add, add_many, edit, edit_many
from store.errors import Invalid, Refused
from store.kinds.card import columns_of
from store.kinds.retro import Retro, add_card, follow_up, group, move, vote
from store.kinds.retro_steps import follow_ups
from store.records import Records
from store.workspace import Workspace
from tests.store.begun import past


@pytest.fixture
def retro(organisation: Workspace) -> Workspace:
    organisation.do(add, "goal", {"title": "Spring"})
    organisation.do(add, "retro", {"title": "R", "votes": 2, "goal": "G-1"})
    organisation.do(add_card, "R-1", "start", "write it down")
    organisation.do(add_card, "R-1", "stop", "late changes")
    return organisation


def card(workspace: Workspace, id: str = "C-1") -> Any:
    return workspace.records.get(id)


def test_a_card_has_its_author_and_a_column_of_the_format(retro: Workspace):
    assert (card(retro).author, card(retro).column) == ("PN-1", "start")
    for column in ("liked", ""):
        with pytest.raises(Refused, match="start, stop, continue"):
            retro.do(add_card, "R-1", column, "x")
    with pytest.raises(Refused, match="wants words"):
        retro.do(add_card, "R-1", "start", "\u200b")
    with pytest.raises(Invalid, match="start, stop, continue"):
        retro.documents.table("card").insert({"text": "x", "retro": "R-1", "column": "liked"})
    with pytest.raises(Invalid, match="cards in its columns"):
        retro.do(edit, "R-1", {"format": "sailboat"})


def test_votes_are_given_within_the_limit_and_taken_back(retro: Workspace):
    with pytest.raises(Refused, match="move it on to vote"):
        retro.do(vote, "C-1")
    retro.do(move, "R-1", "vote")
    retro.do(vote, "C-1")
    retro.do(vote, "C-2")
    with pytest.raises(Refused, match="All 2 votes"):
        retro.do(vote, "C-2")
    with pytest.raises(Invalid, match="only 2 votes"):
        retro.documents.table("card").update({"votes": {"PN-1": 2}}, doc_ids=[1])
    retro.do(vote, "C-1", -1)
    assert (card(retro).votes, card(retro, "C-2").votes) == ({}, {"PN-1": 1})
    with pytest.raises(Refused, match="no vote"):
        retro.do(vote, "C-1", -1)
    retro.do(vote, "C-2")
    retro.do(move, "R-1", "discuss")
    with pytest.raises(Invalid, match="cannot be less"):
        retro.do(edit, "R-1", {"votes": 1})


def test_only_people_vote(retro: Workspace):
    retro.do(move, "R-1", "vote")
    retro.ledger.who = "nobody"
    with pytest.raises(Refused, match="login nobody"):
        retro.do(vote, "C-1")


def test_an_anonymous_card_names_nobody_anywhere(retro: Workspace):
    retro.do(add, "retro", {"title": "Quiet", "anonymous": True})
    retro.ledger.news()
    made = retro.do(add_card, "R-2", "stop", "shouting")
    retro.do(edit, made.id, {"column": "start"})
    with pytest.raises(Refused, match="whoever said it"):
        retro.do(edit, made.id, {"text": "shouting at people"})
    stored = card(retro, made.id)
    assert (stored.author, stored.made_by, stored.changed_by) == (None, "", "")
    entries = retro.ledger.news()
    assert [entry.who for entry in entries] == ["", ""]
    assert b"ana" not in b"".join(repr(entry).encode() for entry in entries)
    with pytest.raises(Invalid, match="anonymous"):
        retro.do(edit, made.id, {"author": "PN-1"})
    with pytest.raises(Invalid, match="promise"):
        retro.do(edit, "R-2", {"anonymous": False})


def test_what_came_out_of_it_is_found_without_reading_all_actions(retro: Workspace, monkeypatch: pytest.MonkeyPatch):
    for at in range(5):
        retro.do(add, "action", {"title": f"x{at}"})
    made = [retro.do(follow_up, "R-1", "One", card_id="C-1").id, retro.do(follow_up, "R-1", "Two").id]
    retro.do(add, "action", {"title": "x", "source": "G-1"})
    assert [each.id for each in follow_ups(retro.records, "R-1")] == made
    retro.do(edit, made[0], {"title": "Other"})
    read: list[str] = []
    decoded = Records.decoded
    monkeypatch.setattr(Records, "decoded", lambda self, table, row: (read.append(table), decoded(self, table, row))[1])
    assert [each.id for each in follow_ups(retro.records, "R-1")] == made
    assert "action" not in read


def test_groups_stay_within_one_retrospective(retro: Workspace):
    retro.do(group, ["C-1", "C-2"], "Writing")
    assert [card(retro, id).group for id in ("C-1", "C-2")] == ["Writing"] * 2
    retro.do(add, "retro", {"title": "Other"})
    other = retro.do(add_card, "R-2", "stop", "x")
    with pytest.raises(Refused, match="different"):
        retro.do(group, ["C-1", other.id], "Mixed")


def test_a_follow_up_knows_where_it_came_from(retro: Workspace):
    action = retro.do(follow_up, "R-1", "Write a checklist", "PN-2", date(2026, 12, 1), "C-1")
    assert (action.source, action.goal, action.owner) == ("C-1", "G-1", "PN-2")
    retro.do(add, "retro", {"title": "Other"})
    with pytest.raises(Refused, match="not a card"):
        retro.do(follow_up, "R-2", "x", card_id="C-1")


def test_a_closed_retrospective_takes_nothing_more(retro: Workspace):
    retro.do(move, "R-1", "closed", "no time")
    for command, args in ((add_card, ("R-1", "start", "x")), (vote, ("C-1",)), (group, (["C-1"], "x"))):
        with pytest.raises(Refused, match="reopen it first"):
            retro.do(command, *args)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="there already"):
        retro.do(move, "R-1", "closed", "no time")
    with pytest.raises(Refused, match="not one of"):
        retro.do(move, "R-1", "party")


def test_votes_of_many_cards_in_one_commit_are_counted_together(retro: Workspace):
    cards = [{"text": str(n), "retro": "R-1", "column": "start", "votes": {f"PN-{n % 3 + 1}": 1}} for n in range(6)]
    retro.do(past(add_many), "card", cards)
    with pytest.raises(Invalid, match="only 2 votes"):
        retro.do(past(add_many), "card", cards)
    retro.do(edit, "R-1", {"votes_open": True})
    with pytest.raises(Invalid, match="only 2 votes"):
        retro.do(past(edit_many), [f"C-{n}" for n in range(1, 7)], {"votes": {"PN-1": 1}})


def test_whoever_names_columns_and_no_format_means_these(organisation: Workspace):
    asked = "Held up: where did we wait?; Helped"
    organisation.do(add, "retro", {"title": "R", "columns": asked})
    organisation.do(add, "retro", {"title": "S"})
    organisation.do(edit, "R-2", {"columns": asked})
    for id in ("R-1", "R-2"):
        assert columns_of(organisation.records.one(Retro, id)) == ("Held up", "Helped")
    organisation.do(edit, "R-2", {"format": "sailboat"})
    assert organisation.records.one(Retro, "R-2").format == "sailboat"
