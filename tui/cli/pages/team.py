"""A team: who gives it how much of their time, and what else they have promised."""

from store.insight import loads
from store.kinds.team import Team, is_running
from tui.cli.record_text import Page
from tui.i18n import t


def write(page: Page, team: Team) -> None:
    """Its members with all that they have promised; `!` is more than all of somebody's time."""
    page.tells("members")
    running, ended = is_running(team, page.today), team.end is not None and team.end < page.today
    page.fact(t("State"), t("running") if running else t("ended") if ended else t("to come"))
    page.section(t("Members"), members(page, team))


def members(page: Page, team: Team) -> list[tuple[str, ...]]:
    """Each with the department, the share, and what all running teams have of their time."""
    rows: list[tuple[str, ...]] = []
    for id, share in team.members.items():
        load, person = loads.of_person(page.overview, id), page.overview.people.get(id)
        department = page.name(person.department) if person else ""
        total = t("{share} % in all", share=load.share) if load.share > share else ""
        rows.append((page.name(id), department, f"{share} %", "!" if load.too_much else "", total))
    return rows
