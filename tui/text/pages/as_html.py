"""A document as one page of HTML: nothing in it but what was told, no script, nothing from outside.

It reads on a phone and in the dark, and prints on A4. The look is `page.css`, which stands in the page itself.
"""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from store.fields.steering import spelled_out
from tui.i18n import ISOLATE, ISOLATED, lang, t
from tui.text.charts.chart import Chart, is_empty
from tui.text.joined import noted
from tui.text.pages.addresses import address, without_link
from tui.text.pages.document import (
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
    alone,
    pieces,
    plain,
    signed,
    typed,
)

_LANGUAGES = {"en": "en", "zh": "zh-Hans"}
_COLUMN, _ROW = ' scope="col"', ' scope="row"'
#: What is as long and has no blank may be broken here, lest one title make a table wider than a phone.
_LONG = re.compile(r"[!-~\u00a1-\u024f]{12}(?=[!-~\u00a1-\u024f]{8})")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def html(document: Document) -> str:
    """The whole page."""
    title = plain(document.title if document.state is None else noted(document.title, document.state.text))
    return "\n".join(
        (
            "<!DOCTYPE html>",
            f'<html lang="{_LANGUAGES[lang()]}">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="referrer" content="no-referrer">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>{_escaped(title)}</title>",
            f"<style>\n{_style()}</style>",
            "</head>",
            "<body>",
            "<main>",
            *_head(document),
            *_parts(document.parts),
            "</main>",
            *([f"<footer>{_element('p', document.foot)}</footer>"] if document.foot else []),
            "</body>",
            "</html>",
            "",
        )
    )


def _style() -> str:
    with open(os.path.join(os.path.dirname(__file__), "page.css"), encoding="utf-8") as file:
        return file.read()


def _head(document: Document) -> Iterator[str]:
    yield "<header>"
    yield _element("h1", document.title)
    if document.state is not None:
        yield f'<p class="state">{_phrase(document.state)}</p>'
    yield "</header>"


def _parts(parts: Sequence[Part]) -> Iterator[str]:
    for part in parts:
        yield from _part(part)


def _part(part: Part) -> Iterable[str]:
    match part:
        case Heading():
            return [_element(f"h{part.level}", part.text)]
        case Paragraph():
            return _paragraphs(part.text)
        case Facts():
            return _facts(part)
        case Bullets():
            return _bullets(part)
        case TextTable():
            return _table(part)
        case Picture():
            return _picture(part)
        case Quotation():
            by = [_element("footer", signed(part))] if part.by else []
            return ["<blockquote>", *_paragraphs(part.text), *by, "</blockquote>"]
        case Together():
            return ["<section>", *_parts(part.parts), "</section>"]


def _paragraphs(text: Inline) -> Iterator[str]:
    """Empty lines end a paragraph where the text is all of one piece, as what people type is."""
    if not isinstance(text, str):
        yield _element("p", text)
        return
    for paragraph in filter(None, (each.strip("\n") for each in text.split("\n\n"))):
        yield _element("p", paragraph)


def _facts(part: Facts) -> Iterator[str]:
    yield "<dl>"
    for label, text in part.pairs:
        yield f"<div>{_element('dt', label)}{_element('dd', text)}</div>"
    yield "</dl>"


def _bullets(part: Bullets) -> Iterator[str]:
    tag = "ol" if part.numbered else "ul"
    yield f"<{tag}>"
    for bullet in part.items:
        if bullet.under:
            yield f"<li>{_element('div', bullet.text)}"
            yield from _parts(bullet.under)
            yield "</li>"
        else:
            yield _element("li", bullet.text)
    yield f"</{tag}>"


def _table(part: TextTable) -> Iterator[str]:
    yield "<table>"
    if part.caption:
        yield _element("caption", part.caption)
    yield f"<thead><tr>{''.join(_element('th', cell, _COLUMN) for cell in part.head)}</tr></thead>"
    yield "<tbody>"
    for first, *rest in part.rows:
        cells = "".join(_element("td", cell) for cell in rest)
        yield f"<tr>{_element('th', first, _ROW)}{cells}</tr>"
    yield "</tbody>"
    yield "</table>"


def _picture(part: Picture) -> Iterator[str]:
    """The chart under its name, what its signs stand for, and its values in words behind it."""
    from tui.text.charts.svg import keys_of, svg  # late: few documents have a chart
    from tui.text.charts.tables import table_of  # late: few documents have a chart

    chart = part.chart
    unit = (Phrase(f" {typed(chart.unit)}", "muted"),) if isinstance(chart, Chart) and chart.unit else ()
    yield f"<figure>{_element('figcaption', (Phrase(typed(chart.title), 'strong'), *unit))}"
    if is_empty(chart):
        yield f"{_element('p', Phrase(t('no data'), 'muted'))}</figure>"
        return
    yield f'<div class="chart">{svg(chart)}</div>'
    keys = [f"<li>{drawn}{_text(typed(words))}</li>" for drawn, words in keys_of(chart)]
    if keys:
        yield f'<ul class="keys chart">{"".join(keys)}</ul>'
    yield f"<details>{_element('summary', t('The values'))}"
    yield from _table(table_of(chart))
    yield "</details></figure>"


# Text


def _element(tag: str, text: Inline, attributes: str = "") -> str:
    """What somebody typed, without a word of ours, says by itself in which direction it is written."""
    if isinstance(text, str) and alone(text):
        return f'<{tag}{attributes} dir="auto">{_text(plain(text))}</{tag}>'
    inner = "".join(_text(piece) if isinstance(piece, str) else _phrase(piece) for piece in pieces(text))
    return f"<{tag}{attributes}>{inner}</{tag}>"


def _phrase(phrase: Phrase) -> str:
    text = _text(phrase.text)
    if phrase.at:
        text = f'<time datetime="{_escaped(phrase.at)}">{text}</time>'
    if phrase.url:
        url = address(phrase.url)
        text = f'<a href="{_escaped(url)}" rel="noopener noreferrer">{text}</a>' if url else _text(without_link(phrase))
    if phrase.tone == "strong":
        return f"<strong>{text}</strong>"
    return f'<span class="{_escaped(phrase.tone)}">{text}</span>' if phrase.tone else text


def _text(text: str) -> str:
    """Text with its lines; what people typed stands in elements of its own, each of which ends on its line."""
    return "<br>".join(map(_isolated, text.split("\n")))


def _isolated(line: str) -> str:
    found, depth = "", 0
    for piece in re.split(f"([{ISOLATE}{ISOLATED}])", line):
        if piece == ISOLATE:
            found, depth = f"{found}<bdi>", depth + 1
        elif piece != ISOLATED:
            found += "<wbr>".join(map(_escaped, _LONG.sub(r"\g<0>\n", piece).split("\n")))
        elif depth:
            found, depth = f"{found}</bdi>", depth - 1
    return found + "</bdi>" * depth


def _escaped(text: str) -> str:
    return escape(spelled_out(text))
