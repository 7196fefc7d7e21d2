"""Importing goals: what a file makes, what it leaves alone, and that a second time it makes nothing."""

import pytest

from store import Refused, Workspace, WrongWords, commands
from store.errors import Forbidden
from store.history import told
from store.interop.goals_csv import apply, plan, read
from store.kinds.check_in import CheckIn
from store.kinds.department import Department
from store.kinds.goal import Goal
from store.kinds.key_result import KeyResult
from store.kinds.person import Person
from store.workspace import open_workspace
from tests.for_each import for_each
from tests.store.begun import past

HEADER = "goal,goal_owner,department,key_result,progress\n"
FILE = HEADER + (
    "Availability,VP Engineering,Development,Predictability,78\n"
    "Availability,VP Engineering,SEC,Training,\n"
    "Availability,,Development,Robustness,120%\n"
    "Compliance,CFO,Tax,Analysis,0\n"
)


def bring(workspace: Workspace, text: str) -> dict[str, list[str]]:
    return workspace.do(apply, plan(workspace.records, read(text.encode())))


def test_a_file_makes_everything_in_one_commit(workspace: Workspace):
    planned = plan(workspace.records, read(FILE.encode()))
    assert planned.counts() == {"department": 3, "person": 2, "goal": 2, "key-result": 4, "check-in": 3}
    assert workspace.ledger.seq == 0, "a plan writes nothing"
    made = workspace.do(apply, planned)
    assert workspace.ledger.seq == 1
    assert {kind: len(ids) for kind, ids in made.items()} == planned.counts()

    departments = {department.id: department for department in workspace.records.all(Department)}
    assert [(d.name, d.code) for d in departments.values()] == [("Development", ""), ("SEC", "SEC"), ("Tax", "")]
    goal = workspace.records.one(Goal, made["goal"][0])
    assert [departments[id].name for id in goal.departments] == ["Development", "SEC"]
    owner = workspace.records.one(Person, goal.owner or "")
    assert (owner.name, owner.login) == ("VP Engineering", "")
    results = list(workspace.records.all(KeyResult))
    assert {(result.start, result.target, result.unit) for result in results} == {(0, 100, "%")}
    values = {check_in.key_result: check_in.value for check_in in workspace.records.all(CheckIn)}
    assert [values.get(result.id) for result in results] == [78, None, 120, 0]


def test_the_dry_run_names_each_record_and_its_line(workspace: Workspace):
    said = [str(words) for words in plan(workspace.records, read(FILE.encode())).said()]
    assert 'Line 2: makes the person "VP Engineering", without a login' in said
    assert 'Line 5: makes the department "Tax"' in said
    assert 'Line 4: checks in 120 % for "Robustness"' in said
    assert len(said) == 14


def test_the_same_file_again_changes_nothing(workspace: Workspace):
    bring(workspace, FILE)
    again = plan(workspace.records, read(FILE.upper().replace("GOAL,GOAL_OWNER", "goal,goal_owner").encode()))
    assert again.counts() == {}
    assert again.said() == []
    assert workspace.do(apply, again) == {}
    assert workspace.ledger.seq == 1


def test_what_people_changed_since_is_left_alone(workspace: Workspace):
    made = bring(workspace, FILE)
    goal, result = made["goal"][0], made["key-result"][0]
    other = workspace.do(commands.add, "person", {"name": "Bo"}).id
    development, finance = made["department"][0], workspace.do(commands.add, "department", {"name": "Finance"}).id
    workspace.do(commands.edit, goal, {"owner": other, "departments": [finance]})
    workspace.do(commands.edit, result, {"department": finance})
    workspace.do(commands.edit, development, {"name": "Engineering", "code": "Development"})
    before = workspace.ledger.seq
    assert bring(workspace, FILE) == {}
    assert workspace.ledger.seq == before


def test_only_a_new_value_checks_in_again(workspace: Workspace):
    result = bring(workspace, FILE)["key-result"][0]
    newer = FILE.replace("Predictability,78", "Predictability,90").replace("Analysis,0", "Analysis,")
    made = bring(workspace, newer)
    assert list(made) == ["check-in"]
    assert workspace.records.one(CheckIn, made["check-in"][0]).key_result == result
    assert bring(workspace, newer) == {}
    assert len(bring(workspace, FILE)["check-in"]) == 1, "the latest is 90 now, so 78 is news again"


def test_a_new_key_result_brings_its_department_to_the_goal(workspace: Workspace):
    goal = bring(workspace, FILE)["goal"][0]
    planned = plan(workspace.records, read((HEADER + "availability,,Support,Answers,\n").encode()))
    assert planned.counts() == {"department": 1, "key-result": 1}
    assert "one more department" in str(planned.said()[-1])
    made = workspace.do(apply, planned)
    assert workspace.records.one(Goal, goal).departments[-1] == made["department"][0]


