"""Text that a person typed for a field, read as the value of the field; `store.records.writing` is the way back.

Every field of every kind is read here: in the form, on the command line, from a table that is imported.
"""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from store import clock
from store.errors import ConcordError, WrongWords
from store.fields import Field
from store.fields.clean_text import clean
from store.fields.dates import counted_from, read_day
from store.fields.links import is_link
from store.fields.periods import read_period
from store.fields.read_numbers import read_number
from store.kinds import checklist, evidence, split_id, words_of_keys
from store.records import Records
from store.records.names import fold, resolve
from store.words import Words

#: What stands between several of them.
BETWEEN = re.compile(r"[,，、;；\n]")
#: Typed for a value, these clear it.
NOTHING = frozenset({"none", "无"})
YES = frozenset({"yes", "y", "true", "1", "on", "是", "对", "有"})
NO = frozenset({"no", "n", "false", "0", "off", "否", "不", "没有"})


#: The value of the field of that name in the record that is being made or changed.
Held = Callable[[str], Any]


class Unreadable(WrongWords):
    """Text that is no value for its field; ``problem`` says what to do, without the field's name."""

    def __init__(self, field: Field, problem: Words) -> None:
        super().__init__(
            "{field}: {problem}",
            field=field.called,
            problem=problem,
            details={"faults": [{"field": field.name, "reason": problem.reason or self.code, "message": str(problem)}]},
        )
        self.field = field.name
        self.problem = problem


def read(
    field: Field,
    text: str,
    records: Records,
    today: date,
    who: str,
    *,
    clears: bool = True,
    stands: Any = None,
    held: Held = lambda _name: None,
    mark: str = "",
) -> Any:
    """The value that ``text`` means for ``field``; "" clears, and so does "none" unless ``clears`` is false.

    ``stands`` is the value it has: a day such as `+1w` counts from it. ``held`` gives the other fields of its record,
    one of which may say what a number counts; ``mark`` is the decimal sign of the column that it stands in. Raises
    `Unreadable` (a `WrongWords`).
    """
    text = clean(text, lines=field.type in ("text", "checklist", "rows", "map"))
    if not text or (clears and text.casefold() in NOTHING):
        return _empty(field)
    try:
        if field.type == "checklist":
            return checklist.read_lines(text, stands or ())
        if field.type == "number":
            return _read_number(field, text, unit_of(field, held, records), mark)
        return _read(field, text, records, counted_from(text, stands, today) if field.type == "day" else today, who)
    except Unreadable:
        raise
    except ConcordError as error:
        raise Unreadable(field, error.words) from None


def _read(field: Field, text: str, records: Records, today: date, who: str) -> Any:
    match field.type:
        case "line" | "text":
            return _read_line(field, text, records, today)
        case "day":
            return read_day(text, today, records.calendar, begins=field.name == "start")
        case "rule":
            return _read_rule(text, today)
        case "choice":
            return _read_choice(field, text)
        case "flag":
            return _read_flag(field, text)
        case "ref":
            return resolve(records, field.kinds, text, who)
        case "refs":
            return _read_refs(field, text, records, who)
        case "tags":
            return _read_tags(field, text)
        case "map":
            return _read_map(field, text, records, today, who)
        case _:
            problem = Words("is not typed; there is a command of its own for it", "kept-by-concord")
            raise Unreadable(field, problem)


def read_change(field: Field, text: str, current: Any, records: Records, today: date, who: str) -> Any:
    """Like `read`, but for a list ``+x`` adds to what there is and ``-x`` takes from it.

    Of a checklist ``x`` is a line by its number or its words.
    """
    if field.type == "checklist" and re.match(r"\+|-\S", text):
        try:
            found = read(field, text[1:], records, today, who, clears=False)
            return checklist.added(current, found) if text[0] == "+" else checklist.without(current, text[1:])
        except ConcordError as error:
            raise Unreadable(field, error.words) from None
    if field.type not in ("refs", "tags") or not text or text[0] not in "+-":
        return read(field, text, records, today, who, stands=current)
    items: tuple[str, ...] = read(field, text[1:], records, today, who, clears=False)
    if text[0] == "+":
        return (*current, *(item for item in items if item not in current))
    missing = [item for item in items if item not in current]
    if missing:
        raise Unreadable(field, Words("{items} is not in it", "not-found", items=missing))
    return tuple(item for item in current if item not in items)


def _empty(field: Field) -> Any:
    match field.type:
        case "line" | "text" | "rule":
            return ""
        case "refs" | "tags" | "rows" | "checklist":
            return ()
        case "map" | "extra":
            return {}
        case "choice":
            if all(choice.value for choice in field.choices):
                raise Unreadable(field, _one_of(field))
            return ""
        case "flag":
            raise Unreadable(field, Words("say yes or no", "wrong-shape"))
        case _:
            return None


def _one_of(field: Field) -> Words:
    return Words("has to be one of: {choices}", "not-listed", choices=field.listed)


def _read_choice(field: Field, text: str) -> str:
    said = fold(text)
    exact = [c.value for c in field.choices if said in (fold(c.value), fold(str(c.label)))]
    begun = [c.value for c in field.choices if c.value and fold(c.value).startswith(said)]
    if exact or len(begun) == 1:
        return (exact or begun)[0]
    raise Unreadable(field, _one_of(field))


