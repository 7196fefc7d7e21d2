"""What a document is made of: values that know neither Markdown nor HTML, and texts of which none is markup.

Sentences are made by `t` as everywhere. What people typed goes into their places through `typed`, which sets it apart
from the words around it, so that a name written from right to left turns nothing but itself.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeAlias

from store.words import FACTS
from tui.i18n import ISOLATE, ISOLATED, t
from tui.text.charts.chart import AnyChart
from tui.text.safe import safe_lines

#: Typed text and nothing else, in a line of its own.
_ALONE = re.compile(f"{ISOLATE}[^{ISOLATE}{ISOLATED}]*{ISOLATED}")


class Phrase(NamedTuple):
    """Text that is more than text: by its ``tone`` (strong, or as on the screen: bad, warn, good, muted), by the
    address that it leads to, or by the day or the moment ``at`` which it says, in ISO 8601."""

    text: str
    tone: str = ""
    url: str = ""
    at: str = ""


Inline: TypeAlias = str | Phrase | tuple[str | Phrase, ...]


class Heading(NamedTuple):
    """Above what follows; the title of the document is 1."""

    text: Inline
    level: int = 2


class Paragraph(NamedTuple):
    """Its lines stay lines; behind an empty one begins another paragraph."""

    text: Inline


class Facts(NamedTuple):
    """Labels, and what each says."""

    pairs: Sequence[tuple[str, Inline]]


class Bullet(NamedTuple):
    """An item of a list, and what stands under it."""

    text: Inline
    under: "Sequence[Part]" = ()


class Bullets(NamedTuple):
    """A list, with numbers or without."""

    items: Sequence[Bullet]
    numbered: bool = False


class TextTable(NamedTuple):
    """A table, whose rows are each named by their first cell. The ``caption`` is for whoever hears the page."""

    head: Sequence[str]
    rows: Sequence[Sequence[Inline]]
    caption: str = ""


class Picture(NamedTuple):
    """A chart: drawn where there is a page, and in either case in words, as a table (`tui.text.charts.tables`)."""

    chart: AnyChart


class Quotation(NamedTuple):
    """What somebody said, and who."""

    text: str
    by: str = ""


class Together(NamedTuple):
    """Parts that stand on one sheet of paper."""

    parts: "Sequence[Part]"


Part: TypeAlias = Heading | Paragraph | Facts | Bullets | TextTable | Picture | Quotation | Together


class Document(NamedTuple):
    """A title, how it stands where that is to be known first (a draft), its parts, and a last line in small."""

    title: str
    parts: Sequence[Part]
    state: Phrase | None = None
    foot: Inline = ""


def typed(text: str) -> str:
    """What people typed, set apart from the words around it, each of its lines by itself; no character steers."""
    return "\n".join(f"{ISOLATE}{line}{ISOLATED}" if line.strip() else "" for line in safe_lines(text))


def pieces(text: Inline) -> "tuple[str | Phrase, ...]":
    """What it is made of, one behind the other."""
    return (text,) if isinstance(text, str | Phrase) else text


def plain(text: Inline) -> str:
    """Its words without all that they are more than words."""
    words = "".join(piece if isinstance(piece, str) else piece.text for piece in pieces(text))
    return words.replace(ISOLATE, "").replace(ISOLATED, "")


def alone(text: Inline) -> bool:
    """Whether it is what somebody typed, without a word of ours."""
    lines = text.split("\n") if isinstance(text, str) else []
    return any(lines) and all(not line or _ALONE.fullmatch(line) for line in lines)


def signed(quotation: Quotation) -> str:
    """Who said it, as that stands under what was said."""
    return f"— {quotation.by}"


def row_of(facts: Iterable[Inline]) -> Inline:
    """Facts one after another: 3 open, 1 late."""
    found: list[str | Phrase] = []
    for fact in filter(None, facts):
        found += [t(FACTS), *pieces(fact)] if found else pieces(fact)
    return tuple(found)
