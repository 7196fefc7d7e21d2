"""A request: how long the answer takes against what was promised, and what can be done about it now."""

from store.insight.waiting import answer_of
from store.kinds.request import TURNS, Request, days_late
from tui.cli.next_commands import with_request
from tui.cli.record_text import Page
from tui.i18n import t
from tui.text.joined import labelled


def write(page: Page, request: Request) -> None:
    """The answer, the action that it has become, the next step."""
    answer = answer_of(page.overview, request)
    if request.answered:
        said = t(
            "after {n} working days, {promised} promised",
            one="after {n} working day, {promised} promised",
            n=answer.days,
            promised=answer.promised,
        )
        page.fact(t("Answer"), said)
    elif request.state == "sent":
        said = t(
            "none for {n} working days, {promised} promised",
            one="none for {n} working day, {promised} promised",
            n=answer.days,
            promised=answer.promised,
        )
        page.fact(t("Answer"), said)
    late = days_late(request, page.today)
    page.fact(t("Late"), t("{n} days late", one="{n} day late", n=late) if late else "")
    if request.state in TURNS:
        of = getattr(request, TURNS[request.state])
        page.fact(t("Next"), *(labelled(page.name(of), command) for command in with_request(request)))
    if request.action:
        page.listed(t("It has become"), "action", [request.action], ("goal",))
