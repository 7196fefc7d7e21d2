"""Check-ins: the value of a key result on a day, and how sure one is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Annotated

import msgspec

from store.errors import Refused
from store.fields import day, number, ref, refs, text
from store.fields.rights import Claim, Right, of_maker
from store.kinds.base import Kind, Record
from store.words import Words

if TYPE_CHECKING:
    from store.records import Changes


# Who may


def _day(claim: Claim, before: CheckIn | None, after: CheckIn) -> bool:
    return OWN.allows(claim, before, after) and (after.on is None or after.on <= claim.today or after.on <= claim.here)


DAY = Right(Words("whoever checked in, or a coordinator, and a day that has come"), _day)
OWN = of_maker(Words("whoever checked in, or a coordinator"), or_above=True)


class CheckIn(Record, frozen=True):
    """``confidence`` runs from 0 (lost) to 10 (certain) and may be missing."""

    value: Annotated[int | float, number("Value", names=True, unit_from="key_result.unit", right=OWN)]
    key_result: Annotated[str | None, ref("Key result", "key-result", right=OWN)] = None
    on: Annotated[date | None, day("Day", right=DAY)] = None
    confidence: Annotated[int | None, number("Confidence", least=0, most=10, unit=None, right=OWN)] = None
    note: Annotated[str, text("Note", right=OWN)] = ""
    help_from: Annotated[tuple[str, ...], refs("Help needed from", "department", "person", right=OWN)] = ()


def complete(changes: Changes, check_in: CheckIn) -> CheckIn:
    """A new check-in is of today, unless told otherwise; raises `Refused` for a day that is still to come."""
    _has_come(check_in.on, changes)
    return check_in if check_in.on else msgspec.structs.replace(check_in, on=changes.today)


def edited(changes: Changes, before: CheckIn, after: CheckIn, _why: str) -> CheckIn:
    """It stays of a day that has come."""
    if after.on != before.on:
        _has_come(after.on, changes)
    return after


def _has_come(on: date | None, changes: Changes) -> None:
    """In the workspace, or already where whoever checks in is."""
    if on is not None and on > max(changes.today, changes.here):
        raise Refused(
            "{day} is still to come; a check-in says where things stand on a day up to today", "still-to-come", day=on
        )


def newest(found: Iterable[CheckIn]) -> list[CheckIn]:
    """Check-ins, that of the latest day first; of one day the later made."""
    return sorted(found, key=lambda each: (str(each.on or ""), int(each.id.partition("-")[2])), reverse=True)


KIND = Kind(
    name="check-in",
    prefix="CI",
    label="Check-in",
    plural="Check-ins",
    record=CheckIn,
    seen_at=("key_result",),
    writer="member",
    on_add=complete,
    on_edit=edited,
    within=("key_result",),
    no_done=Words("a check-in is a reading of a day; there is nothing to do about it", "never-done"),
)
