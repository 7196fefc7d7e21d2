"""A resource: how much there is, who has how much of it when, who asks for it, and when it is too much."""

from datetime import date
from typing import TYPE_CHECKING

from store.fields.numbers import digits
from store.kinds.allocation import WANTED, Allocation, beyond, rivals
from store.kinds.resource import Load, Resource, amount_words
from tui.i18n import t
from tui.text.cells import column, fit, lead, right
from tui.text.days import short
from tui.text.joined import listed, told
from tui.text.labels import value_label
from tui.text.safe import safe
from tui.text.short_numbers import brief

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from tui.board.detail.page import ScreenPage
    from tui.desk.desk import Desk
    from tui.parts.lines import Line

#: Cells of an id, a goal and a title at least, of an amount at most.
ID, GOAL, TITLE, AMOUNT = 7, 6, 8, 9
#: Stretches of over-commitment and allocations that are shown.
LOADS, SHOWN = 6, 30
_TONES = {"asked": "warn", "granted": "good"}


def write(page: "ScreenPage", resource: Resource) -> None:
    """What is too much first."""
    found = ahead(page.overview.over_committed(resource.id), page.today)
    state, tone = (t("over-committed"), "bad") if found else ("", "muted")
    page.head(resource.id, resource.name, t("resource"), state, tone)
    capacity = t(amount_words(resource.capacity, safe(resource.unit), resource.per))
    page.gap()
    page.facts((t("Capacity"), capacity, ""), (t("Department"), page.name(resource.department), ""))
    if resource.note:
        page.text(resource.note)
    for each in found[:LOADS]:
        page.pair(t("Too much"), over_words(resource, each, page.today), "bad")
    wanted = allocations(page.desk, resource.id)
    over = [id for id, row in page.overview.allocations_of(resource.id) if row.state not in WANTED]
    ended = [each for id in over[-SHOWN:] if isinstance(each := page.records.find(id), Allocation)]
    lines = table([*wanted[:SHOWN], *ended], page.width, page.today)
    if wanted:
        page.section(t("Asked of it"))
    for each, line in zip(wanted[:SHOWN], lines, strict=False):
        page.add(*line)
        _allocation(page, resource, each, wanted)
    if ended:
        page.section(t("Declined or released"))
        for line in lines[-len(ended) :]:
            page.add(*line)
    page.gap()
    page.add((t("v asks for it, grants, declines or releases"), "muted"))


def _allocation(page: "ScreenPage", resource: Resource, each: Allocation, wanted: list[Allocation]) -> None:
    """Of one that is asked for, what granting it would mean and who else wants the same."""
    if each.state == "asked":
        found = too_much(page.desk, resource, each)
        if found:
            worst = over_words(resource, max(found, key=lambda load: load.used), page.today)
            page.pair("", t("It would be too much: {load}", load=worst), "bad", wide=ID)
        others = rivals(each, wanted, resource.per)
        if others:
            names = listed(f"{other.id} {other.goal or ''}".strip() for other in others[:4])
            page.pair("", t("wanted too by {names}", names=names), "warn", wide=ID)
    if each.over:
        page.pair("", t("beyond the capacity: {why}", why=safe(each.over)), "warn", wide=ID)


# What is known of a pool, for its page and for whoever answers


def allocations(desk: "Desk", resource: str) -> list[Allocation]:
    """What is asked of it and granted, what is asked first."""
    found = [desk.records.find(id) for id, row in desk.overview.allocations_of(resource) if row.state in WANTED]
    wanted = [each for each in found if isinstance(each, Allocation)]
    return sorted(wanted, key=lambda each: (each.state != "asked", str(each.start or "")))


def too_much(desk: "Desk", resource: Resource, allocation: Allocation) -> list[Load]:
    """When, from today on, there is more granted than there is if this is (still) granted."""
    granted = [each for each in allocations(desk, resource.id) if each.state == "granted"]
    return ahead(beyond(resource, granted, allocation), desk.today)


def ahead(loads: list[Load], today: date) -> list[Load]:
    """Those that are not over yet."""
    return [each for each in loads if each.end is None or each.end >= today]


def days(start: date | None, end: date | None, today: date) -> str:
    """From when to when: today - 11 Dec."""
    first, last = (short(day, today) if day else ".." for day in (start, end))
    return f"{first} - {last}"


def over_words(resource: Resource, worst: Load, today: date) -> str:
    """So much of so much, and when."""
    used, capacity = digits(worst.used), t(amount_words(resource.capacity, safe(resource.unit), resource.per))
    said = t("{used} of {capacity}", used=used, capacity=capacity)
    return said if worst.start is None and worst.end is None else told((said, days(worst.start, worst.end, today)))


def table(allocations: "Sequence[Allocation]", width: int, today: date, over: "Container[str]" = ()) -> "list[Line]":
    """Allocations in rows: id, for which goal and what, how much, when, how far; those ``over`` stand out.

    All but the title are as wide as what stands in them; where that leaves it no room the goal goes, then the days.
    """
    amounts = [brief(each.amount, "", AMOUNT) for each in allocations]
    spans = [days(each.start, each.end, today) for each in allocations]
    states = [value_label(each, "state").lower() for each in allocations]
    id, goal = column((each.id for each in allocations), ID), column((each.goal or "" for each in allocations), GOAL)
    amount, span, state = column(amounts), column(spans), column(states)
    span += 2  # between the amount and the days
    if width - id - goal - amount - span - state < TITLE:
        goal = 0
    if width - id - goal - amount - span - state < TITLE:
        span = 0
    room = max(TITLE, width - id - goal - amount - span - state)
    return [
        (
            (lead(each.id, id), "muted"),
            (lead(each.goal or "", goal), "muted"),
            (fit(safe(each.title), room), "foreground"),
            (right(said, amount), "foreground"),
            (lead("  " + when, span), "muted"),
            (right(how, state), "bad" if each.id in over else _TONES.get(each.state, "muted")),
        )
        for each, said, when, how in zip(allocations, amounts, spans, states, strict=True)
    ]
