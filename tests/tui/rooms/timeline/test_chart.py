"""A bar as cells: where it lies, what of it has slipped, today's line, what is out of sight."""

from datetime import date, timedelta

from store.insight.plan import Bar
from tests.for_each import for_each
from tui.rooms.timeline import chart
from tui.rooms.timeline.scale import Scale

FIRST = date(2026, 11, 23)
SCALE = Scale(FIRST, 1, 12)
TODAY = FIRST + timedelta(4)


def bar(sort: str, start: int | None, end: int | None, state: str = "open", first: int | None = None) -> Bar:
    days = [None if each is None else FIRST + timedelta(each) for each in (start, end, first)]
    return Bar("A-1", sort, "x", None, days[0], days[1], state, first=days[2], slips=0 if first is None else 1)


CASES = {
    "an action": (bar("action", 5, 7), "    │███    "),
    "over today": (bar("action", 2, 7), "  ██████    "),
    "done": (bar("action", 5, 7, "done"), "    │░░░    "),
    "done over today": (bar("action", 2, 7, "done"), "  ░░│░░░    "),
    "slipped": (bar("action", 2, 9, first=6), "  █████░░░  "),
    "slipped beyond its start": (bar("action", 5, 9, first=3), "    │░░░░░  "),
    "moved earlier": (bar("action", 5, 7, first=9), "    │███    "),
    "no start": (bar("action", None, 6), "    │ █     "),
    "no day": (bar("action", None, None), "    │       "),
    "a goal": (bar("goal", 1, 9), " ├──│────┤  "),
    "a milestone": (bar("milestone", 6, 6), "    │ <>    "),
    "a milestone at the edge": (bar("milestone", 11, 11), "    │      <"),
    "a milestone that slipped": (bar("milestone", 9, 9, first=6), "    │ ...<> "),
    "granted": (bar("allocation", 6, 9), "    │ ====  "),
    "asked for": (bar("allocation", 6, 9, "asked"), "    │ ----  "),
    "out of sight before": (bar("action", -9, -3), "<   │       "),
    "out of sight behind": (bar("action", 30, 33), "    │      >"),
    "reaching in": (bar("action", -9, 1), "██  │       "),
}


@for_each("name", CASES)
def test_bars(name: str):
    drawn, wanted = CASES[name]
    assert "".join(text for text, _tone in chart.drawn(drawn, SCALE, TODAY, chart.LINES)) == wanted


def test_how_it_stands_is_told_by_the_mark_too_and_ascii_does_without_blocks():
    assert {state: chart.MARKS.get(state) for state in chart.TONES} == {
        "late": "!", "held": "#", "done": "x", "asked": "?", "over": "!", "moving": None,
    }  # fmt: skip
    for drawn, _wanted in CASES.values():
        assert "".join(text for text, _tone in chart.drawn(drawn, SCALE, TODAY, chart.ASCII)).isascii()


@for_each("state", ["late", "held", "done", "moving"])
def test_the_tone_of_a_bar_follows_how_it_stands(state: str):
    parts = chart.drawn(bar("action", 6, 8, state), SCALE, TODAY, chart.LINES)
    assert chart.TONES[state] in {tone for text, tone in parts if "█" in text or "░" in text}
