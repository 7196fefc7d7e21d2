"""A resource: how much there is, who has how much of it when, who asks for it, and when it is too much."""

from store.kinds.allocation import Allocation, rivals
from store.kinds.resource import Resource, amount_words
from tui.board.detail.page import Page
from tui.board.words import value_label
from tui.i18n import t
from tui.parts.cells import fit, right
from tui.parts.days import short
from tui.parts.text_safe import safe

_TONES = {"asked": "warn", "granted": "good"}


def write(page: Page, resource: Resource) -> None:
    """What is too much first."""
    too_much = page.overview.over_committed(resource.id)
    state, tone = (t("over-committed"), "bad") if too_much else ("", "muted")
    page.head(resource.id, resource.name, t("resource"), state, tone)
    capacity = t(amount_words(resource.capacity, safe(resource.unit), resource.per))
    page.facts((t("Capacity"), capacity, ""), (t("Department"), page.name(resource.department), ""))
    if resource.note:
        page.text(resource.note)
    for load in too_much[:6]:
        start, end = (short(day, page.today) if day else "" for day in (load.start, load.end))
        when = f"{start} - {end}" if start or end else t("in all")
        page.pair(t("Too much"), f"{when}: {load.used:,.6g} / {resource.capacity:,.6g}", "bad")
    found = [page.records.find(id) for id, _row in page.overview.allocations_of(resource.id)]
    allocations = [each for each in found if isinstance(each, Allocation)]
    allocations.sort(key=lambda each: (_ORDER.get(each.state, 3), str(each.start or "")))
    if allocations:
        page.section(t("Asked of it"))
    for each in allocations[:30]:
        _allocation(page, each, allocations, resource.per)
    page.gap()
    page.add((t("v asks for it, grants, declines or releases"), "muted"))


_ORDER = {"asked": 0, "granted": 1}


def _allocation(page: Page, each: Allocation, others: list[Allocation], per: str) -> None:
    start, end = (short(day, page.today) if day else ".." for day in (each.start, each.end))
    title = max(8, page.width - 7 - 8 - 18 - 10)
    page.add(
        (fit(each.id, 7), "muted"),
        (fit(safe(each.title) + (f"  {each.goal}" if each.goal else ""), title), "foreground"),
        (right(f"{each.amount:,.6g}", 7) + " ", "foreground"),
        (fit(f"{start} - {end}", 18), "muted"),
        (right(value_label(each, "state").lower(), 10), _TONES.get(each.state, "muted")),
    )
    if each.state == "asked" and (found := rivals(each, others, per)):
        names = ", ".join(f"{other.id} {other.goal or ''}".strip() for other in found[:4])
        page.add(("       " + t("wanted too by {names}", names=names), "warn"))
    if each.over:
        page.add(("       " + t("beyond the capacity: {why}", why=safe(each.over)), "warn"))
