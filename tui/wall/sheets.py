"""What the wall shows, a sheet after the other: each is as much of a page as the screen has room for."""

from collections.abc import Iterable, Iterator, Sequence
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from store.insight import standup_room
from tui.desk.insights_kept import AskedPage, insights_of
from tui.i18n import t
from tui.rooms.insights.shares import shares
from tui.rooms.standup.head import counts
from tui.rooms.standup.room_rows import RoomRows, is_heading
from tui.text.cells import wrap
from tui.text.days import long
from tui.text.insights.insight_page import PAGES, QUESTIONS, WEEKS, Picture
from tui.text.insights.picture_lines import picture_lines
from tui.text.joined import told
from tui.text.line import Line
from tui.text.safe import safe
from tui.wall.goals import GOAL, goal_blocks, goals_answer

if TYPE_CHECKING:
    from tui.desk.desk import Desk
    from tui.parts.choice_rows import ChoiceRow

#: So many sheets a page has at most: what presses most comes first, and a wall is looked at in passing.
MOST = 3


class WallSheet(NamedTuple):
    """``page`` is what it is of, and ``at`` the how manieth of it; below the question the answer, then ``lines``."""

    page: str
    at: int
    question: str
    answer: Sequence[Line]
    lines: Sequence[Line]


def sheets(desk: "Desk", width: int, height: int) -> list[WallSheet]:
    """All of them, in ``width`` columns and ``height`` rows, one of them for the question; of numbers what is known."""
    return [*_goals(desk, width, height), *_standup(desk, width, height), *_numbers(desk, width, height)]


def _sheets(page: str, question: str, answer: Sequence[Line], found: Iterable[Sequence[Line]]) -> Iterator[WallSheet]:
    for at, lines in zip(range(MOST), found, strict=False):
        yield WallSheet(page, at, question, answer, lines)


def _goals(desk: "Desk", width: int, height: int) -> Iterator[WallSheet]:
    """As many on one as on the other, with the air between them that there is."""
    blocks = goal_blocks(desk, width) or [[[(t("No goal is open"), "muted")]]]
    room = max(1, (height - 2) // (GOAL + 1))
    each = ceil(len(blocks) / ceil(len(blocks) / room))
    parts = (blocks[at : at + each] for at in range(0, len(blocks), each))
    air: list[Line] = [()] * max(1, min(3, (height - 2) // each - GOAL))
    found = ([line for block in part for line in (*block, *air)] for part in parts)
    yield from _sheets("board", t("Where our goals stand"), [goals_answer(desk)], found)


def _standup(desk: "Desk", width: int, height: int) -> Iterator[WallSheet]:
    day = desk.common_day
    header, rows = standup_room.header(desk.overview, day), RoomRows(desk, day, width - 2)
    answer: list[Line] = [[(counts(desk, header, width), "+foreground")]]
    if header.missing:
        missing = t("Missing") + "  " + told(safe(desk.overview.names.of(id)) for id in header.missing)
        answer += [[(line, "warn")] for line in wrap(missing, width, 2)]
    walk = [turn for turn in standup_room.walk(desk.overview, day) if _said(turn)]
    found = list(_packed([*rows.pressing(), *rows.thanks(), *rows.turns(walk, None)], height - len(answer) - 1))
    question = t("Stand-up, {day}", day=long(day, day))
    yield from _sheets("standup", question, answer, found or [[[(t("Nothing is blocked, late or due today"), "good")]]])


def _said(turn: standup_room.Turn) -> bool:
    return any(each.entry is not None for each in turn.people)


def _packed(rows: "Iterable[ChoiceRow]", height: int) -> Iterator[list[Line]]:
    """The rows on as few sheets as have room for them; each goes on under the heading of what it is about."""
    lines: list[Line] = []
    heading: Line = ()
    for row in rows:
        heads = not row.key or is_heading(row)
        if heads and not row.line:
            lines += [()] if lines else []
            continue
        heading = row.line if heads else heading
        if len(lines) + 1 + heads > height:  # below a heading there is room for a row
            yield lines
            lines = [] if heads else [heading]
        lines.append(row.line if heads else [("  ", "foreground"), *row.line])
    if lines:
        yield lines


def _numbers(desk: "Desk", width: int, height: int) -> Iterator[WallSheet]:
    """The pictures of what has come of the weeks, as many on each sheet as stand side by side at their best."""
    for name in PAGES:
        page, _fresh = insights_of(desk).found(asked(name))
        if page is None or not page.parts:
            continue
        answer: list[Line] = [[(line, page.tone or "+foreground")] for line in wrap(safe(page.answer), width, 2)]
        yield from _sheets(
            name, t(QUESTIONS[name]), answer, _pictures(desk, page.parts, width, height - len(answer) - 2)
        )


def _pictures(desk: "Desk", parts: Sequence[Picture], width: int, height: int) -> Iterator[list[Line]]:
    left = list(parts)
    while left:
        lines: list[Line] = []
        shown = shares(left, 0, height)
        for at, share in shown.items():
            lines += [()] if lines else []
            lines += picture_lines(left[at], width, share, desk.options.ascii_only)
        yield lines
        left = left[max(shown) + 1 :]


def asked(name: str) -> AskedPage:
    """That page of insights, of everybody."""
    return AskedPage(name, "", WEEKS)
