"""The index is built in slices and follows the news."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from store import Ledger, commands, open_workspace
from store.search import Index
from store.search.fold import fold, spans
from store.search.prefilter import holding
from store.search.text_block import group
from store.search.text_blocks import TextBlocks

from .conftest import Documents, entry


def ids(index: Index, words: str) -> set[str]:
    return {hit.id for hit in index.search(words, 500)}


def test_it_answers_while_it_is_built_and_knows_when_it_is_whole():
    documents = Documents()
    documents.add("person", name="Ana", login="ana")
    for number in range(500):
        documents.add("action", title=f"Thing {number}", owner="PN-1")
    index = Index(documents)
    assert not index.complete
    assert index.search("thing") == []
    sizes = []
    while not index.step(0.0001):
        sizes.append(len(index))
    assert sizes, "a slice of a tenth of a millisecond is not all of it"
    assert sizes == sorted(sizes)
    assert index.complete
    assert len(index) == 501
    assert len(ids(index, "ana")) == 501 - 1


def test_the_newest_are_there_first():
    documents = Documents()
    for number in range(500):
        documents.add("action", title=f"Thing {number}")
    index = Index(documents)
    while not ids(index, "thing"):
        index.step(0.0001)
    assert "A-500" in ids(index, "thing")
    assert not index.complete


def test_news_add_change_and_take_away(documents: Documents):
    index = Index(documents).build()
    index.apply([documents.put("action", 3, title="Cycle count")])
    assert ids(index, "inventory") == set()
    assert ids(index, "cycle") == {"A-3"}
    index.apply([documents.put("action", 9, title="Cycle paths")])
    assert ids(index, "cycle") == {"A-3", "A-9"}
    index.apply([documents.delete("action", 3)])
    assert ids(index, "cycle") == {"A-9"}
    assert ids(index, "a-3") == set()


def test_a_new_name_is_found_in_all_that_refer_to_it(documents: Documents):
    for number in range(300):
        documents.add("action", title=f"Thing {number}", owner="PN-1")
    index = Index(documents).build()
    before = ids(index, "torres")
    index.apply([documents.put("person", 1, name="Ana Quispe")])
    index.build()
    assert ids(index, "torres") == set()
    assert ids(index, "quispe") == before


def test_a_person_named_before_she_is_known_is_found_after(documents: Documents):
    documents.add("action", title="Errand", owner="PN-9")
    index = Index(documents).build()
    assert ids(index, "zoe") == set()
    index.apply([documents.put("person", 9, name="Zoe", login="zoe"), entry([("action", 5)])])
    assert ids(index, "zoe") == {"PN-9", "A-5"}


def test_many_at_once_wait_for_their_slices(documents: Documents):
    index = Index(documents).build()
    touched = [("action", documents.add("action", title="Bulk import")) for _each in range(400)]
    index.apply([entry(touched)])
    assert not index.complete
    assert len(ids(index.build(), "bulk")) == 400
    documents.tables["action"].clear()
    index.apply([entry([("action", 0)])])
    assert ids(index.build(), "bulk") == set()


def test_it_follows_a_real_ledger(tmp_path: Path):
    folder = str(tmp_path / "workspace")
    Ledger.create(folder, "Test")
    with open_workspace(folder, "ana") as workspace:
        workspace.do(commands.add, "person", {"name": "Ana", "login": "ana"})
        workspace.ledger.news()
        index = Index(workspace.ledger).build()
        action = workspace.do(commands.add, "action", {"title": "Stock feed", "owner": "PN-1"}).id
        workspace.documents.table("other").insert({"title": "Stock of another program"})
        index.apply(workspace.ledger.news())
        assert ids(index, "stock") == ids(index, "ana feed") == {action}
        workspace.do(commands.edit, action, {"title": "Shelf plan"})
        index.apply(workspace.ledger.news())
        assert ids(index, "stock") == set()
        assert ids(index, "shelf") == {action}


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(1, 100), st.text("ab库é \0", max_size=5) | st.none()), max_size=60))
def test_a_shelf_holds_what_a_dictionary_would(steps: list[tuple[int, str | None]]):
    shelf, plain = TextBlocks(), {}
    for number, text in steps:
        if text is None:
            shelf.drop(number)
            plain.pop(number, None)
        else:
            shelf.put(number, text)
            plain[number] = text.replace("\0", " ")
        assert len(shelf) == len(plain)
        assert (number in shelf) == (number in plain)
    assert sorted(shelf.numbers()) == sorted(plain)
    for words in (("a",), ("ab",), ("库",), ("é", "a")):
        groups = [group((word,)) for word in words]
        blocks = shelf.blocks(groups)
        found = dict(shelf.graded(blocks, [holding(groups)], 1000))
        assert found == {number: text for number, text in plain.items() if all(word in text for word in words)}
        assert dict(shelf.graded(shelf.blocks(groups, shelf.blocks(groups[:1])), [holding(groups)], 1000)) == found
        few = shelf.graded(blocks, [holding(groups)], 2)
        assert len(few) == min(2, len(found))
        assert few == [(number, found[number]) for number, _text in few]
    either = group(("a", "库"))
    assert {number for number, _text in shelf.graded(shelf.blocks([either]), [holding([either])], 1000)} == {
        number for number, text in plain.items() if "a" in text or "库" in text
    }


@given(st.text(), st.text("aéＡß库İﬁ e\u0301", max_size=8))
def test_folding_is_stable_and_places_stay_within_the_text(text: str, word: str):
    assert fold(fold(text)) == fold(text)
    for start, end in spans(text + word, (fold(word) or "x",)):
        assert 0 <= start < end <= len(text + word)


def test_places_are_those_of_the_text_as_it_is_shown():
    assert spans("Straße ＡＢＣ ﬁn", ("strasse", "abc", "fi")) == ((0, 6), (7, 10), (11, 12))
    assert spans("ana banana", ("ana",)) == ((0, 3),)
    assert spans("banana", ("ana",)) == ((1, 4),)
    assert spans("Cafe\u0301 au lait", ("cafe",)) == ((0, 5),)
