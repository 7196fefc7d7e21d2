"""Many new records at once are what each of them would be by itself, and what is wrong with one is said as of one."""

from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec
import pytest

from store import clock, commands
from store.engine.transaction import Transaction
from store.errors import ConcordError
from store.kinds import KINDS
from store.records import Changes
from store.workspace import Workspace, review

MANY = 30

#: The values of the n-th of many records, by kind.
GOOD: dict[str, Callable[[int], dict[str, Any]]] = {
    "action": lambda n: {
        "title": ["Call {}", "打给第{}家供应商", "Straße {}"][n % 3].format(n),
        "owner": [None, "PN-1", "PN-2"][n % 3],
        "department": ["DP-1", None][n % 2],
        "contributors": [("PN-3",), (), ("PN-1", "PN-3")][n % 3],
        "due": date(2027, 1, n % 28 + 1),
        "goal": ["G-1", None][n % 2],
        "note": ["", "As said"][n % 2],
        "tags": [("urgent",), ()][n % 2],
        "checklist": [["Ask", "Sign"], []][n % 2],
        "extra": [{"row": str(n)}, {}][n % 2],
    },
    "goal": lambda n: {"title": f"Goal {n}", "owner": "PN-2", "raci": {"PN-1": "A"} if n % 2 else {}},
    "key-result": lambda n: {"title": f"Result {n}", "goal": "G-1", "start": 0, "target": n + 0.5, "unit": "%"},
    "check-in": lambda n: {"key_result": "KR-1", "value": n},
    "milestone": lambda n: {"title": f"Milestone {n}", "department": "DP-2", "due": date(2027, 1, n % 28 + 1)},
    "blocker": lambda n: {"title": f"Blocker {n}", "holds": ("G-1",)},
    "lesson": lambda n: {"title": f"Lesson {n}"},
    "comment": lambda n: {"on": "G-1", "text": f"Said {n}"},
    "department": lambda n: {"name": f"Branch {n}", "code": f"B{n}"},
    "person": lambda n: {"name": f"Nadia {n}", "login": f"n{n}"},
}

#: One action among those that are right, whoever makes it.
WRONG: list[dict[str, Any]] = [
    {"title": ""},
    {"title": " "},
    {"title": 3},
    {"title": "x" * 2_000},
    {"note": "y" * 70_000},
    {"owner": "PN-9"},
    {"owner": "bo"},
    {"owner": "DP-1"},
    {"owner": "PN-4"},
    {"contributors": ("PN-3", "PN-4")},
    {"contributors": ("PN-3", "PN-3")},
    {"priority": "urgent"},
    {"due": "soon"},
    {"start": date(2027, 2, 1)},
    {"depends_on": ("A-1", "A-20")},
    {"goal": "G-2"},
    {"goal": "KR-1"},
    {"source": "DS-7"},
    {"done_on": date(2020, 1, 1), "state": "done"},
    {"reason": "no"},
    {"repeats": "FREQ=NEVER"},
    {"series": "A-1", "series_day": date(2027, 1, 1)},
    {"tags": ("a b",)},
    {"checklist": ("x",)},
    {"id": "A-77", "rev": 9, "made_by": "eve", "changed_by": "eve"},
    {"title": "  two  blanks  "},
    {"title": "half\u202e"},
    {"note": 'say "so"\nand so'},
]

#: What a script writes over one of them.
WRITTEN: list[dict[str, Any]] = [
    {"titel": "x"},
    {"checklist": [{"id": "1", "text": "x", "colour": "red"}]},
    {"made_by": "eve"},
    {"made_at": "2020-01-01T00:00:00Z"},
    {"rev": 7},
    {"id": "A-77"},
    {"changed_by": "eve", "changed_at": "2020-01-01T00:00:00Z"},
]


@pytest.fixture
def furnished(organisation: Workspace) -> Workspace:
    """G-1 is open with KR-1, G-2 is closed, PN-4 has left."""
    organisation.do(commands.add, "goal", {"title": "Cheaper"})
    organisation.do(commands.add, "key-result", {"title": "Costs", "goal": "G-1", "start": 0, "target": 9})
    organisation.do(commands.add, "goal", {"title": "Over"})
    organisation.do(commands.drop, "G-2", "too late")
    organisation.do(commands.add, "person", {"name": "Gone", "left_on": date(2020, 1, 1)})
    organisation.do(commands.add, "person", {"name": "Vera", "login": "vera", "role": "viewer"})
    return organisation


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """The moment is the same for all commits."""
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now)


def outcome(workspace: Workspace, command: Callable[[Changes], object]) -> tuple[object, list[Any]]:
    """What a commit is refused with, and what else it would write."""
    seen: list[Transaction] = []

    def run(changes: Changes) -> None:
        seen[:] = [changes.transaction]
        command(changes)

    try:
        workspace.rehearse(run)
    except ConcordError as error:
        return (type(error), str(error), error.details), []
    return None, [(table, number, after) for table, number, _before, after in seen[0].touched()]


def one_by_one(workspace: Workspace, command: Callable[[Changes], object]) -> tuple[object, list[Any]]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(review, "FEW", 10**9)
        return outcome(workspace, command)


@pytest.mark.usefixtures("still")
@pytest.mark.parametrize("kind", GOOD)
@pytest.mark.parametrize("verb", ["add", "import"])
def test_many_are_what_each_would_be(furnished: Workspace, kind: str, verb: str):
    def command(changes: Changes) -> None:
        commands.add_many(changes, kind, map(GOOD[kind], range(MANY)))
        changes.say(verb)

    refused, written = outcome(furnished, command)
    assert refused is None
    assert len(written) >= MANY
    assert (refused, written) == one_by_one(furnished, command)


@pytest.mark.usefixtures("still")
@pytest.mark.parametrize(("who", "verb"), [("ana", "add"), ("ana", "import"), ("bo", "import"), ("vera", "add")])
def test_one_among_many_is_refused_or_mended_as_it_would_be_alone(furnished: Workspace, who: str, verb: str):
    furnished.ledger.who = who
    for wrong in WRONG:

        def command(changes: Changes, wrong: dict[str, Any] = wrong) -> None:
            for n in range(MANY):
                record: Any = commands.draft(KINDS["action"], GOOD["action"](n))
                changes.add(msgspec.structs.replace(record, **wrong) if n == MANY // 2 else record)
            changes.say(verb)

        assert outcome(furnished, command) == one_by_one(furnished, command), wrong


@pytest.mark.usefixtures("still")
@pytest.mark.parametrize("wrong", WRITTEN, ids=str)
def test_what_a_script_writes_among_many_is_refused_or_mended_as_it_would_be_alone(
    furnished: Workspace, wrong: dict[str, Any]
):
    def command(changes: Changes) -> None:
        records = commands.add_many(changes, "action", map(GOOD["action"], range(MANY)))
        changes.transaction.write("action", 9, {**msgspec.to_builtins(records[8]), **wrong})

    assert outcome(furnished, command) == one_by_one(furnished, command)


@pytest.mark.parametrize("kind", ["action", "check-in", "comment", "goal", "key-result", "lesson", "milestone"])
def test_what_is_right_is_looked_at_together(furnished: Workspace, kind: str, monkeypatch: pytest.MonkeyPatch):
    looked_at: list[int] = []
    monkeypatch.setattr(review.Reviewer, "look_at", lambda _self, _kind, number, *_both: looked_at.append(number))
    furnished.rehearse(commands.add_many, kind, map(GOOD[kind], range(MANY)))
    assert not looked_at
