"""What the sentences of the history stand on: what is known of a change, filling a template, shortening a text."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple, cast

from store.fields import Field
from store.fields.unknown import told as in_a_line
from store.kinds.base import Kind
from store.words import Words, lasting

Document = Mapping[str, Any]
NOTHING = Words("nothing")


class Told(NamedTuple):
    """What is known of one change: who, the record's name, its document as it is, names for other ids, the verb."""

    who: str
    name: str
    kind: Kind
    document: Document
    called: Callable[[str | None], str]
    what: Document = {}

    def fill(self, words: Words) -> Words:
        """The sentence with ``{who}`` and ``{name}`` in their places, where it does not say others itself."""
        return words.filled(**{"who": self.who, "name": self.name, **words.values})


def document(value: Any) -> Document:
    """The JSON object that stands there; an empty one where there is none."""
    return cast("Document", value) if isinstance(value, dict) else {}


def short(value: Any) -> str:
    """The beginning of a text, in one line."""
    text = " ".join(str("" if value is None else value).split())
    return text if len(text) <= 160 else text[:158] + ".."


def cut(title: str) -> str:
    """A title in a sentence is not longer than people would say it."""
    return title if len(title) <= 60 else title[:58].rstrip() + ".."


def day(value: Any) -> date | None:
    """The day that a JSON value writes, or None."""
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def value_words(field: Field | None, value: Any, called: Callable[[str | None], str]) -> object:
    """A JSON value as it stands in a sentence: a label, a day, a name, the beginning of a text.

    Without a field, or where a later version has stored it otherwise, it is said as it is.
    """

    if value in (None, "", [], {}):
        return NOTHING
    type = "" if field is None else field.type
    if field is not None and type == "choice":
        return field.label_of(value)
    if type == "rule":
        from store.fields.recurrence.saying import said  # late: few records have a rule

        return said(str(value))
    if field is not None and field.lasting and type == "number" and isinstance(value, int):
        return lasting(value)
    if type == "flag" and isinstance(value, bool):
        return Words("yes") if value else Words("no")
    if type in ("day", "moment"):
        return day(str(value)[:10]) or str(value)
    if type == "ref" and isinstance(value, str):
        return called(value)
    if type in ("refs", "tags") and isinstance(value, list):  # what is said of a record may stand before its id
        return [called(str(item).rpartition(" ")[2]) for item in cast("list[object]", value)]
    return short(value if isinstance(value, int | float) else in_a_line(value))
