"""Reading and changing records by their ids, typed; the ground on which rules and commands stand.

`Records` reads from whatever holds encoded documents: the ledger (what is committed) or a transaction (what a command
has made of it so far). `Changes` adds writing and is what a command is given.
"""

import re
from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime
from functools import cache
from typing import Any, Protocol, TypeVar

import msgspec

from store import clock
from store.engine.lookups import LookupSource
from store.engine.transaction import Encoded, Transaction
from store.errors import Damaged, NotFound
from store.fields import unknown
from store.fields.calendar import Calendar
from store.fields.indexes import ADMINS, LOGINS, Account, RecordIndex
from store.fields.rights import ADMIN, GUEST, ROLES, VIEWER, Claim
from store.kinds import KINDS, STORED, kinds_words, split_id
from store.kinds.base import Kind, Record, Shows
from store.kinds.person import Person
from store.kinds.workspace import Settings, calendar_of

R = TypeVar("R", bound=Record)
T = TypeVar("T")

#: So often it is cheaper to look through all for one id than to index them.
FEW = 3
#: The kind of each record class.
KIND_OF: dict[type[Record], Kind] = {kind.record: kind for kind in STORED.values()}


class DocumentSource(LookupSource, Protocol):
    """Encoded documents by table and number."""

    def raw(self, table: str, number: int) -> Encoded | None: ...


