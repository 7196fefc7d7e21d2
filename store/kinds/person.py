"""People: who owns, does, leads and answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated

from store.errors import Fault
from store.fields import choice, day, line, ref, tag_list
from store.kinds.base import Kind, Record
from store.kinds.shared import zone_faults
from store.words import Words

if TYPE_CHECKING:
    from store.records import Records


class Person(Record, frozen=True):
    """``login`` is the operating system's user; it may be missing, and old ones stay among ``other_names``.

    ``zone`` (IANA) is the workspace's where it is empty.
    """

    name: Annotated[str, line("Name", names=True)]
    login: Annotated[str, line("Login", unique=True, hint="The user name on this machine")] = ""
    other_names: Annotated[tuple[str, ...], tag_list("Other names", spaced=True, asked=False)] = ()
    department: Annotated[str | None, ref("Department", "department")] = None
    role: Annotated[
        str,
        choice(
            "Role",
            ("viewer", "Viewer"),
            ("member", "Member"),
            ("coordinator", "Coordinator"),
            ("admin", "Admin"),
        ),
    ] = "member"
    email: Annotated[str, line("Email")] = ""
    away_until: Annotated[date | None, day("Away until")] = None
    zone: Annotated[
        str,
        line("Time zone", searched=False, hint="Where it is not that of the workspace, such as Asia/Shanghai"),
    ] = ""


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
    faults=faults,
    no_done=Words("people are never done"),
)
