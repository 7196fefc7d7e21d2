"""A few things ranked by what is typed at them; and how a word that is being typed may go on."""

import pytest

from store.search import Asker, Index
from store.search.complete import completions
from store.search.rank_choices import Among
from store.words import Words
from tests.for_each import for_each
from tui.i18n import in_each

from .conftest import Documents

LABELS = [
    ("Add", "a"),
    ("Edit", "e"),
    ("Who is here", ""),
    ("Take back my last change", "u"),
    ("搜索", "Search /"),
    ("Dark colours", ""),
]


@for_each(
    "typed, labels",
    [
        ("", [label for label, _more in LABELS]),
        ("take", ["Take back my last change"]),
        ("tbmlc", ["Take back my last change"]),
        ("wih", ["Who is here"]),
        ("colour dark", ["Dark colours"]),
        ("drak", ["Dark colours"]),
        ("ss", ["搜索"]),
        ("sousuo", ["搜索"]),
        ("search", ["搜索"]),
        ("g-1", []),
        ("type:goal", []),
    ],
)
def test_labels_are_ranked_as_records_are(typed: str, labels: list[str]):
    assert [LABELS[at][0] for at in Among(LABELS).fitting(typed)] == labels


def test_of_equals_the_first_comes_first():
    assert Among([("Same", ""), ("Same", ""), ("Same", "")]).fitting("same") == [0, 1, 2]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("stock ow", ["owner:"]),
        ("stock", []),
        ("owner:a", ["owner:ana"]),
        ("stock -owner:me", []),
        ("owner:", ["owner:me", "owner:ana", "owner:lina"]),
        ("dept:", ["dept:MKT", "dept:CG"]),
        ("dept:cai", ["dept:CG"]),
        ("部门：采", ["部门:CG"]),
        ("部", ["部门:"]),
        ("type:act", ["type:action"]),
        ("is:b", ["is:blocked"]),
        ("#r", ["#resume"]),
        ("tag:", ["tag:web", "tag:resume"]),
        ("goal:laun", ["goal:G-1"]),
        ("goal:", ["goal:G-2", "goal:G-1"]),
        ("foo:b", []),
        ("is:re", ["is:repeating", "is:red", "is:retired", "is:review", "is:released"]),
        ("状态:进", ["状态:进行中"]),
        ("状态：待", ["状态:待办", "状态:待审核", "状态:待议"]),
        ("priority:", ["priority:high", "priority:normal", "priority:low"]),
        ("优先级:", ["优先级:高", "优先级:普通", "优先级:低"]),
        ("类型:行", ["类型:行动"]),
        ("责任人:我", []),
        ("责任", ["责任人:"]),
    ],
)
def test_a_word_goes_on(documents: Documents, typed: str, shown: list[str]):
    index = Index(documents).build()
    asker = Asker("ana", each=in_each, computed={"red": (Words("red"), set)})
    assert [each.shown for each in completions(typed, index, asker)] == shown


def test_a_completion_keeps_what_is_before_it(documents: Documents):
    documents.put("person", 1, login="")
    index = Index(documents).build()
    (found,) = completions("stock -owner:an", index, Asker("ana"))
    assert found.text == 'stock -owner:"Ana Torres" '


def test_nothing_is_read_before_something_is_typed(monkeypatch: pytest.MonkeyPatch):
    read: list[object] = []
    monkeypatch.setattr("store.search.rank_choices.Index", lambda *_, **__: read.append(1) or Index(Documents()))
    among = Among(LABELS)
    assert among.fitting("") == [*range(len(LABELS))]
    assert not read
