"""What a decision, an update, an item of an agenda rests on: records, readings as they were, links.

All three are typed in one place, ``evidence``: what is no record is put beside it as the record is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import msgspec

from store.errors import Fault, Refused
from store.fields import Field, line, moment, number, ref, refs, rows, text
from store.fields.links import is_link
from store.fields.rights import FREE, Claim, Right
from store.kinds.metric import Metric
from store.kinds.readings_there import at_moment, latest
from store.words import Words

if TYPE_CHECKING:
    from store.records import Changes, Records

R = TypeVar("R", bound=Any)


class Cited(msgspec.Struct, frozen=True, omit_defaults=True):
    """A reading as it was when it was cited, whatever became of it since."""

    metric: Annotated[str, ref("Metric", "metric", names=True)]
    at: Annotated[datetime | None, moment("Taken on")] = None
    value: Annotated[int | float, number("Value", unit_from="unit")] = 0
    unit: Annotated[str, line("Unit")] = ""

    @property
    def id(self) -> str:
        """What tells it from others of the same record."""
        return typed_as(self.metric, self.at)


def typed_as(metric: str, at: datetime | None) -> str:
    """A reading in a list of evidence that is not kept yet: its metric and its moment, UTC."""
    return f"{metric}@{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if at is not None else metric


def is_cited(text: str) -> bool:
    """It is typed for a reading of some moment, or is a link."""
    return is_link(text) or bool(re.search(r"\S[@＠]\S", text))


def split(text: str) -> tuple[str, str]:
    """The name of a metric, and its moment where it names one."""
    if is_link(text):
        return "", ""
    name, _, at = text.replace("＠", "@").partition("@")
    return name.strip(), at.strip()


# Fields


def evidence(right: Right = FREE) -> Field:
    """Records of any kind; readings and links are typed there too."""
    hint = "Records, readings such as N-3 or N-3@09:30, links, with commas between"
    return refs("Evidence", cites=True, hint=hint, right=right)


def cited(right: Right = FREE) -> Field:
    """The readings that ``evidence`` names the metrics of."""
    return rows("Readings cited", right=cites(right))


def links(right: Right = FREE) -> Field:
    """One on a line."""
    hint = "One on a line; they begin with https://, http:// or mailto:"
    return text("Links", hint=hint, linked=True, later=True, right=right)


def cites(right: Right) -> Right:
    """Whoever may by that right, each reading as it is; what was cited stays as it was."""

    def allows(claim: Claim, before: Any, after: Any) -> bool:
        was: tuple[Cited, ...] = () if before is None else before.cited
        new = [each for each in after.cited if each not in was]
        if not right.allows(claim, before, after):
            return False
        return claim.importing or claim.again or all(_stands(claim.after, each) for each in new)

    return Right(Words("whoever cites it, as it stands then"), allows)


def _stands(records: Records, row: Cited) -> bool:
    found = at_moment(records, row.metric, row.at) if row.at is not None else None
    metric = records.maybe(Metric, row.metric)
    return found is not None and metric is not None and (found.value, metric.unit) == (row.value, row.unit)


# Rules


def faults(record: Any, before: Any) -> Iterator[Fault]:
    """Links are links."""
    if before is not None and before.evidence_links == record.evidence_links:
        return
    for each in record.evidence_links.split("\n"):
        if each.strip() and not is_link(each.strip()):
            words = Words(
                '"{text}" is no link: one begins with https://, http:// or mailto:', "no-link", text=each[:60]
            )
            yield Fault("evidence_links", words)


# Steps


def settled(changes: Changes, before: Any, after: R) -> R:
    """The record with what is typed as evidence in its place: the latest reading of a metric that is named anew."""
    was: tuple[str, ...] = () if before is None else before.evidence
    if after.evidence == was:
        return after
    ids: list[str] = []
    said = [each for each in after.evidence_links.split("\n") if each]
    wanted: dict[str, list[datetime]] = {}
    for each in after.evidence:
        name, _, at = each.partition("@")
        if is_link(each):
            said.append(each)
            continue
        ids.append(name)
        if at:
            wanted.setdefault(name, []).append(datetime.fromisoformat(at))
    kept = [each for each in after.cited if each.metric in ids]
    named = {each.id for each in kept}
    for name in dict.fromkeys(ids):
        if name not in wanted and (name in was or any(row.metric == name for row in kept)):
            continue  # what was cited of it stays, and comes along where a record is brought in
        kept += [row for row in _rows(changes, name, wanted.get(name)) if row.id not in named]
    return msgspec.structs.replace(
        after,
        evidence=tuple(dict.fromkeys(ids)),
        cited=tuple(kept),
        evidence_links="\n".join(dict.fromkeys(said)),
    )


def _rows(changes: Changes, id: str, moments: list[datetime] | None) -> Iterator[Cited]:
    """The readings of a metric of these moments, otherwise the latest; of a metric without one it is cited itself."""
    metric = changes.maybe(Metric, id)
    if metric is None:
        return
    if moments is None:
        last = latest(changes, id, changes.now)
        if last is not None:
            yield Cited(id, last.at, last.value, metric.unit)
        return
    for at in moments:
        found = at_moment(changes, id, at)
        if found is None:
            raise Refused("{id} has no reading of that moment", "no-reading", id=id)
        yield Cited(id, at, found.value, metric.unit)
