"""Every field of every kind, given by every role through every door, against one table: nothing more than it says.

Each record is somebody else's. The table names the least role that the door lets in; "-" is nobody. It is written by
`CONCORD_GOLDENS=write`, and read by people: what changes in it has to be wanted.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any

import pytest

from store.engine.ledger import Ledger
from store.errors import Refused
from store.fields.rights import CLOSED
from store.kinds import KINDS
from store.kinds.base import STAMPS, Kind
from store.kinds.workspace import found
from store.workspace import Workspace, open_workspace
from tests.store.begun import past
from tests.store.rights import doors
from tests.store.rights.table import as_table
from tests.store.rights.world import WHO, cases, fresh, furnish, theirs, value

TABLE = Path(__file__).parent / "who_may.txt"
#: What nobody takes back: counting a pulse again would tell what has changed.
FOR_GOOD = (("pulse", "state"),)
Sessions = Mapping[str, Workspace]


@pytest.fixture(scope="module")
def sessions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sessions]:
    """Where nothing is written."""
    yield from _opened(str(tmp_path_factory.mktemp("rights") / "w"))


@pytest.fixture(scope="module")
def writing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sessions]:
    """Where it is."""
    yield from _opened(str(tmp_path_factory.mktemp("rights") / "w"))


def _opened(folder: str) -> Iterator[Sessions]:
    Ledger.create(folder, "Nordwind")
    with open_workspace(folder, "root") as first:
        first.do(found, "Nordwind", "UTC", "en", "root", "Root", "Marketing")
        first.do(furnish)
    opened = {who: open_workspace(folder, who) for who in WHO}
    yield opened
    for workspace in opened.values():
        workspace.close()


def least(sessions: Sessions, door: doors.Door, kind: Kind, id: str, values: dict[str, Any]) -> str:
    """The least role that may; "-" where nobody may. Whoever has more may too."""
    let_in = []
    for who, workspace in sessions.items():
        try:
            door(workspace, kind, id, dict(values))
        except Refused:
            continue
        let_in.append(who)
    if not let_in:
        return "-"
    assert let_in == list(WHO[WHO.index(let_in[0]) :])
    return let_in[0]


def rows(sessions: Sessions) -> Iterator[str]:
    names = [*doors.ADD, *doors.EDIT]
    yield f"{'':26}" + "".join(f"{name:13}" for name in names).rstrip()
    for kind, field in cases():
        given = value(kind, field, sessions["admin"])
        if given is None:
            continue
        id, new = theirs(kind, field), fresh(kind, sessions["admin"], field)
        added = [least(sessions, door, kind, id, {**new, field.name: given}) for door in doors.ADD.values()]
        edited = [least(sessions, door, kind, id, {field.name: given}) for door in doors.EDIT.values()]
        yield f"{kind.name}.{field.name} ".ljust(26) + "".join(f"{each:13}" for each in (*added, *edited)).rstrip()


def test_nothing_more_than_the_table_says(sessions: Sessions):
    found = "\n".join(rows(sessions)) + "\n"
    if os.environ.get("CONCORD_GOLDENS") == "write":
        TABLE.write_text(found, encoding="utf-8")
    assert found == TABLE.read_text(encoding="utf-8")


def test_each_value_that_is_tried_would_do_if_nobody_had_to_be_asked(sessions: Sessions):
    """What a rule refuses for everybody proves nothing about who may."""
    admin = sessions["admin"]
    for kind, field in cases():
        given = value(kind, field, admin)
        if given is None or kind.name == "workspace":
            continue
        for command in (
            lambda changes, kind=kind, f=field, v=given: changes.add(
                _draft(kind, {**fresh(kind, admin, f), f.name: v})
            ),
            lambda changes, kind=kind, f=field, v=given: doors.changed(changes, kind, theirs(kind, f), {f.name: v}),
        ):
            with suppress(Refused) if (kind.name, field.name) in BY_THE_RULES else nullcontext():
                admin.rehearse(past(command))


def _draft(kind: Kind, values: dict[str, Any]) -> Any:
    from store.commands import draft

    return draft(kind, values)


#: What no record can have alone.
BY_THE_RULES = {("action", "series"), ("goal", "outcome"), ("goal", "raci"), ("card", "votes"), ("standup", "person")}


def test_who_may_is_said_of_every_field_that_nobody_is_asked_for():
    """A kind that comes later is closed until it says who may: its records by the role, its fields one by one."""
    for kind in KINDS.values():
        closed = [n for n, field in kind.fields.items() if n not in STAMPS and field.held_to is CLOSED]
        assert closed == [], kind.name
    assert Kind(name="x", prefix="X", label="X", plural="X", record=KINDS["goal"].record).writer == "admin"


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_what_one_may_do_one_may_take_back(writing: Sessions, kind: Kind):
    from store import commands
    from store.commands.undo import latest, take_back

    for who, workspace in writing.items():
        for field in kind.fields.values():
            given = (
                None if field.name in STAMPS or (kind.name, field.name) in FOR_GOOD else value(kind, field, workspace)
            )
            before = workspace.records.get(theirs(kind))
            try:
                workspace.do(commands.edit, before.id, {field.name: given} if given is not None else {}, why="so it is")
            except Refused:
                continue
            entry = latest(workspace.ledger, own=workspace.ledger.own[-1:]) if workspace.ledger.own else None
            if entry is None or workspace.records.get(before.id) == before:
                continue
            take_back(workspace, entry)
            after = workspace.records.get(before.id)
            assert getattr(after, field.name) == getattr(before, field.name), (who, field.name)


def test_readme_says_who_may_as_the_fields_do():
    readme = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    assert "\n".join(as_table()) in readme
