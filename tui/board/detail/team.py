"""A team: who gives it how much of their time, and what else they have promised."""

from store.insight import loads
from store.kinds.team import Team, is_running
from tui.board.detail.page import Page
from tui.i18n import t
from tui.parts.cells import fit, right


def write(page: Page, team: Team) -> None:
    """Its days, its members with their shares."""
    running = is_running(team, page.today)
    ended = team.end is not None and team.end < page.today
    state = t("running") if running else t("ended") if ended else t("to come")
    page.head(team.id, team.name, t("team"), state, "good" if running else "muted")
    if team.purpose:
        page.text(team.purpose)
    page.gap()
    page.facts(
        (t("Goal"), page.name(team.goal), ""),
        (t("From"), page.day(team.start) if team.start else "", ""),
        (t("To"), page.day(team.end) if team.end else "", ""),
    )
    page.section(t("Members"), t("{n} people", one="{n} person", n=len(team.members)))
    if not team.members:
        page.add((t("Nobody yet. v gives somebody a share"), "warn"))
    for id, share in team.members.items():
        load = loads.of_person(page.overview, id)
        department = page.overview.people.get(id)
        of = page.name(department.department) if department and department.department else ""
        tone = "bad" if load.too_much else "muted"
        total = t("{share} % in all", share=load.share) if load.share > share else ""
        page.add(
            (fit(page.name(id), 14), "foreground"),
            (fit(of, 8), "muted"),
            (right(f"{share} %", 6) + "  ", "foreground"),
            (total, tone),
        )
