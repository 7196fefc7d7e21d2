"""Sentences for people, kept as a template and its values until somebody knows in which language to say them.

The English template is the key of its translations, as in gettext: the store speaks English by itself, and the
screen and the command line look the template up in the catalogue of the language chosen.
"""

import re
from collections.abc import Iterable
from typing import Self, cast


class Words:
    """A sentence in English with named places, e.g. ``Words("{id} is not a goal", id="A-3")``.

    ``one`` is the form for ``n == 1``. ``context`` tells apart what is one word in English and not in every language:
    the "From" of a day from that of a value. A value may be `Words` itself and is then translated with the rest, or
    several of them or of names, which are joined as the language does it (`between`). A sentence that says why
    something does not go has a ``reason``, one of `store.reasons`.
    """

    __slots__ = ("_reason", "context", "one", "template", "values")

    def __init__(
        self,
        template: str,
        reason: str = "",
        /,
        *,
        one: str | None = None,
        context: str | None = None,
        **values: object,
    ) -> None:
        self.template = template
        self.one = one
        self.context = context
        self._reason = reason
        self.values = values

    @property
    def cause(self) -> "Words":
        """Itself where it has a reason, else the sentence in one of its places that has one, else itself."""
        inner = (value.cause for value in self.values.values() if isinstance(value, Words)) if not self._reason else ()
        return next((words for words in inner if words._reason), self)

    @property
    def reason(self) -> str:
        """The reason code, its own or that of a sentence in it; "" where there is none."""
        return self.cause._reason

    @property
    def key(self) -> str:
        """What the catalogues have the sentence under: the template, and the context behind it where there is one."""
        return self.template if self.context is None else f"{self.template}|{self.context}"

    @property
    def chosen(self) -> str:
        """The template that fits the number: ``one`` where ``n`` is 1 and there is such a form."""
        if self.one is not None and self.values.get("n") == 1:
            return self.one
        return self.template

    def filled(self, **values: object) -> "Words":
        """The same sentence with these values in their places."""
        return Words(self.template, self._reason, one=self.one, context=self.context, **{**self.values, **values})

    def __str__(self) -> str:
        if not self.values:
            return self.chosen
        return self.chosen.format_map({name: _plain(value) for name, value in self.values.items()})

    def __repr__(self) -> str:
        return f"Words({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Words) and self._told == other._told

    @property
    def _told(self) -> tuple[object, ...]:
        return self.chosen, self.context, self.values

    def __hash__(self) -> int:
        return hash(self.chosen)


class IdAndTitle(str):  # noqa: SLOT000
    """A record in a sentence: its id and its title, which each language sets off in its own way."""

    id: str
    what: str

    def __new__(cls, id: str, what: str) -> Self:
        made = super().__new__(cls, f"{id} {what}".strip())
        made.id, made.what = id, what
        return made


class Name(Words):
    """What a kind, a field, a word of a choice is called: in English its code, elsewhere its ``label``.

    ``typed`` is what is typed for it on a command line; ``note`` is what is said of that behind the label. The code of
    a field may be a path, which begins with it: ``stances.FIN``.
    """

    __slots__ = ("code", "label", "note", "typed")

    def __init__(self, code: str, label: Words, typed: str = "", note: str = "") -> None:
        super().__init__(code)
        self.code, self.label, self.typed, self.note = code, label, typed, note

    def filled(self, **_values: object) -> "Name":
        """Itself: there are no places in a name."""
        return self

    @property
    def with_note(self) -> "Name":
        """The same with what is typed for it."""
        return Name(self.code, self.label, self.typed, self.typed)

    @property
    def rest(self) -> str:
        """What of a path stands behind the field."""
        return "".join(self.code.partition(".")[1:])


_DECISION = r"D-\d+"
NAMES = Words(", ", context="names")
FACTS = Words(", ", context="facts")
SENTENCES = Words("; ", context="sentences")


def between(items: Iterable[object]) -> Words:
    """What stands between several in one place: other marks between sentences than between names."""
    return SENTENCES if any(isinstance(item, Words) and not isinstance(item, Name) for item in items) else NAMES


def percent(share: object) -> Words:
    """A share of all: 66 %."""
    return Words("{n} %", n=share)


def lasting(minutes: int) -> Words:
    """So long, in the largest unit in which it is whole; a day and a half in hours."""
    if minutes % 60:
        return Words("{n} min", n=minutes)
    if minutes < 2 * 1440 or minutes % 1440:
        return Words("{n} hours", one="{n} hour", n=minutes // 60)
    return Words("{n} days", one="{n} day", n=minutes // 1440)


def measured(number: str, unit: str) -> object:
    """A number and its unit."""
    return percent(number) if unit == "%" else f"{number} {unit}".rstrip()


def cited(text: str) -> object:
    """What a decision says of itself in what it ends or answers (`D-4: We wait`), for the language to join."""
    id, colon, chosen = text.partition(": ")
    return Words("{label}: {text}", label=id, text=chosen) if colon and re.fullmatch(_DECISION, id) else text


def with_note(text: object, note: object) -> Words:
    """The text, and the note in brackets behind it."""
    return Words("{text} ({note})", text=text, note=note)


def _plain(value: object) -> object:
    if not isinstance(value, list | tuple):
        return value
    items = cast("list[object]", value)
    return str(between(items)).join(str(_plain(item)) for item in items)
