"""The workspace itself: one record with the name, the time zone and the habits of the organisation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from store.errors import Fault, Refused
from store.fields import choice, line, mapping, number
from store.kinds.base import Kind, Record
from store.kinds.department import Department
from store.kinds.person import Person
from store.text import clean
from store.words import Words

if TYPE_CHECKING:
    from store.records import Changes, Records


class Settings(Record, frozen=True):
    """The one record of its kind. Late and today are counted in ``zone`` (IANA)."""

    name: Annotated[str, line("Name", names=True)]
    zone: Annotated[str, line("Time zone", hint="An IANA name such as Europe/Berlin or Asia/Shanghai")] = "UTC"
    language: Annotated[str, choice("Language", ("en", "English"), ("zh", "Chinese"))] = "en"
    working_days: Annotated[str, line("Working days", hint="The days of the week, Monday is 1: 12345")] = "12345"
    stale_after: Annotated[int, number("Days until stale", least=1, most=366)] = 14
    joining: Annotated[
        str, choice("Who may join", ("open", "Everyone"), ("ask", "On request"), ("closed", "Nobody"))
    ] = "open"
    views: Annotated[dict[str, str], mapping("Kept searches")] = {}


# Rules


def faults(settings: Settings, before: Settings | None, records: Records) -> Iterator[Fault]:
    """One record, a time zone that there is, days of the week that there are."""
    if before is None and any(other.id != settings.id for other in records.all(Settings)):
        yield Fault("name", Words("there is one workspace only; edit that"))
    if before is None or settings.zone != before.zone:
        yield from _zone_faults(settings.zone)
    if not settings.working_days or set(settings.working_days) - set("1234567"):
        yield Fault("working_days", Words("needs days of the week as digits, Monday is 1: 12345"))


def _zone_faults(zone: str) -> Iterator[Fault]:
    if zone == "UTC":
        return
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):  # not found, not a name, a folder of zones
        words = Words('"{value}" is not a time zone such as Europe/Berlin or Asia/Shanghai', value=zone)
        yield Fault("zone", words)


# Steps and commands


def keep(_changes: Changes, settings: Settings, _why: str) -> Settings:
    """The workspace's own record is never dropped."""
    raise Refused("{id} is the workspace itself and stays", id=settings.id)


def found(
    changes: Changes,
    name: str,
    zone: str = "UTC",
    language: str = "en",
    login: str = "",
    person_name: str = "",
    department_name: str = "",
) -> Settings:
    """Set up a new workspace: its own record, its first person, an admin, and their department if one is named.

    What is there already stays as it is, so that it may be given twice.
    """
    settings = next(changes.all(Settings), None)
    if settings is None:
        if not clean(name):
            raise Refused("A workspace wants a name")
        settings = changes.add(Settings(name=clean(name), zone=zone or "UTC", language=language))
    department = None
    if clean(department_name):
        wanted = clean(department_name)
        there = (found for found in changes.all(Department) if wanted.casefold() in _names(found))
        department = next(there, None) or changes.add(Department(name=wanted))
    login = clean(login) or changes.who
    if login and changes.person_of(login) is None:
        person = Person(
            name=clean(person_name) or login,
            login=login,
            role="admin",
            department=None if department is None else department.id,
        )
        changes.add(person)
    changes.say("found", id=settings.id)
    return settings


def keep_view(changes: Changes, name: str, query: str) -> Settings:
    """Keep a search under a name for everyone; without a query the name is given up. Raises `Refused`."""
    settings = next(changes.all(Settings), None)
    name, query = clean(name).replace(".", " ").strip(), clean(query)
    if settings is None:
        raise Refused("The workspace has no record of its own yet; `concord init` makes it")
    if not name:
        raise Refused("A kept search wants a name")
    views = {known: kept for known, kept in settings.views.items() if known != name}
    if query:
        views[name] = query
    elif len(views) == len(settings.views):
        raise Refused('No search is kept under "{name}"', name=name)
    changes.say("view", id=settings.id, name=name)
    return changes.change(settings, views=views)


def _names(department: Department) -> tuple[str, str]:
    return department.name.casefold(), department.code.casefold()


KIND = Kind(
    name="workspace",
    prefix="WS",
    label="Workspace",
    plural="Workspaces",
    record=Settings,
    faults=faults,
    drop=keep,
    no_done=Words("the workspace is never done"),
)
