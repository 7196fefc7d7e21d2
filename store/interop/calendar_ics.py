"""The events of an iCalendar file (RFC 5545): its lines unfolded, its components matched, only what tells about days.

Each property keeps its line. What a property means is read with the library `icalendar`; the file as a whole is not
given to it: it knows no lines, passes over what is broken, and has no bounds.
"""

import re
from collections.abc import Collection, Iterator

import msgspec

from store.errors import WrongWords
from store.interop.calendar_days import checked, decoded, shown
from store.words import Words

#: Components within one another.
DEPTH_LIMIT = 8
#: Events in one file.
EVENTS_LIMIT = 3_000
#: A property that tells about days is at most this many bytes long.
PROPERTY_LIMIT = 16 * 1024
#: All that is kept of a file is at most so many properties, and so many letters.
KEPT_LIMIT, LETTERS_LIMIT = 30_000, 4_000_000

_BEGINS = re.compile(rb"\s*BEGIN:VCALENDAR", re.IGNORECASE)
_NAME = re.compile(rb"[ \t]*([A-Za-z0-9-]+)[ \t]*[;:]")
#: The properties of an event that are kept; of the description only its first word counts.
KEPT = frozenset(
    ("DTSTART", "DTEND", "DURATION", "RRULE", "EXRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "UID", "STATUS", "SUMMARY",
     "CATEGORIES", "DESCRIPTION", "X-APPLE-SPECIAL-DAY")
)  # fmt: skip
_CUT = {"DESCRIPTION": 64, "SUMMARY": 2048, "CATEGORIES": 2048}


class Property(msgspec.Struct, frozen=True, gc=False):
    """One line of an event, unfolded, with the number of the line that it begins in."""

    line: int
    text: str


class CalendarEvent(msgspec.Struct, frozen=True):
    """The properties of one event by their names, each as often as it is there."""

    line: int
    properties: dict[str, list[Property]]
    cancelled: bool = False
    #: The zone that its calendar says to be in; "" where it says none.
    zone: str = ""
    #: A line in it that is none of an iCalendar.
    fault: Words | None = None


def is_ics(data: bytes) -> bool:
    """The file begins as an iCalendar does."""
    return _BEGINS.match(data.removeprefix(b"\xef\xbb\xbf")) is not None


def events(data: bytes, more: Collection[str] = ()) -> list[CalendarEvent]:
    """All events, with the properties ``more`` besides, of which all text is kept.

    Raises `WrongWords` at the first line that is wrong, or where there are no events.
    """
    reader = _ComponentReader(frozenset(more))
    for line, raw in _unfolded(checked(data)):
        reader.take(line, raw)
    return reader.done()


