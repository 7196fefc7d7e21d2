"""Adding, reading and changing records from the command line, as scripts do."""

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.usefixtures("acme")
Concord = Callable[..., Any]


def pipe(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_add_prints_the_id_and_show_has_what_was_given(concord: Concord):
    added = concord("add", "action", "Stock feed", "--owner", "ana", "--due", "2026-12-01", "--tags", "shop, feed")
    assert (added.code, added.out) == (0, "A-1\n")
    assert added.err == 'A-1 "Stock feed" is added. Owner: ana; Due: Tue 1 Dec; Tags: shop, feed\n'
    (shown,) = concord("show", "a-1", "--json").objects
    assert shown["title"] == "Stock feed"
    assert (shown["id"], shown["rev"], shown["owner"], shown["due"]) == ("A-1", 1, "ana", "2026-12-01")
    assert shown["tags"] == ["shop", "feed"]
    assert shown["computed"]["late_days"] == 0


def test_references_are_said_by_code_login_and_id(concord: Concord):
    concord("add", "goal", "Launch", "--departments", "MKT,fin", "--owner", "ana")
    concord("add", "action", "Feed", "--goal", "G-1", "--department", "finance")
    assert concord("list", "goal", "--json").objects[0]["departments"] == ["MKT", "FIN"]
    assert concord("list", "goal", "--json").objects[0]["owner"] == "ana"
    (action,) = concord("list", "actions", "--json").objects
    assert (action["goal"], action["department"]) == ("G-1", "FIN")


@pytest.mark.parametrize(
    ("given", "value"),
    [("-5", -5), ("-0.5", -0.5), ("+7.5", 7.5), ("75 %", 75)],
)
def test_a_number_may_be_negative_as_word_and_as_value(concord: Concord, given: str, value: float):
    assert concord("add", "check-in", given).code == 0
    assert concord("add", "key-result", "KR", "--start", given).code == 0
    assert concord("show", "CI-1", "--json").objects[0]["value"] == value
    assert concord("show", "KR-1", "--json").objects[0]["start"] == value


@pytest.mark.parametrize("text", ["-x", "--json-like text", "- first", "--", "-5 degrees", "=", "--=x"])
def test_a_value_may_begin_with_dashes(concord: Concord, text: str):
    assert concord("add", "action", "One", "--note", text).code == 0
    assert concord("show", "A-1", "--json").objects[0]["note"] == text


def test_a_name_may_begin_with_dashes_behind_two(concord: Concord):
    assert concord("add", "action", "--owner", "ana", "--", "--help").out == "A-1\n"
    assert concord("show", "A-1", "--json").objects[0]["title"] == "--help"


def test_json_lines_are_one_commit_with_ids_in_order(concord: Concord, monkeypatch: pytest.MonkeyPatch):
    pipe(monkeypatch, b'{"title": "One", "owner": "ana"}\n\n{"title": "Two", "due": "2026-12-24", "tags": ["x"]}\n')
    assert concord("add", "action", "--from-json", "-").out == "A-1\nA-2\n"
    one, two = concord("list", "action", "--json").objects
    assert (one["owner"], two["due"], two["tags"]) == ("ana", "2026-12-24", ["x"])
    assert one["made_at"] == two["made_at"]


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        (b'{"title": "Two", "owner": "nobody"}', 2, "nobody"),
        (b'{"titel": "Two"}', 4, "titel"),
        (b'{"title": "Two", "due": "someday"}', 2, "someday"),
        (b'{"title": "Two", "due": 5}', 4, "due"),
        (b"[1]", 2, "Line 2"),
        (b'{"title": "Two"', 2, "Line 2"),
        (b"\xff", 2, "Line 2"),
        (b'{"note": "no title"}', 4, "title"),
        (b'{"title": "Two", "rev": 7}', 4, "rev"),
    ],
)
def test_one_wrong_json_line_adds_nothing(
    concord: Concord, monkeypatch: pytest.MonkeyPatch, line: bytes, code: int, said: str
):
    pipe(monkeypatch, b'{"title": "One"}\n' + line + b"\n")
    ran = concord("add", "action", "--from-json", "-")
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert concord("list", "action").out == ""


