"""A department: who leads it, what it has agreed to, what of it is late, and on what others wait."""

from store.kinds.action import OPEN
from store.kinds.department import Department
from tui.board.detail.page import ROWS, Page
from tui.board.narrowing import Narrowing
from tui.i18n import t
from tui.parts.lines import Part
from tui.parts.text_safe import safe


def write(page: Page, department: Department) -> None:
    """People, agreement, goals, late actions, blockers that wait on it."""
    page.head(safe(department.code or department.id), department.name, t("department"))
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
    page.run("", facts, wide=0)
    if department.agreement:
        page.section(t("Working agreement"))
        page.text(department.agreement)
    here = Narrowing(department.id)
    goals = [id for id in page.listings["goal"].ids(here) if _open_goal(page, id)]
    if goals:
        page.section(t("Goals"), t("{n} open", n=len(goals)))
        page.rows(goals, "goal")
    blockers = [id for id in page.links.to(department.id, "blocker", "waiting_on") if _unresolved(page, id)]
    if blockers:
        page.section(t("Others wait for {who}", who=safe(department.code or department.name)))
        page.rows(blockers, "blocker")
    actions = [id for id in page.links.to(department.id, "action", "department") if _late(page, id)]
    if actions:
        page.section(t("Late"), t("{n} actions", one="{n} action", n=len(actions)))
        page.rows(actions[:ROWS], "action")


def _open_goal(page: Page, id: str) -> bool:
    return getattr(page.records.find(id), "step", "closed") != "closed"


def _unresolved(page: Page, id: str) -> bool:
    return getattr(page.records.find(id), "resolved", "gone") is None


def _late(page: Page, id: str) -> bool:
    record = page.records.find(id)
    due = getattr(record, "due", None)
    return due is not None and due < page.today and getattr(record, "state", "") in OPEN
