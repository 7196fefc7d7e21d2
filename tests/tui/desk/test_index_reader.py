"""Records are read into the search's index by one reading, whoever opens and leaves what waits for it."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

from store import commands
from store.search import Index
from store.workspace import open_workspace
from tui.desk import index_reader
from tui.desk.desk import Desk
from tui.desk.index_reader import IndexReader


def test_coming_and_going_adds_no_second_reading(folder: Any, monkeypatch: Any):
    due: list[Callable[[], None]] = []
    loop = SimpleNamespace(call_later=lambda _seconds, read: due.append(read))
    monkeypatch.setattr(index_reader.asyncio, "get_running_loop", lambda: loop)
    with open_workspace(str(folder), "ana") as workspace:
        desk = SimpleNamespace(index=Index(workspace.ledger), is_typing=lambda: False)
        reader = IndexReader(cast("Desk", desk))
        monkeypatch.setattr(index_reader, "SLICE", 0)  # so that it is never done
        for _ in range(3):
            reader.begin(told := lambda: None)
            reader.no_more(told)
            assert len(due) == 1
            due.pop()()
        monkeypatch.setattr(index_reader, "SLICE", 60)
        while due:
            due.pop()()
        assert desk.index.at_rest
        assert len(desk.index)
        workspace.do(commands.add, "action", {"title": "Count the lanterns"})
        desk.index = Index(workspace.ledger)  # something to read again
        reader.begin(lambda: None)
        assert len(due) == 1
