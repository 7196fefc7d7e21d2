"""What a database has lost is named, with who did it and when; it is gone on without only by who says so."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from store import Ledger, open_workspace
from store.engine.home import Vanished
from store.words import Words

Concord = Callable[..., Any]
WENT_BACK = Words("the database went back: {n} changes that you had seen are gone", "went-back", n=3)


@pytest.fixture
def accepted(acme: Path, concord: Concord, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A workspace that has lost two changes that are known, and another one. What was accepted."""
    concord("add", "action", "Stock feed")
    concord("comment", "A-1", "seen")
    with open_workspace(str(acme)) as workspace:
        entries = list(workspace.ledger.entries())[-2:]
    said: list[str] = []

    def accept() -> str:
        said.append("yes")
        return "/home/ana/seen.gone-1"

    def vanished(_ledger: Ledger) -> Vanished | None:
        return None if said else Vanished(entries, 3, accept)

    monkeypatch.setattr(Ledger, "vanished", property(vanished))
    monkeypatch.setattr(Ledger, "read_only", property(lambda _ledger: None if said else WENT_BACK))
    return said


def test_what_is_gone_is_named_until_somebody_says_that_they_know(accepted: list[str], concord: Concord):
    refused = concord("add", "action", "Another")
    assert refused.code == 1
    assert "went back" in refused.err
    assert "concord lost" in refused.err
    named = concord("lost")
    assert named.code == 5
    assert len(named.out.splitlines()) == 2
    assert "Stock feed" in named.out
    assert "concord lost --accept" in named.err
    assert accepted == []
    taken = concord("lost", "--accept")
    assert (taken.code, accepted) == (0, ["yes"])
    assert "without 3 changes" in taken.err
    assert "/home/ana/seen.gone-1" in taken.err
    assert "Nothing that you had seen is gone" in concord("lost").err
    assert concord("add", "action", "Another").code == 0


def test_scripts_and_chinese_readers_are_told_too(accepted: list[str], concord: Concord):
    found = [msgspec.json.decode(line) for line in concord("lost", "--json").out.splitlines()]
    assert [(each["verb"], each["id"]) for each in found] == [("comment", "CM-1"), ("add", "A-1")]
    assert "不见了" in concord("lost", "--lang", "zh").err
    assert accepted == []


def test_in_a_folder_nothing_is(acme: Path, concord: Concord):
    found = concord("lost")
    assert (found.code, found.out) == (0, "")
    assert "Nothing that you had seen is gone" in found.err
