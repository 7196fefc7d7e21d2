"""Who speaks for a department, who is of it, and who hands on what is its."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from store.fields.indexes import RecordIndex
from store.fields.rights import COORDINATOR, Claim, Right
from store.kinds.department import Department
from store.words import Words

if TYPE_CHECKING:
    from store.kinds.person import Person
    from store.records import Records


class _Belonging(msgspec.Struct, gc=False):
    department: str | None = None


_OF_IT = RecordIndex("person", _Belonging, lambda row: (row.department,) if row.department else ())


def speakers(department: Department) -> tuple[str, ...]:
    """The ids of those who speak for a department: its lead and its deputy."""
    return tuple(id for id in (department.lead, department.deputy) if id)


def voices(records: Records, department: Department) -> tuple[str, ...]:
    """The ids of those who speak for a department: its lead and its deputy, where it has neither all who are of it."""
    return speakers(department) or tuple(f"PN-{number}" for number in records.numbers_with(_OF_IT, department.id))


def is_of(records: Records, login: str, department_id: str | None) -> bool:
    """Somebody belongs to a department or speaks for it; a coordinator stands above all of them."""
    return records.rank_of(login) >= COORDINATOR or belongs_to(records, login, department_id)


def belongs_to(records: Records, login: str, department_id: str | None) -> bool:
    """Somebody is of a department, its lead or its deputy."""
    me, department = records.person_of(login), records.maybe(Department, department_id)
    return me is not None and department is not None and me.id in (*speakers(department), *_of(me, department))


def speaks_for(records: Records, login: str, department_id: str | None) -> bool:
    """Somebody is its lead or deputy, or of it where it has neither; a coordinator speaks for all of them."""
    if records.rank_of(login) >= COORDINATOR:
        return True
    me, department = records.person_of(login), records.maybe(Department, department_id)
    return me is not None and department is not None and me.id in (speakers(department) or _of(me, department))


def _of(me: Person, department: Department) -> tuple[str, ...]:
    return (me.id,) if me.department == department.id else ()


def _hands_on(claim: Claim, before: Any, _after: Any) -> bool:
    """Whose a piece of work is: its owner, its department, that of its owner, or whoever made it."""
    if before is None or claim.above or before.made_by == claim.who:
        return True
    owner = claim.records.find(before.owner or "")
    departments = [id for id in (before.department, getattr(owner, "department", None)) if id]
    me = claim.me
    if me is None or (owner is None and not departments):
        return me is not None
    return me == owner or any(belongs_to(claim.records, claim.who, id) for id in departments)


HANDED_ON = Right(
    Words("whose it is hands it on, their department, who made it, or a coordinator; what is nobody's anybody takes"),
    _hands_on,
)