def test_records_are_known_by_code_login_id_or_former_code(workspace: Workspace):
    ana = workspace.do(commands.add, "person", {"name": "Ana Torres", "login": "ana", "role": "admin"}).id
    marketing = workspace.do(commands.add, "department", {"name": "Marketing", "code": "MKT"}).id
    workspace.do(commands.edit, marketing, {"code": "MK"})
    made = bring(workspace, HEADER + f"A,ANA,mkt,First,\nB,{ana},Marketing,Second,\nC,ana torres,{marketing},Third,\n")
    assert set(made) == {"goal", "key-result"}
    assert {goal.owner for goal in workspace.records.all(Goal)} == {ana}
    assert {result.department for result in workspace.records.all(KeyResult)} == {marketing}


def test_strict_refuses_what_is_not_known_with_the_list(workspace: Workspace):
    with pytest.raises(Refused) as caught:
        plan(workspace.records, read(FILE.encode()), strict=True)
    assert caught.value.details == {
        "department": ["Development", "SEC", "Tax"],
        "person": ["VP Engineering", "CFO"],
    }
    assert "VP Engineering" in str(caught.value)
    bring(workspace, FILE)
    assert plan(workspace.records, read(FILE.encode()), strict=True).counts() == {}


def test_a_name_of_two_people_is_not_guessed(workspace: Workspace):
    ids = [workspace.do(commands.add, "person", {"name": "Li Na"}).id for _twice in range(2)]
    with pytest.raises(WrongWords) as caught:
        plan(workspace.records, read((HEADER + "A,li na,,B,\n").encode()))
    assert all(id in str(caught.value) for id in ids)
    assert "Line 2, goal_owner" in str(caught.value)


def test_a_plan_is_made_again_on_what_is_there_by_then(workspace: Workspace):
    planned = plan(workspace.records, read(FILE.encode()))
    workspace.do(commands.add, "department", {"name": "Tax"})
    made = workspace.do(apply, planned)
    assert len(made["department"]) == 2
    assert len([d for d in workspace.records.all(Department) if d.name == "Tax"]) == 1


def test_the_same_result_in_two_departments_is_two(workspace: Workspace):
    text = HEADER + "A,,Tax,Hire to plan,10\nA,,Legal,Hire to plan,20\n"
    assert len(bring(workspace, text)["key-result"]) == 2
    assert bring(workspace, text) == {}


HALF_WAY = (
    "goal,goal_owner,department,key_result,step,outcome\n"
    "A,,MKT,One,Execute,\nA,,MKT,Two,execute,\nB,,MKT,Three,,missed\n"
)


@pytest.fixture
def people(workspace: Workspace) -> Workspace:
    for login, role in (("root", "admin"), ("coo", "coordinator"), ("mem", "member")):
        workspace.do(past(commands.add), "person", {"name": login, "login": login, "role": role})
    workspace.do(past(commands.add), "department", {"name": "Marketing", "code": "MKT"})
    return workspace


def test_a_coordinator_brings_in_goals_that_are_half_way(people: Workspace):
    with open_workspace(people.ledger.folder, "coo") as coo:
        made = coo.do(apply, plan(coo.records, read(HALF_WAY.encode())))["goal"]
        goals = [coo.records.one(Goal, id) for id in made]
        assert [(goal.step, goal.outcome) for goal in goals] == [("execute", ""), ("closed", "missed")]
        assert [goal.passed for goal in goals] == [{}, {}]
        said = [str(event.words) for event in told(coo.ledger.backwards(), coo.records) if event.id in made]
        assert said == ["coo brought G-1 A in at the step Execute", "coo brought G-2 B in at the step Closed"]
        assert coo.do(apply, plan(coo.records, read(HALF_WAY.encode()))) == {}
    with open_workspace(people.ledger.folder, "mem") as member, pytest.raises(Forbidden, match="gates one by one"):
        member.do(apply, plan(member.records, read(HALF_WAY.replace("\nA", "\nC").encode())))


@for_each(
    "rows, fault",
    [
        ("A,,,One,somewhere,", "is not one of"),
        ("A,,,One,closed,", "has one"),
        ("A,,,One,plan,missed", "that is closed"),
        ("A,,,One,plan,\nA,,,Two,meet,", "another step"),
        ("A,,,One,closed,great", "is not one of"),
    ],
)
def test_what_is_no_way_of_a_goal(rows: str, fault: str):
    with pytest.raises(WrongWords, match=f"Line .*{fault}"):
        read(f"goal,goal_owner,department,key_result,step,outcome\n{rows}\n".encode())
