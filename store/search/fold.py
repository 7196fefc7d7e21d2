"""Text as the search compares it: case, width, accents and traditional characters folded away."""

import re
import unicodedata
from collections.abc import Iterable

from store import han

#: Places in a text: (start, end) of each.
Spans = tuple[tuple[int, int], ...]

# Only the accents of Latin, Greek and Cyrillic: in other scripts a mark is a letter of its own.
_ACCENTS = re.compile("[\u0300-\u036f]")
#: Letters with a stroke or in one, which are no accents.
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
# Of so many characters a pattern takes a while to compile: when it is first needed, most text being plain.
_HAN = f"[{han.RANGE}]"
_STROKES = re.compile("[øđðłħıæœþ]")
#: Anything but what folds to one character each.
_SHIFTING = f"[^\\x00-\\x7f{han.RANGE}，。、；：！？（）《》“”·—]"


def fold(text: str) -> str:
    """In small letters of plain width, without accents, in simplified characters; folding twice changes no more."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text).casefold()
    text = _ACCENTS.sub("", unicodedata.normalize("NFD", text))
    text = unicodedata.normalize("NFC", text)
    if _STROKES.search(text):
        text = text.translate(_LETTERS)
    return han.simplified(text) if re.search(_HAN, text) else text


def joined(spans: Iterable[tuple[int, int]]) -> Spans:
    """The spans in order, those that touch or overlap as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def spans(text: str, words: tuple[str, ...]) -> Spans:
    """Where folded ``words`` stand in ``text``: (start, end) in its own characters, in order, not overlapping.

    Every occurrence at the start of a word is marked, and the first one elsewhere where there is none.
    """
    folded, places = mapped(text)
    marks = bytearray(len(text) + 1)
    for word in words:
        for at in _places_of(folded, word):
            start, end = places[at], places[at + len(word) - 1] + 1
            while end < len(text) and unicodedata.combining(text[end]):
                end += 1
            marks[start:end] = b"\1" * (end - start)
    found: list[tuple[int, int]] = []
    start = marks.find(1)
    while start >= 0:
        end = marks.find(0, start)
        found.append((start, end))
        start = marks.find(1, end)
    return tuple(found)


def _places_of(folded: str, word: str) -> list[int]:
    starts: list[int] = []
    first = at = folded.find(word)
    while at >= 0:
        if at == 0 or not folded[at - 1].isalnum() or not word[0].isascii():
            starts.append(at)
        at = folded.find(word, at + len(word))
    return starts or ([first] if first >= 0 else [])


def mapped(text: str) -> tuple[str, range | list[int]]:
    """The folded text and, for each of its characters, the place in ``text`` that it comes from."""
    folded = fold(text)
    if len(folded) == len(text) and (text.isascii() or not re.search(_SHIFTING, text)):
        return folded, range(len(text))
    pieces: list[str] = []
    places: list[int] = []
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or not unicodedata.combining(text[end]):
            piece = fold(text[start:end])
            pieces.append(piece)
            places.extend([start] * len(piece))
            start = end
    return "".join(pieces), places
