"""How goals, key results and departments do, decisions stand, meetings are, as words of a search: `is:red`."""

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from store.insight.my_meetings import next_meetings, past_meetings
from store.words import Words
from tui.text import decision_words

if TYPE_CHECKING:
    from store.insight.overview import Overview

HEALTH = {"red": Words("red"), "amber": Words("amber"), "green": Words("green"), "none": Words("no data")}


def doing(overview: "Callable[[], Overview]") -> dict[str, tuple[Words, Callable[[], Collection[str]]]]:
    """The words, each with the ids of what does so; nothing is computed before it is asked for."""

    def of(color: str) -> Callable[[], Collection[str]]:
        def ids() -> set[str]:
            made = overview()
            every = (id for rows in (made.goals, made.key_results, made.departments) for id in rows.rows)
            return {id for id in every if made.health(id).color == color}

        return ids

    colors = {color: (label, of(color)) for color, label in HEALTH.items() if color != "none"}
    meetings = {
        "next": (Words("next", context="meeting"), lambda: next_meetings(overview())),
        "past": (Words("past", context="meeting"), lambda: past_meetings(overview())),
    }
    return colors | decision_words.standing(overview) | meetings
