"""Kudos: thanks that are seen, from somebody to a person or a department."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import msgspec

from store.errors import Fault
from store.fields import line, ref
from store.fields import text as prose
from store.fields.rights import ONCE, Claim, Right, of_maker
from store.kinds.base import Kind, Record
from store.words import Words

if TYPE_CHECKING:
    from store.records import Changes, Records


def _in_ones_name(claim: Claim, before: Kudos | None, after: Kudos) -> bool:
    """Nobody thanks in somebody else's name."""
    return claim.above or after.giver == (before.giver if before else claim.me and claim.me.id)


OWN = of_maker(Words("whoever gave it, or a coordinator"), or_above=True)
GIVER = Right(Words("one gives it in one's own name; a coordinator in anybody's"), _in_ones_name)


class Kudos(Record, frozen=True):
    """``about`` is what it was done for: an action, a goal, any record."""

    title: Annotated[str, line("For what", names=True, context="thanks", right=OWN)]
    to: Annotated[str | None, ref("To", "person", "department", context="whom", right=OWN)] = None
    giver: Annotated[str | None, ref("From", "person", context="whom", right=GIVER)] = None
    about: Annotated[str | None, ref("About", right=ONCE)] = None
    text: Annotated[str, prose("More", right=OWN)] = ""


def _of_me(changes: Changes, kudos: Kudos) -> Kudos:
    """It is from whoever gives it, unless said otherwise."""
    return kudos if kudos.giver else msgspec.structs.replace(kudos, giver=changes.person_id)


def _faults(kudos: Kudos, _before: Kudos | None, _records: Records) -> Iterator[Fault]:
    if kudos.to is not None and kudos.to == kudos.giver:
        yield Fault("to", Words("somebody else is thanked, not oneself", "twice"))


KIND = Kind(
    name="kudos",
    prefix="K",
    label="Kudos",
    plural="Kudos",
    record=Kudos,
    writer="member",
    faults=_faults,
    on_add=_of_me,
    no_done=Words("kudos are only given; there is nothing to do about them", "never-done"),
)
