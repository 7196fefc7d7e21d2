"""Open work by department: which open actions are whose, kept up change by change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from store.insight.plan import Span, span_of
from store.insight.projection import Groups

if TYPE_CHECKING:
    from store.insight.overview import Overview
    from store.insight.projected_fields import ActionRow, PersonRow


class OpenWork:
    """Over all goals. Grouped when it is first asked for."""

    def __init__(self, overview: Overview) -> None:
        self._overview = overview
        self._by_department = Groups(overview.actions, self._department)
        overview.people.listen(self._person_changed, self._by_department.forget)

    def spans(self, id: str) -> Iterator[Span]:
        """Where the open actions of a department, or of a person, lie."""
        if id.startswith("DP-"):
            rows = self._by_department.of(id)
        else:
            rows = ((each, row) for each, row in self._overview.actions_of_owner.of(id) if row.is_open)
        return (span_of(row) for _id, row in rows)

    def late(self, department: str) -> list[str]:
        """The late actions of a department, those that are late for longest first."""
        late = self._overview.late
        found = [(row.due, id) for id, row in self._by_department.of(department) if row.due and late(row)]
        return [id for _due, id in sorted(found)]

    def _department(self, row: ActionRow) -> tuple[str | None, ...]:
        return (self._overview.department_of(row),) if row.is_open else ()

    def _person_changed(self, _id: str, before: PersonRow | None, after: PersonRow | None) -> None:
        if (before and before.department) != (after and after.department):
            self._by_department.forget()
