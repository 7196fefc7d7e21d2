"""What is new to somebody is found without reading what it was changed to: an import is tens of megabytes."""

from pathlib import Path
from typing import Any

import pytest

from store import commands
from store.engine import following
from store.engine.ledger import Ledger
from store.workspace import open_workspace
from tui.personal import inbox
from tui.personal.session_state import SessionState


def test_no_value_of_any_commit_is_read_to_say_what_is_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    Ledger.create(tmp_path / "w", "Test")
    with open_workspace(str(tmp_path / "w"), "ana") as ana, open_workspace(str(tmp_path / "w"), "bo") as bo:
        ana.do(commands.add_many, "action", [{"title": f"Step {at}"} for at in range(300)])
        bo.do(commands.add, "action", {"title": "By bo"})
        ana.ledger.catch_up()

        def refuse(_body: bytes) -> Any:
            raise AssertionError("the values of an entry are read")

        monkeypatch.setattr(following, "entry_of", refuse)
        personal = SessionState(ana.ledger.header.workspace, "ana", str(tmp_path / "state"))
        assert inbox.first_seen(ana.ledger, ana.today) == 0
        assert inbox.ids(ana.ledger, personal, 0, "ana") == {"A-301"}
        assert len(inbox.ids(bo.ledger, personal, 0, "bo")) == 300
        ana.do(commands.edit, "A-1", {"title": "Another"})
