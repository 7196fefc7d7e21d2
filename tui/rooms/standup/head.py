"""The head of the stand-up: the clock, who has posted and who is missing, who leads."""

from typing import TYPE_CHECKING

from store import clock as clocks
from store.insight.standup_room import RoundHeader
from tui.i18n import t
from tui.text.cells import cell_len, fit, wrap
from tui.text.digest import standing
from tui.text.joined import told
from tui.text.line import Line
from tui.text.safe import safe
from tui.text.two_days import apart

if TYPE_CHECKING:
    from tui.desk.desk import Desk

#: After so many seconds the clock turns amber, and never interrupts; it counts to so many.
FIVE_MINUTES, LONGEST = 300, 5999


def clock(header: RoundHeader | None, seconds: int) -> tuple[str, str]:
    """Since the stand-up was opened, the same for everyone; before that ``seconds``, since I came in."""
    round_ = None if header is None else header.round
    if round_ is not None and round_.opened is not None and round_.closed is None:
        seconds = max(0, min(LONGEST, int((clocks.now() - round_.opened).total_seconds())))
    return f"{seconds // 60}:{seconds % 60:02}", "warn" if seconds >= FIVE_MINUTES else "muted"


def counts(desk: "Desk", header: RoundHeader | None, room: int) -> str:
    """Who has posted, and how the promises stand; what still goes on is left to reckon where there is no room."""
    if header is None:
        return ""
    total = len(header.posted) + len(header.missing)
    posted = t("{n} of {total} posted", n=len(header.posted), total=total)
    stand = standing(header.promises)
    if not stand:
        return posted
    dot = " - " if desk.options.ascii_only else " · "
    parts = (t("promises {n}: {stand}", n=header.promises.made, stand=told(part)) for part in (stand, stand[:2]))
    return next((said for part in parts if cell_len(said := posted + dot + part) <= room), posted)


def missing(desk: "Desk", header: RoundHeader, leader: str, width: int, follows: bool) -> list[Line]:
    """Who is missing, and below it who leads."""
    lines = list[Line]()
    if header.missing:
        names = [safe(desk.overview.called(id)) for id in header.missing]
        label = t("Missing") + "  "
        lines.append([(label, "warn"), (_as_fits(names, width - cell_len(label)), "foreground")])
    if said := apart(desk.overview):
        lines += [[(line, "warn")] for line in wrap(said, width)]
    lines.append([(fit(_leads(header, leader, desk.who, follows), width), "muted")])
    return [*lines, ()]


def _leads(header: RoundHeader, leader: str, me: str, follows: bool) -> str:
    if header.round is None:
        return t("Nobody leads yet. L begins the stand-up")
    if header.round.closed is not None:
        return t("This stand-up is closed. : has the digest")
    if leader == me:
        return t("You lead; the others see the department that you open with ]")
    said = t("{who} leads and you follow", who=safe(leader))
    return said if follows else t("{who} leads, you look around on your own; 0 follows", who=safe(leader))


def _as_fits(names: list[str], width: int) -> str:
    """As many whole names as there is room for, and how many more there are."""
    for n in range(len(names), 0, -1):
        more = t("and {n} more", n=len(names) - n) if n < len(names) else ""
        said = "  ".join([*names[:n], *([more] if more else [])])
        if cell_len(said) <= width:
            return said
    return fit(names[0], width)
