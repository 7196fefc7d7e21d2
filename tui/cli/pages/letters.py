"""RACI as a matrix: a goal, its key results and milestones below each other, the letters beside each other."""

from collections.abc import Iterator
from typing import Any

from store.kinds.gates import parties
from store.kinds.goal import Goal
from store.kinds.naming import title_of
from store.kinds.raci import gaps, misfits
from store.words import Words
from tui.cli.record_text import Page
from tui.i18n import t


def of_goal(page: Page, goal: Goal) -> None:
    """The matrix and its faults; nothing where nobody has a letter."""
    records = [goal, *of_its_parts(page, goal)]
    if any(record.raci for record in records):
        page.section("RACI", matrix(page, records))
        for fault in faults(page, goal):
            page.sections[-1][1].append(f"! {t(fault)}")


def of_its_parts(page: Page, goal: Goal) -> Iterator[Any]:
    """The key results and milestones of a goal that have letters of their own."""
    ids = [*page.overview.key_results_of(goal.id), *(id for id, _row in page.overview.milestones_of(goal.id))]
    for id in ids:
        record: Any = page.records.find(id)
        if record is not None and record.raci:
            yield record


def matrix(page: Page, records: list[Any]) -> list[tuple[str, ...]]:
    """A line for each record: who has its A, R, C, I, and its title."""
    return [("", "A", "R", "C", "I", ""), *((each.id, *page.letters(each.raci), title_of(each)) for each in records)]


def faults(page: Page, record: Any) -> list[Words]:
    """What the letters of a goal still lack; of a key result or a milestone whoever cannot do what theirs says."""
    find = gaps if isinstance(record, Goal) else misfits
    return list(find(record.raci, parties(page.records, record.raci)))
