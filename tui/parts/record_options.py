"""The records that a reference may name, as people look for them: by id, code, login, name."""

import re
from typing import TYPE_CHECKING, NamedTuple

from store.errors import ConcordError
from store.fields import Field
from store.fields.links import is_link
from store.kinds import KINDS
from store.kinds.naming import alphabetical, called, title_of
from store.kinds.person import Person
from store.records.duties import why_ended
from store.records.names import resolve, sayable
from store.records.parsing import BETWEEN, names_apart
from store.search.fold import fold
from store.search.query import plain
from store.words import Words
from tui.i18n import t
from tui.text.joined import noted

if TYPE_CHECKING:
    from store.kinds.base import Record
    from tui.desk.desk import Desk


#: What is said of those to whom nothing new is given.
GONE = {"has-left": Words("has left"), "not-active": Words("not active")}
#: Seconds that may go into reading records before an answer.
AT_ONCE = 0.03


class RecordOption(NamedTuple):
    """A record that can be named: what people say for it, and what it is called."""

    id: str
    said: str
    name: str


def options(desk: "Desk", kinds: tuple[str, ...]) -> list[RecordOption]:
    """Every record of those kinds, people and departments by name; those that are no more at the end."""
    here: list[RecordOption] = []
    gone: list[RecordOption] = []
    for kind in kinds:
        records = desk.records.of_kind(kind)
        for record in sorted(records, key=alphabetical) if KINDS[kind].short_names else records:
            why = why_ended(record, desk.common_day)
            (here if why is None else gone).append(_option(record, title_of(record), why))
    return [*here, *gone]


def _option(record: "Record", name: str, gone: Words | None) -> RecordOption:
    """The record to be chosen, with a word that it is gone where it is."""
    return RecordOption(record.id, called(record), noted(name, t(GONE[gone.reason])) if gone is not None else name)


def fitting(desk: "Desk", kinds: tuple[str, ...], typed: str, limit: int = 200) -> list[RecordOption]:
    """Those that fit what is typed, ranked as the search ranks them; of those that it knows yet.

    Where no kind is named, any will do.
    """
    desk.index.hurry(kinds, AT_ONCE)
    hits = desk.index.search(plain(typed), limit, desk.asker, kinds or None)
    records = [(hit, desk.records.find(hit.id)) for hit in hits]
    found = ((hit, record) for hit, record in records if record is not None)
    return [_option(record, hit.title, why_ended(record, desk.common_day)) for hit, record in found]


def said_as(desk: "Desk", field: Field, id: str) -> str:
    """What a person would type for that record: code or login, else its name where no other has it, else its id."""
    said = sayable(desk.records, id)
    record = desk.records.find(id)
    name = title_of(record) if record is not None else id
    if said != id or not name or re.search(BETWEEN, name):
        return said
    try:
        return name if resolve(desk.records, field.kinds, name, desk.who) == id else id
    except ConcordError:
        return id


def suggestions(desk: "Desk", field: Field, typed: str, limit: int = 5) -> list[RecordOption]:
    """What may be meant by the name that is being typed last; nothing where nothing is typed."""
    last = names_apart(typed)[-1].strip() if field.type == "refs" else typed.strip()
    if not last or is_link(last):
        return []
    return fitting(desk, field.kinds, last, limit)


#: The name of a person that is being typed.
NAMING = re.compile(r"(?<!\w)[@＠]([\w.-]+)$")


def people(desk: "Desk", before: str, limit: int = 5) -> list[RecordOption]:
    """Who may be meant by the `@` before the cursor, of those who have a login; nobody where it is a login already."""
    found = NAMING.search(before)
    if found is None:
        return []
    desk.index.hurry(("person",), AT_ONCE)
    kind = KINDS["person"]
    meant = [desk.records.find(kind.id(number)) for number in desk.index.names.meant(kind.name, fold(found[1]))]
    offered = [person for person in meant if isinstance(person, Person) and person.login]
    if any(fold(person.login) == fold(found[1]) for person in offered):
        return []
    return [RecordOption(person.id, f"@{person.login}", person.name) for person in offered[:limit]]
