"""Days by which something is to be done that are past already, or off: said when they are given, never refused."""

from collections.abc import Iterable
from datetime import date

from store.fields.calendar import Calendar
from store.kinds.base import Record
from store.records import KIND_OF, Records
from store.words import Words


def oddity(day: date, today: date, calendar: Calendar) -> Words | None:
    """What is odd about a day by which something is to be done; None where nothing is."""
    if day < today:
        return Words("{day} is {n} days ago", one="{day} is {n} day ago", day=day, n=(today - day).days)
    if calendar.works(day):
        return None
    name = calendar.name(day)
    if name:
        return Words(
            "{day} is a day off ({name}): the next working day is {next}", day=day, name=name, next=calendar.after(day)
        )
    return Words("{day} is a day off: the next working day is {next}", day=day, next=calendar.after(day))


def oddities(record: Record, before: Record | None, records: Records, today: date) -> list[Words]:
    """A sentence for each odd day that a record was given, which it did not have ``before``."""
    found: list[Words] = []
    for name in _deadlines(record):
        day: date | None = getattr(record, name)
        odd = None if day is None or day == getattr(before, name, None) else oddity(day, today, records.calendar)
        found += [] if odd is None or odd in found else [odd]
    return found


def counted(given: Iterable[Record], records: Records, today: date) -> list[Words]:
    """The same of many records of a kind that are not over: how many of their days are past, how many are off."""
    past = off = 0
    names: list[str] | None = None
    for record in given:
        names = _deadlines(record) if names is None else names  # all are of one kind
        if KIND_OF[type(record)].is_over(record, records, today):
            continue
        days: list[date] = [day for name in names if (day := getattr(record, name)) is not None]
        past += sum(day < today for day in days)
        off += sum(day >= today and not records.calendar.works(day) for day in days)
    found: list[Words] = []
    if past:
        found.append(Words("{n} of the days are past", one="{n} of the days is past", n=past))
    if off:
        found.append(Words("{n} of the days are days off", one="{n} of the days is a day off", n=off))
    return found


def _deadlines(record: Record) -> list[str]:
    return [field.name for field in KIND_OF[type(record)].fields.values() if field.deadline]
