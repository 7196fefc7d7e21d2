"""A milestone: by when, who sees to it, how often it slipped, who has which letter."""

from store.kinds.milestone import Milestone
from tui.board.detail import due_changes
from tui.board.detail.page import ScreenPage
from tui.i18n import t
from tui.text.days import late


def write(page: ScreenPage, milestone: Milestone) -> None:
    """The day first, then why it is another one than was meant."""
    days = (page.today - milestone.due).days if milestone.due and milestone.done is None else 0
    state, tone = (t("reached"), "good") if milestone.done else (late(days), "bad") if days > 0 else ("", "muted")
    page.head(milestone.id, milestone.title, t("milestone"), state, tone)
    if milestone.note:
        page.text(milestone.note)
    page.gap()
    due = page.day(milestone.due) if milestone.due else ""
    page.facts(
        (t("Due"), due or t("no day yet, t sets it"), "" if due else "warn"),
        (t("Reached on"), page.day(milestone.done) if milestone.done else "", "good"),
        (t("Goal"), page.name(milestone.goal), ""),
        (t("Department"), page.name(milestone.department), ""),
        (t("Owner"), page.name(milestone.owner), ""),
    )
    for id in milestone.depends_on:
        other = page.records.find(id)
        done = isinstance(other, Milestone) and other.done is not None
        page.pair(t("Depends on"), ("x " if done else "") + page.name(id), "muted" if done else "foreground")
    page.letters(milestone.raci)
    due_changes.write(page, milestone)
