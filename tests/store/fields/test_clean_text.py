"""What of a text is stored: letters of all scripts, nothing that steers a terminal or hides."""

from hypothesis import given, settings
from hypothesis import strategies as st

from store.fields.clean_text import MARKS, _once, clean, clean_tree, is_plain
from tests.for_each import for_each

KEPT = [
    "Spring promotion",
    "春季促销 Übersicht",
    "👩‍👩‍👧 family",  # joined with zero width joiners
    "❤️ 1️⃣",  # variation selectors and a keycap
    "क्‍ष",  # a joiner between letters of a script that joins
    "[/b] [@click=app.quit]x[/]",  # markup is text
    "a\u0301b".replace("a\u0301", "á"),
]


@for_each("text", KEPT)
def test_what_people_write_stays(text: str):
    assert clean(text) == text


@for_each(
    "text, cleaned",
    [
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\x1b]52;c;aGk=\x07", "]52;c;aGk="),
        ("a\x00b\x7fc\x9bd", "abcd"),
        ("safe\u202egnp.exe", "safegnp.exe"),
        ("\u2066x\u2069\u200f", "x"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("Latin\u200djoined", "Latinjoined"),
        ("half \ud83d pair", "half pair"),
        ("e\u0301", "é"),
        ("two\r\nlines", "two lines"),
        ("tab\there", "tab here"),
        ("  around  and   within ", "around and within"),
        ("line\u2028end", "line end"),
        ("\U000e0041tag", "tag"),
        ("\u3164", ""),
    ],
)
def test_one_line_loses_what_steers_or_hides(text: str, cleaned: str):
    assert clean(text) == cleaned


def test_many_lines_keep_their_ends_tabs_and_indentation():
    assert clean("one\r\n\ttwo  three\u2029four\n", lines=True) == "one\n\ttwo  three\nfour"


def test_a_tower_of_marks_is_cut():
    assert clean("q" + "\u0323" * 40) == "q" + "\u0323" * MARKS


@settings(max_examples=300)
@given(st.text(st.characters(), max_size=30) | st.text("a\u0301\u200d\u200c\ufe0f☺👩क् 1\u20e3\n", max_size=40))
def test_cleaning_twice_is_cleaning_once(text: str):
    for lines in (False, True):
        cleaned = clean(text, lines)
        assert clean(cleaned, lines) == cleaned
        assert all(c.isprintable() or c in "\n\t" or ord(c) > 0x9F for c in cleaned)


def test_text_within_a_value_is_cleaned():
    assert clean_tree({"a": ["x\x00", {"b": "\x1by"}], "n": 3}) == {"a": ["x", {"b": "y"}], "n": 3}


@settings(max_examples=1_000)
@given(
    st.text(st.one_of(st.characters(), st.sampled_from("a 会é\u0301\u3000\u200d\ufe0f\u115f한ᄒ")), max_size=12),
    st.booleans(),
)
def test_what_is_told_to_be_clean_at_a_glance_is(text: str, lines: bool):
    if is_plain(text):
        assert _once(text, lines) == clean(text, lines)
        assert clean(text, lines=True) == text.strip(" ")
