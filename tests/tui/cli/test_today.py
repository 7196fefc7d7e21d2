"""Nothing falls through: what was asked, granted, said and freed stands in the day of whom it concerns."""

from pathlib import Path

import pytest

from tests.tui.board.test_board import press
from tests.tui.cli.conftest import Concord
from tests.tui.cli.office import Office
from tests.tui.conftest import Opened, text

__all__ = ["office"]


@pytest.fixture
def office(concord: Concord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """G-1 of MKT and LOG, with both ready; ana is accountable for it, LOG is responsible, FIN is informed."""
    made = Office(concord, monkeypatch, str(tmp_path / "office")).found()
    made("ana", "add", "goal", "Spring", "--departments", "MKT,LOG", "--why", "x", "--owner", "ana")
    for lead, code in (("ana", "MKT"), ("per", "LOG")):
        made(lead, "ready", "G-1", "--department", code)
    made("ana", "raci", "G-1", "ana=A", "LOG=R", "FIN=I")
    return made


def day(office: Office, who: str) -> dict[str, tuple[str, str | None]]:
    """Of each record in the day of somebody: its section, and why it stands there."""
    return {each["id"]: (each["section"], each["why"]) for each in office(who, "today", "--json").objects}


def test_an_offer_that_is_taken_is_done_by_whoever_offered(office: Office):
    office("ana", "request", "Cranes", "--to", "LOG", "--by", "+9d", "--goal", "G-1")
    office("tom", "negotiate", "Q-1", "half of them", "--by", "+12d")
    assert office.get("Q-1")["offer_owner"] == "tom"
    assert "tom" in office("ana", "show", "Q-1").out
    taken = office("ana", "accept", "Q-1")
    assert "no owner yet" not in taken.err
    action = office.get("A-1")
    assert (action["owner"], action["department"]) == ("tom", "LOG")
    assert day(office, "tom")["A-1"] == ("news", "ana gave you A-1")


@pytest.mark.parametrize(
    ("offered", "taken", "owner"),
    [((), (), "per"), (("--owner", "tom"), (), "tom"), (("--owner", "tom"), ("--owner", "per"), "per")],
)
def test_whoever_offers_may_name_who_does_it(
    office: Office, offered: tuple[str, ...], taken: tuple[str, ...], owner: str
):
    office("ana", "request", "Cranes", "--to", "LOG")
    office("per", "negotiate", "Q-1", "half", *offered)
    office("ana", "accept", "Q-1", *taken)
    assert office.get("A-1")["owner"] == owner


def test_one_who_is_not_of_the_department_offers_nobody(office: Office):
    office("ana", "request", "Cranes", "--to", "LOG")
    office("", "negotiate", "Q-1", "half")
    assert office.get("Q-1")["offer_owner"] is None
    office("ana", "reopen", "Q-1", "--why", "all of them")
    office("per", "negotiate", "Q-1", "two thirds")
    office("ana", "reopen", "Q-1", "--why", "all of them")
    assert office.get("Q-1")["offer_owner"] is None


def test_a_coordinator_who_words_an_offer_anew_leaves_whose_it_is(office: Office):
    office("ana", "request", "Cranes", "--to", "LOG")
    office("tom", "negotiate", "Q-1", "half")
    office("", "negotiate", "Q-1", "half, by noon")
    assert office.get("Q-1")["offer_owner"] == "tom"


def test_a_readiness_that_a_gate_wants_stands_in_the_day_of_whoever_speaks_for_the_department(office: Office):
    office("ana", "add", "goal", "Summer", "--departments", "MKT,FIN")
    assert day(office, "li")["G-2"] == ("answers", "whether FIN is ready")
    assert day(office, "ana")["G-2"][0] == "answers"
    office("li", "ready", "G-2", "--department", "FIN")
    assert "G-2" not in day(office, "li")
    office("ana", "drop", "G-2", "--why", "no money")
    assert "G-2" not in day(office, "ana")


def test_members_of_a_department_with_an_r_see_it(office: Office):
    assert day(office, "tom") == {"G-1": ("part", "responsible")}


def test_what_became_of_a_request_or_an_allocation_is_new_for_whoever_asked(office: Office):
    office("tom", "request", "A code", "--to", "FIN")
    office("li", "decline", "Q-1", "--why", "no money")
    office("li", "add", "resource", "Van", "--department", "FIN")
    office("tom", "add", "allocation", "A day", "--resource", "Van", "--department", "LOG", "--goal", "G-1")
    office("li", "grant", "AL-1")
    for who in ("tom", "per"):  # the one that asked, and the lead of the department
        found = day(office, who)
        assert (found["Q-1"], found["AL-1"]) == (("news", "li declined Q-1"), ("news", "li granted AL-1"))


def test_where_nobody_leads_a_department_all_of_it_are_told(office: Office):
    office("", "edit", "FIN", "--lead", "none")
    office("ana", "request", "A code", "--to", "FIN")
    assert day(office, "li")["Q-1"] == ("answers", "to answer")
    office("ana", "drop", "Q-1", "--why", "found one")
    assert day(office, "li")["Q-1"] == ("news", "ana withdrew Q-1")


def test_who_is_informed_or_mentioned_reads_it(office: Office):
    office("ana", "comment", "G-1", "@per look at this")
    assert day(office, "per")["G-1"] == ("news", "ana mentions you on G-1")
    office("ana", "step", "G-1")
    assert day(office, "li")["G-1"] == ("news", "G-1 is at the step Meet")


def test_what_is_free_again_says_so_late_or_not(office: Office):
    for due in ("-2d", "today", "+5d"):
        office("tom", "add", "action", "Dock", "--owner", "tom", "--due", due)
    for id in ("A-1", "A-2", "A-3"):
        office("tom", "block", id, "No slot")
    before = day(office, "tom")
    assert (before["A-1"], before["A-2"]) == (("late", "2 days late"), ("today", "held up by B-2"))
    for id in ("B-1", "B-2", "B-3"):
        office("per", "done", id)
    after = day(office, "tom")
    assert after["A-1"] == ("late", "2 days late, free again")
    assert after["A-2"] == ("today", "free again")
    assert after["A-3"] == ("news", "A-3 is free again")


async def test_the_room_the_lines_and_the_one_line_say_the_same(office: Office, opened: Opened, tmp_path: Path):
    office("ana", "add", "key-result", "Sold", "--goal", "G-1")
    office("ana", "edit", "G-1", "--due", "-3d", "--why", "it is")
    office("ana", "add", "goal", "Summer", "--departments", "MKT,FIN")
    office("per", "comment", "G-2", "@ana see")
    office("per", "raci", "KR-1", "MKT=A")
    office("ana", "request", "A code", "--to", "FIN")
    office("li", "decline", "Q-1", "--why", "no money")
    listed = office("ana", "today").out
    assert "it is 3 days late" in listed
    found = day(office, "ana")
    (brief,) = office("ana", "today", "--brief", "--json").objects
    sections = [section for section, _why in found.values()]
    assert brief == {section: sections.count(section) for section in brief}
    assert (brief["news"], brief["goals"]) == (1, 1)
    async with opened(tmp_path / "office", size=(120, 36)) as pilot:
        await press(pilot, "m")
        shown = text(pilot)
    for line in listed.splitlines():
        assert line.split()[0] in shown
    for _section, why in found.values():
        assert (why or "") in shown
