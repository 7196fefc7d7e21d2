"""What other versions have written is opened: what 0.1.0 wrote by all later ones, what none knows yet by this one."""

from pathlib import Path

import pytest

from store import commands
from store.engine import checkup
from store.errors import ReadOnly
from store.history import told
from store.insight.soundness import faults_in, later_in
from store.kinds import KINDS
from store.search import Index
from store.workspace import open_workspace
from store.workspace.veil import HIDDEN
from tests.store.begun import past
from tests.store.old_workspaces import digest, unpack

#: The workspaces that earlier versions wrote, and what `tests/tools/make_workspaces.py` said of their documents.
OLD = {"workspace-0.1.0": "d75682476d8daf13"}
LATER = "af6b2bd3779d513b"


@pytest.mark.parametrize("name", OLD)
def test_a_workspace_of_an_earlier_version_is_whole(name: str, tmp_path: Path):
    folder = unpack(name, tmp_path)
    report = checkup.verify(str(folder))
    assert (report.clean, report.findings) == (True, [])
    for cached in (True, False):
        with open_workspace(str(folder), "wangfang") as workspace:
            assert digest(workspace.ledger) == OLD[name]
            assert list(faults_in(workspace.records)) == []
            later = ["metric", "update", "series", "meeting", "agenda-item", "retro-format", "feedback", "term"]
            later += ["kudos", "training"]
            later += ["pulse", "pulse-answer"] if "pulse-answer" in KINDS else ["pulse"]
            assert [kind for kind in KINDS if not workspace.ledger.count(kind)] == later
            tables = {table: workspace.ledger.count(table) for table in workspace.ledger.tables()}
            assert list(later_in(workspace.records, tables)) == []
            assert len(list(told(workspace.ledger.backwards(), workspace.records))) > 200
        if cached:
            (folder / "checkpoint").unlink()


@pytest.mark.parametrize("name", OLD)
def test_it_is_searched_and_edited(name: str, tmp_path: Path):
    folder = unpack(name, tmp_path)
    with open_workspace(str(folder), "wangfang") as workspace:
        assert [hit.kind for hit in Index(workspace.ledger).build().search("推广新品")] == ["goal"]
        for kind in KINDS.values():
            for record in list(workspace.records.of_kind(kind.name)):
                if getattr(record, kind.naming.name) != HIDDEN:
                    workspace.do(past(commands.edit), record.id, {"tags": [*record.tags, "seen"]})
        assert list(faults_in(workspace.records)) == []
    assert checkup.verify(str(folder)).clean


def test_what_nobody_knows_yet_is_read_kept_and_not_written_to(tmp_path: Path):
    folder = unpack("later", tmp_path)
    before = (folder / "journal").read_bytes()
    with open_workspace(str(folder), "ada") as workspace:
        assert digest(workspace.ledger) == LATER
        assert workspace.ledger.count("omen") == 12
        assert list(faults_in(workspace.records)) == []
        with pytest.raises(ReadOnly, match="newer Concord"):
            workspace.do(commands.edit, "A-2", {"title": "x"})
    assert checkup.verify(str(folder)).clean
    assert (folder / "journal").read_bytes() == before
