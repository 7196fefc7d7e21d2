"""What is exported comes back into an empty workspace as it was, but for ids, stamps and what only acts bring."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from store import Ledger, Workspace, open_workspace
from store.commands import add, done
from store.fields.rights import FREE
from store.interop import csv_file, records_csv, table_file
from store.kinds import KINDS
from store.kinds.base import STAMPS
from store.kinds.standup_line import Did, Line, saying
from store.records import Records
from tests.store.built_example import build
from tui.i18n import in_each, t, use

#: Each after what it refers to; people name departments by their codes, and so make them.
ORDER = (
    "person", "department", "goal", "metric", "key-result", "check-in", "milestone", "team", "resource", "allocation",
    "retro-format", "retro", "action", "request", "blocker", "decision", "update", "series", "meeting", "agenda-item",
    "card", "feedback", "lesson", "term", "kudos", "training", "pulse", "standup", "round", "comment",
)  # fmt: skip
#: Asked of people, and yet brought about by an act: the answer to an objection, which does not come along.
BY_ACTS = {("decision", "answers")}


def exported(workspace: Workspace, kind: str, style: csv_file.Style = csv_file.PLAIN) -> bytes:
    out = io.BytesIO()
    csv_file.write(Records(workspace.ledger.unveiled), kind, out, style, in_each)
    return out.getvalue()


def brought(workspace: Workspace, kind: str, data: bytes) -> records_csv.ImportedRows:
    names = records_csv.column_names(KINDS[kind], in_each)
    table = table_file.read(data, names.known)
    return workspace.do(records_csv.ImportRows(KINDS[kind], table, names, in_each))


def told(workspace: Workspace, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for record in Records(workspace.ledger.unveiled).of_kind(kind):
        fields = {
            name: getattr(record, name)
            for name, field in KINDS[kind].fields.items()
            if name not in STAMPS
            and (kind, name) not in BY_ACTS
            and (field.asked or field.held_to is FREE or name == "raci")
        }
        yield record.id, fields


@pytest.mark.parametrize(
    ("case", "lang", "excel"), [("launch", "en", False), ("promotion", "zh", False), ("promotion", "zh", True)]
)
def test_every_kind_of_an_organisation_comes_back(tmp_path: Path, case: str, lang: str, excel: bool):
    assert set(ORDER) == set(KINDS) - {"workspace"}
    build(tmp_path / "old", case, lang)
    Ledger.create(str(tmp_path / "new"), "New")
    use(lang)
    style = csv_file.Style(t, excel=True) if excel else csv_file.PLAIN
    with open_workspace(str(tmp_path / "old"), "root") as old:
        admin = next(each.login for each in old.records.of_kind("person") if each.role == "admin")  # type: ignore[attr-defined]
        with open_workspace(str(tmp_path / "new"), admin) as new:
            new.anyway = True
            for kind in ORDER:
                brought(new, kind, exported(old, kind, style))
            for kind in ORDER:
                assert dict(told(new, kind)) == dict(told(old, kind))
                seq = new.ledger.seq
                assert not brought(new, kind, exported(old, kind, style)).added, "a second time nothing is new"
                assert new.ledger.seq == seq
    use("en")


def test_lines_of_a_stand_up_are_about_the_records_that_came_with_them(tmp_path: Path):
    for name in ("old", "new"):
        Ledger.create(str(tmp_path / name), name)
    with open_workspace(str(tmp_path / "old"), "root") as old, open_workspace(str(tmp_path / "new"), "root") as new:
        for workspace in (old, new):
            workspace.do(add, "person", {"name": "Root", "login": "root", "role": "admin"})
        new.do(add, "action", {"title": "Another"})
        old.do(add, "action", {"title": "Ours"})
        old.do(done, "A-1")
        did = saying(Line(section="done", text="finished A-1 Ours", on="A-1"), Did("set", id="A-1", name="A-1 Ours"))
        line = {**msgspec.to_builtins(did), "on": "A-1"}
        old.do(add, "standup", {"day": "2026-11-26", "person": "PN-1", "lines": [line]})
        for _ in range(2):
            for kind in ("action", "standup"):
                brought(new, kind, exported(old, kind))
        (entry,) = new.records.of_kind("standup")
        (said,) = entry.lines  # type: ignore[attr-defined]
        assert (said.on, said.deed.id, said.text) == ("A-2", "A-2", "finished A-1 Ours")
