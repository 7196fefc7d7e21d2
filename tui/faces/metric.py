"""A metric: its value, how that has changed, a curve of the last fortnight, the readings, who goes by it."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from store.fields.numbers import digits
from store.insight import metrics
from store.insight.metric_reasons import reasons
from store.insight.projected_fields import MetricRow
from store.kinds import KINDS
from store.kinds.key_result import KeyResult
from store.kinds.metric import Metric
from store.kinds.metric_rights import enters
from store.kinds.reading_address import address
from store.kinds.reading_day import Reading
from store.words import Words, lasting, percent
from tui.faces.columns import Column, Listed
from tui.faces.face import Face, Order
from tui.faces.page import Cell, Page, TableColumn
from tui.faces.ways import Way
from tui.i18n import t
from tui.text.charts.chart import Chart, Curve, Level
from tui.text.joined import labelled, noted, told
from tui.text.metric_words import STATES, amount, difference, short_age, tone, when
from tui.text.record_row import RecordRow

if TYPE_CHECKING:
    from store.insight.overview import Overview

ENTER = Way("value", Words("{key} adds a reading"), ("concord reading {id} VALUE",))
CORRECT = Way("readings", Words("{key} corrects one"), ("concord reading {id} VALUE --at TIME --correct --why ...",))
CHANGE = Words("Change", context="difference")
#: Days of the curve, readings that are listed, cells of a value with its unit in the list.
DAYS, READINGS, CELLS = 14, 12, 14


def _value(row: Listed) -> str:
    last = metrics.latest(row.said.overview, row.record.id)
    return "" if last is None else amount(last.value, row.record)


def _change(row: Listed) -> str:
    return difference(metrics.change(row.said.overview, row.record.id).last, row.record)


def _standing(row: Listed) -> str:
    overview = row.said.overview
    return _said(row.record, metrics.state(overview, row.record.id, overview.now))


class MetricFace(Face):
    """By department; each with its value, how that has changed, and the last fortnight."""

    kind = KINDS["metric"]
    footer = ("add", "value", "readings", "edit", "search", "help")
    takes = "enter"
    empty = Words("No metrics yet. Press a to share a number")
    sorted = Words("by department")
    glance = MetricRow
    heeds = ("department",)
    columns = (
        "department",
        Column("now", Words("now"), _value),
        Column("change", CHANGE, _change),
        Column("standing", Words("State"), _standing),
    )

    def order(self, glance: MetricRow) -> Order:
        return (self.over(glance), int(glance.department.partition("-")[2]) if glance.department else 1 << 60)

    def over(self, glance: MetricRow) -> bool:
        return not glance.is_live

    def idle(self, record: Metric) -> Collection[str]:
        """Readings are entered by whose number it is, and by whom it names."""
        return super().idle(record) if enters(self.claim, record) else (*super().idle(record), "value")

    def row(self, record: Metric) -> RecordRow:
        overview = self.seen.overview
        last, state = metrics.latest(overview, record.id), metrics.state(overview, record.id, overview.now)
        retired = record.state == "retired"
        said = "?" if last is None else amount(last.value, record)
        value = said if last is None or len(said) <= CELLS else amount(last.value, record, unit=False)
        change = difference(metrics.change(overview, record.id).last, record)
        red, stale = state.color == "red", state.stale
        signs = [t(STATES["amber"])] if state.color == "amber" else []
        signs += [short_age(stale)] if stale is not None else []
        return self.named_row(
            record,
            **self.whose(record.department or record.owner),
            sign=f"[{told(signs)}]" if signs else "",
            more=change,
            curve=tuple(metrics.daily(overview, record.id, _days(overview))) if last is not None else (),
            when=value,
            when_long=said,
            when_tone="muted" if retired else "warn" if last is None else tone(state),
            mark="x" if retired else "!" if red else "?" if stale is not None or last is None else "",
            mark_tone="muted" if retired else "bad" if red else "warn",
            title_tone="muted" if retired else "foreground",
        )

    def write(self, page: Page) -> None:
        record: Metric = page.record
        overview = page.overview
        last, state = metrics.latest(overview, record.id), metrics.state(overview, record.id, overview.now)
        page.head(_said(record, state), "muted" if record.state == "retired" else tone(state))
        page.skip("state", *(("unit", "decimals") if last is not None else ()))
        page.inline(*((name, page.name(getattr(record, name)), "") for name in ("department", "owner")))
        if last is None:
            page.text(page.lacking(t("No reading yet"), ENTER), "warn")
        else:
            page.run([(amount(last.value, record), "strong"), *_whence(page, last)])
            for color, words in reasons(overview, record.id):
                page.text(t(words), "bad" if color == "red" else "warn")
            _changes(page, record)
        _aim(page, record)
        page.field("stale_after", t(lasting(record.stale_after)) if record.stale_after else "")
        page.fields("entered_by", "reason")
        page.paragraph("note")
        if last is not None:
            page.chart(_chart(overview, record))
            _readings(page, record)
        followers = [each.id for each in page.pointing(KeyResult, "metric")]
        page.listing(t("Followed by"), followers)
        citing = [kind.record for kind in KINDS.values() if "cited" in kind.fields]
        page.listing(t("Cited by"), [each.id for kind in citing for each in page.pointing(kind, "evidence")])
        if record.state != "retired":
            page.ways(ENTER, *([CORRECT] if last is not None else []))


def _said(record: Metric, state: metrics.MetricState) -> str:
    """How it stands in a word or two."""
    if record.state == "retired":
        return t(Words("Retired", context="metric")).lower()
    said = [t(STATES[state.color])] if state.color in STATES else []
    return told([*said, *([short_age(state.stale)] if state.stale is not None else [])])


def _whence(page: Page, last: Reading) -> Iterable[tuple[str, str]]:
    """When it was taken, by whom, out of what."""
    yield when(last.at, page.overview.zone, page.overview.today), "muted"
    yield last.source, "muted"
    yield page.person(last.by) if last.by else "", "muted"
    yield last.note, "foreground"


def _changes(page: Page, record: Metric) -> None:
    """Against the last one, yesterday, last week."""
    found = metrics.change(page.overview, record.id)
    said = (
        (t("{change} to the last one", change=difference(found.last, record)), found.last),
        (t("{change} to yesterday", change=difference(found.day, record)), found.day),
        (t("{change} to last week", change=difference(found.week, record)), found.week),
    )
    page.run([(words, "foreground") for words, value in said if value is not None], t(CHANGE))


def _aim(page: Page, record: Metric) -> None:
    """What it should be, and from where on it is amber and red."""
    if record.direction == "within" and record.low is not None and record.high is not None:
        page.skip("direction", "low", "high", "amber", "red")
        low, high = amount(record.low, record, unit=False), amount(record.high, record)
        page.fact(t("Band"), t("{low} to {high}", low=low, high=high))
    elif record.target is not None:
        page.skip("direction", "target", "amber", "red")
        least = t("at least {value}", value=amount(record.target, record))
        most = t("at most {value}", value=amount(record.target, record))
        page.fact(t("Target"), least if record.direction == "up" else most)
    else:
        return
    amber, red = (t(percent(digits(each))) for each in (record.amber, record.red))
    said = t("red from {share} off", share=red)
    page.fact("", said if not record.amber else t("amber from {share} off, {red}", share=amber, red=said))


def _days(overview: "Overview") -> list[date]:
    """Of the curve, up to today."""
    return [overview.today - timedelta(back) for back in range(DAYS - 1, -1, -1)]


def _chart(overview: "Overview", record: Metric) -> Chart:
    """The last fortnight, with what it should be."""
    days = _days(overview)
    values = tuple(metrics.daily(overview, record.id, days))
    levels: list[Level] = []
    if record.direction == "within":
        edges = ((record.low, t("from", context="band")), (record.high, t("to", context="band")))
        levels += [Level(value, label) for value, label in edges if value is not None]
    elif record.target is not None:
        levels.append(Level(record.target, t("target")))
    curve = Curve(record.title, values)
    return Chart(t("The last {n} days", n=DAYS), tuple(days), (curve,), tuple(levels), record.unit, record.decimals)


def _readings(page: Page, record: Metric) -> None:
    """The last ones, the latest first, by the address under which each is cited."""
    page.section(t("Readings"), t("by the workspace's clock"))
    zone = page.overview.zone
    rows: list[tuple[Cell, ...]] = []
    for each in metrics.recent(page.overview, record.id, READINGS):
        was = [
            labelled(t("was {value}", value=amount(old.value, record)), noted(old.why, page.person(old.by)))
            for old in each.corrected
        ]
        rows.append(
            (
                (address(each, zone), "muted"),
                (amount(each.value, record), "foreground"),
                (each.source, "muted"),
                (page.person(each.by) if each.by else "", "muted"),
                (told(filter(None, (each.note, *was))), "warn" if was else "foreground"),
            )
        )
    gives = TableColumn(gives=True)
    page.table((TableColumn(), TableColumn(right=True), gives, gives, TableColumn(takes=True)), rows)


FACE = MetricFace
