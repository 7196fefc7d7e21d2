"""`history`, `undo` and `redo` from the command line."""

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.usefixtures("acme")
Concord = Callable[..., Any]


def test_history_tells_the_newest_first(concord: Concord):
    concord("add", "action", "Stock feed", "--due", "2030-01-04")
    concord("edit", "A-1", "--due", "2030-01-08", "--why", "waiting for Legal")
    lines = concord("history", "--limit", "2").out.splitlines()
    assert lines[0].endswith("moved A-1 Stock feed from 2030-01-04 to 2030-01-08: waiting for Legal")
    assert lines[1].endswith("added A-1 Stock feed")


def test_the_life_of_a_record_has_its_fields(concord: Concord):
    concord("add", "action", "Stock feed")
    concord("edit", "A-1", "--priority", "high", "--title", "Feed")
    newest, oldest = concord("history", "a-1", "--json").objects
    assert newest["changes"] == {"priority": ["normal", "high"], "title": ["Stock feed", "Feed"]}
    assert (newest["id"], newest["verb"], oldest["verb"]) == ("A-1", "edit", "add")
    assert newest["seq"] > oldest["seq"]


def test_history_narrows_by_day_person_and_sequence(concord: Concord):
    concord("add", "action", "One")
    first = concord("history", "--json", "--limit", "1").objects[0]
    concord("add", "action", "Two")
    assert [each["id"] for each in concord("history", "--after", str(first["seq"]), "--json").objects] == ["A-2"]
    assert concord("history", "--by", "nobody").out == ""
    assert concord("history", "--since", "today", "--json").objects
    assert concord("history", "--since", "frühling").code == 2


def test_undo_and_redo(concord: Concord):
    concord("add", "action", "One")
    concord("edit", "A-1", "--title", "Two")
    back = concord("undo", "--json")
    assert (back.code, back.objects[0]["title"]) == (0, "One")
    assert "Taken back" in concord("undo").err
    assert concord("show", "A-1").code == 1
    assert concord("redo").code == 0
    assert concord("redo", "--json").objects[0]["title"] == "Two"
    assert concord("redo").code == 4


def test_undo_of_an_import_is_one_step(concord: Concord, tmp_path: Any):
    file = tmp_path / "goals.csv"
    concord("add", "goal", "Kept")
    rows = ["title"] + [f"Goal {n}" for n in range(20)]
    file.write_text("\n".join(rows))
    taken = concord("import", "goals", str(file))
    if taken.code == 0:
        concord("undo")
        assert [each["title"] for each in concord("list", "goal", "--json").objects] == ["Kept"]


def test_what_was_changed_since_is_refused_with_both(concord: Concord, monkeypatch: pytest.MonkeyPatch):
    from store.engine import identity

    concord("add", "action", "One")
    concord("edit", "A-1", "--title", "Two", "--priority", "high")
    me = identity.os_user()
    monkeypatch.setattr(identity, "os_user", lambda: "ana")
    concord("edit", "A-1", "--title", "Three")
    monkeypatch.setattr(identity, "os_user", lambda: me)
    refused = concord("undo", "--json")
    assert refused.code == 4
    assert refused.error["since"][0]["who"] == "ana"
    assert concord("undo", "--partly").code == 0
    (shown,) = concord("show", "A-1", "--json").objects
    assert (shown["title"], shown["priority"]) == ("Three", "normal")
