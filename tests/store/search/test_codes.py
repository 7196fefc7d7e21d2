"""Codes are found however they are parted, in what is written and in what is typed."""

import pytest

from store.search import Index
from store.search.codes import spellings, wholes

from .conftest import Documents

SPELT = ("NC-0417", "NC0417", "nc_0417", "NC.0417", "nc/0417", "NC 0417")
SPELT += ("ＮＣ－０４１７", "NC\u20130417", "NC\u20140417", "NC#0417")


@pytest.fixture(scope="module")
def index() -> Index:
    documents = Documents()
    for title in SPELT:
        documents.add("action", title=f"{title} 泄漏")
    documents.add("action", title="NC-0418 泄漏")
    documents.add("goal", title="阀门", why="见NC-0417号单据")
    documents.add("goal", title="PO-2026-0417 order", why="SKU_77-A12, 3.5 of 10/12")
    documents.add("goal", title="PO20260417 paid")
    documents.add("department", name="Quality", code="QA-01")
    return Index(documents).build()


@pytest.mark.parametrize("typed", [*SPELT, "nc0417", "Nc-0417", "ｎｃ０４１７", "NC‐0417", "nc-04-17"])
def test_a_code_is_found_however_it_is_parted(index: Index, typed: str):
    hits = index.search(typed)
    assert {hit.id for hit in hits} == {*(f"A-{number}" for number in range(1, len(SPELT) + 1)), "G-1"}
    assert hits[-1].id == "G-1"
    assert hits[-1].snippet[slice(*hits[-1].snippet_spans[0])] or " " in typed
    assert all(hit.spans for hit in hits[:-1])


@pytest.mark.parametrize(
    ("typed", "first", "among"),
    [
        ("po20260417", "G-3", {"G-2", "G-3"}),
        ("PO-2026-0417", "G-2", {"G-2", "G-3"}),
        ("po-20260417", "G-3", {"G-2", "G-3"}),
        ("20260417", "G-2", {"G-2", "G-3"}),
        ("2026-0417", "G-2", {"G-2", "G-3"}),
        ("po2026", "G-2", {"G-2", "G-3"}),
        ("sku77a12", "G-2", {"G-2"}),
        ("qa01", "DP-1", {"DP-1"}),
        ("QA 01", "DP-1", {"DP-1"}),
        ("nc0418 泄漏", "A-11", {"A-11"}),
        ("泄漏 nc0418", "A-11", {"A-11"}),
        ("nc0418 type:action", "A-11", {"A-11"}),
        ("泄漏 nc0418 -po20260417", "A-11", {"A-11"}),
        ("阀门 -nc0417", "", set()),
        ("1012", "", set()),
        ("a11", "A-11", {"A-11"}),
        ("A_11", "A-11", {"A-11"}),
        ("a.11", "A-11", {"A-11"}),
        ("Ａ１１", "A-11", {"A-11"}),
    ],
)
def test_what_is_found_by_a_code(index: Index, typed: str, first: str, among: set[str]):
    found = [hit.id for hit in index.search(typed)]
    assert found[:1] == ([first] if first else [])
    assert {*found} == among


def test_every_key_finds_it_and_the_filter_too(index: Index):
    for typed in ("nc04", "nc041", "nc0417", "nc-04", "nc-0417"):
        assert {"A-1", "A-2", "A-6"} <= {hit.id for hit in index.search(typed)}, typed
    assert index.fitting("nc0417", "action") == {*range(1, len(SPELT) + 1)}
    assert index.fitting("nc-0417", "goal") == {1}


def test_a_title_is_not_hidden_by_many_that_only_name_it():
    documents = Documents()
    documents.add("action", title="阀门 NC-0417 泄漏")
    for number in range(300):
        documents.add("action", title=f"Visit {number}", note="about NC-0417")
    assert Index(documents).build().search("nc0417")[0].id == "A-1"


def test_what_is_one_code_and_what_is_none():
    assert wholes("see nc-0417, po_2026-0417 and a-12 on 2026-11-23") == ["nc0417", "po20260417", "a12", "20261123"]
    assert wholes("well-known, 3.5 of 10/12, e-mail, -5") == []
    assert [spellings(word) for word in ("stock", "35", "well-known", "3.5", "q4")] == [
        ("stock",), ("35",), ("well-known",), ("3.5",), ("q4",),
    ]  # fmt: skip
