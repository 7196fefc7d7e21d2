"""Ends are ends: what is left open asks what becomes of it, and what has ended takes nothing new.

When a goal closes, or an action that is blocked is done, each record of it that still goes on is done, dropped or moved
elsewhere in the same commit, by the answers that `Changes.rest` holds; without them it is refused with the list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from store.errors import LeftOpen, Refused, WrongWords
from store.kinds.base import Ending, Kind, Record
from store.kinds.naming import title_of

if TYPE_CHECKING:
    from datetime import date

    from store.fields.rights import Claim
    from store.records import Changes, Records

T = TypeVar("T")

#: The answer for all that has none of its own.
ALL = ""
#: What can become of a record; where it moves, behind a colon the id of what goes on with it: "move:G-4".
DONE, DROP, MOVE = "done", "drop", "move"

#: The kind of each record class.
_OF: dict[type[Record], Kind] = {}


def know(kinds: Iterable[Kind]) -> None:
    """These are the kinds that there are: they stand above this, and say so once they are all there."""
    _OF.update((kind.record, kind) for kind in kinds)


# Rules


def standing(record: Record) -> str:
    """How a record of any kind stands; what never ends is open."""
    return _standing(_kind(record), record)


def _standing(kind: Kind, record: Record) -> str:
    return "open" if kind.standing is None else kind.standing(record)


def left_open(records: Records, id: str, day: date) -> list[Record]:
    """What still goes on of a record that ends, what holds it up too, unless it holds up something else besides."""
    inside, found, ahead = {id}, dict[str, Record](), [id]
    while ahead:
        for kind, part in _parts(records, ahead.pop()):
            if part.id in inside:
                continue
            if kind.goes_on is not None and kind.goes_on(part, day):
                found[part.id] = part
            elif kind.standing is not None or kind.goes_on is not None:
                continue  # it has ended, or has an end of its own
            inside.add(part.id)
            ahead.append(part.id)
    return [each for each in found.values() if not _holds_elsewhere(records, each, inside)]


def _parts(records: Records, id: str) -> Iterator[tuple[Kind, Any]]:
    """What names that record as what it is part of, as far as it ends with it or has something that does."""
    whose = next((kind.name for kind in _OF.values() if kind.prefix == id.partition("-")[0]), "")
    for kind in _OF.values():
        for field in kind.within:
            if whose not in kind.fields[field].kinds or _is_leaf(kind):
                continue
            for part in records.pointing(kind.record, field, id):
                yield kind, part


def _is_leaf(kind: Kind) -> bool:
    """Nothing of that kind is asked about, nor has it anything that is."""
    above = (name for each in _OF.values() if each.ends for field in each.within for name in each.fields[field].kinds)
    return kind.ends is None and kind.name not in above


def _holds_elsewhere(records: Records, record: Any, inside: set[str]) -> bool:
    """It names several things, of which one goes on without what ends."""
    kind = _kind(record)
    named = [id for name in kind.within if kind.fields[name].type == "refs" for id in getattr(record, name)]
    others = (records.find(id) for id in named if id not in inside)
    return any(each is not None and ended_above(records, each) is None for each in others)


def ended_above(records: Records, record: Record) -> str | None:
    """The id of what has ended: the record itself, or what it is part of."""
    if standing(record) != "open":
        return record.id
    return _ended(records, record, _kind(record).within)


def _ended(records: Records, record: Record, names: tuple[str, ...]) -> str | None:
    for name in names:
        for id in _ids(getattr(record, name)):
            found = records.find(id)
            if found is not None and (ended := ended_above(records, found)) is not None:
                return ended
    return None


def _ids(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value or ()


def takes_changes(records: Records, record: Record) -> bool:
    """Whether what is `Kind.kept` of it may change still: neither has it ended, nor the one that it is part of."""
    return standing(record) == "open" and _ended(records, record, _whole_in(_kind(record))) is None


def may_open(records: Records, record: Record) -> bool:
    """Whether it may be open again, or something like it begun: nothing has ended that it is part of or came out of."""
    kind = _kind(record)
    sources = (records.find(id) for name in kind.out_of for id in _ids(getattr(record, name)))
    closed = (each for each in sources if each is not None and _closed_above(records, each) is not None)
    return _ended(records, record, kind.within) is None and next(closed, None) is None


def refuse_left_open(claim: Claim, kind: Kind, before: Record | None, after: Record) -> None:
    """Raise `LeftOpen` with what still goes on of a record that a commit ends, whatever makes it."""
    if before is None or _standing(kind, before) != "open" or _standing(kind, after) == "open":
        return
    left = left_open(claim.after, after.id, claim.today)
    if left:
        raise LeftOpen(after.id, {each.id: title_of(each) for each in left})


def refuse_new(claim: Claim, kind: Kind, before: Record | None, after: Record) -> None:
    """Raise `Refused` where a commit puts something new into what has ended, or opens something of it again.

    An import by a coordinator brings in what is over itself, what comes together with what is closed, and of what
    another workspace had with its past all but what is still to be done.
    """
    if claim.importing and kind.goes_on is not None and not kind.goes_on(after, claim.today):
        return
    if before is not None and not claim.importing:
        _refuse_otherwise(claim, kind, before, after)
    opened = before is not None and _standing(kind, before) != "open" == _standing(kind, after)
    for name in _asked_about(claim, kind, still_open=_standing(kind, after) == "open"):
        was = () if before is None or opened else _ids(getattr(before, name))
        for id in _ids(getattr(after, name)):
            if id in was:
                continue
            if (ended := _over(claim, kind, name, id)) is not None:
                raise Refused("{id} is over and takes nothing new; reopen it first", "closed", id=ended)


def _asked_about(claim: Claim, kind: Kind, *, still_open: bool) -> tuple[str, ...]:
    """The fields that may not name what is over; with its past comes all but what would be late there for ever."""
    if not claim.with_past:
        return (*kind.within, *kind.out_of)
    return kind.within if still_open and any(field.deadline for field in kind.fields.values()) else ()


def takes_new(claim: Claim, kind: Kind, columns: Mapping[str, Iterable[Any]]) -> bool:
    """Whether nothing has ended that new records name, given as columns by field; a quick answer."""
    return not any(
        _over(claim, kind, name, id)
        for name in _asked_about(claim, kind, still_open=True)
        for value in set(columns[name])
        for id in _ids(value)
    )


def _over(claim: Claim, kind: Kind, name: str, id: str) -> str | None:
    """What has ended of what a new record names; asked once in a commit, for many name the same."""
    return claim.after.cached(kind.name, f"{name} {id} is over", partial(_over_there, claim, kind, name, id))


def _over_there(claim: Claim, kind: Kind, name: str, id: str) -> str | None:
    if claim.importing and claim.records.find(id) is None:
        return None
    found = claim.after.find(id)
    if found is None:
        return None
    return ended_above(claim.after, found) if name in kind.within else _closed_above(claim.after, found)


def _refuse_otherwise(claim: Claim, kind: Kind, before: Record, after: Record) -> None:
    """What is over stays as it ended, and what it came to with it, until it is open again."""
    was, now = _standing(kind, before), _standing(kind, after)
    changed = any(getattr(before, name) != getattr(after, name) for name in kind.kept)
    if "open" in (was, now) and was != now:
        return
    if was != now or (changed and was != "open"):
        raise Refused("{id} is over and takes nothing new; reopen it first", "closed", id=before.id)
    ended = _ended(claim.records, before, _whole_in(kind)) if changed else None
    if ended is not None:
        raise Refused("{id} is over and takes nothing new; reopen it first", "closed", id=ended)


def _whole_in(kind: Kind) -> tuple[str, ...]:
    """The fields that name the one record that it is part of, not several of which some may go on."""
    return tuple(name for name in kind.within if kind.fields[name].type == "ref")


def refuse_gone(claim: Claim, kind: Kind, before: Record) -> None:
    """Raise `Refused` where a commit takes something away from what has ended."""
    ended = _ended(claim.records, before, _whole_in(kind)) if kind.kept else None
    if ended is not None and claim.after.find(ended) is not None:
        raise Refused("{id} is over and takes nothing new; reopen it first", "closed", id=ended)


def _closed_above(records: Records, record: Record) -> str | None:
    """What something comes out of may be done and go on giving; what closes may not."""
    kind = _kind(record)
    if kind.closes or kind.standing is None:
        return ended_above(records, record)
    return None if kind.settled is None else kind.settled(record, records)


def _kind(record: Record) -> Kind:
    """Its own; of a class that is derived from a record's that one's."""
    return next(_OF[each] for each in type(record).__mro__ if each in _OF)


# Commands


def with_rest(changes: Changes, rest: Mapping[str, str], command: Callable[..., T], *args: Any, **values: Any) -> T:
    """Give a command with the answers what becomes of what it leaves open: by id, under `ALL` for all others.

    Raises `WrongWords` for an answer about something that is not left open.
    """
    changes.rest, changes.answered = dict(rest), set()
    made = command(changes, *args, **values)
    unasked = [id for id in rest if id != ALL and id not in changes.answered]
    if unasked:
        raise WrongWords("{ids} is not among what is left open", ids=unasked)
    return made


def settle(changes: Changes, ending: Record, why: str) -> None:
    """What of a record is left open goes the way that was answered; `refuse_left_open` looks at what was not."""
    rest, left = changes.rest, left_open(changes, ending.id, changes.today)
    left = left if ALL in rest else [each for each in left if each.id in rest]
    changes.answered |= {each.id for each in left}
    said = f"{ending.id}: {why}" if why else ending.id
    # What closes before its parts, what was answered by itself first, then what others came out of: those may be over
    # with it.
    for each in sorted(left, key=lambda each: (_is_in(each, left), each.id not in rest, _came_of(each, left))):
        now = {each.id: each for each in left_open(changes, ending.id, changes.today)}.get(each.id)
        if now is None and each.id in rest:
            now = _going_on(changes, each)  # what it is part of took it along meanwhile
        if now is not None:
            _end(changes, now, _read(changes, ending, now, said))


def _going_on(changes: Changes, record: Record) -> Record | None:
    now, goes_on = changes.find(record.id), _kind(record).goes_on
    return now if now is not None and goes_on is not None and goes_on(now, changes.today) else None


def _is_in(record: Record, left: list[Record]) -> bool:
    return any(
        getattr(record, name) == each.id and _kind(each).closes for name in _kind(record).within for each in left
    )


def _came_of(record: Record, left: list[Record]) -> bool:
    return any(getattr(record, name) == each.id for name in _kind(record).out_of for each in left)


def _read(changes: Changes, ending: Record, record: Record, why: str) -> Ending:
    answer = changes.rest.get(record.id, changes.rest.get(ALL, ""))
    how, _, to = answer.partition(":")
    if how in (DONE, DROP) and not to:
        return Ending(how, why)
    target = changes.get(to) if how == MOVE and to else None
    if target is not None and target.id == ending.id:
        raise WrongWords("{id} ends itself; move what is open to something that goes on", id=ending.id)
    if target is None or _kind(target).name not in _kind(record).fields[_kind(record).within[0]].kinds:
        raise WrongWords(
            '{id}: "{answer}" is not done, drop, or move: with what goes on with it, such as move:G-4',
            id=record.id,
            answer=answer,
        )
    ended = ended_above(changes, target)
    if ended is not None:
        raise Refused("{id} is over and takes nothing new; reopen it first", "closed", id=ended)
    return Ending(MOVE, why, target.id)


def _end(changes: Changes, record: Any, how: Ending) -> None:
    kind = _kind(record)
    if kind.ends is None:
        return
    after = kind.ends(changes, record, how)
    changes.put(after)
    if kind.follow is not None:
        kind.follow(changes, record, after)


def let_go(changes: Changes, before: Record, after: Record) -> None:
    """What holds up a record that is dropped lets go; once it is done, it is asked what becomes of it."""
    if standing(before) != "open" or standing(after) == "open":
        return
    if standing(after) == "done":
        settle(changes, after, "")
        return
    for each in left_open(changes, after.id, changes.today):
        changes.answered.add(each.id)
        _end(changes, each, Ending(DROP, f"{after.id}: {why}" if (why := getattr(after, "reason", "")) else after.id))
