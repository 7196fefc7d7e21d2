"""What is prepared before the lock comes out as if it had run under it, whatever others commit meanwhile."""

import re
import subprocess
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from store import commands
from store.engine import prepared
from store.engine.home.folder import FolderHome
from store.engine.ledger import Ledger
from store.errors import ConcordError, Refused
from store.interop import calendar_file, goals_csv
from store.interop.json_records import Adding
from store.kinds import KINDS
from store.kinds.workspace import found
from store.records import Changes
from store.workspace import Workspace, open_workspace

GOALS = b"""goal,goal_owner,department,key_result,progress
Cheaper,bo,FIN,Prices,10
Cheaper,bo,Sales,Stock,
Old,ana,,X,5
"""
ACTIONS: list[dict[str, Any]] = [
    {"title": "One", "owner": "bo", "goal": "Old"},
    {"title": "Two", "department": "FIN", "due": "2027-01-05", "contributors": ["fay", "bo"]},
    {"title": "Three", "state": "done", "depends_on": ["A-1"], "key_result": "KR-1"},
]
DEPARTMENTS: list[dict[str, Any]] = [{"name": "Sales", "code": "SAL", "lead": "fay"}]


def adding(kind: str, rows: list[dict[str, Any]]) -> Adding:
    return Adding(KINDS[kind], list(enumerate(rows, 1)))


def goals(workspace: Workspace) -> Callable[[Changes], Any]:
    plan = goals_csv.plan(workspace.records, goals_csv.read(GOALS))
    return lambda changes: goals_csv.apply(changes, plan)


def calendar(workspace: Workspace) -> Callable[[Changes], Any]:
    days = calendar_file.parsed(b"2026-12-25 Christmas\n", range(2026, 2027)).days()
    plan = calendar_file.plan(workspace.records, days)
    return lambda changes: len(calendar_file.apply(changes, plan).days)


#: What is imported.
IMPORTS: dict[str, Callable[[Workspace], Callable[[Changes], Any]]] = {
    "actions": lambda _workspace: adding("action", ACTIONS),
    "one action": lambda _workspace: adding("action", ACTIONS[2:]),
    "departments": lambda _workspace: adding("department", DEPARTMENTS),
    "milestone": lambda _workspace: adding("milestone", [{"title": "Half way", "goal": "G-1"}]),
    "goals": goals,
    "calendar": calendar,
}
#: What others do meanwhile; some of it takes away what the import names, or the right to do it.
DEEDS: dict[str, Callable[[Changes], Any]] = {
    "add": lambda c: commands.add(c, "action", {"title": "Theirs"}),
    "comment": lambda c: commands.comment(c, "G-1", "well"),
    "drop the action": lambda c: commands.drop(c, "A-1", "gone"),
    "rename the goal": lambda c: commands.edit(c, "G-1", {"title": "New"}),
    "another goal": lambda c: commands.add(c, "goal", {"title": "Old"}),
    "rename bo": lambda c: commands.edit(c, "PN-2", {"login": "bob"}),
    "delete fay": lambda c: commands.drop(c, "PN-3", "left"),
    "the same code": lambda c: commands.add(c, "department", {"name": "S", "code": "SAL"}),
    "come and gone": lambda c: commands.add(c, "milestone", {"title": "Short"}).id,
    "take the role": lambda c: commands.edit(c, "PN-2", {"role": "viewer"}),
    "a day off": lambda c: commands.edit(c, "W-1", {"days": {"2026-12-25": {"name": "Off"}}}),
    "delete the key result": lambda c: commands.drop(c, "KR-1", "gone"),
    "a key result": lambda c: commands.add(c, "key-result", {"title": "Prices", "goal": "G-1", "target": 5}),
}


