"""The room of the timeline: rows under their departments, bars over weeks, today's line, the load below.

`<` and `>` move what is chosen by a day, `{` and `}` by a week; Enter keeps it, with the reason.
"""

from typing import TYPE_CHECKING

from store.insight import plan
from store.insight.plan import Bar
from store.kinds.ending import takes_changes
from store.records.names import title
from store.words import Words
from tui import keys
from tui.acts.host import kind_of
from tui.acts.obeying import rows_for
from tui.acts.record import add_with, are_new
from tui.faces.seen_at import goal_of
from tui.i18n import t
from tui.keys import HERE, Key, pressed
from tui.parts.choice_rows import ChoiceRow, ChoiceRows
from tui.parts.footer_drawing import offered
from tui.rooms.room import Room
from tui.rooms.timeline import chart
from tui.rooms.timeline.foot import Foot
from tui.rooms.timeline.move import Move, later
from tui.rooms.timeline.scale import STEPS, Scale, around, fitting
from tui.served import writes
from tui.terminal import clipboard
from tui.text.cells import column, fit, lead
from tui.text.line import Line, Part
from tui.text.plan import bar_title, plan_lines
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.acts.host import Host

#: Cells before an id, of an id at least. A title has at least and at most so many.
LEAD, ID, LEAST, MOST = 4, 7, 14, 36
#: Plans longer than this view shows begin around today.
FARTHEST = 7
#: Seconds without a key after which the load of other goals is counted.
PAUSE = 0.12
_SHIFTS = {">": 1, "<": -1, "}": 7, "{": -7}


