"""What is found, and in which order."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.search import Hit, Index, parse
from store.search.query import plain
from tests.for_each import for_each

from .conftest import Documents, furnished

SMALL, SMALL_WITHOUT_IDS = Index(furnished()).build(), Index(furnished(), ids=False).build()


@pytest.fixture
def index(documents: Documents) -> Index:
    return Index(documents).build()


def ids(hits: list[Hit]) -> list[str]:
    return [hit.id for hit in hits]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("a-3", "A-3"),
        ("A3", "A-3"),
        ("G-2", "G-2"),
        ("mkt", "DP-1"),
        ("ANA", "PN-1"),
        ("inventory count", "A-3"),
        ("count inventory", "A-3"),
        ("launch", "G-1"),
        ("catalogue launch", "KR-1"),
        ("new cat", "G-1"),
        ("stock shops", "A-1"),
        ("launching", "A-4"),
        ("api", "A-1"),
        ("jorg", "A-1"),
        ("resume", "A-2"),
        ("suppliers", "CI-1"),
        ("nobody knew", "C-1"),
        ("promotion", "CM-1"),
        ("ｉｎｖｅｎｔｏｒｙ", "A-3"),
        ("库存", "G-2"),
        ("盘点计划", "G-2"),
        ("采购", "DP-2"),
        ("李娜", "PN-2"),
        ("lina web", "A-2"),
        ("采购部 门店", "G-2"),
        ("78", "CI-1"),
    ],
)
def test_the_wanted_record_is_first(index: Index, words: str, first: str):
    assert ids(index.search(words))[0] == first


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("invnetory", "A-3"),  # letters swapped
        ("inventry count", "A-3"),  # one missing
        ("bugdet", "A-4"),
        ("aproval", "A-4"),
        ("promotoin figures", "CM-1"),
        ("catalgue", "KR-1"),
        ("invento count", "A-3"),  # not typed to its end
        ("门店库存盘店", "G-2"),  # a wrong character
        ("库存盘店计划", "G-2"),
    ],
)
def test_slips_of_the_finger_are_forgiven(index: Index, words: str, first: str):
    hits = index.search(words)
    assert ids(hits)[0] == first
    assert hits[0].spans or hits[0].snippet_spans, "what it was taken for is shown"


@pytest.mark.parametrize("words", ["zebra", "qx", "launch zebra", "a-99", "猫狗", "", "   ", "\0", "?!"])
def test_what_is_not_there_is_not_found(index: Index, words: str):
    assert index.search(words) == []


def test_the_order_is_title_before_body_and_beginning_before_middle(index: Index):
    assert ids(index.search("launch")) == ["G-1", "KR-1", "A-2", "A-4"]
    scores = [hit.score for hit in index.search("launch")]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)


def test_a_name_finds_the_person_and_then_what_is_hers(index: Index):
    hits = index.search("ana")
    assert ids(hits)[0] == "PN-1"
    assert {"G-1", "A-1", "A-3", "C-1"} <= set(ids(hits))
    assert "A-2" not in ids(hits)
    assert set(ids(index.search("marketing"))) == {"DP-1", "PN-1", "G-1", "KR-1", "A-4"}


def test_hits_say_where_they_match(index: Index):
    hit = index.search("cat new")[0]
    assert (hit.id, hit.kind, hit.title) == ("G-1", "goal", "Launch the new catalogue")
    assert [hit.title[start:end] for start, end in hit.spans] == ["new", "cat"]
    body = index.search("party")[0]
    assert (body.title, body.spans) == ("Budget approval", ())
    assert [body.snippet[start:end] for start, end in body.snippet_spans] == ["party"]
    owned = index.search("torres stock")[0]
    assert owned.snippet == "ana Ana Torres"
    card = index.search("nobody")[0]
    assert card.title == "Price list came too late"
    assert "nobody knew" in card.snippet


def test_equal_titles_come_newest_first_and_no_more_than_asked():
    documents = Documents()
    for _each in range(3_000):
        documents.add("action", title="The same title")
    found = ids(Index(documents).build().search("the same", limit=7))
    assert found == [f"A-{number}" for number in range(3_000, 2_993, -1)]
    assert Index(documents).build().search("the same", limit=0) == []


def test_among_very_many_the_exact_and_the_beginning_win():
    documents = Documents()
    documents.add("action", title="Plan")
    documents.add("action", title="Planting trees")
    documents.add("goal", title="The plan of all plans")
    for number in range(3_000):
        documents.add("action", title=f"Explanation {number}", note="plan")
        documents.add("comment", text=f"Explanation {number}")
    assert ids(Index(documents).build().search("plan"))[:3] == ["A-1", "A-2", "G-1"]


def test_a_login_is_found_among_very_many_of_that_name():
    documents = Documents()
    documents.add("person", name="Zoe", login="ana")
    for number in range(300):
        documents.add("person", name=f"Ana {number}", login=f"ana{number}")
    assert ids(Index(documents).build().search("ana"))[0] == "PN-1"


def test_each_key_narrows_and_taking_one_back_widens(index: Index):
    typed = "launch catalogue"
    forwards = [ids(index.search(typed[:size])) for size in range(1, len(typed) + 1)]
    backwards = [ids(index.search(typed[:size])) for size in range(len(typed), 0, -1)]
    assert backwards[::-1] == forwards
    fresh = [ids(Index(index._source).build().search(typed[:size])) for size in range(1, len(typed) + 1)]
    assert fresh == forwards


def test_a_query_is_bounded_whatever_is_pasted():
    assert len(parse("x" * 100_000).phrase) == 200
    assert len(parse("a b c d e f g h i j k l m n o p").words) == 12
    assert parse("Ａna ANA  ána").words == ("ana",)


@pytest.mark.parametrize(
    "words", ["x" * 1000, "ab " * 400, "库" * 1000, "a\u0301" * 500, "((((", "\ud800", "👩‍👩‍👧 e", "ﷺ" * 300]
)
def test_hostile_queries_and_texts_do_no_harm(documents: Documents, words: str):
    documents.add("action", title="x" * 1000, note="ab " * 20_000, tags=["库" * 1000])
    documents.add("action", title="a\u0301" * 400, note="\u202e((((\0[/b]\x1b[31m" * 1000)
    documents.add("action", title=None, note=7, owner=["x"], tags="no list")
    documents.add("action")
    for hit in Index(documents).build().search(words):
        assert all(0 <= start < end <= len(hit.title) for start, end in hit.spans)
        assert all(0 <= start < end <= len(hit.snippet) for start, end in hit.snippet_spans)


def test_rapidfuzz_is_loaded_only_for_typos(documents: Documents):
    import subprocess

    code = "import sys, store.search; print('rapidfuzz' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


@for_each("words", ["-", "--", "－", "–", "-a", "a-", "a--b", '"-"', "- -", "・", "·", "_", "\u0301", "。"])
@for_each("kinds", [None, ("department",), ("person", "department"), ()])
def test_signs_alone_are_answered_too(documents: Documents, words: str, kinds: tuple[str, ...] | None):
    """In pickers ids are no text: nothing at all has a dash."""
    for index in (Index(documents).build(), Index(documents, ids=False).build()):
        for query in (parse(words), plain(words)):
            assert len(index.search(query, 5, kinds=kinds)) <= 5


@given(st.text("-–_ aL库\"':#é\u0301\0", max_size=6) | st.text(max_size=6), st.sampled_from([None, ("department",)]))
def test_whatever_is_typed_is_answered(words: str, kinds: tuple[str, ...] | None):
    index = SMALL if kinds is None else SMALL_WITHOUT_IDS
    for query in (parse(words), plain(words)):
        assert len(index.search(query, 5, kinds=kinds)) <= 5
