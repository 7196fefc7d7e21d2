"""A team: who gives it how much of their time, and what else they have promised."""

from store.insight import loads
from store.kinds.team import Team
from tui.board.detail.page import ScreenPage
from tui.i18n import t
from tui.text.cells import column, lead, right, wrap
from tui.text.joined import labelled, listed


def write(page: ScreenPage, team: Team) -> None:
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
        (t("From", context="day"), page.day(team.start) if team.start else "", ""),
        (t("To"), page.day(team.end) if team.end else "", ""),
    )
    page.section(t("Members"), t("{n} people", one="{n} person", n=len(team.members)))
    if not team.members:
        page.add((t("Nobody yet. v gives somebody a share"), "warn"))
    names = {id: page.name(id) for id in team.members}
    of = {id: page.name(each.department) for id in team.members if (each := page.overview.people.get(id))}
    name, department = column(names.values(), 14, 24), column(of.values(), 8, 16)
    for id, share in team.members.items():
        load = loads.of_person(page.overview, id)
        tone = "bad" if load.too_much else "muted"
        total = t("{share} % in all", share=load.share)
        if load.share > share:
            total = labelled(total, listed(f"{other} {part} %" for other, part in load.teams if other != team.id))
        before = name + department + 8
        said = wrap(total, max(10, page.width - before)) if load.share > share else [""]
        page.add(
            (lead(names[id], name), "foreground"),
            (lead(of.get(id, ""), department), "muted"),
            (right(f"{share} %", 6) + "  ", "foreground"),
            (said[0], tone),
        )
        for more in said[1:]:
            page.add((" " * before + more, tone))
