"""Departments: who agrees, brings, asks and answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated

from store.errors import Fault
from store.fields import flag, line, number, ref, tag_list, text
from store.fields.rights import FREE, Claim, Right
from store.kinds.base import Kind, Record
from store.kinds.common_rules import circle
from store.words import Words

if TYPE_CHECKING:
    from store.records import Records


class Department(Record, frozen=True):
    """``code`` is a short unique name that can change; the old ones stay among ``other_names`` and are found."""

    name: Annotated[str, line("Name", names=True)]
    code: Annotated[str, line("Code", unique=True, hint="A short name such as MKT")] = ""
    other_names: Annotated[tuple[str, ...], tag_list("Other names", spaced=True, asked=False, right=FREE)] = ()
    lead: Annotated[str | None, ref("Lead", "person", duty=True, wanted=True)] = None
    deputy: Annotated[str | None, ref("Deputy", "person", duty=True)] = None
    parent: Annotated[str | None, ref("Part of", "department", duty=True, context="department")] = None
    hours: Annotated[str, line("Hours", hint="When it can be reached, such as 9:00-17:00")] = ""
    channel: Annotated[str, line("Channel", hint="Where it is asked first")] = ""
    decides: Annotated[str, line("How it decides")] = ""
    answer_days: Annotated[
        int, number("Days to answer", least=0, most=366, unit="days", hint="Working days it takes to answer a request")
    ] = 3
    agreement: Annotated[str, text("More agreed", hint="What else others can rely on")] = ""
    active: Annotated[bool, flag("Active", later=True)] = True


def faults(department: Department, before: Department | None, records: Records) -> Iterator[Fault]:
    """No department is part of itself."""
    yield from circle(department, before, "parent", records)


def active_of(records: Records, ids: Iterable[str]) -> tuple[str, ...]:
    """Those of these departments that are not over."""
    found = ((id, records.maybe(Department, id)) for id in ids)
    return tuple(id for id, each in found if each is None or each.active)


def _asked(claim: Claim, _before: Department, _after: None) -> bool:
    """Whether it is among what was answered is not told, by refusing it either."""
    return not claim.after.items("pulse-answer")  # they go as their pulse closes


ASKED = Right(Words("a pulse with answers is open; close it first, or say that the department is not active"), _asked)

KIND = Kind(
    name="department",
    prefix="DP",
    label="Department",
    plural="Departments",
    record=Department,
    writer="coordinator",
    faults=faults,
    stays=ASKED,
    over=lambda department, _records, _today: not department.active,
    no_done=Words("a department is never done; set active to no when it is no more", "made-inactive"),
)
