"""Charts on a page: well-formed, harmless whatever they are called, the same numbers as in cells, nothing cut."""

import re
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

from hypothesis import given, settings

from tests.for_each import for_each
from tests.tui.text.charts.examples import EXAMPLES, days_until
from tests.tui.text.charts.test_charts import charts
from tui import i18n
from tui.text.charts.cells import drawn
from tui.text.charts.chart import AnyChart, BarRow, Bars, Chart, Curve, Level, Strip, StripRow
from tui.text.charts.svg import keys_of, svg
from tui.text.charts.tables import table_of
from tui.text.pages.as_html import html
from tui.text.pages.as_markdown import markdown
from tui.text.pages.document import Document, Picture, plain

HOSTILE = (
    "<script>alert(1)</script>",
    '" onload="alert(1)',
    "]]><!--",
    "</title></svg><img src=x onerror=alert(1)>",
    "\u202eevil\u2067",
    "&lt;b&gt;&#x6a;",
    "url(https://evil.example/x)",
)


#: What a page has beside drawings.
PAGE = {
    *("html", "head", "meta", "style", "body", "main", "header", "h1", "p", "div", "span", "strong", "bdi", "wbr"),
    *("figure", "figcaption", "ul", "li", "details", "summary"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
}


class Tags(HTMLParser):
    """Every element of a page, and every name of an attribute."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _value in attrs}


def hostile(text: str) -> list[AnyChart]:
    days = days_until(2)
    return [
        Chart(text, days, (Curve(text, (1.0, 2.0)), Curve(text, (2.0, None))), (Level(2, text),), text),
        Bars(text, (BarRow(text, 1, text, tone=text),), (Level(1, text),)),
        Strip(text, days, (StripRow(text, text, ("red", text), text),)),
    ]


def elements(chart: AnyChart) -> list[ET.Element]:
    drawings = [svg(chart), *(drawing for drawing, _words in keys_of(chart))]
    return [each for drawing in drawings for each in ET.fromstring(drawing).iter()]


def shares(element: ET.Element) -> list[float]:
    found = [element.get(name, "") for name in ("x", "x1", "x2")]
    numbers = [float(each[:-1]) for each in found if each.endswith("%")]
    wide = element.get("width", "")
    return [*numbers, numbers[0] + float(wide[:-1])] if numbers and wide.endswith("%") else numbers


@settings(max_examples=60)
@given(charts())
def test_every_chart_is_well_formed_and_lies_within_its_drawing(chart: AnyChart):
    for element in elements(chart):
        assert all(-0.001 <= share <= 100.001 for share in shares(element))
        assert not any(word in value for value in element.attrib.values() for word in ("nan", "inf"))


@for_each("text", HOSTILE)
def test_no_title_is_more_than_text(text: str):
    allowed = {"svg", "title", "desc", "text", "line", "rect", "g", "circle", "path"}
    for chart in hostile(text):
        for element in elements(chart):
            assert element.tag in allowed
            assert not any(name.startswith("on") or "href" in name for name in element.attrib)
            assert not any("evil" in value for value in element.attrib.values())
        page = html(Document("Charts", [Picture(chart)]))
        found = Tags()
        found.feed(page)
        assert "<script" not in page
        assert found.tags <= allowed | PAGE
        assert not found.attributes & {"src", "href", "xlink:href", "onload", "onerror"}
        assert not re.search("[\u202a-\u202e]", page)


@for_each("language", ["en", "zh"])
@for_each("name", EXAMPLES)
def test_a_page_a_text_and_a_terminal_say_the_same_numbers(name: str, language: str):
    i18n.use(language)
    try:
        chart = EXAMPLES[name]
        table = table_of(chart)
        cells = "\n".join("".join(text for text, _tone in line) for line in drawn(chart, 200, 30))
        for words in (plain(typed) for _drawing, typed in keys_of(chart)):
            assert words.split(" ")[-1] in cells
        text = "\n".join(markdown(Document("", [Picture(chart)])))
        page = html(Document("", [Picture(chart)]))
        for row in table.rows if any(map(any, (row[1:] for row in table.rows))) else ():
            for cell in row:
                assert plain(cell).replace("|", "\\|") in text.replace("\\", "")
                assert plain(cell) in re.sub("<[^>]*>", "", page)
    finally:
        i18n.use("en")


def test_curves_differ_in_more_than_colour():
    chart = Chart("", days_until(3), tuple(Curve(f"D{at}", (1.0, 2.0, 3.0)) for at in range(6)))
    drawings = [re.sub("c[0-9]", "", drawing) for drawing, _words in keys_of(chart)]
    assert len(set(drawings)) == 6


def test_what_is_drawn_as_columns_is_a_column_among_the_signs_too():
    columns = Chart("Days", days_until(4), (Curve("this week", (3.0, 4.0, 0.0, 1.0)),))
    lines = columns._replace(curves=(*columns.curves, Curve("last week", (1.0, 2.0, 3.0, 4.0))))
    for chart, sign in ((columns, "<rect"), (lines, "<line")):
        assert [sign in drawing for drawing, _words in keys_of(chart)] == [True] * len(chart.curves)
        assert sign in svg(chart)


def test_a_long_label_is_cut_nowhere():
    for label in ("Logistics and the shops of the whole north " * 3, "物流部和北方所有门店" * 8, "x" * 200):
        label = " ".join(label.split())
        drawing = ET.fromstring(svg(Bars("", (BarRow(label, 1, "3 天，承诺 1 天，最久 5 天"),))))
        lines = [each.text or "" for each in drawing.iter("text")]
        assert "".join("".join(lines).split()) == "".join(f"{label}3天，承诺1天，最久5天".split())
        assert max(map(len, lines)) <= 47
