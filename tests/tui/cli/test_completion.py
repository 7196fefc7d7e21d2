"""What fits at the cursor of a shell: `concord complete`, as the scripts ask it."""

import json
import os
from pathlib import Path

import pytest

from store.engine.home.folder import TAIL_ENTRIES
from store.engine.ledger import Ledger
from tests.tui.cli.conftest import Concord
from tui import i18n
from tui.cli.completing import shell_answer
from tui.cli.completing.shell_answer import ShellAnswer
from tui.cli.completing.shell_completion import VERBS
from tui.cli.completing.usage import usage_of
from tui.cli.plain_text import crop
from tui.cli.verbs import LISTED, load
from tui.i18n import t


@pytest.fixture
def office(acme: Path, concord: Concord) -> Path:
    for words in (
        ("add", "goal", "Spring", "--departments", "MKT,FIN", "--owner", "ana"),
        ("add", "action", "Hang the posters"),
        ("add", "action", "Call the printer"),
        ("add", "metric", "Stock", "--unit", "pairs"),
        ("add", "person", "Bo Lin", "--left_on", "2020-01-01"),
    ):
        assert concord(*words).code == 0
    return acme


@pytest.fixture
def fits(office: Path, concord: Concord):
    """The words that fit at the end of these, each with what it says."""

    def asked(*words: str) -> dict[str, str]:
        ran = concord("complete", "--", *words)
        assert (ran.code, ran.err) == (0, "")
        return dict(line.split("\t") for line in ran.out.splitlines())

    return asked


def test_verbs_come_with_what_they_do(fits):
    """`CONCORD_GOLDENS=write` writes the table of what they do, as they declare it."""
    declared = {name: load(name).says.key for name in (*LISTED, "help")}
    if os.environ.get("CONCORD_GOLDENS") == "write":
        VERBS.write_text(json.dumps(declared, indent=1) + "\n")
    assert list(json.loads(VERBS.read_bytes()).items()) == list(declared.items())
    for language in ("en", "zh"):
        found = fits("--lang", language, "")
        i18n.use(language)
        assert found == {name: crop(t(load(name).says), 60) for name in declared}
    assert fits("reo") == {"reopen": "Takes back that it was done, dropped or closed"}
    assert "complete" not in fits("comp")


@pytest.mark.parametrize(
    ("words", "fit"),
    [
        (("show", "A-"), ["A-1", "A-2"]),
        (("show", "a-1"), ["A-1"]),
        (("show", "poster"), ["A-1"]),
        (("show", "ma"), ["MKT"]),
        (("show", "MK"), ["MKT"]),
        (("gate", ""), ["G-1"]),
        (("waits", ""), ["MKT", "FIN"]),
        (("add", "act"), ["action"]),
        (("list", "act"), ["action"]),
        (("add", "action", "x", "--ow"), ["--owner"]),
        (("add", "action", "x", "--owner", "an"), ["ana"]),
        (("add", "action", "x", "--owner=an"), ["--owner=ana"]),
        (("add", "action", "x", "--priority", ""), ["high", "normal", "low"]),
        (("add", "action", "x", "--priority=h"), ["--priority=high"]),
        (("add", "goal", "x", "--departments", "MKT,F"), ["MKT,FIN"]),
        (("edit", "A-1", "--goal", ""), ["G-1"]),
        (("block", "A-1,A-"), ["A-1,A-1", "A-1,A-2"]),
        (("block", "A-1", "key", "--severity", ""), ["high", "normal", "low"]),
        (("raci", "G-1", "MK"), ["MKT="]),
        (("raci", "G-1", "MKT="), ["MKT=R", "MKT=A", "MKT=C", "MKT=I"]),
        (("done", "A-1", "--rest", "mo"), ["move:"]),
        (("done", "A-1", "--rest", "move:G"), ["move:G-"]),
        (("done", "A-1", "--rest=A-2=mo"), ["--rest=A-2=move:"]),
        (("reading", ""), ["thin", "N-1"]),
        (("reading", "thin", ""), ["N-1"]),
        (("update", "u"), ["understood"]),
        (("review", "D-1", ""), ["as-expected", "better", "worse"]),
        (("demo", "--case", ""), ["launch", "promotion"]),
        (("meeting", "ag"), ["agenda"]),
        (("insights", "pro"), ["promises"]),
        (("list", "action", "own"), ["owner:"]),
        (("list", "action", "owner:an"), ["owner:ana"]),
        (("plan", "G-1", ""), ["/file"]),
        (("restore", "x", ""), ["/dir"]),
        (("--lang", "zh", "reo"), ["reopen"]),
        (("help", "refusals", "not-you"), ["not-yours"]),
        (("completion", ""), ["bash", "zsh", "fish"]),
        (("merge", "bo"), []),
        (("comment", "A-1", ""), []),
        (("nonsense", "A-"), []),
        (("show", "--", "--o"), []),
    ],
)
def test_what_fits_follows_from_how_the_verb_is_declared(fits, words: tuple[str, ...], fit: list[str]):
    assert sorted(fits(*words)) == sorted(fit)


def test_options_are_those_of_the_verb_and_none_that_was_given(fits):
    options = fits("done", "A-1", "--why", "so", "--")
    assert "--rest" in options
    assert "--json" in options
    assert "--why" not in options
    assert fits("edit", "A-1", "--d")["--due"] == "Due"
    assert "--keep" not in options


