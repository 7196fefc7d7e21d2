"""iCalendar files: which days their events mean, as the programs that write them have it."""

from store.fields.calendar import Calendar
from store.interop import calendar_file
from tests.for_each import for_each
from tests.store.interop.ics import calendar, day, event

YEARS = range(2026, 2028)


def said(data: bytes, zone: str = "Asia/Shanghai") -> list[str]:
    """The days, each in a line: + where people work, the name."""
    days = calendar_file.parsed(data, YEARS, zone).days()
    return [f"{when} {'+ ' if named.works else ''}{named.name}" for when, named in days.items()]


def left_out(data: bytes) -> list[str]:
    return [str(words) for words in calendar_file.parsed(data, YEARS, "Asia/Shanghai").left_out]


@for_each(
    "properties, days",
    [
        (["DTSTART;VALUE=DATE:20261225"], ["2026-12-25"]),
        (["DTSTART:20261225"], ["2026-12-25"]),
        (["dtstart;value=date:20261225"], ["2026-12-25"]),
        (['DTSTART;X-NOTE="a;b:c";VALUE=DATE:20261225'], ["2026-12-25"]),
        (["DTSTART;VALUE=DATE:20261225", "DTEND;VALUE=DATE:20261225"], ["2026-12-25"]),
        (["DTSTART;VALUE=DATE:20261225", "DTEND;VALUE=DATE:20261227"], ["2026-12-25", "2026-12-26"]),
        (["DTSTART;VALUE=DATE:20261225", "DURATION:P2D"], ["2026-12-25", "2026-12-26"]),
        (
            ["DTSTART;VALUE=DATE:20261230", "DURATION:P1W"],
            [f"2026-12-{d}" for d in (30, 31)] + [f"2027-01-0{d}" for d in range(1, 6)],
        ),
        (["DTSTART:20261225T000000", "DTEND:20261226T000000"], ["2026-12-25"]),
        (["DTSTART:20261225T000000", "DTEND:20261225T235959"], ["2026-12-25"]),
        (["DTSTART:20261225T000000", "DURATION:PT48H"], ["2026-12-25", "2026-12-26"]),
        (["DTSTART:20261224T120000", "DTEND:20261226T120000"], ["2026-12-25"]),
        (["DTSTART:20261225T120000", "DTEND:20261225T180000"], []),
        (["DTSTART:20261225T000000"], []),
        (["DTSTART:20261224T160000Z", "DTEND:20261225T160000Z"], ["2026-12-25"]),
        (["DTSTART;TZID=Europe/Berlin:20261225T000000", "DTEND;TZID=Europe/Berlin:20261226T000000"], ["2026-12-25"]),
        (["DTSTART;TZID=China Standard Time:20261225T000000", "DTEND:20261225T160000Z"], ["2026-12-25"]),
        (["DTSTART;TZID=Europe/Berlin:20261224T160000Z", "DTEND:20261225T160000Z"], ["2026-12-25"]),
        (["DTSTART;TZID=Ours:20261225T000000", "DTEND;TZID=Ours:20261226T000000"], ["2026-12-25"]),
        (["DTSTART;TZID=Asia:20261225T000000", "DTEND;TZID=Asia:20261226T000000"], ["2026-12-25"]),
        ([f"DTSTART;TZID={'x' * 300}:20261225T000000", "DURATION:P1D"], ["2026-12-25"]),
        (["DTSTART;TZID=/vendor/Europe/Berlin:20261225T000000", "DURATION:P1D"], ["2026-12-25"]),
    ],
)
def test_an_event_is_off_on_the_days_that_it_fills(properties: list[str], days: list[str]):
    assert [line[:10] for line in said(calendar(event(*properties)))] == days


