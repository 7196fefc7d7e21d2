"""A decision: who was heard, who was not and why, what it ended and answered."""

from store.kinds.decision import WAIVED, Decision, Hearing, unheard
from store.kinds.goal import Goal
from tui.cli.next_commands import WORDS
from tui.cli.record_text import Page
from tui.i18n import t
from tui.text.joined import labelled


def write(page: Page, decision: Decision) -> None:
    """Whoever has a C and was not heard, while it is open."""
    page.tells("consulted")
    heard = [_heard(page.name(id), each) for id, each in decision.consulted.items()]
    goal = page.records.find(decision.goal or "")
    if isinstance(goal, Goal) and not decision.chosen:
        heard += [t("{who} not heard yet", who=page.name(id)) for id in unheard(decision, goal)]
    page.fact(t("Consulted"), *heard)
    if not decision.chosen:
        page.fact(t("Next"), f"concord decide {decision.id} {WORDS}")
    elif decision.review_on is not None and decision.review_on <= page.today and not decision.result:
        page.fact(t("Next"), f"concord edit {decision.id} --result as-expected|better|worse")
    page.listed(t("Ends"), "blocker", decision.ends)
    if decision.ends:
        page.tells("ends")


def _heard(who: str, hearing: Hearing) -> str:
    return labelled(f"{who}  {t('waived')}", hearing.why) if hearing.state == WAIVED else who
