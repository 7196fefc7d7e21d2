"""What comes before a record with a due day, and how its day has moved, with the reasons."""

from typing import Any

from store.kinds.action import OPEN
from store.kinds.due_changes import slips
from tui.faces.page import Cell, Page, TableColumn
from tui.i18n import t
from tui.text.joined import noted


def before_it(page: Page) -> None:
    """What it waits for, by the plan; what is behind it is marked."""
    page.skip("depends_on")
    for at, id in enumerate(page.record.depends_on):
        other: Any = page.records.find(id)
        done = getattr(other, "done", None) is not None or getattr(other, "state", OPEN[0]) not in OPEN
        page.fact("" if at else t("Depends on"), ("x " if done else "") + page.name(id), "muted" if done else "")


def due_changes(page: Page) -> None:
    """The moves of its due day."""
    page.skip("due_log")
    moves = page.record.due_log
    if not moves:
        return
    count = slips(page.record)
    page.section(t("Moved"), t("{n} times later", one="once later", n=count) if count else "")
    rows: list[tuple[Cell, ...]] = []
    for move in moves:
        who = " ".join(filter(None, (move.by, page.moment(move.at))))
        said = noted(move.why, who) if move.why else who
        rows.append(((page.moved(move.before, move.after), "muted"), (said, "foreground")))
    page.table((TableColumn(), TableColumn(takes=True)), rows)
