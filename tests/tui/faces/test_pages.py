"""Every field that people are asked for is told on the page of its record: on the screen and on the command line."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
import pytest

from store.commands import add, edit
from store.fields import Field
from store.kinds import KINDS
from store.kinds.checklist import CheckItem
from store.workspace import Workspace, open_workspace
from store.workspace.founding import found_workspace
from tests.for_each import for_each
from tests.store.rights.world import furnish
from tui.cli.record_lines import Shown
from tui.cli.record_text import PlainPage
from tui.desk.desk import Desk
from tui.faces import face_of
from tui.faces.face import tell
from tui.parts.record_page import ScreenPage

#: What is told from what is kept of all of the kind: the change is committed.
KEPT = {("department", "answer_days")}
ASKED = [(kind.name, field.name) for kind in KINDS.values() for field in kind.fields.values() if field.asked]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A record of every kind."""
    folder = str(tmp_path_factory.mktemp("pages") / "world")
    with found_workspace(folder, "Acme", zone="UTC", language="en") as w:
        w.do(add, "department", {"name": "Marketing", "code": "MKT"})
        w.do(furnish)
    with open_workspace(folder) as workspace:
        yield workspace


def two(world: Workspace, field: Field) -> tuple[Any, Any]:
    """Two values of a field that people tell apart."""
    named = [KINDS[name].id(n) for name in field.kinds or ("action",) for n in world.ledger.numbers(name)]
    if field.name == "working_days":
        return "12345", "1234"
    if field.clock:
        return "09:00", "10:30"
    return {
        "line": ("one that is long", "another that is longer"),
        "text": ("one that is long", "another that is longer"),
        "day": (date(2026, 5, 6), date(2026, 7, 8)),
        "choice": tuple(each.value for each in field.choices[-2:]),
        "ref": (None, named[0]),
        "refs": ((), tuple(named[:1])),
        "number": (7, 6),
        "flag": (True, False),
        "rule": ("FREQ=WEEKLY;BYDAY=MO", "FREQ=DAILY"),
        "tags": ((), ("tagged",)),
        "checklist": ((), (CheckItem("1", "a line"),)),
    }[field.type]


def screen(world: Workspace, record: Any) -> str:
    desk = Desk(world)
    page = ScreenPage(desk, record, 100)
    tell(face_of(kind_of(record))(desk), page)
    return "\n".join("".join(part for part, _tone in line) for line in page.lines)


def plain(world: Workspace, record: Any) -> str:
    shown = Shown(world)
    page = PlainPage(shown, record)
    tell(face_of(kind_of(record))(shown), page)
    return "\n".join(page.lines())


def changed(world: Workspace, record: Any, field: str, value: Any) -> Any:
    if (kind_of(record), field) in KEPT:
        return world.do(edit, record.id, {field: value})
    return msgspec.structs.replace(record, **{field: value})


def kind_of(record: Any) -> str:
    return next(kind.name for kind in KINDS.values() if kind.record is type(record))


@for_each("write", [screen, plain])
@for_each("kind, field", ASKED)
def test_what_is_asked_is_told(world: Workspace, kind: str, field: str, write: Any):
    record = world.records.get(KINDS[kind].id(world.ledger.numbers(kind)[0]))
    if (kind, field) == ("goal", "outcome"):
        record = msgspec.structs.replace(record, step="closed")
    one, other = two(world, KINDS[kind].fields[field])
    pages = [write(world, changed(world, record, field, value)) for value in (one, other)]
    assert pages[0] != pages[1]
