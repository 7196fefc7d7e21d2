"""A page of the manual as `man` reads it: escaped, so that no text is taken for a request."""

from collections.abc import Iterator
from datetime import date

from tui.cli.manual.page import Block, ManualPage, Rows, Sample, pieces
from tui.cli.plain_text import visible

#: So long a line of the source is at the most, where it has blanks.
_BYTES = 78

#: What means something else to a formatter than it says.
_ESCAPED = str.maketrans(
    {"\\": r"\e", "-": r"\-", "'": r"\(aq", "`": r"\(ga", "^": r"\(ha", "~": r"\(ti", '"': r"\(dq"}
)


def roff(page: ManualPage, version: str, day: date) -> str:
    """The source of the page, in UTF-8, with the version that it is of and the day on which it was made."""
    return "\n".join(_lines(page, version, day)) + "\n"


def _lines(page: ManualPage, version: str, day: date) -> Iterator[str]:
    yield '.\\" -*- coding: utf-8 -*- made from what `concord --help` is made of'
    yield f'.TH "{escaped(page.name.upper())}" "{page.part}" "{day}" "Concord {escaped(version)}" "Concord"'
    yield from (".nh", ".ad l")
    for section in page.sections:
        yield f'.{"SS" if section.inner else "SH"} "{escaped(section.heading)}"'
        for at, block in enumerate(section.blocks):
            yield from _block(block, first=at == 0)


def _block(block: Block, *, first: bool) -> Iterator[str]:
    if isinstance(block, Rows):
        for term, text in block.rows:
            yield from (".TP", rf"\fB{escaped(term)}\fR")
            yield from _text(text or "\N{NO-BREAK SPACE}")
        return
    if not first:
        yield ".PP"
    if isinstance(block, Sample):
        yield from (".RS 4", ".nf")
        yield from (_guarded(escaped(line)) for line in block.lines)
        yield from (".fi", ".RE")
    else:
        yield from _text(block)


def _text(text: str) -> Iterator[str]:
    """A paragraph: what stands between backticks is bold, and a line may end where a script has no blanks."""
    parts = text.split("`") if text.count("`") % 2 == 0 else [text]
    said = "".join(rf"\fB{escaped(part)}\fR" if at % 2 else _prose(part) for at, part in enumerate(parts))
    line = ""
    for word in said.split(" "):
        if line and len(line) + len(word) > _BYTES:
            yield _guarded(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield _guarded(line)


def _prose(text: str) -> str:
    return "".join(escaped(piece) + ("" if piece.endswith(" ") else r"\:") for piece in pieces(text)).removesuffix(
        r"\:"
    )


def escaped(text: str) -> str:
    """The text so that a formatter sets it as it is."""
    return visible(text).translate(_ESCAPED)


def _guarded(line: str) -> str:
    """A line that begins with a dot is no request."""
    return rf"\&{line}" if line[:1] in (".", " ", "") else line
