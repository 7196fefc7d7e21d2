"""Two that are the same become one: all that named either names the one that is kept, which is found by both names."""

from itertools import permutations
from typing import Any

import pytest

from store import commands
from store.commands import meeting_course
from store.commands.handing_over import replaced
from store.commands.merging import merge
from store.commands.undo import latest, take_back
from store.errors import Forbidden, Refused, WrongWords
from store.insight.soundness import faults_in
from store.kinds import consensus, retro
from store.kinds.acknowledging import Acknowledgement
from store.kinds.agenda_item import AgendaItem, Note
from store.kinds.decision import Hearing
from store.kinds.goal import Stance
from store.kinds.goal_shares import Share
from store.kinds.meeting import Attendance, Coming
from store.records import Changes
from store.records.names import resolve
from store.workspace import Workspace, open_workspace
from tests.for_each import for_each
from tests.store.commands.test_handing_over import ANA, BO, FAY, FIN, MKT, add


def documents(w: Workspace) -> dict[str, dict[int, dict[str, Any]]]:
    """All that is stored, but for who changed it last and how often."""
    found: dict[str, dict[int, dict[str, Any]]] = {}
    with open_workspace(w.ledger.folder, w.who) as anew:
        for table in anew.ledger.tables():
            for document in anew.documents.table(table).all():
                kept = {k: v for k, v in document.items() if not k.startswith("changed") and k != "rev"}
                found.setdefault(table, {})[document.doc_id] = kept
    return found


@pytest.fixture
def twice(organisation: Workspace) -> Workspace:
    """Fay is there as fay and as PN-4 fang, who has done all sorts of things."""
    w = organisation
    add(w, "person", name="Fang Wang", login="fang", department=FIN, email="fang@nordwind.example")
    w.do(commands.edit, FIN, {"lead": "PN-4"})
    goal = add(w, "goal", title="Spring", departments=(MKT, FIN), raci={"PN-4": "A", FAY: "R"})
    w.do(commands.comment, goal, "is it, @fang?")
    add(w, "kudos", title="help", to="PN-4")
    add(w, "retro", title="Back", anonymous=True)
    with open_workspace(w.ledger.folder, "fang") as fang, open_workspace(w.ledger.folder, "fay") as fay:
        fang.do(commands.add, "action", {"title": "Count", "owner": "PN-4", "state": "done"})
        fang.do(consensus.take_stance, goal, FIN, "objects", "too dear")
        for each in (fang, fay):
            each.do(commands.add, "standup", {
                "day": w.today, "lines": [{"id": each.who, "text": f"said by {each.who}"}],
            })  # fmt: skip
        fang.do(retro.add_card, "R-1", "start", "count early")
        for state in ("group", "vote"):
            fang.do(retro.move, "R-1", state)
        for each in (fang, fay):
            each.do(retro.vote, "C-1", 2)
    w.ledger.news()
    return w


def test_all_references_and_signatures_follow_and_both_names_find_the_one_that_is_kept(twice: Workspace):
    twice.do(merge, "PN-4", FAY)
    assert "PN-4" not in str(documents(twice))
    get: Any = twice.records.get
    assert twice.records.find("PN-4") is None
    assert (get("G-1").raci, get(FIN).lead, get("CM-1").mentions) == ({FAY: "A"}, FAY, (FAY,))
    assert (get("A-1").owner, get("A-1").made_by, get("G-1").stances[FIN].by) == (FAY, "fay", "fay")
    assert [line.text for line in get("SU-2").lines] == ["said by fay", "said by fang"]
    assert twice.records.find("SU-1") is None
    kept = get(FAY)
    assert (kept.login, kept.email, kept.other_names) == ("fay", "fang@nordwind.example", ("fang", "Fang Wang"))
    assert {resolve(twice.records, ("person",), name, "ana") for name in ("fang", "Fang Wang", "fay")} == {FAY}
    assert [*faults_in(twice.records)] == []


def test_lines_are_signed_by_the_one_that_is_kept(twice: Workspace):
    def noted(changes: Changes) -> None:
        changes.transaction.exempt = "demo"
        changes.add(AgendaItem(title="The date", notes=(Note(id="1", text="too early", by="fang"),)))

    twice.do(noted)
    twice.do(merge, "PN-4", FAY)
    assert [note.by for item in twice.records.all(AgendaItem) for note in item.notes] == ["fay"]


def test_it_is_taken_back_and_done_again_as_one(twice: Workspace):
    before = documents(twice)
    twice.do(merge, "PN-4", FAY)
    after = documents(twice)
    entry = latest(twice.ledger)
    assert entry is not None
    assert (entry.who, entry.what["verb"]) == ("ana", "merge")
    take_back(twice, entry)
    assert documents(twice) == before
    undone = latest(twice.ledger, again=True)
    assert undone is not None
    take_back(twice, undone, again=True)
    assert documents(twice) == after


def test_whoever_has_no_login_gets_the_other_one_s(organisation: Workspace):
    add(organisation, "person", name="Bo Berg, the elder")
    organisation.do(merge, BO, "PN-4")
    kept: Any = organisation.records.get("PN-4")
    assert (kept.login, kept.department, kept.other_names) == ("bo", MKT, ("Bo Berg",))


