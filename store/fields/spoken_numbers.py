"""Numbers in words, English and Chinese: `twenty-five`, `half a million`, `三百五十`, `两千五`, `一亿二千万`, `3万5千`.

A word that leaves it open how many (`几百`, `十余`, `dozens`) is no number.
"""

import re

_DIGITS = "零一二三四五六七八九"
#: What else is written for these: cheque forms, traditional and colloquial ones.
_SAME = str.maketrans(
    "〇壹贰叁肆伍陆柒捌玖貳參叄陸兩俩拾佰仟萬億點", "零一二三四五六七八九二三三六两两十百千万亿点", ""
) | {ord("廿"): "二十", ord("卅"): "三十"}
#: What may stand in a Chinese number, but for the point.
HAN = f"{_DIGITS}两十百千万亿〇壹贰叁肆伍陆柒捌玖貳參叄陸兩俩拾佰仟萬億廿卅"
#: The powers of ten that a Chinese word behind digits multiplies by.
POWERS = {"十": 1, "拾": 1, "百": 2, "佰": 2, "千": 3, "仟": 3, "万": 4, "萬": 4, "亿": 8, "億": 8}
_LARGE = {"万": 10**4, "亿": 10**8}
_DIGIT = r"(\d+|[一二三四五六七八九两])"
#: What stands before, between and behind 万 and 亿.
_SECTION = f"(?:{_DIGIT}?千)?零?(?:{_DIGIT}?百)?零?(?:{_DIGIT}?十)?(零?)(?:{_DIGIT})?"

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ENGLISH: dict[str, int] = {name: at for at, name in enumerate(_SMALL.split())} | {
    name: at * 10 for at, name in enumerate(_TENS.split(), 2)
}
_THOUSANDS = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}


def han(text: str) -> str | None:
    """A Chinese number, of Chinese digits or with Arabic ones between its units, in plain digits, or None."""
    text = text.translate(_SAME)
    if re.fullmatch(f"[{_DIGITS}]{{2,}}", text):
        return _arabic(text).lstrip("0") or "0"  # 二零二六: digit by digit
    whole, point, rest = text.partition("点")
    found = _whole(whole)
    if found is None or not point:
        return None if found is None else str(found)
    decimals = re.match(rf"[{_DIGITS}\d]+", rest)
    if decimals is None or not all(letter in POWERS for letter in rest[decimals.end() :]):
        return None
    power = sum(POWERS[letter] for letter in rest[decimals.end() :])
    return f"{found}.{_arabic(decimals[0])}" + (f"e{power}" if power else "")


def _arabic(text: str) -> str:
    return "".join(str(_DIGITS.find(letter)) if letter in _DIGITS else letter for letter in text)


def _whole(text: str) -> int | None:
    total, above = 0, 0
    for words, large in re.findall("([^万亿]*)([万亿]?)", text)[:-1]:
        step = _LARGE.get(large, 1)
        found = _section(words, above)
        if found is None or step == above or not (words or total):
            return None
        total = (total + found) * step if step > above > 0 else total + found * step  # 一万亿
        above = step
    return total if text else None


def _section(words: str, above: int) -> int | None:
    """The number below 万; ``above`` is the unit before it: 两万五 is five tenths of it more."""
    found = re.fullmatch(_SECTION, words)
    if found is None:
        return None
    value, unit = 0, above
    for at, (name, size) in enumerate((("千", 1000), ("百", 100), ("十", 10)), 1):
        if name in words:
            value += int(_arabic(found[at] or "一").replace("两", "2")) * size
            unit = size
    ones = found[5] or "0"
    tenths = unit >= 100 and len(ones) == 1 and not found[4] and "零" not in words[-2:]
    return value + int(_arabic(ones).replace("两", "2")) * (unit // 10 if tenths else 1)


def english(text: str) -> str | None:
    """A number in English words as plain digits; None where it is none."""
    words = re.findall(r"[a-z]+", text.casefold().replace("-", " "))
    if not words or not re.fullmatch(r"[A-Za-z\s-]+", text):
        return None
    if words[0] == "half":
        scale = next((s for name, s in _THOUSANDS.items() if words[1:] == ["a", name]), 0)
        return str(scale // 2) if scale else "0.5" if len(words) == 1 else None
    half = words[-3:] == ["and", "a", "half"]
    if half:
        words = words[:-3]
    found = _english(words)
    return None if found is None else f"{found}.5" if half else str(found)


def _english(words: list[str]) -> int | None:
    total = section = 0
    last = ""
    for at, word in enumerate(words):
        if word == "and" and last in ("hundred", *_THOUSANDS):
            continue
        if word in ("a", "an") and at == 0 and words[1:2] and words[1] in ("hundred", *_THOUSANDS):
            section = 1
        elif word in _ENGLISH:
            value = _ENGLISH[word]
            before = _ENGLISH.get(last)
            if before is not None and not (before >= 20 and 0 < value < 10):
                return None
            section += value
        elif word == "hundred" and 0 < section < 100:
            section *= 100
        elif word in _THOUSANDS and section and (not total or total % (_THOUSANDS[word] * 1000) == 0):
            total, section = total + section * _THOUSANDS[word], 0
        else:
            return None
        last = word
    return total + section if last and last != "and" else None
