"""Words of choices in a search, `priority:high`, `状态:待办`: by which marks a record has them, how they are called."""

from collections.abc import Callable, Sequence
from functools import cache

from store.fields import Choice
from store.kinds import KINDS
from store.search.facets import letters
from store.search.fold import fold
from store.words import Words

#: The fields that say how a record stands, which `is:` asks for.
STANDING = ("state", "step", "outcome")

#: What a label is called, in every language, the words of today first.
Each = Callable[[Words], Sequence[str]]


@cache
def places() -> dict[tuple[str, str], str]:
    """The mark of each word of each choice, by field and word."""
    found: dict[tuple[str, str], str] = {}
    for _kind, name, choice in _declared():
        found.setdefault((name, choice.value), letters(len(found)))
    return found


@cache
def _declared() -> list[tuple[str, str, Choice]]:
    return [
        (kind.name, field.name, choice)
        for kind in KINDS.values()
        for field in kind.fields.values()
        if field.type == "choice"
        for choice in field.choices
        if choice.value
    ]


def of_fields(names: Sequence[str]) -> list[tuple[str, Choice]]:
    """The words of the choices of these fields, each once."""
    found = {(name, choice.value, choice.label.key): choice for _kind, name, choice in _declared() if name in names}
    return [(name, choice) for (name, _value, _key), choice in found.items()]


def named(names: Sequence[str], said: str, each: Each) -> bool:
    """Whether a word of these choices is called so, in full."""
    return any(said in (choice.value, *map(fold, each(choice.label))) for _name, choice in of_fields(names))


def meant(names: Sequence[str], said: str, each: Each) -> list[str]:
    """The marks of what is called so, or else of all that begins so."""
    called = [
        (places()[name, choice.value], [choice.value, *map(fold, each(choice.label))])
        for name, choice in of_fields(names)
    ]
    exact = [place for place, words in called if said in words]
    if exact:
        return exact
    return [place for place, words in called if any(word.startswith(said) for word in words)]
