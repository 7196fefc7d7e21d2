"""Questions go round: asked of departments until a day, answered by who speaks for them, decided by whoever asked."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from store.commands import add, edit
from store.commands.circulating import answer, circulate, take_stance, turned_out, withdraw
from store.commands.undo import latest, take_back
from store.errors import ConcordError, Refused
from store.history.narrative import life
from store.insight import my_day
from store.insight.notifications import told
from store.insight.overview import Overview
from store.kinds.decision import Decision, is_circulating, is_due, unanswered
from store.kinds.person import Person
from tests.store.rights.office import Office, furnish

#: DP-1 MKT is led by ana, DP-2 FIN by fay, DP-3 OPS by nobody, olga is of it; bob asks. D-1 is decided in the office.
MKT, FIN, OPS = "DP-1", "DP-2", "DP-3"
Does = Callable[[Office], Any]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("circulating") / "asked"
    furnish(str(folder))
    office = Office(str(folder))
    today = office["bob"].today
    question = {"question": "Where is the stand?", "options": "Leipzig\n+ near\nHalle", "goal": "G-2"}
    office.do("bob", add, "decision", question)
    office.do("bob", circulate, "D-2", [FIN, OPS], today + timedelta(3), "Leipzig")
    office.close()
    return folder


@pytest.fixture
def office(asked: Path, tmp_path: Path) -> Any:
    found = Office.copy(asked, tmp_path / "office")
    yield found
    found.close()


def decision(office: Office, id: str = "D-2") -> Decision:
    found: Decision = office.get(id)
    return found


def day_of(office: Office, who: str, after: int = 0) -> list[tuple[str, str]]:
    """The section and the reason by which the question stands in somebody's day."""
    office[who].ledger.catch_up()
    here = office[who].today + timedelta(after)
    person = office[who].records.person_of(who)
    assert person is not None
    found = my_day.of(Overview(office[who].ledger, here), person.id)
    return [(each.section, str(each.why)) for each in found if each.id == "D-2"]


def test_from_asking_to_deciding(office: Office):
    today = office["bob"].today
    until = today + timedelta(3)
    assert (is_circulating(decision(office)), unanswered(decision(office))) == (True, (FIN, OPS))
    assert day_of(office, "fay") == [("answers", f"the stance of FIN until {until}")]
    assert [day_of(office, "olga", days)[0][0] for days in (0, 3, 4)] == ["answers", "today", "late"]
    assert day_of(office, "fin") == day_of(office, "bob") == []
    office.do("olga", take_stance, "D-2", OPS, "agrees")
    assert day_of(office, "bob", 4) == [("waits", f"FIN has not answered until {until}")]
    office.do("fay", take_stance, "D-2", FIN, "objects", "too dear")
    assert day_of(office, "bob") == [("waits", "all have answered: decide it")]
    office.do("ana", answer, "D-2", FIN, "we share it")
    office.do("bob", edit, "D-2", {"chosen": "Leipzig", "despite": "the hall is booked"})
    made = decision(office)
    assert (made.chosen, made.decided, made.stances[FIN].reason) == ("Leipzig", today, "too dear")
    assert not is_circulating(made)


def unread(office: Office) -> dict[str, str]:
    """Who finds the last commit unread, and why."""
    boss = office["boss"]
    boss.ledger.catch_up()
    found = told(next(iter(boss.ledger.backwards())), boss.records, lambda _id: ())
    return {boss.records.one(Person, each.to).login: str(each.why) for each in found}


def test_each_is_told_what_waits_for_them(office: Office):
    until = office["bob"].today + timedelta(3)
    office.do("bob", circulate, "D-2", [MKT, FIN, OPS])
    assert unread(office) == {"ana": f"MKT is asked about D-2 until {until}"}
    office.do("olga", take_stance, "D-2", OPS, "objects", "too far")
    assert unread(office) == {"bob": "OPS objects to D-2"}
    office.do("bob", answer, "D-2", OPS, "there is a bus")
    assert unread(office) == dict.fromkeys(("olga", "ria"), "D-2: the objection of OPS has an answer")
    office.do("ana", take_stance, "D-2", MKT, "agrees")
    assert unread(office) == {}
    office.do("fay", take_stance, "D-2", FIN, "agrees")
    assert unread(office) == {"bob": "D-2: all have answered, decide it"}
    office.do("bob", edit, "D-2", {"chosen": "Leipzig", "despite": "there is a bus"})
    assert unread(office) == dict.fromkeys(("ana", "fay", "olga", "ria"), "D-2 is decided: Leipzig")
    said = [str(each.words) for each in life(office["boss"].ledger, office["boss"].records, "D-2")]
    assert said[0] == "bob decided D-2 Where is the stand?: Leipzig"
    assert said[4] == "olga: OPS objects to D-2 Where is the stand?"
    assert said[6] == f"bob put D-2 Where is the stand? to departments until {until}"


def test_another_question_is_put_again_to_those_who_had_answered(office: Office):
    office.do("fay", take_stance, "D-2", FIN, "agrees")
    office.do("olga", edit, "D-2", {"why": "it is near"})
    assert unanswered(decision(office)) == (OPS,)
    office.do("olga", edit, "D-2", {"options": "Leipzig\nBerlin"})
    now = decision(office).stances[FIN]
    assert (now.stance, now.was, unanswered(decision(office))) == ("pending", "agrees", (FIN, OPS))
    office.do("fay", take_stance, "D-2", FIN, "agrees")
    office.do("bob", circulate, "D-2", proposed="Berlin")
    assert unanswered(decision(office)) == (FIN, OPS)


