"""A person: where they belong, how much of their time is promised, what waits for them, what they own and do."""

from datetime import date

from rich.cells import cell_len

from store.insight import loads
from store.kinds.naming import called, short_name
from store.kinds.person import Person
from store.kinds.team import Team
from tui.board.detail.page import ROWS, ScreenPage
from tui.i18n import t
from tui.text.cells import column, fit, lead, right
from tui.text.days import short
from tui.text.labels import value_label
from tui.text.safe import safe

#: Cells of the day until which somebody is in a team.
UNTIL = 14
#: The sections of a day in which somebody waits for them.
_WAITS = ("waits", "answers")


def write(page: ScreenPage, person: Person) -> None:
    """Facts, the load over all teams, what waits for them, then goals and open actions."""
    away = person.away_until is not None and person.away_until >= page.today
    page.head(safe(called(person)), person.name, t("person"), t("away") if away else "", "warn")
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
    load = loads.of_person(page.overview, person.id)
    _teams(page, load)
    _waits(page, person)
    goals = [id for id, row in page.overview.open_goals() if row.owner == person.id]
    if goals:
        page.section(t("Owns"))
        page.rows(goals, "goal")
    actions = [(row.due or date.max, id) for id, row in page.overview.actions_owned(person.id) if row.is_open]
    if actions:
        tail = t("{n} open", n=load.open) + (page.dot + t("{n} late", n=load.late) if load.late else "")
        page.section(t("Actions"), tail)
        actions.sort(key=lambda each: (each[0], int(each[1].partition("-")[2])))
        page.rows([id for _due, id in actions], "action")


def _teams(page: ScreenPage, load: loads.PersonLoad) -> None:
    """How much of the time is promised to which team, until when."""
    if not load.teams:
        return
    n = len(load.teams)
    promised = t("{share} % promised to {n} teams", one="{share} % promised to {n} team", share=load.share, n=n)
    page.section(t("Time"))
    page.add((promised, "bad" if load.too_much else "good" if load.share == loads.ALL else "foreground"))
    teams = [(team, share) for id, share in load.teams if isinstance(team := page.records.find(id), Team)]
    id = column((team.id for team, _share in teams), 7)
    goal = column((team.goal or "" for team, _share in teams), 7)
    room = max(8, page.width - 2 - id - goal - 8 - UNTIL)
    for team, share in teams:
        end = t("until {day}", day=short(team.end, page.today)) if team.end else ""
        page.add(
            ("  " + lead(team.id, id), "muted"),
            (fit(safe(team.name), room) + " ", "foreground"),
            (lead(team.goal or "", goal), "muted"),
            (right(f"{share} %", 6) + " ", "foreground"),
            (right(end, UNTIL), "muted"),
        )


def _waits(page: ScreenPage, person: Person) -> None:
    """What others want of them, and what is asked of the department for which they speak."""
    from store.insight.my_day import of
    from store.records.names import title

    found = [item for item in of(page.overview, person.id) if item.section in _WAITS]
    if not found:
        return
    page.section(t("Waits for {who}", who=safe(short_name(person))), str(len(found)))
    whys = [safe(t(item.why)) if item.why is not None else "" for item in found[:ROWS]]
    tail = min(max(map(cell_len, whys)), page.width // 2)
    id = column((item.id for item in found[:ROWS]), 7)
    for item, why in zip(found, whys, strict=False):
        page.add(
            ("  " + lead(item.id, id), "muted"),
            (fit(safe(title(page.records, item.id)), max(8, page.width - 3 - id - tail)) + " ", "foreground"),
            (right(why, tail), "warn"),
        )
    if len(found) > ROWS:
        page.add(("  " + t("and {n} more", n=len(found) - ROWS), "faint"))
