"""A due day or a target that is moved on the command line: the reason, whom it asks again, what is shown of it."""

import pytest

from tests.tui.cli.conftest import Concord
from tests.tui.cli.office import Office


@pytest.fixture
def office(concord: Concord, monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> Office:
    """G-1 of MKT, OPS and FIN, of whom two have agreed, with KR-1 and A-1."""
    found = Office(concord, monkeypatch, f"{tmp_path}/workspace").found()
    found("ana", "add", "goal", "Spring", "--departments", "MKT,OPS,FIN", "--due", "2027-03-01", "--owner", "ana")
    found("ana", "add", "key-result", "Sold", "--goal", "G-1", "--target", "90", "--department", "MKT")
    found("ana", "add", "action", "Feed", "--due", "2027-01-04")
    for who in ("ana", "bo"):
        found(who, "agree", "G-1")
    return found


@pytest.mark.parametrize(
    ("given", "says", "way"),
    [
        (("G-1", "--due", "2027-04-01"), "The due day of G-1 is 2027-03-01.", '--because "..."'),
        (("G-1", "--due", "2027-04-01", "--why", "the fair"), "This asks 2 departments again", "--because 'the fair'"),
        (("KR-1", "--target", "80"), "The target of KR-1 is 90 %.", '--why "..."'),
        (("A-1", "--due", "none"), "The due day of A-1 is 2027-01-04.", '--why "..."'),
    ],
)
def test_what_moves_it_is_refused_with_the_option_that_says_why(
    office: Office, given: tuple[str, ...], says: str, way: str
):
    seq = office.seq
    error = office("ana", "edit", *given, code=4).err
    assert says in error
    again = f"concord edit {given[0]} {given[1]} {given[2]} {way}"
    assert again in error
    assert office.seq == seq
    details = office("ana", "edit", *given, "--json", code=4).error
    assert (details["reason"], details["try"]) == ("wants-reason", [again])


def test_a_move_is_kept_counted_and_shown(office: Office):
    told = office("ana", "edit", "G-1", "--due", "2027-04-01", "--because", "the fair is later").err
    assert "MKT, OPS are asked again what they say to G-1" in told
    office("ana", "edit", "KR-1", "--target", "80", "--why", "two shops close")
    office("ana", "edit", "KR-1", "--target", "85", "--why", "one of them stays")
    assert office.get("G-1")["computed"]["moves"] == 1
    assert [move["why"] for move in office.get("KR-1")["target_log"]] == ["two shops close", "one of them stays"]
    goal, result = (office("ana", "show", id).out for id in ("G-1", "KR-1"))
    for shown, facts in (
        (goal, ("once later", "2027-03-01 > 2027-04-01", "the fair is later")),
        (result, ("2 times", "90 % > 80 %", "two shops close", "80 % > 85 %")),
    ):
        assert all(fact in shown for fact in facts), shown
    assert "from 90 to 80: two shops close" in office("ana", "history", "KR-1").out
    assert "2027-04-01: the fair is later" in office("ana", "history", "G-1").out


def test_it_is_said_in_chinese(office: Office):
    office.language = "zh"
    error = office("ana", "edit", "KR-1", "--target", "80", code=4).err
    assert "KR-1 的目标值是 90%。调整须写明原因。这会让 2 个部门重新表态" in error
    office("ana", "edit", "KR-1", "--target", "80", "--why", "两家店关闭")
    assert "目标值调整" in office("ana", "show", "KR-1").out
