"""A team: who gives it how much of their time, and what else they have promised."""

from store.insight import loads
from store.kinds.team import Team
from tui.board.detail.page import Page
from tui.i18n import t
from tui.parts.cells import fit, right


def write(page: Page, team: Team) -> None:
    """Its days, its members with their shares."""
    running = loads.is_at_work(page.overview, team.id)
    to_come = team.start is not None and team.start > page.today
    state = t("running") if running else t("to come") if to_come else t("ended")
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
        others = ", ".join(f"{other} {part} %" for other, part in load.teams if other != team.id)
        total = t("{share} % in all", share=load.share) + f": {others}" if load.share > share else ""
        room = max(0, page.width - 30)
        page.add(
            (fit(page.name(id), 14), "foreground"),
            (fit(of, 8), "muted"),
            (right(f"{share} %", 6) + "  ", "foreground"),
            (fit(total, room).rstrip(), "bad" if load.too_much else "muted"),
        )
