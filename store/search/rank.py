"""How well a text answers a query; pure.

A text is folded: the title, the id, then everything else, a line each. From best to worst: the name or id itself, the
title itself, its beginning, its words, words of it in any order, letters within it, its sound, its characters with
others between them, then the same in the rest.
"""

import re

from store.search.query import Query

#: The scores of a whole query, best first; what is found by other words in its place is below all of them.
ID, NAME, TITLE, PREFIX, PHRASE, INSIDE = 100.0, 97.0, 95.0, 88.0, 78.0, 62.0
#: The whole of a name by its sound; a title by its sound, or the initials of its words; other text by its sound.
SOUNDED, SOUND, SOUND_BODY = 80.0, 48.0, 27.0
#: Every word at the start of a word of the title; every word somewhere in the title; in title and body; in the body.
WORDS, LETTERS, BOTH, BODY = 72.0, 56.0, 44.0, 30.0
#: A title that holds a word of which characters are left out, by so much more the better it does.
HELD, BETTER = 36.0, 16.0
TYPO = 20.0

#: A code that is parted otherwise than it was typed is worth so much less.
OTHERWISE = 0.5

_ID_LIKE = re.compile(r"([a-z]{1,3})[-_./# \u2010-\u2015\u2212]?([0-9]{1,15})")


def named_id(phrase: str) -> str | None:
    """The id that a query may be, written as people do: `a-12`, `a12`."""
    match = _ID_LIKE.fullmatch(phrase)
    return f"{match[1].upper()}-{int(match[2])}" if match and match[2][0] != "0" else None


def score(query: Query, text: str, named: bool) -> float:
    """Of a text that holds every word of the query. ``named`` texts have lines that are names by themselves."""
    cut = text.index("\n")
    phrase = query.phrase
    if named and f"\n{phrase}\n" in text:
        return NAME
    at = text.find(phrase, 0, cut)
    brevity = 2.0 - min(cut, 200) / 100
    if at == 0:
        if len(phrase) == cut:
            return TITLE
        return PREFIX + brevity + (3 if _ends(text, len(phrase)) else 0)
    if "-" in phrase and text.startswith(phrase, cut + 1):
        return PREFIX + 2  # an id that begins like this
    if at > 0:
        if not _begins(text, at):
            return INSIDE + brevity
        return PHRASE + brevity + (3 if _ends(text, at + len(phrase)) else 0)
    if len(query.words) == 1:
        return BODY + _worth(text, phrase, cut, len(text))
    if not query.words:
        return BODY
    return _score_words(query.words, text, cut) + brevity


def _score_words(words: tuple[str, ...], text: str, cut: int) -> float:
    """Of several words that do not stand side by side in the title."""
    in_title = [word for word in words if text.find(word, 0, cut) >= 0]
    worth = sum(_worth(text, word, 0, cut) for word in in_title) / len(words)
    if len(in_title) < len(words):
        others = [word for word in words if word not in in_title]
        worth += sum(_worth(text, word, cut, len(text)) for word in others) / len(words) / 2
        return worth + (BOTH if in_title else BODY)
    in_order = _in_order(words, text, cut)
    return worth + (WORDS if worth >= 3 else LETTERS) + (2 if in_order else 0)


def _worth(text: str, word: str, start: int, end: int) -> float:
    """0 within a word, 3 where one begins, 4 where it is the whole word; the best of the first few places."""
    best = 0.0
    at = text.find(word, start, end)
    for _place in range(8):
        if at < 0 or best == 4:
            break
        if _begins(text, at):
            best = max(best, 4.0 if _ends(text, at + len(word)) else 3.0)
        at = text.find(word, at + 1, end)
    return best


def _in_order(words: tuple[str, ...], text: str, cut: int) -> bool:
    at = 0
    for word in words:
        at = text.find(word, at, cut)
        if at < 0:
            return False
        at += len(word)
    return True


def _begins(text: str, at: int) -> bool:
    """Whether a word begins there; scripts that are written without spaces begin one with every character."""
    return at == 0 or not text[at - 1].isalnum() or is_unspaced(text[at])


def _ends(text: str, at: int) -> bool:
    return at >= len(text) or not text[at].isalnum() or is_unspaced(text[at - 1])


def is_unspaced(letter: str) -> bool:
    """Whether the character belongs to Chinese, Japanese or another script that does not part its words."""
    return letter >= "\u0e00" and (
        "\u2e80" <= letter <= "\ua4cf" or "\uf900" <= letter <= "\ufaff" or letter >= "\U00020000" or letter <= "\u0eff"
    )
