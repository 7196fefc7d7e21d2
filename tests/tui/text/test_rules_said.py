"""Rules said in both languages, and read again as the same."""

import re
from datetime import date

import pytest

from store.fields.recurrence.rule_words import read_rule
from tests.store.fields.recurrence.test_rule_words import SAID
from tui import i18n
from tui.text.labels import rule

TODAY = date(2026, 11, 29)
SHOWN = [
    ("FREQ=WEEKLY;BYDAY=MO", "every Monday", "每周一"),
    ("FREQ=WEEKLY;BYDAY=MO,WE,FR", "every Monday, Wednesday and Friday", "每周一、周三、周五"),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "every other Friday", "隔周周五"),
    ("FREQ=WEEKLY;INTERVAL=3;BYDAY=FR", "every 3 weeks on Friday", "每3周的周五"),
    ("FREQ=DAILY", "every day", "每天"),
    ("FREQ=DAILY;X-DAYS=WORKING", "every working day", "每个工作日"),
    ("FREQ=MONTHLY;BYMONTHDAY=1,15", "every month on the 1st and 15th", "每月1号、15号"),
    ("FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1", "every month on the 30th", "每月30号"),
    ("FREQ=MONTHLY;BYDAY=1MO", "the first Monday of every month", "每月第一个周一"),
    ("FREQ=MONTHLY;BYSETPOS=-1;X-DAYS=WORKING", "the last working day of every month", "每月最后一个工作日"),
    ("FREQ=MONTHLY;BYSETPOS=11;X-DAYS=WORKING", "the 11th working day of every month", "每月第11个工作日"),
    ("FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", "the last day of every quarter", "每季度最后一天"),
    ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15", "every 3 months on the 15th", "每3个月的15号"),
    ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=1", "every year on 1 December", "每年12月1日"),
    ("FREQ=WEEKLY;BYDAY=MO;COUNT=10", "every Monday, 10 times", "每周一，共10次"),
    ("FREQ=WEEKLY;BYDAY=MO;UNTIL=20261231", "every Monday until 2026-12-31", "每周一，至2026-12-31"),
    (
        "FREQ=MONTHLY;BYMONTHDAY=1;X-OFF=BEFORE",
        "every month on the 1st, moved before days off",
        "每月1号，遇休息日提前",
    ),
    ("FREQ=MONTHLY;BYMONTHDAY=1;X-OFF=AFTER", "every month on the 1st, moved after days off", "每月1号，遇休息日顺延"),
    ("FREQ=WEEKLY;BYDAY=MO;X-OFF=SKIP", "every Monday, days off skipped", "每周一，遇休息日跳过"),
    ("FREQ=YEARLY;BYYEARDAY=100", "FREQ=YEARLY;BYYEARDAY=100", "FREQ=YEARLY;BYYEARDAY=100"),
    ("FREQ=DAILY;X-LATER=1", "FREQ=DAILY;X-LATER=1", "FREQ=DAILY;X-LATER=1"),
]


@pytest.mark.parametrize(("stored", "english", "chinese"), SHOWN)
def test_a_rule_is_said_as_people_say_it(stored: str, english: str, chinese: str):
    assert rule(stored) == english
    i18n.use("zh")
    assert rule(stored) == chinese


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_said_is_read_as_the_same(language: str):
    i18n.use(language)
    ends = ("", ";COUNT=7", ";UNTIL=20270131", ";COUNT=7;X-OFF=AFTER", ";UNTIL=20270131;X-OFF=BEFORE", ";X-OFF=SKIP")
    meant = {rule for rule, _said in SAID}
    plain = [each for each in meant if not re.search("COUNT|UNTIL|X-", each)]
    for each in (*meant, *(each + end for each in plain for end in ends)):
        assert read_rule(rule(each), TODAY) == each, rule(each)
