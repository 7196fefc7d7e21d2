"""Wrapped text in which some words are marked: each line in parts, what is marked in a tone that underlines it."""

from collections.abc import Iterable, Sequence

from tui.text.line import Part


def marked(text: str, lines: Iterable[str], spans: Sequence[tuple[int, int]], tone: str) -> list[list[Part]]:
    """The ``lines`` that ``text`` was wrapped to, with the ``spans`` of it marked, over the ends of lines too."""
    found: list[list[Part]] = []
    at = 0
    for line in lines:
        start = text.find(line, at)
        if start < 0 or not spans:
            found.append([(line, tone)])
            continue
        at = start + len(line)
        found.append(list(_parts(text, start, at, spans, tone)))
    return found


def _parts(text: str, start: int, end: int, spans: Sequence[tuple[int, int]], tone: str) -> Iterable[Part]:
    for first, last in spans:
        first, last = max(first, start), min(last, end)
        if first < last:
            if start < first:
                yield text[start:first], tone
            yield text[first:last], f"_{tone}"
            start = last
    if start < end or not text:
        yield text[start:end], tone
