"""A blocker: what it holds up, on whom it waits, for how long, and the next step."""

from store.insight.waiting import wants_decision
from store.kinds.blocker import PATIENCE, Blocker, age
from tui.board.detail.page import ScreenPage
from tui.i18n import t
from tui.text.joined import told
from tui.text.labels import value_label


def write(page: ScreenPage, blocker: Blocker) -> None:
    """The next step stands out: without one nothing moves."""
    days = age(blocker, page.today)
    if blocker.resolved:
        state, tone = t("resolved"), "good"
    else:
        state = t("{n} days", one="{n} day", n=days) if days else t("since today")
        tone = "bad" if days > PATIENCE else "warn"
    page.head(blocker.id, blocker.title, t("blocker"), state, tone)
    page.gap()
    page.facts(
        (t("Waiting on"), page.name(blocker.waiting_on), ""),
        (t("Kind"), value_label(blocker, "cause"), ""),
        (t("Severity"), value_label(blocker, "severity"), "bad" if blocker.severity == "high" else ""),
        (t("Since"), _since(page, blocker), ""),
        (t("Raised again"), t("{n} times", one="once", n=len(blocker.raised)) if blocker.raised else "", ""),
        (t("Put before"), _escalated(page, blocker), ""),
        (t("Resolved"), page.day(blocker.resolved) if blocker.resolved else "", ""),
        (t("Resolution"), blocker.resolution, ""),
    )
    if not blocker.resolved:
        _next_step(page, blocker)
    if wants_decision(page.overview, blocker, page.today):
        page.pair("", t("Raised twice and nothing has moved: D decides, E escalates, n says what is next"), "bad")
    if blocker.holds:
        page.section(t("Holds up"))
        kinds = {"A": "action", "G": "goal", "KR": "key-result"}
        held = [(id, kinds.get(id.partition("-")[0])) for id in blocker.holds]
        page.table([page.listings[kind].read(id) for id, kind in held if kind])


def _since(page: ScreenPage, blocker: Blocker) -> str:
    """Since when it holds, and whether it has held before."""
    since = page.day(blocker.since) if blocker.since else ""
    if not blocker.earlier:
        return since
    n = len(blocker.earlier)
    return told((since, t("held {n} times before", one="held once before", n=n)))


def _escalated(page: ScreenPage, blocker: Blocker) -> str:
    if not blocker.escalated_to:
        return ""
    said = [page.name(blocker.escalated_to)]
    return told([*said, page.day(blocker.escalated_on)] if blocker.escalated_on else said)


def _next_step(page: ScreenPage, blocker: Blocker) -> None:
    if not blocker.next_step:
        page.pair(t("Next step"), t("none yet, n says what happens next"), "warn")
        return
    day = page.day(blocker.next_by) if blocker.next_by else ""
    said = [part for part in (blocker.next_step, page.name(blocker.next_owner), day) if part]
    overdue = blocker.next_by is not None and blocker.next_by < page.today
    page.run(t("Next step"), [(part, "bad" if overdue else "foreground") for part in said])
