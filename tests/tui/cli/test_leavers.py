"""Somebody leaves, a department ends, two are the same: told on the command line, fact by fact."""

from pathlib import Path

import pytest

from tests.tui.cli.conftest import Concord


@pytest.fixture
def bo(acme: Path, concord: Concord) -> Concord:
    """Bo of MKT owns G-1 and A-1 and leads FIN."""
    assert acme
    concord("add", "person", "Bo", "--login", "bo", "--department", "MKT")
    concord("edit", "FIN", "--lead", "bo")
    concord("add", "goal", "Spring", "--owner", "bo")
    concord("add", "action", "Posters", "--owner", "bo", "--due", "fri")
    return concord


def test_whoever_leaves_is_told_what_is_open_and_it_is_handed_over_in_one_change(bo: Concord):
    said = bo("edit", "bo", "--left-on", "today").err
    assert "Open with bo: FIN, G-1, A-1\nTo hand it over: concord handover bo --to WHO\n" in said
    assert bo("handover", "bo").out.split() == [
        "FIN", "Lead", "Finance", "G-1", "Owner", "Spring", "A-1", "Owner", "Posters"
    ]  # fmt: skip
    assert [each["field"] for each in bo("handover", "bo", "--json").objects] == ["lead", "owner", "owner"]
    dry = bo("handover", "bo", "--to", "ana", "--dry-run")
    assert (dry.code, len(dry.out.splitlines())) == (0, 3)
    assert bo("show", "A-1", "--json").objects[0]["owner"] == "bo"
    assert bo("handover", "bo", "A-1", "--to", "ana").err == "1 duty of bo is ana's now\n"
    assert bo("handover", "bo", "--to", "ana").err == "2 duties of bo are ana's now\n"
    assert "Nothing is open with bo" in bo("handover", "bo").err
    assert bo("undo").code == 0
    assert [bo("show", id, "--json").objects[0]["owner"] for id in ("G-1", "A-1")] == ["bo", "ana"]


@pytest.mark.parametrize(
    "words",
    [
        ("add", "action", "Next", "--owner", "bo"),
        ("edit", "A-1", "--contributors", "bo"),
        ("raci", "G-1", "bo=A", "MKT=R"),
        ("block", "A-1", "No ink", "--on", "bo"),
        ("handover", "ana", "--to", "bo"),
        ("standup", "--open", "--who", "bo"),
    ],
    ids=lambda words: words[0],
)
def test_nothing_new_goes_to_whoever_has_left_without_a_word(bo: Concord, words: tuple[str, ...]):
    bo("edit", "MKT", "--lead", "ana")
    bo("edit", "bo", "--left-on", "today")
    refused = bo(*words)
    assert (refused.code, "bo left on" in refused.err, "concord handover bo" in refused.err) == (4, True, True)
    assert f"concord {words[0]}" in refused.err.splitlines()[-1]
    assert refused.err.splitlines()[-1].endswith("--anyway")
    assert bo(*words, "--anyway").code == 0


def test_json_lines_are_held_to_it_too(bo: Concord, tmp_path: Path):
    bo("edit", "FIN", "--active", "no")
    (tmp_path / "a.jsonl").write_text('{"title": "x"}\n{"title": "y", "department": "FIN"}\n')
    words = ("add", "action", "--from-json", str(tmp_path / "a.jsonl"))
    assert (bo(*words).code, bo("list", "action", "--json").out.count("\n")) == (4, 1)
    assert bo(*words, "--anyway").out == "A-2\nA-3\n"


def test_a_department_that_ends_names_what_is_open_with_it(bo: Concord):
    bo("add", "milestone", "Print", "--department", "FIN")
    assert "Open with FIN: MS-1" in bo("edit", "FIN", "--active", "no").err
    assert bo("handover", "FIN", "--to", "MKT").code == 0
    assert bo("show", "MS-1", "--json").objects[0]["department"] == "MKT"


def test_two_that_are_the_same_are_merged_and_found_by_both_names(bo: Concord):
    bo("add", "person", "Bo Berg")
    bo("add", "action", "Draw", "--owner", "Bo Berg")
    merged = bo("merge", "Bo Berg", "bo")
    assert (merged.code, merged.out) == (0, "PN-3\n")
    assert bo("show", "A-2", "--json").objects[0]["owner"] == "bo"
    assert bo("show", "Bo Berg", "--json").objects[0]["login"] == "bo"
    assert "PN-3" in bo("search", "berg").out
    assert "merged Bo Berg into bo" in bo("history", "bo").out
    assert bo("undo").code == 0
    assert bo("show", "A-2", "--json").objects[0]["owner"] == "PN-4"


def test_check_lists_what_records_lack_apart_from_damage(bo: Concord):
    bo("add", "action", "Draw")
    bo("edit", "bo", "--left-on", "2026-01-02")
    checked = bo("check")
    lines = checked.out.splitlines()
    assert (checked.code, lines[0]) == (0, "What records lack:")
    assert {"  A-1 owner: bo left on 2026-01-02", "  A-2 owner: is not given", "  A-2 due: is not given"} <= set(lines)
    assert "  G-1 raci: nobody is accountable (A)" in lines
    assert "Nothing is damaged" in checked.err
    found = bo("check", "--json").objects[0]
    assert found["clean"] is True
    assert {"level": "lacking", "id": "A-2", "field": "owner", "message": "is not given"} in found["findings"]


def test_the_same_in_chinese(bo: Concord):
    said = bo("edit", "bo", "--left-on", "today", "--lang", "zh").err
    assert "bo 未完成的：FIN、G-1、A-1" in said
    said = bo("check", "--lang", "zh").out
    assert "(--owner)：bo 已于" in said
    assert "(--lead)：bo 已于" in said
