"""Who says what a metric is, and who may enter its readings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from store.fields.rights import Claim, Right
from store.kinds.department_rights import belongs_to
from store.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.records import Records


class MetricLike(Protocol):
    """A metric, as far as its rights go."""

    @property
    def department(self) -> str | None: ...
    @property
    def owner(self) -> str | None: ...
    @property
    def made_by(self) -> str: ...


def answers(claim: Claim, metric: MetricLike) -> bool:
    """Whose number it is: its owner, their department, whoever made it, a coordinator; of nobody's, anybody."""
    if claim.above or metric.made_by == claim.who:
        return True
    owner = claim.records.find(metric.owner or "")
    department = metric.department or getattr(owner, "department", None)
    if owner is None and department is None:
        return True
    return _among(claim.records, claim.who, filter(None, (metric.owner, department)))


def enters(claim: Claim, metric: Any) -> bool:
    """Whoever answers for it, and those whom it names for that: a person by whose login a script runs, a department."""
    return answers(claim, metric) or _among(claim.records, claim.who, metric.entered_by)


def _among(records: Records, login: str, ids: Iterable[str]) -> bool:
    me = records.person_of(login)
    return me is not None and any(me.id == id or belongs_to(records, login, id) for id in ids)


def _answers(claim: Claim, before: Any, _after: Any) -> bool:
    return before is None or answers(claim, before)


ANSWERED = Right(Words("whose number it is says so, their department, who made it, or a coordinator"), _answers)