class TimelineRoom(ChoiceRows, Room):
    """Of the goal that the record is about, the cursor on it, or of all open goals."""

    place = "timeline"
    own = writes(
        Key("earlier", ("left",), Words("Earlier"), HERE),
        Key("later", ("right",), Words("Later"), HERE),
        Key("nearer", ("+",), Words("Nearer: fewer days in a cell"), HERE),
        Key("farther", ("-",), Words("Farther: more days in a cell"), HERE),
        Key("whole", ("0",), Words("The whole plan in sight; again: all goals"), HERE),
        Key("next_lane", ("]",), Words("Next department"), HERE),
        Key("lane_before", ("[",), Words("Department before"), HERE),
        Key("shift", (">", "<"), Words("Move it a day later or earlier"), HERE),
        Key("shift_week", ("}", "{"), Words("Move it a week later or earlier"), HERE),
        Key("along", ("tab",), Words("While moving: with what waits for it"), HERE),
        Key("open", ("enter",), Words("Keep the move; open what is chosen"), HERE),
        Key("add", ("a",), Words("Add one like this"), HERE),
        Key("copy", ("y",), Words("Copy the plan as Markdown"), HERE),
    )

    def __init__(self, host: "Host", id: str = "") -> None:
        super().__init__(host, id)
        self.goal = goal_of(self.desk.records, id)
        self.inside = bool(self.goal)
        self.scale: Scale | None = None
        self.bars: dict[str, Bar] = {}
        self.shift = Move(self)
        self.foot = Foot(self.desk)
        self.read()
        self.hold(self.rows, id)

    @property
    def chosen(self) -> str:
        return self.key

    def read(self) -> None:
        overview, records = self.desk.overview, self.desk.records
        if self.goal:
            found = plan.of_goal(overview, records, self.goal)
            self.heading = t("Timeline of {name}", name=f"{self.goal}  {title(records, self.goal)}")
        else:
            found = plan.of_all(overview)
            self.heading = t("Timeline of all goals")
        self.bars = {bar.id: bar for bar in found}
        self.lead = LEAD + column(self.bars, ID)
        self.foot.read(found)
        rows: list[ChoiceRow] = []
        lane: str | None = ""
        for bar in found:
            if bar.lane != lane and not (bar.sort == "goal" and self.goal):
                lane = bar.lane
                name = safe(title(records, lane)) if lane else t("No department")
                rows.append(ChoiceRow("", [(name, "+foreground")]))
            rows.append(ChoiceRow(bar.id, ()))
        top = self.top
        self.hold(rows, self.chosen)
        self.top = top
        if self.foot.ready:
            self.foot.count(self.bars.get(self.chosen))

    def open(self, id: str) -> None:
        if id in self.bars:
            self.hold(self.rows, id)
            self.redraw()

    # What is shown

    def body(self, width: int, height: int) -> list[Line]:
        """Months and weeks, the rows in sight, the load, and what there is to say of the chosen one."""
        wide = max(LEAST, min(MOST, width // 3 - ID))
        cells = max(10, width - self.lead - wide - 1)
        scale = self._scaled(cells)
        if not self.rows:
            return [[(t("Nothing is planned here yet. a adds the first action"), "muted")]]
        head = t("a cell is {n} days", one="a cell is a day", n=scale.days)
        lines: list[Line] = [
            [(fit(head, self.lead + wide + 1), "faint"), (scale.months(), "foreground")],
            [(" " * (self.lead + wide + 1), "faint"), (scale.weeks(), "muted")],
        ]
        foot = self.foot.lines(self, scale, self.lead + wide + 1, width, small=height < 16)
        self._wide = wide
        lines += self.in_sight(width, height - 2 - len(foot))
        lines += [()] * (height - len(lines) - len(foot))
        return [*lines, *foot]

    def _scaled(self, cells: int) -> Scale:
        if self.scale is None:
            self.scale = self._whole(cells)
        elif self.scale.cells != cells:
            self.scale = self.scale._replace(cells=cells)
        return self.scale

    def _whole(self, cells: int) -> Scale:
        days = [day for bar in self.bars.values() for day in (bar.start, bar.end) if day is not None]
        whole = fitting(days, cells, self.desk.common_day)
        return whole if whole.days <= FARTHEST else around(self.desk.common_day, FARTHEST, cells)

    def _drawn(self, row: ChoiceRow, here: bool, width: int) -> Line:  # noqa: ARG002
        if not row.key:
            line = list(row.line)
            rule = "-" if self.desk.options.ascii_only else "─"
            return [(fit(line[0][0], self.lead + self._wide), "+foreground"), (" " + rule * self._scale.cells, "faint")]
        bar = self.shift.shifted(self.bars[row.key])
        mark = chart.MARKS.get(bar.state, " ")
        said = safe(bar_title(bar) or title(self.desk.records, bar.id))
        slips = f" {bar.slips}x" if bar.slips else ""
        name = fit(said, self._wide - len(slips)) + slips
        signs = chart.ASCII if self.desk.options.ascii_only else chart.LINES
        bars = chart.drawn(bar, self._scale, self.desk.common_day, signs)
        gutter = ("> " if here else self._gutter(row.key)) + mark + " "
        if here:
            return [(gutter + lead(bar.id, self.lead - LEAD) + name, "chosen"), (" ", "faint"), *bars]
        tone = "muted" if bar.state == "done" else "+foreground" if bar.sort == "goal" else "foreground"
        parts: list[Part] = [(gutter[:2], "accent"), (gutter[2:], chart.TONES.get(bar.state, "muted"))]
        return [*parts, (lead(bar.id, self.lead - LEAD), "muted"), (name + " ", tone), *bars]

    @property
    def _scale(self) -> Scale:
        assert self.scale is not None
        return self.scale

    def _gutter(self, id: str) -> str:
        """Whether the chosen one waits for this, or this for it."""
        chosen = self.bars.get(self.chosen)
        if chosen is not None and id in chosen.waits_for:
            return "^ "
        return "v " if self.chosen in self.bars[id].waits_for else "  "

    def offers(self) -> list[tuple[str, str]]:
        if self.shift.days:
            return self.shift.offers()
        bar, record = self.bars.get(self.chosen), self.desk.records.find(self.chosen)
        goes_on = bar is not None and record is not None and takes_changes(self.desk.records, record)
        shifts = [("< >", t("move it"))] if goes_on and bar is not None and bar.end is not None else []
        opens = [("Enter", t("open"))] if self.key else []
        due = offered(keys.footer(rows_for(self.desk, kind_of(self.chosen), self.chosen), ("due",)))
        return [*shifts, *opens, ("+ -", t("nearer, farther")), *due, ("?", t("keys")), ("Esc", t("leave"))]

    # Keys

    async def press(self, key: str, character: str | None) -> None:
        name = pressed(key, character)
        if name in _SHIFTS:
            self.shift.by(_SHIFTS[name])
        elif self.shift.days:
            self.shift.press(name)
        elif self.stepped(name):
            self._count()
        elif name in ("left", "right", "+", "=", "-", "0", "[", "]"):
            self._look(name)
        elif name == "enter":
            self._enter()
        elif name in ("escape", "q", "T"):
            self._back(leave=name != "escape")
        elif name == "a":
            self.start(self._add())
        elif name == "y":
            self._copy()
        else:
            self.act(name)

    def on_mount(self) -> None:
        """The load of other goals follows. (Textual calls this of every class of the room.)"""
        self._count()

    def _count(self) -> None:
        """The first time, when all actions are looked through, only once the keys pause."""
        if self.foot.ready:
            self.foot.count(self.bars.get(self.chosen))
        else:
            self.set_timer(PAUSE, self._follow)

    def _follow(self) -> None:
        self.foot.count(self.bars.get(self.chosen))
        self.redraw()

    def _look(self, name: str) -> None:
        """Another part of the time, another view of it, another department."""
        scale = self._scale
        if name in ("left", "right"):
            days = max(7, scale.stretch) * (1 if name == "right" else -1)
            self.scale = scale._replace(first=later(scale.first, days) or scale.first)
        elif name in ("+", "=", "-"):
            at = STEPS.index(scale.days) + (1 if name == "-" else -1)
            if 0 <= at < len(STEPS):
                bar = self.bars.get(self.chosen)
                self.scale = around((bar and (bar.start or bar.end)) or self.desk.common_day, STEPS[at], scale.cells)
        elif name == "0":
            whole = self._whole(scale.cells)
            if self.goal and whole == scale:
                self._into("")
            else:
                self.scale = whole
        else:
            self._to_lane(1 if name == "]" else -1)

    def _to_lane(self, way: int) -> None:
        heads = [at for at, row in enumerate(self.rows) if not row.key]
        beyond = [at for at in heads if (at > self.cursor if way > 0 else at < self.cursor - 1)]
        if beyond:
            self.cursor = min(beyond) + 1 if way > 0 else max(beyond) + 1
            self._count()

    def _enter(self) -> None:
        bar = self.bars.get(self.chosen)
        if bar is not None and bar.sort == "goal" and not self.goal:
            self._into(bar.id)
        elif bar is not None:
            self.dismiss(bar.id)

    def _into(self, goal: str) -> None:
        before, self.goal = self.goal or self.chosen, goal
        self.scale = None
        self.cursor = self.top = 0
        self.read()
        self.hold(self.rows, before)
        self._count()

    def _back(self, *, leave: bool) -> None:
        if self.goal and not self.inside and not leave:
            self._into("")
        else:
            self.leave()

    async def _add(self) -> None:
        """A milestone beside a milestone, an action beside an action, more of a resource beside an allocation."""
        bar = self.bars.get(self.chosen)
        sort = "action" if bar is None else "milestone" if bar.sort == "goal" and self.goal else bar.sort
        values = {"goal": self.goal} if self.goal else {}
        if bar is not None and bar.lane and sort in ("action", "milestone"):
            values["department"] = bar.lane
        made = await add_with(self.acts, sort, values)
        if made:
            self.open(made[0].id)
            self.say(are_new(made), "good")

    def _copy(self) -> None:
        if not self.goal:
            self.say(Words("Enter opens the plan of one goal; that can be copied"), "warn")
            return
        text = "\n".join(plan_lines(list(self.bars.values()), self.desk.overview.called))
        said = clipboard.copy(self.app, text)
        self.say(Words("{said}: the plan of {id}. `concord plan {id}` prints it", said=said, id=self.goal), "good")
