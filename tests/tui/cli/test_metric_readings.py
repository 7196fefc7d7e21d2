"""Readings on the command line: one, many out of a file or a pipe, one put right, shown, told, exported, left out."""

import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from tests.tui.cli.conftest import CHINESE, Concord


@pytest.fixture
def stock(acme: Path, concord: Concord) -> Path:
    """N-1, with two readings of yesterday."""
    concord("add", "metric", "Stock", "--unit", "pieces", "--target", "4000", "--stale-after", "26h")
    concord("reading", "N-1", "4,210", "--at", "yesterday 9:30", "--source", "till")
    concord("reading", "Stock", "1.2万", "--at", "yesterday 10:30", "--note", "the second delivery")
    return acme


def piped(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(text.encode())))


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "Asia/Kolkata"])
@pytest.mark.parametrize("more", [(), ("--json",)])
def test_what_is_exported_comes_back_as_it_was(
    acme: Path, concord: Concord, tmp_path: Path, zone: str, more: tuple[str, ...]
):
    concord("edit", "WS-1", "--zone", zone)
    for title in ("One", "Two"):
        concord("add", "metric", title)
    said = (
        ("0", "1970-01-01T00:00"), ("0.0000001", "1978-06-01T12:00"),
        ("-7", "2026-10-25T02:30"), ("7", "2026-10-25T03:30"),
        ("123456789012.25", "2026-11-22T09:30:17"),
    )  # fmt: skip
    for value, at in said:
        concord("reading", "N-1", "--at", at, "--source", "=1+1", "--note", 'a;b,"c', "--", value)
    files = [str(tmp_path / name) for name in ("one", "two")]
    assert concord("export", "readings", files[0], *more).code == 0
    text = Path(files[0]).read_text("utf-8")
    assert text.count("N-1") == len(said)
    Path(files[1]).write_text(text.replace("N-1", "N-2"), "utf-8")
    assert concord("reading", "--from-json" if more else "--from-csv", files[1]).code == 0
    assert concord("export", "readings", files[0], "--of", "N-2", "--force", *more).code == 0
    assert Path(files[0]).read_text("utf-8") == Path(files[1]).read_text("utf-8")


def test_the_latest_ones_are_shown_with_their_addresses(stock: Path, concord: Concord):
    shown = concord("reading", "N-1")
    assert [("12,000 pieces" in line, "till" in line) for line in shown.out.splitlines()] == [
        (True, False),
        (False, True),
    ]
    assert "+7,790 to the last one" in shown.err
    last = concord("reading", "N-1", "--json").objects[0]
    assert (last["value"], last["note"], last["source"]) == (12000, "the second delivery", "")
    assert last["address"].endswith("T10:30")
    assert concord("show", last["address"], "--json").objects[0]["value"] == 12000


def test_one_is_put_right_with_its_reason_and_its_life_is_told(stock: Path, concord: Concord):
    named = concord("reading", "N-1", "--json").objects[1]["address"]
    assert concord("reading", named, "4120").code == 4
    assert "wants a reason" in concord("reading", named, "4120", "--correct").err
    assert concord("reading", named, "4120", "--correct", "--why", "counted twice").out == f"{named}\n"
    assert "was 4,210 pieces" in concord("show", named).out
    told = concord("history", named).out.splitlines()
    assert ["corrected" in told[0], "counted twice" in told[0], "entered 4,210" in told[1]] == [True] * 3
    assert len(told) == 2
    assert "Taken back" in concord("undo").err
    assert concord("show", named, "--json").objects[0]["value"] == 4210


@pytest.mark.parametrize(
    ("zone", "when", "too_early"),
    [
        ("UTC", "1500-01-01T12:00", True),
        ("UTC", "1969-12-31", True),
        ("America/New_York", "0001-01-02T00:00Z", True),
        ("America/New_York", "1970-01-01T04:00Z", True),
        ("Asia/Shanghai", "1969-12-31T16:00Z", False),
        ("Asia/Shanghai", "1970-01-01", False),
    ],
)
def test_nothing_is_of_a_day_before_there_was_any_such_thing(
    stock: Path, concord: Concord, zone: str, when: str, *, too_early: bool
):
    concord("edit", "WS-1", "--zone", zone)
    entered = concord("reading", "N-1", "5", "--at", when)
    assert (entered.code != 0) is ("is too long ago; readings are of days since 1970" in entered.err) is too_early
    assert (concord("reading", "N-1", "7", "--at", when, "--correct", "--why", "so").code != 0) is too_early


