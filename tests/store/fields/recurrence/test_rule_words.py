"""Rules as people type them, said on Sunday 29 November 2026."""

from datetime import date
from pathlib import Path

import pytest

from store.errors import WrongWords
from store.fields.recurrence.rule import completed, parse, write
from store.fields.recurrence.rule_words import read_rule
from tests.for_each import for_each

TODAY = date(2026, 11, 29)

#: The rule that each of them means.
SAID = [line.split("\t") for line in Path(__file__).with_name("spellings.txt").read_text("utf-8").splitlines()]


@for_each("meant, said", SAID)
def test_what_people_type(meant: str, said: str):
    assert read_rule(said, TODAY) == meant


@for_each(
    "said",
    [
        "3 times a week",
        "blue moon",
        "every",
        "每",
        "monthly on monday",
        "every 0 days",
        "每隔两天",
        "FREQ=HOURLY",
        "FREQ=WEEKLY;BYDAY=XX",
        "every monday at 9",
        "每周例会",
        "第一季度",
        "every monday until never",
        "FREQ=DAILY;COUNT=0",
        "FREQ=DAILY;COUNT=2;UNTIL=20261231",
        "FREQ=WEEKLY;BYDAY=2MO",
        "every monday, 3 times, until 2026-12-31",
    ],
)
def test_what_is_no_rule_is_refused_with_examples(said: str):
    with pytest.raises(WrongWords):
        read_rule(said, TODAY)


@for_each(
    "rule, day, whole",
    [
        ("FREQ=WEEKLY", date(2026, 12, 4), "FREQ=WEEKLY;BYDAY=FR"),
        ("FREQ=WEEKLY;INTERVAL=2", date(2026, 12, 4), "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"),
        ("FREQ=MONTHLY", date(2026, 12, 4), "FREQ=MONTHLY;BYMONTHDAY=4"),
        ("FREQ=MONTHLY", date(2027, 1, 30), "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1"),
        ("FREQ=MONTHLY", date(2027, 1, 31), "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("FREQ=MONTHLY;INTERVAL=3", date(2027, 1, 4), "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=4"),
        ("FREQ=YEARLY", date(2026, 12, 31), "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31"),
        ("FREQ=YEARLY", date(2028, 2, 29), "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1"),
        ("FREQ=DAILY", date(2026, 12, 4), "FREQ=DAILY"),
        ("FREQ=WEEKLY;BYDAY=MO", date(2026, 12, 4), "FREQ=WEEKLY;BYDAY=MO"),
    ],
)
def test_a_rule_that_says_no_day_is_completed_by_the_first_one(rule: str, day: date, whole: str):
    assert write(completed(parse(rule), day)) == whole


def test_a_moment_at_which_a_rule_ends_is_kept_until_somebody_knows_when_on_its_days_it_comes():
    for said in ("FREQ=DAILY;UNTIL=20270101T000000Z", "FREQ=DAILY;UNTIL=20270101T093000"):
        assert read_rule(said, TODAY) == said
