"""A person: where they belong, what they own and what they do."""

from store.kinds.action import OPEN
from store.kinds.person import Person
from tui.board.detail.page import Page
from tui.board.words import value_label
from tui.i18n import t
from tui.parts.text_safe import safe


def write(page: Page, person: Person) -> None:
    """Facts, then open actions and goals."""
    away = person.away_until is not None and person.away_until >= page.today
    page.head(safe(person.login or person.id), person.name, t("person"), t("away") if away else "", "warn")
    page.gap()
    if person.department:
        department = page.records.find(person.department)
        name = safe(getattr(department, "name", ""))
        page.pair(t("Department"), f"{page.name(person.department)}  {name}")
    page.pair(t("Role"), value_label(person, "role"))
    if person.email:
        page.pair(t("Email"), person.email)
    if away and person.away_until:
        page.pair(t("Away until"), page.day(person.away_until), "warn")
    if not person.login:
        page.pair(t("Login"), t("none yet, e gives one"), "muted")
    goals = [id for id in page.links.to(person.id, "goal", "owner") if _open(page, id, "step", "closed")]
    if goals:
        page.section(t("Owns"))
        page.rows(goals, "goal")
    actions = [id for id in page.links.to(person.id, "action", "owner") if _active(page, id)]
    if actions:
        actions.sort(key=lambda each: str(getattr(page.records.find(each), "due", None) or "9999"))
        page.section(t("Actions"), t("{n} open", n=len(actions)))
        page.rows(actions, "action")


def _open(page: Page, id: str, field: str, closed: str) -> bool:
    return getattr(page.records.find(id), field, closed) != closed


def _active(page: Page, id: str) -> bool:
    return getattr(page.records.find(id), "state", "") in OPEN