def test_whoever_asks_names_others_another_day_or_nobody(office: Office):
    later = office["bob"].today + timedelta(9)
    office.do("fay", take_stance, "D-2", FIN, "agrees")
    office.do("bob", circulate, "D-2", [FIN, MKT], later)
    now = decision(office)
    assert ({*now.stances}, unanswered(now), now.circulated_until) == ({FIN, MKT}, (MKT,), later)
    office.do("bob", withdraw, "D-2")
    assert (decision(office).stances, decision(office).circulated_by) == ({}, None)
    take_back(office["bob"], latest(office["bob"].ledger))
    assert {*decision(office).stances} == {FIN, MKT}
    office.do("bob", edit, "D-2", {"goal": "G-1"})
    office.do("bob", withdraw, "D-2")
    office.do("bob", circulate, "D-2", None, later)
    assert {*decision(office).stances} == {MKT, FIN}, "those of its goal"


FAR = date(2099, 1, 1)
REFUSED: dict[str, tuple[Does, str]] = {
    "said by one who does not speak for it": (lambda at: at.do("fin", take_stance, "D-2", FIN, "agrees"), "speaks for"),
    "an objection without a reason": (lambda at: at.do("fay", take_stance, "D-2", FIN, "objects"), "wants a reason"),
    "by a department that is not asked": (lambda at: at.do("ana", take_stance, "D-2", MKT, "agrees"), "is not asked"),
    "said by an edit": (lambda at: at.do("bob", edit, "D-2", {"stances": {FIN: {"stance": "agrees"}}}), "speaks for"),
    "put round by somebody else": (lambda at: at.do("olga", circulate, "D-2", [OPS]), "whoever puts it"),
    "stopped by somebody else": (lambda at: at.do("olga", withdraw, "D-2"), "whoever puts it"),
    "taken away by somebody else": (lambda at: at.do("olga", lambda changes: changes.delete("D-2")), "D-2"),
    "until a day that is past": (lambda at: at.do("bob", circulate, "D-2", None, date(2020, 1, 1)), "before today"),
    "to nobody": (lambda at: at.do("bob", circulate, "D-2", []), "which departments"),
    "what is decided": (lambda at: at.do("fay", circulate, "D-1", [OPS], FAR), "is decided"),
    "decided without all answers": (lambda at: at.do("bob", edit, "D-2", {"chosen": "Leipzig"}), "have not answered"),
    "decided with another question": (
        lambda at: [at.do("fay", take_stance, "D-2", FIN, "agrees"), at.do("olga", take_stance, "D-2", OPS, "agrees"),
                    at.do("bob", edit, "D-2", {"chosen": "Leipzig", "question": "And now?"})], "have not answered"),
    "decided otherwise than proposed": (
        lambda at: [at.do("bob", circulate, "D-2", [FIN]), at.do("fay", take_stance, "D-2", FIN, "agrees"),
                    at.do("bob", edit, "D-2", {"chosen": "Halle"})], "another thing: Leipzig"),
    "a new one with stances": (
        lambda at: at.do("bob", add, "decision", {"question": "?", "stances": {FIN: {"stance": "agrees"}}}), "Stances"),
    "a new one that went round": (
        lambda at: at.do("bob", add, "decision", {"question": "New?", "circulated_until": FAR, "stances": {FIN: {}}}),
        "until when|whoever puts"),
    "a result of what is open": (lambda at: at.do("bob", edit, "D-2", {"result": "better"}), "once it is decided"),
    "a review of what is open": (lambda at: at.do("bob", turned_out, "D-2", "better"), "not decided yet"),
    "a review of today": (
        lambda at: at.do("bob", turned_out, "D-1", "better", "", at["bob"].today), "a later day"),
    "other consequences": (
        lambda at: [at.do("fay", edit, "D-1", {"consequences": each}) for each in ("+ cheap", "- dear")],
        "is decided"),
    "consequences by somebody else": (
        lambda at: at.do("olga", edit, "D-1", {"consequences": "+ cheap"}), "those who decided"),
    "what it went round with, later": (lambda at: at.do("fay", edit, "D-1", {"despite": "so"}), "is decided"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused(office: Office, name: str):
    does, says = REFUSED[name]
    with pytest.raises(ConcordError, match=says) as found:
        does(office)
    assert isinstance(found.value, Refused)


def test_a_coordinator_does_it_for_others(office: Office):
    office.do("cora", take_stance, "D-2", FIN, "reservation", "from May on")
    office.do("cora", circulate, "D-2", [FIN])
    office.do("cora", edit, "D-2", {"chosen": "leipzig"})
    assert decision(office).despite == ""


@pytest.mark.parametrize(("again", "due"), [(None, False), (5, True)])
def test_a_decision_is_looked_at_once_or_again(office: Office, again: int | None, due: bool):
    today = office["fay"].today
    office.do("fay", edit, "D-1", {"review_on": today})
    assert is_due(decision(office, "D-1"), today)
    office.do("bob", turned_out, "D-1", "worse", "it faded", today + timedelta(again) if again else None)
    made = decision(office, "D-1")
    assert (made.result, made.result_note, made.reviewed) == ("worse", "it faded", today)
    assert not is_due(made, today)
    assert is_due(made, today + timedelta(5)) is due
