"""A department: who leads it, what it promises, how it is doing and why, what it is asked and what it asks."""

from typing import TYPE_CHECKING

from store.kinds.department import Department
from store.kinds.naming import called, short_name
from store.words import Words
from tui.board.detail.page import ROWS, ScreenPage
from tui.board.narrowing import Narrowing
from tui.i18n import t
from tui.parts.lines import Part
from tui.text.labels import BECAUSE, HEALTH, HEALTH_TONES
from tui.text.safe import safe

if TYPE_CHECKING:
    from store.insight.overview import Overview

#: So many reasons of its health are told.
REASONS = 8


def write(page: ScreenPage, department: Department) -> None:
    """People, health, agreement, what is asked of it, goals, what others wait for, what is late."""
    health = page.overview.health(department.id)
    state = t(HEALTH[health.color]) if health.color != "none" else ""
    page.head(safe(called(department)), department.name, t("department"), state, HEALTH_TONES[health.color])
    page.run("", _people(page, department), wide=0)
    if health.reasons and health.color != "none":
        page.gap()
        for at, reason in enumerate(health.reasons[:REASONS]):
            page.pair("" if at else t(BECAUSE[health.color]), t(reason), "foreground", wide=15)
        if len(health.reasons) > REASONS:
            page.pair("", t("and {n} more, w lists them", n=len(health.reasons) - REASONS), "faint", wide=15)
    _agreement(page, department)
    _inbox(page, department)
    rows = page.overview.goals.rows
    goals = [id for id in page.listings["goal"].ids(Narrowing(department.id)) if rows[id].is_open]
    if goals:
        page.section(t("Goals"), t("{n} open", n=len(goals)))
        page.rows(goals, "goal")
    blockers = list(page.overview.waiting_on(department.id))
    if blockers:
        page.section(t("Others wait for {who}", who=safe(short_name(department))))
        page.rows(blockers, "blocker")
    actions = page.overview.open_work.late(department.id)
    if actions:
        page.section(t("Late"), t("{n} actions", one="{n} action", n=len(actions)))
        page.rows(actions, "action", most=ROWS)


def _people(page: ScreenPage, department: Department) -> list[Part]:
    facts: list[Part] = []
    if department.lead:
        facts.append((t("led by {who}", who=page.name(department.lead)), "foreground"))
    if department.deputy:
        facts.append((t("deputy {who}", who=page.name(department.deputy)), "foreground"))
    if department.parent:
        facts.append((t("part of {goal}", goal=page.name(department.parent)), "foreground"))
    people = page.links.to(department.id, "person", "department")
    facts.append((t("{n} people", one="{n} person", n=len(people)), "foreground"))
    if not department.active:
        facts.append((t("not active"), "warn"))
    return facts


def _agreement(page: ScreenPage, department: Department) -> None:
    """What it has agreed to, within how many days it answers, and what it does."""
    from store.insight.waiting import answers, answers_words

    found = answers(page.overview, department.id)
    page.section(t("Working agreement"))
    if department.agreement:
        page.text(department.agreement)
    slow = found.median is not None and found.median > found.promised
    page.text(t(answers_words(found, page.overview.called(department.id))), "bad" if slow else "foreground")
    if found.asked or found.asks:
        page.text(t(balance_words(found.asked, found.asks)), "muted")


def balance_words(asked: int, asks: int) -> Words:
    """How often a department is asked, and how often it asks."""
    return Words("{n} requests to it, {m} by it, in all", one="{n} request to it, {m} by it, in all", n=asked, m=asks)


def _inbox(page: ScreenPage, department: Department) -> None:
    """What it is asked and has not done with: requests, stances, its resources; and what it asks of others."""
    from store.kinds.goal import asked_since

    overview, id = page.overview, department.id
    name = safe(short_name(department))
    asked = list(overview.requests_to(id))
    if asked:
        page.section(t("Asked of {who}", who=name), t("{n} open", n=len(asked)))
        page.rows(asked, "request")
    wanted = [goal for goal in overview.goals_of(id) if asked_since(overview.goals.rows[goal], id)]
    if wanted:
        page.section(t("Its stance is wanted"), t("{n} goals", one="{n} goal", n=len(wanted)))
        page.rows(wanted, "goal")
    pools = [pool for pool, row in overview.resources.rows.items() if row.department == id and _asked(overview, pool)]
    if pools:
        page.section(t("Its resources are asked for"))
        page.rows(pools, "resource")
    asks = list(overview.requests_from(id))
    if asks:
        page.section(t("Asked by {who}", who=name), t("{n} open", n=len(asks)))
        page.rows(asks, "request")


def _asked(overview: "Overview", pool: str) -> bool:
    return any(row.state == "asked" for _id, row in overview.allocations_of(pool))
