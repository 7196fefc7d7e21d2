"""Where the goals stand: the worst first, each with how far it is, and why it is red or amber."""

from typing import TYPE_CHECKING, NamedTuple

from store.insight.health import Health, should_be
from store.records.names import title
from tui.i18n import t
from tui.parts.sheet import Sheet
from tui.text.cells import cell_len, column, fit, fit_words, lead, right
from tui.text.days import short
from tui.text.health_words import HEALTH
from tui.text.joined import listed, percent
from tui.text.labels import HEALTH_TONES, short_step
from tui.text.line import Line, Part
from tui.text.safe import safe

if TYPE_CHECKING:
    from datetime import date

    from tui.desk.desk import Desk

_WORST = ("red", "amber", "none", "green")
#: Lines of a goal.
GOAL = 2
#: Cells of the block of colour before a goal, and the part of the width that its bar has.
BLOCK, BAR = 4, 0.3


class _Goal(NamedTuple):
    id: str
    title: str
    step: str
    who: str
    due: "date | None"
    progress: float | None
    should: float | None
    health: Health


def _found(desk: "Desk") -> list[_Goal]:
    overview, found = desk.overview, list[_Goal]()
    for id, row in overview.open_goals():
        start, due = row.span
        who = listed(safe(overview.called(each)) for each in row.departments)
        progress, should = overview.goal_progress(id), should_be(start, due, overview.today)
        name, step = safe(title(desk.records, id)), short_step(row.step)
        found.append(_Goal(id, name, step, who, row.due, progress, should, overview.health(id)))
    far = max((each.due for each in found if each.due), default=desk.common_day)
    return sorted(found, key=lambda each: (_WORST.index(each.health.color), each.due or far, each.id))


def goals_answer(desk: "Desk") -> Line:
    """How many are red, amber, green."""
    colors = [desk.overview.health(id).color for id, _row in desk.overview.open_goals()]
    parts: list[Part] = []
    for color in _WORST:
        if n := colors.count(color):
            parts += [(f"{t(HEALTH[color])} {n}", f"+{HEALTH_TONES[color]}"), ("   ", "foreground")]
    return parts


def goal_blocks(desk: "Desk", width: int) -> list[list[Line]]:
    """Two lines for each goal."""
    found = _found(desk)
    ids, steps = column((each.id for each in found), 5), column((each.step for each in found), most=width // 5)
    dues = column(_due(each, desk) for each in found)
    said = column(t(HEALTH[each.health.color]) for each in found)
    bars = Sheet(width, ascii_only=desk.options.ascii_only)
    return [_block(desk, each, width, (ids, steps, dues, said), bars) for each in found]


def _block(desk: "Desk", goal: _Goal, width: int, widths: tuple[int, int, int, int], bars: Sheet) -> list[Line]:
    ids, steps, dues, said = widths
    tone = HEALTH_TONES[goal.health.color]
    block: Part = (("##" if desk.options.ascii_only else "██").ljust(BLOCK), tone)
    late = goal.due is not None and goal.due < desk.common_day
    room = max(8, width - BLOCK - ids - steps - dues - said - 3)
    wide = max(10, int(width * BAR))
    first: Line = [
        block,
        (lead(goal.id, ids), "muted"),
        (fit(goal.title, room) + " ", "+strong"),
        (fit(goal.step, steps) + " ", "muted"),
        (right(_due(goal, desk), dues - 1) + "  ", "bad" if late else "muted"),
        (right(t(HEALTH[goal.health.color]), said), f"+{tone}"),
    ]
    share = "" if goal.progress is None else percent(goal.progress * 100)
    bar = bars.bar(wide, goal.progress or 0.0, goal.should, tone)
    if goal.progress is None:
        bar = [(("." if desk.options.ascii_only else "░") * wide, "faint")]
    left = max(8, width - BLOCK - wide - 7)
    why = t(goal.health.reasons[0]) if goal.health.reasons else ""
    who = fit(goal.who, max(0, left - min(cell_len(why), left * 2 // 3) - 2)).rstrip()
    gap = "  " if who and why else ""
    why = fit_words(safe(why), max(2, left - cell_len(who) - len(gap))).rstrip()
    reason: Part = (why, tone if goal.health.color in ("red", "amber") else "muted")
    return [first, [block, *bar, (right(share, 5) + "  ", "foreground"), (who + gap, "muted"), reason]]


def _due(goal: _Goal, desk: "Desk") -> str:
    return short(goal.due, desk.common_day) if goal.due else ""
