r"""A document as Markdown (CommonMark, with the tables of GitHub): all text reads as it was typed, none is markup.

What could be taken for markup anywhere gets a backslash, what could at the beginning of a line gets it there:
`\*`, `1\. `, `\- `.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from unicodedata import category

from store.fields.steering import spelled_out
from tui.i18n import t
from tui.text.charts.chart import is_empty
from tui.text.joined import labelled, noted
from tui.text.pages.addresses import address, without_link
from tui.text.pages.document import (
    Bullet,
    Bullets,
    Document,
    Facts,
    Heading,
    Inline,
    Paragraph,
    Part,
    Phrase,
    Picture,
    Quotation,
    TextTable,
    Together,
    pieces,
    plain,
    signed,
    typed,
)

_BACKSLASH = r"\\\g<0>"
_ANYWHERE = re.compile(r"[\\|*_`<\[~]|&(?=#?\w+;)")
_BEGINNING = re.compile(
    r"[-+](?=\s|$)|-(?=[-\s]*$)|=(?==*\s*$)|:(?=[-:\s]*$)|#(?=#{0,5}(?:\s|$))|>|(?<=\d)[.)](?=\s|$)"
)
#: What would close a heading.
_CLOSING = re.compile("#(?=#*$)")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_STRONG = ("strong", "bad", "warn")


def markdown(document: Document) -> Iterator[str]:
    """The document, line by line."""
    title = document.title if document.state is None else noted(document.title, document.state.text)
    yield from _heading(title, 1)
    for part in document.parts:
        yield from ("", *_part(part))
    if document.foot:
        yield from ("", *_paragraph(document.foot))


def _part(part: Part) -> Iterable[str]:
    match part:
        case Heading():
            return _heading(part.text, part.level)
        case Paragraph():
            return _paragraph(part.text)
        case Facts():
            facts = [(labelled(label, ""), *pieces(text)) for label, text in part.pairs]
            return _bullets(Bullets([Bullet(fact) for fact in facts]))
        case Bullets():
            return _bullets(part)
        case TextTable():
            return _table(part)
        case Picture():
            return _picture(part)
        case Quotation():
            by = ("", *_paragraph(signed(part))) if part.by else ()
            return [f"> {line}".rstrip() for line in (*_paragraph(part.text), *by)]
        case Together():
            return _together(part.parts)


def _heading(text: Inline, level: int) -> Iterator[str]:
    yield f"{'#' * level} {_CLOSING.sub(_BACKSLASH, _line(text))}"


def _paragraph(text: Inline) -> Iterator[str]:
    """Line for line: a backslash breaks a line, an empty one ends the paragraph."""
    lines = [_begun(_line(line)) for line in _lines(text)]
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        yield f"{line}\\" if line and following else line


def _bullets(part: Bullets) -> Iterator[str]:
    for number, bullet in enumerate(part.items, 1):
        sign = f"{number}." if part.numbered else "-"
        lines = [*_paragraph(bullet.text)]
        for under in bullet.under:
            lines += [*_part(under)] if isinstance(under, Bullets | Facts) else ["", *_part(under)]
        for at, line in enumerate(lines):
            yield f"{' ' * len(sign) if at else sign} {line}".rstrip()


def _table(part: TextTable) -> Iterator[str]:
    for number, cells in enumerate((part.head, *part.rows)):
        yield f"| {' | '.join(map(_line, cells))} |"
        if not number:
            yield "|" + " --- |" * len(cells)


def _picture(part: Picture) -> Iterator[str]:
    """What it is called, and its values."""
    from tui.text.charts.tables import table_of  # late: few documents have a chart

    yield from _paragraph((Phrase(typed(part.chart.title), "strong"),))
    yield ""
    yield from _paragraph(t("no data")) if is_empty(part.chart) else _table(table_of(part.chart))


def _together(parts: Sequence[Part]) -> Iterator[str]:
    for number, part in enumerate(parts):
        yield from ("", *_part(part)) if number else _part(part)


# Text


def _lines(text: Inline) -> Iterator[Inline]:
    """The text cut where its own lines end."""
    line: list[str | Phrase] = []
    for piece in pieces(text):
        first, *rest = piece.split("\n") if isinstance(piece, str) else (piece,)
        line.append(first)
        for each in rest:
            yield tuple(line)
            line = [each]
    yield tuple(line)


def _line(text: Inline) -> str:
    """In one line, whatever it was."""
    found = ""
    cut = [piece for piece in pieces(text) if plain(piece)]
    for piece, following in zip(cut, [*cut[1:], ""], strict=False):
        if isinstance(piece, str):
            found += _escaped(piece)
        elif piece.url:
            # An exclamation mark before it would make it a picture.
            found = (f"{found[:-1]}\\!" if found.endswith("!") else found) + _link(piece)
        else:
            found += _stressed(piece, found, plain(following))
    return " ".join(found.split())


def _link(phrase: Phrase) -> str:
    url = address(phrase.url)
    if not url:
        return _escaped(without_link(phrase))
    text = " ".join(_escaped(phrase.text).split()).replace("]", r"\]")
    return f"[{text}](<{_ENTITY.sub('&amp;', url)}>)"


def _stressed(phrase: Phrase, before: str, after: str) -> str:
    """With stars around what is to stand out, where they would be taken for them: a mark within wants one outside."""
    text = _escaped(phrase.text)
    core = text.strip()
    if phrase.tone not in _STRONG or text != core or before.endswith("*"):
        return text
    opens, closes = _ends(before[-1:]) or not _mark(core[0]), _ends(after[:1]) or not _mark(core[-1])
    return f"**{core}**" if opens and closes else text


def _ends(letter: str) -> bool:
    return not letter or letter.isspace() or _mark(letter)


def _mark(letter: str) -> bool:
    return category(letter)[0] in "PS"


def _escaped(text: str) -> str:
    return _ANYWHERE.sub(_BACKSLASH, spelled_out(plain(text).replace("\n", " ")))


def _begun(line: str) -> str:
    """A line whose beginning is no heading, list, quote, rule or table."""
    at = len(line) - len(line.lstrip("0123456789"))
    return f"{line[:at]}\\{line[at:]}" if _BEGINNING.match(line, at) else line
