"""The records that a reference may name, as people look for them: by id, code, login, name."""

from typing import TYPE_CHECKING, NamedTuple

from store.errors import ConcordError
from store.fields import Field
from store.names import called, resolve, sayable, title_of
from tui.parts.matching import matching

if TYPE_CHECKING:
    from tui.desk import Desk


class Option(NamedTuple):
    """A record that can be named: what people say for it, and what it is called."""

    id: str
    said: str
    name: str


def options(desk: "Desk", kinds: tuple[str, ...]) -> list[Option]:
    """Every record of those kinds."""
    found: list[Option] = []
    for kind in kinds:
        for record in desk.records.of_kind(kind):
            found.append(Option(record.id, called(record), title_of(record)))
    return found


def fitting(typed: str, among: list[Option], limit: int = 200) -> list[Option]:
    """Those that fit what is typed, best first."""
    return matching(typed, [(f"{option.said} {option.name} {option.id}", option) for option in among], limit)


def said_as(desk: "Desk", field: Field, id: str) -> str:
    """What a person would type for that record: code or login, else its name where no other has it, else its id."""
    said = sayable(desk.records, id)
    record = desk.records.find(id)
    name = title_of(record) if record is not None else id
    if said != id or not name or "," in name or "，" in name:
        return said
    try:
        return name if resolve(desk.records, field.kinds, name, desk.who) == id else id
    except ConcordError:
        return id


def suggestions(desk: "Desk", field: Field, typed: str, limit: int = 5) -> list[Option]:
    """What may be meant by the name that is being typed last; nothing where nothing is typed."""
    last = typed.replace("，", ",").rpartition(",")[2].strip() if field.type == "refs" else typed.strip()
    if not last:
        return []
    return fitting(last, options(desk, field.kinds), limit)[:limit]
