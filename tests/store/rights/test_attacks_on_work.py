"""Ways by which somebody would bring about what is for others to do, each found by trying; the last step is refused."""

from datetime import timedelta
from typing import Any

import pytest
from tinydb.table import Document

from store import commands
from store.kinds import allocation, request, retro
from store.kinds.blocker import Raising, block
from store.kinds.card import Card
from store.kinds.check_in import CheckIn
from store.kinds.decision import Decision
from store.records import Changes
from tests.store.begun import past
from tests.store.rights.office import BOB, OLGA, Attack, Office, refused

ATTACKS: dict[str, Attack] = {}


def attack(made: Attack) -> Attack:
    """One of the table: it does what may be done, and returns what may not."""
    ATTACKS[made.__name__] = made
    return made


# Pools


@attack
def a_grant_taken_to_another_goal(office: Office):
    return lambda: office.do("bob", commands.edit, "AL-1", {"goal": "G-2"})


@attack
def deleting_the_pool_that_one_gave_away(office: Office):
    office.do("bob", commands.add, "resource", {"name": "Van", "department": "DP-1"})
    office.do("ana", commands.edit, "P-2", {"department": "DP-2"})
    return lambda: office.do("bob", commands.drop, "P-2", "gone")


@attack
def deleting_what_another_declined(office: Office):
    office.do("bob", commands.add, "allocation", {"title": "Ours", "resource": "P-1"})
    office.do("fay", allocation.decline, "AL-2", "no room")
    return lambda: office["bob"].documents.table("allocation").remove(doc_ids=[2])


@attack
def other_terms_for_what_another_department_asks(office: Office):
    office.do("bob", commands.add, "allocation", {"title": "Ours", "resource": "P-1", "amount": 1})
    return lambda: office.do("olga", commands.edit, "AL-2", {"amount": 5})


@attack
def less_of_what_another_department_was_granted(office: Office):
    return lambda: office.do("olga", commands.edit, "AL-1", {"amount": 1})


@attack
def releasing_what_was_declined(office: Office):
    office.do("bob", commands.add, "allocation", {"title": "Ours", "resource": "P-1"})
    office.do("fay", allocation.decline, "AL-2", "no room")
    return lambda: office.put("bob", "AL-2", state="released", reason="not needed any more")


# Requests


@attack
def asking_for_something_else_in_the_name_of_another_department(office: Office):
    return lambda: office.do("fin", commands.edit, "Q-1", {"title": "Nothing"})


@attack
def needing_it_later_in_the_name_of_another_department(office: Office):
    return lambda: office.do("fin", commands.edit, "Q-1", {"need_by": office["fin"].today + timedelta(99)})


@attack
def delivered_by_an_action_of_ones_own(office: Office):
    office.do("bob", commands.add, "action", {"title": "Other", "owner": BOB})

    def command(changes: Changes) -> Any:
        made: Any = changes.get("A-3")
        changes.change(made, state="done", done_on=changes.today)
        return changes.change(changes.get("Q-1"), state="delivered", delivered=changes.today, action="A-3")

    return lambda: office.do("olga", command)


@attack
def delivered_for_another_department_by_doing_its_action(office: Office):
    return lambda: office.do("olga", commands.done, "A-1")


@attack
def declined_for_another_department_by_dropping_its_action(office: Office):
    return lambda: office.do("olga", commands.drop, "A-1", "not wanted")


@attack
def delivered_by_taking_the_action_over_first(office: Office):
    def last_step() -> None:
        office.do("olga", commands.edit, "A-1", {"owner": OLGA})
        office.do("olga", commands.done, "A-1")

    return last_step


@attack
def an_offer_changed_on_the_way_of_a_delivery(office: Office):
    def command(changes: Changes) -> Any:
        made: Any = changes.get("A-1")
        changes.change(made, state="done", done_on=changes.today)
        return changes.change(changes.get("Q-1"), state="delivered", delivered=changes.today, offer="less")

    return lambda: office.do("fin", command)


@attack
def confirmed_before_it_was_delivered(office: Office):
    def command(changes: Changes) -> Any:
        return changes.change(changes.get("Q-1"), state="confirmed", confirmed=changes.today)

    return lambda: office.do("ana", command)


@attack
def deleting_a_request_that_was_declined(office: Office):
    office.do("bob", commands.add, "request", {"title": "More", "department": "DP-2"})
    office.do("fin", request.decline, "Q-2", "no")
    return lambda: office["bob"].documents.table("request").remove(doc_ids=[2])


# Actions and milestones


@attack
def taking_an_action_from_somebody_of_another_department(office: Office):
    return lambda: office.do("bob", commands.edit, "A-2", {"owner": BOB})


@attack
def taking_an_action_to_another_department_first(office: Office):
    return lambda: office.do("bob", commands.edit, "A-2", {"department": "DP-1"})


@attack
def another_day_on_which_it_was_done(office: Office):
    office.do("fay", commands.done, "A-2")
    entry_day = office["bob"].today - timedelta(5)
    office.do("cora", commands.add, "standup", {"day": entry_day, "person": BOB})
    return lambda: office.put("bob", "A-2", done_on=entry_day)


@attack
def an_old_day_by_the_standup_entry_of_another(office: Office):
    day = office["fay"].today - timedelta(30)
    office.do("fay", commands.add, "standup", {"day": day, "lines": [{"id": "1", "text": "x"}]})
    made = {"title": "Old", "state": "done", "done_on": day, "source": "SU-1"}
    return lambda: office.do("bob", commands.add, "action", made)


