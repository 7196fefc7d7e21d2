"""What a line of the stand-up says of a deed, by the sentences of the history, for whoever reads it."""

from collections.abc import Callable
from typing import Any

from store.history import default_sentences
from store.history.telling import telling_of
from store.history.wording import Told, short
from store.kinds import KINDS, split_id
from store.kinds.base import STAMPS, Kind
from store.kinds.standup_line import Did, Line
from store.words import Words

_PLAIN = (str, int, float, bool, type(None))


def deed_words(line: Line, person: str | None, called: Callable[[str | None], str]) -> Words | None:
    """The sentence with its ``{who}``; None where the line has words of its own, or what it refers to says nothing.

    ``person`` is the id of whoever did it, ``called`` says what records are called now.
    """
    did = line.deed
    if did is None:
        return None
    who = called(person)
    if did.n:
        kind = KINDS.get(did.kind)
        return None if kind is None else default_sentences.many(who, kind, did.verb, "set", did.n)
    place = split_id(did.id)
    if place is None:
        return None
    name = called(did.id)
    made = did.verb == "made"
    told = Told(who, did.name or did.id if name == did.id else name, place[0], did.set if made else {}, called)
    try:
        return default_sentences.made(told) if made else default_sentences.changed(told, did.set, did.was)
    except (LookupError, TypeError, ValueError, AttributeError):
        return None  # brought in by hand, with values that such a deed does not have


def without_who(words: Words) -> Words:
    """The sentence as somebody says it of themselves; whoever shows it strips what is left at its beginning."""
    return words.filled(who="")


def spoken(text: str) -> str:
    """A sentence of which the one who did it was left out, without what stood between."""
    return text.strip().lstrip(":：").strip()


def made(told: Told, id: str) -> Did:
    """That somebody made a record, with what tells of it: its short values."""
    fields, about = told.kind.fields, told.document.get(telling_of(told.kind).about)
    values = {name: _short(value) for name, value in told.document.items() if _is_told(fields.get(name), value)}
    return Did("made", id=id, name=str(told.called(about) if isinstance(about, str) else told.name), set=values)


def changed(told: Told, id: str, path: str, before: Any, after: Any) -> Did | None:
    """That somebody changed a field; None where its values are more than a line tells."""
    if not isinstance(before, _PLAIN) or not isinstance(after, _PLAIN):
        return None
    return Did("set", id=id, name=str(told.name), set={path: _short(after)}, was={path: _short(before)})


def many(kind: Kind, verb: str, n: int) -> Did:
    """That somebody did the same to many records of a kind."""
    return Did(verb, kind=kind.name, n=n)


def _is_told(field: Any, value: Any) -> bool:
    if field is None or field.name in STAMPS or field.type == "text":
        return False
    return value is not None and isinstance(value, _PLAIN)


def _short(value: Any) -> Any:
    return short(value) if isinstance(value, str) else value
