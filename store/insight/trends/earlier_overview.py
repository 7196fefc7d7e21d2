"""What is computed over the records as they were: an overview that goes back with the documents."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from store.insight.overview import Overview

if TYPE_CHECKING:
    from store.insight.projection import Projection
    from store.insight.trends.earlier_documents import EarlierDocuments, Place

#: Of a kind of which more has changed all is read anew; of which more has come back too, since each is sorted in.
MANY, COME_BACK = 2_000, 20


class EarlierOverview(Overview):
    """Over these documents, wherever they are; ``come_to`` takes in where they have gone since."""

    is_past = True

    def __init__(self, documents: EarlierDocuments) -> None:
        super().__init__(documents, date.max)
        self._documents = documents

    def come_to(self, day: date) -> bool:
        """Be as on that day, with the settings of then; whether anything is other than it was."""
        self._documents.keep_up()
        places = self._documents.moves()
        if not places and day == self.today:
            return False
        of: dict[str, list[int]] = {}
        for table, number in places:
            of.setdefault(table, []).append(number)
        for table, numbers in of.items():
            part = self._parts.get(table)
            if part is None:
                self.apply([_Moved([(table, number) for number in numbers])])
            elif part.is_read:
                _move(part, numbers)
        self.stale_after, self.calendar = self.reading.settings.stale_after, self.reading.calendar
        self.today = self.here = day
        self._counting.on_day()
        self._judge_anew()
        return True


class _Moved(NamedTuple):
    places: list[Place]

    def touched(self) -> list[Place]:
        return self.places


def _move(part: Projection[Any], numbers: list[int]) -> None:
    come_back = sum(part.peek(part.kind.id(number)) is None for number in numbers)
    if len(numbers) > MANY or come_back > COME_BACK:
        part.forget()
        return
    for number in numbers:
        part.update(number)
