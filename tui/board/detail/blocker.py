"""A blocker: what it holds up, on whom it waits, for how long, and the next step."""

from store.kinds.blocker import Blocker
from tui.board.detail.page import Page
from tui.board.words import value_label
from tui.i18n import t


def write(page: Page, blocker: Blocker) -> None:
    """The next step stands out: without one nothing moves."""
    days = (page.today - blocker.since).days if blocker.since else 0
    if blocker.resolved:
        state, tone = t("resolved"), "good"
    else:
        state = t("{n} days", one="{n} day", n=days) if days else t("since today")
        tone = "bad" if days >= 7 else "warn"
    page.head(blocker.id, blocker.title, t("blocker"), state, tone)
    page.gap()
    page.facts(
        (t("Waiting on"), page.name(blocker.waiting_on), ""),
        (t("Kind"), value_label(blocker, "cause"), ""),
        (t("Severity"), value_label(blocker, "severity"), "bad" if blocker.severity == "high" else ""),
        (t("Since"), page.day(blocker.since) if blocker.since else "", ""),
        (t("Resolved"), page.day(blocker.resolved) if blocker.resolved else "", ""),
        (t("Resolution"), blocker.resolution, ""),
    )
    if not blocker.resolved:
        _next_step(page, blocker)
    if blocker.holds:
        page.section(t("Holds up"))
        for id in blocker.holds:
            kind = {"A": "action", "G": "goal", "KR": "key-result"}.get(id.partition("-")[0])
            if kind:
                page.row(page.listings[kind].read(id))


def _next_step(page: Page, blocker: Blocker) -> None:
    if not blocker.next_step:
        page.pair(t("Next step"), t("none yet, n says what happens next"), "warn")
        return
    day = page.day(blocker.next_by) if blocker.next_by else ""
    said = [part for part in (blocker.next_step, page.name(blocker.next_owner), day) if part]
    overdue = blocker.next_by is not None and blocker.next_by < page.today
    page.pair(t("Next step"), page.dot.join(said), "bad" if overdue else "foreground")
