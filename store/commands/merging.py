"""Making one of two people or departments that are the same.

All that names the one names the other from then on, in every record, closed ones too; what it was called stays among
the other names of the one that is kept, so that it is found by them.
"""

import re
from collections.abc import Iterator
from typing import Any, cast

import msgspec

from store.commands import say_of
from store.commands.handing_over import asked_of, replaced, same_sort
from store.engine.transaction import Encoded
from store.errors import Forbidden, Refused
from store.fields import Field, unknown
from store.fields.clean_text import clean
from store.fields.indexes import folded, names
from store.fields.rights import COORDINATOR, ROLES
from store.kinds import STORED, standup, standup_line
from store.kinds.base import STAMPS, Kind, Record
from store.kinds.card import Card
from store.kinds.naming import short_name, title_of
from store.kinds.person import Person
from store.kinds.standup import StandUp
from store.records import KIND_OF, Changes

#: Where somebody signs inside of a record: by their login.
_SIGNED = ("by", "answered_by", "prepared")
#: A map of people to who entered something for them.
_ENTERED = "votes_by"
#: Where what stands inside of a record names somebody: by an id, by itself or behind the word of a want.
_NAMED = ("on", "lacking", "who", "instead_of", _ENTERED)


def merge(changes: Changes, id: str, into: str, why: str = "") -> Record:
    """``id`` is the same as ``into``, which is kept with all that names either. Returns it as it is then.

    For coordinators; where one of them is more than a member, for admins. Raises `Refused`, `Forbidden`, `WrongWords`,
    `NotFound`, `Invalid` where something would ask, or thank, itself.
    """
    same_sort(changes, id, into)
    gone, kept = changes.get(id), changes.get(into)
    _allow(changes, gone, kept)
    changes.transaction.exempt = "merge"
    ids = {id: into, **_twins(changes, gone, kept)}
    logins = _logins(gone, kept)
    for kind, record in _naming(changes, ids, logins):
        after = _renamed(changes, kind, record, ids, logins)
        if record.id not in ids and after != record:
            changes.put(after)
    for each in ids:
        changes.delete(each)
    kept = changes.put(_with_names(changes, _filled(gone, changes.get(into)), gone))
    say_of(changes, "merge", [kept], why, of=id, name=title_of(gone))
    return kept


def _allow(changes: Changes, gone: Record, kept: Record) -> None:
    if changes.rank_of(changes.who) < COORDINATOR:
        raise Forbidden("Only a coordinator says that two are the same", "not-yours")
    if not (isinstance(gone, Person) and isinstance(kept, Person)):
        return
    if gone.login == changes.who and kept.login:
        raise Refused(
            "{who} is you, and would be nobody here then; merge the other one into it", "not-yours", who=gone.id
        )
    if max(map(ROLES.index, (gone.role, kept.role, "member"))) > ROLES.index("member") and not _is_admin(changes):
        raise Forbidden("Only an admin merges somebody who is coordinator or admin", "not-yours")


def _is_admin(changes: Changes) -> bool:
    return changes.rank_of(changes.who) == ROLES.index("admin")


def _logins(gone: Record, kept: Record) -> tuple[str, str] | None:
    """The login that nobody has any more, and the one that signs in its place."""
    was, now = getattr(gone, "login", ""), getattr(kept, "login", "")
    return (was, now) if was and now else None


def _twins(changes: Changes, gone: Record, kept: Record) -> dict[str, str]:
    """Of each there is one entry a day: what both have said is one."""
    found: dict[str, str] = {}
    for entry in list(changes.pointing(StandUp, "person", gone.id)):
        other = standup.of_person(changes, kept.id, entry.day)
        if other is not None:
            changes.change(other, lines=standup_line.joined(other.lines, entry.lines))
            found[entry.id] = other.id
    return found


def _naming(changes: Changes, ids: dict[str, str], logins: tuple[str, str] | None) -> Iterator[tuple[Kind, Any]]:
    """Every record that may name one of the ids, or bears the login."""
    words = [*ids, *([logins[0]] if logins else [])]
    texts = "|".join(re.escape(msgspec.json.encode(word)[1:-1].decode()) for word in words)
    mentions = re.compile(f'[" ](?:{texts})"'.encode()).search
    for kind in STORED.values():
        for number, raw in changes.items(kind.name):
            if mentions(raw) is not None:
                yield kind, _read(kind, number, raw)


