"""Who may do what, as a table; and how one becomes somebody."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from store import commands
from store.commands.undo import latest, take_back
from store.errors import Forbidden, Invalid
from store.kinds.action import Action
from store.kinds.person import Person
from store.records import Changes
from store.workspace import Workspace, open_workspace

ROLES = ("nobody", "viewer", "member", "coordinator", "admin")


@pytest.fixture
def folder(organisation: Workspace) -> str:
    for role in ("viewer", "member", "coordinator", "admin"):
        organisation.do(commands.add, "person", {"name": role, "login": role, "role": role, "department": "DP-1"})
    organisation.do(commands.add, "goal", {"title": "Promotion"})
    organisation.do(commands.add, "action", {"title": "Hers", "goal": "G-1"})
    organisation.do(commands.add, "blocker", {"title": "Hers too"})
    return organisation.ledger.folder


@pytest.fixture
def session(folder: str) -> Iterator[Callable[[str], Workspace]]:
    opened: list[Workspace] = []

    def open_as(who: str) -> Workspace:
        opened.append(open_workspace(folder, who))
        return opened[-1]

    yield open_as
    for workspace in opened:
        workspace.close()


def person(changes: Changes, login: str) -> Person:
    found = changes.person_of(login)
    assert found is not None
    return found


def me(field: str, value: object) -> Callable[[Changes], Any]:
    return lambda changes: commands.edit(changes, person(changes, changes.who).id, {field: value})


def adding(kind: str, **values: object) -> Callable[[Changes], Any]:
    return lambda changes: commands.add(changes, kind, values)


def editing(id: str, **values: object) -> Callable[[Changes], Any]:
    return lambda changes: commands.edit(changes, id, values)


CASES: list[tuple[str, Callable[[Changes], Any]]] = [
    ("member", adding("action", title="A")),
    ("member", adding("goal", title="G")),
    ("member", adding("comment", text="c", on="A-1")),
    ("member", editing("A-1", title="Mine now")),
    ("member", editing("G-1", period="2027")),
    ("member", lambda changes: commands.done(changes, "A-1")),
    ("member", lambda changes: commands.drop(changes, "A-1", "why")),
    ("coordinator", lambda changes: commands.drop(changes, "B-1", "hers")),
    ("coordinator", adding("department", name="Legal")),
    ("coordinator", editing("DP-1", name="Market")),
    ("coordinator", adding("person", name="New", login="new")),
    ("coordinator", editing("PN-2", email="bo@example.com")),
    ("coordinator", editing("PN-2", role="viewer")),
    ("admin", editing("PN-2", role="coordinator")),
    ("admin", editing("PN-2", login="bob")),
    ("admin", adding("person", name="Boss", login="boss", role="admin")),
    ("admin", lambda changes: commands.drop(changes, "PN-1", "left")),
    ("admin", editing("WS-1", name="Other")),
]


@pytest.mark.parametrize("case", range(len(CASES)))
@pytest.mark.parametrize("who", ROLES)
def test_who_may_do_what(session: Callable[[str], Workspace], case: int, who: str):
    needed, command = CASES[case]
    workspace = session(who)
    seq = workspace.ledger.seq
    if ROLES.index(who) >= ROLES.index(needed):
        workspace.do(command)
        assert workspace.ledger.seq == seq + 1
    else:
        with pytest.raises(Forbidden):
            workspace.do(command)
        assert workspace.ledger.seq == seq


@pytest.mark.parametrize("who", ROLES[1:])
def test_everybody_looks_after_their_own_entry(session: Callable[[str], Workspace], who: str):
    workspace = session(who)
    workspace.do(me("email", "me@example.com"))
    workspace.do(me("department", None))
    if who != "admin":
        with pytest.raises(Forbidden):
            workspace.do(me("role", "admin"))


def test_what_one_made_one_may_take_away(session: Callable[[str], Workspace]):
    member = session("member")
    made = member.do(commands.add, "blocker", {"title": "Mine"})
    member.do(commands.drop, made.id, "a mistake")
    member.do(commands.add, "action", {"title": "Mine"})
    entry = latest(member.ledger)
    assert entry is not None
    take_back(member, entry)


def test_comments_go_with_what_they_are_about(session: Callable[[str], Workspace]):
    member, coordinator = session("member"), session("coordinator")
    made = member.do(commands.add, "blocker", {"title": "Mine"})
    coordinator.do(commands.comment, made.id, "well")
    member.do(commands.drop, made.id, "a mistake")


def test_nobody_joins_by_their_own_name_only(session: Callable[[str], Workspace]):
    newcomer = session("newcomer")
    for refused in ({"name": "N", "login": "other"}, {"name": "N", "login": "newcomer", "role": "admin"}):
        with pytest.raises(Forbidden):
            newcomer.do(commands.add, "person", refused)
    newcomer.do(commands.add, "person", {"name": "N", "login": "newcomer", "department": "DP-1"})
    newcomer.do(commands.add, "action", {"title": "First"})


@pytest.mark.parametrize(("joining", "word"), [("ask", "Ask a coordinator"), ("closed", "Nobody joins")])
def test_a_workspace_may_be_closed_to_newcomers(session: Callable[[str], Workspace], joining: str, word: str):
    session("admin").do(commands.edit, "WS-1", {"joining": joining})
    with pytest.raises(Forbidden) as refused:
        session("newcomer").do(commands.add, "person", {"name": "N", "login": "newcomer"})
    assert word in str(refused.value)


def test_a_login_that_is_given_up_is_nobodys_until_an_admin_gives_it_again(session: Callable[[str], Workspace]):
    session("admin").do(commands.edit, "PN-5", {"login": "renamed"})
    former = session("member")
    with pytest.raises(Forbidden, match="not among the people"):
        former.do(commands.add, "action", {"title": "A"})
    with pytest.raises(Invalid, match="already a name of renamed"):
        former.do(commands.add, "person", {"name": "M", "login": "member"})
    with pytest.raises(Invalid, match="already a name of renamed"):
        session("coordinator").do(commands.add, "person", {"name": "M", "login": "member"})
    session("renamed").do(commands.add, "action", {"title": "A"})
    session("admin").do(commands.edit, "PN-5", {"login": "member"})
    former.do(commands.add, "action", {"title": "A"})


@pytest.mark.parametrize("who", ["Member", "MEMBER", "member ", "ｍember"])
def test_who_somebody_is_is_the_login_to_the_letter(session: Callable[[str], Workspace], who: str):
    with pytest.raises(Forbidden, match=r"not among the people|An admin sets it right"):
        session(who).do(commands.add, "action", {"title": "A"})


def test_the_last_admin_stays(session: Callable[[str], Workspace]):
    admin = session("admin")
    admin.do(commands.edit, "PN-1", {"role": "member"})
    with pytest.raises(Forbidden, match="without an admin"):
        admin.do(me("role", "member"))


def test_raising_oneself_within_the_same_commit_does_not_help(session: Callable[[str], Workspace]):
    def both(changes: Changes) -> None:
        changes.change(person(changes, "member"), role="admin")
        commands.edit(changes, "WS-1", {"name": "Mine"})

    with pytest.raises(Forbidden):
        session("member").do(both)


def test_a_script_on_the_tables_is_held_to_it_too(folder: str):
    with open_workspace(folder, "viewer") as workspace, pytest.raises(Forbidden):
        workspace.documents.table("action").insert({"title": "By a script"})
    with open_workspace(folder, "member") as workspace:
        workspace.documents.table("action").insert({"title": "By a script", "state": "done"})
        made = workspace.records.one(Action, "A-2")
        assert made.done_on == workspace.today
