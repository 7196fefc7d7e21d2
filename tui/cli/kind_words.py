"""Kinds and fields as words of a command: found by their names, read from what was typed."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from store.errors import WrongWords
from store.fields import UNTYPED, Field
from store.kinds import KINDS
from store.kinds.base import STAMPS, Kind, Record
from store.records.names import fold
from store.words import Words
from tui.cli.arguments import Option, nearest, unknown_option
from tui.cli.call import COMMON, Call
from tui.i18n import in_each

if TYPE_CHECKING:
    from store.records import Changes

#: The types of field whose value is a list of words, to which one can add.
_LISTS = ("refs", "tags", "checklist")


def kind_of(word: str) -> Kind:
    """The kind of that name in either language, in the singular, or the plural too.

    Raises `WrongWords` with those there are.
    """
    folded = fold(word).replace("_", "-").replace(" ", "-")
    plurals = {kind.plural.casefold().replace(" ", "-"): kind for kind in KINDS.values()}
    kind = KINDS.get(folded) or plurals.get(folded) or KINDS.get(folded.removesuffix("s"))
    if kind is not None:
        return kind
    called = {said: kind for kind in KINDS.values() for said in _called(kind)}
    if folded in called:
        return called[folded]
    near = nearest(folded, [*KINDS, *called])
    if near is not None:
        meant = called[near] if near in called else KINDS[near]
        raise WrongWords(
            'There is no kind of record "{word}". Did you mean {near}?',
            word=word,
            near=meant.called,
            details={"near": meant.name},
        )
    raise WrongWords(
        'There is no kind of record "{word}". There are: {kinds}',
        word=word,
        kinds=[kind.called for kind in KINDS.values()],
        details={"kinds": list(KINDS)},
    )


def _called(kind: Kind) -> list[str]:
    """What a kind is called in every language, and was before; the words of today go before those of then."""
    said = [fold(each).replace(" ", "-") for label in (kind.label, kind.plural) for each in in_each(Words(label))]
    return [*said, *(f"{said}({kind.name})" for said in said)]


def settable(kind: Kind) -> list[Field]:
    """The fields of a kind that a command may set, in the order of its form."""
    return [field for field in kind.in_order if field.name not in STAMPS and field.type not in UNTYPED]


def field_of(kind: Kind, name: str, options: Iterable[Option] = ()) -> Field:
    """The field that ``--name`` sets; raises `WrongWords` with the near one, options of the verb included."""
    fields = {field.name: field for field in settable(kind)}
    field = fields.get(name.replace("-", "_")) or (None if name.isascii() else labelled(fields.values(), name))
    if field is None:
        raise unknown_option(name, [*fields, *(option.name for option in options), *COMMON])
    return field


def with_options(call: Call, kind: Kind) -> list[tuple[str, str | None]]:
    """What is given for fields of the kind; a Chinese word that is no label of it may mean an option of the verb."""
    if any(not name.isascii() for name, _text in call.fields):
        from tui.cli.option_words import take_options  # late: few options are written in Chinese

        take_options(call, lambda name: labelled(settable(kind), name) is not None)
    return call.fields


def labelled(fields: Iterable[Field], name: str) -> Field | None:
    """The field that has that label in one of the languages; None where there is none."""
    said = fold(name)
    for field in fields:
        if said in map(fold, in_each(field.label)):
            return field
    return None


def fields_given(
    kind: Kind, given: Sequence[tuple[str, str | None]], options: Iterable[Option]
) -> list[tuple[Field, str]]:
    """The options that are fields of the kind, each with its text; raises `WrongWords` for what is none."""
    found: list[tuple[Field, str]] = []
    for name, text in given:
        field = field_of(kind, name, options)
        if text is None:
            raise WrongWords("--{name} wants a value, or `none` to clear it", name=name)
        if not _adds(field) and any(field is other for other, _text in found):
            raise WrongWords("--{name} is given twice", name=name)
        if field.type == "checklist" and found and found[-1][0] is field and text[:1] not in ("+", "-"):
            text = f"{found.pop()[1]}\n{text}"
        found.append((field, text))
    return found


#: The verbs that say what these fields of a goal hold.
_SAID = {"stances": ("agree", "object", "answer"), "shares": ("ready", "share"), "passed": ("step",)}


def refuse_said(kind: Kind, given: Sequence[tuple[Field, str]], word: str = "GOAL") -> None:
    """Raise `WrongWords` for what departments say to a goal: typed as a field, it would replace what others said."""
    for field, _text in given if kind.name == "goal" else ():
        if field.name in _SAID:
            raise WrongWords(
                "--{name} is not typed here: {commands}",
                name=field.name,
                commands=[f"concord {verb} {word}" for verb in _SAID[field.name]],
            )


def as_value(field: Field, text: str) -> str:
    """The text, or for a choice that is said by its label in another language its value; its beginning will do."""
    return text if field.type != "choice" or text.isascii() else _value_called(field, text)


@lru_cache(1024)  # a column holds the same few words over and over
def _value_called(field: Field, text: str) -> str:
    said = fold(text)
    called = {choice.value: [fold(each) for each in in_each(choice.label)] for choice in field.choices}
    for value, words in called.items():
        if said in words or said in [f"{word}({value})" for word in words]:
            return value
    begun = [value for value, words in called.items() if value and any(word.startswith(said) for word in words)]
    return begun[0] if len(begun) == 1 else text


def in_names(kind: Kind, found: Mapping[str, Any]) -> dict[str, Any]:
    """A JSON object whose fields and words of choices may be said by their labels, with their names and values."""
    values: dict[str, Any] = {}
    for name, value in found.items():
        field = kind.fields.get(name) or _field_called(kind.name, name)
        name = name if field is None else field.name
        if name in values:
            raise WrongWords('"{name}" is named twice', name=name)
        values[name] = as_value(field, value) if field is not None and isinstance(value, str) else value
    return values


@lru_cache(1024)
def _field_called(kind: str, name: str) -> Field | None:
    return labelled(KINDS[kind].fields.values(), name)


def _adds(field: Field) -> bool:
    """Its value is a list of words, or a map by words, to which one can add."""
    return field.type in _LISTS or _by_words(field)


def _by_words(field: Field) -> bool:
    return field.type == "map" and not field.kinds and not field.keys


def read_values(changes: "Changes", given: Sequence[tuple[Field, str]], record: Record | None = None) -> dict[str, Any]:
    """The values that the texts mean; ``+x`` and ``-x`` add to and take from the list or map that ``record`` has."""
    from store.records import parsing  # late: reading does without

    values: dict[str, Any] = {}

    def held(name: str) -> Any:
        """The other fields, as they are given too or as they stand."""
        if name in values:
            return values[name]
        beside = [(field, text) for field, text in given if field.name == name and field.type in ("line", "ref")]
        return read_values(changes, beside)[name] if beside else getattr(record, name, None)

    for field, text in given:
        if field.type in _LISTS:
            before = values.get(field.name, ())
            there = values.get(field.name, () if record is None else getattr(record, field.name))
            value = parsing.read_change(field, text, there, changes, changes.here, changes.who)
            whole = text[:1] in ("+", "-") or field.type == "checklist"
            values[field.name] = value if whole else tuple(dict.fromkeys((*before, *value)))
        elif _by_words(field):
            there = values.get(field.name, {} if record is None else getattr(record, field.name))
            values[field.name] = _read_pairs(field, text, there)
        else:
            # What the record is called may well be the word that clears elsewhere.
            clears, stands = not field.names, getattr(record, field.name, None)
            values[field.name] = parsing.read(
                field,
                as_value(field, text),
                changes,
                changes.here,
                changes.who,
                clears=clears,
                stands=stands,
                held=held,
            )
    return values


def _read_pairs(field: Field, text: str, there: Mapping[str, Any]) -> dict[str, Any]:
    """Pairs such as ``2026-12-25=Christmas`` in the place of what is there; ``+`` adds them, ``-`` takes names away."""
    from store.records.parsing import NOTHING, Unreadable  # late: reading does without

    text = text.strip()
    if fold(text) in NOTHING:
        return {}
    sign = text[:1] if text[:1] in ("+", "-") else ""
    found = _pairs(text[len(sign) :])
    missing = [name for name in found if name not in there]
    if sign == "-" and missing:
        raise Unreadable(field, Words("{items} is not in it", "not-found", items=missing))
    left = {name: item for name, item in there.items() if name not in found} if sign else {}
    return left if sign == "-" else {**left, **found}


def _pairs(text: str) -> dict[str, str]:
    """What stands behind the sign by the name before it; names alone have nothing behind them."""
    between = "[,，、;；\n]"
    if re.search("[=＝]", text):
        between += r"(?=[^=＝,，、;；\n]+[=＝])"  # one that no pair follows stands in a value
    pairs = [re.split("[=＝]", part, maxsplit=1) for part in re.split(between, text) if part.strip()]
    found = [(normalize("NFKC", name).strip(), "".join(value).strip()) for name, *value in pairs]
    return {day: value for name, value in found for day in _each_day(name)}


def _each_day(name: str) -> list[str]:
    """The days of a range such as `2026-10-01..07`; what is none as it is."""
    written = re.fullmatch(r"(\d{4}-\d\d-)(\d\d) ?(?:\.{2,3}|~|至|到|-) ?(\d{4}-\d\d-\d\d|\d\d)", name, re.ASCII)
    try:
        first = date.fromisoformat(written[1] + written[2]) if written else None
        last = date.fromisoformat(written[3] if len(written[3]) > 2 else written[1] + written[3]) if written else None
    except ValueError:
        return [name]
    if first is None or last is None or not 0 <= (last - first).days <= 366:
        return [name]
    return [(first + timedelta(days=n)).isoformat() for n in range((last - first).days + 1)]
