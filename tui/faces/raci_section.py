"""The letters of what a goal consists of, and what the letters still lack."""

from typing import Any, cast

from store.kinds.goal import Goal
from store.kinds.parties import parties
from store.kinds.raci import gaps, misfits
from store.records.names import title_of
from store.words import Words
from tui.faces.page import Cell, Page, TableColumn
from tui.i18n import t
from tui.text.joined import listed

_COLUMNS = (
    TableColumn(),
    TableColumn("A"),
    TableColumn("R"),
    TableColumn("C"),
    TableColumn("I"),
    TableColumn(takes=True),
)

#: Whoever has that letter.
_WITH = {"A": Words("A {names}"), "R": Words("R {names}"), "C": Words("C {names}"), "I": Words("I {names}")}


def letters(page: Page) -> None:
    """Of a goal, and of its key results and milestones that have letters of their own; then what they lack."""
    rows = matrix(page)
    if len(rows) > 1:
        page.skip("raci")
        page.table(_COLUMNS, rows, "RACI")
    else:
        letter_line(page)
    for fault in faults(page) if rows else ():
        page.text(f"! {t(fault)}", "warn")


def letter_line(page: Page) -> None:
    """Who has an A, an R, a C, an I, in one line."""
    page.skip("raci")
    by_letter: dict[str, list[str]] = {}
    for id, letter in page.record.raci.items():
        by_letter.setdefault(letter, []).append(page.name(id))
    said = (t(words.filled(names=listed(by_letter[of]))) for of, words in _WITH.items() if of in by_letter)
    page.run([(each, "foreground") for each in said], "RACI")


def matrix(page: Page) -> list[tuple[Cell, ...]]:
    """A row for each record with letters: the goal, its key results and milestones; another record alone."""
    record, overview = page.record, page.overview
    ids = [record.id]
    if isinstance(record, Goal):
        ids += [*overview.results_of_goal.ids(record.id), *(id for id, _row in overview.milestones_of(record.id))]
    rows: list[tuple[Cell, ...]] = []
    for each in filter(None, map(page.records.find, ids)):
        raci: dict[str, str] = cast("Any", each).raci
        if raci:
            letters = [" ".join(page.word(id) for id, letter in raci.items() if letter == of) for of in "ARCI"]
            rows.append(((each.id, "muted"), *((said, "foreground") for said in letters), (title_of(each), "muted")))
    return rows


def faults(page: Page) -> list[Words]:
    """What the letters of a goal still lack; of a key result or a milestone whoever cannot do what theirs says."""
    find = gaps if isinstance(page.record, Goal) else misfits
    return list(find(page.record.raci, parties(page.records, page.record.raci, page.today)))
