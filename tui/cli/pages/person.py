"""A person: how much of their time is promised, what they have to do, what waits for them, which letters they have."""

from store.insight import loads
from store.kinds.action import OPEN
from store.kinds.person import Person
from tui.cli.pages.department import helped
from tui.cli.record_text import Page
from tui.i18n import t
from tui.text.joined import told


def write(page: Page, person: Person) -> None:
    """The load first."""
    id, overview = person.id, page.overview
    load = loads.of_person(overview, id)
    if load.share:
        said = t("{share} % of the time in teams", share=load.share)
        page.fact(t("Load"), f"! {said}" if load.too_much else said)
    counts = [t("{n} open", n=load.open)] + ([t("{n} late", n=load.late)] if load.late else [])
    page.fact(t("Actions"), told(counts) if load.open else "")
    rows = [(each, f"{share} %", page.records.get(each).name) for each, share in load.teams]  # type: ignore[attr-defined]
    page.section(t("Teams"), rows)
    goals = [(goal, row) for goal, row in overview.open_goals() if id in row.raci or row.owner == id]
    letters = [(goal, row.raci.get(id, ""), page.titled(goal).partition("  ")[2]) for goal, row in goals]
    page.section(t("Goals"), letters)
    page.listed(t("Blockers that wait for them"), "blocker", overview.waiting_on(id), ("waiting_on",))
    escalated = [blocker for blocker, row in overview.open_blockers() if row.escalated_to == id]
    page.listed(t("Escalated to them"), "blocker", escalated)
    page.listed(t("Their help is needed"), "check-in", helped(page, id), ("help_from",))
    actions = [(str(row.due or "9999"), each) for each, row in overview.actions_owned(id) if row.state in OPEN]
    page.listed(t("Open actions"), "action", [each for _due, each in sorted(actions)], ("owner",))
