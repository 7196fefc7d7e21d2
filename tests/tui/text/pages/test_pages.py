"""A document written both ways: what people typed reads as they typed it, and is never markup."""

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.for_each import for_each
from tests.tui.board.test_hostile import PAYLOADS
from tests.tui.cli.test_hostile import PAYLOADS as STEERING
from tui import i18n
from tui.i18n import t
from tui.text.joined import labelled
from tui.text.pages.addresses import address
from tui.text.pages.as_html import html
from tui.text.pages.as_markdown import markdown
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
    Quotation,
    TextTable,
    Together,
    pieces,
    row_of,
    typed,
)
from tui.text.safe import safe_lines

MARKUP = [
    "# a", "#", "C #", "## a ##", "- a", "-", "---", "- - -", "-5 degrees", "+ a", "* a *", "***", "_a_ __b__",
    "1. a", "12) b", "3.", "2026-12-01", "> a", ">a", "`a` ``b``", "```sh", "~~~", "~~a~~", "[a](http://x.y)",
    "[a]: http://x.y", "![a](http://x.y)", "[x]", "<b>a</b>", "<script>alert(1)</script>", "<http://x.y>",
    "</style><img src=x onerror=alert(1)>", "<!-- a -->", "&lt;b&gt; &amp; &#60; &copy; & a", "a | b", "|", "| --- |",
    ":--", ":-: | :-:", "===", "= =", "a\\", "\\*a\\*", "\\|", "a\\\\| b", '" onclick="x', "' x='", "]]>", "a\n- b",
    "a\n---", "a\n===", "a\n# b", "a\n\nb", "a\n\n    b", "    a", "\ta", "a  \nb", "a\n1. b", "a \\| b\n:--", "\n",
    "!", "*", "**", "a*", "_", "。**中**。", "http://x.y/", "www.x.y", "a]", "](http://x.y)", '\u2068a', 'a\u2069',
    '\u2069\u2068', "שלום (5)",
]  # fmt: skip
HOSTILE = [*MARKUP, *(text[:3000] for text in (*PAYLOADS.values(), *STEERING.values()))]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    yield
    i18n.use("en")


def everywhere(text: str) -> list[Part]:
    """The text in each part, and beside each sort of phrase."""
    said = typed(text)
    beside = ("a", Phrase(said, "strong"), said, Phrase(said, "bad"), " ", Phrase(said, "muted"), "!")
    return [
        Heading(said),
        Heading(("D-3 ", said), 3),
        Paragraph(said),
        Paragraph((*beside, Phrase(said, "", "https://x.example/a?b=1&copy;=2"), said)),
        Paragraph((Phrase(said, "strong"), Phrase(said, "bad"))),
        Paragraph((said, Phrase("Friday", "", at="2026-12-04"))),
        Facts([(t("Owner"), said), (t("Due"), beside)]),
        Bullets([Bullet(said, [Bullets([Bullet(said)], numbered=True), Paragraph(said)]), Bullet(beside)]),
        TextTable([said, t("Owner")], [[said, beside], ["", said]], said),
        Together([Heading(said, 4), Quotation(said, said)]),
        Quotation(said),
    ]


def texts(parts: list[Part], mark: str) -> Iterator[Inline]:
    """All texts of the parts, in the order in which they are read; the ``mark`` stands behind a label."""
    for part in parts:
        match part:
            case Heading() | Paragraph():
                yield part.text
            case Facts():
                for label, text in part.pairs:
                    yield (f"{label}{mark}", *pieces(text))
            case Bullets():
                for bullet in part.items:
                    yield bullet.text
                    yield from texts(list(bullet.under), mark)
            case TextTable():
                yield from ("" if mark else part.caption, *part.head, *(cell for row in part.rows for cell in row))
            case Quotation():
                yield from (part.text, f"— {part.by}" if part.by else "")
            case Together():
                yield from texts(list(part.parts), mark)


def words(text: str) -> str:
    """Letters and signs alone: blanks and the ends of lines are the writer's."""
    return re.sub(r"[\s\u2068\u2069]+", "", text)


def meant(document: Document, mark: str = "") -> str:
    found = [document.title, *texts(list(document.parts), mark)]
    return "".join(words("".join(p if isinstance(p, str) else p.text for p in pieces(each))) for each in found)


