"""The right value of every way to write a number, in both languages; what may be two numbers is refused with both."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import WrongWords
from store.fields.numbers import digits, written
from store.fields.read_numbers import TwoReadings, decimal_mark, read_number, understood
from tests.for_each import for_each

#: What people type, paste and export; a unit behind it is what the field counts.
RIGHT: dict[str, float] = {
    # groups, of English, French, Swiss, German, Indian hands and of programs
    "1,200": 1200, "1,234,567": 1234567, "4 500": 4500, "4\u00a0500": 4500, "4\u202f500": 4500, "4\u2009500": 4500,
    "1'200": 1200, "1’200.50": 1200.5, "1_200": 1200, "1,00,000": 100000, "12,34,567.5": 1234567.5,
    "1.200.000": 1200000, "１，２００": 1200, "1 234 567,89": 1234567.89,
    # decimals
    "0,7": 0.7, "0.7": 0.7, ",5": 0.5, ".5": 0.5, "5.": 5, "62,5": 62.5, "12,50": 12.5, "1.2345": 1.2345,
    "1,2345": 1.2345, "0.700": 0.7, "0,700": 0.7, "0.125": 0.125, "1234.567": 1234.567, "1234,567": 1234.567,
    "1.200,5": 1200.5, "1,200.5": 1200.5, "1,234.567": 1234.567, "1.234,567": 1234.567, "1.00": 1, "3。5": 3.5,
    "½": 0.5, "3½": 3.5, "1e6": 1000000, "1.5E+3": 1500, "2e-3": 0.002, "1,5e3": 1500,
    # signs
    "+5": 5, "-3": -3, "−3": -3, "－３": -3, "–3": -3, "(1,200)": -1200, "（300）": -300, "1.200,50-": -1200.5,
    "负3": -3, "负三百": -300, "minus 3": -3, "-$5": -5, "€ -5": -5, "(€1,200)": -1200,
    # other digits
    "４５": 45, "５０％": 50, "٤٥": 45, "१२": 12, "8，500．75": 8500.75,
    # Chinese
    "45万": 450000, "2.6亿": 260000000, "8千": 8000, "720万元": 7200000, "1.2千": 1200, "3百": 300, "45 万": 450000,
    "二十": 20, "十五": 15, "三百五十": 350, "一百二十万": 1200000, "两千": 2000, "两千五": 2500, "三万零五": 30005,
    "半": 0.5, "三点五": 3.5, "三点五万": 35000, "二〇二六": 2026, "3万5千": 35000, "1亿2000万": 120000000,
    "2万亿": 2 * 10**12,    "12万3456": 123456, "壹佰贰拾万元整": 1200000, "5千万": 50000000,
    "1,200万": 12000000, "1.5万人": 15000, "廿五": 25,
    "1.235亿": 123500000, "3个半小时": 3.5, "一个半月": 1.5, "半个月": 0.5, "四十五萬": 450000,
    "百分之六十": 60, "百分之62.5": 62.5, "七成": 70, "六成五": 65, "两天半": 2.5, "2个半": 2.5, "半天": 0.5,
    # English
    "12k": 12000, "1.5m": 1500000, "3M": 3000000, "2 bn": 2 * 10**9, "2 million": 2000000, "3 lakh": 300000,
    "12 Tsd.": 12000, "2,5 Mio.": 2500000, "twelve": 12, "twenty-five": 25, "a hundred": 100, "half a million": 500000,
    "one hundred and twenty": 120, "two and a half": 2.5, "five days": 5,
    # with what is counted
    "62.5%": 62.5, "62,5 %": 62.5, "62.5％": 62.5, "99.5 percent": 99.5, "€ 1.200,50": 1200.5, "$45k": 45000,
    "¥ 3,000": 3000, "￥3,000": 3000, "RMB 3000": 3000, "3000 RMB": 3000, "30,000 元": 30000, "USD 1.2 bn": 1200000000,
    "$1.2MM": 1200000, "45k EUR": 45000, "45 T€": 45000, "1'200.-": 1200, "1.200,-": 1200, "Fr. 1'200": 1200,
    "人民币720万元": 7200000,
    "5 days": 5, "5 天": 5, "3 个": 3, "12 人天": 12, "3x": 3, "5千克": 5, "12人": 12, "1,200.50 USD": 1200.5,
}  # fmt: skip


@for_each("text", RIGHT)
def test_a_number_is_read_as_it_is_meant(text: str):
    value = read_number(f" {text} ")
    assert value == RIGHT[text]
    assert isinstance(value, int) == float(RIGHT[text]).is_integer()


@for_each(
    "text, unit, value",
    [
        ("720万元", "万元", 720),
        ("7200000元", "万元", 720),
        ("720", "万元", 720),
        ("2.6亿元", "亿元", 2.6),
        ("45k€", "k€", 45),
        ("45,000 EUR", "k€", 45),
        ("45,000 EUR", "€", 45000),
        ("¥45万", "元", 450000),
        ("45w", "元", 450000),
        ("45w", "weeks", 45),
        ("1.5m", "m", 1.5),
        ("5 天", "days", 5),
        ("5 days", "工作日", 5),
        ("5 working days", "days", 5),
        ("3个", "台", 3),
        ("12 orders", "orders a week", 12),
        ("62%", "% of the shops", 62),
        ("5家", "家门店", 5),
        ("5人", "人次", 5),
        ("12k users", "users", 12000),
        ("¥5", "日元", 5),
    ],
)
def test_a_unit_is_held_to_that_of_the_field(text: str, unit: str, value: float):
    assert read_number(text, unit) == value


@for_each(
    "text, unit, readings",
    [
        ("1.200", "", (1200, 1.2)),
        ("12.345", "", (12345, 12.345)),
        ("-1.000", "", (-1000, -1)),
        ("(1.200)", "", (-1200, -1.2)),
        ("1.200 €", "€", (1200, 1.2)),
        ("45万", "万元", (45, 450000)),
        ("45k", "k€", (45, 45000)),
        ("1.5m", "minutes", (1500000, 1.5)),
        ("45w", "", (450000, 45)),
    ],
)
def test_what_may_be_two_numbers_is_refused_with_both(text: str, unit: str, readings: tuple[float, float]):
    with pytest.raises(TwoReadings) as error:
        read_number(text, unit)
    assert error.value.readings == readings
    for each in readings:
        assert read_number(written(each), unit) == each, "how it is to be written is understood"
        assert written(each) in str(error.value)


@for_each(
    "text",
    [
        "", "-", "much", "nan", "inf", "--5", "-(5)", "1,200,5", "1,2,3", "1.2.3", "1.12.2026", "2026-12-01", "12:30",
        "1/2", "1 2/3", "10²", "①", "4 50", "1 200'000", "0.123 456", "5,", "0x10", "1__2", "12%%", "~12", "约45万",
        "100+",
        "50-60", "几百", "十几", "万", "五百千", "十百", "dozens", "a", "5 apples", "5 days late", "3天前",
        "5 €$", "€5 kg",
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused(text: str):
    with pytest.raises(WrongWords, match="is not a number"):
        read_number(text)


@for_each(
    "text, unit",
    [
        ("5 kg", "days"),
        ("5 €", "天"),
        ("62%", "days"),
        ("5 USD", "元"),
        ("20 minutes", "hours"),
        ("5件", "台"),
        ("80%", None),
    ],
)
def test_another_unit_is_refused_and_not_dropped(text: str, unit: str | None):
    with pytest.raises(WrongWords) as error:
        read_number(text, unit)
    assert error.value.reason == "other-unit"


@for_each("text", ["1e300", "10000000000000000", "1e400", "99999999亿"])
def test_what_is_too_large_is_refused(text: str):
    with pytest.raises(WrongWords, match="too large"):
        read_number(text)


@for_each(
    "column, mark",
    [
        (["1.200", "70,5"], ","),
        (["1.200", "1.200.000"], ","),
        (["1.200", "1.200,5"], ","),
        (["1.200", "70.5"], "."),
        (["1.200", "1,200,000"], "."),
        (["1.200", "0.700"], "."),
        (["1.200", "12", "", "many"], ""),
        (["1,200", "1.200"], ""),
        (["0,7", "0.7"], ""),
    ],
)
def test_a_column_tells_what_its_point_is(column: list[str], mark: str):
    assert decimal_mark(column) == mark
    if mark:
        assert read_number("1.200", mark=mark) == (1.2 if mark == "." else 1200)
        assert read_number("1,200", mark=mark) == (1.2 if mark == "," else 1200)


@for_each(
    "text, said",
    [
        ("1200", ""),
        ("0.7", ""),
        ("-3", ""),
        ("0,7", "0.7"),
        ("45万", "450,000"),
        ("1,200", "1200"),
        ("８", "8"),
        ("+5", "5"),
    ],
)
def test_what_was_understood_is_said_where_it_is_not_what_stands_there(text: str, said: str):
    assert understood(text, read_number(text)) == said


@given(st.floats(-1e15, 1e15) | st.integers(-(10**15), 10**15) | st.decimals(-10000, 10000, places=3).map(float))
def test_what_is_written_is_read_back_exactly(value: float):
    assert read_number(written(value)) == value
    if "e" not in written(value):
        assert float(written(value)) == value


@for_each(
    "value, said",
    [
        (87654321, "87,654,321"), (87654321.0, "87,654,321"), (2999999.5, "2,999,999.5"),
        (1234567.891, "1,234,567.891"),        (0.1 + 0.2, "0.3"), (0.0000012, "0.0000012"),
        (-1200.5, "-1,200.5"), (-0.5, "-0.5"),
        (1e15, "1,000,000,000,000,000"),        (0, "0"), (-0.0, "0"),
        (12.345, "12.345"), (123456789.125, "123,456,789.125"), (0.00001, "0.00001"),
    ],
)  # fmt: skip
def test_a_number_is_shown_whole_and_exactly(value: float, said: str):
    assert digits(value) == said


@given(st.text("0123456789.,' +-()%eE元万亿千百十半点个天零两五$€kmbn/ａ½", max_size=12) | st.text(max_size=8))
def test_whatever_is_typed_is_read_or_refused(text: str):
    for unit in ("", "万元", "days", None):
        try:
            value = read_number(text, unit)
        except WrongWords:
            continue
        assert read_number(written(value)) == value
