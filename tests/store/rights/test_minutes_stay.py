"""What minutes tell stays once the meeting is over: nobody takes it away by taking back what they did before."""

from typing import Any

import pytest

from store.commands import add, agenda, circulating, edit, minutes
from store.commands import meeting_course as course
from store.commands.undo import latest, take_back
from store.errors import Forbidden, Refused
from store.kinds.decision import decide
from tests.store.rights.office import Office

#: What bob does while the meeting is held or before, each his last deed.
DEEDS: dict[str, tuple[Any, ...]] = {
    "note": (agenda.note, "AI-1", "we pay"),
    "title": (edit, "AI-1", {"title": "Which ramp?"}),
    "purpose": (edit, "M-1", {"purpose": "to save"}),
    "decision": (decide, "Which dock?", "the old one", "", "AI-1"),
    "action": (add, "action", {"title": "Paint the dock", "source": "AI-1", "owner": "PN-4", "due": "2027-01-01"}),
    "presence": (course.attend, "M-1", "DP-1", "present", "PN-4"),
}
OUT = {
    "action": {"title": "Late"},
    "request": {"title": "Late", "department": "DP-2"},
    "blocker": {"title": "Late", "holds": ["A-1"]},
    "decision": {"question": "Late?"},
}


def of_bob(office: Office) -> Any:
    office["bob"].ledger.news()
    entry = latest(office["bob"].ledger)
    assert entry is not None
    return entry


def over(office: Office) -> None:
    office.do("ana", course.close, "M-1")


@pytest.mark.parametrize("deed", DEEDS)
def test_it_is_taken_back_while_the_meeting_is_held_and_not_after(office: Office, deed: str):
    office.do("ana", course.begin, "M-1")
    command, *given = DEEDS[deed]
    values = {"source": given.pop()} if deed == "decision" else {}
    office.do("bob", command, *given, **values)
    take_back(office["bob"], of_bob(office))
    office.do("bob", command, *given, **values)
    entry = of_bob(office)
    over(office)
    with pytest.raises(Forbidden, match="minutes"):
        take_back(office["bob"], entry)
    office.do("ana", course.reopen, "M-1", "too early")
    take_back(office["bob"], entry)


def test_what_was_added_and_what_became_of_a_line_is_taken_back_until_they_are_confirmed(office: Office):
    office.do("bob", agenda.note, "AI-1", "@bob paint the dock")
    office.do("ana", course.begin, "M-1")
    office.do("ana", course.attend, "M-1", "DP-1", "present", "PN-4")
    over(office)
    closing = latest(office["ana"].ledger)
    office.do("bob", agenda.act_on_note, "AI-1", "1", {"title": "Paint the dock", "owner": "PN-4"})
    take_back(office["bob"], of_bob(office))
    assert office.get("AI-1").notes[0].became == ""
    office.do("bob", minutes.amend, "M-1", "it was wet")
    take_back(office["bob"], of_bob(office))
    office.do("bob", minutes.amend, "M-1", "it was dry")
    amended = of_bob(office)
    office.do("ana", course.begin, "M-2")
    office.do("ana", minutes.confirm, "M-2", "M-1")
    confirming = latest(office["ana"].ledger)
    for who, entry in (("bob", amended), ("ana", closing)):
        assert entry is not None
        with pytest.raises(Refused, match=r"minutes|since"):
            take_back(office[who], entry)
    assert confirming is not None
    take_back(office["ana"], confirming)
    assert (office.get("M-1").state, office.get("M-1").confirmed_at) == ("closed", None)


@pytest.mark.parametrize("kind", OUT)
def test_nothing_new_comes_out_of_what_is_confirmed(office: Office, kind: str):
    office.do("ana", course.begin, "M-1")
    over(office)
    office.do("fay", add, kind, {**OUT[kind], "source": "AI-1"})
    office.do("ana", course.begin, "M-2")
    office.do("ana", minutes.confirm, "M-2", "M-1")
    with pytest.raises(Refused, match="M-1 is over"):
        office.do("fay", add, kind, {**OUT[kind], "source": "AI-1"})


def test_what_was_said_to_a_question_stays_once_that_is_decided(office: Office):
    office.do("ana", add, "decision", {"question": "Which dock?"})
    office.do("ana", circulating.circulate, "D-2", ["DP-1", "DP-2"], office["ana"].today)
    office.do("fay", circulating.take_stance, "D-2", "DP-2", "agrees")
    said = latest(office["fay"].ledger)
    office.do("ana", edit, "D-2", {"chosen": "the old one", "despite": "it leaks"})
    assert said is not None
    with pytest.raises(Forbidden, match="stays as it is"):
        take_back(office["fay"], said)
    assert office.get("D-2").stances["DP-2"].stance == "agrees"
