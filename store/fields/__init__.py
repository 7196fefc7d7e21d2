"""What a field of a record is: declared once, beside its type, and read by every face.

A field stands in the annotation of a record's attribute::

    due: Annotated[date | None, day("Due")] = None

The form, the list column, the detail, the search text, the option of the command line, JSON, CSV, the history line
and the translation key all follow from that one line. Where the label means something else in another place, a
``context`` tells the two apart for whoever translates it.
"""

from typing import Any, Literal

import msgspec

from store.fields.rights import CLOSED, FREE, Right
from store.words import Name, Words

Type = Literal[
    "line",  # one line of text
    "text",  # text of many lines
    "day",  # datetime.date
    "moment",  # datetime.datetime, UTC
    "choice",  # one word out of `choices`
    "ref",  # the id of another record, of one of `kinds` (any kind where that is empty)
    "refs",  # a tuple of such ids, each once
    "number",  # int or float
    "flag",  # bool
    "tags",  # a tuple of words without `#`
    "map",  # {id of one of `kinds`: item}, an item being a struct or a plain value
    "rows",  # a tuple of structs
    "rule",  # when it comes again, as `store.fields.recurrence` stores it
    "checklist",  # a tuple of `store.kinds.checklist.CheckItem`
    "extra",  # whatever an import brought and Concord does not know
]

#: What nobody types as one value.
UNTYPED = ("rows", "moment", "extra")
#: A text field holds at most this many bytes of UTF-8.
TEXT_LIMIT = 64 * 1024
#: A line holds at most this many characters.
LINE_LIMIT = 1_000


class Choice(msgspec.Struct, frozen=True):
    """One word that a choice may take: ``value`` as stored and typed, ``label`` for people.

    ``closed`` says why whoever is asked may not choose it; nothing that is declared says so.
    """

    value: str
    label: Words
    closed: Words | None = None

    @property
    def called(self) -> Name:
        """What it is called where words are listed."""
        return Name(self.value, self.label, self.value)


