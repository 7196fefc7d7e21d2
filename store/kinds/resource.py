"""Resources: pools that a department owns, with a capacity a period, and what of them is asked for and granted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Protocol

import msgspec

from store.fields import choice, line, number, ref, text
from store.fields.numbers import digits
from store.fields.rights import Claim, Right
from store.kinds.base import Kind, Record
from store.kinds.department_rights import is_of, speaks_for
from store.words import Words, measured

if TYPE_CHECKING:
    from store.records import Records


# Who may


def grants(records: Records, login: str, resource: Resource) -> bool:
    """Somebody speaks for the department that owns the pool; what nobody owns, anybody grants."""
    known = resource.department and records.find(resource.department) is not None
    return not known or speaks_for(records, login, resource.department)


def _given(claim: Claim, before: Resource | None, after: Resource) -> bool:
    if before is not None and before.department:
        return grants(claim.records, claim.who, before)
    return not after.department or is_of(claim.records, claim.who, after.department)


def _owns(claim: Claim, before: Resource | None, _after: Resource | None) -> bool:
    return before is None or grants(claim.records, claim.who, before)


OWNER = Right(Words("the department that has the pool gives it away, or a coordinator; a new one is one's own"), _given)
OWNED = Right(Words("the department that has the pool says how much there is, or a coordinator"), _owns)


class Resource(Record, frozen=True):
    """``capacity`` units can be had at the same time in each period; with ``per`` "all", in all and once."""

    name: Annotated[str, line("Name", names=True)]
    department: Annotated[str | None, ref("Department", "department", right=OWNER, duty=True, wanted=True)] = None
    sort: Annotated[
        str,
        choice(
            "Sort",
            ("people", Words("People", context="resource")),
            ("money", "Money"),
            ("equipment", "Equipment"),
            ("room", "Room"),
            ("data", "Data"),
            ("other", "Other"),
        ),
    ] = "people"
    capacity: Annotated[int | float, number("Capacity", least=0, unit_from="unit", right=OWNED)] = 1
    unit: Annotated[str, line("Unit", hint="days, EUR, seats")] = ""
    per: Annotated[
        str,
        choice(
            "Per",
            ("week", "A week"),
            ("day", "A day"),
            ("month", "A month"),
            ("quarter", "A quarter"),
            ("all", "In all"),
            right=OWNED,
        ),
    ] = "week"
    note: Annotated[str, text("Note")] = ""


# Rules


class Use(Protocol):
    """An allocation, as far as load goes."""

    @property
    def amount(self) -> float: ...
    @property
    def start(self) -> date | None: ...
    @property
    def end(self) -> date | None: ...


class Load(msgspec.Struct, frozen=True):
    """From one day to another (None: since ever, for ever) so much is used at the same time."""

    start: date | None
    end: date | None
    used: float

    @property
    def amount(self) -> float:
        """What is used, as a use of its own."""
        return self.used


def load(uses: Iterable[Use], per: str) -> list[Load]:
    """How much is used when, in the order of the days; stretches in which nothing is used are left out."""
    given = list(uses)
    if per == "all":
        total = sum(use.amount for use in given)
        return [Load(None, None, total)] if total else []
    first, last = date.min.toordinal(), date.max.toordinal()
    steps: dict[int, float] = {}
    for use in given:
        begin = use.start.toordinal() if use.start else first
        end = use.end.toordinal() if use.end else last
        steps[begin] = steps.get(begin, 0) + use.amount
        steps[end + 1] = steps.get(end + 1, 0) - use.amount
    found: list[Load] = []
    days, used = sorted(steps), 0.0
    for at, following in pairwise(days):
        used += steps[at]
        if used > 1e-9:
            found.append(Load(_day(at, first), _day(following - 1, last), round(used, 6)))
    return found


def _day(ordinal: int, never: int) -> date | None:
    return None if ordinal == never else date.fromordinal(ordinal)


def over(uses: Iterable[Use], capacity: float, per: str) -> list[Load]:
    """When more is used than there is."""
    return [each for each in load(uses, per) if each.used > capacity + 1e-9]


def over_for(
    mine: Iterable[Use], granted: Iterable[Use], capacity: float, per: str, today: date = date.min
) -> list[Load]:
    """When, from ``today`` on, more is ``granted`` than there is while one of ``mine`` has a part in it."""
    own = list(mine)
    found = (each for each in over(granted, capacity, per) if each.end is None or each.end >= today)
    return [each for each in found if any(overlaps(each, use, per) for use in own)]


def overlaps(one: Use, other: Use, per: str) -> bool:
    """Whether two allocations want the same at the same time."""
    if per == "all":
        return True
    begin, end = max(one.start or date.min, other.start or date.min), min(one.end or date.max, other.end or date.max)
    return begin <= end


def amount_words(amount: float, unit: str, per: str) -> Words:
    """An amount with its unit and period: "4 days a week"."""
    return _A_PERIOD.get(per, Words("{amount}")).filled(amount=measured(digits(amount), unit))


_A_PERIOD = {
    "week": Words("{amount} a week"),
    "day": Words("{amount} a day"),
    "month": Words("{amount} a month"),
    "quarter": Words("{amount} a quarter"),
}


KIND = Kind(
    name="resource",
    prefix="P",
    label="Resource",
    plural="Resources",
    record=Resource,
    writer="member",
    stays=OWNED,
    no_done=Words("a resource is never done; release what is granted of it", "released-not-done"),
)
