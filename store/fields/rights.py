"""Who may bring about what stands in a field: declared with the field, held against what every commit makes of it.

It looks at what comes out, not at the way: a value given when the record is added, by an edit, an import or a script
on the tables is held to what the act would have done. What no act declares stays closed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgspec

from store import clock
from store.errors import Forbidden
from store.words import Words

if TYPE_CHECKING:
    from datetime import date, datetime

    from store.kinds.person import Person
    from store.records import Records

#: Each may do what those before it may. Whoever is not among the people is below them all.
ROLES = ("viewer", "member", "coordinator", "admin")
GUEST = -1
VIEWER, MEMBER, COORDINATOR, ADMIN = range(4)


class Claim(msgspec.Struct, frozen=True):
    """Somebody's commit: the ``records`` before it and ``after`` it, the login, the moment, the workspace's day.

    What anybody may do is told by the records before: whoever makes themselves the owner first owns nothing yet.
    ``importing`` is an import by a coordinator, ``again`` what is done again after an undo, with its old stamps,
    ``undoing`` the moment of what is taken back. ``with_past`` is an import of what Concord itself exported.
    """

    records: Records
    after: Records
    who: str
    now: datetime
    today: date
    importing: bool = False
    again: bool = False
    undoing: datetime | None = None
    with_past: bool = False

    @property
    def me(self) -> Person | None:
        """Whoever commits, where they are among the people."""
        return self.records.person_of(self.who)

    @property
    def above(self) -> bool:
        """A coordinator or an admin: stands above those whose something is."""
        return self.records.rank_of(self.who) >= COORDINATOR

    @property
    def here(self) -> date:
        """The day it is where whoever commits is."""
        return clock.today(self.records.zone_of(self.who), self.now)

    def is_now(self, at: datetime | None) -> bool:
        """The stamp is that of this commit."""
        return at == self.now or (self.again and at is not None and at <= self.now)

    def is_today(self, day: date | None) -> bool:
        """The day is the one on which this is committed; what is brought in by an import may be of an earlier one."""
        return day == self.today or ((self.importing or self.again) and day is not None and day <= self.today)


#: Whether a commit may make of a record (None: it is new) what it has become.
Allows = Callable[[Claim, Any, Any], bool]


class Right(msgspec.Struct, frozen=True):
    """``rule`` says in a sentence who may bring it about, and ``allows`` looks at whether somebody did.

    An undo takes back what once was right, so only what is ``firm`` is held against it.
    """

    rule: Words
    allows: Allows
    firm: bool = False


def not_deleted(id: str, right: Right) -> Forbidden:
    """What is said where it keeps a record from going."""
    return Forbidden("{id} is not deleted; {rule}", id=id, rule=right.rule)


#: Whoever may write a record of the kind.
FREE = Right(Words("whoever may change the record"), lambda _claim, _before, _after: True)
#: Nobody: for a field that says nothing about who may.
CLOSED = Right(Words("nobody gives it by hand"), lambda _claim, _before, _after: False)
#: Given when the record is made, and then it stays.
ONCE = Right(Words("it is given when the record is made, and stays"), lambda _claim, before, _after: before is None)


def of_maker(rule: Words, *, or_above: bool = False) -> Right:
    """Whoever made the record, with ``or_above`` a coordinator too; a new one is one's own."""

    def allows(claim: Claim, before: Any, _after: Any) -> bool:
        return before is None or before.made_by == claim.who or (or_above and claim.above)

    return Right(rule, allows)


def of_role(rank: int, rule: Words, *, firm: bool = False) -> Right:
    """Whoever has at least that role."""
    return Right(rule, lambda claim, _before, _after: claim.records.rank_of(claim.who) >= rank, firm)
