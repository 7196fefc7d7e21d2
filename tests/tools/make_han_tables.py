"""Makes the two tables of Chinese characters that the search carries; run by hand when they should change.

    pip install pypinyin pypinyin-dict opencc wordfreq
    python tests/tools/make_han_tables.py

``store/han/pinyin.txt``: a syllable a line, then the characters read so, those first whose main reading it is,
then ``|`` and those that are read so too. From pypinyin (MIT), whose readings come from Unicode's Unihan.
``store/han/traditional.txt``: traditional characters and the simplified ones in their place, pair after pair. From
OpenCC (Apache 2.0). Characters are those of GB 2312, the commoner ones of wordfreq's Chinese lists, all 8,105 of the
通用规范汉字表 (as pypinyin-dict has them, from Unihan), those of surnames, and a few more.
``tests/store/han/standard_characters.txt``: those 8,105 in the order of their numbers.
"""

import textwrap
from collections import Counter
from pathlib import Path

import opencc  # type: ignore[import-not-found]
import wordfreq  # type: ignore[import-not-found]
from pypinyin import pinyin_dict  # type: ignore[import-not-found]
from pypinyin.contrib.tone_convert import to_normal  # type: ignore[import-not-found]
from pypinyin.phrases_dict import phrases_dict  # type: ignore[import-not-found]
from pypinyin_dict.pinyin_data import kmandarin_8105  # type: ignore[import-not-found]

TABLES = Path(__file__).parents[2] / "store" / "han"
STANDARD = Path(__file__).parents[1] / "store" / "han" / "standard_characters.txt"
#: Characters of names and dates that no list has, with their readings.
OTHERS = {"𠮷": "ji", "㐂": "xi", "〇": "ling", "贠": "yuan", "甪": "lu"}
#: Readings that names have, however rare they are in text.
NAMES = {"单": "shan", "仇": "qiu", "区": "ou", "曾": "zeng", "解": "xie", "翟": "zhai", "朴": "piao", "查": "zha"}
NAMES |= {"盖": "ge", "尉": "yu", "员": "yun", "缪": "miao", "乐": "yue", "种": "chong", "任": "ren", "覃": "qin"}
NAMES |= {"召": "shao", "燕": "yan", "晟": "sheng", "车": "che", "华": "hua", "纪": "ji", "宁": "ning", "那": "na"}
#: A reading is kept when so many phrases have it.
ENOUGH = 2


def characters() -> list[str]:
    """Those of GB 2312, others by how often they occur, the standard ones, those of surnames."""
    common: list[str] = []
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                common.append(bytes([high, low]).decode("gb2312"))
            except UnicodeDecodeError:
                continue
    often: Counter[str] = Counter()
    for word, frequency in wordfreq.get_frequency_dict("zh").items():
        for letter in word:
            often[letter] += frequency
    simplified = opencc.OpenCC("t2s").convert
    known = set(common)
    others = [
        letter
        for letter, _count in often.most_common()
        if "\u4e00" <= letter <= "\u9fff" and letter not in known and simplified(letter) == letter
    ]
    surnames = (line.split()[0] for line in (TABLES / "surnames.txt").read_text("utf-8").splitlines())
    return list(dict.fromkeys([*common, *others, *standard(), *"".join(surnames), *OTHERS]))


def standard() -> list[str]:
    """The characters of the 通用规范汉字表."""
    found = [chr(number) for number in sorted(kmandarin_8105.pinyin_dict)]
    assert len(found) == 8105
    return found


def plain(reading: str) -> list[str]:
    """Without its tone, as it is typed: ü as v, and as u too."""
    typed = to_normal(reading, v_to_u=False)
    if not typed.isascii() or not typed.isalpha():
        return []
    return [typed, typed.replace("v", "u")] if "v" in typed else [typed]


def readings(letter: str, used: Counter[tuple[str, str]]) -> list[str]:
    """The main reading first, then those that phrases and names have."""
    if letter in OTHERS:
        return [OTHERS[letter]]
    known = pinyin_dict.pinyin_dict.get(ord(letter)) or kmandarin_8105.pinyin_dict.get(ord(letter), "")
    given = [typed for each in known.split(",") for typed in plain(each)]
    kept = [typed for at, typed in enumerate(given) if at == 0 or used[letter, typed] >= ENOUGH or "u" in typed]
    kept = [typed for typed in kept if typed in given[:1] or used[letter, typed] or typed.replace("u", "v") in given]
    return list(dict.fromkeys([*kept, *filter(None, [NAMES.get(letter)])]))


def main() -> None:
    """Write the tables."""
    STANDARD.write_text("\n".join(textwrap.wrap("".join(standard()), 100)) + "\n", encoding="utf-8")
    used: Counter[tuple[str, str]] = Counter()
    for phrase, syllables in phrases_dict.items():
        for letter, reading in zip(phrase, syllables, strict=False):
            for typed in plain(reading[0]):
                used[letter, typed] += 1
    mains: dict[str, list[str]] = {}
    others: dict[str, list[str]] = {}
    for letter in characters():
        for at, syllable in enumerate(readings(letter, used)):
            (others if at else mains).setdefault(syllable, []).append(letter)
    TABLES.mkdir(exist_ok=True)
    lines = [
        f"{syllable} {''.join(mains.get(syllable, []))}"
        + ("|" + "".join(others[syllable]) if syllable in others else "")
        for syllable in sorted({*mains, *others})
    ]
    (TABLES / "pinyin.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    convert = opencc.OpenCC("t2s").convert

    def simplified(letter: str) -> str:
        return convert(convert(letter))

    block = map(chr, range(0x4E00, 0xA000))
    pairs = [letter + simplified(letter) for letter in block if simplified(letter) != letter]
    pairs = [pair for pair in pairs if len(pair) == 2]
    (TABLES / "traditional.txt").write_text("".join(pairs) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
