"""Words that narrow: by kind, department, owner, goal, tag, day, and how a record stands."""

import re
from datetime import date

import pytest

from store.fields.calendar import Calendar, Day
from store.kinds import KINDS
from store.search import Asker, Index
from store.search.fold import fold
from store.search.query import NARROWING
from store.words import Words
from tests.for_each import for_each
from tui import i18n
from tui.i18n import in_each

from .conftest import Documents

TODAY = date(2026, 11, 23)


@pytest.fixture
def index() -> Index:
    documents = Documents()
    documents.add("department", name="Marketing", code="MKT", other_names=["Promotion"])
    documents.add("department", name="采购部", code="CG")
    documents.add("person", name="Ana Torres", login="ana", department="DP-1")
    documents.add("person", name="李娜", login="ln7", department="DP-2")
    documents.add("goal", title="Spring promotion", owner="PN-1", departments=["DP-1", "DP-2"], step="execute")
    documents.add("goal", title="Autumn sale", owner="PN-2", departments=["DP-2"], step="closed", due="2026-11-01")
    documents.add("action", title="Stock feed", owner="PN-1", goal="G-1", due="2026-11-20", state="todo", tags=["web"])
    documents.add("action", title="Price list", owner="PN-2", goal="G-1", due="2026-11-25", state="doing")
    documents.add(
        "action",
        title="Shelf plan",
        department="DP-1",
        due="2026-12-24",
        state="review",
        tags=["website"],
        start="2026-12-01",
    )
    documents.add("action", title="Old feed", owner="PN-1", due="2026-10-01", state="done", contributors=["PN-2"])
    documents.add("action", title="Dropped feed", owner="PN-2", state="dropped")
    documents.add("blocker", title="No budget code", holds=["A-2"], waiting_on="DP-2")
    documents.add("blocker", title="No key", holds=["A-1"], waiting_on="DP-1", resolved="2026-11-02")
    documents.add("retro", title="Feed lessons", goal="G-2", state="closed")
    documents.add("comment", text="Wait for the feed", on="A-1")
    return Index(documents).build()


def asker(who: str = "ana") -> Asker:
    labels = {"Action": "行动", "Actions": "行动"}
    calendar = Calendar(days={date(2026, 12, 24): Day("Christmas Eve")})
    computed = {"red": (Words("red"), lambda: {"G-1"}), "amber": (Words("amber"), lambda: {"G-2", "DP-1"})}
    return Asker(
        who,
        TODAY,
        lambda: {"A-3", "G-1"},
        lambda: {"A-2"},
        lambda label: labels.get(label, label),
        in_each,
        computed,
        calendar,
    )


@for_each(
    "typed, ids",
    [
        ("type:goal", {"G-1", "G-2"}),
        ("type:goals is:open", {"G-1"}),
        ("类型:行动 feed", {"A-1", "A-4", "A-5"}),
        ("type:a plan", {"A-3"}),
        ("type:action -feed", {"A-2", "A-3"}),
        ("feed -type:action", {"R-1", "CM-1"}),
        ("dept:mkt type:action", {"A-1", "A-3", "A-4"}),
        ("dept:promotion type:action", {"A-1", "A-3", "A-4"}),
        ("dept:采购 type:goal", {"G-1", "G-2"}),
        ("dept:cgb type:goal", {"G-1", "G-2"}),
        ("dept:cg", {"DP-2", "PN-2", "G-1", "G-2", "A-2", "A-5", "B-1"}),
        ("owner:me", {"G-1", "A-1", "A-4"}),
        ("owner:我 is:open", {"G-1", "A-1"}),
        ("owner:lina is:open", {"A-2"}),
        ("owner:李娜 type:goal", {"G-2"}),
        ('owner:"ana torres" type:goal', {"G-1"}),
        ("owner:tor type:goal", {"G-1"}),
        ("owner:none type:action", {"A-3"}),
        ("-owner:none type:goal", {"G-1", "G-2"}),
        ("goal:G-1", {"A-1", "A-2", "B-1", "B-2", "CM-1"}),
        ("goal:1 is:open", {"A-1", "A-2", "B-1"}),
        ("goal:spring type:action", {"A-1", "A-2"}),
        ("goal:none", {"A-3", "A-4", "A-5"}),
        ("#web", {"A-1"}),
        ("#webs", {"A-3"}),
        ("tag:website", {"A-3"}),
        ("type:action -#web", {"A-2", "A-3", "A-4", "A-5"}),
        ("is:overdue", {"A-1"}),
        ("type:action is:open -is:overdue", {"A-2", "A-3"}),
        ("is:done", {"A-4", "G-2", "B-2", "R-1"}),
        ("is:dropped", {"A-5"}),
        ("is:blocked", {"A-2"}),
        ("is:blocked is:unread", set()),
        ("is:unread", {"A-3", "G-1"}),
        ("type:action -is:unread is:open", {"A-1", "A-2"}),
        ("is:mine is:open", {"G-1", "A-1"}),
        ("due:<today", {"A-1", "A-4", "G-2"}),
        ("due:<=2026-11-25 is:open", {"A-1", "A-2"}),
        ("due:2026-11-25", {"A-2"}),
        ("due:>+7d", {"A-3"}),
        ("due:<+7d is:open feed", {"A-1"}),
        ("due:none is:open", {"G-1"}),
        ("due:this-week", {"A-2"}),
        ("截止:本周", {"A-2"}),
        ("due:last-week", {"A-1"}),
        ('due:"next month"', {"A-3"}),
        ("due:2026-12", {"A-3"}),
        ("due:december", {"A-3"}),
        ("截止:12月", {"A-3"}),
        ("截止:十二月下旬", {"A-3"}),
        ("due:w52", {"A-3"}),
        ("due:q4 is:open", {"A-1", "A-2", "A-3"}),
        ("due:-3d..friday", {"A-1", "A-2"}),
        ("截止:今天至周五", {"A-2"}),
        ("截止:三天内", {"A-2"}),
        ("due:<this-week is:open", {"A-1"}),
        ("截止:<=本周 is:open", {"A-1", "A-2"}),
        ("due:>this-week", {"A-3"}),
        ("截止:≥本周", {"A-2", "A-3"}),
        ("-due:this-week is:open", {"A-1", "A-3"}),
        ("due:christmas-eve", {"A-3"}),
        ("start:december", {"A-3"}),
        ("开始:下周", {"A-3"}),
        ("start:none type:action is:open", {"A-1", "A-2"}),
        ('"stock feed"', {"A-1"}),
        ('"feed stock"', set()),
        ("-feed type:action is:open", {"A-2", "A-3"}),
        ("a-1 is:done", set()),
        ("a-1 is:open", {"A-1"}),
        ("owner:nobody-of-that-name", set()),
        # The words of the screen, in both languages, and by their beginnings.
        ("is:doing", {"A-2"}),
        ("is:rev", {"A-3"}),
        ("状态:进行中", {"A-2"}),
        ("状态：待办", {"A-1"}),
        ("状态:待", {"A-1", "A-3"}),
        ("state:review", {"A-3"}),
        ('is:"in review"', {"A-3"}),
        ("状态:执行", {"G-1"}),
        ("step:execute", {"G-1"}),
        ("阶段:执行与跟踪", {"G-1"}),
        ("步骤：执行", {"G-1"}),
        ("type:goal -step:execute", {"G-2"}),
        ("is:bl", {"A-2"}),
        ("is:red", {"G-1"}),
        ("状态:黄灯", {"G-2", "DP-1"}),
        ("type:goal -health:amber", {"G-1"}),
        ("状态:未完成 类型:目标", {"G-1"}),
        ("状态:已完成 type:action", {"A-4"}),
        ("责任人:我 状态:未完成", {"G-1", "A-1"}),
        ("负责人：我 is:open", {"G-1", "A-1"}),
        ("截止日期:2026-11-25", {"A-2"}),
        ("priority:high", set()),
    ],
)
def test_what_is_left(index: Index, typed: str, ids: set[str]):
    assert {hit.id for hit in index.search(typed, asker=asker())} == ids


