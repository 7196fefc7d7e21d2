"""Actions and milestones: what they wait for, and how their day has moved."""

from collections.abc import Iterator
from typing import Any

from store.kinds.action import OPEN, Action
from store.kinds.due_changes import slips
from store.kinds.milestone import Milestone
from store.kinds.naming import title_of
from tui.cli.record_text import Page
from tui.i18n import t


def write(page: Page, record: "Action | Milestone") -> None:
    """Late or held up first."""
    page.tells("due_log", "depends_on", "checklist", "raci")
    late = page.shown.computed(record).get("late_days")
    page.fact(t("Late"), t("{n} days late", one="{n} day late", n=late) if late else "")
    blockers = page.overview.blocked_by(record.id)
    freed = page.overview.freed_on(record.id) if page.shown.is_open(record) else None
    page.fact(t("Free again"), t("since {day}", day=freed) if freed else "")
    page.fact(t("Depends on"), *_before(page, record))
    if isinstance(record, Milestone):
        page.raci(record.raci)
    page.listed(t("Blockers"), "blocker", blockers, ("holds",))
    _moves(page, record)
    items = record.checklist if isinstance(record, Action) else ()
    page.section(t("Checklist"), [("[x]" if item.done else "[ ]", item.text) for item in items])


def _before(page: Page, record: "Action | Milestone") -> Iterator[str]:
    for id in record.depends_on:
        other: Any = page.records.find(id)
        if other is not None:
            done = other.done is not None if isinstance(other, Milestone) else other.state not in OPEN
            yield f"{'x ' if done else ''}{id}  {title_of(other)}"


def _moves(page: Page, record: "Action | Milestone") -> None:
    rows = [
        (
            f"{move.before or '?'} > {move.after or '?'}",
            f"{page.day(move.at)}  {move.by}".strip(),
            " ".join(move.why.split()),
        )
        for move in record.due_log
    ]
    n = slips(record)
    page.section(t("Moved"), rows, t("{n} times later", one="once later", n=n) if n else "")