@attack
def taking_over_the_milestone_of_another_department(office: Office):
    return lambda: office.do("bob", commands.edit, "MS-1", {"owner": BOB})


@attack
def taking_over_the_key_result_of_another_department(office: Office):
    return lambda: office.do("bob", commands.edit, "KR-1", {"owner": BOB})


@attack
def a_reading_of_a_day_to_come(office: Office):
    made = CheckIn(value=99, key_result="KR-1", on=office["bob"].today + timedelta(9))
    return lambda: office.do("bob", lambda changes: changes.add(made))


# Blockers and decisions


@attack
def raised_on_days_on_which_nobody_met(office: Office):
    made = office.do("bob", block, ["A-2"], "No ink")
    return lambda: office.put("bob", made.id, raised=(Raising("2026-01-01", "bob"), Raising("2026-01-02", "bob")))


@attack
def opened_again_without_the_days_in_which_it_held(office: Office):
    return lambda: office.put("bob", "B-1", resolved=None, resolution="")


@attack
def a_resolution_in_the_words_of_a_decision_about_something_else(office: Office):
    office.do("cora", commands.add, "decision", {"question": "Pay?", "chosen": "no"})
    return lambda: office.put("bob", "B-1", resolution="D-2: no")


@attack
def what_another_has_decided_rewritten(office: Office):
    return lambda: office.do("bob", commands.edit, "D-1", {"chosen": "blue"})


@attack
def why_another_has_decided_so_rewritten(office: Office):
    return lambda: office.do("bob", commands.edit, "D-1", {"why": "a whim"})


@attack
def answering_an_objection_by_the_decision_of_another(office: Office):
    return lambda: office.do("bob", commands.edit, "D-1", {"answers": ["DP-2"]})


@attack
def a_blocker_ended_by_the_decision_of_another(office: Office):
    office.do("bob", block, ["A-2"], "No ink")
    return lambda: office.do("bob", commands.edit, "D-1", {"ends": ["B-1", "B-2"]})


@attack
def other_options_than_another_had(office: Office):
    return lambda: office.do("bob", commands.edit, "D-1", {"options": "red, or the sack"})


@attack
def decided_without_hearing_who_is_to_be_consulted(office: Office):
    office.do("fay", commands.edit, "G-1", {"raci": {"DP-2": "A", "DP-3": "C"}})

    def command(changes: Changes) -> Any:
        made = Decision(question="Who?", chosen="me", decided=changes.today, decided_by=(BOB,), goal="G-1")
        return changes.add(made)

    return lambda: office.do("bob", command)


@attack
def a_standup_closed_over_what_was_raised_again(office: Office):
    made = office.do("bob", block, ["A-2"], "No ink")
    office["bob"].do(past(office_raised), made.id)
    office.do("bob", commands.add, "round", {"day": office["bob"].today})
    return lambda: office.do("bob", lambda changes: changes.change(changes.get("SR-1"), closed=changes.now))


def office_raised(changes: Changes, id: str) -> Any:
    days = (Raising(str(changes.today - timedelta(n)), "bob") for n in (2, 1))
    return changes.change(changes.get(id), raised=tuple(days))


@attack
def decided_without_saying_when(office: Office):
    return lambda: office.do("bob", lambda changes: changes.add(Decision(question="Who?", chosen="me")))


# Retrospectives


@attack
def votes_brought_along_from_a_retrospective_of_ones_own(office: Office):
    office.do("bob", commands.add, "retro", {"title": "Mine", "votes": 100})
    office.do("bob", retro.add_card, "R-3", "stop", "me first")
    office.do("bob", retro.move, "R-3", "vote")
    office.do("bob", retro.vote, "C-3", 90)
    return lambda: office.do("bob", commands.edit, "C-3", {"retro": "R-2"})


@attack
def the_card_of_another_taken_elsewhere(office: Office):
    return lambda: office.do("bob", commands.edit, "C-2", {"retro": "R-1"})


@attack
def other_words_on_an_anonymous_card(office: Office):
    return lambda: office.do("bob", commands.edit, "C-1", {"text": "all is well"})


@attack
def deleting_an_anonymous_card(office: Office):
    return lambda: office.do("bob", commands.drop, "C-1", "not nice")


@attack
def changing_something_in_the_shadow_of_an_anonymous_card(office: Office):
    def command(changes: Changes) -> None:
        changes.add(Card(text="x", retro="R-1", column="stop"))
        changes.change(changes.get("A-2"), title="Nobody knows who did this")

    return lambda: office.do("bob", command)


@attack
def deleting_something_in_the_shadow_of_an_anonymous_card(office: Office):
    office.do("bob", commands.add, "lesson", {"title": "x"})

    def command(changes: Changes) -> None:
        changes.add(Card(text="x", retro="R-1", column="stop"))
        changes.delete("L-1")

    return lambda: office.do("bob", command)


# Ids


@attack
def an_id_that_was_somebody_elses(office: Office):
    office.do("bob", commands.comment, "A-1", "mine")
    office.do("bob", commands.drop, "CM-2", "a mistake")
    again = Document({"text": "another", "on": "A-1"}, doc_id=2)
    return lambda: office["olga"].documents.table("comment").insert(again)


@pytest.mark.parametrize("name", ATTACKS)
def test_refused(office: Office, name: str):
    refused(office, ATTACKS[name])