def test_edit_sets_clears_adds_and_takes_away(concord: Concord):
    concord("add", "action", "Feed", "--owner", "ana", "--tags", "a,b")
    edited = concord("edit", "A-1", "--owner", "none", "--tags=+c", "--tags=-a", "--priority", "high", "--json")
    assert edited.code == 0
    (after,) = edited.objects
    assert (after["owner"], after["tags"], after["priority"], after["rev"]) == (None, ["b", "c"], "high", 2)
    concord("edit", "A-1", "--tags", "x", "--tags", "y")
    assert concord("show", "A-1", "--json").objects[0]["tags"] == ["x", "y"]


def test_an_edit_says_nothing_on_standard_output(concord: Concord):
    concord("add", "action", "Feed")
    edited = concord("edit", "A-1", "--note", "More")
    assert (edited.out, edited.err) == ("", "A-1, Note: More\n")


def test_moving_a_due_date_wants_why_and_keeps_it(concord: Concord):
    concord("add", "action", "Feed", "--due", "2026-12-01")
    refused = concord("edit", "A-1", "--due", "2026-12-08")
    assert refused.code == 4
    assert "--why" in refused.err
    assert concord("edit", "A-1", "--due", "2026-12-08", "--why", "the budget code").code == 0
    (moved,) = concord("show", "A-1", "--json").objects
    assert (moved["due"], moved["due_log"][0]["why"], moved["computed"]["moves"]) == (
        "2026-12-08",
        "the budget code",
        1,
    )


def test_the_why_of_a_goal_is_its_field(concord: Concord):
    concord("add", "goal", "Launch", "--why", "We need it")
    assert concord("show", "G-1", "--json").objects[0]["why"] == "We need it"
    concord("edit", "G-1", "--why", "They need it")
    assert concord("show", "G-1", "--json").objects[0]["why"] == "They need it"


def test_an_edit_of_an_older_revision_is_refused_with_what_clashes(concord: Concord):
    concord("add", "action", "Feed")
    concord("edit", "A-1", "--note", "newer")
    stale = concord("edit", "A-1", "--note", "mine", "--if-rev", "1", "--json")
    assert stale.code == 4
    assert stale.error["error"] == "conflict"
    assert stale.error["id"] == "A-1"
    assert concord("edit", "A-1", "--note", "mine", "--if-rev", "2").code == 0


def test_done_reopen_drop_and_comment(concord: Concord):
    concord("add", "action", "One")
    concord("add", "action", "Two")
    assert concord("done", "A-1", "A-2").code == 0
    assert concord("done", "A-1").code == 4
    assert concord("reopen", "A-1").code == 0
    assert concord("drop", "A-1").code == 4
    assert concord("drop", "A-1", "--why", "not needed").code == 0
    (dropped,) = concord("show", "A-1", "--json").objects
    assert (dropped["state"], dropped["reason"]) == ("dropped", "not needed")
    assert concord("comment", "A-2", "see @ana").out == "CM-1\n"
    assert concord("show", "CM-1", "--json").objects[0]["mentions"] == ["ana"]
    assert "see @ana" in concord("show", "A-2").out


def test_what_others_point_to_is_not_deleted_and_the_rest_is(concord: Concord):
    concord("add", "action", "Feed", "--department", "MKT")
    kept = concord("drop", "MKT", "--why", "merged", "--json")
    assert (kept.code, kept.error["error"]) == (4, "still-referenced")
    assert "A-1" in kept.error["referrers"]
    gone = concord("drop", "FIN", "--why", "merged", "--json")
    assert (gone.code, gone.objects[0]["code"]) == (0, "FIN")
    assert concord("show", "FIN").code == 2