def unit_of(field: Field, held: Held, records: Records) -> str | None:
    """What a number of that field counts, as its record or the one that it points to says; "" where nobody said."""
    if not field.unit_from:
        return field.unit
    name, _, beyond = field.unit_from.partition(".")
    found = held(name)
    if beyond:
        return str(getattr(records.find(str(found or "")), beyond, ""))
    return field.unit if found is None else str(found)


def _read_number(field: Field, text: str, unit: str | None, mark: str) -> int | float:
    if field.lasting:
        from store.fields.lengths import LONGEST, read_length  # late: few numbers are lengths

        return read_length(text, LONGEST if field.most is None else int(field.most))
    of = re.fullmatch(r"(.+?)\s*(?:[/／]|\b(?:out )?of\b)\s*(\d+)", text)
    whole = of is not None and field.most == int(of[2])
    return read_number(of[1] if of is not None and whole else text, unit, mark)  # 7/10


def _read_line(field: Field, text: str, records: Records, today: date) -> str:
    if not field.clock:
        return read_period(text, today, records.settings.periods) if field.period else text
    from store.fields.clock_times import read_time  # late: few fields are times

    return read_time(text)


def _read_rule(text: str, today: date) -> str:
    from store.fields.recurrence.rule_words import read_rule  # late: few fields are rules

    return read_rule(text, today)


def _read_flag(field: Field, text: str) -> bool:
    said = fold(text)
    if said not in YES | NO:
        raise Unreadable(field, Words("say yes or no", "wrong-shape"))
    return said in YES


def _read_refs(field: Field, text: str, records: Records, who: str) -> tuple[str, ...]:
    parts = [part.strip() for part in names_apart(text) if part.strip()]
    if field.cites and any(evidence.is_cited(part) for part in parts):
        return _read_cited(field, parts, records, who)
    if len(parts) == 1 and " " in parts[0]:
        try:
            return (resolve(records, field.kinds, parts[0], who),)
        except ConcordError:
            parts = parts[0].split()
    return tuple(dict.fromkeys(resolve(records, field.kinds, part, who) for part in parts))


def names_apart(text: str) -> list[str]:
    """The names in a list, as they are written.

    A comma or semicolon within a link is the link's own, unless a blank, another link or an id is behind it.
    """
    first, *others = re.split(f"({BETWEEN.pattern})", text)
    found = [first]
    for sign, piece in zip(others[::2], others[1::2], strict=True):
        if sign in ",;" and _goes_on(found[-1], piece) and is_link(found[-1] + sign + piece):
            found[-1] += sign + piece
        else:
            found.append(piece)
    return found


def _goes_on(link: str, piece: str) -> bool:
    """Whether a piece behind a link may be more of it."""
    return is_link(link) and piece.strip() != "" and not is_link(piece) and split_id(evidence.split(piece)[0]) is None


def _read_cited(field: Field, parts: list[str], records: Records, who: str) -> tuple[str, ...]:
    """Readings and links among records."""
    found: list[str] = []
    for part in parts:
        if evidence.is_cited(part):
            name, at = evidence.split(part)
            id = resolve(records, ("metric",), name, who) if at else part
            found.append(evidence.typed_as(id, _read_moment(at, records)) if at else id)
        else:
            found += _read_refs(field, part, records, who)
    return tuple(dict.fromkeys(found))


def _read_moment(text: str, records: Records) -> datetime:
    from store.fields.moments import read_moment  # late: few fields name a moment

    return read_moment(text, clock.now(), records.settings.zone, records.calendar)


def _read_tags(field: Field, text: str) -> tuple[str, ...]:
    parts = _parts(text) if field.spaced else [word for part in _parts(text) for word in part.split()]
    return tuple(dict.fromkeys(part.lstrip("#＃") for part in parts if part.strip("#＃")))


def _parts(text: str) -> list[str]:
    return [part.strip() for part in re.split(BETWEEN, text) if part.strip()]


def _read_map(field: Field, text: str, records: Records, today: date, who: str) -> dict[str, Any]:
    """Pairs such as ``MKT=A, ana=R``; what is a line itself goes on behind a comma, up to the next name."""
    pairs: dict[str, Any] = {}
    said, last = field.item is not None and field.item.type == "line", ""
    for part in _parts(text) if not said else re.split(r"([,，;；\n])", text):
        name, sign, word = (*re.split("([=＝])" if said else r"([=:：＝])", part, maxsplit=1), "", "")[:3]
        try:
            if not sign or not word:
                raise Unreadable(field, Words('"{text}" is not a pair such as MKT=A', "wrong-shape", text=part[:40]))
            if field.keys:
                last = _read_choice(words_of_keys(field), name.strip())
                pairs[last] = read(field.item or field, word, records, today, who)
            else:
                last = resolve(records, field.kinds, name, who)
                pairs[last] = word.strip()
        except ConcordError:
            if not said or not last:
                raise
            pairs[last] += part
    return {name: word.rstrip(" ,，;；\n") for name, word in pairs.items()} if said else pairs
