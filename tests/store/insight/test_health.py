"""Health is computed and explains itself."""

from datetime import date, timedelta

from store.insight.health import (
    OpenBlocker,
    Progress,
    judge,
    of_blocker,
    of_due,
    of_key_result,
    of_late_actions,
    of_objection,
    should_be,
    span_of,
)
from tests.for_each import for_each

DAY = date(2026, 11, 23)


def said(reasons: object) -> list[tuple[str, str]]:
    return [(color, str(words)) for color, words in reasons]  # type: ignore[attr-defined]


@for_each(
    "fraction, reasons",
    [
        (0.45, []),
        (0.40, [("amber", "KR-8 is 10 % behind where it should be")]),
        (0.32, [("amber", "KR-8 is 18 % behind where it should be")]),
        (0.25, [("red", "KR-8 is 25 % behind where it should be")]),
        (0.9, []),
    ],
)
def test_behind_plan(fraction: float, reasons: list[tuple[str, str]]):
    progress = Progress(1, fraction, 0.5, None, DAY)
    assert said(of_key_result("KR-8", progress, 14, None, DAY)) == reasons


@for_each("confidence, color", [(None, None), (10, None), (6, None), (5, "amber"), (3, "red"), (0, "red")])
def test_confidence(confidence: int | None, color: str | None):
    progress = Progress(1, 1, 0.5, confidence, DAY)
    assert [c for c, _words in of_key_result("KR-8", progress, 14, None, DAY)] == ([color] if color else [])


def test_no_check_in_for_long():
    late = Progress(1, 1, 0.5, None, DAY - timedelta(days=15))
    assert said(of_key_result("KR-9", late, 14, None, DAY)) == [("amber", "KR-9 has had no check-in for 15 days")]
    assert said(of_key_result("KR-9", late, 15, None, DAY)) == []
    assert said(of_key_result("KR-9", Progress(), 14, DAY - timedelta(days=20), DAY)) == [
        ("amber", "KR-9 has had no check-in for 20 days")
    ]
    assert said(of_key_result("KR-9", Progress(), 14, None, DAY)) == []


@for_each(
    "days, severity, color, words",
    [
        (0, "normal", "amber", "B-7 has held A-142 for less than a day"),
        (1, "normal", "amber", "B-7 has held A-142 for 1 day"),
        (7, "low", "amber", "B-7 has held A-142 for 7 days"),
        (9, "normal", "red", "B-7 has held A-142 for 9 days"),
        (1, "high", "red", "B-7 has held A-142 for 1 day"),
    ],
)
def test_a_blocker(days: int, severity: str, color: str, words: str):
    assert said(of_blocker(OpenBlocker("B-7", "A-142", days, severity))) == [(color, words)]


def test_late():
    assert said(of_due(DAY, DAY)) == []
    assert said(of_due(DAY - timedelta(days=1), DAY)) == [("red", "it is 1 day late")]
    assert said(of_late_actions(0, 9)) == []
    assert said(of_late_actions(1, 9)) == [("amber", "1 action is late")]
    assert said(of_late_actions(2, 2)) == [("amber", "2 actions are late")]
    assert said(of_late_actions(5, 9)) == [("red", "5 actions are late")]


def test_the_worst_decides_and_comes_first():
    amber, red = *of_late_actions(1, 9), *of_objection("LOG", "no capacity in week 14")
    health = judge([amber, red], known=True)
    assert health.color == "red"
    assert [str(words) for words in health.reasons] == ['LOG objects: "no capacity in week 14"', "1 action is late"]
    assert judge([], known=True).color == "green"
    assert judge([], known=False).color == "none"


@for_each(
    "start, due, share",
    [
        (None, DAY, None),
        (DAY, None, None),
        (DAY - timedelta(days=5), DAY + timedelta(days=5), 0.5),
        (DAY + timedelta(days=1), DAY + timedelta(days=5), 0),
        (DAY - timedelta(days=9), DAY - timedelta(days=5), 1),
        (DAY, DAY, 1),
    ],
)
def test_where_it_should_be(start: date | None, due: date | None, share: float | None):
    assert should_be(start, due, DAY) == share


@for_each(
    "period, first, last",
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-Q4", "2026-10-01", "2026-12-31"),
        ("2026-Q1", "2026-01-01", "2026-03-31"),
        ("2026-H1", "2026-01-01", "2026-06-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
    ],
)
def test_the_span_of_a_period(period: str, first: str, last: str):
    assert [day.isoformat() for day in span_of(period) or ()] == [first, last]


@for_each("period", ["", "autumn", "2026-Q5", "26", "2026-13", "0000", "²⁰²⁶"])
def test_what_is_no_period_has_no_span(period: str):
    assert span_of(period) is None
