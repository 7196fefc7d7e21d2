"""The net at every entry: text that a person typed, pasted or imported, made fit to be stored and shown anywhere.

Letters, marks and emoji of all scripts stay. What steers a terminal, turns the direction of reading, or cannot be
seen goes.
"""

import re
import unicodedata
from typing import Any, cast

from store.fields.steering import STEERING

#: More combining marks than this on one letter are a tower that covers the lines around it.
MARKS = 8
ASCII = bytes(range(128))

# Patterns are compiled when they are first needed: most text is plain, and most starts read none.
_LINE_ENDS = "\r\n?|[\u2028\u2029\x85]"
_UNFIT = f"(?![\t\n])[{STEERING}]"
_TOUCHY = "[\u034f\u200c\u200d\ufe00-\ufe0f]"
_SPACES = "[ \t\n\u00a0]+"
#: What counts as printable, and yet cleaning has to look at it more closely.
_ODD = f"{_TOUCHY}|[{STEERING}]"


def clean(text: str, lines: bool = False) -> str:
    """The text without what has no place in it; one line, unless ``lines``. Doing it again changes nothing."""
    if text.isascii() and text.isprintable():
        return text.strip(" ") if lines or "  " not in text else re.sub(_SPACES, " ", text).strip(" ")
    if (lines or "  " not in text) and is_plain(text):
        return text.strip(" ")
    while (cleaned := _once(text, lines)) != text:
        text = cleaned
    return text


def is_plain(text: str) -> bool:
    """Whether cleaning leaves such text as it is, spaces at its ends and double ones apart; False where it may not.

    A quick answer for what people type nearly always, in any script.
    """
    if not text.isprintable():
        return False
    beyond = text.encode().translate(None, ASCII).decode()
    return (
        re.search(_ODD, beyond) is None
        and unicodedata.is_normalized("NFC", beyond)
        and not any(map(unicodedata.combining, beyond))
    )


def is_clean(document: bytes) -> bool:
    """Whether cleaning leaves all text of a JSON document, or of several, as it is; False where it may not."""
    if b"\\" in document or b"\x7f" in document or b"  " in document:
        return False
    if document.isascii():
        return True
    return b' "' not in document and b'" ' not in document and is_plain(document.translate(None, ASCII).decode())


def _once(text: str, lines: bool) -> str:
    text = re.sub(_UNFIT, "", re.sub(_LINE_ENDS, "\n", text))
    text = unicodedata.normalize("NFC", text)
    if not text.isascii() and (re.search(_TOUCHY, text) or any(map(unicodedata.combining, text))):
        text = _thin(text)
    return text.strip() if lines else re.sub(_SPACES, " ", text).strip()


def _thin(text: str) -> str:
    """At most `MARKS` marks on a letter, and joiners only between what they join."""
    kept: list[str] = []
    marks = 0
    for at, letter in enumerate(text):
        category = unicodedata.category(letter)
        if category in ("Mn", "Me"):
            marks += 1
            if marks > MARKS or (re.match(_TOUCHY, letter) and (not kept or not _joins(kept[-1]))):
                continue
        elif letter in "\u200c\u200d":
            if not kept or not _joins(kept[-1]) or at + 1 == len(text) or not _joins(text[at + 1]):
                continue
        else:
            marks = 0
        kept.append(letter)
    return "".join(kept)


def _joins(letter: str) -> bool:
    """An emoji, or a letter of a script that joins: not Latin, not a space, not another joiner."""
    if letter == "\ufe0f":
        return True
    if letter.isascii():
        return letter in "#*0123456789"  # keycaps: 1, variation selector, enclosing mark
    return unicodedata.category(letter) in ("So", "Sk", "Sm", "Lo", "Mc", "Mn", "Po", "Me")


def clean_tree(value: Any, lines: bool = False) -> Any:
    """A JSON value with all text in it cleaned."""
    if isinstance(value, str):
        return clean(value, lines)
    if isinstance(value, list):
        return [clean_tree(item, lines) for item in cast("list[Any]", value)]
    if isinstance(value, dict):
        return {name: clean_tree(item, lines) for name, item in cast("dict[str, Any]", value).items()}
    return value