class Records:
    """Records as committed, or as a command sees them."""

    def __init__(self, source: DocumentSource, *, settled: bool = False) -> None:
        """``settled`` promises that what ``source`` holds stays, so that what was found may be kept."""
        self._source = source
        self._settled = settled
        self._asked: dict[tuple[str, str], int] = {}
        self._made: dict[tuple[str, str], tuple[int, Any]] = {}
        self._settings: tuple[Encoded, Settings] | None = None

    def raw(self, table: str, number: int) -> Encoded | None:
        """The document of that table and number as it is stored, or None."""
        return self._source.raw(table, number)

    def items(self, table: str) -> list[tuple[int, Encoded]]:
        """The documents of a table by number, as they are stored; for reading a few fields of many."""
        return self._source.items(table)

    def decoded(self, table: str, kind: type[T]) -> Iterator[dict[int, T]]:
        """Every document of a table by number as a struct with some of its fields."""
        return unknown.decoded(self._source, table, kind)

    def cached(self, kind: str, name: str, make: Callable[[], T]) -> T:
        """What ``make`` makes of the records of a kind, kept under ``name`` as long as none of them changes."""
        version: Callable[[str], int] | None
        version = getattr(self._source, "generation", None) or getattr(self._source, "version", None)
        if version is None and not self._settled:
            return make()
        now = 0 if self._settled or version is None else version(kind)
        kept = self._made.get((kind, name))
        if kept is None or kept[0] != now:
            kept = self._made[kind, name] = (now, make())
        return kept[1]

    def find(self, id: str) -> Record | None:
        """The record with that id, or None."""
        parts = split_id(id)
        if parts is None:
            return None
        kind, number = parts
        raw = self._source.raw(kind.name, number)
        return None if raw is None else _decoded(raw, kind.record, number)

    def maybe(self, record: type[R], id: str | None) -> R | None:
        """The record with that id where there is one, of that class."""
        found = self.find(id) if id else None
        return found if isinstance(found, record) else None

    def get(self, id: str) -> Record:
        """The record with that id; raises `NotFound`."""
        record = self.find(id)
        if record is None:
            raise NotFound("There is no {id}", id=id)
        return record

    def one(self, record: type[R], id: str) -> R:
        """The record with that id, which has to be of that class; raises `NotFound`."""
        found = self.find(id)
        if not isinstance(found, record):
            kind = kinds_words([KIND_OF[record].name])
            raise NotFound("There is no {kind} {id}", kind=kind, id=id)
        return found

    def all(self, record: type[R]) -> Iterator[R]:
        """Every record of that class, in the order of their making; each is decoded when its turn comes."""
        kind = KIND_OF[record]
        for number, raw in self._source.items(kind.name):
            yield _decoded(raw, record, number)

    def of_kind(self, kind: str) -> Iterator[Record]:
        """Every record of the kind of that name."""
        return self.all(KINDS[kind].record)

    def pointing(self, record: type[R], field: str, id: str) -> Iterator[R]:
        """Every record of that class whose ``field`` names ``id``, without decoding those that do not mention it."""
        kind = KIND_OF[record]
        asked = self._asked[kind.name, field] = self._asked.get((kind.name, field), 0) + 1
        if not hasattr(self._source, "generation") and not (self._settled and asked > FEW):
            mentions = re.compile(b'"' + re.escape(id.encode()) + b'"').search
            numbers = [number for number, raw in self._source.items(kind.name) if mentions(raw)]
        else:
            index = self.cached(kind.name, f"by {field}", lambda: self._by(record, field))
            numbers = index.get(id, ())
        for number in numbers:
            raw = self._source.raw(kind.name, number)
            found = None if raw is None else _decoded(raw, record, number)
            if found is not None and id in ids_in(getattr(found, field)):
                yield found

    def _by(self, record: type[R], field: str) -> dict[str, list[int]]:
        """The numbers of the records of a class by the ids that their ``field`` names."""
        numbers: dict[str, list[int]] = {}
        for found in self.decoded(KIND_OF[record].name, _pointer(field)):
            named = ((number, pointer.at) for number, pointer in found.items() if pointer.at)
            for number, at in named:
                for each in ids_in(at):
                    numbers.setdefault(each, []).append(number)
        return numbers

    def numbers_with(self, index: RecordIndex[Any], key: str) -> list[int]:
        """The numbers of the records that an index has under that key."""
        find: Callable[[RecordIndex[Any], str], list[int]] | None = getattr(self._source, "numbers_with", None)
        if find is None:
            return [number for number, keys in index.all(self._source) if key in keys]
        return find(index, key)

    def person_of(self, login: str) -> Person | None:
        """The person with that login, exactly as the system says it; other names say nothing about who somebody is."""
        raw = self._raw_of(login)
        return None if raw is None else unknown.read(raw, Person)

    def _raw_of(self, login: str) -> Encoded | None:
        numbers = self.numbers_with(LOGINS, login) if login else []
        return self._source.raw("person", numbers[0]) if numbers else None

    def rank_of(self, login: str) -> int:
        """The role of a login as a number, higher for more; `rights.GUEST` for nobody.

        As long as nobody has a login, as in a workspace that is being made, whoever comes is an admin.
        """
        raw = self._raw_of(login)
        if raw is None:
            return GUEST if self.numbers_with(LOGINS, ADMINS) or self._anybody() else ADMIN
        role = unknown.read(raw, Account).role
        return ROLES.index(role) if role in ROLES else VIEWER

    def _anybody(self) -> bool:
        """Whether anybody has a login. Asked of all people only where none of them is an admin."""
        return any(each.login for people in self.decoded("person", Account) for each in people.values())

    @property
    def settings(self) -> Settings:
        """The workspace's own record; its defaults where there is none. Read often: decoded when it has changed."""
        for number, raw in self._source.items("workspace"):
            if self._settings is None or self._settings[0] is not raw:
                self._settings = raw, _decoded(raw, Settings, number)
            return self._settings[1]
        return Settings(name="")

    @property
    def calendar(self) -> Calendar:
        """The days on which the organisation works."""
        return self.cached("workspace", "calendar", lambda: calendar_of(self.settings))

    def zone_of(self, login: str) -> str:
        """The time zone of the person with that login; the workspace's where they have none that is known here."""
        raw = self._raw_of(login)
        own = "" if raw is None else unknown.read(raw, _Zone).zone
        return own if own and clock.knows(own) else self.settings.zone


@cache
def defaults_of(record: type[Record]) -> dict[str, Any]:
    """What the fields of a record hold that was given nothing, by name."""
    return {
        each.name: each.default if each.default_factory is msgspec.NODEFAULT else each.default_factory()
        for each in msgspec.structs.fields(record)
    }


@cache
def _pointer(field: str) -> Any:
    """Of a record, only what that field names."""
    return msgspec.defstruct("Pointer", [("at", Any, None)], rename={"at": field}, gc=False)


