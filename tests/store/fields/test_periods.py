"""Periods as people type them, by what the workspace plans by."""

from datetime import date

import pytest

from store.commands import add, edit
from store.errors import Invalid
from store.fields.periods import is_period, read_period, running
from store.kinds import KINDS
from store.records import Changes
from store.records.parsing import read
from store.workspace import Workspace

DAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("text", "by", "wanted"),
    [
        ("this", "quarter", "2026-Q4"), ("next", "quarter", "2027-Q1"), ("本期", "quarter", "2026-Q4"),
        ("下期", "half", "2027-H1"), ("now", "half", "2026-H2"), ("This", "month", "2026-11"),
        ("next", "month", "2026-12"), ("next", "year", "2027"), ("this", "year", "2026"),
        ("ｎｅｘｔ", "month", "2026-12"),
        ("q1", "half", "2026-Q1"), ("2027 q2", "year", "2027-Q2"), ("2027q2", "quarter", "2027-Q2"),
        ("2027-h1", "quarter", "2027-H1"), ("2027/3", "quarter", "2027-03"), ("2027-12", "quarter", "2027-12"),
        ("2027", "quarter", "2027"), ("2026-Q4", "month", "2026-Q4"), ("2027年3", "quarter", "2027-03"),
        ("spring", "quarter", "spring"), ("3", "quarter", "3"), ("2027-Q5", "quarter", "2027-Q5"), ("", "quarter", ""),
        ("this", "a later word", "2026-Q4"),
    ],
)  # fmt: skip
def test_what_is_typed(text: str, by: str, wanted: str):
    assert read_period(text, DAY, by) == wanted


@pytest.mark.parametrize("by", ["month", "quarter", "half", "year"])
def test_they_follow_each_other_through_years(by: str):
    found = [running(date(2025, 1, 1), by, at) for at in range(30)]
    assert sorted(set(found)) == found
    assert all(map(is_period, found))


def test_the_workspace_says_what_this_means(organisation: Workspace):
    field = KINDS["goal"].fields["period"]

    def typed(changes: Changes, words: str) -> str:
        return read(field, words, changes, DAY, changes.who)

    assert organisation.do(typed, "next") == "2027-Q1"
    organisation.do(edit, organisation.records.settings.id, {"periods": "half"})
    assert organisation.do(typed, "next") == "2027-H1"
    with pytest.raises(Invalid, match="is not a period such as"):
        organisation.do(add, "goal", {"title": "Spring", "period": "2027-Q5"})
