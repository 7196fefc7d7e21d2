"""A decision: the question, what was chosen and why, who was heard, what it ended, when to look again."""

from store.kinds.decision import WAIVED, Decision, unheard
from store.kinds.goal import Goal
from tui.board.detail.page import ScreenPage
from tui.i18n import t
from tui.parts.lines import Part
from tui.text.joined import labelled, listed
from tui.text.labels import value_label
from tui.text.safe import safe


def write(page: ScreenPage, decision: Decision) -> None:
    """The question first."""
    state, tone = (t("decided"), "good") if decision.chosen else (t("to decide"), "warn")
    page.head(decision.id, decision.question, t("decision"), state, tone)
    page.gap()
    due = decision.review_on is not None and decision.review_on <= page.today and not decision.result
    page.facts(
        (t("Chosen"), decision.chosen, "strong"),
        (t("Why"), decision.why, ""),
        (t("Goal"), page.name(decision.goal), ""),
        (t("Decided by"), listed(page.name(id) for id in decision.decided_by), ""),
        (t("Decided on"), page.day(decision.decided) if decision.decided else "", ""),
        (t("Review on"), page.day(decision.review_on) if decision.review_on else "", "warn" if due else ""),
        (t("Result"), value_label(decision, "result") if decision.result else "", ""),
        (t("Ends"), listed(page.name(id) for id in decision.ends), ""),
        (t("Answers", context="objection"), listed(page.name(id) for id in decision.answers), ""),
    )
    heard: list[Part] = []
    for id, hearing in decision.consulted.items():
        said = (
            labelled(f"{page.name(id)} {t('waived')}", safe(hearing.why)) if hearing.state == WAIVED else page.name(id)
        )
        heard.append((said, "warn" if hearing.state == WAIVED else "good"))
    goal = page.records.find(decision.goal or "")
    if isinstance(goal, Goal) and not decision.chosen:
        heard += [(t("{who} not heard yet", who=page.name(id)), "warn") for id in unheard(decision, goal)]
    if heard:
        page.run(t("Consulted"), heard)
    if decision.options:
        page.section(t("Options"))
        page.text(decision.options)
