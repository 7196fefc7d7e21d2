"""What an ordinary day has, beside what is refused."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from store import commands
from store.commands.deciding_anew import decide_anew
from store.commands.undo import latest, take_back
from store.kinds import allocation, consensus, gates, request, retro
from store.kinds.blocker import block, raise_again
from store.kinds.ending import ALL, DROP, with_rest
from store.kinds.escalation import escalate
from store.kinds.goal import Goal
from store.records import Changes
from tests.store.rights.office import ANA, BOB, FAY, FIN, OLGA, Office


def test_a_colleague_takes_the_action_over(office: Office):
    office.do("fin", commands.edit, "A-2", {"owner": FIN})


def test_what_nobody_owns_anybody_takes(office: Office):
    office.do("bob", commands.add, "action", {"title": "Free"})
    office.do("olga", commands.edit, "A-3", {"owner": OLGA})
    office.do("olga", commands.edit, "A-3", {"owner": BOB})


def test_whoever_made_it_gives_it_to_another(office: Office):
    office.do("bob", commands.add, "action", {"title": "For Fay", "owner": FAY, "department": "DP-2"})
    office.do("bob", commands.edit, "A-3", {"owner": FIN})


def test_whoever_does_the_action_delivers_wherever_they_are(office: Office):
    office.do("fin", commands.edit, "A-1", {"owner": OLGA})
    office.do("olga", commands.done, "A-1")
    assert office.get("Q-1").state == "delivered"
    office.do("ana", commands.reopen, "Q-1")


def test_what_was_released_by_mistake_is_taken_back(office: Office):
    office.do("fin", commands.done, "AL-1")
    entry = latest(office["fin"].ledger)
    assert entry
    take_back(office["fin"], entry)
    assert office.get("AL-1").state == "granted"


def test_a_moved_day_is_taken_back_and_done_again(office: Office):
    office.do("fin", commands.edit, "G-1", {"due": office["fin"].today + timedelta(9)}, why="so")
    assert office.get("G-1").stances["DP-1"].stance == "pending"
    for again in (False, True, False):
        entry = latest(office["fin"].ledger, again=again)
        assert entry
        take_back(office["fin"], entry, again=again)
    assert office.get("G-1").stances["DP-1"].stance == "agrees"


def test_whoever_decided_thinks_again(office: Office):
    office.do("fay", decide_anew, "D-1", {"chosen": "blue", "why": "dearer"})
    assert office.get("D-1").superseded_by == "D-2"
    assert office.get("D-2").decided_by == (FAY,)


def test_another_who_has_decided_adds_themselves(office: Office):
    office.do("ana", commands.edit, "D-1", {"decided_by": [FAY, ANA]})


def test_what_a_script_puts_back_is_its_own(office: Office):
    def command(changes: Changes) -> None:
        made = {"text": "I agree", "on": "A-1", "made_by": "fay", "made_at": "2026-01-01T00:00:00Z", "rev": 3}
        changes.transaction.restore("comment", 77, made)

    office.do("bob", command)
    made = office.get("CM-77")
    assert (made.made_by, made.rev, made.made_at.date()) == ("bob", 1, office["bob"].today)


def test_a_script_does_not_say_that_it_takes_back(office: Office):
    def command(changes: Changes) -> Any:
        changes.say("undo", of=1)
        return changes.change(changes.get("A-2"), title="Other")

    office.do("bob", command)
    assert next(office["bob"].ledger.backwards()).what == {"verb": "write"}


def test_the_pool_changes_what_is_asked_for_and_who_asks_needs_less(office: Office):
    office.do("bob", commands.add, "allocation", {"title": "Ours", "resource": "P-1", "amount": 3})
    office.do("fay", commands.edit, "AL-2", {"amount": 1})
    office.do("fay", allocation.grant, "AL-2")
    office.do("ana", commands.edit, "AL-2", {"amount": 0.5})


def back_and_again(office: Office, who: str) -> None:
    """What somebody did last is taken back and done again."""
    for again in (False, True):
        entry = latest(office[who].ledger, again=again)
        assert entry
        take_back(office[who], entry, again=again)


def test_an_import_of_what_is_half_way_is_taken_back_and_done_again(office: Office):
    def command(changes: Changes) -> None:
        changes.add(Goal(title="Elsewhere", step="execute"))
        changes.say("import", format="csv")

    office.do("cora", command)
    back_and_again(office, "cora")
    assert office.get("G-3").step == "execute"


def test_what_was_deleted_comes_back_as_it_was_answered(office: Office):
    office["cora"].documents.table("allocation").remove(doc_ids=[1])
    back_and_again(office, "cora")
    entry = latest(office["cora"].ledger)
    assert entry
    take_back(office["cora"], entry)
    assert office.get("AL-1").state == "granted"


def test_every_act_is_taken_back_and_done_again(office: Office):
    for who, act in ACTS.items():
        act(office, who.partition(" ")[0])
        back_and_again(office, who.partition(" ")[0])


ACTS: dict[str, Callable[[Office, str], Any]] = {
    "fay stance": lambda office, who: office.do(who, consensus.take_stance, "G-1", "DP-2", "reservation", "dear"),
    "ana ready": lambda office, who: office.do(who, consensus.mark_ready, "G-1", "DP-1"),
    "fay gate": lambda office, who: office.do(who, gates.advance, "G-1", "so that we go on"),
    "bob day": lambda office, who: office.do(
        who, commands.edit, "MS-1", {"due": office[who].today + timedelta(1)}, why="late"
    ),
    "fin done": lambda office, who: office.do(who, commands.done, "A-1"),
    "ana confirm": lambda office, who: office.do(who, request.confirm, "Q-1"),
    "ana ask": lambda office, who: office.do(who, commands.add, "allocation", {"title": "O", "resource": "P-1"}),
    "fay grant": lambda office, who: office.do(who, allocation.grant, "AL-2"),
    "fay decline": lambda office, who: office.do(who, allocation.decline, "AL-1", "no room"),
    "ana decide": lambda office, who: office.do(who, commands.add, "decision", {"question": "Why?", "chosen": "so"}),
    "bob block": lambda office, who: office.do(who, block, ["A-2"], "No ink"),
    "bob raise": lambda office, who: office.do(who, raise_again, "B-2"),
    "bob escalate": lambda office, who: office.do(who, escalate, "B-2", ANA),
    "bob resolve": lambda office, who: office.do(who, commands.done, "B-2", "bought"),
    "bob reopen": lambda office, who: office.do(who, commands.reopen, "B-2"),
    "bob card": lambda office, who: office.do(who, retro.add_card, "R-2", "stop", "mud"),
    "bob vote": lambda office, who: [office.do(who, retro.move, "R-2", "vote"), office.do(who, retro.vote, "C-2")],
    "bob posts": lambda office, who: office.do(who, commands.add, "standup", {"day": office[who].today}),
    "bob opens": lambda office, who: office.do(who, commands.add, "round", {"day": office[who].today}),
    "bob comment": lambda office, who: office.do(who, commands.comment, "A-1", "well"),
    "fay closes": lambda office, who: office.do(who, with_rest, {ALL: DROP}, commands.drop, "G-1", "no need"),
    "fay new": lambda office, who: office.do(who, commands.add, "goal", {"title": "Next", "departments": ["DP-1"]}),
}


def test_a_goal_goes_all_the_way(office: Office):
    office.do("bob", consensus.answer, "G-1", "DP-2", "we pay half")
    for _ in range(3):
        office.do("fay", gates.advance, "G-1", "so that we go on")
    office.do("fay", gates.go_back, "G-1", "prepare")
    for step in range(5):
        outcome = "missed" if step == 4 else ""
        office.do("fay", with_rest, {ALL: DROP}, gates.advance, "G-1", "so that we go on", outcome)
    office.do("fay", commands.reopen, "G-1")


def test_a_card_that_is_moved_voted_for_and_grouped(office: Office):
    office.do("fay", commands.edit, "C-2", {"column": "start", "text": "the mud"})
    office.do("bob", retro.move, "R-2", "group")
    office.do("bob", retro.group, ["C-2"], "dirt")
    office.do("bob", retro.move, "R-2", "vote")
    office.do("bob", retro.vote, "C-2")
    office.do("bob", retro.move, "R-1", "vote")
    office.do("bob", retro.vote, "C-1")
    office.do("cora", commands.drop, "C-1", "offends")


def test_an_own_goal_that_nobody_has_spoken_on_is_deleted(office: Office):
    office.do("bob", commands.add, "goal", {"title": "Mine", "owner": FAY})
    entry = latest(office["bob"].ledger)
    assert entry
    take_back(office["bob"], entry)


def test_a_coordinator_sets_everything_right(office: Office):
    office.do("cora", commands.edit, "A-2", {"owner": BOB, "department": "DP-1"})
    office.do("cora", commands.done, "A-1")
    office.do("cora", decide_anew, "D-1", {"chosen": "blue", "decided_by": [ANA]})
    office.do("cora", commands.edit, "AL-1", {"goal": "G-2"})
