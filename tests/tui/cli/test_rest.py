"""`--rest`: what becomes of what is open on a goal that is closed, or holds up an action that is done."""

from pathlib import Path

import pytest

from tests.tui.cli.conftest import Concord


@pytest.fixture
def goal(acme: Path, concord: Concord) -> Path:
    """G-1 with two open actions, one of them blocked, and a milestone; G-2 goes on."""
    for words in (
        ("add", "goal", "Spring"),
        ("add", "goal", "Summer"),
        ("add", "action", "Posters", "--goal", "G-1"),
        ("add", "action", "Poems", "--goal", "G-1"),
        ("add", "milestone", "Shops know", "--goal", "G-1"),
        ("block", "A-1", "No paper"),
    ):
        assert concord(*words).code == 0
    return acme


def test_without_it_a_close_is_refused_with_the_list_and_the_ways(goal: Path, concord: Concord):
    ran = concord("drop", "G-1", "--why", "no money")
    assert ran.code == 4
    said, *ways = ran.err.splitlines()
    assert said.startswith(
        "concord: G-1 would leave open: MS-1 (Shops know); A-1 (Posters); A-2 (Poems); B-1 (No paper). Say what becomes"
    )
    assert [way.partition(" --rest ")[2] for way in ways] == ["done|drop|move:GOAL", "drop --rest ID=done ..."]
    told = concord("drop", "G-1", "--why", "no money", "--json").error
    assert (told["reason"], [each["id"] for each in told["open"]]) == ("leaves-open", ["MS-1", "A-1", "A-2", "B-1"])


@pytest.mark.parametrize(
    "rest",
    [
        ("--rest", "drop", "--rest", "A-2=move:G-2"),
        ("--rest", "A-2=move:g-2,drop"),
        ("--rest", "放弃，A-2＝移动：Summer", "--lang", "zh"),
    ],
)
def test_one_answer_for_all_and_another_for_one(goal: Path, concord: Concord, rest: tuple[str, ...]):
    assert concord("drop", "G-1", "--why", "no money", *rest).code == 0
    (moved,) = concord("show", "A-2", "--json").objects
    assert (moved["goal"], moved["state"]) == ("G-2", "todo")
    assert [concord("show", id, "--json").objects[0].get("reason") for id in ("A-1", "MS-1")] == ["G-1: no money"] * 2
    assert concord("add", "action", "More", "--goal", "G-1").code == 4
    assert concord("undo").code == 0
    assert concord("show", "A-2", "--json").objects[0]["goal"] == "G-1"


@pytest.mark.parametrize(
    ("rest", "code"),
    [("perhaps", 2), ("move", 2), ("drop:G-2", 2), ("drop,done", 2), ("drop,A-9=done", 1), ("move:G-1", 2)],
)
def test_what_says_nothing_about_the_rest_is_refused(goal: Path, concord: Concord, rest: str, code: int):
    assert concord("drop", "G-1", "--why", "x", "--rest", rest).code == code
    assert concord("show", "G-1", "--json").objects[0]["outcome"] == ""


def test_a_blocked_action_is_done_with_its_blockers(goal: Path, concord: Concord):
    assert concord("done", "A-1").code == 4
    assert concord("done", "A-1", "--rest", "B-1=move:A-2").code == 0
    assert concord("show", "B-1", "--json").objects[0]["holds"] == ["A-2"]


def test_json_lines_bring_nothing_into_what_is_closed(goal: Path, concord: Concord, tmp_path: Path):
    assert concord("step", "G-1", "--outcome", "missed", "--why", "over", "--rest", "done").code == 0
    lines = tmp_path / "a.jsonl"
    lines.write_text('{"title": "Late", "goal": "G-1"}\n')
    assert concord("add", "action", "--from-json", str(lines)).code == 4


def test_a_dropped_goal_has_not_passed_its_steps(goal: Path, concord: Concord):
    concord("drop", "G-1", "--why", "no money", "--rest", "drop")
    steps = next(line for line in concord("show", "G-1").out.splitlines() if "Steps" in line)
    assert " x" not in steps


def test_what_became_of_the_rest_is_told_record_by_record(goal: Path, concord: Concord):
    ran = concord("drop", "G-1", "--why", "no money", "--rest", "drop", "--json")
    assert ran.objects[0]["id"] == "G-1"
    assert {each["id"] for each in ran.objects} == {"G-1", "MS-1", "A-1", "A-2", "B-1"}


def test_the_history_says_what_each_came_to(goal: Path, concord: Concord):
    for at in range(7):
        concord("add", "action", f"More {at}", "--goal", "G-1")
    concord("drop", "G-1", "--why", "no money", "--rest", "done")
    said = concord("history").out
    assert "finished 9 actions" in said
    assert "dropped 9 actions" not in said
    assert "dropped G-1 Spring" in concord("undo").err


def test_a_dropped_milestone_is_none_of_those_to_be_reached(goal: Path, concord: Concord):
    concord("add", "milestone", "Shops sell", "--goal", "G-1")
    assert "0 of 2" in concord("show", "G-1").out
    concord("drop", "MS-1", "--why", "no shops")
    assert "0 of 1" in concord("show", "G-1").out
