"""Giving a metric a reading, and putting one right with why."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from store import clock
from store.commands.readings import add_reading, correct_reading
from store.fields import line, number
from store.fields.moments import read_moment
from store.insight import metrics
from store.kinds.metric import Metric, as_shown
from store.kinds.reading_address import address
from store.words import Words
from tui.i18n import t
from tui.parts.choice_rows import ChoiceRow
from tui.parts.chooser import Chooser
from tui.parts.context_form import Answering
from tui.text.cells import cell_len, fit, right, wrap
from tui.text.joined import noted, told
from tui.text.line import Line
from tui.text.metric_words import amount, when
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.acts.acts import Acts
    from tui.desk.desk import Desk

#: So many of the last readings may be chosen.
MOST = 200
_VALUE = number("Value", name="value", names=True, unit_from="unit")
_AT = line("Time", name="at", hint="Empty: now; otherwise 9:30, yesterday 15:00, mon 3 pm")
_NOTE = line("Note", name="note")
_WHY = line("Why", name="why")


async def enter(acts: "Acts") -> None:
    """A reading of the chosen metric: its value, of which moment, what is to be said."""
    record: Metric = acts.record()
    desk = acts.desk
    desk.workspace.foresee(add_reading, record.id, 0.0)

    async def submit(new: dict[str, Any]) -> Any:
        at = _moment(desk, new.get("at") or "")
        return await desk.do(add_reading, record.id, new.get("value"), at, new.get("note") or "")

    def about(form: Answering, width: int) -> list[Line]:
        return _about(form, record, width)

    title, fields = t("Reading of {id}", id=record.id), [_VALUE, _AT, _NOTE]
    made = await acts.show(Answering(desk, title, fields, {"unit": record.unit}, submit, about=about))
    if made is not None:
        said = address(made, desk.overview.zone)
        shown = as_shown(record, made.value)
        acts.finished(shown or Words("{address} is {value}", address=said, value=amount(made.value, record)))


async def readings(acts: "Acts") -> None:
    """Choose one of the last readings, and put it right: what stood there is kept, with why."""
    record: Metric = acts.record()
    desk = acts.desk
    chosen = await acts.show(ReadingPicker(desk, record))
    if chosen is None:
        return
    desk.workspace.foresee(correct_reading, record.id, chosen.at, chosen.value, "-")

    async def submit(new: dict[str, Any]) -> Any:
        given = (new.get("value"), new.get("why") or "", new.get("note") or "")
        return await desk.do(correct_reading, record.id, chosen.at, *given)

    values = {"unit": record.unit, "value": chosen.value, "note": chosen.note}
    title = t("Correct {id}", id=address(chosen, desk.overview.zone))
    made = await acts.show(Answering(desk, title, [_VALUE, _WHY, _NOTE], values, submit))
    if made is not None:
        said = {"address": address(made, desk.overview.zone), "value": amount(made.value, record)}
        shown = as_shown(record, made.value)
        acts.finished(shown or Words("{address} is {value} now; what stood there is kept", **said))


def _moment(desk: "Desk", text: str) -> datetime | None:
    return read_moment(text, clock.now(), desk.overview.zone, desk.records.calendar) if text.strip() else None


def _about(form: Answering, record: Metric, width: int) -> list[Line]:
    """What it is, and its last reading."""
    overview = form.here.overview
    last = metrics.latest(overview, record.id)
    said = t("No reading yet")
    if last is not None:
        moment = when(last.at, overview.zone, overview.today)
        said = noted(t("Last {value}", value=amount(last.value, record)), told([moment, *filter(None, [last.source])]))
    lines: list[tuple[str, str]] = [(line, "foreground") for line in wrap(safe(record.title), width, 2)]
    return [[each] for each in (*lines, *((line, "muted") for line in wrap(safe(said), width, 2)))]


class ReadingPicker(Chooser[metrics.Reading]):
    """The last readings of a metric, found by what of them is typed; dismissed with the chosen one."""

    def __init__(self, desk: "Desk", record: Metric) -> None:
        super().__init__(desk, t("Readings of {id}", id=record.id), t("Find"))
        self._record = record
        found = metrics.recent(desk.overview, record.id, MOST)
        self._found = {address(each, desk.overview.zone): each for each in found}
        self.empty = Words("No reading yet") if not found else Words("Nothing fits. Esc clears what was typed")

    def find(self, text: str, width: int) -> Sequence[ChoiceRow]:
        wide = max(map(cell_len, self._found), default=0)
        said = {key: amount(each.value, self._record) for key, each in self._found.items()}
        cells = max(map(cell_len, said.values()), default=0)
        rows: list[ChoiceRow] = []
        for key, each in self._found.items():
            more = told(filter(None, (each.source, each.note, t("corrected") if each.corrected else "")))
            if text.casefold() in f"{key} {said[key]} {more}".casefold():
                parts: Line = [
                    (fit(key, wide) + "  ", "accent"),
                    (right(safe(said[key]), cells) + "  ", "foreground"),
                    (fit(safe(more), max(1, width - wide - cells - 6)), "muted"),
                ]
                rows.append(ChoiceRow(key, parts))
        return rows

    async def choose(self, key: str) -> None:
        self.dismiss(self._found[key])
