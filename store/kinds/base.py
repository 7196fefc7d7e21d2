"""What all kinds of record share: the stamps, the declaration of a kind, and how its ids are written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, get_args

import msgspec

from store.errors import Fault
from store.fields import Field, moment, tag_list
from store.fields.rights import FREE, Right
from store.words import Name, Words

if TYPE_CHECKING:
    from store.records import Changes, Records


class Record(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The part that every record has. Its other fields are declared by its kind.

    ``id`` is what people say (`A-142`); ``rev`` rises with every change; the stamps name the login and the moment.
    A stored document holds every field, the empty ones too, so that a TinyDB query for them finds it.

    **Sessions of several versions share a workspace.** So a later version may add a field, an item's too, with a
    default, a word to a choice, a kind: an older one keeps what it does not know through everything that it does
    (`store.fields.unknown`), shows it by its raw name, and `check` counts it. It may not rename one, use its name or
    the letters of a kind again, or give an old field another type or meaning: that is a new field. What changes how the
    journal itself is read raises a format (`store.engine.later_versions`): older ones then only read.
    """

    id: str = ""
    rev: int = 0
    made_by: Annotated[str, Field(label=Words("Made by"), type="line", asked=False)] = ""
    made_at: Annotated[datetime | None, moment("Made")] = None
    changed_by: Annotated[str, Field(label=Words("Changed by"), type="line", asked=False)] = ""
    changed_at: Annotated[datetime | None, moment("Changed")] = None
    tags: Annotated[tuple[str, ...], tag_list("Tags", sign="#")] = ()
    extra: Annotated[dict[str, Any], Field(label=Words("Extra"), type="extra", asked=False, right=FREE)] = {}


#: The types of fields that hold words, or whatever comes.
WORDS = ("text", "tags", "checklist", "extra")
#: What only the review writes.
STAMPS = ("id", "rev", "made_by", "made_at", "changed_by", "changed_at")


def no_faults(_record: Any, _before: Any, _records: Records) -> Iterable[Fault]:
    """A kind without invariants beyond its types and references."""
    return ()


#: A step of a command: the record as it is, why, and what it becomes.
Step = Callable[["Changes", Any, str], Any]


class Ending(msgspec.Struct, frozen=True):
    """What becomes of a record when what it is part of ends: "done", "drop", or "move" ``to`` another."""

    how: str
    why: str = ""
    to: str | None = None


#: Whether a field of a record is seen, or of a map an item by its path, such as ``votes.PN-3``.
Shows = Callable[[str], bool]