@for_each(
    "properties, days",
    [
        (["DTSTART;VALUE=DATE:19901225", "RRULE:FREQ=YEARLY"], ["2026-12-25", "2027-12-25"]),
        (["DTSTART;VALUE=DATE:19901225", "RRULE:FREQ=YEARLY;UNTIL=20261224"], []),
        (["DTSTART;VALUE=DATE:20261225", "RRULE:FREQ=YEARLY;COUNT=1"], ["2026-12-25"]),
        (["DTSTART;VALUE=DATE:20261225", "RRULE:FREQ=YEARLY", "EXDATE;VALUE=DATE:20261225"], ["2027-12-25"]),
        (["DTSTART;VALUE=DATE:20281225", "RRULE:FREQ=YEARLY"], []),
        (
            ["DTSTART;VALUE=DATE:16010101", "RRULE:FREQ=YEARLY"],
            ["2026-01-01", "2027-01-01"],
        ),
        (["DTSTART;VALUE=DATE:20001123", "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH"], ["2026-11-26", "2027-11-25"]),
        (["DTSTART;VALUE=DATE:20000529", "RRULE:BYDAY=-1MO;BYMONTH=5;FREQ=YEARLY;"], ["2026-05-25", "2027-05-31"]),
        (
            ["DTSTART;VALUE=DATE:20000522", "RRULE:FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=18,19,20,21,22,23,24;BYDAY=MO"],
            ["2026-05-18", "2027-05-24"],
        ),
        (
            ["DTSTART;VALUE=DATE:20201231", "DTEND;VALUE=DATE:20210102", "RRULE:FREQ=YEARLY"],
            ["2026-01-01", "2026-12-31", "2027-01-01", "2027-12-31"],
        ),
        (["DTSTART:20191231T160000Z", "DTEND:20200101T160000Z", "RRULE:FREQ=YEARLY"], ["2026-01-01", "2027-01-01"]),
        (
            ["DTSTART;TZID=Asia/Shanghai:20200101T000000", "DURATION:P1D", "RRULE:FREQ=YEARLY;UNTIL=20251231T160000Z"],
            ["2026-01-01"],
        ),
        (
            [
                "DTSTART;TZID=Asia/Shanghai:20200101T000000",
                "DURATION:P1D",
                "RRULE:FREQ=YEARLY",
                "EXDATE:20251231T160000Z",
            ],
            ["2027-01-01"],
        ),
        (
            ["DTSTART;VALUE=DATE:20260101", "RDATE;VALUE=DATE:20260105,20280105", "RDATE;VALUE=DATE:20260106"],
            ["2026-01-01", "2026-01-05", "2026-01-06"],
        ),
        (["DTSTART:20201230T180000", "DTEND:20210101T000000", "RRULE:FREQ=YEARLY"], ["2026-12-31", "2027-12-31"]),
    ],
)
def test_what_repeats_is_followed_through_the_years_asked_for(properties: list[str], days: list[str]):
    assert [line[:10] for line in said(calendar(event(*properties)))] == days


def test_a_repeated_day_that_is_moved_or_cancelled_by_an_event_of_its_own():
    data = calendar(
        day("20000601", "Founders", "UID:a", "RRULE:FREQ=YEARLY"),
        day("20260603", "Founders, moved", "UID:a", "RECURRENCE-ID;VALUE=DATE:20260601"),
        day("20270601", "Founders", "UID:a", "RECURRENCE-ID;VALUE=DATE:20270601", "STATUS:CANCELLED"),
        day("20000601", "Others", "UID:b", "RRULE:FREQ=YEARLY"),
    )
    assert said(data) == ["2026-06-01 Others", "2026-06-03 Founders, moved", "2027-06-01 Others"]


