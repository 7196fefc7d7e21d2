"""Thanks across departments: from whose to whose, over some days; within one's own department they are not across.

Called by whoever tells of a period: the stand-up, a meeting, a retrospective, the digest, a department's page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from store import clock
from store.kinds.department import Department
from store.kinds.kudos import Kudos
from store.kinds.person import Person

if TYPE_CHECKING:
    from store.records import Records


class Thanks(NamedTuple):
    """One of them: from which department to which, on which day of the workspace."""

    giver: str
    to: str
    on: date
    kudos: Kudos


class Across(NamedTuple):
    """How many from which department to which, the most first; and each, the latest first."""

    pairs: dict[tuple[str, str], int]
    thanks: tuple[Thanks, ...]


def across(records: Records, since: date, until: date, departments: Collection[str] = ()) -> Across:
    """What was thanked for across departments in these days; of ``departments`` where any are named: by or to them."""
    found = [
        each
        for each in _all(records, since, until)
        if not departments or each.giver in departments or each.to in departments
    ]
    pairs = Counter((each.giver, each.to) for each in found)
    most = sorted(pairs, key=lambda pair: (-pairs[pair], *map(_number, pair)))
    latest = sorted(found, key=lambda each: (each.on, _number(each.kudos.id)), reverse=True)
    return Across({pair: pairs[pair] for pair in most}, tuple(latest))


def _all(records: Records, since: date, until: date) -> Iterator[Thanks]:
    zone = records.settings.zone
    for kudos in records.all(Kudos):
        on = kudos.made_at and clock.there(kudos.made_at, zone).date()
        if on is None or not since <= on <= until:
            continue
        giver, to = _home(records, kudos.giver), _home(records, kudos.to)
        if giver and to and giver != to:
            yield Thanks(giver, to, on, kudos)


def _home(records: Records, id: str | None) -> str | None:
    """The department that somebody is of; a department itself."""
    found = records.find(id) if id else None
    if isinstance(found, Person):
        return found.department
    return found.id if isinstance(found, Department) else None


def _number(id: str) -> int:
    return int(id.partition("-")[2])