def _read(kind: Kind, number: int, raw: Encoded) -> Record:
    return msgspec.structs.replace(unknown.read(raw, kind.record), id=kind.id(number))


def _renamed(changes: Changes, kind: Kind, record: Any, ids: dict[str, str], logins: tuple[str, str] | None) -> Any:
    """The record with the ids, and signatures, of the ones that are kept."""
    values: dict[str, Any] = {}
    if logins is not None and record.made_by == logins[0]:
        values["made_by"] = logins[1]
    for field in kind.fields.values():
        value = getattr(record, field.name)
        if field.is_reference:
            value = _without_second_votes(changes, record, field, value, ids)
            for id, other in ids.items():
                value = replaced(value, id, other, asked_of(record))
            value = None if value == record.id else value  # a part of itself
        if field.type in ("map", "rows") and value:
            told = _walked(msgspec.to_builtins(value), field.name, ids, logins)
            value = msgspec.convert(told, unknown.types(unknown.evaluated(kind.record))[field.name])
        if value != getattr(record, field.name):
            values[field.name] = value
    return msgspec.structs.replace(record, **values) if values else record


def _without_second_votes(changes: Changes, record: Any, field: Field, value: Any, ids: dict[str, str]) -> Any:
    """Whoever has voted under both names has the votes of the one that is kept."""
    if not isinstance(record, Card) or field.name not in ("votes", _ENTERED):
        return value
    cards = list(changes.pointing(Card, "retro", record.retro or ""))
    twice = {id for id, other in ids.items() if id in value and any(other in each.votes for each in cards)}
    return {person: votes for person, votes in value.items() if person not in twice}


def _walked(value: Any, name: str, ids: dict[str, str], logins: tuple[str, str] | None) -> Any:
    """What stands inside of maps and rows: ids, by themselves or behind the word of a want, and logins that sign."""
    if isinstance(value, dict):
        found = cast("dict[str, Any]", value)
        return {
            key: _walked(each, name if name in (*_SIGNED, _ENTERED) else key, ids, logins)
            for key, each in found.items()
        }
    if isinstance(value, list | tuple):
        return [_walked(each, name, ids, logins) for each in cast("list[Any]", value)]
    if not isinstance(value, str):
        return value
    if logins is not None and name in _SIGNED and value == logins[0]:
        return logins[1]
    word, space, last = value.rpartition(" ")
    return f"{word}{space}{ids[last]}" if last in ids and " " not in word and name in _NAMED else value


def _filled(gone: Any, kept: Any) -> Any:
    """What the one that is kept lacks the other one may have; of two roles the higher one."""
    values: dict[str, Any] = {
        "tags": tuple(dict.fromkeys((*kept.tags, *gone.tags))),
        "extra": {**gone.extra, **kept.extra},
    }
    for name, field in KIND_OF[type(kept)].fields.items():
        mine, theirs = getattr(kept, name), getattr(gone, name)
        if field.type in ("line", "text", "ref") and name not in STAMPS and not mine and theirs != kept.id:
            values[name] = theirs
    if isinstance(kept, Person) and {gone.role, kept.role} <= {*ROLES}:
        values["role"] = max(gone.role, kept.role, key=ROLES.index)
    return msgspec.structs.replace(kept, **values)


def _with_names(changes: Changes, kept: Any, gone: Any) -> Any:
    """What the other one was called is another name of the one that is kept, where nobody else is called so."""
    kind = KIND_OF[type(kept)]
    unique = tuple(field.name for field in kind.short_names)
    index = names(kind.name, unique)
    known = {folded(each) for each in (kept.name, *(getattr(kept, name) for name in unique), *kept.other_names)}
    others: list[str] = [*kept.other_names]
    for name in (short_name(gone), gone.name, *gone.other_names):
        name = clean(re.sub(r"[,，、;；\n]+", " ", name)).lstrip("@#+- ")
        taken = {kind.id(number) for number in changes.numbers_with(index, folded(name))} - {kept.id}
        if name and folded(name) not in known and not taken:
            known.add(folded(name))
            others.append(name)
    return msgspec.structs.replace(kept, other_names=tuple(others))
