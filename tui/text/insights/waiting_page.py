"""Who waits for whom today: a row a department that waits, a column a department that is waited for."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from store.insight.waiting import Cell, Wait, matrix, waits
from tui.i18n import t
from tui.text.insights.insight_page import PAGES, QUESTIONS, Grid, GridCell, GridRow, InsightPage, Sources
from tui.text.insights.narrowed import goal_of, is_goal
from tui.text.joined import labelled, told

if TYPE_CHECKING:
    from store.insight.overview import Overview


def found_waits(overview: "Overview", of: str = "") -> list[Wait]:
    """What departments wait for; of a department what it waits for and what is wanted from it, of a goal what is."""
    found = waits(overview)
    if is_goal(overview, of):
        return [wait for wait in found if goal_of(overview, wait.id) == of]
    return [wait for wait in found if not of or of in (wait.who, wait.on)]


def by_weight(cells: dict[tuple[str, str], Cell]) -> list[tuple[tuple[str, str], Cell]]:
    """The pairs, those with most that is late first, then those that wait longest."""
    return sorted(cells.items(), key=lambda each: (-each[1].late, -each[1].oldest))


def cell_facts(cell: Cell) -> str:
    """How much of it is open and late, and since when: 3 open, 1 late, oldest 9 days."""
    tail = [t("{n} open", n=cell.open)]
    tail += [t("{n} late", n=cell.late)] if cell.late else []
    tail.append(t("oldest {n} days", one="oldest {n} day", n=cell.oldest) if cell.oldest else t("since today"))
    return told(tail)


def cell_said(cell: Cell) -> str:
    """The same in a cell: how many, and behind a mark how many of them late."""
    return f"{cell.open} !{cell.late}" if cell.late else str(cell.open)


def waiting_answer(called: Callable[[str], str], cells: dict[tuple[str, str], Cell]) -> tuple[str, str]:
    """Who waits longest for whom, called as the departments beside it are, and in which tone that is said."""
    if not cells:
        return t("No department waits for another"), "good"
    (who, on), worst = max(cells.items(), key=lambda each: (each[1].oldest, each[1].late))
    names = {"who": called(who), "on": called(on)}
    said = t("{who} waits longest for {on}: {facts}", **names, facts=cell_facts(worst))
    return said, "bad" if worst.late else "warn"


def made(sources: Sources, _weeks: int, of: str) -> InsightPage:
    """Of today: what waited in other weeks is told by the pages of answers and of blocked days."""
    overview = sources.overview
    cells = matrix(found_waits(overview, of), overview.today)
    answer, tone = waiting_answer(overview.called, cells)
    pairs = [pair for pair, _cell in by_weight(cells)]
    columns = tuple(dict.fromkeys(on for _who, on in pairs))
    rows: list[GridRow] = []
    for who in dict.fromkeys(who for who, _on in pairs):
        found = ((on, cells.get((who, on))) for on in columns)
        rows.append(GridRow(overview.called(who), tuple(_cell(overview, who, on, cell) for on, cell in found)))
    title = t("Who waits for whom")
    grid = Grid(title, t("waits for"), tuple(map(overview.called, columns)), tuple(rows))
    said = tuple(tuple(cell.words for cell in row.cells) for row in rows)
    parts = ((grid,), (said,)) if rows else ((), ())
    return InsightPage("waiting", t(PAGES["waiting"]), t(QUESTIONS["waiting"]), answer, *parts, tone)


def _cell(overview: "Overview", who: str, on: str, cell: Cell | None) -> GridCell:
    if cell is None:
        return GridCell("")
    said = t("{who} waits for {on}", who=overview.called(who), on=overview.called(on))
    words = labelled(said, cell_facts(cell))
    return GridCell(cell_said(cell), "bad" if cell.late else "warn", words, cell.ids)
