"""Names in a document that outlives the day: people and departments in full, other records by id and title."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from store.kinds.naming import title_of
from store.records.names import title
from tui.i18n import t
from tui.text.days import full
from tui.text.joined import listed
from tui.text.pages.document import Inline, Phrase, typed

if TYPE_CHECKING:
    from store.records import Records


class DocumentNames:
    """What records are called, set apart as what people typed."""

    def __init__(self, records: "Records") -> None:
        self.records = records

    def called(self, id: str | None) -> str:
        """A department or a person by their full name; a name that stands there as it is."""
        record = self.records.find(id) if id else None
        return typed(id or "") if record is None else typed(title_of(record))

    def all_called(self, ids: Iterable[str]) -> str:
        """Several of them."""
        return listed(self.called(id) for id in ids)

    def by_login(self, login: str) -> str:
        """Whoever has that login, by their full name."""
        person = self.records.person_of(login)
        return typed(login if person is None else person.name)

    def named(self, id: str | None) -> str:
        """Another record by its id and its title; "" for none."""
        return t("{id} {title}", id=id, title=typed(title(self.records, id))) if id else ""


def given(label: str, text: Inline) -> Iterator[tuple[str, Inline]]:
    """A fact, where there is something to tell."""
    if text:
        yield label, text


def day_told(day: date | None) -> Inline:
    """A day with its year; "" for none."""
    return Phrase(full(day), at=day.isoformat()) if day is not None else ""
