"""A key result: where it is, where it should be by today, and the check-ins that say so."""

from collections.abc import Collection
from datetime import timedelta
from typing import TYPE_CHECKING

from store.insight import metrics
from store.insight.projected_fields import KeyResultRow
from store.kinds import KINDS
from store.kinds.check_in import CheckIn, newest
from store.kinds.key_result import KeyResult, ended_with_goal
from store.words import Words
from tui.faces.columns import Column, Listed, confidence, health
from tui.faces.face import Face, Narrowing, Order
from tui.faces.health_section import health as health_reasons
from tui.faces.moves_section import moves
from tui.faces.page import Cell, Gauge, Page, TableColumn
from tui.faces.raci_section import letter_line
from tui.faces.ways import Way
from tui.i18n import t
from tui.text.joined import told, turned
from tui.text.labels import number, progress_tone, should_value
from tui.text.metric_words import as_read, short_age, when
from tui.text.record_row import Amount, RecordRow

if TYPE_CHECKING:
    from store.insight.health import Progress
    from store.insight.overview import Overview

#: Check-ins that are shown, and reasons of its health.
CHECK_INS, REASONS = 15, 8
CHECK_IN = Way("value", Words("{key} gives the first value"), ("concord check-in {id} VALUE",))


def _now(row: Listed) -> str:
    value = _current(row.said.overview, row.said.overview.progress(row.record.id))
    return "" if value is None else number(value, row.record.unit)


def _should(row: Listed) -> str:
    value = should_value(row.record, row.said.overview.progress(row.record.id))
    return "" if value is None else number(value, row.record.unit)


def _target(row: Listed) -> str:
    return number(row.record.target, row.record.unit)


class KeyResultFace(Face):
    """What shows that goals are reached, by goal; each with its value and how it stands."""

    kind = KINDS["key-result"]
    footer = ("add", "edit", "value", "block", "search", "help")
    takes = "check_in"
    ended = ("block", "decide", "owner", "value")
    empty = Words("No key results here. Press a to say how one will see success")
    sorted = Words("by goal")
    glance = KeyResultRow
    heeds = Narrowing._fields
    columns = (
        "goal",
        "department",
        "owner",
        Column("now", Words("now"), _now),
        Column("should", Words("should"), _should),
        Column("target", Words("target"), _target),
        Column("confidence", Words("Confidence"), confidence),
        Column("health", Words("Health"), health),
    )

    def order(self, glance: KeyResultRow) -> Order:
        return int(glance.goal.partition("-")[2]) if glance.goal else 1 << 60

    def among(self, narrowing: Narrowing) -> Collection[str] | None:
        return self.seen.overview.results_of_goal.ids(narrowing.goal) if narrowing.goal else None

    def row(self, record: KeyResult) -> RecordRow:
        progress = self.seen.overview.progress(record.id)
        now, stale = _current(self.seen.overview, progress), _stale(self.seen.overview, progress)
        blocked, red = self.seen.overview.blocked_by(record.id), self.seen.overview.health(record.id).color == "red"
        return self.named_row(
            record,
            **self.whose(record.owner or record.department),
            more=record.goal or "",
            when="" if now is not None else "?",
            amount=None if now is None else Amount(now, record.unit),
            target=record.target,
            when_tone=progress_tone(progress),
            note=told(filter(None, (progress.metric, short_age(stale) if stale else ""))),
            mark="#" if blocked else "!" if red else "?" if stale else "",
            mark_tone="bad" if red and not blocked else "warn",
        )

    def write(self, page: Page) -> None:
        record: KeyResult = page.record
        progress = page.overview.progress(record.id)
        now = _current(page.overview, progress)
        if now is None:
            page.head()
        else:
            page.head(number(now, record.unit), progress_tone(progress))
        page.skip("start", "target", "unit")
        page.inline(*((name, page.name(getattr(record, name)), "") for name in ("goal", "department", "owner")))
        if progress.current is None and ended_with_goal(record, page.records):
            page.text(t("No check-in yet"), "muted")
        elif progress.current is None:
            page.text(page.lacking(t("No check-in yet"), CHECK_IN), "warn")
        else:
            page.bar(Gauge(progress.fraction or 0.0, progress.should), progress_tone(progress))
            page.run([*_standing(page, progress), *_read(page, progress)])
        page.field("metric")
        path = turned(number(record.start, record.unit), number(record.target, record.unit))
        page.fact(t("From, to"), path)
        page.fields("direction")
        page.field("weight", "" if record.weight == 1 else None)
        if page.overview.health(record.id).color != "none":
            health_reasons(page, REASONS)
        moves(page)
        letter_line(page)
        _check_ins(page, record)
        page.listing(t("Blocked by"), page.overview.blocked_by(record.id), without="holds")


