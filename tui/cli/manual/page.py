"""A page of the manual: sections of paragraphs, samples and rows; and it as plain text."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tui.cli.plain_text import columns, width

#: So many cells a line of text has.
_CELLS = 78
#: What no line begins with.
_CLOSING = "，。；：、！？）》”’…"


class Sample(NamedTuple):
    """Lines as they stand in a file or are typed."""

    lines: tuple[str, ...]


class Rows(NamedTuple):
    """Terms, each with what it is."""

    rows: tuple[tuple[str, str], ...]


#: What a section consists of; text is a paragraph, in which what is typed stands between backticks.
Block = str | Sample | Rows


class Section(NamedTuple):
    """A part of a page under its heading; ``inner`` if it is a part of the one above it."""

    heading: str
    blocks: Sequence[Block]
    inner: bool = False


class ManualPage(NamedTuple):
    """``name`` is that of its file, without the number of the part of the manual in which it stands."""

    name: str
    part: int
    says: str
    sections: Sequence[Section]


def as_text(page: ManualPage) -> Iterator[str]:
    """The page in lines, for whoever reads it where it is asked for."""
    yield page.says
    for section in page.sections:
        yield from ("", section.heading)
        for block in section.blocks:
            yield ""
            yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, str):
        yield from wrapped(block, "  ")
    elif isinstance(block, Sample):
        yield from (f"    {line}" for line in block.lines)
    else:
        yield from _rows(block)


def _rows(block: Rows) -> Iterator[str]:
    """In two columns where they have room, else each below its term."""
    together = columns([(f"  {term}", text) for term, text in block.rows])
    if max(map(width, together)) <= _CELLS:
        yield from together
        return
    for term, text in block.rows:
        yield f"  {term}"
        yield from wrapped(text, "      ")


def wrapped(text: str, indent: str) -> Iterator[str]:
    """The text in lines that fit, broken at blanks, and between letters where a script has none."""
    line = ""
    for piece in pieces(text):
        if line and width(line) + width(piece.rstrip()) > _CELLS - len(indent):
            yield indent + line.rstrip()
            line = ""
        line += piece if line else piece.lstrip()
    if line:
        yield indent + line.rstrip()


def pieces(text: str) -> Iterator[str]:
    """What is not to be broken, blanks behind it included."""
    begun = ""
    for at, letter in enumerate(text):
        begun += letter
        behind = text[at + 1 : at + 2]
        wide = width(letter) == 2 and letter not in "（《“‘" and behind not in _CLOSING
        if (letter == " " and behind != " ") or (wide and behind):
            yield begun
            begun = ""
    if begun:
        yield begun
