"""Several records go to another goal, or under other tags, in one commit: all or none."""

from typing import Any

import pytest

from store import commands
from store.commands.filing import tag, to_goal
from store.errors import Forbidden, NotFound, Refused
from store.workspace import Workspace, open_workspace


@pytest.fixture
def work(organisation: Workspace) -> Workspace:
    """Goals G-1 and G-2 with a key result each, G-3 dropped; three actions on G-1."""

    def furnish(changes: Any) -> None:
        for title in ("Spring", "Card", "Outlet"):
            commands.add(changes, "goal", {"title": title, "departments": ("DP-1",)})
        for goal in ("G-1", "G-2"):
            commands.add(changes, "key-result", {"title": "Sold", "goal": goal})
        for n in range(3):
            values = {"title": f"Action {n}", "goal": "G-1", "key_result": "KR-1", "tags": ("print",) if n else ()}
            commands.add(changes, "action", values)
        changes.say("furnish")

    organisation.do(furnish)
    organisation.do(commands.drop, "G-3", "no money")
    organisation.ledger.news()
    return organisation


ALL = ["A-1", "A-2", "A-3"]


def of(work: Workspace, name: str) -> list[Any]:
    return [getattr(work.records.get(id), name) for id in ALL]


def test_to_another_goal_in_one_commit_without_a_key_result_of_the_old_one(work: Workspace):
    work.do(commands.edit, "A-3", {"key_result": "KR-2"})
    seq = work.ledger.seq
    work.do(to_goal, [*ALL, "A-1"], "G-2")
    assert of(work, "goal") == ["G-2"] * 3
    assert of(work, "key_result") == [None, None, "KR-2"]
    assert work.ledger.seq == seq + 1


@pytest.mark.parametrize(
    ("ids", "goal", "error", "said"),
    [
        (ALL, "G-3", Refused, "G-3 is over and takes nothing new; reopen it first"),
        (ALL, "G-9", NotFound, "G-9"),
        ([*ALL, "A-9"], "G-2", NotFound, "A-9"),
    ],
)
def test_all_or_none(work: Workspace, ids: list[str], goal: str, error: type[Exception], said: str):
    with pytest.raises(error, match=said):
        work.do(to_goal, ids, goal)
    assert of(work, "goal") == ["G-1"] * 3


def test_whoever_may_not_change_them_neither_moves_nor_tags_them(work: Workspace):
    work.do(commands.edit, "PN-2", {"role": "viewer"})
    with open_workspace(work.ledger.folder, "bo") as theirs:
        for command, given in ((to_goal, "G-2"), (tag, ["x"])):
            with pytest.raises(Forbidden):
                theirs.do(command, ALL, given)


@pytest.mark.parametrize(
    ("words", "tags"),
    [
        (["shop"], [("shop",), ("print", "shop"), ("print", "shop")]),
        (["print"], [("print",), ("print",), ("print",)]),
        (["-print"], [(), (), ()]),
        (["－#print", "shop"], [("shop",), ("shop",), ("shop",)]),
    ],
)
def test_each_has_the_tags_besides_its_own(work: Workspace, words: list[str], tags: list[tuple[str, ...]]):
    work.do(tag, ALL, words)
    assert of(work, "tags") == tags
