"""What a kind of record tells: the defaults. A kind with more to say has a file of its name in `store/telling`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, cast

from store.history.notices import ChangedRecord, Notice
from store.history.wording import Told, day, document, short
from store.kinds.base import Kind, Record
from store.words import Words

if TYPE_CHECKING:
    from store.engine.journal.entry import Entry
    from store.history.events import Event
    from store.history.parts_told import PartsTold
    from store.insight.overview import Overview

#: A sentence for a change, of what is known of it and the paths to values, new and old; None where it has none. Whoever
#: asks for it puts in ``{who}`` and ``{name}``.
Say = Callable[[Told, Mapping[str, Any], Mapping[str, Any]], Words | None]


def by_value(field: str, sentences: Mapping[str, Words]) -> Say:
    """Tells what that field has become by a sentence for each of its values."""

    return lambda _told, new, _old: sentences.get(new.get(field, ""), Words("{who} changed {name}"))


def by_presence(field: str, there: Words, gone: Words) -> Say:
    """Tells that something stands in that field now, or nothing any more."""
    return lambda _told, new, _old: there if new.get(field) else gone


def moved_on(field: str) -> Say:
    """Tells from which choice of that field to which it went."""

    def say(told: Told, new: Mapping[str, Any], old: Mapping[str, Any]) -> Words | None:
        if new.get(field) is None or old.get(field) is None:  # it was made so
            return None
        before, after = (told.kind.fields[field].label_of(values[field]) for values in (old, new))
        return Words("{who} took {name} from {before} to {after}", before=before, after=after)

    return say


def due_moved(_told: Told, new: Mapping[str, Any], old: Mapping[str, Any]) -> Words:
    """It got another due day, its first, or none any more."""
    before, after = day(old.get("due")), day(new.get("due"))
    if after is None:
        return Words("{who} took the due day off {name}")
    if before is None:
        return Words("{who} set {name} due {after}", after=after)
    return Words("{who} moved {name} from {before} to {after}", before=before, after=after)


def handed_over(told: Told, new: Mapping[str, Any], _old: Mapping[str, Any]) -> Words:
    """It is somebody else's now."""
    owner = told.called(new.get("owner"))
    if not owner:
        return Words("{who} left {name} without an owner")
    if owner == told.who:
        return Words("{who} took {name}")
    return Words("{who} gave {name} to {owner}", owner=owner)


def led(told: Told, new: Mapping[str, Any], _old: Mapping[str, Any]) -> Words:
    """Somebody else leads it now."""
    person = told.called(new.get("facilitator"))
    if not person:
        return Words("{who} left {name} without anybody who leads it")
    if person == told.who:
        return Words("{who} leads {name}")
    return Words("{who} lets {person} lead {name}", person=person)


def noted(_told: Told, new: Mapping[str, Any], old: Mapping[str, Any]) -> Words:
    """The line that came, how many came, or that it changed."""
    was, now = ({document(row).get("id"): document(row) for row in _rows(each.get("notes"))} for each in (old, new))
    came = [row for id, row in now.items() if id not in was]
    if len(came) == 1:
        return Words("{who} noted on {name}: {text}", text=short(came[0].get("text")))
    if came and was.keys() <= now.keys():
        return Words("{who} noted {n} lines on {name}", n=len(came))
    return Words("{who} changed the notes on {name}")


def _rows(value: object) -> list[object]:
    return cast("list[object]", value) if isinstance(value, list) else []


