"""A blocker: for how long it has held what, how often it was raised, and what moves it."""

from store.insight.waiting import wants_decision
from store.kinds.blocker import Blocker, age
from store.kinds.escalation import ladder
from tui.cli.next_commands import WORDS
from tui.cli.record_text import Page
from tui.i18n import t
from tui.text.joined import listed


def write(page: Page, blocker: Blocker) -> None:
    """Its age, its repetitions, who is above, what can be done."""
    page.tells("holds", "raised", "earlier")
    days = age(blocker, page.today)
    if days or blocker.resolved is None:
        page.fact(t("Age"), t("{n} days", one="{n} day", n=days) if days else t("since today"))
    page.fact(t("Raised again"), listed(f"{each.id} {each.by}".strip() for each in blocker.raised))
    page.fact(t("Held before"), listed(f"{each.start} > {each.end}" for each in blocker.earlier))
    if blocker.resolved is None:
        _moves(page, blocker)
    for kind, prefix in (("action", "A-"), ("key-result", "KR-"), ("goal", "G-")):
        page.listed(t("Holds up"), kind, [id for id in blocker.holds if id.startswith(prefix)])


def _moves(page: Page, blocker: Blocker) -> None:
    """What moves it: a next step, whoever is above, a decision."""
    id = blocker.id
    if wants_decision(page.overview, blocker, page.today):
        page.fact(t("Wants"), t("a next step, an escalation or a decision: it was raised again without progress"))
    above = ladder(blocker, page.records)
    if blocker.escalated_to in above:
        above = above[above.index(blocker.escalated_to) + 1 :]
    next_step = () if blocker.next_step else (f"concord edit {id} --next-step {WORDS} --next-owner WHO --next-by DAY",)
    up = (f"concord escalate {id}  > {' > '.join(map(page.name, above))}",) if above else ()
    page.fact(
        t("Next"), *next_step, *up, f"concord decide {WORDS} {WORDS} --ends {id}", f"concord done {id} --why {WORDS}"
    )
