"""Cheap tests that tell the likeliest of very many texts, from the best place of a match to any."""

from collections.abc import Sequence
from functools import partial

from store.search.query import Query
from store.search.text_block import END, Asked, TextBlock, encoded, places
from store.search.text_blocks import Test

Groups = Sequence[Asked]
Places = set[int] | None


def tests(query: Query, words: Groups, narrow: Groups, *, named: bool) -> list[Test]:
    """What to ask of texts that have something of every group that narrows, the better sign first.

    ``words`` are those of the query, the rarest first; the last question is whether every one is there. Texts that are
    ``named`` have lines that are names by themselves.
    """
    phrase = encoded(query.phrase)
    begins, within = END + phrase, b" " + phrase
    asked = [
        Test(begins, partial(_in_titles, (begins + END, begins + b" "), narrow), titles=True),
        Test(begins, partial(_in_titles, (begins,), narrow), titles=True),
        Test(within, partial(_in_titles, (within,), narrow), titles=True),
        Test(words[0].pieces[0], partial(_titled, words, narrow), titles=True),
        holding((*words, *narrow)),
    ]
    if named:
        line = b"\n" + phrase + b"\n"
        asked.insert(0, Test(line, partial(_in_lines, line, narrow)))
    return asked


def holding(groups: Groups) -> Test:
    """Whether there is something of every group."""
    single = [pieces[0] for pieces, sounds in groups if len(pieces) == 1 and not sounds]
    return Test(max(single, key=len, default=b""), partial(_having, groups))


def titled(groups: Groups, narrow: Groups) -> Test:
    """Whether the title has something of every group, or its initials have; and the text of every one that narrows."""
    return Test(b"", partial(_titled, groups, narrow))


def beginning(groups: Groups, narrow: Groups) -> Test:
    """Whether the title is told by the initials of the only word, from its first letter on."""
    return Test(b"", partial(_beginning, groups[0].sounds if len(groups) == 1 else (), narrow))


def _in_titles(pieces: tuple[bytes, ...], narrow: Groups, rows: TextBlock) -> Places:
    return _also({place for piece in pieces for place in places(rows.titles, piece)}, rows, narrow)


def _in_lines(line: bytes, narrow: Groups, rows: TextBlock) -> Places:
    return _also(set(places(rows.rest, line)), rows, narrow)


def _titled(words: Groups, narrow: Groups, rows: TextBlock) -> Places:
    return _also(rows.titled(words), rows, narrow)


def _beginning(keys: Sequence[bytes], narrow: Groups, rows: TextBlock) -> Places:
    return _also(rows.beginning(keys), rows, narrow)


def _having(groups: Groups, rows: TextBlock) -> Places:
    return rows.having(groups)


def _also(found: Places, rows: TextBlock, narrow: Groups) -> Places:
    """Those that were found and have something of every group that narrows."""
    if not found or not narrow:
        return found
    others = rows.having(narrow)
    return found if others is None else found & others
