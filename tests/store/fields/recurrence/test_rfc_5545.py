"""The examples of RFC 5545 (3.8.5.3) with their days, but for rules by the hour and by the number of the week."""

from collections.abc import Iterator
from datetime import date
from itertools import islice

from store.fields.calendar import Calendar
from store.fields.recurrence.occurrences import Course, SeriesStretch, by_rule
from store.fields.recurrence.rule import parse

#: The day on which an example begins, its rule, and its days by year and month; with a dot at its end it goes on.
EXAMPLES = """
970902 FREQ=DAILY;COUNT=10 | 97 9:2-11
970902 FREQ=DAILY;UNTIL=19971223 | 97 9:2-30 10:1-31 11:1-30 12:1-23
970902 FREQ=DAILY;INTERVAL=2 | 97 9:2,4,6,8,10,12,14,16,18,20,22,24,26,28,30 10:2,4 .
970902 FREQ=DAILY;INTERVAL=10;COUNT=5 | 97 9:2,12,22 10:2,12
980101 FREQ=YEARLY;UNTIL=20000131;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA | 98 1:1-31 99 1:1-31 00 1:1-31
980101 FREQ=DAILY;UNTIL=20000131;BYMONTH=1 | 98 1:1-31 99 1:1-31 00 1:1-31
970902 FREQ=WEEKLY;COUNT=10 | 97 9:2,9,16,23,30 10:7,14,21,28 11:4
970902 FREQ=WEEKLY;UNTIL=19971223 | 97 9:2,9,16,23,30 10:7,14,21,28 11:4,11,18,25 12:2,9,16,23
970902 FREQ=WEEKLY;INTERVAL=2;WKST=SU | 97 9:2,16,30 10:14,28 11:11,25 12:9,23 98 1:6,20 2:3,17 .
970902 FREQ=WEEKLY;UNTIL=19971006;WKST=SU;BYDAY=TU,TH | 97 9:2,4,9,11,16,18,23,25,30 10:2
970902 FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH | 97 9:2,4,9,11,16,18,23,25,30 10:2
970901 FREQ=WEEKLY;INTERVAL=2;UNTIL=19971223;WKST=SU;BYDAY=MO,WE,FR
  | 97 9:1,3,5,15,17,19,29 10:1,3,13,15,17,27,29,31 11:10,12,14,24,26,28 12:8,10,12,22
970902 FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH | 97 9:2,4,16,18,30 10:2,14,16
970905 FREQ=MONTHLY;COUNT=10;BYDAY=1FR | 97 9:5 10:3 11:7 12:5 98 1:2 2:6 3:6 4:3 5:1 6:5
970905 FREQ=MONTHLY;UNTIL=19971223;BYDAY=1FR | 97 9:5 10:3 11:7 12:5
970907 FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU | 97 9:7,28 11:2,30 98 1:4,25 3:1,29 5:3,31
970922 FREQ=MONTHLY;COUNT=6;BYDAY=-2MO | 97 9:22 10:20 11:17 12:22 98 1:19 2:16
970928 FREQ=MONTHLY;BYMONTHDAY=-3 | 97 9:28 10:29 11:28 12:29 98 1:29 2:26 .
970902 FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15 | 97 9:2,15 10:2,15 11:2,15 12:2,15 98 1:2,15
970930 FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1 | 97 9:30 10:1,31 11:1,30 12:1,31 98 1:1,31 2:1
970910 FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15 | 97 9:10-15 99 3:10-13
970902 FREQ=MONTHLY;INTERVAL=2;BYDAY=TU | 97 9:2,9,16,23,30 11:4,11,18,25 98 1:6,13,20,27 3:3,10,17,24,31 .
970610 FREQ=YEARLY;COUNT=10;BYMONTH=6,7 | 97 6:10 7:10 98 6:10 7:10 99 6:10 7:10 00 6:10 7:10 01 6:10 7:10
970310 FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3
  | 97 3:10 99 1:10 2:10 3:10 01 1:10 2:10 3:10 03 1:10 2:10 3:10
970101 FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200
  | 97 1:1 4:10 7:19 00 1:1 4:9 7:18 03 1:1 4:10 7:19 06 1:1
970519 FREQ=YEARLY;BYDAY=20MO | 97 5:19 98 5:18 99 5:17 .
970313 FREQ=YEARLY;BYMONTH=3;BYDAY=TH | 97 3:13,20,27 98 3:5,12,19,26 99 3:4,11,18,25 .
970605 FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8
  | 97 6:5,12,19,26 7:3,10,17,24,31 8:7,14,21,28 98 6:4,11,18,25 7:2,9,16,23,30 8:6,13,20,27 .
970902 FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13 | 98 2:13 3:13 11:13 99 8:13 00 10:13 .
970913 FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13 | 97 9:13 10:11 11:8 12:13 98 1:10 2:7 3:7 4:11 5:9 6:13 .
961105 FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8 | 96 11:5 00 11:7 04 11:2 .
970904 FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3 | 97 9:4 10:7 11:6
970929 FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2 | 97 9:29 10:30 11:27 12:30 98 1:29 2:26 3:30 .
970805 FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO | 97 8:5,10,19,24
970805 FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU | 97 8:5,17,19,31
070115 FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5 | 07 1:15,30 2:15 3:15,30
"""


def year(text: str) -> int:
    return int(text) + (1900 if int(text) > 50 else 2000)


def listed(text: str) -> Iterator[date]:
    this = 0
    for each in text.removesuffix(" .").split():
        month, has_days, days = each.partition(":")
        if not has_days:
            this = year(month)
        for span in days.split(",") if has_days else ():
            first, _, last = span.partition("-")
            for day in range(int(first), int(last or first) + 1):
                yield date(this, int(month), day)


def test_the_days_are_those_of_the_rfc():
    examples = EXAMPLES.replace("\n  |", " |").strip().splitlines()
    for example in examples:
        begins, rule, found = example.replace(" | ", " ", 1).split(" ", 2)
        start = date(year(begins[:2]), int(begins[2:4]), int(begins[4:]))
        expected = list(listed(found))
        course = Course(stretches=(SeriesStretch(rule=parse(rule), start=start),), calendar=Calendar())
        days = [each.day for each in islice(by_rule(course, start), len(expected) + 1)]
        assert days[: len(expected)] == expected, example
        assert len(days) == len(expected) + example.endswith(" ."), example
    assert len(examples) == 36
