"""People: who owns, does, leads and answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, Protocol

from store.errors import Fault
from store.fields import choice, day, line, ref, tag_list, zone_line
from store.fields.rights import ADMIN, Claim, Right, of_role
from store.kinds.base import Kind, Record
from store.kinds.common_rules import zone_faults
from store.kinds.department import Department
from store.kinds.department_rights import speakers
from store.words import Words

if TYPE_CHECKING:
    from store.records import Records


# Who may


def _login(claim: Claim, before: Person | None, after: Person) -> bool:
    if claim.records.rank_of(claim.who) == ADMIN:
        return True
    return before is None and (claim.above or after.login == claim.who)


def _role(claim: Claim, before: Person | None, after: Person) -> bool:
    if claim.records.rank_of(claim.who) == ADMIN:
        return True
    roles = {after.role} if before is None else {before.role, after.role}
    return roles <= {"viewer", "member"} and (claim.above or (before is None and after.role == "member"))


def _department(claim: Claim, before: Person | None, after: Person) -> bool:
    if before is None or claim.above or after.department is None:
        return True
    department, me = claim.records.maybe(Department, after.department), claim.me
    return department is not None and me is not None and me.id in speakers(department)


LOGIN = Right(
    Words("an admin gives logins; who joins brings their own, and a coordinator adds a member with a new one"),
    _login,
    firm=True,
)
OTHER_NAMES = of_role(ADMIN, Words("an admin says what else somebody is called"), firm=True)
ROLE = Right(Words("an admin gives roles; a coordinator makes viewers members and members viewers"), _role, firm=True)
DEPARTMENT = Right(
    Words("the lead or deputy of the department says who belongs to it, or a coordinator; who joins says it once"),
    _department,
)


class Person(Record, frozen=True):
    """``login`` is the operating system's user, exactly as it says it; it may be missing.

    Old ones stay among ``other_names``, by which somebody is found and never who somebody is.

    ``zone`` (IANA) is the workspace's where it is empty.
    """

    name: Annotated[str, line("Name", context="person", names=True)]
    login: Annotated[str, line("Login", unique=True, hint="The user name on this machine", right=LOGIN)] = ""
    other_names: Annotated[tuple[str, ...], tag_list("Other names", spaced=True, asked=False, right=OTHER_NAMES)] = ()
    department: Annotated[str | None, ref("Department", "department", right=DEPARTMENT, duty=True, wanted=True)] = None
    role: Annotated[
        str,
        choice(
            "Role",
            ("viewer", "Viewer"),
            ("member", "Member"),
            ("coordinator", "Coordinator"),
            ("admin", "Admin"),
            right=ROLE,
        ),
    ] = "member"
    email: Annotated[str, line("Email")] = ""
    away_until: Annotated[date | None, day("Away until")] = None
    left_on: Annotated[date | None, day("Left on", hint="From that day on nothing new is given to them")] = None
    zone: Annotated[
        str,
        zone_line("Time zone", hint="Where it is not that of the workspace, such as Asia/Shanghai"),
    ] = ""


class Leaving(Protocol):
    """A person, or as much of one."""

    @property
    def left_on(self) -> date | None: ...


def has_left(person: Leaving, day: date) -> bool:
    """Gone by that day: nothing new is given to them."""
    return person.left_on is not None and person.left_on <= day


def faults(person: Person, before: Person | None, _records: Records) -> Iterator[Fault]:
    """A time zone that there is, or none."""
    if person.zone and (before is None or person.zone != before.zone):
        yield from zone_faults(person.zone)


KIND = Kind(
    name="person",
    prefix="PN",
    label="Person",
    plural="People",
    record=Person,
    writer="coordinator",
    faults=faults,
    over=lambda person, _records, today: has_left(person, today),
    no_done=Words("people are never done", "never-done"),
    is_people=True,
)