def test_what_is_mine_depends_on_who_asks(index: Index):
    mine = {hit.id for hit in index.search("is:mine type:action", asker=asker("ln7"))}
    assert mine == {"A-2", "A-4", "A-5"}
    assert index.search("owner:me", asker=asker("stranger")) == []


def test_what_is_due_comes_in_the_order_of_the_days(index: Index):
    assert [hit.id for hit in index.search("due:<2027-01-01", asker=asker())] == ["A-1", "A-2", "A-3", "A-4", "G-2"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("type:banana", '"type:banana" is no kind'),
        ("dept:xyz", 'There is no department called "xyz"'),
        ("owner:xyz", 'There is nobody called "xyz"'),
        ("goal:G-99", 'There is no goal called "g-99"'),
        ("due:<soonish", "soonish"),
        ("due:friday..today", "ends before it begins"),
        ("foo:bar stock", '"foo:" is no word that narrows; there are type:, dept:, owner:'),
        ("is:blokced", '"is:blokced" is not known; there are open, overdue, blocked'),
        ("状态:天气", '"is:天气" is not known; there are open, overdue'),
        ("优先级:天", '"priority:天" is not known; there are high, normal, low'),
    ],
)
def test_a_word_that_means_nothing_is_told(index: Index, typed: str, said: str):
    assert any(said in str(fault) for fault in index.faults(typed, asker()))


def test_a_new_department_of_a_person_is_that_of_her_actions():
    documents = Documents()
    documents.add("department", name="Marketing", code="MKT")
    documents.add("department", name="Finance", code="FIN")
    documents.add("person", name="Ana", login="ana", department="DP-1")
    documents.add("action", title="Stock feed", owner="PN-1")
    index = Index(documents).build()
    assert [hit.id for hit in index.search("dept:mkt type:action")] == ["A-1"]
    index.apply([documents.put("person", 1, department="DP-2")])
    index.build()
    assert [hit.id for hit in index.search("dept:fin type:action")] == ["A-1"]
    assert index.search("dept:mkt type:action") == []


def test_a_fault_offers_the_words_of_the_reader(index: Index):
    i18n.use("zh")
    try:
        (fault,) = index.faults("is:天气", asker())
        said = i18n.t(fault)
        assert said.startswith("没有“状态：天气”，可用的有未完成、逾期")
        assert {"红灯", "待办", "进行中", "评估与反馈"} <= set(re.split("、|可用的有", said))
        assert "todo" not in said
    finally:
        i18n.use("en")


def test_every_label_of_what_narrows_is_read():
    """Whatever the screen calls an owner, a day, a state, in either language, now or before."""
    names = {"owner": "owner", "due": "due", "goal": "goal", "department": "dept", "tags": "tag"}
    names |= {"state": "is", "priority": "priority", "step": "step", "outcome": "outcome", "severity": "severity"}
    for kind in KINDS.values():
        for field in kind.fields.values():
            if field.name in names and (field.name not in ("department", "goal") or kind.name == "action"):
                for said in in_each(field.label):
                    assert NARROWING[fold(said)] == names[field.name], (kind.name, field.name, said)