def test_departments_too_with_their_parts_and_people(organisation: Workspace):
    w = organisation
    add(w, "department", name="Controlling", code="CTL", parent=FIN, lead=FAY)
    w.do(commands.edit, FAY, {"department": "DP-3"})
    goal = add(w, "goal", title="Spring", departments=("DP-3", FIN, MKT))
    asked = add(w, "request", title="Code", asker="DP-3", department=MKT)
    between = add(w, "request", title="Sums", asker="DP-3", department=FIN)
    with pytest.raises(Refused, match="asks itself"):
        w.do(merge, "DP-3", FIN)
    w.do(commands.drop, between, "one of them now")
    w.do(merge, "DP-3", FIN)
    get: Any = w.records.get
    assert (get(goal).departments, get(asked).asker, get(FAY).department) == ((FIN, MKT), FIN, FIN)
    assert (get(FIN).lead, get(FIN).parent, get(FIN).other_names) == (FAY, None, ("CTL", "Controlling"))
    assert [*faults_in(w.records)] == []


def test_who_was_and_who_comes_to_a_meeting_is_the_one_that_is_kept(twice: Workspace):
    id = add(twice, "meeting", title="Weekly", departments=(MKT, FIN), facilitator=FAY)
    with open_workspace(twice.ledger.folder, "fang") as fang:
        fang.do(meeting_course.come, id, FIN, "delegate", "PN-4")
        fang.do(meeting_course.prepare, id, FIN)
    twice.do(meeting_course.attend, id, FIN, "delegate", "PN-4", "PN-4")
    twice.do(merge, "PN-4", FAY)
    meeting: Any = twice.records.get(id)
    assert (meeting.coming[FIN].who, meeting.coming[FIN].by, meeting.prepared) == (FAY, "fay", {FIN: "fay"})
    assert (meeting.attendance[FIN].who, meeting.attendance[FIN].instead_of, meeting.present) == (FAY, FAY, (FAY,))


#: The items of each map of what departments say, the strongest first.
SAID: dict[str, list[Any]] = {
    "attendance": [
        Attendance("present", "PN-1"), Attendance("late", "PN-2"), Attendance("delegate", "Tom", "PN-1"),
        Attendance("absent"),
    ],
    "coming": [Coming("yes", "Eva"), Coming("delegate", "Tom"), Coming("no")],
    "stances": [Stance("objects", "too dear"), Stance("reservation", "late"), Stance("agrees"), Stance("pending")],
    "shares": [Share(ready="ready"), Share(ready="waived", why="nothing to bring"), Share()],
    "consulted": [Hearing("heard"), Hearing("waived", "away")],
    "acknowledged": [Acknowledgement("asks", question="Which?"), Acknowledgement(), Acknowledgement("understood")],
}  # fmt: skip


@for_each("field", SAID)
def test_of_what_both_departments_have_said_the_stronger_counts_and_of_unsaid_what_is_said(field: str):
    for one, other in permutations([*SAID[field], None], 2):
        said = {id: item for id, item in ((MKT, one), (FIN, other)) if item is not None}
        assert replaced(said, FIN, MKT) == {MKT: next(each for each in SAID[field] if each in (one, other))}


@for_each("one", SAID["acknowledged"])
def test_an_update_is_not_understood_by_one_of_which_half_has_said_nothing(one: Acknowledgement):
    for id in (MKT, FIN):
        both = replaced({id: one}, FIN, MKT, (MKT, FIN))
        assert both == {MKT: one if one.state == "asks" else Acknowledgement()}


def test_where_both_departments_say_the_same_what_either_has_is_kept(organisation: Workspace):
    shares = {MKT: Share("sells", "10k"), FIN: Share("saves", "10k", "the sums")}
    id = add(organisation, "goal", title="Spring", departments=(MKT, FIN), shares=shares)
    meeting = add(organisation, "meeting", title="Weekly")
    organisation.do(meeting_course.attend, meeting, MKT, "present")
    organisation.do(meeting_course.attend, meeting, FIN, "present", "Eva")
    organisation.do(meeting_course.come, meeting, MKT, "no")
    organisation.do(meeting_course.come, meeting, FIN, "yes")
    organisation.do(commands.edit, "PN-3", {"department": MKT})
    organisation.do(merge, FIN, MKT)
    get: Any = organisation.records.get
    assert get(id).shares == {MKT: Share("sells\nsaves", "10k", "the sums")}
    assert get(meeting).attendance == {MKT: Attendance("present", "Eva")}
    assert get(meeting).coming[MKT].answer == "yes"


def test_who_may(organisation: Workspace):
    w = organisation
    add(w, "person", name="Fay again", login="fay2")
    add(w, "person", name="Co", login="co", role="coordinator")
    for who, pair in (("bo", ("PN-4", FAY)), ("co", ("PN-4", "PN-5")), ("co", (ANA, FAY))):
        with open_workspace(w.ledger.folder, who) as session, pytest.raises(Forbidden):
            session.do(merge, *pair)
    with pytest.raises(Refused, match="is you"):
        w.do(merge, ANA, FAY)
    for pair in ((FAY, FAY), (FAY, FIN)):
        with pytest.raises(WrongWords):
            w.do(merge, *pair)
    with open_workspace(w.ledger.folder, "co") as session:
        session.do(merge, "PN-4", FAY)
        entry = latest(session.ledger)
        assert entry is not None
        take_back(session, entry)
        assert session.records.find("PN-4") is not None


def test_a_commit_that_only_calls_itself_so_is_held_to_all_rules(organisation: Workspace):
    def claims(changes: Any) -> None:
        changes.change(changes.get(BO), role="admin")
        changes.say("merge", id=BO, of=FAY)

    with open_workspace(organisation.ledger.folder, "bo") as bo, pytest.raises(Forbidden):
        bo.do(claims)
