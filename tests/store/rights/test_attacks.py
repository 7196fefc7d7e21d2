"""Ways by which somebody would be, or speak for, whom they are not, each found by trying: the last step is refused."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest
from tinydb.table import Document

from store import commands
from store.commands.undo import latest, take_back
from store.engine.journal.entry import Entry
from store.kinds import allocation, consensus
from store.kinds.action import Action
from store.records import Changes
from tests.store.rights.office import BOB, FAY, Attack, Office, refused

ATTACKS: dict[str, Attack] = {}


def attack(made: Attack) -> Attack:
    """One of the table: it does what may be done, and returns what may not."""
    ATTACKS[made.__name__] = made
    return made


# Who somebody is


@attack
def joining_again_in_another_department(office: Office):
    office.do("zed", commands.add, "person", {"name": "Zed", "login": "zed", "department": "DP-2"})
    return lambda: office.do("zed", commands.drop, "PN-10", "to join elsewhere")


@attack
def taking_joining_back_to_join_in_another_department(office: Office):
    office.do("zed", commands.add, "person", {"name": "Zed", "login": "zed", "department": "DP-3"})
    office.do("zed", consensus.take_stance, "G-2", "DP-3", "agrees")
    entry = entries(office, "zed")[0]
    return lambda: take_back(office["zed"], entry)


@attack
def joining_as_nobody(office: Office):
    return lambda: office.do("", commands.add, "person", {"name": "Ghost"})


@attack
def a_login_that_reads_like_that_of_another(office: Office):
    return lambda: office.do("cora", commands.add, "person", {"name": "B", "login": "ｂｏｂ"})


@attack
def the_login_of_somebody_who_was_given_another_one(office: Office):
    office.do("cora", commands.add, "person", {"name": "New", "login": "new"})
    office.do("boss", commands.edit, "PN-10", {"login": "newer"})
    return lambda: office.do("cora", commands.drop, "PN-10", "to add new anew")


@attack
def what_no_kind_is_kept_in_by_somebody_who_only_reads(office: Office):
    return lambda: office["vi"].documents.table("notes").insert({"text": "mine"})


@attack
def a_number_behind_which_no_other_fits(office: Office):
    far = Document({"text": "x", "on": "A-1"}, doc_id=999_999_999_999_999)
    return lambda: office["bob"].documents.table("comment").insert(far)


# Taking back and doing again


@attack
def taking_back_what_another_did(office: Office):
    entry = entries(office, "fay")[-1]
    return lambda: take_back(office["bob"], entry)


@attack
def taking_back_the_stance_of_another(office: Office):
    entry = next(each for each in entries(office, "ana") if each.what["verb"] == "stance")
    return lambda: take_back(office["bob"], entry)


@attack
def taking_back_what_was_never_done(office: Office):
    made = entries(office, "bob", of="ana")
    stance = next(each for each in made if each.what["verb"] == "stance")
    forged = msgspec.structs.replace(stance, who="bob")
    return lambda: take_back(office["bob"], forged)


@attack
def a_day_that_is_taken_back_under_who_has_agreed_to_it_since(office: Office):
    office.do("fin", commands.edit, "G-1", {"due": office["fin"].today + timedelta(9)}, why="so")
    office.do("ana", consensus.take_stance, "G-1", "DP-1", "agrees")
    entry = latest(office["fin"].ledger)
    assert entry
    return lambda: take_back(office["fin"], entry, partly=True)


@attack
def a_target_that_is_taken_back_under_who_has_agreed_to_it_since(office: Office):
    office.do("fin", commands.add, "key-result", {"title": "More", "goal": "G-2"})
    office.do("ana", consensus.take_stance, "G-2", "DP-1", "agrees")
    entry = latest(office["fin"].ledger)
    assert entry
    return lambda: take_back(office["fin"], entry)


@attack
def an_old_grant_that_comes_back_beyond_the_capacity(office: Office):
    office.do("fin", commands.done, "AL-1")
    office.do("bob", commands.add, "allocation", {"title": "Ours", "resource": "P-1", "amount": 5})
    office.do("fay", allocation.grant, "AL-2")
    entry = latest(office["fin"].ledger)
    assert entry
    return lambda: take_back(office["fin"], entry)


@attack
def an_old_day_by_the_word_redo(office: Office):
    def command(changes: Changes) -> Any:
        changes.say("redo", of=1)
        return changes.change(changes.one(Action, "A-2"), state="done", done_on=changes.today - timedelta(99))

    return lambda: office.do("bob", command)


def entries(office: Office, who: str, of: str = "") -> list[Entry]:
    """What somebody committed, the oldest first, as ``who`` reads it."""
    ledger = office[who].ledger
    ledger.catch_up()
    return [entry for entry in ledger.entries() if entry.who == (of or who)]


# Goals


@attack
def asking_again_without_having_changed_anything(office: Office):

    def command(changes: Changes) -> Any:
        goal: Any = changes.get("G-1")
        said = goal.stances["DP-2"]
        again = msgspec.structs.replace(said, stance="pending", was=said.stance, asked=changes.now)
        return changes.change(goal, stances={**goal.stances, "DP-2": again})

    return lambda: office.do("bob", command)


@attack
def clearing_the_answer_that_another_gave(office: Office):
    office.do("ana", consensus.answer, "G-1", "DP-2", "we pay half")
    return lambda: office.at("bob", "G-1", "stances", "DP-2", answer="", answered_by="")


@attack
def an_answer_in_the_words_of_a_decision_that_says_something_else(office: Office):
    office.do("cora", commands.add, "decision", {"question": "Pay?", "goal": "G-1"})
    office.do("cora", commands.edit, "D-2", {"answers": ["DP-2"], "chosen": "no"})
    return lambda: office.at("bob", "G-1", "stances", "DP-2", answer="we pay it all", answered_by="D-2")


@attack
def other_words_for_why_somebody_waived(office: Office):
    return lambda: office.at("bob", "G-1", "shares", "DP-1", why="MKT does not care")


@attack
def taking_away_that_another_department_is_ready(office: Office):
    def command(changes: Changes) -> Any:
        goal: Any = changes.get("G-1")
        return changes.change(goal, shares={id: each for id, each in goal.shares.items() if id != "DP-2"})

    return lambda: office.do("bob", command)


@attack
def unready_for_another_department(office: Office):
    return lambda: office.at("bob", "G-1", "shares", "DP-2", ready="", by="bob")


@attack
def a_goal_that_belongs_to_somebody_while_the_accountable_department_has_no_lead(office: Office):
    office.do("fay", commands.edit, "G-1", {"raci": {"DP-3": "A"}})
    return lambda: office.do("bob", commands.edit, "G-1", {"owner": BOB})


@attack
def closing_while_the_accountable_department_has_no_lead(office: Office):
    office.do("fay", commands.edit, "G-1", {"raci": {"DP-3": "A"}})
    return lambda: office.do("bob", commands.drop, "G-1", "because")


@attack
def a_gate_that_hides_what_was_lacking(office: Office):
    def command(changes: Changes) -> Any:
        from store.kinds.goal import Passage

        goal: Any = changes.get("G-2")
        passed = {"prepare": Passage(changes.now, "fay", "go")}
        return changes.change(goal, step="meet", passed=passed)

    return lambda: office.do("fay", command)


@attack
def deleting_a_goal_on_which_others_have_spoken(office: Office):
    office.do("bob", commands.add, "goal", {"title": "Mine", "departments": ["DP-2"], "owner": FAY})
    office.do("fay", consensus.take_stance, "G-3", "DP-2", "objects", "no")
    return lambda: office["bob"].documents.table("goal").remove(doc_ids=[3])


@attack
def a_key_result_deleted_by_a_script_that_asks_nobody(office: Office):
    office.do("bob", commands.add, "key-result", {"title": "Mine", "goal": "G-2"})
    office.do("ana", consensus.take_stance, "G-2", "DP-1", "agrees")
    return lambda: office.do("bob", lambda changes: changes.delete("KR-2"))


@pytest.mark.parametrize("name", ATTACKS)
def test_refused(office: Office, name: str):
    refused(office, ATTACKS[name])