class Telling:
    """What is told of the records of a kind: in the history, as unread, at the stand-up, and as computed of them.

    What a kind tells otherwise it overrides in a class of its own, in its file of `store/telling`: `ActionTelling` for
    the record `Action`.
    """

    #: The field that says which record one is about, so that its making is part of that record's life.
    about = ""
    #: What comes with a change rather than being something that happened.
    quiet: tuple[str, ...] = ()
    #: What is told in the life of the record alone.
    silent: tuple[str, ...] = ()
    #: The fields that a change is told by, the first that changed wins.
    changes: Mapping[str, Say] = {"state": moved_on("state"), "due": due_moved, "owner": handed_over}
    #: What happens to one is news at the stand-up; not what is said there, and what is said or counted elsewhere.
    is_news = True
    #: What is done to one that is no news at the stand-up, by the verbs of its commits.
    no_news: tuple[str, ...] = ()
    #: The fields that tell at the stand-up what somebody did; "made" where making one is to be told.
    deeds: tuple[str, ...] = ("state", "due", "owner")
    #: Those that are still part of making a record when whoever made it sets them a little later.
    begins: tuple[str, ...] = ("due", "owner")
    #: The fields from which all that is computed follows: of records that nothing holds up and that have them in common
    #: it is computed once.
    computed_from: tuple[str, ...] = ("id",)

    def __init__(self, kind: Kind) -> None:
        self.kind = kind

    def made(self, _told: Told, /) -> Words:
        """Somebody made it. What is said of ``changes`` goes for it too."""
        return Words("{who} added {name}")

    def together(self, _values: Mapping[str, object], /) -> Words | None:
        """What several made alike is told at once, with all their {names}; ``values`` are those of one's sentence."""
        return None

    def item(self, _told: Told, _row: Mapping[str, Any], /) -> Words | None:
        """What an item of a list says that has no words of its own; None where it is called by its name."""
        return None

    def is_silent(self, _what: Mapping[str, Any], _new: Mapping[str, Any], /, *, made: bool) -> bool:  # noqa: ARG002
        """Whether that it was made, or became so, is told in its own life alone; asked of kinds with ``silent`` fields.

        ``what`` is what was done in that commit, which may tell of it already.
        """
        return False

    def why(self, new: Mapping[str, Any]) -> object:
        """The reason for a change, where the record keeps it."""
        return new.get("reason")

    def notices(self, change: ChangedRecord) -> Iterator[Notice]:
        """Whom a change concerns by name: whoever is given the record."""
        record = change.record
        for to in change.of(record.owner) if change.gave("owner") else ():
            yield Notice(to, record.id, Words("{who} gave you {id}", who=change.who, id=record.id))

    def notices_of_deletion(self, _change: ChangedRecord, /) -> Iterator[Notice]:
        """Whom it concerns that a record, as it was, is gone."""
        yield from ()

    def is_deed(self, _path: str, _value: Any, /) -> bool:
        """Whether that value at that path, of a field that tells, is something that somebody did."""
        return True

    def closes(self, path: str, record: Any, /) -> bool:
        """Whether what stands at that path now ends the record."""
        standing = self.kind.standing
        return standing is not None and path in self.kind.stands_by and standing(record) != "open"

    def told_by(self, _record: Any, /) -> str | None:
        """The id of the record whose deed in the same commit tells of this one too."""
        return None

    def of_parts(self, _entry: Entry, _found: Sequence[Mapping[str, Any]], _in: PartsTold, /) -> Iterator[Event]:
        """What an entry does to parts of records (`store.kinds.PARTS`): those of its changes that are of this kind."""
        yield from ()

    def computed(self, _record: Any, _overview: Overview, /) -> dict[str, Any]:
        """What follows from a record and those around it, as plain JSON values: the `computed` part of `--json`."""
        return {}


_TELLINGS: dict[type[Record], Telling] = {}


def telling_of(kind: Kind) -> Telling:
    """What the records of that kind tell."""
    found = _TELLINGS.get(kind.record)
    if found is None:
        name = f"store.telling.{kind.record.__module__.rpartition('.')[2]}"
        its: type[Telling] = Telling
        if find_spec(name) is not None:
            its = getattr(import_module(name), f"{kind.record.__name__}Telling")
        found = _TELLINGS[kind.record] = its(kind)
    return found
