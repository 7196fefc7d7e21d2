"""Codes with and without what parts them: NC-0417 is nc0417, NC_0417 and NC 0417, whichever is written and typed.

Of what is written in parts the index keeps the whole too; what is typed is looked for as it is, whole, and with a blank
before its digits.
"""

import re
from functools import lru_cache

#: Stands between the parts of a code.
_BETWEEN = "[-_./#\\u2010\\u2012-\\u2015\\u2212]"
_PARTED = re.compile(f"(?<![a-z0-9])[a-z0-9]+(?:{_BETWEEN}[a-z0-9]+)+")
_HINT = re.compile(f"[a-z0-9]{_BETWEEN}[a-z0-9]")
_TYPED = re.compile(f"[a-z0-9]+(?:{_BETWEEN}[a-z0-9]+)*")
_JOINTS = re.compile(_BETWEEN)
_LETTER, _DIGIT, _TURN = re.compile("[a-z]"), re.compile("[0-9]"), re.compile("(?<=[a-z])(?=[0-9])")
#: Digits alone are a code, and letters are parted from digits by a blank, from so many characters on.
DIGITS, SPACED = 6, 4
#: Of a text so many characters are looked through for how it writes a code.
LOOKED = 20_000


def wholes(text: str) -> list[str]:
    """The codes that a folded text has in parts, each written as one; 3.5 and 10/12 are none."""
    if not _HINT.search(text):
        return []
    found = [_JOINTS.sub("", code) for code in _PARTED.findall(text) if _DIGIT.search(code)]
    return list(dict.fromkeys(code for code in found if len(code) >= DIGITS or _LETTER.search(code)))


@lru_cache(256)
def spellings(word: str) -> tuple[str, ...]:
    """The ways in which a folded word is looked for: itself, and if it is a code, whole and with a blank."""
    if not _is_code(word):
        return (word,)
    whole = _JOINTS.sub("", word)
    ways = (word, whole, *([_TURN.sub(" ", whole, count=1)] if len(whole) >= SPACED else []))
    return tuple(dict.fromkeys(ways))


def _is_code(word: str) -> bool:
    if not _TYPED.fullmatch(word) or not _DIGIT.search(word):
        return False
    return _LETTER.search(word) is not None or len(_JOINTS.sub("", word)) >= DIGITS


@lru_cache(256)
def pattern(word: str) -> re.Pattern[str] | None:
    """Finds a code however it is parted, where its letters or digits begin; None of what is no code."""
    if not _is_code(word):
        return None
    begins = "(?<![a-z0-9])" if _LETTER.match(word) else "(?<![0-9])"
    return re.compile(begins + f"(?:{_BETWEEN}| (?=[0-9]))?".join(_JOINTS.sub("", word)))


def written(word: str, text: str) -> str:
    """The word as a folded text has it, in its title if it stands there."""
    find = None if word in text.partition("\n")[0] else pattern(word)
    found = find and find.search(text, 0, LOOKED)
    return found[0] if found else word
