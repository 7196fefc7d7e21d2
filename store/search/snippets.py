"""A hit as people are shown it: title and snippet as they were written, with the places of the match in them."""

import msgspec

from store.kinds import KINDS
from store.search import left_out
from store.search.fold import Spans, fold, joined, spans
from store.search.initials import Spoken
from store.search.searched_text import Parts

#: A snippet has so many characters, and so many of them before the match.
SNIPPET, BEFORE = 120, 30


class Hit(msgspec.Struct, frozen=True):
    """A record that was found. ``spans`` are (start, end) in ``title``; likewise for the ``snippet``.

    The snippet is the piece of the record's other text in which the match stands; empty where the title has all of it.
    """

    id: str
    kind: str
    title: str
    score: float
    spans: Spans = ()
    snippet: str = ""
    snippet_spans: Spans = ()


def show(id: str, kind: str, parts: Parts, names: list[str], score: float, words: tuple[str, ...]) -> Hit:
    """The hit for a record with these parts; ``names`` are those of the people and departments that it names."""
    title = parts.title
    in_title = fold(title)
    missing = tuple(word for word in words if word not in in_title)
    marked = spans(title, words)
    if missing:
        spoken = Spoken(title, is_name=KINDS[kind].is_people)
        heard = {word: sound.spans for word in missing if (sound := left_out.within(word, title) or spoken.heard(word))}
        marked = joined([*marked, *(span for found in heard.values() for span in found)])
        missing = tuple(word for word in missing if word not in heard)
    snippet, before = _snippet([*parts.texts, *names], missing) if missing else ("", 0)
    return Hit(
        id=id,
        kind=kind,
        title=title,
        score=score,
        spans=marked,
        snippet=snippet,
        snippet_spans=_within(snippet, before, missing) if snippet else (),
    )


def _within(snippet: str, before: int, words: tuple[str, ...]) -> Spans:
    """The places of the words in a snippet, the dots around it left out."""
    return tuple((start + before, end + before) for start, end in spans(snippet[before:].removesuffix("…"), words))


def _snippet(texts: list[str], words: tuple[str, ...]) -> tuple[str, int]:
    """The piece around the first of the words, of the text that has most of them; and how many dots are before it."""
    best, most = "", 0
    for text in texts:
        folded = fold(text)
        count = sum(word in folded for word in words)
        if count > most:
            best, most = text, count
    if not best:
        return "", 0
    folded = fold(best)
    at = min(place for place in map(folded.find, words) if place >= 0)
    start = max(0, min(at, len(best)) - BEFORE)  # folding may shift it by a few characters, no more matters here
    piece = " ".join(best[start : start + SNIPPET].split())
    dots = "…" if start else ""
    return dots + piece + ("…" if start + SNIPPET < len(best) else ""), len(dots)
