"""What people call a record: `MKT`, `ana`, `me`, `g-12`, a title; and back, what to call it when speaking to them.

The ways of calling stand in `store.kinds.naming`, where the kinds have them too.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import Any, cast, overload

import msgspec

from store.errors import WrongWords
from store.fields.indexes import folded
from store.kinds import KINDS, PREFIXES, kinds_words, split_id
from store.kinds.base import Kind
from store.kinds.naming import by_id, called, title_of
from store.records import Changes, Records
from store.words import Words, with_note

#: Whoever types it.
ME = frozenset({"me", "我", "自己"})
#: How many are named where a name is not clear.
NAMED = 5

#: Ids by folded name: codes, logins and old ones first, titles second.
Index = tuple[dict[str, list[str]], dict[str, list[str]]]


def fold(text: str) -> str:
    """The form in which names are compared: width and case do not count."""
    return folded(text).strip()


def resolve(records: Records, kinds: Sequence[str], text: str, who: str, *, near: bool = True) -> str:
    """The id of the one record of ``kinds`` (any kind where empty) that ``text`` names.

    Codes, logins, their older ones, titles, ids in any case, and "me". Raises `WrongWords` where nothing or more than
    one thing is called so, `NotFound` for an id that is not there; what is ``near`` is looked for to be named in it.
    """
    said = fold(text)
    if said in ME and (not kinds or "person" in kinds):
        return _me(records, who)
    written = re.fullmatch(r"([a-z]{1,3})(-0*)?([1-9][0-9]{0,14})", said)
    id = f"{written[1].upper()}-{written[3]}" if written and written[1].upper() in PREFIXES else ""
    if written and id and written[2]:
        return _by_id(records, kinds, id)
    found = _by_name(records, kinds, said.removeprefix("@")) if said else []
    if len(found) == 1:
        return found[0]
    if found:
        listed = [f"{id} {title(records, id)[:40]}" for id in found[:NAMED]]
        raise WrongWords('"{text}" could be several: {list}. Give the id', "ambiguous", text=text[:40], list=listed)
    if id and records.find(id) is not None:
        return _by_id(records, kinds, id)
    raise _unknown(records, kinds, text, near=near)


def people_called(records: Records, login: str) -> list[str]:
    """The one person with that login, now or once, whatever its case; none where there is none."""
    found = _index(records, KINDS["person"])[0].get(fold(login), [])
    return found if len(found) == 1 else []


def _me(records: Records, who: str) -> str:
    person = records.person_of(who)
    if person is None:
        raise WrongWords(
            'Nobody here has the login "{login}", so "me" is nobody; give a name', "not-a-member", login=who
        )
    return person.id


def _by_id(records: Records, kinds: Sequence[str], id: str) -> str:
    place = split_id(id)
    if place is not None and kinds and place[0].name not in kinds:
        raise WrongWords("{id} will not do here, it takes: {kinds}", "wrong-kind", id=id, kinds=kinds_words(kinds))
    return records.get(id).id


def _by_name(records: Records, kinds: Sequence[str], said: str) -> list[str]:
    """The ids that the name may mean: a code or login before any title, an earlier kind before a later one."""
    indexes = [_index(records, KINDS[name]) for name in kinds or KINDS]
    for index in indexes:
        if found := index[0].get(said):
            return found
    return [id for index in indexes for id in index[1].get(said, ())]


def _unknown(records: Records, kinds: Sequence[str], text: str, *, near: bool) -> WrongWords:
    words, meant = kinds_words(kinds), _near(records, kinds, text) if near else ()
    if not meant:
        return WrongWords('There is no {kinds} called "{text}"', "not-found", kinds=words, text=text[:40])
    listed = [with_note(sayable(records, id), title(records, id)[:40]) for id in meant]
    return WrongWords(
        'There is no {kinds} called "{text}"; did you mean {list}?',
        "not-found",
        kinds=words,
        text=text[:40],
        list=listed,
    )


def _near(records: Records, kinds: Sequence[str], text: str) -> Collection[str]:
    """The ids of those that are called nearly so."""
    from difflib import get_close_matches  # late: only where a name is wrong

    known: dict[str, str] = {}
    for kind in kinds or ("department", "person", "goal"):
        for names in _index(records, KINDS[kind]):
            known.update((name, ids[0]) for name, ids in names.items())
    return dict.fromkeys(known[name] for name in get_close_matches(fold(text), known, n=NAMED, cutoff=0.6))


def sayable(records: Records, id: str) -> str:
    """The code of a department, the login of a person, the id of anything else (and of those without)."""
    return by_id(records, id, called)


def all_sayable(records: Records, kind: Kind) -> Iterator[tuple[str, str]]:
    """The code or login of every record of a kind that has such, by id; the quickest way to many."""
    struct, _naming, unique = _partial(kind.name)
    for found in records.decoded(kind.name, struct):
        for number, part in found.items():
            name = next((getattr(part, name) for name in unique if getattr(part, name)), "")
            if name:
                yield kind.id(number), name


@overload
def spoken(records: Records, said: Words) -> Words: ...
@overload
def spoken(records: Records, said: str) -> str: ...
@overload
def spoken(records: Records, said: Words | str) -> Words | str: ...
def spoken(records: Records, said: Words | str) -> Words | str:
    """A message with departments and people in it by their short names: their ids mean nothing to anybody."""
    if isinstance(said, str):
        return _parties().sub(lambda found: by_id(records, found[0]), said)
    return said.filled(**{name: _spoken(records, value) for name, value in said.values.items()})


def _spoken(records: Records, value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_spoken(records, item) for item in cast("list[Any]", value)]
    return spoken(records, value) if isinstance(value, str | Words) else value


@cache
def _parties() -> re.Pattern[str]:
    """Ids of the kinds that have a name of one word, wherever they stand; made when needed: declarations are slow."""
    named = "|".join(kind.prefix for kind in KINDS.values() if kind.short_names)
    return re.compile(rf"\b(?:{named})-[1-9][0-9]{{0,14}}\b")


def title(records: Records, id: str) -> str:
    """What stands in the field that names the record; the id where there is no such record."""
    return by_id(records, id, title_of)


# The index of names of a kind, made once for what is committed


def _index(records: Records, kind: Kind) -> Index:
    return records.cached(kind.name, "names", lambda: _make_index(records, kind))


def _make_index(records: Records, kind: Kind) -> Index:
    names: dict[str, list[str]] = {}
    titles: dict[str, list[str]] = {}
    struct, naming, unique = _partial(kind.name)
    if kind.veil is not None and isinstance(records, Changes):
        for record in records.of_kind(kind.name):  # what one may not see, one does not name either
            shows = records.shows(record)
            if shows is None or shows(naming):
                titles.setdefault(fold(str(getattr(record, naming))), []).append(record.id)
        return names, titles
    for found in records.decoded(kind.name, struct):
        for number, part in found.items():
            id = kind.id(number)
            titles.setdefault(fold(str(getattr(part, naming))), []).append(id)
            for name in dict.fromkeys((*(getattr(part, name) for name in unique), *getattr(part, "other_names", ()))):
                if name:
                    names.setdefault(fold(name), []).append(id)
    return names, titles


@cache
def _partial(kind_name: str) -> Any:
    kind = KINDS[kind_name]
    unique = [field.name for field in kind.short_names]
    others = [("other_names", tuple[str, ...], ())] if "other_names" in kind.fields else []
    fields = [(kind.naming.name, Any), *((name, str, "") for name in unique), *others]
    return msgspec.defstruct("Named", fields, gc=False), kind.naming.name, unique