def _current(overview: "Overview", progress: "Progress") -> float | None:
    """Its value, as the metric that it follows says it."""
    return as_read(overview, progress.metric, progress.current)


def _standing(page: Page, progress: "Progress") -> list[tuple[str, str]]:
    """Where it is, where it should be, how sure they are."""
    record, now = page.record, _current(page.overview, progress)
    assert now is not None
    said = [(t("now {value}", value=number(now, record.unit)), "strong")]
    due = should_value(record, progress)
    if due is not None:
        said.append((t("by today it should be {value}", value=number(due, record.unit)), "muted"))
    if progress.confidence is not None:
        said.append((t("confidence {n} of 10", n=progress.confidence), "bad" if progress.confidence <= 3 else "muted"))
    return said


def _stale(overview: "Overview", progress: "Progress") -> timedelta | None:
    return metrics.state(overview, progress.metric, overview.now).stale if progress.metric else None


def _read(page: Page, progress: "Progress") -> list[tuple[str, str]]:
    """That its value is a reading, of when, and whether that is too old."""
    if progress.at is None:
        return []
    moment, stale = when(progress.at, page.overview.zone, page.overview.today), _stale(page.overview, progress)
    said = [(t("by {metric}, {when}", metric=progress.metric, when=moment), "muted")]
    return [*said, *([(short_age(stale), "warn")] if stale else [])]


def _check_ins(page: Page, record: KeyResult) -> None:
    """The newest first."""
    found = newest(page.pointing(CheckIn, "key_result"))
    if not found:
        return
    page.section(t("Check-ins"), t("{n} in all", n=len(found)))
    rows: list[tuple[Cell, ...]] = []
    for each in found[:CHECK_INS]:
        day = each.on or (page.overview.day_of(each.made_at) if each.made_at else None)
        sure = f"{each.confidence}/10" if each.confidence is not None else ""
        wants = t("needs help from {who}", who=page.names(each.help_from)) if each.help_from else ""
        rows.append(
            (
                (page.day(day), "muted"),
                (Amount(as_read(page.overview, record.metric, each.value), record.unit), "foreground"),
                (sure, "muted"),
                (told(filter(None, (each.note, wants))), "warn" if wants else "foreground"),
            )
        )
    page.table((TableColumn(), TableColumn(right=True), TableColumn(), TableColumn(takes=True)), rows)


def results_table(page: Page, ids: Collection[str]) -> None:
    """Key results as a goal shows them: a bar, and now, should, target and confidence in columns."""
    rows: list[tuple[Cell, ...]] = []
    for id in ids:
        record = page.records.find(id)
        if isinstance(record, KeyResult):
            progress = page.overview.progress(id)
            unit = record.unit if len(record.unit) <= 2 else ""
            low = progress.confidence is not None and progress.confidence <= 3
            tone = progress_tone(progress)
            rows.append(
                (
                    (id, "muted"),
                    (record.title, "foreground"),
                    (Gauge(progress.fraction or 0.0, progress.should), tone),
                    ("?" if progress.current is None else Amount(_current(page.overview, progress), unit), tone),
                    (Amount(should_value(record, progress), unit), "muted"),
                    (Amount(record.target, unit), "muted"),
                    (f"{progress.confidence}/10" if progress.confidence is not None else "", "bad" if low else "muted"),
                )
            )
    page.table(
        (
            TableColumn(),
            TableColumn(takes=True),
            TableColumn(gives=True),
            TableColumn(t("now"), right=True),
            TableColumn(t("should"), right=True, gives=True),
            TableColumn(t("target"), right=True),
            TableColumn(t("conf"), right=True, gives=True),
        ),
        rows,
        t("Key results"),
    )


FACE = KeyResultFace
