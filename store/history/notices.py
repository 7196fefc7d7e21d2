"""What somebody finds unread, and the change that it comes of."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from store.kinds.department import Department
from store.kinds.department_rights import voices
from store.kinds.person import Person
from store.records import Records
from store.words import Words


class Notice(NamedTuple):
    """Somebody (``to``, a person) is to look at a record, and why."""

    to: str
    id: str
    why: Words


class ChangedRecord(NamedTuple):
    """One record of an entry, as it is now, with the values that it was given; all of them where it is new."""

    who: str
    record: Any
    is_new: bool
    new: Mapping[str, Any]
    records: Records
    held: Callable[[str], object]

    def of(self, party: str | None) -> Iterator[str]:
        """The people that a party is: itself, or who speaks for the department."""
        found = self.records.find(party) if party else None
        if isinstance(found, Person):
            yield found.id
        elif isinstance(found, Department):
            yield from voices(self.records, found)

    def maker(self) -> Iterator[str]:
        """Whoever made the record."""
        found = self.records.person_of(self.record.made_by)
        yield from () if found is None else (found.id,)

    def with_letter(self, letter: str, *rows: Any) -> Iterator[str]:
        """The people with that letter in one of these records."""
        for row in rows:
            for party, given in getattr(row, "raci", {}).items():
                if given == letter:
                    yield from self.of(party)

    def gave(self, field: str) -> bool:
        """That field was given a value."""
        value = getattr(self.record, field, None) if self.is_new else self.new.get(field)
        return value not in (None, "", (), [])
