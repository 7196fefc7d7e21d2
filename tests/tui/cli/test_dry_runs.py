"""A dry run says what the import will say, its faults included; how far it is is told at a terminal alone."""

import io
import sys
from pathlib import Path

import pytest

from store.engine import prepared
from tests.tui.cli.conftest import Concord, Ran
from tui.cli import progress

pytestmark = pytest.mark.usefixtures("acme")

LINES = '{"title": "One", "owner": "ana", "note": "' + "x" * 900 + '"}\n\n{"title": "二", "due": "2026-12-24"}\n'
GOALS = "goal,goal_owner,department,key_result,progress\nCheaper,ana,FIN,Prices,10\n"
HEAD = "goal,goal_owner,department,key_result\n"


@pytest.fixture
def both(concord: Concord, tmp_path: Path, acme: Path):
    """Runs words with a file's text dry and for good: what each said, the workspace untouched by the first."""

    def run(text: str, *words: str) -> tuple[Ran, Ran]:
        file = tmp_path / "given"
        file.write_text(text, "utf-8")
        given = [str(file) if word == "FILE" else word for word in words]
        before = (acme / "journal").read_bytes()
        dry = concord(*given, "--dry-run")
        assert (acme / "journal").read_bytes() == before
        return dry, concord(*given)

    return run


def test_a_dry_run_says_what_the_lines_would_make(both, concord: Concord):
    dry, real = both(LINES, "add", "action", "--from-json", "FILE")
    assert dry.out.splitlines() == ['Line 1: adds Action "One"', 'Line 3: adds Action "二"']
    assert (dry.code, dry.err) == (0, "Nothing was written: this was a dry run\n")
    assert (real.code, real.out, real.err) == (0, "A-1\nA-2\n", "Made: 2 Actions\n")
    dry, _real = both(LINES, "add", "action", "--from-json", "FILE", "--json")
    assert dry.objects == [
        {"dry_run": True, "makes": {"action": 2}, "lines": ['Line 1: adds Action "One"', 'Line 3: adds Action "二"']}
    ]
    assert concord("add", "action", "One", "--dry-run").code == 2


@pytest.mark.parametrize(
    ("text", "words", "code", "said"),
    [
        ('{"title": "A"}\n{"title": "B", "owner": "nobody"}', "action --from-json", 2, "Line 2"),
        ('{"title": "A"}\n{"title": 5}', "action --from-json", 4, "Line 2: title"),
        ('{"title": "A"}\n{"title": "B", "contributors": [5]}', "action --from-json", 4, "Line 2: contributors"),
        ('{"title": "A", "start": "2027-01-05", "due": "2027-01-01"}', "action --from-json", 4, "before the start"),
        ('{"title": "A", "depends_on": ["A-9"]}', "action --from-json", 2, "A-9"),
        ('{"name": "M", "code": "MKT"}', "department --from-json", 4, "MKT"),
        (HEAD + "G,none,FIN,K\n", "goals", 0, ""),
        (HEAD + "G,ana,FIN,K\nG,ana,FIN,\n", "goals", 2, "Line 3"),
        ("2026-12-25 " + "x" * 5_000, "calendar", 2, "Line 1"),
    ],
)
@pytest.mark.parametrize("who", ["an admin", "a viewer", "in little room"])
def test_it_refuses_what_the_real_one_refuses(
    both, concord: Concord, monkeypatch: pytest.MonkeyPatch, text: str, words: str, code: int, said: str, who: str
):
    if who == "a viewer":
        concord("add", "person", "Boss", "--login", "boss", "--role", "admin")
        concord("edit", "PN-1", "--role", "viewer")
        monkeypatch.setattr("store.engine.identity.os_user", lambda: "ana")
    if who == "in little room":
        monkeypatch.setattr(prepared, "BODY_LIMIT", 1_300)
    verb = ["add", *words.split(), "FILE"] if words.endswith("json") else ["import", words, "FILE"]
    dry, real = both(text, *verb)
    assert dry.code == real.code
    if real.code:
        assert (dry.out, dry.err) == (real.out, real.err)
    if who != "an admin":
        assert real.code
    else:
        assert real.code == code
        assert said in real.err


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_how_far_it_is_stands_in_one_line_of_a_terminal_and_goes(
    concord: Concord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
):
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    file = tmp_path / "given"
    file.write_text('{"title": "One"}\n' * 1_200)
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    monkeypatch.setattr(progress, "PAUSE", 0.0)
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    assert concord("add", "action", "--from-json", str(file), *options).code == 0
    if options:
        assert screen.getvalue() == ""
        return
    said, made = screen.getvalue().rsplit("\r", 1)
    assert made == "Made: 1200 Actions\n"
    looks = [look.rstrip() for look in said.split("\r")]
    assert looks[0] == looks[-1] == ""
    assert "Reading: 500 of 1,200" in looks
    assert "Checking: 1,000 of 1,200" in looks
    assert looks[-3:-1] == ["Waiting until nobody else is writing", "Writing"]
    assert "\n" not in said
    assert "\x1b" not in said