def begin(folder: str) -> Workspace:
    """Ana is admin; Bo, who imports, is coordinator."""
    Ledger.create(folder, "Two")
    workspace = open_workspace(folder, "ana")
    workspace.do(found, "Two", "UTC", "en", "ana", "Ana", "All")
    workspace.do(commands.add, "department", {"name": "Finance", "code": "FIN"})
    workspace.do(commands.add, "person", {"name": "Bo", "login": "bo", "role": "coordinator"})
    workspace.do(commands.add, "person", {"name": "Fay", "login": "fay"})
    workspace.do(commands.add, "goal", {"title": "Old"})
    workspace.do(commands.add, "key-result", {"title": "First", "target": 5})
    workspace.do(commands.add, "action", {"title": "First"})
    return workspace


def outcome(act: Callable[[], Any]) -> Any:
    """The ids of what was made, or the code of what refused it."""
    try:
        made = act()
    except ConcordError as error:
        return error.code
    return [getattr(each, "id", each) for each in made] if isinstance(made, list) else made


def documents(workspace: Workspace) -> dict[tuple[str, int], bytes]:
    """All of them, without the moments."""
    workspace.ledger.catch_up()
    return {
        (table, number): re.sub(rb'"\d{4}-\d\d-\d\dT[^"]*"', b'"now"', bytes(raw))
        for table in workspace.ledger.tables()
        for number, raw in workspace.ledger.items(table)
    }


def do(colleague: Workspace, deed: str) -> None:
    """A deed; what comes and goes takes two, and its number is gone for good."""
    made = outcome(lambda: colleague.do(DEEDS[deed]))
    if deed == "come and gone":
        colleague.do(commands.drop, made, "gone")


class Meanwhile:
    """Lets a colleague act while an import is prepared, in the middle of it or before the lock; not under the lock."""

    def __init__(self, importer: Workspace, colleague: Workspace, middle: list[str], before: list[str]) -> None:
        self.importer, self.colleague = importer, colleague
        self.middle, self.before = middle, before
        self.done: list[str] = []
        self.locked = False
        self._turn = importer.ledger.home.turn
        importer.ledger.home.turn = self.turn

    @contextmanager
    def turn(self, wait: float) -> Generator[None]:
        if self.before:
            self.act(self.before.pop())
        with self._turn(wait):
            self.locked = True
            yield

    def act(self, deed: str) -> None:
        self.done.append(deed)
        do(self.colleague, deed)

    def during(self, command: Callable[[Changes], Any]) -> Callable[[Changes], Any]:
        def run(changes: Changes) -> Any:
            if self.middle and not self.locked:
                changes.settings  # noqa: B018 (something has been read when the others' entry comes in)
                changes.find("PN-2")
                self.act(self.middle.pop())
                self.importer.ledger.catch_up()
            self.locked = False
            return command(changes)

        return run


@example("milestone", [], ["come and gone"])
@settings(max_examples=100)
@given(
    st.sampled_from(sorted(IMPORTS)),
    st.lists(st.sampled_from(sorted(DEEDS)), max_size=3),
    st.lists(st.sampled_from(sorted(DEEDS)), max_size=3),
)
def test_it_comes_out_as_under_the_lock(name: str, middle: list[str], before: list[str]):
    with TemporaryDirectory() as scratch:
        colleague = begin(f"{scratch}/ahead")
        with colleague, open_workspace(f"{scratch}/ahead", "bo") as importer:
            command = IMPORTS[name](importer)
            meanwhile = Meanwhile(importer, colleague, list(middle), list(before))
            ours = outcome(lambda: importer.do_ahead(meanwhile.during(command)))
            made = documents(importer)
            assert made == documents(colleague)
        other = begin(f"{scratch}/plain")
        with other, open_workspace(f"{scratch}/plain", "bo") as importer:
            command = IMPORTS[name](importer)
            for deed in meanwhile.done:
                do(other, deed)
            assert ours == outcome(lambda: importer.do(command))
            assert made == documents(importer)


@pytest.mark.parametrize(("deed", "times"), [("comment", 1), ("another goal", 1), ("add", prepared.ROUNDS + 1)])
def test_what_still_holds_is_not_made_again(organisation: Workspace, deed: str, times: int):
    organisation.do(commands.add, "goal", {"title": "Old"})
    runs: list[int] = []

    def command(changes: Changes) -> str:
        runs.append(1)
        return commands.add(changes, "action", {"title": "Mine", "owner": "PN-2", "goal": "G-1"}).id

    with open_workspace(organisation.ledger.folder, "ana") as colleague:
        Meanwhile(organisation, colleague, [], [deed] * 9)
        organisation.do_ahead(command)
    assert len(runs) == times


