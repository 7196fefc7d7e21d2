"""Abbreviations: initials of words, and of the readings of Chinese characters."""

from hypothesis import given
from hypothesis import strategies as st

from store import han
from store.search.fold import fold
from store.search.initials import Spoken, initials, keys
from tests.for_each import for_each


@for_each(
    "typed, text, marked",
    [
        ("kcpd", "门店库存盘点计划", "库存盘点"),
        ("kucunpandian", "库存盘点", "库存盘点"),
        ("kucunpandi", "库存盘点", "库存盘点"),
        ("kucunpd", "库存盘点", "库存盘点"),
        ("库存pd", "库存盘点", "库存盘点"),
        ("kc盘点", "库存盘点", "库存盘点"),
        ("库存盘店", "库存盘点", "库存盘点"),
        ("yinhang", "银行对账", "银行"),
        ("xingli", "行李寄存", "行李"),
        ("csmd", "长沙门店", "长沙门店"),
        ("lvse", "绿色包装", "绿色"),
        ("luse", "绿色包装", "绿色"),
        ("zhch", "中长期", "中长"),
        ("lina", "李娜", "李娜"),
        ("ln", "李娜", "李娜"),
        ("apptg", "App推广", "App推广"),
        ("atg", "App推广", "A推广"),
        ("q4jh", "Q4计划", "Q4计划"),
        ("sfs", "Stock feed to the shops", "Sfs"),
        ("sftts", "Stock feed to the shops", "Sftts"),
        ("cc", "CycleCount of shelves", "CC"),
        ("cyco", "CycleCount of shelves", "CyCo"),
        ("kcpd", "庫存盤點", "庫存盤點"),
    ],
)
def test_what_is_typed_sounds_in_the_text(typed: str, text: str, marked: str):
    told = [f"\0{way}" for line in initials(text).split("\n") for way in line.split()]
    heard = Spoken(text).heard(typed)
    assert heard is not None
    assert "".join(text[start:end] for start, end in heard.spans) == marked
    if typed != "cyco":  # pieces of words are heard, but not looked for
        assert any(key in way for key in keys(typed) for way in told)


@for_each(
    "typed, text", [("kcpd", "库存清点"), ("yinhang", "银色"), ("lina", "李雷"), ("sfs", "Stock feed"), ("x", "")]
)
def test_what_does_not_sound_so_is_not_heard(typed: str, text: str):
    assert Spoken(text).heard(typed) is None


def test_every_character_of_the_table_is_found_by_every_reading():
    for syllable in han.syllables():
        assert syllable in han.starts()
    for letter in "库长重行单曾吕女乐":
        for reading in han.readings(letter):
            assert Spoken(letter + "们").heard(reading + "men") is not None


@given(st.text("庫库存StockFeed 推广Q4-_é", max_size=12), st.text("kcsf库ea4", min_size=1, max_size=6))
def test_spans_lie_within_the_text(text: str, typed: str):
    heard = Spoken(text).heard(fold(typed))
    assert heard is None or all(0 <= start < end <= len(text) for start, end in heard.spans)