def test_a_text_that_is_too_long_is_refused_by_its_name(stock: Path, concord: Concord):
    named = concord("reading", "N-1", "--json").objects[1]["address"]
    for words in (("N-1", "5"), (named, "5", "--correct", "--why", "so")):
        assert "N-1: note: is longer than 1000" in concord("reading", *words, "--note", "x" * 1001).err
    assert "N-1: source: is longer than 1000" in concord("reading", "N-1", "5", "--source", "x" * 1001).err


def test_nothing_is_not_less_than_nothing(stock: Path, concord: Concord):
    assert concord("reading", "N-1", "--json", "--", "-0.0").objects[0]["value"] == 0
    assert "-" not in concord("export", "readings").out.splitlines()[-1].split(",")[2]


def test_how_old_one_may_be_is_said_in_hours_and_days(acme: Path, concord: Concord):
    assert "Too old after: 26 hours" in concord("add", "metric", "Stock", "--stale-after", "26h").err
    assert "Too old after: 2 days (was 26 hours)" in concord("edit", "N-1", "--stale-after", "2d").err
    assert "from 26 hours to 2 days" in concord("history", "N-1").out
    assert "2 天" in concord("history", "N-1", "--lang", "zh").out


def test_many_come_out_of_a_file_or_a_pipe_and_twice_is_once(
    stock: Path, concord: Concord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    table = tmp_path / "t.csv"
    table.write_text("Metric;Value;Time;Source\nStock;4.110,5;yesterday 11:00;till\nN-1;4.100,0;yesterday 12:00;till\n")
    assert "2 readings are new" in concord("reading", "--from-csv", str(table)).err
    assert "2 were there already" in concord("reading", "--from-csv", str(table)).err
    piped(monkeypatch, '{"value": 4000, "at": "yesterday 13:00"}\n{"value": "4,001", "at": "yesterday 14:00"}\n')
    said = concord("reading", "N-1", "--from-json", "-", "--json").objects[0]
    assert said == {"dry_run": False, "new": 2, "there": 0, "metrics": ["N-1"]}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"metric": "N-1", "value": 3, "at": "yesterday 9:30"}', "Line 2: N-1 was 4,210"),
        ('{"metric": "N-7", "value": 3}', "Line 2: "),
        ('{"metric": "N-1", "value": true}', "Line 2: value needs a number"),
        ('{"metric": "N-1", "value": 3, "at": "soon"}', "Line 2: "),
        ('{"metric": "N-1", "value": 3, "at": "1969-12-31"}', "Line 2: 1969-12-31 is too long ago"),
        ('{"metric": "N-1", "value": 1e300}', "Line 2: "),
        ('{"metric": "N-1", "value": 2e15}', "Line 2: N-1: value: is too large a number"),
        ('{"metric": "N-1", "value": 3, "note": "' + "x" * 1001 + '"}', "Line 2: N-1: note: is longer than 1000"),
        ('{"metric": "N-1", "value": 3, "source": "' + "x" * 1001 + '"}', "Line 2: N-1: source: is longer than 1000"),
        ('{"value": 3}', "Line 2: says no metric"),
        ('{"metric": "N-1", "value": 3, "when": "now"}', "Line 2: there is no when in a reading"),
    ],
)
def test_of_many_none_is_entered_where_one_is_wrong(
    stock: Path, concord: Concord, monkeypatch: pytest.MonkeyPatch, line: str, said: str
):
    piped(monkeypatch, f'{{"metric": "N-1", "value": 1, "at": "yesterday 8:00"}}\n{line}\n')
    refused = concord("reading", "--from-json", "-")
    assert refused.code != 0
    assert said in refused.err
    assert len(concord("reading", "N-1", "--json").objects) == 2


def test_what_is_exported_is_entered_again_elsewhere(stock: Path, concord: Concord, tmp_path: Path):
    concord("export", "readings", str(tmp_path / "r.csv"))
    concord("add", "metric", "Other")
    moved = (tmp_path / "r.csv").read_text().replace("N-1,", "N-2,")
    (tmp_path / "r.csv").write_text(moved)
    assert "2 readings are new" in concord("reading", "--from-csv", str(tmp_path / "r.csv")).err
    lines = [each | {"metric": "N-2"} for each in concord("export", "readings", "--of", "N-1", "--json").objects]
    assert lines == concord("export", "readings", "--of", "N-2", "--json").objects


