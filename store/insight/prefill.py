"""A stand-up entry filled in beforehand: what somebody really did since the last one, does next, is held up by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from store import clock
from store.history import deed_words
from store.history.deed_words import spoken
from store.insight.activity import Deed, SinceWhen, deeds, summed
from store.insight.my_day import RANK, SOON
from store.kinds import KINDS
from store.kinds.person import Person
from store.kinds.standup import StandUp
from store.kinds.standup_line import Did, Line, saying
from store.records.names import title
from store.words import Words

if TYPE_CHECKING:
    from store.engine.ledger import Ledger
    from store.insight.overview import Overview
    from store.insight.projected_fields import ActionRow

#: So many of the next actions are kept unless somebody says otherwise; the others are offered.
KEPT = 3
#: More of the same than that is one line that counts them: whoever has brought in a thousand records can post.
ALIKE = 10
#: So many blockers are kept, those that hold for longest; the others are offered.
HOLDING = 20


class Filled(NamedTuple):
    """A line that is proposed: ``kept`` unless it is dropped, otherwise only offered.

    ``words`` is what it says, ``why`` why it stands where it does; ``days`` is the age of a blocker. It is about the
    record ``on``, or about many; what it says of a deed is stored as ``did``.
    """

    id: str
    section: str
    on: str | None
    words: Words
    kept: bool = True
    why: Words | None = None
    days: int = 0
    did: Did | None = None

    def line(self, say: Callable[[Words], str]) -> Line:
        """The line as it is posted; ``say`` puts words into the language of whoever posts it."""
        line = Line(self.id, self.section, spoken(say(self.words)), self.on)
        return line if self.did is None else saying(line, self.did)


class Prefilled(NamedTuple):
    """What is proposed for somebody's entry of a day, by section.

    ``entry`` is there already: then what is proposed is what came since. ``since`` is the last one before it.
    """

    person: str
    day: date
    since: StandUp | None
    entry: StandUp | None
    lines: tuple[Filled, ...]

    @property
    def kept(self) -> tuple[Filled, ...]:
        """What is posted where nothing is changed."""
        return tuple(line for line in self.lines if line.kept)


def prefill(ledger: Ledger, overview: Overview, person: str, day: date) -> Prefilled:
    """What is proposed for that person's entry of a day; reads of the journal only what came since the last one."""
    entries = overview.entries
    entry, last = entries.of(person, day), entries.before(person, day)
    told = entry or last
    lines = [
        *_done(ledger, overview, person, day, told),
        *_next(overview, person, day, last, entry),
        *_blocked(overview, person, entry),
    ]
    return Prefilled(person, day, last, entry, tuple(lines))


def _done(ledger: Ledger, overview: Overview, person: str, day: date, told: StandUp | None) -> Iterator[Filled]:
    records = overview.reading
    whose = records.one(Person, person)
    begins = overview.calendar.before(day)
    since = SinceWhen(told, clock.stamp(clock.begins(begins, whose.zone or records.settings.zone)))
    yield from _told(deeds(ledger, records, whose, since))


def _told(found: Sequence[Deed]) -> Iterator[Filled]:
    """A line for each deed; one for all that are alike, where they are more than anybody reads out."""
    alike: dict[tuple[str, str], set[str]] = {}
    for deed in found:
        alike.setdefault(deed.of, set()).add(deed.id)
    for deed in found:
        n = len(alike.get(deed.of, ()))
        if 0 < n <= ALIKE:
            yield Filled(f"done {deed.id} {deed.field}", "done", deed.id, deed.words, did=deed.did)
        elif n:
            del alike[deed.of]
            yield Filled(
                "done {} {}".format(*deed.of),
                "done",
                None,
                summed(deed.of, n),
                did=deed_words.many(KINDS[deed.of[0]], deed.of[1], n),
            )


# Next


def _next(overview: Overview, person: str, day: date, last: StandUp | None, entry: StandUp | None) -> Iterator[Filled]:
    said = _named(entry, "next")
    ranked = [id for id in ranking(overview, person, day, _named(last, "next")) if id not in said]
    for at, id in enumerate(ranked):
        row = overview.actions.get(id)
        kept = at < KEPT and entry is None
        yield Filled(
            f"next {id}", "next", id, _title(overview, id), kept, None if row is None else _why(overview, id, row, day)
        )


def ranking(overview: Overview, person: str, day: date, promised: Iterable[str] = ()) -> list[str]:
    """Somebody's open actions in the order in which they press.

    The late ones come first, then those due on that day, those due soon, the others; what is held up comes last. Among
    these what was ``promised`` comes first, in that order, then what has priority, what is due earlier.
    """
    order = {id: at for at, id in enumerate(promised)}
    mine = overview.actions_of_owner.of(person)
    mine = [(id, row) for id, row in mine if row.is_open and (id in order or not row.is_ahead(day))]
    mine.sort(key=lambda pair: _rank(overview, pair[0], pair[1], day, order))
    return [id for id, _row in mine]


def _rank(overview: Overview, id: str, row: ActionRow, day: date, order: Mapping[str, int]) -> tuple[object, ...]:
    due = row.due or date.max
    if id in overview.holding:
        presses = 4
    elif due < day:
        presses = 0
    elif due == day:
        presses = 1
    else:
        presses = 2 if due - day <= timedelta(SOON) else 3
    return presses, order.get(id, len(order)), RANK.get(row.priority, 1), due, int(id[2:])


def _why(overview: Overview, id: str, row: ActionRow, day: date) -> Words | None:
    blockers = overview.blocked_by(id)
    if blockers:
        return Words("held up by {ids}", ids=[*blockers])
    if row.due is None:
        return None
    if row.due < day:
        n = (day - row.due).days
        return Words("{n} days late", one="{n} day late", n=n)
    return Words("due today") if row.due == day else Words("due {day}", day=row.due)


# Blocked


def _blocked(overview: Overview, person: str, entry: StandUp | None) -> Iterator[Filled]:
    said = _named(entry, "blocked")
    found = [(overview.days_held(id), id) for id in blockers_of(overview, person) if id not in said]
    for at, (days, id) in enumerate(sorted(found, key=lambda each: (-each[0], int(each[1][2:])))):
        yield Filled(f"blocked {id}", "blocked", id, _title(overview, id), at < HOLDING, _age(days), days)


def _age(days: int) -> Words:
    return Words("for {n} days", one="for {n} day", n=days) if days else Words("since today")


def blockers_of(overview: Overview, person: str) -> list[str]:
    """The open blockers that hold up what is somebody's; of what is nobody's those that they have raised."""
    found: list[str] = []
    whose = overview.people.get(person)
    for id, row in overview.open_blockers():
        owners = {owner for held in row.holds if (owner := getattr(overview.row(held), "owner", None))}
        if person in owners or (not owners and whose is not None and _made_by(overview, id) == whose.login):
            found.append(id)
    return found


def _made_by(overview: Overview, id: str) -> str | None:
    found = overview.reading.find(id)
    return None if found is None else found.made_by or None


def _named(entry: StandUp | None, section: str) -> dict[str, None]:
    """The records that an entry names in a section, in its order."""
    lines = () if entry is None else entry.lines
    return dict.fromkeys(line.on for line in lines if line.section == section and line.on)


def _title(overview: Overview, id: str) -> Words:
    return Words("{title}", title=title(overview.reading, id))
