"""What comes before a record with a due day; how its day or its target has moved, with the reasons."""

from typing import Any

from store.kinds.action import OPEN
from store.kinds.moves import DUE, memory_of, slips
from tui.faces.page import Cell, Page, TableColumn
from tui.i18n import t
from tui.text.joined import noted, turned
from tui.text.labels import number


def before_it(page: Page) -> None:
    """What it waits for, by the plan; what is behind it is marked."""
    page.skip("depends_on")
    for at, id in enumerate(page.record.depends_on):
        other: Any = page.records.find(id)
        done = getattr(other, "done", None) is not None or getattr(other, "state", OPEN[0]) not in OPEN
        page.fact("" if at else t("Depends on"), ("x " if done else "") + page.name(id), "muted" if done else "")


def moves(page: Page) -> None:
    """The moves of its due day or its target, counted."""
    memory: Any = memory_of(page.record)
    page.skip(memory.log)
    log = getattr(page.record, memory.log)
    if not log:
        return
    if memory is DUE:
        count = slips(page.record)
        page.section(t("Moved"), t("{n} times later", one="once later", n=count) if count else "")
    else:
        page.section(t("Target moved"), t("{n} times", one="once", n=len(log)))
    rows: list[tuple[Cell, ...]] = []
    for move in log:
        who = page.together(page.person(move.by), page.moment(move.at))
        said = noted(move.why, who) if move.why else who
        way = page.moved(move.before, move.after) if memory is DUE else _way(move)
        rows.append(((way, "muted"), (said, "foreground")))
    page.table((TableColumn(), TableColumn(takes=True)), rows)


def _way(move: Any) -> str:
    return turned(*("?" if each is None else number(each, move.unit) for each in (move.before, move.after)))
