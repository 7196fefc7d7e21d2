"""Below the chart: how much lies in each week, here and over all goals, and what there is to say of the chosen bar."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from store.fields.numbers import digits
from store.insight import plan
from store.insight.plan import Bar, Span
from store.kinds.resource import load
from tui.i18n import t
from tui.rooms.timeline.chart import ASCII, LINES, legend
from tui.rooms.timeline.scale import Scale, placed
from tui.text.cells import fit, wrap
from tui.text.days import long
from tui.text.joined import listed, ranged, told, turned
from tui.text.line import Line
from tui.text.safe import safe
from tui.text.short_numbers import brief

if TYPE_CHECKING:
    from tui.desk.desk import Desk
    from tui.rooms.timeline.room import TimelineRoom

#: At most so many lines are said of the chosen bar.
SAID = 3


class Foot:
    """What is counted is kept until something changes."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._here: list[Span] = []
        self._bars: list[Bar] = []
        self._counted: dict[str, list[Span]] = {}
        #: The open work is grouped, so that counting costs next to nothing.
        self.ready = False

    def read(self, bars: list[Bar]) -> None:
        """Another plan, or a changed one."""
        self._bars = bars
        self._here = [(bar.start, bar.end) for bar in bars if bar.sort == "action" and bar.state != "done"]
        self._counted.clear()

    def count(self, bar: Bar | None) -> None:
        """Count what the department and the owner of that bar have to do over all goals."""
        for id in self._parties(bar):
            if id not in self._counted:
                self._counted[id] = list(plan.spans(self._desk.overview, id))
        self.ready = True

    @staticmethod
    def _parties(bar: Bar | None) -> list[str]:
        return [] if bar is None else [id for id in (bar.lane, bar.owner) if id]

    def lines(self, room: "TimelineRoom", scale: Scale, left: int, width: int, *, small: bool) -> list[Line]:
        """The load under its weeks, then the words."""
        bar = room.bars.get(room.chosen)
        words = self._words(room, bar)
        said: list[Line] = [[(text, tone)] for line, tone in words for text in wrap(line, width, 2)]
        if small:
            return said[:1]
        signs = ASCII if self._desk.options.ascii_only else LINES
        name = t("Open actions a week") if scale.stretch == 7 else t("Open actions in {n} weeks", n=scale.stretch // 7)
        lines: list[Line] = [[(fit(name, left - 1), "+foreground"), (" " + signs.line * scale.cells, "faint")]]
        if self._here:
            lines.append(self._load(t("in this plan"), self._here, scale, left))
        for id in self._parties(bar):
            if id in self._counted:
                label = t("{who}, all goals", who=safe(self._desk.overview.called(id)))
                lines.append(self._load(label, self._counted[id], scale, left))
        if bar is not None and bar.sort == "allocation":
            lines += self._capacity(bar, scale, left)
        return [*lines, (), *(said[:SAID] or [()]), [(fit(legend(self._bars, signs), width).rstrip(), "faint")]]

    @staticmethod
    def _load(label: str, spans: list[Span], scale: Scale, left: int) -> Line:
        stretches = scale.stretches()
        counts = plan.load(spans, scale.monday, scale.stretch, len(stretches))
        marks = [(cell, str(n)) for (cell, _day), n in zip(stretches, counts, strict=True) if n]
        return [(fit("  " + label, left), "muted"), (placed(marks, scale.cells), "foreground")]

    def _capacity(self, bar: Bar, scale: Scale, left: int) -> list[Line]:
        """How much of the resource is granted in each stretch, and how much there is."""
        overview = self._desk.overview
        allocation = overview.allocations.get(bar.id)
        resource = overview.resources.get((allocation and allocation.resource) or "")
        if allocation is None or resource is None or not allocation.resource:
            return []
        granted = [row for _id, row in overview.uses_of_resource.of(allocation.resource) if row.state == "granted"]
        used = load(granted, resource.per)
        marks: list[tuple[int, str]] = []
        for cell, day in scale.stretches():
            end = day + timedelta(scale.stretch - 1)
            most = [each.used for each in used if (each.start or day) <= end and (each.end or end) >= day]
            if most:
                marks.append((cell, brief(max(most), "", 6)))
        label = t("{name}, of {capacity}", name=safe(resource.name), capacity=digits(resource.capacity))
        tone = "bad" if overview.over_committed(allocation.resource) else "foreground"
        return [[(fit("  " + label, left), "muted"), (placed(marks, scale.cells), tone)]]

    # What is said of the chosen bar

    def _words(self, room: "TimelineRoom", bar: Bar | None) -> list[tuple[str, str]]:
        if bar is None:
            return []
        now = room.shift.shifted(bar)
        dot = " - " if self._desk.options.ascii_only else " · "
        facts = [safe(self._desk.overview.names.of(bar.owner))] if bar.owner else []
        facts += [self._when(bar)] if not room.shift.days else [self._moved(room, bar, now)]
        if bar.slips and bar.first and not room.shift.days:
            moved = t(
                "moved {n} times, first {day}", one="moved once, first {day}", n=bar.slips, day=self._day(bar.first)
            )
            facts.append(t('{stance}: "{reason}"', stance=moved, reason=safe(bar.why)) if bar.why else moved)
        words = [(dot.join(facts), "accent" if room.shift.days else "foreground")]
        first = [room.shift.shifted(each) for each in plan.before(self._bars, bar.id)]
        then = [room.shift.shifted(each) for each in plan.after(self._bars, bar.id)]
        wrong = [
            t("{id} is due before {other}, for which it waits", id=waiting.id, other=other.id)
            for waiting, other in (*((now, each) for each in first), *((each, now) for each in then))
            if plan.too_early(waiting, other)
        ]
        chain = [t("waits for {ids}", ids=_named(first))] if first else []
        chain += [t("{ids} wait for it", one="{ids} waits for it", n=len(then), ids=_named(then))] if then else []
        if wrong:
            words.append((dot.join(wrong), "bad"))
        if chain:
            words.append((dot.join(chain), "muted"))
        return words

    def _day(self, day: date) -> str:
        return long(day, self._desk.today)

    def _when(self, bar: Bar) -> str:
        if bar.end is None:
            return t("no day yet, t sets it")
        if bar.start is None or bar.start == bar.end:
            return self._day(bar.end)
        return ranged(self._day(bar.start), self._day(bar.end))

    def _moved(self, room: "TimelineRoom", bar: Bar, now: Bar) -> str:
        assert bar.end is not None
        assert now.end is not None
        days = abs(room.shift.days)
        tail = t("{n} days later", one="{n} day later", n=days) if room.shift.days > 0 else ""
        tail = tail or t("{n} days earlier", one="{n} day earlier", n=days)
        others = len(room.shift.ids) - 1
        more = t(", with {n} that wait for it", one=", with {n} that waits for it", n=others) if others > 0 else ""
        return told((turned(self._day(bar.end), self._day(now.end)), tail + more))


def _named(bars: list[Bar]) -> str:
    return listed(bar.id for bar in bars[:6]) + (" .." if len(bars) > 6 else "")