def test_what_is_seen_half_before_and_half_after_is_neither_refused_nor_written(organisation: Workspace):
    seen: list[tuple[str, str]] = []

    def both(changes: Changes, title: str) -> None:
        for id in ("A-1", "A-2"):
            commands.edit(changes, id, {"title": title})

    def command(changes: Changes) -> None:
        first: Any = changes.get("A-1")
        if len(seen) < prepared.ROUNDS:
            colleague.do(both, f"Title {len(seen)}")
            organisation.ledger.catch_up()
        second: Any = changes.get("A-2")
        seen.append((first.title, second.title))
        if len(seen) == 1 and first.title != second.title:
            raise Refused("They differ")
        changes.change(second, note=first.title)

    organisation.do(commands.add_many, "action", [{"title": "Title"}] * 2)
    with open_workspace(organisation.ledger.folder, "ana") as colleague:
        organisation.do_ahead(command)
    after: Any = organisation.records.get("A-2")
    assert after.note == after.title == "Title 1"
    assert len(seen) == prepared.ROUNDS + 1


IMPORT = """
import sys
from store.interop.json_records import Adding
from store.kinds import KINDS
from store.workspace import open_workspace
with open_workspace(sys.argv[1], "ana", wait=60) as workspace:
    for part in range(4):
        rows = [(n, {"title": f"{sys.argv[2]} {part} {n}", "owner": "bo"}) for n in range(300)]
        print(*(record.id for record in workspace.do_ahead(Adding(KINDS["action"], rows))))
"""


def test_several_import_at_once_and_no_number_is_given_twice(organisation: Workspace):
    words = [sys.executable, "-c", IMPORT, organisation.ledger.folder]
    root = Path(__file__).parents[3]
    crowd = [subprocess.Popen([*words, str(n)], cwd=root, stdout=subprocess.PIPE, text=True) for n in range(3)]
    mine = [organisation.do(commands.add, "action", {"title": "Between"}).id for _ in range(30)]
    lines = [line.split() for process in crowd for line in process.communicate()[0].splitlines()]
    assert [len(line) for line in lines] == [300] * 12
    given_out = mine + [id for line in lines for id in line]
    assert len(set(given_out)) == len(given_out) == 3_630
    organisation.ledger.catch_up()
    assert {f"A-{n}" for n in organisation.ledger.numbers("action")} == set(given_out)
    assert organisation.ledger.highest("action") == 3_630
    owners = {record.owner for record in organisation.records.of_kind("action") if record.id not in mine}  # type: ignore[attr-defined]
    assert owners == {"PN-2"}


@pytest.mark.parametrize("way", ["do_ahead", "rehearse", "insert"])
def test_what_is_too_large_is_said_before_the_lock(organisation: Workspace, way: str, monkeypatch: pytest.MonkeyPatch):
    seq, size = organisation.ledger.seq, (Path(organisation.ledger.folder) / "journal").stat().st_size
    rows = [{"title": f"Action {n}", "note": "x" * 900} for n in range(1_100)]
    monkeypatch.setattr(prepared, "BODY_LIMIT", 1024 * 1024)
    monkeypatch.setattr(FolderHome, "turn", lambda *_: pytest.fail("the lock was asked for"))
    ways: dict[str, Callable[[], Any]] = {
        "do_ahead": lambda: organisation.do_ahead(adding("action", rows)),
        "rehearse": lambda: organisation.rehearse(adding("action", rows)),
        "insert": lambda: organisation.documents.table("action").insert_multiple(rows),
    }
    with pytest.raises(Refused, match="This is 2 MiB, more than the 1 MiB that fit in one change"):
        ways[way]()
    assert (organisation.ledger.seq, organisation.ledger.count("action")) == (seq, 0)
    assert (Path(organisation.ledger.folder) / "journal").stat().st_size == size
