"""How decisions stand, as words of a search: `is:circulating`, `状态:征求意见中`."""

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from store.kinds.circulation import is_circulating, looked_at
from store.words import Words

if TYPE_CHECKING:
    from datetime import date

    from store.insight.overview import Overview
    from store.insight.projected_fields import DecisionRow


def review_due(row: "DecisionRow", today: "date") -> bool:
    """It is in force, and somebody is to look at it again."""
    return bool(row.chosen) and row.review_on is not None and row.review_on <= today and not looked_at(row)


STANDING: "dict[str, tuple[Words, Callable[[DecisionRow, date], bool]]]" = {
    "circulating": (Words("going round"), lambda row, _today: is_circulating(row)),
    "to-confirm": (Words("to be confirmed"), lambda row, _today: row.to_confirm and not row.superseded_by),
    "to-review": (Words("due for review"), review_due),
    "in-force": (Words("in force"), lambda row, _today: bool(row.chosen) and not row.superseded_by),
    "superseded": (Words("superseded"), lambda row, _today: bool(row.superseded_by)),
}


def standing(overview: "Callable[[], Overview]") -> dict[str, tuple[Words, Callable[[], Collection[str]]]]:
    """The words, each with the ids of what stands so; nothing is read before it is asked for."""

    def of(holds: "Callable[[DecisionRow, date], bool]") -> Callable[[], Collection[str]]:
        return lambda: {id for id, row in overview().decisions.rows.items() if holds(row, overview().here)}

    return {word: (label, of(holds)) for word, (label, holds) in STANDING.items()}
