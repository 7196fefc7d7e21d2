"""Follow-through: how much of what was promised at stand-ups was kept, week by week, of each department and of all."""

from typing import TYPE_CHECKING

from store.insight.promises import FollowThrough, follow_through
from store.insight.standup_room import departments
from store.records.names import title
from store.words import Words
from tui import keys
from tui.i18n import t
from tui.parts.dialog import Dialog
from tui.text.cells import fit, right
from tui.text.days import short
from tui.text.joined import percent
from tui.text.line import Line, Part
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.desk.desk import Desk

#: Cells of a department's name, of a week, of the share and of the trend. A trend counts from so much on.
NAME, WEEK, SHARE, TREND, STEADY = 18, 9, 7, 12, 0.05


class FollowScreen(Dialog[None]):
    """The weeks that fit, the latest at the right."""

    own = (keys.OUT,)

    def __init__(self, desk: "Desk") -> None:
        super().__init__(desk, t("Promises kept"))
        self.found = follow_through(desk.overview, desk.common_day)

    def body(self, width: int, height: int) -> list[Line]:
        """All of them first, then department by department."""
        everyone = self.found.get("")
        if everyone is None or not any(week.tally.made for week in everyone.weeks):
            return [[(t("No promise made at a stand-up has had its day yet"), "muted")]]
        weeks = min(len(everyone.weeks), max(1, (width - NAME - SHARE - TREND) // WEEK))
        head: list[Part] = [(fit(t("kept of those due"), NAME), "muted")]
        head += [(right(short(week.monday, self.desk.common_day), WEEK), "muted") for week in everyone.weeks[-weeks:]]
        lines: list[Line] = [head, self._row(t("Everybody"), everyone, weeks), ()]
        for id in departments(self.desk.overview):
            if id in self.found:
                lines.append(self._row(safe(title(self.desk.records, id)), self.found[id], weeks))
        return lines[:height]

    def _row(self, name: str, found: FollowThrough, weeks: int) -> Line:
        parts: list[Part] = [(fit(name, NAME - 1) + " ", "foreground")]
        for week in found.weeks[-weeks:]:
            due = week.tally.kept + week.tally.slipped
            parts.append((right(f"{week.tally.kept}/{due}" if due else ".", WEEK), "foreground" if due else "faint"))
        share = "" if found.share is None else percent(found.share * 100)
        words, tone = _trend(found.trend)
        return [*parts, (right(share, SHARE), "+foreground"), (right(t(words) if words else "", TREND), tone)]

    def offers(self) -> list[tuple[str, str]]:
        return [("Esc", t("leave"))]

    async def press(self, key: str, character: str | None) -> None:
        if keys.pressed(key, character) in ("escape", "q", "enter"):
            self.leave()


def _trend(trend: float | None) -> tuple[Words | None, str]:
    if trend is None:
        return None, "muted"
    if abs(trend) < STEADY:
        return Words("steady"), "muted"
    return (Words("rising"), "good") if trend > 0 else (Words("falling"), "bad")
