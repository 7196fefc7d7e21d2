"""What people and departments are called in full, where that tells them apart."""

from collections import Counter
from collections.abc import Iterable
from typing import Protocol

from store.insight.projected_fields import DepartmentRow, PersonRow
from store.insight.projection import Projection
from store.kinds.naming import short_name
from store.records import Records
from store.records.names import fold


class _Named(Protocol):
    name: str


class FullNames:
    """Which names several have is counted when it is first asked, and again when a name has changed."""

    def __init__(self, departments: Projection[DepartmentRow], people: Projection[PersonRow]) -> None:
        self._parts = (departments, people)
        self._alike: set[str] | None = None
        for part in self._parts:
            part.watch("name", self._forget)

    def of(self, id: str) -> str:
        """The name of a department or a person, the code or login where another has it too; otherwise the id."""
        row = self._parts[0].get(id) or self._parts[1].get(id)
        if row is None:
            return id
        if self._alike is None:
            self._alike = _several(each for part in self._parts for each in part.rows.values())
        return short_name(row) if not row.name or fold(row.name) in self._alike else row.name

    def signed(self, records: Records, login: str) -> str:
        """Whoever has that login by their name; the login where they are not among the people any more."""
        person = records.person_of(login)
        return login if person is None else self.of(person.id)

    def _forget(self) -> None:
        self._alike = None


def _several(rows: Iterable[_Named]) -> set[str]:
    counted = Counter(row.name for row in rows)
    folded = Counter(fold(name) for name in counted for _ in range(min(2, counted[name])))
    return {name for name, n in folded.items() if n > 1}
