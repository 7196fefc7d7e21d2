"""Chinese with characters left out: what holds the others in order comes before what only shares a piece."""

import pytest

from store.search import Index
from store.search.left_out import held, units
from tests.for_each import for_each

from .conftest import Documents


def titles(*titles: str) -> Documents:
    documents = Documents()
    documents.add("department", name="Marketing", code="MKT")
    documents.add("person", name="李娜", login="lina")
    for title in titles:
        documents.add("action", title=title)
    return documents


@for_each(
    "typed, meant, others",
    [
        ("春促方案", "春季促销执行方案", ["春促海报", "方案春促", "促方案例", "方案执行促销春季"]),
        ("客诉周报", "客户投诉每周通报", ["客诉处理流程", "客户服务周报", "周报客诉", "报周诉客"]),
        ("采预批", "采购部预算审批流程", ["采购批次", "批预采", "预批名单"]),
        ("年促", "年中大促活动", ["促年货", "年货", "年度计划"]),
        ("安检通知", "安全生产检查工作的通知", ["安检设备", "通知安检", "检查通知"]),
        ("erp迁演", "ERP系统数据迁移演练", ["ERP培训", "迁移ERP", "演练ERP迁移"]),
        ("q4促方", "Q4门店促销方案", ["Q4目标", "促销Q4方案", "方案Q4"]),
        ("客訴週報", "客户投诉每周通报", ["客诉处理流程", "客户服务周报"]),
        ("客诉周报", "客戶投訴每週通報", ["客訴處理流程", "客戶服務週報"]),
        ("华东区门店春季促销执", "华东大区各门店春季促销活动执行方案", ["华东区门店", "春季促销执行"]),
        ("二〇二六年度预算", "二〇二六财年年度部门预算", ["年度预算", "二〇二五年度预算"]),
        ("张𠮷方", "张𠮷负责的陈列方案", ["张𠮷", "张三方案"]),
    ],
)
@for_each("turned", [False, True])
def test_what_holds_all_in_order_comes_first(typed: str, meant: str, others: list[str], turned: bool):
    """Whichever of them is the newest."""
    rows = [meant, *others]
    index = Index(titles(*(rows[::-1] if turned else rows))).build()
    hit = index.search(typed)[0]
    assert hit.title == meant
    marked = "".join(hit.title[start:end] for start, end in hit.spans)
    assert len(marked) == len(typed)
    assert not hit.snippet


@pytest.mark.parametrize("turned", [False, True])
def test_beginnings_of_words_come_before_what_stands_within_them(turned: bool):
    rows = ["春季促销执行方案", "春天的促膝谈话和方向性案例", "立春之后促成的远方案件"]
    index = Index(titles(*(rows[::-1] if turned else rows))).build()
    assert index.search("春促方案")[0].title == rows[0]


def test_what_is_written_so_comes_before_what_holds_it_and_slips_behind():
    index = Index(titles("春季促销方案", "春促海报", "全国春促", "春季采购", "春销方案")).build()
    assert [hit.title for hit in index.search("春促")] == ["春促海报", "全国春促", "春季促销方案"]


def test_it_is_narrowed_and_stands_beside_other_words():
    documents = titles("客户投诉每周通报", "客户投诉每周通报汇总")
    documents.put("action", 1, owner="PN-1", department="DP-1")
    index = Index(documents).build()
    for before in ("", "李娜 ", "lina ", "owner:lina ", "dept:MKT ", "客投 "):
        assert index.search(f"{before}客诉周报")[0].id == "A-1", before
    assert [hit.id for hit in index.search("客诉周报 -汇总")] == ["A-1"]
    assert index.search("客诉周报 type:goal") == []
    assert index.fitting("客诉周报", "action") == {1, 2}
    assert index.fitting("报周诉客", "action") == set()


def test_the_newest_do_not_hide_the_best():
    documents = titles("春季促销执行方案")
    for number in range(600):
        documents.add("action", title=f"立春{number}促进远方个案")
    assert Index(documents).build().search("春促方案")[0].title == "春季促销执行方案"


@for_each("typed", ["报周诉客", "客x报", "客户投诉每周通报了"])
def test_what_is_not_in_order_is_not_held(typed: str):
    assert held(units(typed), "客户投诉每周通报") is None


def test_what_stands_far_apart_is_chance():
    assert held(units("猫狗"), "猫" + "在院子里晒太阳的时候" * 4 + "狗") is None


@for_each("typed", ["a", "abc", "春", "", "春-促", "库" * 13])
def test_what_is_no_such_word_has_no_parts(typed: str):
    assert units(typed) == ()


def test_a_text_of_one_character_takes_no_longer_than_it_is_long():
    """Ways through it are counted, not walked."""
    text = "库" * 300
    found = held(units("库" * 12), text)
    assert found is not None
    assert found.spans == ((0, 12),)
    assert held(units("库" * 11 + "盘"), text) is None