class Field(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A declared field. ``name`` is filled in from the record's attribute; it equals itself alone."""

    label: Words
    type: Type
    name: str = ""
    #: This field names the record: the only one that is needed to add it.
    names: bool = False
    kinds: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    #: A person is asked for it in the form (stamps, logs and computed parts are not asked).
    asked: bool = True
    #: Of a new record nobody can say it yet: the form asks for it when the record is edited.
    later: bool = False
    #: Its words are found by the search.
    searched: bool = False
    #: A map of which a search for a department or a person finds the keys.
    found: bool = False
    #: Unique among the records of its kind, ignoring case, other names included.
    unique: bool = False
    #: A word with it in front gives this field on the title line of a new record: `@bo`, `!high`, `#print`.
    sign: str = ""
    #: A line that names a period: `this` and `next` are read by what the workspace plans by.
    period: bool = False
    #: A line that is a time of the day, kept as 09:30.
    clock: bool = False
    #: A number of minutes that something takes: typed as `45`, `1h`, `1:30`.
    lasting: bool = False
    #: A line that names a time zone (IANA).
    zone: bool = False
    #: Something is to be done by that day: one that is past, or off, is said.
    deadline: bool = False
    #: What a record rests on: beside ids readings and links are typed there (`store.kinds.evidence`).
    cites: bool = False
    #: Each of its lines is a link.
    linked: bool = False
    #: An item of a list of words may hold spaces.
    spaced: bool = False
    #: The smallest and largest number.
    least: float | None = None
    most: float | None = None
    #: What a number counts, where nothing else is said; None for a mere number.
    unit: str | None = ""
    #: The field of its record that says it, or `field.other` for that of the record it points to.
    unit_from: str = ""
    #: Whoever stands in it has something to do or to answer for: it is handed over where they are gone, and nothing new
    #: is given to them there.
    duty: bool = False
    #: A record that is not over lacks something as long as it is empty; `check` lists that.
    wanted: bool = False
    #: It holds so much that a checkpoint keeps no column of it.
    bulky: bool = False
    #: What an item of a map is where it is a plain value, and the field of whose words its keys are: kind.field.
    item: "Field | None" = None
    keys: str = ""
    #: One sentence for the form and `--help`, in English.
    hint: str = ""
    #: Who may bring about what stands in it; where nothing is said, what a person is asked for is free to whoever may
    #: change the record, and all else is closed.
    right: Right | None = None

    @property
    def is_reference(self) -> bool:
        """Its value names other records."""
        return self.type in ("ref", "refs") or (self.type == "map" and bool(self.kinds))

    def label_of(self, value: object) -> Words | str:
        """What a word of the choice is called; one that only a later version knows stands as it is."""
        return next((each.label for each in self.choices if each.value == value), str(value))

    @property
    def called(self) -> Name:
        """What it is called in an error."""
        return self.called_at(self.name)

    def called_at(self, path: str) -> Name:
        """The same of something in it."""
        return Name(path, self.label, "" if self.type in UNTYPED else f"--{self.name}")

    @property
    def listed(self) -> list[Name]:
        """The words of the choice, but for none."""
        return [each.called for each in self.choices if each.value]

    def called_word(self, value: str) -> Name:
        """What a word of the choice is called; one that only a later version knows stands as it is."""
        return next((each.called for each in self.choices if each.value == value), Name(value, Words(value)))

    @property
    def held_to(self) -> Right:
        """Who may bring about what stands in it."""
        return self.right or (FREE if self.asked else CLOSED)


def _field(label: str, type: Type, options: dict[str, Any]) -> Field:
    return Field(label=Words(label, context=options.pop("context", None)), type=type, **options)


def line(label: str, **options: Any) -> Field:
    """One line of text, searched."""
    return _field(label, "line", {"searched": True, **options})


def period_line(label: str, **options: Any) -> Field:
    """A line that names a period, such as 2026-Q4."""
    hint = "2026-Q4, 2026-H2, 2026-11 or 2027; this and next are read too"
    return line(label, period=True, hint=hint, **options)


def zone_line(label: str, **options: Any) -> Field:
    """A line that names a time zone (IANA)."""
    return line(label, zone=True, searched=False, **options)


def clock_line(label: str, **options: Any) -> Field:
    """A line that is a time of the day, kept as 09:30."""
    return line(label, clock=True, searched=False, hint="Such as 9:30 or 3 pm", **options)


def minutes(label: str, **options: Any) -> Field:
    """So many minutes as something takes, at most a day."""
    hint = "Such as 45, 1h or 1:30"
    return _field(label, "number", {"least": 1, "most": 1_440, "unit": "min", "lasting": True, "hint": hint, **options})


def text(label: str, **options: Any) -> Field:
    """Text of many lines, searched."""
    return _field(label, "text", {"searched": True, **options})


def day(label: str, **options: Any) -> Field:
    """A day of work."""
    return _field(label, "day", options)


def moment(label: str, **options: Any) -> Field:
    """A point in time, UTC; never asked of a person."""
    return _field(label, "moment", {"asked": False, **options})


def choice(label: str, *choices: tuple[str, str | Words], **options: Any) -> Field:
    """One of several words, each given as (value, English label)."""
    words = tuple(Choice(value, name if isinstance(name, Words) else Words(name)) for value, name in choices)
    return _field(label, "choice", {"choices": words, **options})


def ref(label: str, *kinds: str, **options: Any) -> Field:
    """The id of one record of one of ``kinds``."""
    return _field(label, "ref", {"kinds": kinds, **options})


def refs(label: str, *kinds: str, **options: Any) -> Field:
    """The ids of several records of one of ``kinds``."""
    return _field(label, "refs", {"kinds": kinds, **options})


def number(label: str, **options: Any) -> Field:
    """A number."""
    return _field(label, "number", options)


def flag(label: str, **options: Any) -> Field:
    """Yes or no."""
    return _field(label, "flag", options)


def tag_list(label: str, **options: Any) -> Field:
    """Words that people sort by."""
    return _field(label, "tags", {"searched": True, **options})


def mapping(label: str, *kinds: str, **options: Any) -> Field:
    """A map from the ids of records of ``kinds`` to items."""
    return _field(label, "map", {"kinds": kinds, "asked": False, **options})


def recurring(label: str, **options: Any) -> Field:
    """A rule by which something comes again."""
    hint = "every monday, every 2 weeks, last working day of the month; until DAY or 10 times"
    return _field(label, "rule", {"hint": hint, **options})


def check_list(label: str, **options: Any) -> Field:
    """Lines with a tick each, searched."""
    hint = "One line each; [x] before what is done"
    return _field(label, "checklist", {"searched": True, "hint": hint, **options})


def rows(label: str, **options: Any) -> Field:
    """A list of items, each a struct."""
    return _field(label, "rows", {"asked": False, **options})