def test_list_takes_words_and_search_finds_what_they_are_in(concord: Concord):
    concord("add", "action", "Stock feed", "--owner", "ana")
    concord("add", "action", "Price list", "--note", "for the stock of spring")
    concord("add", "goal", "Stock sold")
    assert [line.split()[0] for line in concord("list", "action", "STOCK").out.splitlines()] == ["A-1", "A-2"]
    assert [line.split()[0] for line in concord("list", "action", "stock", "ana").out.splitlines()] == ["A-1"]
    nothing = concord("list", "action", "nothing like it")
    assert (nothing.code, nothing.out) == (0, "")
    found = {each["id"] for each in concord("search", "stock", "--json").objects}
    assert found == {"A-1", "A-2", "G-1"}
    assert len(concord("search", "stock", "--limit", "1").out.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (("type:action", "owner:ana"), {"A-1", "A-2"}),
        (("type:action owner:ana -price",), {"A-1"}),  # in the shell's quotes the whole query
        (("type:action", "owner:Ana", '"stock feed"'), {"A-1"}),
        (("is:overdue",), {"A-2"}),
        (("-stock", "type:action"), {"A-2"}),
        (("sf",), {"A-1"}),
    ],
)
def test_search_narrows_by_the_words_of_the_screen(concord: Concord, words: tuple[str, ...], wanted: set[str]):
    concord("add", "action", "Stock feed", "--owner", "ana")
    concord("add", "action", "Price list", "--owner", "ana", "--due", "2020-01-01")
    assert {each["id"] for each in concord("search", *words, "--json").objects} == wanted
    listed = {each["id"] for each in concord("list", "action", *words, "--json").objects}
    assert listed == {id for id in wanted if id.startswith("A-")}


@pytest.mark.parametrize("words", [("frob:x",), ("is:purple",), ("owner:nobodyatall",), ("due:someday",)])
def test_a_word_that_narrows_and_means_nothing_is_named(concord: Concord, words: tuple[str, ...]):
    for verb in (("search",), ("list", "action")):
        ran = concord(*verb, *words)
        assert (ran.code, ran.out) == (2, "")
        assert words[0].partition(":")[2] in ran.err or words[0] in ran.err


def test_many_records_read_the_same_the_quick_way(concord: Concord, monkeypatch: pytest.MonkeyPatch):
    concord("add", "goal", "Launch")
    titles = ["One", 'quoted \\"owner\\":\\"PN-2\\"', "中文标题"]
    shared = '"owner":"ana","department":"MKT","goal":"G-1"'
    lines = [f'{{"title":"{titles[n % 3]}",{shared},"due":"2026-11-{n + 1:02}"}}' for n in range(20)]
    lines.append('{"title":"Several","contributors":["ana"],"extra":{"owner":"PN-2"},"owner":"ana"}')
    pipe(monkeypatch, "\n".join(lines).encode())
    concord("add", "action", "--from-json", "-")
    concord("edit", "A-3", "--due", "2027-01-01", "--why", "later")
    concord("add", "blocker", "Waits", "--holds", "A-5", "--waiting_on", "FIN")
    concord("compact")
    concord("edit", "A-7", "--title", "Changed since the checkpoint")
    quickly = concord("list", "action", "--json").objects
    slowly = [concord("show", each["id"], "--json").objects[0] for each in quickly]
    assert quickly == slowly
    assert [each["id"] for each in slowly] == [f"A-{n}" for n in range(1, 22)]
    assert slowly[4]["computed"]["blocked_by"] == ["B-1"]
    assert slowly[-1]["extra"] == {"owner": "PN-2"}


def test_a_list_is_aligned_though_some_of_it_is_twice_as_wide(concord: Concord):
    from tui.cli.plain_text import width

    concord("edit", "MKT", "--code", "市场部")
    concord("add", "action", "A title", "--department", "市场部")
    concord("add", "action", "标题", "--department", "FIN")
    one, two = concord("list", "action").out.splitlines()
    assert width(one[: one.index("A title")]) == width(two[: two.index("标题")])


def test_a_list_on_no_workspace_says_what_to_do(concord: Concord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    missing = concord("list", "action", "--workspace", str(tmp_path / "nothing"))
    assert missing.code == 1
    assert "concord init" in missing.err
    monkeypatch.delenv("CONCORD_WORKSPACE")
    assert "--workspace" in concord("list", "action").err
