"""Makes the two tables of Chinese characters that the search carries; run by hand when they should change.

    pip install pypinyin opencc wordfreq
    python tests/tools/make_han_tables.py

``store/han/pinyin.txt``: a syllable a line, then the characters read so, those first whose main reading it is,
then ``|`` and those that are read so too. From pypinyin (MIT), whose readings come from Unicode's Unihan.
``store/han/traditional.txt``: traditional characters and the simplified ones in their place, pair after pair. From
OpenCC (Apache 2.0). Characters are those of GB 2312 and the commoner ones of wordfreq's Chinese lists.
"""

from collections import Counter
from pathlib import Path

import opencc  # type: ignore[import-not-found]
import wordfreq  # type: ignore[import-not-found]
from pypinyin import pinyin_dict  # type: ignore[import-not-found]
from pypinyin.contrib.tone_convert import to_normal  # type: ignore[import-not-found]
from pypinyin.phrases_dict import phrases_dict  # type: ignore[import-not-found]

TABLES = Path(__file__).parents[2] / "store" / "han"
#: Readings that names have, however rare they are in text.
NAMES = {"单": "shan", "仇": "qiu", "区": "ou", "曾": "zeng", "解": "xie", "翟": "zhai", "朴": "piao", "查": "zha"}
NAMES |= {"盖": "ge", "尉": "yu", "员": "yun", "缪": "miao", "乐": "yue", "种": "chong", "任": "ren", "覃": "qin"}
NAMES |= {"召": "shao", "燕": "yan", "晟": "cheng", "车": "che", "华": "hua", "纪": "ji", "宁": "ning", "那": "na"}
#: A reading is kept when so many phrases have it.
ENOUGH = 2


def characters() -> list[str]:
    """Those of GB 2312, then others by how often they occur."""
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
    return common + others


def plain(reading: str) -> list[str]:
    """Without its tone, as it is typed: ü as v, and as u too."""
    typed = to_normal(reading, v_to_u=False)
    if not typed.isascii() or not typed.isalpha():
        return []
    return [typed, typed.replace("v", "u")] if "v" in typed else [typed]


def readings(letter: str, used: Counter[tuple[str, str]]) -> list[str]:
    """The main reading first, then those that phrases and names have."""
    given = [typed for each in pinyin_dict.pinyin_dict.get(ord(letter), "").split(",") for typed in plain(each)]
    kept = [typed for at, typed in enumerate(given) if at == 0 or used[letter, typed] >= ENOUGH or "u" in typed]
    kept = [typed for typed in kept if typed in given[:1] or used[letter, typed] or typed.replace("u", "v") in given]
    return list(dict.fromkeys([*kept, *filter(None, [NAMES.get(letter)])]))


def main() -> None:
    """Write both tables."""
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
