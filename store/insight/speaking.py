"""Who speaks for a department: whoever leads it, their deputy, or all who are of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.insight.projected_fields import DepartmentRow


def speaking(person: str, home: str | None, departments: Iterable[tuple[str, DepartmentRow]]) -> Iterator[str]:
    """Those that somebody leads, or is deputy of; one without either is spoken for by all whose ``home`` it is."""
    for id, department in departments:
        named = [each for each in (department.lead, department.deputy) if each]
        if person in named or (id == home and not named):
            yield id