def ids_in(value: str | Collection[str] | None) -> Collection[str]:
    """The ids in a field that refers to others: of one, of several, or of a map."""
    return (value,) if isinstance(value, str) else value or ()


def _decoded(raw: Encoded, record: type[R], number: int) -> R:
    id = KIND_OF[record].id(number)
    try:
        found = unknown.read(raw, record)
    except msgspec.ValidationError as fault:
        raise Damaged("{id} does not read as what it should be: {message}", id=id, message=str(fault)) from None
    # What a script has just inserted has not been given its id yet.
    return found if found.id == id else msgspec.structs.replace(found, id=id)


def _nothing(_path: str) -> bool:
    return False


class _Zone(msgspec.Struct):
    zone: str = ""


class Changes(Records):
    """What a command works on: records as they will be, who gives the command, and when."""

    def __init__(self, transaction: Transaction) -> None:
        super().__init__(transaction)
        self.transaction = transaction
        #: What becomes of what the command leaves open, by id (`store.kinds.ending`), and what was asked about.
        self.rest: dict[str, str] = {}
        self.answered: set[str] = set()

    @property
    def who(self) -> str:
        """The login of whoever gives the command."""
        return self.transaction.who

    @property
    def now(self) -> datetime:
        """The moment of the command, UTC."""
        return self.transaction.now

    @property
    def today(self) -> date:
        """The day of the command in the workspace's time zone."""
        return clock.today(self.settings.zone, self.now)

    @property
    def here(self) -> date:
        """The day of the command where whoever gives it is."""
        return clock.today(self.zone_of(self.who), self.now)

    @property
    def person(self) -> Person | None:
        """Whoever gives the command, where the workspace knows that login."""
        return self.person_of(self.who)

    @property
    def person_id(self) -> str | None:
        """The id of that person."""
        person = self.person
        return None if person is None else person.id

    @property
    def claim(self) -> Claim:
        """The command as a commit that is held against who may."""
        return Claim(self, self, self.who, self.now, self.today)

    def shows(self, record: Record) -> Shows | None:
        """What of a record whoever gives the command may see, None for all of it; see `store.workspace.veil`."""
        kind = KIND_OF[type(record)]
        if kind.veil is None:
            return None
        raw = self.raw(kind.name, int(record.id.partition("-")[2])) if getattr(record, kind.veil.by) is None else None
        if raw is not None and any(path == kind.veil.by for path, _value in unknown.parts(raw, kind.record)):
            return _nothing  # a later version says in another way what tells what is hidden
        return kind.veil.shows(record, self, self.person_id)

    def say(self, verb: str, **values: object) -> None:
        """What this commit is, for the history: a verb with its values (JSON), never a sentence."""
        self.transaction.what = {"verb": verb, **values}

    def add(self, record: R) -> R:
        """The record with an id of its own and the stamps that a new one has, stored."""
        kind, transaction = KIND_OF[type(record)], self.transaction
        number = transaction.allot(kind.name)
        who, now = transaction.who, transaction.now
        record = msgspec.structs.replace(
            record, id=kind.id(number), rev=1, made_by=who, made_at=now, changed_by="", changed_at=None
        )
        transaction.insert(kind.name, number, record)
        return record

    def put(self, record: R) -> R:
        """The record stored in place of the one with its id."""
        self._write(KIND_OF[type(record)], int(record.id.partition("-")[2]), record)
        return record

    def change(self, record: R, **values: object) -> R:
        """The record with these fields changed, stored."""
        return self.put(msgspec.structs.replace(record, **values))

    def delete(self, id: str) -> None:
        """The record is taken away; refused at the end of the command where others still point to it."""
        kind, number = _place(id)
        if self.transaction.raw(kind.name, number) is None:
            raise NotFound("There is no {id}", id=id)
        self.transaction.delete(kind.name, number)

    def _write(self, kind: Kind, number: int, record: Record) -> None:
        before = self.transaction.raw(kind.name, number)
        document = record if before is None else unknown.kept(record, before, kind.record)
        self.transaction.write(kind.name, number, document)


def _place(id: str) -> tuple[Kind, int]:
    parts = split_id(id)
    if parts is None:
        raise NotFound("There is no {id}", id=id)
    return parts
