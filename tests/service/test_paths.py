"""No word and no option of any verb that is served names a file of the server: none is opened, made or told of."""

import io
import itertools
import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import store
from store import clock
from store.engine.ledger import Ledger
from store.words import Words
from tests.terminal.served_screen import CAUGHT, watch
from tests.terminal.still import MORNING
from tests.tui.conftest import furnish
from tests.tui.way import furnish_way
from tui import cli, served
from tui.cli.call import COMMON, Verb
from tui.cli.verbs import VERBS, load

#: Records that there are, for verbs that want one first.
THERE = ["G-1", "M-1", "R-1", "bo"]
#: Where a place is named.
PLACE = "<place>"
#: What opens a place, for reading too.
LOOKS = ("open", "os.listdir", "os.scandir", "os.chdir")


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One with something of each kind, and beside it a tree in which nobody has anything to look for."""
    folder, own = tmp_path / "workspace", tmp_path / "own"
    for name in ("CONFIG", "STATE", "DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(own / name.lower()))
    (tmp_path / "tree" / "home" / "here").mkdir(parents=True)
    (tmp_path / "tree" / "home" / "qqqq1").write_text("title\nTaken\n")
    monkeypatch.setenv("HOME", str(tmp_path / "tree" / "home"))
    monkeypatch.setenv("CONCORD_WORKSPACE", str(folder))
    monkeypatch.setattr(clock, "now", lambda: MORNING)
    Ledger.create(folder, "Nordwind Retail")
    with store.open_workspace(str(folder), "ana") as opened:
        opened.do(furnish)
        opened.do(furnish_way)
    return folder


def commands() -> Iterator[tuple[Verb, list[str]]]:
    """Every verb that is served, with `PLACE` behind each of its words, and as the value of each option."""
    for name in filter(None, VERBS):
        verb = load(name)
        if not served.allows(verb.touches):
            continue
        words = sorted({*re.findall(r"(?<![-\w])[a-z][a-z-]+\b", verb.usage)} - {name})
        yield from ((verb, [name, *more]) for more in ((), ("--json",), ("-",), ("-", "--json")))
        yield from ((verb, [name, word, "-", "--json"]) for word in words)
        yield from ((verb, [name, *before, PLACE]) for before in ((), *([each] for each in (*words, *THERE[:1]))))
        if verb.dash != "text":
            yield from ((verb, [name, word, id, PLACE]) for word in words for id in THERE)
        for option in (*verb.options, *(COMMON.values() if name in ("list", "export") else ())):
            yield verb, [name, "G-1", f"--{option.name}={PLACE}" if option.value else f"--{option.name}", PLACE]


def watched(report: int, tree: str, *allowed: str) -> Callable[[str, tuple[Any, ...]], None]:
    """As `watch`, and nothing below the tree is looked at either."""
    changes = watch(report, *allowed)

    def hook(event: str, found: tuple[Any, ...]) -> None:
        if (
            event in LOOKS
            and isinstance(found[0], str | bytes)
            and os.path.realpath(os.fsdecode(found[0])).startswith(tree)
        ):
            os.write(report, f"{event} {found!r}\n".encode())
            os._exit(CAUGHT)
        changes(event, found)

    return hook


def try_all(report: int, workspace: Path) -> None:
    """All of them, as an admin; what takes files says the same of a place that is there and of one that is not."""
    tree = workspace.parent / "tree"
    sys.dont_write_bytecode = True
    os.chdir(tree / "home" / "here")
    served.begin(served.Served("ana"))
    hidden = {str(each): Words("the server") for each in (workspace, workspace.parent / "own", Path(sys.prefix))}
    served.conceal(hidden, "keeper")
    sys.addaudithook(watched(report, str(tree), str(workspace), str(workspace.parent / "own")))
    for (verb, words), place in zip(commands(), itertools.cycle((f"{tree}/home/", "../", "~/"))):
        said = run(words, f"{place}qqqq1")
        if any(each in text for text in said for each in hidden):
            os.write(report, f"{words}: {said}\n".encode())
        if verb.dash != "text" and said[0] != "0" and said != run(words, f"{place}qqqq2"):
            os.write(report, f"{words}: {said}\n".encode())


def run(words: list[str], place: str) -> tuple[str, ...]:
    """The exit code, and what is said."""
    sys.stdin, sys.stdout, sys.stderr = (io.TextIOWrapper(io.BytesIO()) for _ in range(3))
    code = cli.obey([word.replace(PLACE, place) for word in words])
    said = (stream.buffer.getvalue().decode(errors="replace") for stream in (sys.stdout, sys.stderr))
    return str(code), *(text.replace(place, PLACE) for text in said)


def test_no_word_and_no_option_leads_to_a_file_of_the_server(workspace: Path):
    with (workspace.parent / "report").open("w+b") as report:
        child = os.fork()
        if child == 0:
            try:
                try_all(report.fileno(), workspace)
                os._exit(0)
            except BaseException as error:
                os.write(report.fileno(), repr(error).encode())
                raise
            finally:
                os._exit(1)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        report.seek(0)
        assert (code, report.read().decode()) == (0, "")
    assert (workspace.parent / "tree" / "home" / "qqqq1").read_text() == "title\nTaken\n"
