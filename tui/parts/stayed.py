"""What is over by now and stands where it stood until a list is opened anew, so that one works down the rows."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from store.kinds import KINDS, split_id
from tui.parts.choice_rows import ChoiceRow

if TYPE_CHECKING:
    from store import News
    from tui.desk.desk import Desk


def finished(desk: "Desk", entries: "Iterable[News]", ids: Collection[str]) -> set[str]:
    """Which of these records whoever looks has just done or dropped."""
    found = set[str]()
    for entry in entries:
        places = {KINDS[table].id(number) for table, number in entry.touched() if table in KINDS and number > 0}
        if entry.who == desk.who:
            found |= {id for id in places & set(ids) if entry.what.get("verb") == "done" or _is_over(desk, id)}
    return found


def _is_over(desk: "Desk", id: str) -> bool:
    place, record = split_id(id), desk.records.find(id)
    standing = place[0].standing if place else None
    return standing is not None and record is not None and standing(record) != "open"


def in_place(before: Sequence[str], now: Sequence[str], stays: Callable[[str], bool]) -> list[str]:
    """The ids that are there now, and those of ``before`` that stay, each behind the one that it stood behind."""
    found = [each for each in now if not stays(each)]
    at = 0
    for each in before:
        if stays(each):
            found.insert(at, each)
            at += 1
        elif each in found:
            at = found.index(each) + 1
    return found


def rows_in_place(
    before: Sequence[ChoiceRow], now: Sequence[ChoiceRow], stays: Callable[[str], bool]
) -> list[ChoiceRow]:
    """The same for rows under headings, by their keys; a heading that is gone comes back with what stays under it."""
    found, there = list(now), {row.key for row in now if row.key}
    at, above = 0, list[ChoiceRow]()
    for row in before:
        if not row.key:
            above = [] if not row.line else above if _goes_on(row) else [*above, row]
        elif row.key in there:
            at, above = _behind(found, next(at for at, each in enumerate(found) if each.key == row.key)), []
        elif stays(row.key):
            at, above = _under(found, at, above), []
            found.insert(at, row)
            at += 1
    return found


def _goes_on(row: ChoiceRow) -> bool:
    """Whether it is a further line of the row above it."""
    return not row.key and bool(row.line) and row.line[0][0].startswith(" ")


def _behind(rows: Sequence[ChoiceRow], at: int) -> int:
    """The place behind all lines of that row."""
    return next((place for place in range(at + 1, len(rows)) if not _goes_on(rows[place])), len(rows))


def _under(rows: list[ChoiceRow], at: int, heading: Sequence[ChoiceRow]) -> int:
    """The place under that heading, which is put at ``at`` where it is gone; ``at`` itself where there is none."""
    if not heading:
        return at
    place = next((place for place, row in enumerate(rows) if not row.key and _said(row) == _said(heading[0])), None)
    if place is None:
        air = [ChoiceRow("", ())]
        rows[at:at] = [*(air if at else ()), *heading, *(air if rows[at:] and rows[at].line else ())]
        place = at + (1 if at else 0)
    return place + len(heading)


def _said(row: ChoiceRow) -> str:
    """What a heading says, without how many there are."""
    return row.line[0][0] if row.line else ""
