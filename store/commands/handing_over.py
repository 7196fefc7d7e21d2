"""Handing over what is open with a person or a department, all of it or a part, in one commit.

Whoever takes it over stands where the other one stood: as owner, lead or contributor, with the letter, with the share
of time. Who may hand on what is said by the fields, as for an edit.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, cast

import msgspec

from store.commands import say_of
from store.errors import Refused, WrongWords
from store.fields import Field
from store.fields.clean_text import clean
from store.kinds import kinds_words, split_id
from store.kinds.base import Record
from store.kinds.raci import STRENGTH
from store.records import KIND_OF, Changes
from store.records.duties import Duty, duties

#: All of somebody's time, in percent.
ALL = 100


def hand_over(changes: Changes, id: str, to: str, only: Collection[str] = (), why: str = "") -> list[Duty]:
    """What is open with ``id`` is ``to``'s from now on, or the records ``only`` of it; returns what was handed over.

    Raises `Refused` where there is nothing, `WrongWords` where one is a person and the other a department.
    """
    same_sort(changes, id, to)
    why = clean(why, lines=True)
    found = duties(changes, id, changes.today)
    missing = [each for each in only if all(duty.id != each for duty in found)]
    if not found:
        raise Refused("Nothing is open with {who}", "nothing-open", who=id)
    if missing:
        raise Refused("{list}: nothing is open there with {who}", "nothing-open", who=id, list=missing)
    found = [duty for duty in found if not only or duty.id in only]
    fields: dict[str, list[Field]] = {}
    for duty in found:
        fields.setdefault(duty.id, []).append(duty.field)
    records = [_handed(changes, record, fields[record.id], id, to, why) for record in map(changes.get, fields)]
    say_of(changes, "handover", records, why, of=id, to=to)
    return found


def same_sort(changes: Changes, id: str, other: str) -> None:
    """Raise `WrongWords` where the two are the same, or not of one kind, `NotFound` where one is not there."""
    kind = KIND_OF[type(changes.get(id))]
    if id == other:
        raise WrongWords("{who} is named twice; name another one", "twice", who=id)
    changes.get(other)
    place = split_id(other)
    if place is None or place[0] is not kind:
        raise WrongWords(
            "{id} will not do here, it takes: {kinds}", "wrong-kind", id=other, kinds=kinds_words([kind.name])
        )


def _handed(changes: Changes, record: Record, fields: Sequence[Field], id: str, to: str, why: str) -> Record:
    values = {field.name: replaced(getattr(record, field.name), id, to, asked_of(record)) for field in fields}
    values = {name: None if value == record.id else value for name, value in values.items()}  # a part of itself
    after: Any = msgspec.structs.replace(record, **values)
    kind = KIND_OF[type(record)]
    follows = kind.on_hand_over or kind.on_edit
    after = changes.put(after if follows is None else follows(changes, record, after, why))
    if kind.follow is not None:
        kind.follow(changes, record, after)
    return after


def asked_of(record: Record) -> Sequence[str]:
    """The departments that it is for, whether they have said anything to it or not."""
    return getattr(record, "departments", ())


def replaced(value: Any, id: str, other: str, asked: Sequence[str] = ()) -> Any:
    """What a field that names records holds once ``other`` stands where ``id`` stood; ``asked`` say something there."""
    if isinstance(value, Mapping):
        return _in_map(dict(cast("Mapping[str, Any]", value)), id, other, asked)
    if isinstance(value, tuple):
        return tuple(dict.fromkeys(other if each == id else each for each in cast("tuple[str, ...]", value)))
    return other if value == id else value


def _in_map(items: dict[str, Any], id: str, other: str, asked: Sequence[str]) -> dict[str, Any]:
    said = [each for each in (id, other) if each in items]
    if len(said) == 1 and id in asked and other in asked and hasattr(items[said[0]], "alone"):
        return {key: item for key, item in items.items() if key != id} | {other: items[said[0]].alone()}
    if id not in items:
        return items
    if other not in items:
        return {other if key == id else key: item for key, item in items.items()}
    mine = items.pop(id)
    return items | {other: _both(items[other], mine)}


def _both(theirs: Any, mine: Any) -> Any:
    """Of two letters the one that weighs more, of two shares both together, of what departments have said both joined
    (`store.kinds.joining`); of anything else what stands already.
    """
    if theirs in STRENGTH and mine in STRENGTH:
        return min(theirs, mine, key=STRENGTH.index)
    if isinstance(theirs, int) and isinstance(mine, int):
        return min(ALL, theirs + mine)
    joined = getattr(theirs, "joined", None)
    return theirs if joined is None or type(theirs) is not type(mine) else joined(mine)
