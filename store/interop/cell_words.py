"""What people write into the cells of a table: words for nothing, and several names in one cell."""

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache

from store.interop.column_names import listed

#: What stands between several names for certain, and what may be a part of one.
_BETWEEN = re.compile(r"[,，、;；\n]")
_MAYBE = re.compile(r"\s*[/／|&＆+＋]\s*|\s+(?:and|und|with)\s+", re.IGNORECASE)
#: In Chinese what may be a part of a name joins what is as long as names are.
_CHINESE = re.compile(r"(?<=[\u4e00-\u9fff]{2})\s*[和与及跟]\s*(?=[\u4e00-\u9fff]{2})")


@lru_cache(4096)  # a column holds the same few words over and over
def is_nothing(text: str) -> bool:
    """Whether the cell says that there is nothing."""
    return not text or unicodedata.normalize("NFKC", text).strip().casefold() in _nothing() or _is_line(text)


@cache
def _nothing() -> frozenset[str]:
    return frozenset(listed("choice_words.json")["nothing"])


def _is_line(text: str) -> bool:
    """Nothing but dashes of any kind."""
    return all(unicodedata.category(letter) == "Pd" or letter == " " for letter in text)


def names(text: str, known: Callable[[str], bool], *, people: bool) -> list[str]:
    """The names in one cell, those that are nothing left out; what is ``known`` as a whole is one.

    Commas and semicolons part any names, ``&``, ``/`` and "and" those of people, of others only where all are known.
    """
    text = text.strip()
    if is_nothing(text):
        return []
    if known(text):
        return [text]
    parts = [part.strip(" .") if people else part.strip() for part in re.split(_BETWEEN, text)]
    if people and len(parts) == 2 and not any(map(known, parts)) and known(f"{parts[1]} {parts[0]}"):
        return [f"{parts[1]} {parts[0]}"]
    found: list[str] = []
    for part in parts:
        found += [part] if known(part) or is_nothing(part) else _finer(part, known, people=people)
    return list(dict.fromkeys(name for name in found if not is_nothing(name)))


def _finer(text: str, known: Callable[[str], bool], *, people: bool) -> list[str]:
    text = re.sub(r"^(?:and|und)\s+", "", text, flags=re.IGNORECASE)
    for pattern in (_MAYBE, _CHINESE):
        parts = [part.strip() for part in re.split(pattern, text)]
        parts = [part for part in parts if part]
        if len(parts) > 1 and (people or all(map(known, parts))):
            return [name for part in parts for name in _finer(part, known, people=people)]
    return [text]
