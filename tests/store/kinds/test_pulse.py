"""A pulse: answered without a name, counted once, told of by four or more."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from store import clock
from store.commands import add, done, drop, edit, merging, reopen, undo
from store.engine.ledger import Ledger
from store.errors import ConcordError, Forbidden, Invalid, NotFound, Refused
from store.kinds import pulse, pulse_results
from store.kinds.department import Department
from store.kinds.person import Person
from store.kinds.pulse_answer import ASKED, PulseAnswer
from store.kinds.workspace import found
from store.records import Changes
from store.workspace import Workspace, open_workspace

As = Callable[[str], Workspace]
FIVE = [4, 3, 5, 2, 4]


@pytest.fixture
def office(tmp_path: Path) -> Any:
    """ana (admin) and four more in DP-1, five in DP-2, two in DP-3, one in DP-4, one in none; by their logins."""
    folder = str(tmp_path / "w")
    Ledger.create(folder, "Nordwind")
    opened: dict[str, Workspace] = {}
    with open_workspace(folder, "ana") as first:
        first.do(found, "Nordwind", "UTC", "en", "ana", "Ana Lund", "Marketing")
        for name in ("Finance", "Logistics", "Legal"):
            first.do(add, "department", {"name": name})
        for department, logins in {"DP-1": "bcde", "DP-2": "fghij", "DP-3": "kl", "DP-4": "m", None: "n"}.items():
            for login in logins:
                first.do(add, "person", {"name": login, "login": login, "department": department})

        def as_(who: str) -> Workspace:
            if who == "ana":
                return first
            if who not in opened:
                opened[who] = open_workspace(folder, who)
            opened[who].ledger.catch_up()
            first.ledger.catch_up()
            return opened[who]

        yield as_
        for each in opened.values():
            each.close()


def asked(office: As, answers: dict[str, Sequence[int]], said: str = "", **values: Any) -> str:
    id = office("ana").do(add, "pulse", {"title": "After the launch", **values}).id
    for who, values_of in answers.items():
        office(who).do(pulse.answer, id, values_of, f"{said}{who}" if said else "")
    return id


def closed(office: As, id: str, who: str = "ana") -> pulse.Pulse:
    office(who).do(done, id)
    office("ana").ledger.catch_up()
    return office("ana").records.one(pulse.Pulse, id)


def test_an_answer_says_neither_who_nor_when_it_is_counted(office: As):
    id = asked(office, {"b": FIVE})
    workspace = office("ana")
    workspace.ledger.catch_up()
    entry = next(iter(workspace.ledger.backwards()))
    assert entry.who == ""
    assert "b" not in entry.what.values()
    assert pulse.how_many(workspace.records, workspace.records.one(pulse.Pulse, id)) == 1
    assert workspace.records.find("PA-1") is None


def test_departments_of_four_are_told_of_and_the_others_together_where_they_are_four(office: As):
    id = asked(office, dict.fromkeys("bcdefghklmn", FIVE))
    found = closed(office, id)
    assert [(each.who, each.n) for each in found.results] == [("DP-1", 4), (None, 7)]
    assert found.results[0].values == (4, 3, 4.5, 2, 4)
    assert found.answered == 11
    assert not list(pulse.answers(office("ana").records, id))


def test_fewer_than_four_left_over_are_told_of_by_nothing(office: As):
    found = closed(office, asked(office, dict.fromkeys("bcdeklm", FIVE), said="I am "))
    assert [(each.who, each.n) for each in found.results] == [("DP-1", 4)]
    together = pulse_results.in_all(found.results)
    assert together is not None
    assert together.n == 4
    assert found.answered == 7
    assert [each.text for each in found.sentences] == [f"I am {who}" for who in "bcdeklm"]


def test_three_sentences_are_not_told(office: As):
    id = asked(office, dict.fromkeys("bcd", FIVE), said="I am ")
    office("e").do(pulse.answer, id, FIVE)
    assert closed(office, id).sentences == ()


def test_it_is_closed_for_good(office: As):
    """Counted again after one more answer, the difference would be that answer."""
    id = asked(office, dict.fromkeys("bcde", FIVE))
    was = closed(office, id)
    workspace = office("ana")
    entry = undo.latest(workspace.ledger)
    assert entry is not None
    attempts: tuple[Callable[[], object], ...] = (
        lambda: undo.take_back(workspace, entry),
        lambda: undo.take_back(workspace, entry, partly=True),
        lambda: workspace.do(reopen, id),
        lambda: workspace.do(edit, id, {"state": "open"}),
        lambda: workspace.do(edit, id, {"answered": 9}),
        lambda: workspace.do(edit, id, {"sentences": [{"text": "x"}]}),
        lambda: workspace.documents.table("pulse").update({"state": "open"}),
        lambda: workspace.documents.table("pulse-answer").insert({"pulse": id, **dict.fromkeys(ASKED, 1)}),
        lambda: office("f").do(pulse.answer, id, FIVE),
    )
    for attempt in attempts:
        with pytest.raises(Refused):
            attempt()
    assert office("ana").records.one(pulse.Pulse, id) == was


def test_what_was_taken_away_does_not_come_back_by_the_undo_of_its_closing(office: As):
    id = asked(office, dict.fromkeys("bcde", FIVE))
    closed(office, id)
    workspace = office("ana")
    entry = undo.latest(workspace.ledger)
    assert entry is not None
    workspace.do(drop, id, "enough")
    with pytest.raises(ConcordError):
        undo.take_back(workspace, entry, partly=True)
    assert not list(workspace.records.all(PulseAnswer))


def test_what_it_says_is_what_was_answered(office: As):
    """A closing that counts otherwise, or keeps what it has counted, is none."""
    id = asked(office, dict.fromkeys("bcde", FIVE))

    def forged(changes: Changes) -> None:
        record = changes.one(pulse.Pulse, id)
        changes.put(pulse.close(changes, record))
        changes.change(changes.one(pulse.Pulse, id), sentences=(pulse_results.Sentence("All is well"),))

    def kept(changes: Changes) -> None:
        record = changes.one(pulse.Pulse, id)
        given = list(pulse.answers(changes, id))
        changes.put(pulse._counted(record, given))

    for command in (forged, kept):
        with pytest.raises(Forbidden):
            office("ana").do(command)


def test_only_whoever_asked_closes_it_or_a_coordinator(office: As):
    id = office("f").do(add, "pulse", {"title": "Ours"}).id
    with pytest.raises(Forbidden):
        office("b").do(done, id)
    assert closed(office, id, "f").state == "closed"


def test_whoever_speaks_for_a_department_that_is_asked_may_say_what_is_asked(office: As):
    id = office("f").do(add, "pulse", {"title": "Ours", "departments": ["DP-2"]}).id
    office("f")
    with pytest.raises(Forbidden):
        office("b").do(edit, id, {"title": "Theirs"})
    office("ana").do(edit, "DP-2", {"lead": "PN-7"})  # g
    for who, may in (("g", True), ("h", False), ("f", True), ("ana", True)):
        office(who)
        if may:
            office(who).do(edit, id, {"title": f"As {who} says"})
            continue
        with pytest.raises(Forbidden):
            office(who).do(edit, id, {"until": office(who).today})


def test_editing_the_state_closes_it_as_closing_does(office: As):
    id = asked(office, dict.fromkeys("bcde", FIVE))
    office("ana").do(edit, id, {"state": "closed"})
    assert office("ana").records.one(pulse.Pulse, id).answered == 4


def test_answers_are_not_more_than_people_and_of_who_is_asked(office: As):
    id = asked(office, {"m": FIVE})
    with pytest.raises(Invalid, match="answered already"):
        office("m").do(pulse.answer, id, FIVE)
    for_one = asked(office, {}, departments=["DP-1"])
    with pytest.raises(Invalid, match="does not ask"):
        office("f").do(pulse.answer, for_one, FIVE)
    for wrong in ([1, 2, 3, 4], [0, 1, 2, 3, 4], [1, 2, 3, 4, 6]):
        with pytest.raises(Refused):
            office("b").do(pulse.answer, id, wrong)


def test_after_its_day_it_takes_no_answers_until_it_is_given_a_later_one(office: As, monkeypatch: pytest.MonkeyPatch):
    """That it is closed is said by whoever asked: it counts for good."""
    workspace = office("ana")
    day, now = workspace.today, clock.now()
    id = asked(office, {"b": FIVE}, until=day)
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(1))
    table = office("c").documents.table("pulse-answer")
    for attempt in (
        lambda: office("c").do(pulse.answer, id, FIVE),
        lambda: table.insert({"pulse": id, "department": "DP-1", **dict.fromkeys(ASKED, 1)}),
    ):
        with pytest.raises(Refused, match=f"took answers until {day}"):
            attempt()
    office("ana").do(edit, id, {"until": day + timedelta(1)})
    office("c").do(pulse.answer, id, FIVE)
    assert closed(office, id).answered == 2


def test_its_day_is_over_at_midnight_where_the_workspace_is(office: As, monkeypatch: pytest.MonkeyPatch):
    workspace = office("ana")
    workspace.do(edit, "WS-1", {"zone": "Asia/Shanghai"})
    monkeypatch.setattr(clock, "now", lambda: datetime(2030, 5, 1, 15, 59, tzinfo=UTC))
    id = asked(office, {"b": FIVE}, until=date(2030, 5, 1))
    monkeypatch.setattr(clock, "now", lambda: datetime(2030, 5, 1, 16, 0, tzinfo=UTC))
    with pytest.raises(Refused, match="took answers"):
        office("c").do(pulse.answer, id, FIVE)


def test_nobody_changes_or_takes_away_an_answer(office: As):
    asked(office, dict.fromkeys("bcde", FIVE))
    table = office("ana").documents.table("pulse-answer")
    with pytest.raises(Forbidden):
        table.update({"q1": 1}, doc_ids=[1])
    with pytest.raises(Forbidden):
        table.remove(doc_ids=[1])
    with pytest.raises(NotFound):
        office("ana").do(drop, "PA-1", "-")


@pytest.mark.parametrize("undone", [False, True])
def test_with_a_pulse_its_answers_go(office: As, undone: bool):
    workspace = office("ana")
    id = workspace.do(add, "pulse", {"title": "Ours"}).id
    added = undo.latest(workspace.ledger)
    assert added is not None
    office("b").do(pulse.answer, id, FIVE)
    office("ana")
    if undone:
        undo.take_back(workspace, added)
    else:
        workspace.do(drop, id, "-")
    assert workspace.records.find(id) is None
    assert not list(workspace.records.all(PulseAnswer))


def test_who_leaves_later_is_here_until_then(office: As):
    id = asked(office, {})
    workspace = office("ana")
    (person,) = (each for each in workspace.records.all(Person) if each.login == "m")
    workspace.do(edit, person.id, {"left_on": workspace.today + timedelta(30)})
    office("m").do(pulse.answer, id, FIVE)
    workspace.ledger.catch_up()
    assert pulse.how_many(workspace.records, workspace.records.one(pulse.Pulse, id)) == 1


def test_that_a_department_goes_is_refused_whether_it_has_answered_or_not(office: As):
    """What it said otherwise was the answer that pointed there."""
    id = asked(office, {"b": FIVE, "m": FIVE})
    workspace = office("ana")
    for login in "klm":
        (person,) = (each for each in workspace.records.all(Person) if each.login == login)
        workspace.do(edit, person.id, {"department": None})
    told = []
    for department in ("DP-3", "DP-4"):
        with pytest.raises(Refused) as refused:
            workspace.do(drop, department, "is no more")
        told.append(
            str(refused.value).replace(department, "").replace(workspace.records.one(Department, department).name, "")
        )
    assert told[0] == told[1]
    assert "PA-" not in told[0]
    closed(office, id)
    workspace.do(drop, "DP-4", "is no more")


def test_departments_that_become_one_are_counted_as_one(office: As):
    id = asked(office, dict.fromkeys("fgkl", FIVE))
    office("ana").do(merging.merge, "DP-3", "DP-2")
    assert [(each.who, each.n) for each in closed(office, id).results] == [("DP-2", 4)]


def test_departments_that_were_one_are_two_again_without_a_word_about_answers(office: As):
    """What was refused told that the one that had gone had answered."""
    id = asked(office, {"k": FIVE})
    workspace = office("ana")
    workspace.ledger.catch_up()
    workspace.do(merging.merge, "DP-3", "DP-2")
    merged = undo.latest(workspace.ledger)
    assert merged is not None
    closed(office, id)
    assert "DP-3" in undo.take_back(workspace, merged)


def test_departments_that_become_one_later_are_told_of_as_they_were(office: As):
    id = asked(office, dict.fromkeys("bcdefghi", FIVE))
    was = closed(office, id)
    office("ana").do(merging.merge, "DP-2", "DP-1")
    now = office("ana").records.one(pulse.Pulse, id)
    assert [(each.who, each.n, each.values) for each in now.results] == [
        ("DP-1", each.n, each.values) for each in was.results
    ]


def test_a_pulse_goes_on_from_the_last_that_asked_the_same(office: As):
    first = asked(office, dict.fromkeys("bcde", FIVE))
    closed(office, first)
    other = asked(office, {}, questions="One\nTwo\nThree\nFour\nFive")
    second = asked(office, {})
    records = office("ana").records
    assert records.one(pulse.Pulse, second).follows == first
    assert records.one(pulse.Pulse, other).follows is None
    assert [each.id for each in pulse.line_of(records, records.one(pulse.Pulse, second))] == [second, first]