def test_in_chinese_it_speaks_and_takes_chinese(fits):
    assert fits("--lang", "zh", "show", "A-") == {"A-1": "Hang the posters", "A-2": "Call the printer"}
    assert fits("--lang", "zh", "add", "行") == {"行动": "action"}
    assert fits("--lang", "zh", "add", "act") == {"action": "行动"}
    assert fits("--lang", "zh", "add", "行动", "x", "--优先级", "高") == {"高": "high"}
    assert "--截止" in fits("--lang", "zh", "add", "行动", "x", "--截")
    assert set(fits("--lang", "zh", "meeting", "")) > {"agenda", "议程"}


def test_what_is_no_word_for_every_shell_is_not_offered(fits, concord: Concord):
    concord("add", "department", "Odd", "--code", "$(x)")
    concord("add", "action", "a\tb `c` $(d)")
    assert "$(x)" not in fits("waits", "")
    assert fits("show", "A-3") == {"A-3": "a b `c` $(d)"}


@pytest.mark.parametrize("typed", ["A-", "A-1", "A-12", ""])
def test_of_very_many_some_of_each_way_to_go_on_are_offered(
    fits, concord: Concord, monkeypatch: pytest.MonkeyPatch, typed: str
):
    concord("add", "action", "--quick", "\n".join(f"Feed {n}" for n in range(3, 140)))
    monkeypatch.setattr(shell_answer, "MOST", 40)
    monkeypatch.setattr("tui.cli.completing.record_answers.MOST", 40)
    found = list(fits("tick", typed) if typed else fits("add", "check-in", "x", "--key_result", typed))
    assert len(found) <= 40
    if typed:
        assert all(each.startswith(typed) for each in found)
        assert len({each[len(typed) : len(typed) + 1] for each in found}) > 1


def test_without_a_workspace_verbs_and_options_still_come(concord: Concord, monkeypatch: pytest.MonkeyPatch):
    for folder in ("/nowhere/at/all", "/proc/1/cwd/x", ""):
        monkeypatch.setenv("CONCORD_WORKSPACE", folder)
        for words, found in (
            (("reop",), True),
            (("show", "--js"), True),
            (("show", "A-"), False),
            (("waits", ""), False),
        ):
            ran = concord("complete", "--", *words)
            assert (ran.code, ran.err, bool(ran.out)) == (0, "", found), words


@pytest.mark.parametrize("damage", ["cut", "zeros", "nothing"])
def test_a_damaged_workspace_says_nothing_and_stays_as_it_is(office: Path, concord: Concord, damage: str):
    journal = office / "journal"
    data = journal.read_bytes().rstrip(b"\0")
    if damage != "nothing":
        journal.write_bytes(data[:-40] if damage == "cut" else data[:-900] + bytes(800) + data[-100:])
    before = {path: path.read_bytes() for path in office.rglob("*") if path.is_file()}
    ran = concord("complete", "--", "show", "A-")
    assert (ran.code, ran.err) == (0, "")
    assert {path: path.read_bytes() for path in office.rglob("*") if path.is_file()} == before


def test_nothing_is_written_where_others_write_a_checkpoint(office: Path, concord: Concord):
    with Ledger(str(office), "ana") as ledger:
        for n in range(TAIL_ENTRIES + 1):
            ledger.commit(lambda transaction, n=n: transaction.write("scratch", n + 1, {}))
        assert ledger.checkpoint_due()
        ledger.let_go()
        ledger._closed = True
    assert not (office / "checkpoint").exists()
    assert concord("complete", "--", "show", "A-").out.startswith("A-1\t")
    assert not (office / "checkpoint").exists()
    concord("show", "A-1")
    assert (office / "checkpoint").exists()


def test_it_waits_for_nobody_who_writes(office: Path, concord: Concord, monkeypatch: pytest.MonkeyPatch):
    def asked(*_args: object) -> None:
        pytest.fail("it wanted the lock")

    monkeypatch.setattr("store.engine.journal.lock.acquire", asked)
    assert concord("complete", "--", "show", "A-").out.startswith("A-1\t")


def test_what_takes_too_long_is_given_up(office: Path, concord: Concord, monkeypatch: pytest.MonkeyPatch):
    def slow(*_args: object, **_more: object) -> None:
        while True:
            pass

    monkeypatch.setattr("tui.cli.completing.shell_completion.PATIENCE", 0.05)
    monkeypatch.setattr("store.workspace.open_workspace", slow)
    ran = concord("complete", "--", "show", "A-")
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_every_usage_is_understood():
    """Whatever a verb takes has a place, and every value that it names is one of an option."""
    for name in LISTED:
        verb = load(name)
        usage = usage_of(verb)
        words = [each for way in usage.ways for place in way for each in place.may_be]
        assert not [word for word in words if set(word) & set("[]|.,") or word == name], name
        declared = {option.name for option in verb.options if option.value}
        assert verb.takes_fields or usage.values.keys() <= declared, name


@pytest.mark.skipif(os.geteuid() != 0, reason="only root becomes somebody else")
def test_a_workspace_that_one_may_not_read_is_silent(office: Path, concord: Concord):
    assert concord("complete", "--", "show", "A-").out
    os.chmod(office, 0o700)
    os.seteuid(65534)
    try:
        ran, verbs = concord("complete", "--", "show", "A-"), concord("complete", "--", "reop")
    finally:
        os.seteuid(0)
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert verbs.out.startswith("reopen\t")


def test_what_a_word_says_is_harmless_on_a_terminal():
    said = ShellAnswer("A-1", "red\x1b[31m\u202e\nand\tmore" + "x" * 99).line("--goal=")
    assert said.startswith("--goal=A-1\tred^[[31m<202E>^Jand more")
    assert len(said) < 90
    assert said.count("\t") == 1
    assert "\n" not in said
