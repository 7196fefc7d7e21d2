"""The command as a process: what it loads, where its words go, and what happens when nobody reads them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tui.cli.verbs import LISTED

ROOT = Path(__file__).parents[3]


def start(*words: str, **options: object) -> "subprocess.CompletedProcess[bytes]":
    environment = os.environ | {"PYTHONPATH": str(ROOT)} | dict(options.pop("env", {}))  # type: ignore[call-overload]
    command = [sys.executable, "-m", "tui", *words]
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, timeout=60, check=False, **options)  # type: ignore[call-overload]


def test_no_verb_loads_the_screen_and_reading_loads_no_tinydb(acme: Path, tmp_path: Path):
    way = ["add goal G --departments MKT,FIN", "add key-result K --goal G-1", "check-in KR-1 5", "list key-result",
           "show G-1", "show KR-1", "raci G-1 ana=A", "gate G-1", "step G-1 --why x", "block KR-1 x --on FIN",
           "add resource P --department FIN", "ask P-1 3 --goal G-1", "grant AL-1 --why x", "edit G-1 --due fri",
           "waits FIN", "request x --to FIN --from MKT", "show ana", "show B-1", "show Q-1", "show AL-1",
           "today"]  # fmt: skip
    given = {
        "demo": ["--case", "none"],
        "init": [str(tmp_path / "new")],
        "add": ["action", "x"],
        "list": ["action"],
        "show": ["MKT"],
        "search": ["marketing"],
        "edit": ["MKT", "--name", "Sales"],
        "done": ["A-1"],
        "reopen": ["A-1"],
        "drop": ["A-1", "--why", "x"],
        "comment": ["MKT", "x"],
        "import": ["goals", "missing.csv"],
        "export": ["csv"],
    }
    script = (
        "import sys; from tui.__main__ import main\n"
        "codes = [main(words) for words in eval(sys.argv[1])]\n"
        "print('LOADED', sorted({'textual', 'rich', 'tinydb', 'argparse', 'asyncio'} & set(sys.modules)))\n"
        f"print('FAILED', sum(map(bool, codes[-{len(way)}:])))"
    )
    lists = [[verb, *given.get(verb, [])] for verb in LISTED] + [words.split() for words in way]
    ran = subprocess.run(
        [sys.executable, "-c", script, repr(lists)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.splitlines()[-2:] == ["LOADED []", "FAILED 0"], ran.stderr[-1500:]


def test_data_and_narration_do_not_mix(acme: Path):
    ran = start("add", "action", "Feed")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"A-1\n", b'A-1 "Feed" is added\n')
    ran = start("done", "A-1")
    assert (ran.returncode, ran.stdout) == (0, b"")
    assert ran.stderr
    assert start("done", "A-1", "--json").stderr.count(b"\n") == 1


@pytest.mark.parametrize(
    "words", [["list", "department"], ["list", "department", "--json"], ["--help"], ["add", "action", "x", "--json"]]
)
def test_a_reader_who_leaves_is_no_error(acme: Path, words: list[str]):
    read, write = os.pipe()
    os.close(read)
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "tui", *words],
            cwd=ROOT,
            stdout=write,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    finally:
        os.close(write)
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_closed_streams_never_lead_into_the_journal(acme: Path):
    command = f'exec "{sys.executable}" -m tui add action x >&- 2>&-'
    assert subprocess.run(["sh", "-c", command], cwd=ROOT, timeout=60, check=False).returncode == 0
    assert start("list", "action").stdout.startswith(b"A-1")
    assert start("check").returncode == 0


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no full device here")
def test_an_output_that_is_full_is_said(acme: Path):
    with open("/dev/full", "wb") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "tui", "list", "department"],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert ran.returncode == 1
    assert ran.stderr.count(b"\n") == 1


@pytest.mark.parametrize(
    "locale",
    [
        {"LANG": "C", "LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1", "LANG": "zh_CN.UTF-8"},
    ],
)
def test_any_locale_prints_any_text(acme: Path, locale: dict[str, str]):
    assert start("add", "action", "莱比锡新店 é", "--lang", "zh", env=locale).returncode == 0
    told = [["list", "action"], ["show", "A-1"], ["search", "A-1"], ["list", "nothing"], ["--help"]]
    script = "import sys; from tui.__main__ import main; print('CODES', [main(words) for words in eval(sys.argv[1])])"
    ran = subprocess.run(
        [sys.executable, "-c", script, repr(told)], env=os.environ | locale, cwd=ROOT, capture_output=True, check=True
    )
    assert ran.stdout.splitlines()[-1] == b"CODES [0, 0, 0, 2, 0]"
    assert b"Traceback" not in ran.stderr
    made = start("list", "action", "--json", env=locale)
    assert "莱比锡新店" in made.stdout.decode("utf-8")


def test_without_a_terminal_the_screen_says_what_to_use(acme: Path):
    for words in ([], ["demo"]):
        ran = start(*words, stdin=subprocess.DEVNULL)
        assert (ran.returncode, ran.stdout) == (2, b"")
        assert b"`concord " in ran.stderr


def test_another_package_called_store_is_named(tmp_path: Path):
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "__init__.py").write_text("")
    script = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import store; sys.path.insert(0, {str(ROOT)!r})\n"
    ran = subprocess.run(
        [sys.executable, "-c", script + "from tui.__main__ import main; sys.exit(main(['list', 'action']))"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )
    assert ran.returncode == 1
    assert str(tmp_path) in ran.stderr
    assert "To be rid of it: cd " in ran.stderr  # it lies where one stands
