"""Words that cannot be meant: what is wrong, the near one, exit 2; and the exit code of everything else."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.for_each import for_each
from tui import __version__, i18n
from tui.cli.call import COMMON
from tui.cli.verbs import LISTED, load

Concord = Callable[..., Any]

WRONG = [
    (("lst",), 'Did you mean "list"'),
    (("frobnicate",), "concord --help"),
    (("list", "acton"), "Did you mean action"),
    (("list", "frobnicate"), "department"),
    (("list",), "list KIND"),
    (("add", "action"), "add KIND NAME"),
    (("add", "action", "Stock", "feed"), "quotes"),
    (("add", "action", "x", "--ownr", "ana"), "--owner"),
    (("add", "action", "x", "--due"), "--due"),
    (("add", "action", "x", "--due", "someday"), "someday"),
    (("add", "action", "x", "--priority", "urgent"), "high"),
    (("add", "action", "x", "--owner", "nobody"), "nobody"),
    (("add", "action", "x", "--owner", "ana", "--owner", "ana"), "twice"),
    (("add", "action", "x", "--rev", "3"), "--rev"),
    (("add", "action", "x", "-o", "ana"), "-o"),
    (("add", "action", "--from-json", "-", "--owner", "ana"), "--owner"),
    (("edit", "MKT"), "--FIELD"),
    (("edit", "MKT", "--nme", "x"), "--name"),
    (("edit", "--jsn", "MKT"), "--json"),
    (("edit", "MKT", "--name", "x", "--if-rev", "one"), "--if-rev"),
    (("edit", "MKT", "--other_names=-x"), "other_names"),
    (("search", "x", "--limit", "-1"), "--limit"),
    (("search", "x", "--limit", "many"), "many"),
    (("search",), "search WORDS"),
    (("check", "now"), "now"),
    (("list", "action", "--wait", "long"), "--wait"),
    (("list", "action", "--lang", "fr"), "en, zh"),
    (("list", "action", "--json=yes"), "--json"),
    (("--wrkspace", "x", "list"), "--workspace"),
    (("demo", "--case", "lunch"), "launch"),
    (("demo", "--records", "0.5"), "0.5"),
    (("import", "gols", "x.csv"), "goals"),
    (("export", "yaml"), "csv"),
    ((), "concord list action"),
    (("demo",), "--keep DIR"),
]


@pytest.mark.usefixtures("acme")
@pytest.mark.parametrize(("words", "said"), WRONG, ids=lambda value: " ".join(value)[:40] or "nothing")
def test_wrong_words_are_told_in_one_line_with_what_to_do(concord: Concord, words: tuple[str, ...], said: str):
    ran = concord(*words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.startswith("concord: ")
    assert ran.err.count("\n") == 1
    as_json = concord(*words, "--json")
    if "--json=yes" not in words:
        assert as_json.code == 2
        assert as_json.error["error"] == "wrong-words"
        assert as_json.error["message"]


@pytest.mark.usefixtures("acme")
def test_the_near_option_is_a_detail_for_scripts(concord: Concord):
    assert concord("add", "action", "x", "--ownr", "ana", "--json").error["near"] == "owner"


def test_each_exit_code_means_what_it_says(
    concord: Concord, acme: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    assert concord("list", "department").code == 0
    assert concord("init", str(acme)).code == 1
    assert concord("show", "A-99").code == 1
    assert concord("frobnicate").code == 2
    with open(acme / "journal", "rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        busy = concord("add", "action", "x", "--wait", "0.05", "--json")
    assert (busy.code, busy.error["error"]) == (3, "busy")
    assert concord("drop", "MKT", "--why", "x").code == 4
    journal = (acme / "journal").read_bytes()
    place = journal.index(b"Marketing")
    (acme / "journal").write_bytes(journal[:place] + b"m" + journal[place + 1 :])
    damaged = concord("check", "--json")
    assert (damaged.code, damaged.objects[0]["clean"]) == (5, False)
    assert damaged.objects[0]["findings"]

    def interrupt(*_words: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tui.cli.call.Call.folder", interrupt)
    assert concord("list", "action").code == 130


def test_what_nobody_foresaw_is_one_line_and_a_log_without_people_s_words(
    concord: Concord, acme: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def fail(_call: object) -> str:
        secret = "the salary of Ana"
        raise RuntimeError(secret)

    monkeypatch.setattr("tui.cli.call.Call.folder", fail)
    ran = concord("list", "action")
    assert ran.code == 1
    assert ran.err.count("\n") == 1
    assert "RuntimeError" in ran.err
    (log,) = (tmp_path / "state" / "concord").iterdir()
    assert "salary" not in log.read_text() + ran.err
    assert "in fail" in log.read_text() or " fail\n" in log.read_text()
    assert log.stat().st_mode & 0o077 == 0


@for_each("verb", LISTED)
@for_each("language", ["en", "zh"])
def test_every_verb_has_help_with_an_example(concord: Concord, verb: str, language: str):
    ran = concord(verb, "--help", "--lang", language)
    assert (ran.code, ran.err) == (0, "")
    assert f"concord {verb}" in ran.out
    i18n.use(language)
    assert all(example in ran.out for example in i18n.examples(verb) or load(verb).examples)
    assert all(f"--{option.name}" in ran.out for option in load(verb).options)
    assert concord("help", verb, "--lang", language).out == ran.out


def test_help_lists_what_there_is_and_nothing_else(concord: Concord):
    for words in ((), ("-h",)):
        overview = concord(*(words or ("--help",))).out
        assert all(f"concord {verb}" in overview for verb in LISTED)
        assert all(f"--{name}" in overview for name in COMMON)
        assert "concord convene" not in overview


def test_the_help_of_a_kind_has_its_fields(concord: Concord):
    said = concord("add", "action", "--help").out
    assert "--owner" in said
    assert "high | normal | low" in said
    assert "--rev" not in said
    fields = [line.split()[0] for line in said.splitlines() if line.startswith("  --")]
    assert fields[fields.index("--title") :][:4] == ["--title", "--owner", "--due", "--goal"]
    assert "NAME, needed" in said
    assert "NAME, needed" not in concord("edit", "a-12", "--help").out
    assert "--due_log" not in said
    assert "--checklist" in said
    assert "--departments" in concord("add", "goal", "--help").out
    assert "--departments" in concord("edit", "g-12", "--help").out


def test_the_version_is_that_of_the_package(concord: Concord):
    assert concord("--version").out == f"concord {__version__}\n"
    assert os.path.basename(concord("--version", "--json").objects[0]["name"]) == "concord"