@for_each(
    "more, works",
    [
        (["SUMMARY:补班"], True),
        (["SUMMARY:補行上班"], True),
        (["SUMMARY:补行上班"], True),
        (["SUMMARY:上班"], True),
        (["SUMMARY:国庆节上班"], True),
        (["SUMMARY:国庆节调休"], True),  # on a Saturday
        (["SUMMARY:调休"], True),
        (["SUMMARY:Makeup day (National Day)"], True),
        (["SUMMARY:Make-up working day"], True),
        (["SUMMARY:Working Saturday"], True),
        (["SUMMARY:Compensatory working day"], True),
        (["SUMMARY:调休放假"], False),
        (["SUMMARY:国庆节（休）"], False),
        (["SUMMARY:国庆节调休（休）"], False),
        (["SUMMARY:不上班"], False),
        (["SUMMARY:Compensatory day off"], False),
        (["SUMMARY:Make-up holiday"], False),
        (["SUMMARY:春节 补班 第1天/共2天"], True),
        (["SUMMARY:調休上班"], True),
        (["SUMMARY:国庆节（班）"], True),
        (["SUMMARY:班｜国庆节"], True),
        (["SUMMARY:[加班]"], True),
        (["SUMMARY:Special Working Day"], True),
        (["SUMMARY:Made-up day for Spring Festival"], True),
        (["SUMMARY:Workday (Saturday)"], True),
        (["SUMMARY:国庆节", "CATEGORIES:中国,上班"], True),
        (["SUMMARY:国庆节", "X-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY"], True),
        (["SUMMARY:上班调整", "X-APPLE-SPECIAL-DAY:WORK-HOLIDAY"], False),
        (["SUMMARY:国庆节", "DESCRIPTION:10月10日（周六）上班"], False),
        (["SUMMARY:放假（10月10日上班）"], False),
        (["SUMMARY:台风停班停课"], False),
        (["SUMMARY:Non-working day"], False),
        (["SUMMARY:International Workers' Day"], False),
        (["SUMMARY:值班日"], False),
        (["SUMMARY:补休"], False),
        ([], False),
    ],
)
def test_what_means_a_made_up_working_day(more: list[str], works: bool):
    (found,) = calendar_file.parsed(calendar(event("DTSTART;VALUE=DATE:20261010", *more)), YEARS).days().values()
    assert found.works is works


def test_a_made_up_working_day_need_not_fill_the_day():
    data = calendar(event("DTSTART:20260104T090000", "DTEND:20260104T180000", "SUMMARY:补班", "STATUS:TENTATIVE"))
    assert said(data) == ["2026-01-04 + 补班"]


def test_where_days_off_are_marked_the_others_only_tell_what_day_it_is():
    data = calendar(
        day("20260215", "春节（休）", "DTEND;VALUE=DATE:20260217", "X-APPLE-SPECIAL-DAY:WORK-HOLIDAY"),
        day("20260214", "春节（班）", "X-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY"),
        day("20260218", "雨水"),
    )
    assert said(data) == ["2026-02-14 + 春节（班）", "2026-02-15 春节（休）", "2026-02-16 春节（休）"]
    assert left_out(data) == ['Line 14: "雨水" is not marked as a day off']
    assert said(calendar(day("20260214", "春节（班）"), day("20260218", "雨水")))[1] == "2026-02-18 雨水"


def test_what_gives_no_day_is_told():
    data = calendar(
        day("20261225", "Christmas", "DESCRIPTION:Public holiday"),
        day(
            "20260214",
            "Valentine's Day",
            r"DESCRIPTION:Observance\nTo hide observances\, go to Google Calendar Setting\n s",
        ),
        day("20260301", "Moved", "STATUS:CANCELLED"),
        event("DTSTART:20260401T120000", "DTEND:20260401T130000", "SUMMARY:Lunch"),
        day("20000101", "Gone", "RRULE:FREQ=YEARLY;UNTIL=20201231"),
    )
    assert said(data) == ["2026-12-25 Christmas"]
    assert left_out(data) == [
        'Line 8: "Valentine\'s Day" is an observance, no day off',
        'Line 13: "Moved" is cancelled',
        'Line 18: "Lunch" does not fill a day',
        'Line 23: "Gone" has no day from 2026-01-01 to 2027-12-31',
    ]


def test_a_file_that_takes_back_all_that_it_names():
    data = calendar(day("20261225", "Christmas")).replace(b"VERSION:2.0\r\n", b"VERSION:2.0\r\nMETHOD:CANCEL\r\n")
    assert said(data) == []
    assert left_out(data) == ['Line 4: "Christmas" is cancelled']


def test_two_events_of_one_day():
    data = calendar(
        day("20261225", "Christmas"),
        day("20261225", "Day of peace"),
        day("20261225", "Christmas"),
        day("20261226", "补班"),
        day("20261226", "Boxing Day"),
    )
    assert said(data) == ["2026-12-25 Christmas, Day of peace", "2026-12-26 + 补班"]


