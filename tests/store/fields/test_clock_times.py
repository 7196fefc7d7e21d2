"""Times of a day and lengths as people write them in both languages; what may be two is refused with both readings."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import WrongWords
from store.fields.clock_times import is_time, read_time
from store.fields.lengths import read_length

TIMES = {
    # digits
    "09:00": "9; 9:00; 9.00; 09:00; 0900; 900; 9h; 9h00; 9 h; 9 Uhr; 9 uhr 00; 9 o'clock; 9 o’clock; at 9; 09:00:00; "
    "９：００; 9。00; ９点; 9am; 9 AM; 9 a.m.; 9 in the morning; nine; nine o'clock; nine am; 9 00",
    "09:30": "9:30; 9.30; 0930; 930; 9h30; 9 h 30; 9:30am; 9.30 a.m.; 9 30; 9:30 sharp; 9 Uhr 30; 9.30 Uhr; ９：３０; "
    "half past nine; half past 9; nine thirty; "
    "上午9点半; 九点半; 9點半; 9点30分; 9点30; 早上九点三十; 9 点 半; 上午 9:30",
    "15:00": "15; 15:00; 1500; 15h; 15 Uhr; 3pm; 3 pm; 3 P.M.; 3:00 pm; three pm; 3 in the afternoon; 15 pm; 十五点; "
    "下午三点; 下午3点; 下午 3 点; 下午3点钟; 下午三點鐘; 下午三点整; 午后3点; 15时; 15点; 下午15点",
    "15:15": "3:15 pm; 315pm; quarter past three pm; 下午3点一刻; 下午三点十五分; 15点15; 十五点一刻",
    "08:45": "quarter to nine; 15 to 9; 差一刻九点; 九点差一刻; 8点三刻; 八点四十五",
    "09:05": "9:05; 9.05; 5 past 9; five minutes past nine; nine oh five; 九点零五; 9点05; 9点5分; 九点过五分",
    "20:00": "8 pm; 8 in the evening; 8 at night; 20h; 晚上8点; 晚8点; 晚上八点; 二十点; 20时",
    "12:00": "12; noon; Midday; 12 noon; 12pm; 12:00; 中午; 正午; 中午12点; 十二点; 下午12点; 12点",
    "12:45": "quarter to one; 中午十二点三刻",
    "13:00": "1pm; 13:00; 中午1点; 下午一点",
    "00:00": "midnight; 0; 00:00; 0000; 12am; 零点; 午夜; 半夜12点; 凌晨12点; 0点",
    "02:00": "2am; 02:00; 0200; 凌晨2点; 凌晨两点",
    "06:30": "6:30 am; 06:30; 0630; 清晨六点半",
    "07:00": "7; 7:00; 7点; 七点",
    "23:59": "23:59; 23点59分; 11:59pm",
}
#: What may be two times.
EITHER = {
    "3": "03:00 15:00", "3:00": "03:00 15:00", "3点一刻": "03:15 15:15", "六点": "06:00 18:00", "315": "03:15 15:15",
    "half past two": "02:30 14:30", "quarter to four": "03:45 15:45", "five": "05:00 17:00", "half nine": "08:30 09:30",
    "9.3": "09:03 09:30", "9:5": "09:05 09:50",
}  # fmt: skip
NO_TIMES = (
    "; ;day;half past;24:00;25;9:60;9-10;-3;13 am;9h5;9:00Z;九点五;9点多;下午;tomorrow;99999;3rd;9:30:20;下午三点半半"
)

LENGTHS = {
    45: "45; ４５; 45 min; 45min; 45m; 45'; 45 minutes; 0:45; PT45M; forty-five minutes; three quarters of an hour; "
    "45分钟; 45分鐘; 四十五分钟; 三刻钟; 45分; .75 h; 0,75h",
    30: "30; half an hour; half hour; ½ h; 0.5h; 半小时; 半个小时; 半个钟头; 半個小時; 30 mins; 两刻钟",
    15: "quarter of an hour; a quarter of an hour; 一刻钟; 15 分钟",
    60: "60; 1h; 1 h; 1 hour; one hour; an hour; 1:00; 一小时; 1个小时; 一个钟头; 60 min; PT1H; 1 Std.",
    90: "90; 1.5 h; 1,5h; 1½ h; 1.5; 1:30; 1：30; 1h30; 1h30m; 1 h 30 min; 1 hour and 30 minutes; an hour and a half; "
    "one and a half hours; 一个半小时; 一個半小時; 一小时半; 1小时30分钟; 一小时三十分; PT1H30M; 1小时30",
    120: "120; 2h; two hours; 两小时; 两个小时; 一百二十分钟",
    150: "2.5h; two and a half hours; 两个半小时; 2:30",
    1440: "24h; 24 hours",
}
NO_LENGTHS = "; ;0;-5;25h;1d;long;1:60;1h90;45 pages;1441;0.01 h;1.33;1h30m20s;几个小时"


def said(texts: str) -> list[str]:
    return [each.strip() for each in texts.split(";")]


def of(table: dict[str, str] | dict[int, str], read: Callable[[str], object]) -> dict[object, list[object]]:
    return {value: [read(text) for text in said(texts)] for value, texts in table.items()}


def reason(read: Callable[[str], object], text: str) -> str:
    try:
        return f"{text} is {read(text)}"
    except WrongWords as error:
        return error.reason


def test_every_way_to_say_a_time_is_read_as_it_is_meant():
    assert of(TIMES, read_time) == {value: [value] * len(said(texts)) for value, texts in TIMES.items()}
    assert all(is_time(each) for each in TIMES)
    assert not any(is_time(each) for each in ("9:00", "24:00", "09:60", "٠٩:٠٠", ""))


def test_what_may_be_two_times_is_refused_with_both():
    for text, readings in EITHER.items():
        with pytest.raises(WrongWords) as caught:
            read_time(text)
        words = caught.value.words.values
        assert (caught.value.reason, f"{words['first']} {words['second']}") == ("two-readings", readings), text


def test_what_is_no_time_is_refused():
    assert {reason(read_time, text) for text in NO_TIMES.split(";")} == {"wrong-shape"}


def test_every_way_to_say_how_long_is_read_as_it_is_meant():
    assert of(LENGTHS, read_length) == {value: [value] * len(said(texts)) for value, texts in LENGTHS.items()}


def test_what_is_no_length_or_may_be_two_is_refused():
    assert {reason(read_length, text) for text in NO_LENGTHS.split(";")} == {"wrong-shape", "out-of-range"}
    assert [reason(read_length, text) for text in ("1", "2", "４")] == ["two-readings"] * 3


@given(st.text("0123456789:.h apm'点半刻上下午零一二三十差分时", max_size=12))
def test_whatever_is_typed_is_a_time_or_is_refused(text: str):
    for read in (read_time, read_length):
        try:
            found = read(text)
        except WrongWords:
            continue
        assert is_time(str(found)) or 0 < int(found) <= 24 * 60
        assert read(f"{found} min" if isinstance(found, int) else found) == found
