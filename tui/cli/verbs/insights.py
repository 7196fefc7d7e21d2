"""The pages of insights: their answers, or of one its pictures, as the room has them."""

from typing import TYPE_CHECKING, Any

from store.errors import WrongWords
from store.words import Words
from tui.cli.arguments import Option
from tui.cli.call import Call, Verb
from tui.cli.consequences import say_apart
from tui.cli.workdays import WORKDAYS, is_left_out
from tui.i18n import in_each
from tui.served import READS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tui.text.insights.insight_page import InsightPage, Picture

#: Lines of a picture at most.
_TALL = 14


def _insights(call: Call) -> None:
    from store.insight.trends.past_weeks import PastWeeks
    from tui.text.insights.insight_page import MOST, PAGES, WEEKS, Sources, page

    words = call.take(0, 1)
    if is_left_out(call):
        return
    names = [_named(words[0])] if words else [*PAGES]
    of = call.given_ref("of", "department", "goal") or ""
    weeks = min(MOST, call.number("weeks", WEEKS))
    overview = call.objects.overview
    say_apart(call, overview)
    sources = Sources(overview, PastWeeks(call.workspace.ledger))
    pages = [page(name, sources, weeks, of) for name in names]
    if call.json:
        for each in pages:
            call.output.object(_object(each) | {"of": call.called(of) if of else None, "weeks": weeks})
    elif words:
        _print(call, pages[0])
    else:
        call.output.table([(each.title, each.answer) for each in pages])


def _pages() -> "Mapping[str, Words]":
    from tui.text.insights.insight_page import PAGES

    return PAGES


def _named(word: str) -> str:
    """The page that a word names: its name, or what its tab says in any language."""
    from tui.text.insights.insight_page import PAGES

    for name, title in PAGES.items():
        if word.casefold() in (name, *(each.casefold() for each in in_each(title))):
            return name
    raise WrongWords('"{word}" is no page; there are {pages}', word=word, pages=[*PAGES])


def _print(call: Call, page: "InsightPage") -> None:
    """On a terminal the pictures; to a program their points, a line each."""
    output = call.output
    output.line(page.answer)
    if page.empty:
        output.say(page.empty)
    for part, said in zip(page.parts, page.said, strict=True):
        output.line("")
        if output.cells is None:
            output.line(part.title)
            output.text(words for row in said for words in row if words)
        else:
            output.text(_drawn(part, output.cells))


def _drawn(part: "Picture", cells: int) -> "Sequence[str]":
    import sys

    from tui.text.charts.chart import Chart
    from tui.text.insights.picture_lines import picture_lines

    plain = not (getattr(sys.stdout, "encoding", None) or "").lower().startswith("utf")
    lines = picture_lines(part, cells, _TALL if isinstance(part, Chart) else 1000, plain)
    return ["".join(text for text, _tone in line).rstrip() for line in lines]


def _object(page: "InsightPage") -> dict[str, Any]:
    found = {"page": page.name, "title": page.title, "question": page.question, "answer": page.answer}
    return found | {"pictures": [_picture(*each) for each in zip(page.parts, page.said, strict=True)]}


def _picture(part: "Picture", said: "tuple[tuple[str, ...], ...]") -> dict[str, Any]:
    """Its title, what its columns are, and its points in words with the records that they are made of."""
    from tui.text.charts.chart import Bars, Chart, Spot, Strip
    from tui.text.insights.insight_page import Grid
    from tui.text.insights.points import PicturePoints

    points = PicturePoints(part, said)
    days = () if isinstance(part, Bars) else part.columns if isinstance(part, Grid) else part.days
    rows: list[dict[str, Any]] = []
    for at, row in enumerate(said):
        spots = [Spot(at, column) for column in range(len(row))]
        found: dict[str, Any] = {"said": [points.words(spot) for spot in spots]}
        if isinstance(part, Chart):
            found = {"label": part.curves[at].label, "values": part.curves[at].values} | found
        elif isinstance(part, Bars):
            found = {"label": part.bars[at].label, "values": [part.bars[at].value]} | found
        elif isinstance(part, Strip):
            found = {"label": part.rows[at].label, "id": part.rows[at].id, "values": part.rows[at].tones} | found
        else:
            found = {"label": part.rows[at].label} | found
        rows.append(found | {"ids": [points.ids(spot) for spot in spots]})
    return {"title": part.title, "columns": days, "rows": rows}


VERBS = {
    "insights": Verb(
        "insights [PAGE]",
        Words("What weeks have brought: waiting, goals, promises, blocked, answers, load, numbers, learning"),
        ("concord insights", "concord insights promises --of MKT", "concord insights goals --weeks 26 --json"),
        _insights,
        (
            Option("of", Words("Only of that department or that goal"), "WHAT"),
            Option("weeks", Words("Over so many weeks (12)"), "N"),
            WORKDAYS,
        ),
        fits={"PAGE": _pages, "WHAT": "DEPARTMENT|GOAL"},
        touches=READS,
    )
}
