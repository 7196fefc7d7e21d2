"""Which words of the dictionary may be the same: one of several, read alike; none that only look so."""

import pytest

from store import commands
from store.insight.like_words import like
from store.workspace import Workspace


@pytest.mark.parametrize(
    ("there", "new", "alike"),
    [
        ("stock", "Stocks", True),
        ("price list", "Price Lists", True),
        ("delivery", "deliveries", True),
        ("box", "boxes", True),
        ("交期", "交齐", True),
        ("庫存", "库存量", False),
        ("首批", "首批货", False),
        ("status", "statu", False),
        ("stock", "sock", False),
        ("bus", "bu", False),
        ("class", "clas", False),
        ("SKU 表", "SKU 标", True),
    ],
)
def test_words_that_may_be_the_same(workspace: Workspace, there: str, new: str, alike: bool):
    first = workspace.do(commands.add, "term", {"word": there})
    second = workspace.do(commands.add, "term", {"word": new})
    assert [each.id for each in like(workspace.records, second)] == ([first.id] if alike else [])  # type: ignore[arg-type]


def test_other_spellings_count_on_both_sides(workspace: Workspace):
    first = workspace.do(commands.add, "term", {"word": "launch", "spellings": ("go-live",)})
    second = workspace.do(commands.add, "term", {"word": "start", "spellings": ("go-lives",)})
    assert [each.id for each in like(workspace.records, second)] == [first.id]  # type: ignore[arg-type]
