"""Every screen on which letters are keys, and every one that is typed at: the keys that lead there from the board."""

from typing import NamedTuple

from textual.pilot import Pilot

from store.records import Records
from tests.tui.way import desk_of, go, keyed


class Way(NamedTuple):
    """The kind of the record that the board's cursor is put on, and the keys pressed there."""

    kind: str
    keys: tuple[str, ...] = ()


LISTS = {
    kind: Way(kind, ("escape",))
    for kind in (
        *("department", "person", "team", "resource", "goal", "key-result", "milestone", "decision"),
        *("action", "request", "blocker", "update", "retro", "meeting", "series", "lesson", "term", "kudos", "pulse"),
        *("metric", "training"),
    )
}
PAGES = {f"{kind}-page": Way(kind, ("enter",)) for kind in LISTS}
ROOMS = {
    "entry": Way("action", ("S",)),
    "stand-up": Way("action", ("S", "escape")),
    "digest": Way("action", ("S", "escape", ":", "down", "enter")),
    "promises kept": Way("action", ("S", "escape", ":", "down", "down", "down", "enter")),
    "cards": Way("retro", ("R",)),
    "timeline": Way("goal", ("T",)),
    "timeline of all": Way("goal", ("T", "0", "0")),
    "moving": Way("action", ("T", ">")),
    "my day": Way("action", ("m",)),
    "waits": Way("action", ("I",)),
    "goals over weeks": Way("action", ("I", "]")),
    "answers over weeks": Way("action", ("I", "5")),
    "raci": Way("goal", ("r",)),
    "gate": Way("goal", ("s",)),
    "lessons": Way("goal", ("*",)),
    "words": Way("goal", ("W",)),
    "facts": Way("retro", ("R", "[")),
    "discussion": Way("retro", ("R", "]")),
    "outcome": Way("retro", ("R", "]", "]")),
    "meeting": Way("meeting", ("M",)),
    "proposals": Way("meeting", ("+",)),
    "days of a series": Way("series", ("v",)),
    "settings": Way("action", (",",)),
    **{f"insights {n}": Way("action", ("I", n)) for n in "34678"},
    "why": Way("goal", ("w",)),
    "history": Way("action", ("H", "]")),
    "life": Way("goal", ("h",)),
}
TYPED = {
    "search": Way("action", ("/",)),
    "help": Way("action", ("?",)),
    "commands": Way("action", (":",)),
    "kept searches": Way("action", ("V",)),
    "picker": Way("action", ("o",)),
    "day": Way("action", ("t",)),
    "why dropped": Way("action", ("x",)),
    "comment": Way("action", ("c",)),
    "stance": Way("goal", ("v",)),
    "decide": Way("goal", ("D",)),
    "block": Way("goal", ("b",)),
    "ask": Way("goal", ("A",)),
    "check-in": Way("key-result", ("v",)),
    "answer": Way("request", ("v",)),
    "checklist": Way("action", ("l",)),
    "acknowledge": Way("update", ("v",)),
    "reading": Way("metric", ("v",)),
    "readings": Way("metric", ("l",)),
    "pulse answer": Way("pulse", ("v",)),
    "meaning": Way("term", ("v",)),
    "card typed": Way("retro", ("R", "a")),
    "lesson typed": Way("retro", ("R", "+")),
    "who takes part": Way("retro", ("R", "@")),
    "who is there": Way("meeting", ("M", "@")),
    "pool": Way("resource", ("v",)),
    "shares": Way("team", ("v",)),
    **{f"{kind}-form": Way(kind, ("e",)) for kind in LISTS},
}


def first(records: Records, kind: str) -> str:
    """The id of the first record of the kind."""
    return next(iter(records.of_kind(kind))).id


async def come(pilot: Pilot[int], way: Way) -> None:
    """Go to that screen."""
    await go(pilot, first(desk_of(pilot).records, way.kind))
    await keyed(pilot, *way.keys)


async def home(pilot: Pilot[int]) -> None:
    """Back to the board."""
    for _ in range(12):
        if len(pilot.app.screen_stack) == 1:
            break
        await keyed(pilot, "escape")
    await pilot.press("escape", "escape", "0")
