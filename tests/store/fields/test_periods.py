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
from tests.for_each import for_each

DAY = date(2026, 11, 29)


@for_each(
    "text, by, wanted",
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
        ("四季度", "quarter", "2026-Q4"), ("第四季度", "quarter", "2026-Q4"),
        ("2026年第四季度", "quarter", "2026-Q4"),
        ("2026年四季度", "half", "2026-Q4"), ("26年4季度", "quarter", "2026-Q4"),
        ("二〇二六年四季度", "year", "2026-Q4"),
        ("Q4", "quarter", "2026-Q4"), ("Q4 2026", "quarter", "2026-Q4"), ("Q4/2026", "quarter", "2026-Q4"),
        ("4Q26", "quarter", "2026-Q4"), ("26Q4", "quarter", "2026-Q4"), ("Q4'26", "quarter", "2026-Q4"),
        ("2026 年 Q4", "quarter", "2026-Q4"), ("２０２６年Ｑ４", "quarter", "2026-Q4"),
        ("fourth quarter of 2026", "quarter", "2026-Q4"), ("2nd half 2027", "quarter", "2027-H2"),
        ("明年一季度", "quarter", "2027-Q1"), ("next quarter", "year", "2027-Q1"), ("下季度", "year", "2027-Q1"),
        ("本季度", "year", "2026-Q4"), ("last quarter", "year", "2026-Q3"), ("去年四季度", "quarter", "2025-Q4"),
        ("2026年下半年", "quarter", "2026-H2"), ("下半年", "quarter", "2026-H2"), ("H2 2026", "quarter", "2026-H2"),
        ("2H26", "quarter", "2026-H2"), ("明年上半年", "quarter", "2027-H1"),
        ("2026年11月", "quarter", "2026-11"), ("11月", "quarter", "2026-11"), ("十一月", "quarter", "2026-11"),
        ("nov 2026", "quarter", "2026-11"), ("November", "quarter", "2026-11"), ("Nov-2026", "quarter", "2026-11"),
        ("11/2026", "quarter", "2026-11"), ("下个月", "quarter", "2026-12"), ("this month", "quarter", "2026-11"),
        ("今年", "quarter", "2026"), ("2026年", "quarter", "2026"), ("2026年度", "quarter", "2026"),
        ("next year", "quarter", "2027"), ("week 50", "quarter", "week 50"), ("FY26", "quarter", "FY26"),
        ("第五季度", "quarter", "第五季度"), ("2026年13月", "quarter", "2026年13月"),
    ],
)  # fmt: skip
def test_what_is_typed(text: str, by: str, wanted: str):
    assert read_period(text, DAY, by) == wanted


@for_each("by", ["month", "quarter", "half", "year"])
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