def test_lines_are_unfolded_before_they_are_read_even_within_a_letter():
    data = calendar(day("20261225", "圣诞节"))
    at = data.index("诞".encode()) + 1
    assert said(data[:at] + b"\r\n " + data[at:]) == ["2026-12-25 圣诞节"]
    assert said(data.replace(b"\r\n", b"\n").replace(b"SUMMARY", b"SUMM\n\tARY")) == ["2026-12-25 圣诞节"]
    assert said(b"\xef\xbb\xbf\r\n" + data.replace(b"\r\n", b"\r\r\n")) == ["2026-12-25 圣诞节"]


def test_text_is_unescaped_and_made_fit():
    assert said(calendar(day("20261225", r"A\, b\; c\nd" + "\x1b[31m"))) == ["2026-12-25 A, b; c d[31m"]


def test_alarms_zones_and_other_components_do_not_count():
    alarm = "BEGIN:VALARM\r\nTRIGGER:-PT60M\r\nDESCRIPTION:补班\r\nSUMMARY:x\r\nEND:VALARM\r\n"
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Ours\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    todo = "BEGIN:VTODO\r\nDTSTART:20260505\r\nEND:VTODO\r\n"
    event = day("20261225", "Christmas").replace("END:VEVENT", alarm + "END:VEVENT")
    assert said(calendar(zone, event, todo)) == ["2026-12-25 Christmas"]


def test_what_is_read_makes_a_calendar_that_counts():
    data = calendar(
        day("20260215", "春节", "DTEND;VALUE=DATE:20260224"), day("20260214", "补班"), day("20260228", "补班")
    )
    days = calendar_file.parsed(data, YEARS, "Asia/Shanghai").days()
    working = Calendar("12345", days)
    first, last = min(days), max(days)
    assert working.count(first, last) == 5  # Tuesday 24 to Saturday 28
    assert working.after(first) == first.replace(day=24)


# Calendars as they go round


def test_days_in_utc_are_those_of_the_zone_that_the_calendar_says():
    week = event("SUMMARY:国庆节", "DTSTART:20260930T160000Z", "DTEND:20261007T160000Z")
    days = [f"2026-10-0{day} 国庆节" for day in range(1, 8)]
    told = calendar(week).replace(b"VERSION:2.0", b"VERSION:2.0\r\nX-WR-TIMEZONE:Asia/Shanghai")
    behind = calendar(week, "X-WR-TIMEZONE;VALUE=TEXT:China Standard Time\r\n")
    only = calendar("BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai\r\nEND:VTIMEZONE\r\n", week)
    for data in (told, behind, only):
        assert said(data, "UTC") == said(data, "America/New_York") == days
    unknown = calendar(week).replace(b"VERSION:2.0", b"VERSION:2.0\r\nX-WR-TIMEZONE:Nowhere/None")
    assert said(unknown, "Asia/Shanghai") == days
    floating = calendar(event("DTSTART:20261001T000000", "DTEND:20261008T000000", "SUMMARY:国庆节"))
    assert said(floating, "UTC") == days


def test_one_bad_event_of_three_is_left_out_with_its_line():
    data = calendar(
        day("20270101", "元旦"),
        day("20260101", "Project lease", "DTEND;VALUE=DATE:20290101"),
        day("20270501", "劳动节"),
    )
    assert said(data) == ["2027-01-01 元旦", "2027-05-01 劳动节"]
    assert left_out(data) == ["Line 7: the event is longer than a year. Is its year right?"]


def test_a_day_off_moved_into_the_week_is_off():
    assert said(calendar(day("20261009", "国庆节调休"), day("20261010", "国庆节调休"))) == [
        "2026-10-09 国庆节调休",
        "2026-10-10 + 国庆节调休",
    ]


def test_a_text_that_was_not_folded_does_not_take_its_event_along():
    data = calendar(day("20270101", "元旦", "DESCRIPTION:one", "two", "X-ALT-DESC:a", "b 12:30"))
    assert said(data) == ["2027-01-01 元旦"]


def test_a_calendar_in_gb18030_is_read():
    data = calendar(day("20270101", "元旦"), day("20270501", "劳动节"))
    found = calendar_file.parsed(data.decode().encode("gb18030"), YEARS)
    assert [named.name for named in found.days().values()] == ["元旦", "劳动节"]
    assert found.encoding == "GB18030"
