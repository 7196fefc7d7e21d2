"""Every character that people have in names and texts is read, found by its sound, and told from what is no Chinese."""

from pathlib import Path

from store import han
from store.search.fold import fold
from store.search.initials import Spoken, initials
from tests.for_each import for_each

#: The 8,105 characters of the 通用规范汉字表 of 2013, as pypinyin-dict has them from Unihan (kTGH).
STANDARD = Path(__file__).with_name("standard_characters.txt").read_text("utf-8").replace("\n", "")
RARE = "𠮷㐂〇䶮𬇙𫖯𬍛㛃贠"


def test_all_characters_of_the_standard_are_read():
    assert len(set(STANDARD)) == 8105
    assert [letter for letter in STANDARD + RARE if not han.readings(letter)] == []
    assert [letter for letter in STANDARD + RARE if not han.is_han(letter)] == []


@for_each(
    "letter, reading",
    [
        ("𠮷", "ji"),
        ("㐂", "xi"),
        ("〇", "ling"),
        ("䶮", "yan"),
        ("𬇙", "pei"),
        ("𫖯", "fu"),
        ("𬍛", "li"),
        ("㛃", "jie"),
        ("赟", "yun"),
        ("焜", "kun"),
        ("昇", "sheng"),
        ("犇", "ben"),
        ("鿍", "gang"),
    ],
)
def test_rare_characters_are_found_by_their_sound(letter: str, reading: str):
    assert han.readings(letter)[0] == reading
    text = f"张{letter}"
    assert initials(text).split()[0] == f"z{reading[0]}"
    heard = Spoken(text).heard(f"zhang{reading}")
    assert heard is not None
    assert heard.spans == ((0, 2),)


@for_each("letter", ["a", "é", "。", "カ", "한", "7", "，", "\u2f08", "\U0001f600"])
def test_what_is_no_chinese_is_told_from_it(letter: str):
    assert not han.is_han(letter)


def test_characters_of_old_fonts_are_folded_to_those_of_today():
    assert fold("\uf90a\u2f08\U0002f80c") == "金人㒞"
    assert Spoken("\uf90a库").heard("jinku") is not None


def test_text_is_sorted_by_its_sound_whichever_characters_it_is_written_in():
    assert sorted(["张", "吴", "吳", "𠮷田", "B", "a", "陳", "陈"], key=han.spelt) == [
        "B", "a", "陈", "陳", "𠮷田", "吳", "吴", "张",
    ]  # fmt: skip
