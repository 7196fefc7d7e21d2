"""What a page of insights is: values, drawn by whoever shows them."""

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from store.words import Words
from tui.text.charts.chart import AnyChart

if TYPE_CHECKING:
    from store.insight.overview import Overview
    from store.insight.trends.past_weeks import PastWeeks, Read

#: So many weeks are told where nobody says how many, and at most.
WEEKS, MOST = 12, 104


class Sources(NamedTuple):
    """What pages are read from: what is computed of the records today, and at the ends of past weeks."""

    overview: "Overview"
    past: "PastWeeks"


class GridCell(NamedTuple):
    """Of a grid: what stands in it, in which tone, the same in words, and the records that it is made of."""

    said: str
    tone: str = ""
    words: str = ""
    ids: tuple[str, ...] = ()


class GridRow(NamedTuple):
    """A cell for each column; what there is none for is empty."""

    label: str
    cells: tuple[GridCell, ...]


class Grid(NamedTuple):
    """A table of counts: ``corner`` says what the rows are."""

    title: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[GridRow, ...]


Picture: TypeAlias = AnyChart | Grid
#: The points of a picture in words, by its rows (curves, bars) and columns (weeks, days).
Said: TypeAlias = tuple[tuple[str, ...], ...]


class InsightPage(NamedTuple):
    """``answer`` is a sentence or two, in a ``tone``. Where there is nothing to be seen, ``empty`` says what would fill
    it, and ``by`` is the action of the key (`tui.keys`) that leads there."""

    name: str
    title: str
    question: str
    answer: str
    parts: tuple[Picture, ...] = ()
    said: tuple[Said, ...] = ()
    tone: str = ""
    empty: str = ""
    by: str = ""


#: The pages in their order, by their names: what their tabs say.
PAGES: dict[str, Words] = {
    "waiting": Words("Waiting", context="insights"),
    "goals": Words("Goals"),
    "promises": Words("Promises"),
    "blocked": Words("Blocked days"),
    "answers": Words("Answers", context="insights"),
    "load": Words("Load"),
    "numbers": Words("Numbers", context="insights"),
    "learning": Words("Learning"),
}
#: What each answers.
QUESTIONS: dict[str, Words] = {
    "waiting": Words("Who waits for whom?"),
    "goals": Words("How do the goals do, and are they where they should be?"),
    "promises": Words("Do we keep what we promise?"),
    "blocked": Words("What holds us up, and who waits for whom?"),
    "answers": Words("How long do answers take, against what is promised?"),
    "load": Words("Is more promised than there is?"),
    "numbers": Words("Are the numbers where they should be?"),
    "learning": Words("Do we learn, and help each other?"),
}


def page(name: str, sources: Sources, weeks: int = WEEKS, of: str = "") -> InsightPage:
    """The page of that name over so many weeks; ``of`` a department or a goal, of everything where it is empty."""
    return import_module(f"tui.text.insights.{name}_page").made(sources, weeks, of)


def reads(name: str) -> "tuple[Read[Any], ...]":
    """What that page reads of each past week; whoever has it read before the page is made has the page at once."""
    return getattr(import_module(f"tui.text.insights.{name}_page"), "READS", ())


def warmed(name: str, overview: "Overview") -> Iterator[None]:
    """Has computed piece by piece what that page asks of today and what takes long the first time."""
    warm = getattr(import_module(f"tui.text.insights.{name}_page"), "warm", None)
    return iter(()) if warm is None else warm(overview)
