"""What is typed, read as a query."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.search import parse
from store.search.query import LENGTH, Condition
from tests.for_each import for_each


@for_each(
    "typed, words, without, narrow",
    [
        ("stock feed", ("stock", "feed"), (), ()),
        ('"stock feed" shop', ("stock feed", "shop"), (), ()),
        ("“库存 盘点”", ("库存 盘点",), (), ()),
        ("stock -feed", ("stock",), ("feed",), ()),
        ('stock -"price list"', ("stock",), ("price list",), ()),
        ("type:action", (), (), (Condition("type", "action"),)),
        ("-type:action", (), (), (Condition("type", "action", True),)),
        ("Dept:MKT owner:me", (), (), (Condition("dept", "mkt"), Condition("owner", "me"))),
        ("部门：市场 负责人:我", (), (), (Condition("dept", "市场"), Condition("owner", "我"))),
        ("责任人:我", (), (), (Condition("owner", "我"),)),
        ("是 是:逾期", ("是",), (), (Condition("is", "overdue"),)),
        ("is:late", (), (), (Condition("is", "overdue"),)),
        ("is:bl", (), (), (Condition("is", "bl"),)),
        ("#Launch -#web", (), (), (Condition("tag", "launch"), Condition("tag", "web", True))),
        ("due:<+7d", (), (), (Condition("due", "<+7d"),)),
        ('owner:"Ana Torres" x', ("x",), (), (Condition("owner", "ana torres"),)),
        ("goal:G-12", (), (), (Condition("goal", "g-12"),)),
        ("is:", (), (), ()),
        ("is:o", (), (), (Condition("is", "o"),)),
        ("责任人：李磊 优先级:高", (), (), (Condition("owner", "李磊"), Condition("priority", "高"))),
        ("截止日期:周五 阶段：会议", (), (), (Condition("due", "周五"), Condition("step", "会议"))),
        ("a-142", ("a-142",), (), ()),
        ("at 14:30", ("at", "14:30"), (), ()),
        ("https://x.y/z", ("https://x.y/z",), (), ()),
        ("std::vector", ("std::vector",), (), ()),
        ("Launch: the plan", ("launch:", "the", "plan"), (), ()),
        ("- #", ("-", "#"), (), ()),
        ('"', (), (), ()),
        ("会议：预算", ("会议:预算",), (), ()),
    ],
)
def test_words_and_what_narrows(typed: str, words: tuple[str, ...], without: tuple[str, ...], narrow: tuple):
    query = parse(typed)
    assert (query.words, query.without, query.narrow) == (words, without, narrow)
    assert query.faults == ()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("onwer:ana", '"onwer:" is no word that narrows; there are type:, dept:, owner:'),
    ],
)
def test_what_is_not_understood_is_said(typed: str, said: str):
    (fault,) = parse(typed).faults
    assert str(fault).startswith(said)


@given(st.text() | st.text('-:"# aA库：“', max_size=30))
def test_anything_typed_is_read(typed: str):
    query = parse(typed)
    assert len(query.phrase) <= LENGTH
    assert all(query.words)
    assert not set(query.phrase) & set("\0\1\2\n")
