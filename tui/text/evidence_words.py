"""What a record rests on, in words: readings as they were when they were cited beside what they are now, links."""

from datetime import date
from typing import TYPE_CHECKING, Any

from store import clock
from store.fields.numbers import digits
from store.insight import metrics
from store.words import Words, measured
from tui.i18n import t
from tui.text.days import full
from tui.text.joined import labelled, noted, told
from tui.text.metric_words import short_age, when

if TYPE_CHECKING:
    from store.insight.overview import Overview
    from store.kinds.evidence import Cited


def others(record: Any) -> list[str]:
    """The records, without the metrics of which readings are cited."""
    cited = {row.metric for row in record.cited}
    return [id for id in record.evidence if id not in cited]


def cited_and_links(overview: "Overview", record: Any, today: date) -> list[str]:
    """The readings, then the links, which are shown as text."""
    return [*(_cited(overview, row, today) for row in record.cited), *links(record)]


def as_cited(row: "Cited", zone: str | None) -> str:
    """A reading as it was, for what is read another year."""
    said = labelled(row.metric, _counted(row.value, row.unit))
    if row.at is None:
        return said
    there = clock.there(row.at, zone)
    return told((said, f"{full(there.date())} {there:%H:%M}"))


def links(record: Any) -> list[str]:
    """Those that it rests on."""
    return [each.strip() for each in record.evidence_links.split("\n") if each.strip()]


def _cited(overview: "Overview", row: "Cited", today: date) -> str:
    said = labelled(row.metric, _counted(row.value, row.unit))
    notes: list[str] = []
    found = None if row.at is None else metrics.at(overview, row.metric, row.at)
    last = metrics.latest(overview, row.metric)
    if found is None:
        notes.append(t("not kept any more"))
    elif found.value != row.value:
        notes.append(t("corrected to {value}", value=_counted(found.value, row.unit)))
    if last is not None and last.at != row.at and last.value != row.value:
        notes.append(t("now {value}", value=_counted(last.value, row.unit)))
    stale = metrics.state(overview, row.metric, overview.now).stale
    if stale is not None:
        notes.append(short_age(stale))
    moment = "" if row.at is None else when(row.at, overview.zone, today)
    return told(filter(None, (noted(said, told(notes)), moment)))


def _counted(value: float, unit: str) -> str:
    said = measured(digits(value), unit)
    return t(said) if isinstance(said, Words) else str(said)
