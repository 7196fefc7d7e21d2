"""A request: who asks whom for what by when, and how far it is."""

from store.insight.waiting import answer_of
from store.kinds.request import Request, days_late
from tui.board.detail.page import ScreenPage
from tui.i18n import t
from tui.text.labels import value_label

_TONES = {"sent": "warn", "negotiating": "warn", "accepted": "good", "delivered": "warn", "confirmed": "good"}


def write(page: ScreenPage, request: Request) -> None:
    """What is asked, the answer, and what is to be done next about it."""
    state = value_label(request, "state").lower()
    page.head(request.id, request.title, t("request"), state, _TONES.get(request.state, "muted"))
    asker, asked = page.name(request.asker), page.name(request.department)
    page.run("", [(t("{asker} asks {department}", asker=asker or "?", department=asked or "?"), "foreground")], wide=0)
    if request.why:
        page.text(request.why)
    page.gap()
    page.facts(
        (t("Need by"), page.day(request.need_by) if request.need_by else "", _late(page, request)),
        (t("Goal"), page.name(request.goal), ""),
        (t("Sent on"), page.day(request.sent) if request.sent else "", ""),
        (t("Answer"), *_answer(page, request)),
        (t("Offer"), request.offer, ""),
        (t("Offered by"), page.day(request.offer_by) if request.offer_by else "", ""),
        (t("Reason"), request.reason, ""),
        (t("Delivered on"), page.day(request.delivered) if request.delivered else "", ""),
        (t("Confirmed on"), page.day(request.confirmed) if request.confirmed else "", ""),
    )
    if request.action:
        page.section(t("It has become"))
        page.rows([request.action], "action")
    page.gap()
    if said := _next(request, asker, asked):
        page.add((said, "muted"))


def _late(page: ScreenPage, request: Request) -> str:
    return "bad" if days_late(request, page.today) else ""


def _answer(page: ScreenPage, request: Request) -> tuple[str, str]:
    answer = answer_of(page.overview, request)
    if request.answered:
        words = t(
            "after {n} working days, {promised} promised",
            one="after {n} working day, {promised} promised",
            n=answer.days,
            promised=answer.promised,
        )
    else:
        words = t(
            "none for {n} working days, {promised} promised",
            one="none for {n} working day, {promised} promised",
            n=answer.days,
            promised=answer.promised,
        )
    return words, "bad" if answer.late else "warn" if not request.answered else ""


def _next(request: Request, asker: str, asked: str) -> str:
    if request.state == "sent":
        return t("{department}: v answers", department=asked)
    if request.state == "negotiating":
        return t("{department}: v takes the offer", department=asker)
    if request.state == "accepted":
        return t("{department}: d delivers", department=asked)
    return t("{department}: v confirms", department=asker) if request.state == "delivered" else ""
