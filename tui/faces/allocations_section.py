"""What is asked of a resource and granted, in rows, and what to know before it is granted."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from store.fields.numbers import digits
from store.kinds.allocation import WANTED, Allocation, beyond, rivals
from store.kinds.resource import Load, Resource, amount_words
from tui.faces.naming import Seen
from tui.faces.page import Cell, Page, TableColumn
from tui.i18n import t
from tui.text.joined import listed, told
from tui.text.labels import value_label
from tui.text.record_row import Amount

if TYPE_CHECKING:
    from collections.abc import Container
    from datetime import date

#: Allocations that are shown.
SHOWN = 30
_TONES = {"asked": "warn", "granted": "good"}
#: Id, goal, what for, how much, when, how far. Where there is no room the days go, then the goal.
COLUMNS = (
    TableColumn(),
    TableColumn(gives=True),
    TableColumn(takes=True),
    TableColumn(right=True),
    TableColumn(gives=True),
    TableColumn(right=True),
)


def allocations(seen: "Seen | Page", resource: str) -> list[Allocation]:
    """What is asked of it and granted, what is asked first."""
    found = [seen.records.find(id) for id, row in seen.overview.uses_of_resource.of(resource) if row.state in WANTED]
    wanted = [each for each in found if isinstance(each, Allocation)]
    return sorted(wanted, key=lambda each: (each.state != "asked", str(each.start or "")))


def too_much(seen: "Seen | Page", resource: Resource, allocation: Allocation) -> list[Load]:
    """When, from today on, there is more granted than there is if this is (still) granted."""
    granted = [each for each in allocations(seen, resource.id) if each.state == "granted"]
    return ahead(beyond(resource, granted, allocation), seen.overview.today)


def ahead(loads: Iterable[Load], today: "date") -> list[Load]:
    """Those that are not over yet."""
    return [each for each in loads if each.end is None or each.end >= today]


def over_words(page: Page, resource: Resource, worst: Load) -> str:
    """So much of so much, and when."""
    used, capacity = digits(worst.used), t(amount_words(resource.capacity, resource.unit, resource.per))
    said = t("{used} of {capacity}", used=used, capacity=capacity)
    return told(filter(None, (said, page.period(worst.start, worst.end))))


def known(page: Page, resource: Resource, each: Allocation) -> Iterator[tuple[str, str]]:
    """What granting it would mean and who else wants the same; why it was granted beyond what there is."""
    if each.state == "asked":
        found = too_much(page, resource, each)
        if found:
            worst = over_words(page, resource, max(found, key=lambda load: load.used))
            yield t("It would be too much: {load}", load=worst), "bad"
        others = rivals(each, allocations(page, resource.id), resource.per)
        if others:
            names = listed(f"{other.id} {other.goal or ''}".strip() for other in others[:4])
            yield t("wanted too by {names}", names=names), "warn"
    if each.over:
        yield t("beyond the capacity: {why}", why=each.over), "warn"


def rows(page: Page, found: Sequence[Allocation], over: "Container[str]" = ()) -> list[tuple[Cell, ...]]:
    """The cells of `COLUMNS`; those ``over`` stand out."""
    return [
        (
            (each.id, "muted"),
            (each.goal or "", "muted"),
            (each.title, "foreground"),
            (Amount(each.amount), "foreground"),
            (page.period(each.start, each.end), "muted"),
            (value_label(each, "state").lower(), "bad" if each.id in over else _TONES.get(each.state, "muted")),
        )
        for each in found
    ]
