"""Metrics with their latest readings, and the readings of one, as the command line shows them."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from store import clock
from store.errors import NotFound
from store.insight import metrics
from store.kinds.metric import Metric
from store.kinds.reading_address import address
from store.kinds.reading_day import Reading
from store.words import Words
from tui.cli.call import Call
from tui.i18n import t
from tui.text.days import long
from tui.text.joined import noted, told
from tui.text.labels import number

if TYPE_CHECKING:
    from store.insight.overview import Overview

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_COLORS = {"green": Words("green"), "amber": Words("amber"), "red": Words("red")}


def all_metrics(call: Call) -> None:
    """Each that takes readings, with its latest one and how it stands."""
    found = [each for each in call.workspace.records.all(Metric) if each.state != "retired"]
    if call.json:
        call.records_out([each.id for each in found])
        return
    call.output.table([_row(call, each) for each in found], cut=True)
    if not found:
        call.output.say(t("No metric yet"))


def _row(call: Call, metric: Metric) -> tuple[str, ...]:
    overview = call.objects.overview
    last = metrics.latest(overview, metric.id)
    if last is None:
        return metric.id, metric.title, t("no reading yet"), "", ""
    when = _when(last.at, overview)
    return metric.id, metric.title, amount(last.value, metric), when, told(_standing(overview, metric))


def of_metric(call: Call, id: str, limit: int) -> None:
    """Its latest readings, the latest first, how it has changed and how it stands."""
    overview, metric = call.objects.overview, call.workspace.records.one(Metric, id)
    found = metrics.recent(overview, id, limit)
    if call.json:
        for each in found:
            call.output.object(_object(each, overview))
        return
    call.output.table([_reading_row(overview, metric, each) for each in found], cut=True)
    if not found:
        call.output.say(t("There is no reading of {id} yet", id=id))
        return
    change = metrics.change(overview, id)
    said = (
        (t("{change} to the last one", change=difference(change.last, metric)), change.last),
        (t("{change} to yesterday", change=difference(change.day, metric)), change.day),
        (t("{change} to last week", change=difference(change.week, metric)), change.week),
    )
    call.output.say(told(words for words, value in said if value is not None))
    for words in _standing(overview, metric):
        call.output.say(words)


def _object(found: Reading, overview: "Overview") -> dict[str, object]:
    from store.interop.reading_rows import as_object  # late: only --json, and it reads tables

    return {"address": address(found, overview.zone), **as_object(found, overview.zone)}


def one(call: Call, id: str, moment: datetime) -> None:
    """One reading, with what stood there before."""
    overview, metric = call.objects.overview, call.workspace.records.one(Metric, id)
    found = metrics.at(overview, id, moment)
    if found is None:
        raise NotFound("There is no reading of {id} at that moment", id=id)
    if call.json:
        call.output.object(_object(found, overview))
        return
    call.output.table([_reading_row(overview, metric, found)])
    for each in reversed(found.corrected):
        when = _when(each.at, overview) if each.at else ""
        who = noted(each.by, when) if when else each.by
        call.output.text(
            [t("was {value}, corrected by {who}: {why}", value=amount(each.value, metric), who=who, why=each.why)]
        )


def amount(value: float, metric: Metric) -> str:
    """A value of a metric with its decimals and its unit."""
    return number(round(value, metric.decimals), metric.unit)


def difference(value: float | None, metric: Metric) -> str:
    """By how much it has changed, with its sign."""
    if value is None:
        return ""
    said = f"{value:+,.{metric.decimals}f}"
    return said if float(said.replace(",", "")) else "0"


def _reading_row(overview: "Overview", metric: Metric, each: Reading) -> tuple[str, ...]:
    corrected = [t("was {value}", value=amount(was.value, metric)) for was in each.corrected[-1:]]
    note = told(filter(None, (each.note, *corrected)))
    return address(each, overview.zone), amount(each.value, metric), each.source, each.by, note


def _standing(overview: "Overview", metric: Metric) -> list[str]:
    """By how much it is off and since when, and that it is too old."""
    state = metrics.state(overview, metric.id, clock.now())
    said: list[str] = []
    if state.off and state.since is not None:
        off = f"{state.off:.0f}" if state.off >= 1 else f"{state.off:.1g}"
        words = _OFF[state.side, metric.direction == "within"]
        said.append(t(words.filled(color=_COLORS[state.color], n=off, day=long(state.since, overview.today))))
    elif state.color in _COLORS:
        said.append(t(_COLORS[state.color]))
    if state.stale is not None:
        said.append(_stale(state.stale))
    return said


_OFF = {
    ("under", False): Words("{color}: {n}% under its target since {day}"),
    ("over", False): Words("{color}: {n}% over its target since {day}"),
    ("under", True): Words("{color}: {n}% under its band since {day}"),
    ("over", True): Words("{color}: {n}% over its band since {day}"),
}


def _stale(age: timedelta) -> str:
    if age < _HOUR:
        return t("stale {n} min", n=age // timedelta(minutes=1))
    return t("stale {n} h", n=age // _HOUR) if age < 2 * _DAY else t("stale {n} d", n=age // _DAY)


def _when(at: datetime, overview: "Overview") -> str:
    there = clock.there(at, overview.zone)
    clocks = f"{there:%H:%M:%S}" if there.second else f"{there:%H:%M}"
    return clocks if there.date() == overview.today else f"{long(there.date(), overview.today)} {clocks}"
