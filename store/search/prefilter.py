"""Cheap tests that tell the likeliest of very many texts, from the best place of a match to any."""

from collections.abc import Callable, Sequence

from store.search import codes, left_out
from store.search.query import Query
from store.search.text_block import END, Asked, TextBlock, encoded, places
from store.search.text_blocks import Test

Groups = Sequence[Asked]
Places = set[int] | None
Passing = Callable[[TextBlock], Places]


def tests(query: Query, words: Groups, narrow: Groups, *, named: bool) -> list[Test]:
    """What to ask of texts that have something of every group that narrows, the better sign first.

    ``words`` are those of the query, the rarest first; the last question is whether every one is there. Texts that are
    ``named`` have lines that are names by themselves.
    """
    phrase = encoded(query.phrase)
    begins, within = END + phrase, b" " + phrase
    asked = [
        Test(begins, _in_titles((begins + END, begins + b" "), narrow), titles=True),
        Test(begins, _in_titles((begins,), narrow), titles=True),
        Test(within, _in_titles((within,), narrow), titles=True),
        Test(words[0].pieces[0] if len(words[0].pieces) == 1 else b"", titled(words, narrow).passing, titles=True),
        holding((*words, *narrow)),
    ]
    if code := codes.pattern(query.phrase):
        asked.insert(3, Test(b"", _narrowed(lambda rows: rows.written(code), narrow)))
    if named:
        line = b"\n" + phrase + b"\n"
        asked.insert(0, Test(line, _narrowed(lambda rows: set(places(rows.rest, line)), narrow)))
    return asked


def holding(groups: Groups) -> Test:
    """Whether there is something of every group."""
    single = [pieces[0] for pieces, sounds in groups if len(pieces) == 1 and not sounds]
    return Test(max(single, key=len, default=b""), _narrowed(lambda rows: rows.having(groups), ()))


def in_order(words: Sequence[tuple[Asked, tuple[bytes, ...]]], narrow: Groups) -> list[Test]:
    """Whether each word is there as asked, or its parts in their order in the title: first closely together, at best
    from its beginning on, then anyhow."""

    def holding(rows: TextBlock, *, close: bool, begins: bool) -> Places:
        found: Places = None
        for asked, parts in words:
            here = rows.having((asked,)) or set()
            if parts:
                first = END if begins else b""
                here |= rows.matching(left_out.pattern((first + parts[0], *parts[1:]), close=close))
            found = here if found is None else found & here
            if not found:
                break
        return found

    ways = ((True, True), (True, False), (False, False))
    return [
        Test(b"", _narrowed(lambda rows, close=close, begins=begins: holding(rows, close=close, begins=begins), narrow))
        for close, begins in ways
    ]


def titled(groups: Groups, narrow: Groups) -> Test:
    """Whether the title has something of every group, or its initials have; and the text of every one that narrows."""
    return Test(b"", _narrowed(lambda rows: rows.having(groups, titles=True), narrow))


def beginning(groups: Groups, narrow: Groups) -> Test:
    """Whether the title is told by the initials of the only word, from its first letter on."""
    keys = groups[0].sounds if len(groups) == 1 else ()
    return Test(b"", _narrowed(lambda rows: rows.beginning(keys), narrow))


def _in_titles(pieces: tuple[bytes, ...], narrow: Groups) -> Passing:
    return _narrowed(lambda rows: {at for piece in pieces for at in places(rows.titles, piece)}, narrow)


def _narrowed(find: Passing, narrow: Groups) -> Passing:
    """Of those that are found the ones that have something of every group that narrows."""

    def passing(rows: TextBlock) -> Places:
        found = find(rows)
        others = rows.having(narrow) if found and narrow else None
        return found if found is None or others is None else found & others

    return passing
