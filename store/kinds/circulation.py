"""What a few fields of a decision tell: whether it goes round, what was said to it, whether it is looked at again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Protocol

from store.kinds.naming import by_id
from store.words import Words

if TYPE_CHECKING:
    from store.kinds.goal import Stance
    from store.records import Records


class Asking(Protocol):
    """What departments may be asked about, until something is ``chosen``."""

    @property
    def stances(self) -> Mapping[str, Stance]: ...
    @property
    def proposed(self) -> str: ...
    @property
    def chosen(self) -> str: ...


def is_circulating(decision: Asking) -> bool:
    """Departments are asked what they say to it, and it is not decided."""
    return bool(decision.stances) and not decision.chosen


def saying(stances: Mapping[str, Stance], *these: str) -> tuple[str, ...]:
    """The departments that say one of ``these``."""
    return tuple(id for id, said in stances.items() if said.stance in these)


def unanswered(decision: Asking) -> tuple[str, ...]:
    """The departments that were asked and have not said anything; a word of a later version is no answer."""
    answered = saying(decision.stances, "agrees", "reservation", "objects")
    return tuple(id for id in decision.stances if id not in answered)


def against(decision: Asking, records: Records) -> list[Words]:
    """Why it is not simply agreed on: who objects, who has not answered, what they were asked about instead."""

    def names(ids: Iterable[str]) -> list[str]:
        return [by_id(records, id) for id in ids]

    found: list[Words] = []
    if objecting := names(saying(decision.stances, "objects")):
        one = "{departments} objects"
        found.append(Words("{departments} object", one=one, departments=objecting, n=len(objecting)))
    if silent := names(unanswered(decision)):
        one = "{departments} has not answered"
        found.append(Words("{departments} have not answered", one=one, departments=silent, n=len(silent)))
    proposed, chosen = (" ".join(each.casefold().split()) for each in (decision.proposed, decision.chosen))
    if decision.stances and proposed and chosen and proposed != chosen:
        found.append(Words("what was proposed is another thing: {text}", text=decision.proposed))
    return found


class Reviewed(Protocol):
    """What tells whether a decision is still to be looked at."""

    @property
    def chosen(self) -> str: ...
    @property
    def review_on(self) -> date | None: ...
    @property
    def reviewed(self) -> date | None: ...
    @property
    def result(self) -> str: ...
    @property
    def superseded_by(self) -> str | None: ...


def looked_at(decision: Reviewed) -> bool:
    """Nobody has to look at it again: it is superseded, or was looked at since the day on which that was due."""
    on, again = decision.reviewed, decision.review_on
    return bool(decision.superseded_by or (decision.result and (on is None or again is None or again <= on)))
