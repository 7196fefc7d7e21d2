"""A request: how long the answer takes against what was promised, and what can be done about it now."""

from store.kinds.request import Request, days_to_answer
from tui.cli.how import with_request
from tui.cli.page import Page
from tui.i18n import t


def write(page: Page, request: Request) -> None:
    """The answer, the action that it has become, the next step."""
    days = days_to_answer(request, page.today, page.overview.calendar)
    department = page.overview.departments.get(request.department or "")
    promised = 3 if department is None else department.answer_days
    if request.answered:
        said = t(
            "after {n} working days, {promised} are promised",
            one="after {n} working day, {promised} are promised",
            n=days,
            promised=promised,
        )
        page.fact(t("Answer"), said)
    elif request.state == "sent":
        said = t(
            "none for {n} working days, {promised} are promised",
            one="none for {n} working day, {promised} are promised",
            n=days,
            promised=promised,
        )
        page.fact(t("Answer"), said)
    late = (page.today - request.need_by).days if request.need_by and request.state not in _DELIVERED else 0
    page.fact(t("Late"), t("{n} days late", one="{n} day late", n=late) if late > 0 else "")
    if request.state in _TURNS:
        of = {"department": request.department, "asker": request.asker}[_TURNS[request.state]]
        page.fact(t("Next"), *(f"{page.name(of)}: {command}" for command in with_request(request)))
    if request.action:
        page.listed(t("It has become"), "action", [request.action], ("goal",))


_DELIVERED = ("delivered", "confirmed", "declined", "withdrawn")
#: Whose turn it is.
_TURNS = {"sent": "department", "negotiating": "asker", "accepted": "department", "delivered": "asker"}
