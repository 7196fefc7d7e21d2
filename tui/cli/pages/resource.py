"""A resource and what is asked of it: who has how much when, who wants the same, when it is too much."""

from collections.abc import Iterator

from store.fields.numbers import digits
from store.kinds.allocation import Allocation, beyond, rivals
from store.kinds.resource import Load, Resource, amount_words, load
from tui.cli.next_commands import with_allocation
from tui.cli.record_text import Page
from tui.i18n import t
from tui.text.joined import apart

_ORDER = {"asked": 0, "granted": 1}


def write(page: Page, record: "Resource | Allocation") -> None:
    """Either of the two."""
    if isinstance(record, Resource):
        _resource(page, record)
    else:
        _allocation(page, record)


def _resource(page: Page, resource: Resource) -> None:
    page.tells("capacity", "unit", "per")
    page.fact(t("Capacity"), t(amount_words(resource.capacity, resource.unit, resource.per)))
    over = page.overview.over_committed(resource.id)
    page.fact(t("Over-committed"), *(stretch(each, resource) for each in over))
    found = of_resource(page, resource.id)
    granted = [each for each in found if each.state == "granted"]
    page.section(t("In use"), [(stretch(each, resource),) for each in load(granted, resource.per)])
    found.sort(key=lambda each: (_ORDER.get(each.state, 2), str(each.start or "")))
    rows = [_row(page, resource, each) for each in found]
    page.section(t("Asked of it"), rows)


def _allocation(page: Page, allocation: Allocation) -> None:
    resource = page.records.find(allocation.resource or "")
    if isinstance(resource, Resource):
        page.tells("resource", "amount")
        page.fact(t("Resource"), page.titled(resource.id))
        page.fact(t("Amount"), t(amount_words(allocation.amount, resource.unit, resource.per)))
        page.fact("", *more(page, resource, allocation))
    page.fact(t("Next"), *with_allocation(allocation))


def _row(page: Page, resource: Resource, each: Allocation) -> tuple[str, ...]:
    mark, amount = "?" if each.state == "asked" else "", digits(each.amount)
    who = each.goal or "", page.name(each.department)
    state, said = page.shown.choice(each, "state"), apart(more(page, resource, each))
    return each.id, mark, amount, *who, _days(each), state, each.title, said


def of_resource(page: Page, id: str) -> list[Allocation]:
    """All that was ever asked of a resource."""
    return list(page.records.pointing(Allocation, "resource", id))


def more(page: Page, resource: Resource, each: Allocation) -> Iterator[str]:
    """What to know before it is granted, and why it was granted all the same."""
    others = of_resource(page, resource.id)
    if each.state == "asked":
        granted = [other for other in others if other.state == "granted"]
        for too_much in beyond(resource, granted, each):
            yield t("granted, it is too much: {what}", what=stretch(too_much, resource))
        also = [
            f"{other.id} {other.goal or page.name(other.department)}".strip()
            for other in rivals(each, others, resource.per)
        ]
        if also:
            yield t("wanted too by {names}", names=also)
    if each.over:
        yield t("beyond the capacity: {why}", why=" ".join(each.over.split()))


def stretch(used: Load, resource: Resource) -> str:
    """From when to when how much of the capacity is used."""
    share = f"{digits(used.used)} / {digits(resource.capacity)} {resource.unit}".rstrip()
    return share if used.start is None and used.end is None else f"{used.start or '..'} > {used.end or '..'}  {share}"


def _days(each: Allocation) -> str:
    return f"{each.start or '..'} > {each.end or '..'}" if each.start or each.end else ""
