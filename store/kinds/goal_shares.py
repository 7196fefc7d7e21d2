"""What departments have of a goal and put into it, and whether they have it ready for the meeting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Protocol

import msgspec

from store.errors import Fault, Unlisted
from store.fields import choice, line, text
from store.kinds.base import fields_of
from store.kinds.joining import stronger
from store.words import Words

#: How far a department has what it brings to the meeting.
READY = ("", "ready", "waived")


class Share(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one department has of a goal and puts into it: its ``benefit``, its ``cost``, what it ``brings``.

    ``ready`` is "", ``ready`` or ``waived`` (then ``why`` says why it need not be), told by ``by``.
    """

    benefit: Annotated[str, text("Benefit")] = ""
    cost: Annotated[str, text("Cost")] = ""
    brings: Annotated[str, text("Brings")] = ""
    ready: Annotated[
        str, choice("State", ("", "not ready yet"), ("ready", "ready"), ("waived", "need bring nothing"))
    ] = ""
    why: Annotated[str, text("Why")] = ""
    by: Annotated[str, line("Said by", asked=False)] = ""

    def joined(self, other: Share) -> Share:
        """Two departments that are made one have and bring all of it; it is ready where either has said so."""
        says = stronger(self, other, "ready", ("ready", "waived", ""))
        texts: dict[str, str] = {}
        for name in ("benefit", "cost", "brings"):
            mine, theirs = getattr(self, name), getattr(other, name)
            texts[name] = mine if theirs in ("", mine) else f"{mine}\n{theirs}".strip()
        return msgspec.structs.replace(says, **texts)


class Stepping(Protocol):
    """Whose a goal is and how far it is: a goal, or as much of one."""

    @property
    def departments(self) -> tuple[str, ...]: ...
    @property
    def step(self) -> str: ...
    @property
    def outcome(self) -> str: ...


class Preparing(Stepping, Protocol):
    """The same with how far its departments have what they bring."""

    @property
    def shares(self) -> Mapping[str, Share]: ...


# Rules


def unready(goal: Preparing) -> tuple[str, ...]:
    """The departments for whose word the gate behind the first step waits: that they are ready, or need not be."""
    if goal.step != "prepare" or goal.outcome:
        return ()
    return tuple(id for id in goal.departments if not goal.shares.get(id, Share()).ready)


def share_faults(shares: Mapping[str, Share]) -> Iterator[Fault]:
    """A word that there is, and a reason where nothing need be brought."""
    for id, share in shares.items():
        if share.ready not in READY:
            yield Unlisted(f"shares.{id}", share.ready, fields_of(Share)["ready"].listed)
        elif share.ready == "waived" and not share.why:
            yield Fault(f"shares.{id}", Words("is waived without a reason", "waived-without-reason"))