def _unfolded(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The lines with what is folded put together, as bytes: a fold may part the bytes of one letter."""
    begun, parts = 0, list[bytes]()
    for line, raw in enumerate(data.splitlines(), 1):
        if raw[:1] in (b" ", b"\t") and parts:
            parts.append(raw[1:])
        elif raw.strip():
            if parts:
                yield begun, b"".join(parts)
            begun, parts = line, [raw]
    if parts:
        yield begun, b"".join(parts)


class _ComponentReader:
    """Takes line by line and knows in which component it is."""

    def __init__(self, more: frozenset[str]) -> None:
        self._more = more
        self._open: list[tuple[str, int]] = []
        self._events: list[CalendarEvent] = []
        self._kept: dict[str, list[Property]] = {}
        self._cancels = self._in_text = False
        self._fault: Words | None = None
        self._zone, self._zones, self._first = "", list[str](), 0
        self._count = self._letters = 0

    def take(self, line: int, raw: bytes) -> None:
        found = _NAME.match(raw)
        if found is None:
            self._stray(line, raw)
            return
        name = found[1].decode("ascii").upper()
        if name == "BEGIN":
            self._begin(line, _component(raw, found.end()))
        elif not self._open:
            raise WrongWords("Line {line}: stands outside of the calendar. Export it again", line=line)
        elif name == "END":
            self._end(line, _component(raw, found.end()))
        elif len(self._open) == 1:
            self._about_all(line, name, _value(raw, found.end()))
        elif self._in_event:
            kept = name in KEPT or name in self._more
            self._in_text = not kept or name == "DESCRIPTION"
            if kept:
                self._keep(line, name, raw)
        elif name == "TZID" and self._open[-1][0] == "VTIMEZONE":
            self._zones.append(_value(raw, found.end()).rpartition(":")[2])

    def _stray(self, line: int, raw: bytes) -> None:
        """What is no line: the rest of a text that was not folded, or a fault of its event."""
        fault = Words(
            'Line {line}: "{text}" is no line of an iCalendar. Export the calendar again',
            line=line,
            text=shown(raw[:200].decode("utf-8", "replace")),
        )
        if not self._in_event:
            raise WrongWords.of(fault)
        if not self._in_text:
            self._fault = self._fault or fault

    @property
    def _in_event(self) -> bool:
        return [name for name, _line in self._open] == ["VCALENDAR", "VEVENT"]

    def _begin(self, line: int, name: str) -> None:
        if bool(self._open) == (name == "VCALENDAR") or len(self._open) >= DEPTH_LIMIT:
            raise WrongWords(
                "Line {line}: {name} does not belong here. Export the calendar again", line=line, name=name
            )
        self._open.append((name, line))
        if name == "VCALENDAR":
            self._cancels, self._zone, self._zones, self._first = False, "", [], len(self._events)
        if self._in_event:
            self._kept, self._fault, self._in_text = {}, None, False
            if len(self._events) == EVENTS_LIMIT:
                raise WrongWords("Line {line}: more than {n} events. Keep only the days off", line=line, n=EVENTS_LIMIT)

    def _end(self, line: int, name: str) -> None:
        opened, begun = self._open[-1]
        if opened != name:
            raise WrongWords(
                "Line {line}: {name} ends, but {opened} of line {begun} is open. Export the calendar again",
                line=line,
                name=name,
                opened=opened,
                begun=begun,
            )
        if self._in_event:
            self._events.append(CalendarEvent(begun, self._kept, self._cancels, fault=self._fault))
        self._open.pop()
        if not self._open:
            # An only zone is that of the calendar, which may be said behind the events.
            zone = self._zone or (self._zones[0] if len(self._zones) == 1 else "")
            self._events[self._first :] = [
                msgspec.structs.replace(each, zone=zone) for each in self._events[self._first :]
            ]

    def _about_all(self, line: int, name: str, written: str) -> None:
        value = written.upper()
        if name == "VERSION" and value == "1.0":
            raise WrongWords("Line {line}: this is vCalendar 1.0. Export it as iCalendar 2.0 (.ics)", line=line)
        if name == "METHOD" and value == "CANCEL":
            self._cancels = True
        if name == "X-WR-TIMEZONE":
            self._zone = written.rpartition(":")[2]

    def _keep(self, line: int, name: str, raw: bytes) -> None:
        if name not in _CUT and len(raw) > PROPERTY_LIMIT:
            self._fault = self._fault or Words(
                "Line {line}: {name} is longer than {n} bytes. Keep only the days off",
                line=line,
                name=name,
                n=PROPERTY_LIMIT,
            )
            return
        text = decoded(raw, line)[: None if name in self._more else _CUT.get(name)]
        self._count, self._letters = self._count + 1, self._letters + len(text)
        if self._count > KEPT_LIMIT or self._letters > LETTERS_LIMIT:
            raise WrongWords("Line {line}: the events say too much. Keep only the days off", line=line)
        self._kept.setdefault(name, []).append(Property(line, text))

    def done(self) -> list[CalendarEvent]:
        """The events, once all lines are taken."""
        if self._open:
            name, line = self._open[-1]
            raise WrongWords("Line {line}: {name} begins and never ends. Is the file cut off?", line=line, name=name)
        if not self._events:
            raise WrongWords("There are no events in the file. Export the calendar again")
        return self._events


def _value(raw: bytes, at: int) -> str:
    return raw[at : at + 100].decode("utf-8", "replace").strip()


def _component(raw: bytes, at: int) -> str:
    return shown(raw[at : at + 60].decode("utf-8", "replace").strip().upper())
