"""`concord add KIND --quick`: the title line of the screen, on the command line."""

from pathlib import Path
from typing import Any

import pytest

from tests.tui.cli.conftest import Concord
from tests.tui.parts.test_add_form import EN, ZH

pytestmark = pytest.mark.usefixtures("acme")


@pytest.fixture(autouse=True)
def goals(acme: Path, concord: Concord) -> None:
    for words in (("person", "Bo Lin", "--login", "bo"), ("goal", "Spring"), ("goal", "Loyalty card")):
        assert concord("add", *words).code == 0


def shown(concord: Concord, id: str, *names: str) -> list[Any]:
    (record,) = concord("show", id, "--json").objects
    return [record[name] for name in names]


@pytest.mark.parametrize(("line", "title", "tag"), [(EN, "Call the printer", "print"), (ZH, "致电印刷厂", "印刷")])
def test_one_line_says_it_all_in_either_language(concord: Concord, line: str, title: str, tag: str):
    ran = concord("add", "action", "--quick", line)
    assert (ran.code, ran.out) == (0, "A-1\n")
    assert f'"{title}" is added. Owner: bo; ' in ran.err
    assert "Priority: High; Goal: G-2 Loyalty card; " in ran.err
    found = shown(concord, "A-1", "title", "owner", "priority", "tags", "goal")
    assert found == [title, "bo", "high", [tag], "G-2"]
    assert shown(concord, "A-1", "due") != [None]


@pytest.mark.parametrize("line", ["Learn C#", "Reply @ 9", "Ask @nobody due:someday goal:G-9 #4", "@ana, !x"])
def test_what_names_nothing_stays_as_typed(concord: Concord, line: str):
    concord("add", "action", line, "--quick")
    assert shown(concord, "A-1", "title", "owner", "due", "tags") == [line, None, None, []]


def test_without_it_a_name_is_a_name(concord: Concord):
    concord("add", "action", EN)
    assert shown(concord, "A-1", "title", "owner") == [EN, None]


def test_options_stand_where_the_line_says_nothing(concord: Concord):
    concord("add", "action", "--quick", r"Call @bo \#1a #print", "--owner", "ana", "--due", "2026-12-01", "--tags", "x")
    found = shown(concord, "A-1", "title", "owner", "due", "tags")
    assert found == ["Call #1a", "bo", "2026-12-01", ["x", "print"]]


def test_several_lines_are_a_record_each_in_one_commit(concord: Concord):
    ran = concord("add", "action", "--quick", "- Call @bo\n\n- Print #shop", "--goal", "G-1")
    assert (ran.code, ran.out) == (0, "A-1\nA-2\n")
    assert ran.err.count("is added") == 2
    assert shown(concord, "A-1", "title", "owner", "goal") == ["Call", "bo", "G-1"]
    assert shown(concord, "A-2", "title", "owner", "goal") == ["Print", None, "G-1"]
    concord("undo")
    assert concord("list", "action").out == ""
    many = concord("add", "action", "--quick", "\n".join(f"Action {n}" for n in range(9)))
    assert many.out.split() == [f"A-{n}" for n in range(3, 12)]
    assert many.err == "Made: 9 Actions\n"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("add", "action", "--quick", "@bo"), 4, "title"),
        (("add", "action", "--quick", "Call\n@bo"), 2, "There is no title in line 2"),
        (("add", "check-in", "--quick", "5"), 2, "a Check-in has none"),
        (("add", "action", "--quick", "--from-json", "x"), 2, "--quick and --from-json do not go together"),
    ],
)
def test_what_does_not_go_is_refused_and_nothing_added(concord: Concord, words: tuple[str, ...], code: int, said: str):
    ran = concord(*words)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert concord("list", "action").out == ""


def test_other_kinds_take_what_their_fields_say(concord: Concord):
    concord("add", "milestone", "--quick", "Posters hang @bo department:MKT goal:G-1 due:2026-12-01")
    found = shown(concord, "MS-1", "title", "owner", "department", "goal", "due")
    assert found == ["Posters hang", "bo", "MKT", "G-1", "2026-12-01"]


def test_a_day_that_may_be_two_is_asked_for_and_a_stroke_leaves_it_in_the_title(concord: Concord):
    refused = concord("add", "action", "--quick", "Call the printer due:1/2/2027")
    assert refused.code == 2
    assert '"1/2/2027" may be 2027-01-02 or 2027-02-01; write it like that' in refused.err
    concord("add", "action", "--quick", r"Call the printer \due:1/2/2027 @ana")
    assert shown(concord, "A-1", "title", "owner", "due") == ["Call the printer due:1/2/2027", "ana", None]
