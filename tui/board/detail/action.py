"""An action: whose, by when, how often it slipped, what it waits for, its checklist."""

from store.kinds.action import OPEN, Action, days_late
from tui.board.detail import due_changes
from tui.board.detail.page import ScreenPage
from tui.i18n import t
from tui.text.days import late
from tui.text.joined import listed
from tui.text.labels import value_label


def write(page: ScreenPage, action: Action) -> None:
    """What stands in its way first, then the rest."""
    open_ = action.state in OPEN
    days = days_late(action, page.today)
    blockers = page.overview.blocked_by(action.id)
    state, tone = value_label(action, "state").lower(), "good" if action.state == "done" else "muted"
    if days:
        state, tone = late(days), "bad"
    elif blockers and open_:
        state, tone = t("blocked"), "warn"
    page.head(action.id, action.title, t("action"), state, tone)
    if action.note:
        page.text(action.note)
    page.gap()
    _facts(page, action, days)
    for id in blockers:
        page.pair(t("Blocked by"), page.name(id), "warn")
    for id in action.depends_on:
        other = page.records.find(id)
        done = isinstance(other, Action) and other.state not in OPEN
        page.pair(t("Depends on"), ("x " if done else "") + page.name(id), "muted" if done else "foreground")
    due_changes.write(page, action)
    if action.checklist:
        done = sum(item.done for item in action.checklist)
        page.section(t("Checklist"), t("{n} of {total}", n=done, total=len(action.checklist)))
        for item in action.checklist:
            page.pair("[x]" if item.done else "[ ]", item.text, "muted" if item.done else "foreground", wide=4)


def _facts(page: ScreenPage, action: Action, days: int) -> None:
    open_ = action.state in OPEN
    owner, due = page.name(action.owner), page.day(action.due) if action.due else ""
    page.facts(
        (t("State"), value_label(action, "state"), ""),
        (t("Because"), action.reason, ""),
        (t("Owner"), owner or (t("nobody yet, o gives it to somebody") if open_ else ""), "" if owner else "warn"),
        (t("With"), listed(page.name(id) for id in action.contributors), ""),
        (t("Department"), page.name(action.department), ""),
        (t("Due"), f"{due}{page.dot}{late(days)}" if days else due, "bad" if days else ""),
        (t("Due"), t("no day yet, t sets it") if open_ and not due else "", "warn"),
        (t("Start"), page.day(action.start) if action.start else "", ""),
        (t("Done on"), page.day(action.done_on) if action.done_on else "", ""),
        (t("Priority"), value_label(action, "priority") if action.priority != "normal" else "", ""),
        (t("Goal"), page.name(action.goal), ""),
        (t("Key result"), page.name(action.key_result), ""),
        (t("Came from"), page.name(action.source), ""),
    )
