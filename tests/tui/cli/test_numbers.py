"""Numbers through every door of the command line: as people write them, with their unit, said back, or refused."""

import json
from pathlib import Path

import pytest

import store
from store.kinds.check_in import CheckIn
from store.kinds.key_result import KeyResult
from store.kinds.resource import Resource
from tests.tui.cli.conftest import Concord


@pytest.fixture
def sold(acme: Path, concord: Concord) -> Path:
    """A workspace with a key result of money, KR-1, and one of percent, KR-2."""
    concord("add", "goal", "Spring", "--departments", "MKT,FIN", "--due", "+8w")
    assert concord("add", "key-result", "Sales", "--goal", "G-1", "--target", "720万元", "--unit", "元").code == 0
    assert concord("add", "key-result", "Shops", "--goal", "G-1", "--target", "62,5 %").code == 0
    return acme


def values(folder: Path) -> list[float]:
    with store.open_workspace(str(folder), "ana") as workspace:
        return [each.value for each in workspace.records.all(CheckIn)]


def test_what_is_typed_is_read_and_said_in_full(sold: Path, concord: Concord):
    with store.open_workspace(str(sold), "ana") as workspace:
        assert [each.target for each in workspace.records.all(KeyResult)] == [7200000, 62.5]
    for text, said in (
        ("45万", "450,000 元"),
        ("1.200,50", "1,200.5 元"),
        ("2,999,999.5", "2,999,999.5 元"),
        ("87654321", "87,654,321 元"),
        ("¥ 4 500", "4,500 元"),
        ("(1,200)", "-1,200 元"),
    ):
        assert f"KR-1 is at {said}\n" in concord("check-in", "KR-1", text).err
    assert values(sold) == [450000, 1200.5, 2999999.5, 87654321, 4500, -1200]
    assert "confidence 7 of 10" in concord("check-in", "KR-2", "0,7", "--confidence", "7/10").err
    assert "e+" not in concord("show", "KR-1").out + concord("list", "check-in").out
    assert "in at 2,999,999.5\n" in concord("history", "KR-1").out
    assert (
        "Target: 1,234,567.891 (was 7,200,000)"
        in concord("edit", "KR-1", "--target", "1,234,567.891", "--why", "x").err
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("check-in", "KR-1", "1.200"), '"1.200" may be 1,200 or 1.2. Write 1200 or 1.2'),
        (("check-in", "KR-1", "5 kg"), "it is counted in 元, not in kg"),
        (("check-in", "KR-1", "1,200,5"), "is not a number"),
        (("check-in", "KR-2", "5", "--confidence", "80%"), "it is a mere number, without %"),
        (("edit", "KR-2", "--target", "720万元"), "it is counted in %, not in 元"),
        (("edit", "MKT", "--answer-days", "2 weeks"), "it is counted in days, not in weeks"),
        (("add", "resource", "Vans", "--capacity", "1.500", "--unit", "days"), "1,500 or 1.5"),
        (("add", "resource", "Vans", "--capacity", "3 €", "--unit", "days"), "it is counted in days, not in €"),
    ],
)
def test_what_may_be_two_numbers_or_counts_something_else_is_refused(
    sold: Path, concord: Concord, words: tuple[str, ...], said: str
):
    ran = concord(*words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert values(sold) == []


def test_the_unit_given_beside_it_counts(acme: Path, concord: Concord):
    assert concord("add", "resource", "Budget", "--capacity", "30,000 元", "--unit", "元").code == 0
    assert concord("edit", "budget", "--capacity", "5万元", "--unit", "万元").code == 0
    assert concord("edit", "MKT", "--answer-days", "3 working days").code == 0
    with store.open_workspace(str(acme), "ana") as workspace:
        assert [each.capacity for each in workspace.records.all(Resource)] == [5]


def test_a_text_in_json_that_stands_for_a_number_is_read_alike(sold: Path, concord: Concord, tmp_path: Path):
    lines = tmp_path / "lines.jsonl"
    found = [
        {"title": "a", "goal": "G-1", "target": "2.6亿", "unit": "元"},
        {"title": "b", "goal": "G-1", "target": 1.2},
    ]
    lines.write_text("".join(json.dumps(each) + "\n" for each in found))
    assert concord("add", "key-result", "--from-json", str(lines)).code == 0
    with store.open_workspace(str(sold), "ana") as workspace:
        assert [each.target for each in workspace.records.all(KeyResult)][2:] == [260000000, 1.2]
    lines.write_text(json.dumps({"title": "c", "goal": "G-1", "target": "1.200"}))
    ran = concord("add", "key-result", "--from-json", str(lines))
    assert (ran.code, "Line 1" in ran.err, "1,200 or 1.2" in ran.err) == (2, True, True)


def test_numbers_are_exported_so_that_they_come_back(sold: Path, concord: Concord):
    concord("edit", "KR-1", "--target", "12.3450", "--why", "x")
    assert ",12.3450," in concord("export", "csv", "--kind", "key-result").out
    assert json.loads(concord("show", "KR-1", "--json").out.splitlines()[0])["target"] == 12.345


def test_shares_and_numbers_of_options_are_read_alike(acme: Path, concord: Concord):
    concord("add", "team", "Launch")
    assert concord("team", "S-1", "ana=５０ %").code == 0
    assert "50" in concord("team", "S-1").out
    assert concord("team", "S-1", "ana=62,5 %").code == 2
    assert concord("history", "--limit", "1,000", "--wait", "2,5 s").code == 0
    assert concord("history", "--limit", "1.000").code == 2
