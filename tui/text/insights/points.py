"""The points of a picture: which there are, what each says and is made of, and which lies beside another."""

from tui.text.charts.chart import Bars, Chart, Spot, Strip, ids_at, spots
from tui.text.insights.insight_page import Grid, InsightPage, Picture


class PicturePoints:
    """Rows of spots, those of gaps left out; ``said`` has the words of each by row and column."""

    def __init__(self, part: Picture, said: tuple[tuple[str, ...], ...]) -> None:
        self._part = part
        self._said = said
        self._rows = [row for row in _spots(part) if row]
        self._all = {spot for row in self._rows for spot in row}
        #: Its points lie beside each other too, and not only one below the other.
        self.has_columns = not isinstance(part, Bars)

    def words(self, spot: Spot) -> str:
        """What a point says; "" where there is none."""
        row = self._said[spot.row] if spot.row < len(self._said) else ()
        return row[spot.at] if spot in self._all and spot.at < len(row) else ""

    def ids(self, spot: Spot) -> tuple[str, ...]:
        """The records that it is made of."""
        if spot not in self._all:
            return ()
        return (
            self._part.rows[spot.row].cells[spot.at].ids if isinstance(self._part, Grid) else ids_at(self._part, spot)
        )

    def near(self, spot: Spot) -> Spot:
        """The point there, else the nearest in that row, else in the last one."""
        row = next((row for row in self._rows if row[0].row >= spot.row), self._rows[-1] if self._rows else [spot])
        return min(row, key=lambda each: abs(each.at - spot.at))

    def end(self, spot: Spot, way: int) -> Spot:
        """In the first row or the last one, the point nearest to that one's column."""
        return self.near(Spot(self._rows[0 if way < 0 else -1][0].row, spot.at)) if self._rows else spot

    def beside(self, spot: Spot, across: int, down: int) -> Spot | None:
        """The next point in the row, or the nearest of the next row; None where there is no row that way."""
        at = next((at for at, row in enumerate(self._rows) if row[0].row == spot.row), 0)
        if down:
            return self.near(Spot(self._rows[at + down][0].row, spot.at)) if 0 <= at + down < len(self._rows) else None
        row = self._rows[at] if self._rows else [spot]
        beyond = [each for each in row if (each.at - spot.at) * across > 0]
        return spot if not beyond else beyond[0] if across > 0 else beyond[-1]

    def named(self, spot: Spot) -> tuple[object, object]:
        """The row and the column of a point by their names, by which it is found again in another picture."""
        rows, columns = _names(self._part)
        return _at(rows, spot.row), _at(columns, spot.at)

    def again(self, named: tuple[object, object]) -> Spot:
        """The point of these names; where a name is none any more, the first row, the last column."""
        rows, columns = _names(self._part)
        row = rows.index(named[0]) if named[0] in rows else 0
        return self.near(Spot(row, columns.index(named[1]) if named[1] in columns else len(columns)))


def points_of(page: InsightPage, at: int) -> PicturePoints:
    """Those of one of its pictures."""
    return PicturePoints(page.parts[at], page.said[at] if at < len(page.said) else ())


def _spots(part: Picture) -> list[list[Spot]]:
    if isinstance(part, Grid):
        filled = [[at for at, cell in enumerate(row.cells) if cell.said] for row in part.rows]
        return [[Spot(row, at) for at in columns] for row, columns in enumerate(filled)]
    return spots(part)


def _names(part: Picture) -> tuple[list[object], list[object]]:
    match part:
        case Grid():
            return [row.label for row in part.rows], [*part.columns]
        case Bars():
            return [bar.label for bar in part.bars], [0]
        case Chart():
            return [curve.label for curve in part.curves], [*part.days]
        case Strip():
            return [row.id for row in part.rows], [*part.days]


def _at(names: list[object], at: int) -> object:
    return names[at] if 0 <= at < len(names) else None
