"""What was done to the calendar, told in sentences."""

from datetime import date
from typing import Any

import pytest

from store import commands, history
from store.fields.calendar import Day
from store.interop import calendar_file
from store.workspace import Workspace

XMAS, EVE = "2026-12-25", "2026-12-24"
ANY = "ana changed the calendar: 2026-12-25 is a day as any other"


def told(workspace: Workspace) -> list[str]:
    (entry,) = history.since(workspace.ledger, workspace.ledger.seq - 1)
    return [str(event.words) for event in history.told([entry], workspace.records)]


def imports(*days: str) -> Any:
    found = {date.fromisoformat(day): Day("Holiday") for day in days}
    return lambda w: w.do(calendar_file.apply, calendar_file.plan(w.records, found))


def sets(**values: Any) -> Any:
    return lambda w: w.do(commands.edit, "WS-1", values)


@pytest.mark.parametrize(
    ("before", "then", "said"),
    [
        ({}, imports(XMAS), "ana imported one day of the calendar"),
        ({XMAS: "Xmas"}, imports(XMAS, EVE), "ana imported 2 days of the calendar"),
        ({}, sets(days={XMAS: "Xmas"}), "ana changed the calendar: 2026-12-25: day off, Xmas"),
        ({XMAS: "Xmas"}, sets(days={XMAS: "Xmas", EVE: "Eve"}), "ana changed the calendar: 2026-12-24: day off, Eve"),
        ({XMAS: "Xmas", EVE: "Eve"}, sets(days={EVE: "Eve"}), ANY),
        ({XMAS: "Xmas"}, sets(days={}), ANY),
        (
            {XMAS: "Xmas"},
            sets(days={XMAS: {"name": "Xmas", "works": True}}),
            "ana changed the calendar: 2026-12-25: working day, Xmas",
        ),
        ({XMAS: "Xmas"}, sets(days={XMAS: "Christmas", EVE: ""}), "ana changed 2 days of the calendar"),
        ({XMAS: "Xmas", EVE: ""}, sets(days={XMAS: "Christmas"}), "ana changed 2 days of the calendar"),
        ({XMAS: "Xmas"}, sets(days={}, name="N"), "ana changed WS-1 N (Name; Days off: 2026-12-25 taken out)"),
    ],
)  # fmt: skip
def test_what_happened_to_the_calendar(workspace: Workspace, before: dict[str, str], then: Any, said: str):
    if before:
        workspace.do(commands.edit, "WS-1", {"days": before})
    then(workspace)
    assert told(workspace) == [said]
