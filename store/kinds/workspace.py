"""The workspace itself: one record with the name, the time zone and the habits of the organisation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, NamedTuple

from store.errors import Fault, Refused
from store.fields import choice, line, mapping, number, zone_line
from store.fields.calendar import Calendar, Day
from store.fields.clean_text import clean
from store.fields.rights import FREE
from store.kinds.base import Kind, Record
from store.kinds.common_rules import zone_faults
from store.kinds.department import Department
from store.kinds.person import Person
from store.words import Words

if TYPE_CHECKING:
    from store.records import Changes, Records


#: The calendar names at most so many days, each with so many characters.
DAYS_LIMIT, NAME_LIMIT = 4_000, 200


class Settings(Record, frozen=True):
    """The one record of its kind. Late and today are counted in ``zone`` (IANA); ``days`` are by their ISO date."""

    name: Annotated[str, line("Name", names=True)]
    zone: Annotated[str, zone_line("Time zone", hint="An IANA name such as Europe/Berlin or Asia/Shanghai")] = "UTC"
    language: Annotated[str, choice("Language", ("en", "English"), ("zh", "Chinese"))] = "en"
    working_days: Annotated[str, line("Working days", hint="The days of the week, Monday is 1: 12345")] = "12345"
    periods: Annotated[
        str,
        choice(
            "Periods",
            ("quarter", "Quarters"),
            ("half", "Half years"),
            ("month", "Months"),
            ("year", "Years"),
            hint="What goals are planned by: what this and next mean as a period",
        ),
    ] = "quarter"
    stale_after: Annotated[int, number("Days until stale", least=1, most=366, unit="days")] = 14
    joining: Annotated[
        str, choice("Who may join", ("open", "Everyone"), ("ask", "On request"), ("closed", "Nobody"))
    ] = "open"
    views: Annotated[dict[str, str], mapping("Kept searches", right=FREE)] = {}
    days: Annotated[
        dict[str, Day],
        mapping(
            "Days off",
            right=FREE,
            most=DAYS_LIMIT,
            hint="Such as 2026-12-25=Christmas; a calendar file can be imported",
        ),
    ] = {}


# Rules


def faults(settings: Settings, before: Settings | None, records: Records) -> Iterator[Fault]:
    """One record, a time zone that there is, days of the week and of the calendar that there are."""
    if before is None and any(other.id != settings.id for other in records.all(Settings)):
        yield Fault("name", Words("there is one workspace only; edit that", "one-workspace"))
    if before is None or settings.zone != before.zone:
        yield from zone_faults(settings.zone)
    if not settings.working_days or set(settings.working_days) - set("1234567"):
        yield Fault("working_days", Words("needs days of the week as digits, Monday is 1: 12345", "wrong-shape"))
    if before is None or settings.days != before.days:
        yield from day_faults(settings.days)


def day_faults(days: Mapping[str, Day]) -> Iterator[Fault]:
    """Not too many days, each an ISO date of the calendar; the first that is wrong is named."""
    if len(days) > DAYS_LIMIT:
        yield Fault("days", Words("has more than {n} items", "too-many", n=DAYS_LIMIT))
        return
    for day, named in days.items():
        if not _is_day(day):
            yield Fault("days", Words('"{value}" is not a day such as 2026-12-25', "wrong-shape", value=day[:40]))
            return
        if len(named.name) > NAME_LIMIT:
            yield Fault(
                "days", Words("the name of {day} is longer than {n} characters", "too-long", day=day, n=NAME_LIMIT)
            )
            return


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text  # 20261225 is read too, and would be a second one
    except ValueError:
        return False


def calendar_of(settings: Settings) -> Calendar:
    """The days on which the organisation works."""
    days = {date.fromisoformat(day): named for day, named in settings.days.items() if _is_day(day)}
    return Calendar(settings.working_days, days, settings.zone)


class Stretch(NamedTuple):
    """Days in a row that are named the same."""

    first: date
    last: date
    day: Day

    @property
    def words(self) -> Words:
        """When, what sort of day, its name."""
        days = f"{self.first}" if self.first == self.last else f"{self.first}..{self.last}"
        return _SAID[self.day.works, bool(self.day.name)].filled(days=days, name=self.day.name)


#: By whether people work, and whether it has a name.
_SAID = {
    (False, False): Words("{days}: day off"),
    (False, True): Words("{days}: day off, {name}"),
    (True, False): Words("{days}: working day"),
    (True, True): Words("{days}: working day, {name}"),
}


def stretches(days: Mapping[date, Day]) -> list[Stretch]:
    """The named days in order, those in a row together."""
    found: list[Stretch] = []
    for day, named in sorted(days.items()):
        if found and found[-1].day == named and found[-1].last + timedelta(1) == day:
            found[-1] = found[-1]._replace(last=day)
        else:
            found.append(Stretch(day, day, named))
    return found


# Steps and commands


def keep(_changes: Changes, settings: Settings, _why: str) -> Settings:
    """The workspace's own record is never dropped."""
    raise Refused("{id} is the workspace itself and stays", "stays", id=settings.id)


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
            raise Refused("A workspace wants a name", "wants-words")
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
        raise Refused("The workspace has no record of its own yet", "no-workspace-record")
    if not name:
        raise Refused("A kept search wants a name", "wants-words")
    views = {known: kept for known, kept in settings.views.items() if known != name}
    if query:
        views[name] = query
    elif len(views) == len(settings.views):
        raise Refused('No search is kept under "{name}"', "no-such-search", name=name)
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
    seen_at=(),
    writer="admin",
    faults=faults,
    drop=keep,
    no_done=Words("the workspace is never done", "never-done"),
)
