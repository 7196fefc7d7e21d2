"""What a later version has written: every command goes on reading, and it is shown by its raw name."""

from pathlib import Path

import pytest

from store.engine.ledger import Ledger
from store.kinds import KINDS
from tests.store.built_example import build
from tests.store.later import NAME, SORTS, VALUE, grow
from tests.store.old_workspaces import unpack
from tests.tui.cli.conftest import Concord
from tui.text.insights.insight_page import PAGES


@pytest.fixture(params=SORTS)
def later(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The example with something of that sort in every record; an id of each kind."""
    build(tmp_path / "w", "launch", "en")
    monkeypatch.setenv("CONCORD_WORKSPACE", str(tmp_path / "w"))
    with Ledger(str(tmp_path / "w")) as ledger:
        grow(ledger, request.param)
        return [KINDS[name].id(number) for name in KINDS for number in ledger.numbers(name)[:1]]


def test_every_command_goes_on_reading(later: list[str], concord: Concord, tmp_path: Path):
    goal = "G-1"
    commands = [("list", kind) for kind in KINDS] + [(verb, id) for id in later for verb in ("show", "history")]
    commands += [("history",), ("today",), ("today", "--brief"), ("standup",), ("digest",), ("waits",), ("doctor",)]
    commands += [("search", "the"), ("search", "is:open"), ("raci", goal), ("plan", goal), ("gate", goal)]
    commands += [("export", format, str(tmp_path / format)) for format in ("json", "csv", "tinydb")]
    commands += [("backup", str(tmp_path / "backup")), ("report", "--html"), ("report", "--markdown", "--of", "DP-1")]
    commands += [("insights", page, *of) for page in PAGES for of in ((), ("--of", "DP-1"))] + [("insights",)]
    commands += [(verb,) for verb in ("pulse", "training")] + [("retro", "facts", "R-1"), ("feedback", "show", "R-1")]
    commands += [("reading", id) for id in later if id.startswith("N-")]
    for words in commands:
        for more in ((), ("--json",)):
            if more and words[0] in ("export", "backup", "digest", "plan", "report"):
                continue
            ran = concord(*words, *more)
            assert ran.code == 0, (words, more, ran.err)
            assert "\x1b" not in ran.out + ran.err


def test_check_counts_it_and_calls_nothing_damaged(later: list[str], concord: Concord):
    found = concord("check", "--json").objects[0]
    assert found["clean"], found["findings"]
    said = [each["message"] for each in found["findings"]]
    assert "12 records of a kind that this version does not know: omen" in said
    assert concord("check").code == 0


@pytest.mark.parametrize("later", ["fields"], indirect=True)
def test_an_unknown_field_is_shown_by_its_raw_name(later: list[str], concord: Concord):
    shown = [line.split() for line in concord("show", "G-1").out.splitlines()]
    assert ["From", "a", "newer", "version"] in shown
    assert ["mood^[[31m", "[bold]hap^[[31mpy"] in shown
    assert ["stances.DP-1.mood", "x"] in shown
    for found in (concord("show", "G-1", "--json").objects[0], concord("list", "goal", "--json").objects[0]):
        assert (found[NAME], found["nested"]) == (VALUE, {"a": [1, 2, {"b": None}]})
        assert {stance["mood"] for stance in found["stances"].values()} == {"x"}
        assert "mood" not in found["computed"]


def test_a_workspace_of_a_newer_format_is_read_and_not_written_to(
    tmp_path: Path, concord: Concord, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("CONCORD_WORKSPACE", str(unpack("later", tmp_path)))
    shown = concord("show", "G-1", "--json").objects[0]
    assert shown[NAME] == VALUE
    assert concord("list", "goal").code == 0
    check = concord("check", "--json").objects[0]
    said = [each["message"] for each in check["findings"]]
    assert check["clean"]
    assert any("newer Concord" in each for each in said)
    assert "12 records of a kind that this version does not know: omen" in said
    for words in (("check", "--repair", "--yes"), ("compact",), ("edit", "A-2", "--title", "x")):
        ran = concord(*words)
        assert (ran.code, "newer Concord" in ran.err) == (1, True), (words, ran.err)
    assert concord("init", str(tmp_path)).code == 1
