"""What a field's declaration demands of its value, and what to say where it does not hold. Pure."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache
from math import isfinite
from typing import Any

import msgspec

from store.errors import Fault, WrongWords
from store.fields import LINE_LIMIT, TEXT_LIMIT, Field
from store.fields.numbers import digits
from store.kinds import KINDS, kinds_words, split_id
from store.kinds.base import STAMPS, Kind, Record, fields_of
from store.records import ids_in
from store.words import Words

#: A list holds at most this many items.
ITEMS_LIMIT = 1_000
#: A code, a login, a tag is at most this long.
WORD_LIMIT = 60
#: Words that stand for something else where a name is typed.
RESERVED = frozenset({"me", "我", "none", "无", "all", "any"})

#: What a value of each type looks like.
SHAPES: dict[str, Words] = {
    "line": Words("needs one line of text", "wrong-shape"),
    "text": Words("needs text", "wrong-shape"),
    "day": Words("needs a day such as 2026-12-01", "wrong-shape"),
    "moment": Words("needs a moment such as 2026-12-01T09:30:00Z", "wrong-shape"),
    "choice": Words("needs one of the words it may take", "wrong-shape"),
    "ref": Words("needs the id of one record, such as G-12", "wrong-shape"),
    "refs": Words("needs a list of ids, such as G-12", "wrong-shape"),
    "number": Words("needs a number", "wrong-shape"),
    "flag": Words("needs yes or no", "wrong-shape"),
    "tags": Words("needs a list of words", "wrong-shape"),
    "map": Words("needs a map from ids to values", "wrong-shape"),
    "rows": Words("needs a list of items", "wrong-shape"),
    "rule": Words('needs a rule such as "every monday" or FREQ=WEEKLY;BYDAY=MO', "wrong-shape"),
    "checklist": Words('needs lines, such as "Ask the printer" or "[x] Ask the printer"', "wrong-shape"),
    "extra": Words("needs a map from names to values", "wrong-shape"),
}

#: What is said of a record without what it is called.
NEEDED = Words("is needed: it is what the record is called", "needed")

Exists = Callable[[str, int], bool]
Check = Callable[[Field, Any, Exists], Iterator[Words]]
#: Where nothing of these types is, nothing is wrong.
_EMPTY = ("line", "text", "rule", "refs", "tags", "map", "rows", "checklist")
#: Of these types many records hold the same few values.
_REPEATED = ("choice", "ref")
#: Text of these types of at most so many characters is right, whatever it says.
_SHORT = {"line": LINE_LIMIT, "text": TEXT_LIMIT // 4}
#: Values of these types are not compared with each other.
_UNHASHED = ("map", "rows", "checklist", "extra")


def field_faults(
    kind: Kind, record: Record, before: Record | None, exists: Exists, fine: set[tuple[str, str]] | None = None
) -> Iterator[Fault]:
    """What is wrong with single fields of ``record``; those that are as ``before`` are not looked at again.

    ``fine`` keeps which words and references are right, as long as nothing comes or goes: many records hold the same.
    """
    fine = set() if fine is None else fine
    for name, field, check, may_be_empty, repeated in _checks_of(kind.record):
        value = getattr(record, name)
        if value is None or (may_be_empty and not value) or (before is not None and value == getattr(before, name)):
            continue
        if repeated and (name, value) in fine:
            continue
        right = True
        for words in check(field, value, exists):
            right = False
            yield Fault(name, words)
        if repeated and right:
            fine.add((name, value))


def all_fit(kind: Kind, columns: Mapping[str, Sequence[Any]], exists: Exists, fine: set[tuple[str, str]]) -> bool:
    """Whether `field_faults` finds nothing in many new records, given as columns by field; ``fine`` as there.

    Many hold the same, so each value is looked at once.
    """
    for name, field, check, may_be_empty, repeated in _checks_of(kind.record):
        column = columns[name]
        if field.type in _SHORT and not field.unique:
            said: list[str] = [*filter(None, column)]
            if max(map(len, said), default=0) > _SHORT[field.type]:
                return False
            if field.names and not all(map(str.strip, column)):
                return False
            continue
        for value in set(column) if field.type not in _UNHASHED else column:
            if value is None or (may_be_empty and not value) or (repeated and (name, value) in fine):
                continue
            if any(True for _ in check(field, value, exists)):
                return False
            if repeated:
                fine.add((name, value))
    return True


@cache
def _checks_of(record: type[Record]) -> tuple[tuple[str, Field, Check, bool, bool], ...]:
    """The fields of a record that are looked at, each with what looks, whether empty is right, and `_REPEATED`."""
    return tuple(
        (name, field, _CHECKS[field.type], field.type in _EMPTY and not field.names, field.type in _REPEATED)
        for name, field in fields_of(record).items()
        if name not in STAMPS and field.type in _CHECKS
    )


def _check_words(field: Field, value: str, _exists: Exists) -> Iterator[Words]:
    if field.type == "line" and len(value) > LINE_LIMIT:
        yield Words("is longer than {n} characters; put the rest where there is more room", "too-long", n=LINE_LIMIT)
    if field.type == "text" and len(value) > TEXT_LIMIT // 4 and len(value.encode()) > TEXT_LIMIT:
        yield Words("is longer than {n} KB; keep it in a file and name that here", "too-long", n=TEXT_LIMIT // 1024)
    if field.names and not value.strip():
        yield NEEDED
    if field.unique and value:
        yield from _unfit_name(value)


def _unfit_name(value: str) -> Iterator[Words]:
    """A code or login is typed among other words, so it must not be taken for anything else."""
    if len(value) > WORD_LIMIT:
        yield Words("is longer than {n} characters", "too-long", n=WORD_LIMIT)
    if re.search(r"[\s,;，、；:：=]", value) or value[0] in "@#+-":
        yield Words(
            '"{value}" has to be one word without spaces, commas or a sign in front', "wrong-shape", value=value
        )
    if value.casefold() in RESERVED or split_id(value.upper()) is not None:
        yield Words('"{value}" already means something else here; choose another word', "name-taken", value=value)


def _check_choice(field: Field, value: str, _exists: Exists) -> Iterator[Words]:
    if all(choice.value != value for choice in field.choices):
        yield Words('"{value}" is not one of: {choices}', "not-listed", value=value, choices=field.listed)


def _check_number(field: Field, value: float, _exists: Exists) -> Iterator[Words]:
    if not isfinite(value) or abs(value) > 1e15:
        yield Words("is too large a number", "out-of-range")
    elif field.least is not None and value < field.least:
        yield Words("has to be at least {least}", "out-of-range", least=digits(field.least))
    elif field.most is not None and value > field.most:
        yield Words("has to be at most {most}", "out-of-range", most=digits(field.most))


def _check_ref(field: Field, value: str, exists: Exists) -> Iterator[Words]:
    place = split_id(value)
    if place is None:
        example = KINDS[field.kinds[0] if field.kinds else "goal"].id(12)
        yield Words('"{value}" is not an id such as {example}', "wrong-shape", value=value, example=example)
    elif field.kinds and place[0].name not in field.kinds:
        yield Words("{id} will not do here, it takes: {kinds}", "wrong-kind", id=value, kinds=kinds_words(field.kinds))
    elif not exists(place[0].name, place[1]):
        yield Words("there is no {id}", "not-found", id=value)


def _check_items(field: Field, value: Collection[str], exists: Exists) -> Iterator[Words]:
    """The ids or words of a list, the ids of a map."""
    limit = ITEMS_LIMIT if field.most is None else int(field.most)
    if len(value) > limit:
        yield Words("has more than {n} items", "too-many", n=limit)
        return
    if len(set(value)) < len(value):
        yield Words("names something twice", "twice")
    for item in value:
        if field.is_reference:
            yield from _check_ref(field, item, exists)
        elif field.type == "tags":
            yield from _check_tag(field, item)


def _check_tag(field: Field, item: str) -> Iterator[Words]:
    limit = LINE_LIMIT if field.spaced else WORD_LIMIT
    if len(item) > limit:
        yield Words("is longer than {n} characters", "too-long", n=limit)
    elif not item or item[0] in "#+-" or re.search(r"[,，、;；\n]" if field.spaced else r"[\s,，、;；]", item):
        yield Words('"{value}" is not a word; separate words with commas', "wrong-shape", value=item)


def _check_rows(_field: Field, value: tuple[Any, ...], _exists: Exists) -> Iterator[Words]:
    if len(value) > ITEMS_LIMIT:
        yield Words("has more than {n} items", "too-many", n=ITEMS_LIMIT)
    ids = [row.id for row in value if hasattr(row, "id")]
    if len(set(ids)) < len(ids):
        yield Words("names something twice", "twice")


def _check_checklist(field: Field, value: tuple[Any, ...], exists: Exists) -> Iterator[Words]:
    yield from _check_rows(field, value, exists)
    if any(not item.text.strip() for item in value):
        yield Words("has a line without words", "wants-words")
    if any(len(item.text) > LINE_LIMIT for item in value):
        yield Words("has a line of more than {n} characters", "too-long", n=LINE_LIMIT)


def _check_rule(_field: Field, value: str, _exists: Exists) -> Iterator[Words]:
    from store.fields.recurrence.rule import parse  # late: few records have a rule

    try:
        parse(value)
    except WrongWords as error:
        yield error.words


_CHECKS: dict[str, Check] = {
    "line": _check_words,
    "text": _check_words,
    "choice": _check_choice,
    "number": _check_number,
    "ref": _check_ref,
    "refs": _check_items,
    "tags": _check_items,
    "map": _check_items,
    "rows": _check_rows,
    "checklist": _check_checklist,
    "rule": _check_rule,
}


def size_faults(field: Field, value: Any) -> Iterator[Fault]:
    """What is wrong with a text or number by itself: too long, too large. To be said before it is stored at all."""
    if field.type in ("line", "text", "number") and value is not None:
        for words in _CHECKS[field.type](field, value, lambda _table, _number: True):
            yield Fault(field.name, words)


def misfit(kind: Kind, fault: msgspec.ValidationError) -> Fault:
    """The fault of a document that is not even a record of its kind, in words that a person understands."""
    said, _, path = str(fault).partition(" - at ")
    named = re.search(r"field `([^`]*)`", said)
    if named is not None and not path and "missing" in said:
        return Fault(named[1], NEEDED)
    if named is not None and not path:
        return unknown_field(kind, named[1])
    path = path.strip("`").removeprefix("$").removeprefix(".")
    field = kind.fields.get(path)
    if field is not None:
        return Fault(path, SHAPES[field.type])
    return Fault(path, Words("does not fit ({message})", "wrong-shape", message=said))


def unknown_field(kind: Kind, name: str) -> Fault:
    """There is no field of that name."""
    known = [field.called for field in kind.fields.values() if field.name not in STAMPS]
    return Fault(name, Words("there is no such field here; there are: {fields}", "no-such-field", fields=known))


def references(kind: Kind, record: Record) -> Iterator[tuple[str, str]]:
    """Every (field name, id) by which the record points to others."""
    for name, field in kind.fields.items():
        if field.is_reference:
            for id in ids_in(getattr(record, name)):
                yield name, id