@pytest.mark.parametrize("more", [(), ("--json",)])
def test_what_stood_there_before_is_exported_and_said_to_stay_behind(
    stock: Path, concord: Concord, tmp_path: Path, more: tuple[str, ...]
):
    concord("reading", "N-1", "11000", "--correct", "--why", '=1+1, "twice"')
    concord("export", "readings", str(tmp_path / "r"), *more)
    text = (tmp_path / "r").read_text("utf-8")
    assert "twice" in text
    concord("add", "metric", "Other")
    (tmp_path / "r").write_text(text.replace("N-1", "N-2"), "utf-8")
    said = concord("reading", "--from-json" if more else "--from-csv", str(tmp_path / "r")).err
    assert "only what is done in Concord brings it about: Earlier values of one reading" in said
    assert "2 readings are new" in said
    assert [each["value"] for each in concord("reading", "N-2", "--json").objects] == [11000, 4210]


def test_old_ones_are_left_out_once_it_was_said_what_stays(stock: Path, concord: Concord):
    concord("reading", "N-1", "5", "--at", "yesterday 8:00")
    thin = ("reading", "thin", "N-1", "--keep", "1d", "--before", "tomorrow")
    assert "2 readings would be left out and 1 stay" in concord(*thin, "--dry-run").err
    assert len(concord("reading", "N-1", "--json").objects) == 3
    assert concord(*thin, "--json").objects[0]["gone"] == 2
    assert [each["note"] for each in concord("reading", "N-1", "--json").objects] == ["the second delivery"]
    concord("undo")
    assert len(concord("reading", "N-1", "--json").objects) == 3


def test_readings_of_a_day_are_one_line_of_the_history_and_no_news(stock: Path, concord: Concord):
    concord("reading", "N-1", "5", "--at", "yesterday 11:00")
    told = [line for line in concord("history").out.splitlines() if "N-1" in line]
    assert len(told) == 2
    assert "entered 3 readings of N-1 Stock that day, last 5 pieces" in told[0]


@pytest.mark.parametrize(
    ("words", "text", "said"),
    [
        (("N-1", "4.5"), "", "N-1: 4.5 is kept as it is and shown as 4; its decimals are 0"),
        (("N-1", "1e2"), "", ""),
        (("N-1", "0.5", "--correct", "--why", "x"), "", "N-1: 0.5 is kept as it is and shown as 0; its decimals are 0"),
        (
            ("N-1", "--from-csv", "-"),
            "value,at\n4.5,today 0:01\n4,today 0:02\n",
            "One value of N-1 has more than its 0",
        ),
        (("N-1", "--from-json", "-"), '{"value":4.5}', "N-1: 4.5 is kept as it is and shown as 4; its decimals are 0"),
    ],
)
def test_of_more_decimals_than_the_metric_has_it_is_said_what_is_kept_and_shown(
    stock: Path, concord: Concord, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], text: str, said: str
):
    piped(monkeypatch, text)
    err = concord("reading", *words).err
    assert said in err
    assert ("decimals" in err) == bool(said)
    concord("edit", "N-1", "--decimals", "1")
    piped(monkeypatch, text)
    assert "decimals" not in concord("reading", *words, *(("--at", "today 0:03") if len(words) == 2 else ())).err


def test_evidence_in_a_table_takes_readings_and_links(stock: Path, concord: Concord, tmp_path: Path):
    (tmp_path / "d.csv").write_text('question,evidence\nEnough?,"N-1@yesterday 9:30; FIN, https://e.org/?a=1,2"\n')
    assert concord("import", "csv", str(tmp_path / "d.csv"), "--kind", "decision").code == 0
    found = concord("show", "D-1", "--json").objects[0]
    assert (found["evidence"], found["evidence_links"]) == (["N-1", "FIN"], "https://e.org/?a=1,2")
    assert [each["value"] for each in found["cited"]] == [4210]


def test_all_of_it_is_said_in_chinese(stock: Path, concord: Concord):
    for words in (("reading",), ("reading", "N-1"), ("history", "N-1"), ("reading", "N-1", "x"), ("reading", "thin")):
        ran = concord(*words, "--lang", "zh")
        assert CHINESE.search(ran.out + ran.err)
        assert "reading of" not in ran.out + ran.err