class Seen(HTMLParser):
    """The elements with their attributes, and the text of the body."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[tuple[str, str | None]] = set()
        self.text, self.open = "", list[str]()
        self.links: list[str | None] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {(tag, name) for name, _ in attrs} or {(tag, "")}
        self.links += [value for name, value in attrs if name in ("href", "src")]
        if tag not in ("meta", "br", "wbr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "main" in self.open:
            self.text += data


def told(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("text", "code_inline", "html_inline", "html_block", "fence", "code_block"):
            yield token.content
        yield from told(token.children or [])


def sorts(tokens: list[Token]) -> Iterator[tuple[str, str]]:
    for token in tokens:
        yield token.type, str(token.attrs.get("href", ""))
        yield from sorts(token.children or [])


#: Of a document in which nobody typed anything that could be markup.
HARMLESS = Document(typed("x"), everywhere("x"))
READ = MarkdownIt("commonmark").enable("table").enable("strikethrough")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_has_no_element_but_those_told_and_the_text_as_it_was_typed(language: str):
    i18n.use(language)
    known = Seen(html(HARMLESS)).found
    known |= {(tag, "") for tag, _ in known} | {("br", ""), ("wbr", "")}
    for text in HOSTILE:
        document = Document(typed(text), everywhere(text))
        seen = Seen(html(document))
        assert seen.found <= known, text
        assert (seen.open, set(seen.links)) == ([], {"https://x.example/a?b=1&copy;=2"})
        assert words(seen.text) == meant(document), text


@pytest.mark.parametrize("language", ["en", "zh"])
def test_markdown_reads_as_it_was_typed_and_has_no_link_but_those_told(language: str):
    i18n.use(language)
    known = set(sorts(READ.parse("\n".join(markdown(HARMLESS)))))
    known |= {(each, "") for each in ("hardbreak", "softbreak")}
    for text in HOSTILE:
        document = Document(typed(text), everywhere(text))
        tokens = READ.parse("\n".join(markdown(document)))
        assert set(sorts(tokens)) <= known, text
        assert words("".join(told(tokens))) == meant(document, labelled("", "").strip()), text


def test_lines_stay_lines_and_paragraphs_paragraphs():
    parts = [Paragraph(typed("one\ntwo\n\nthree")), Bullets([Bullet(typed("one\ntwo"))]), Facts([("Why", "one\ntwo")])]
    document = Document("T", parts)
    assert list(markdown(document)) == [
        *("# T", "", "one\\", "two", "", "three", ""),
        *("- one\\", "  two", "", "- Why: one\\", "  two"),
    ]  # fmt: skip
    page = html(document)
    assert '<p dir="auto">one<br>two</p>\n<p dir="auto">three</p>' in page
    assert '<li dir="auto">one<br>two</li>' in page


def test_what_people_typed_turns_nothing_but_itself():
    """It says its direction where it stands alone, and is an element of its own within a sentence of ours."""
    document = Document(
        typed("שלום"), [Paragraph(t("Led by {who}", who=typed("דנה"))), Paragraph("Ours\u2068 a\x00\n\u2069b\u202e")]
    )
    page = html(document)
    assert '<h1 dir="auto">שלום</h1>' in page
    assert "<p>Led by <bdi>דנה</bdi></p>" in page
    assert "<p>Ours<bdi> a^@</bdi><br>b&lt;202E&gt;</p>" in page
    assert "\u2068" not in page + "\n".join(markdown(document))


def test_chinese_is_set_as_if_nothing_were_around_a_name():
    i18n.use("zh")
    for name in ("李磊", "Bo", "7"):
        plain = t("Led by {who}", who=name)
        assert re.sub("[\u2068\u2069]", "", t("Led by {who}", who=typed(name))) == plain


@for_each(
    "url, leads",
    [
        ("https://x.example/a b", ""),
        ("https://x.example/a?b=1&c=(2)#d", "https://x.example/a?b=1&c=(2)#d"),
        (' https://x.example/"><b>`\\', "https://x.example/%22%3E%3Cb%3E%60%5C"),
        ("https://例.example/会议", "https://%E4%BE%8B.example/%E4%BC%9A%E8%AE%AE"),
        ("https://x.example/?a&copy;=2", "https://x.example/?a&copy;=2"),
        ("HTTP://x.example", "HTTP://x.example"),
        ("mailto:ana@x.example", "mailto:ana@x.example"),
        ("javascript:alert(1)", ""),
        ("java\nscript:https://x.example", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("//x.example", ""),
        ("https:", ""),
        ("https://x.example/\udc80\x00\u202e", "https://x.example/?%00%E2%80%AE"),
    ],
)
def test_a_link_leads_to_a_page_or_a_mail_or_is_text(url: str, leads: str):
    assert address(url) == leads
    document = Document("T", [Paragraph((typed("See!"), Phrase(typed("it [1]"), "", url)))])
    assert Seen(html(document)).links == ([leads] if leads else [])
    found = list(sorts(READ.parse("\n".join(markdown(document)))))
    links = [href for sort, href in found if sort in ("link_open", "image")]
    assert links == ([leads] if leads else [])
    assert "image" not in [sort for sort, _ in found]
    if not leads:
        assert safe_lines(url)[0].split()[0] in Seen(html(document)).text


def test_a_page_lets_nothing_in_and_says_its_language():
    for language, code in (("en", "en"), ("zh", "zh-Hans")):
        i18n.use(language)
        page = html(Document("A & B", [], Phrase(t("late"), "warn"), row_of(["M-1", typed("x"), ""])))
        assert f'<html lang="{code}">' in page
        assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in page
        assert '<meta name="referrer" content="no-referrer">' in page
        assert "<title>A &amp; B" in page
        assert not re.search(r"url\(|@import|https?:|<script|<link", page)


@pytest.mark.parametrize("write", [html, lambda document: list(markdown(document))])
def test_a_document_of_a_title_alone_is_one(write: Callable[[Document], object]):
    assert write(Document("T", []))


@for_each("word", ["W" * 300, "https://e.org/" + "a&b/" * 40, "<" * 60])
def test_what_has_no_blank_may_be_broken_and_reads_as_it_was_typed(word: str):
    page = html(Document("T", [TextTable(("Goal",), (row_of([typed(word)]),))]))
    assert max(map(len, re.split(r"<[^>]*>|\\s", page.partition("<tbody>")[2]))) < 20 * len("&amp;")
    assert word in Seen(page).text
    assert "<wbr>" not in html(Document("T", [Paragraph(row_of([typed("长" * 90)])[0])]))