class Veil(msgspec.Struct, frozen=True):
    """What of a kind's records not everybody sees yet; see `store.workspace.veil`."""

    #: The kind whose records tell that, and the field that names one; the ids of those that hide anything now.
    by: str
    down: Callable[[Records], Iterable[str]]
    #: What of a record a person sees, None for all of it: (record, records, the person's id).
    shows: Callable[[Any, Records, str | None], Shows | None]


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of record: its name on the command line and as a table, the letters of its ids, its fields, its rules.

    What a person does to a record of any kind goes through the steps that the kind brings; None means that the kind
    does not take it, and ``no_done`` says why. A kind without ``drop`` is deleted instead.
    """

    name: str
    prefix: str
    label: str
    plural: str
    record: type[Record]
    #: What people are asked first after its name: whose, by when, for what; the others follow as they are declared.
    asks: tuple[str, ...] = ()
    #: Invariants: what has to hold after every commit, whatever made it: (record, as it was or None, records).
    faults: Callable[[Any, Any, Records], Iterable[Fault]] = no_faults
    #: Completes a new record: (changes, record) to record.
    on_add: Callable[[Changes, Any], Any] | None = None
    #: What follows from an edit: (changes, before, after, why) to what is stored; may refuse.
    on_edit: Callable[[Changes, Any, Any, str], Any] | None = None
    #: The same where who has it to do hands it over, when that is another thing than an edit.
    on_hand_over: Callable[[Changes, Any, Any, str], Any] | None = None
    #: What follows for other records once one is stored: (changes, as it was or None, as it is).
    follow: Callable[[Changes, Any, Any], None] | None = None
    #: What follows for other records when what it has become is taken back: (changes, as it was, as it is or None).
    on_back: Callable[[Changes, Any, Any], None] | None = None
    #: What follows for other records when one is taken away: (changes, as it was).
    gone: Callable[[Changes, Any], None] | None = None
    #: What comes after it at the end of the commit that changed it: (changes, as it was or None, as it is); and those
    #: after which something has to come because their day has passed: (records, day).
    comes_after: Callable[[Changes, Any, Any], Any] | None = None
    waiting: Callable[[Records, date], Iterable[Any]] | None = None
    done: Step | None = None
    reopen: Step | None = None
    drop: Step | None = None
    #: To the next of the states in which it is open, from the last to the first.
    turn: Step | None = None
    no_done: Words = Words("This cannot be done: only actions and blockers are", "never-done")
    #: How a record stands, "open", "done" or "dropped", and the fields by which that is told; None where no record of
    #: the kind ever ends.
    standing: Callable[[Any], str] | None = None
    stands_by: tuple[str, ...] = ()
    #: Whether nothing is to be done about a record any more, where that is not how it stands: (record, records, today).
    over: Callable[[Any, Records, date], bool] | None = None
    #: The least role for whoever adds and changes its records: one of `store.fields.rights.ROLES`.
    writer: str = "admin"
    #: Who takes a record away that others have a part in: what it has become is None; and who does so with what others
    #: made.
    stays: Right | None = None
    takes_away: Right | None = None
    #: What an undo makes of a record on which others rely by now.
    back: Right | None = None
    #: The id of what it is part of that is settled for good, so that nothing new comes out of it: (record, records).
    settled: Callable[[Any, Records], str | None] | None = None
    #: The fields that name where its records are seen, the first that says so counts; None where they have a list of
    #: their own, none of them where each is seen alone.
    seen_at: tuple[str, ...] | None = None
    #: The fields that name what it is part of: what has ended takes nothing new.
    within: tuple[str, ...] = ()
    #: The fields that name what it came out of, which takes nothing new where it ``closes``.
    out_of: tuple[str, ...] = ()
    closes: bool = False
    #: The fields that name whose it is, and by when or on which day: people look for both.
    owned_by: tuple[str, ...] = ("owner",)
    due_on: str = "due"
    #: The fields that stay as they are once a record is over, or what it is part of.
    kept: tuple[str, ...] = ()
    #: Whether it still goes on and is asked about when what it is part of ends: (record, day).
    goes_on: Callable[[Any, date], bool] | None = None
    #: What becomes of it then.
    ends: Callable[[Changes, Any, Ending], Any] | None = None
    #: Nobody may learn who wrote this record.
    anonymous: Callable[[Any, Records], bool] | None = None
    #: What of its records not everybody sees yet.
    veil: Veil | None = None
    #: Nobody reads its records: only its own commands do, and say what may be said (`store.kinds.SEALED`).
    sealed: bool = False
    #: The field that names the record of which it is a part (`store.kinds.PARTS`); nothing else names it, and people do
    #: not know its id: what they know it by.
    part_of: str = ""
    known_as: Callable[[Any], str] | None = None
    #: What an entry says of one of its documents, so that taking it back leaves what others have put in since:
    #: (changes, what the entry says) to what is taken back.
    taken_apart: Callable[[Changes, dict[str, Any]], dict[str, Any]] | None = None
    #: Its names are those of people, which are read otherwise than text: surnames by their own readings.
    is_people: bool = False

    @property
    def called(self) -> Name:
        """What it is called where kinds are listed."""
        return Name(self.name, Words(self.label), self.name)

    @property
    def fields(self) -> dict[str, Field]:
        """The declared fields by name, the kind's own first, the shared ones last."""
        return fields_of(self.record)

    @property
    def in_order(self) -> list[Field]:
        """The declared fields in the order in which people are asked; what is not asked of a new record comes last."""

        def place(field: Field) -> int:
            if field.names or field.name in self.asks:
                return -1 if field.names else self.asks.index(field.name)
            return len(self.asks) + (field.later or not field.asked)

        return sorted(self.fields.values(), key=place)

    @property
    def short_names(self) -> tuple[Field, ...]:
        """The fields by which a record has a name of one word besides: a code, a login."""
        return _short_names(self.record)

    @property
    def columns(self) -> tuple[str, ...]:
        """The fields by which records are sorted, narrowed and counted, all of them together: not their words."""
        told = ((name, each) for name, each in self.fields.items() if name not in STAMPS and not each.bulky)
        found = [name for name, field in told if not self._has_words(field)]
        return ("made_at", *found)

    def _has_words(self, field: Field) -> bool:
        item = item_of(self.record, field.name) if field.type == "rows" else None
        if item is not None:
            return any(each.type != "day" for each in fields_of(item).values())
        return field.type in WORDS or (field.names and field.type == "line")

    def is_over(self, record: Any, records: Records, today: date) -> bool:
        """Nothing is to be done about it any more, and nobody has it."""
        if self.standing is not None and self.standing(record) != "open":
            return True
        return self.over is not None and self.over(record, records, today)

    def id(self, number: int) -> str:
        """The id that people say, e.g. `A-142`."""
        return f"{self.prefix}-{number}"

    @property
    def naming(self) -> Field:
        """The field that names a record of this kind."""
        return next(field for field in self.fields.values() if field.names)


def open_until(field: str) -> Callable[[Any], str]:
    """How a record stands that is done once something stands in that field."""
    return lambda record: "done" if getattr(record, field) else "open"


def ended_by(field: str, **ends: str) -> Callable[[Any], str]:
    """How a record stands by the word in that field: ``ends`` has those that end it, each with "done" or "dropped"."""
    return lambda record: ends.get(getattr(record, field), "open")


@cache
def item_of(record: type[Record], name: str) -> type[msgspec.Struct] | None:
    """What the items of a map or a list of rows are; None where they are plain values."""
    declared: Any = next(field.type for field in msgspec.structs.fields(record) if field.name == name)
    items: tuple[Any, ...] = get_args(get_args(declared)[0])
    found: Any = next((each for each in items if isinstance(each, msgspec.StructMeta)), None)
    return found


@cache
def fields_of(record: type[msgspec.Struct]) -> dict[str, Field]:
    """The fields that the annotations of a record, or an item, declare. Read when first needed: it is slow."""
    return {
        field.name: msgspec.structs.replace(extra, name=field.name)
        for field in msgspec.structs.fields(record)
        for extra in get_args(field.type)[1:]
        if isinstance(extra, Field)
    }


@cache
def _short_names(record: type[msgspec.Struct]) -> tuple[Field, ...]:
    return tuple(field for field in fields_of(record).values() if field.unique)
