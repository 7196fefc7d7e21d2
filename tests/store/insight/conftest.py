"""A week at an office of two departments, on days that are set: the clock stands where a test puts it."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from store.commands import add, edit
from store.commands.standup import post
from store.engine.ledger import Ledger
from store.insight.overview import Overview
from store.kinds.standup import Line
from store.kinds.workspace import found
from store.workspace import Workspace, open_workspace

#: Monday of the week that the tests live in.
MON = date(2026, 11, 23)
TUE, WED, THU, FRI = (MON + timedelta(days) for days in range(1, 5))
NEXT_MON = MON + timedelta(7)


class Week:
    """``at`` puts the clock on a day, at nine unless told otherwise; ``say`` posts an entry of that day."""

    def __init__(self, workspace: Workspace, patch: pytest.MonkeyPatch) -> None:
        self.w = workspace
        self._patch = patch

    def at(self, day: date, hour: int = 9, minute: int = 0) -> "Week":
        now = datetime.combine(day, time(hour, minute), UTC)
        self._patch.setattr("store.clock.now", lambda: now)
        return self

    def do(self, command: Callable[..., Any], *args: Any, **values: Any) -> Any:
        return self.w.do(command, *args, **values)

    def action(self, owner: str | None = None, **values: Any) -> str:
        return self.do(add, "action", {"title": "Feed", "owner": owner, **values}).id

    def say(self, person: str, **sections: Any) -> str:
        """``next=["A-1", "Ring them"]``: ids and words."""
        lines = [
            Line(section=section, text="" if "-" in each else each, on=each if "-" in each else None)
            for section, said in sections.items()
            for each in said
        ]
        return self.do(post, lines, self.w.today, person).id

    def overview(self, day: date | None = None) -> Overview:
        return Overview(self.w.ledger, day or self.w.today, calendar=self.w.records.calendar)


@pytest.fixture
def week(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Week]:
    """MKT: ana (PN-1, admin, leads it), bo (PN-2). FIN: fay (PN-3), li (PN-4, away until Wednesday), vi (PN-5, only
    looks on). On the Monday before."""
    folder = str(tmp_path / "week")
    monkeypatch.setattr("store.clock.now", lambda: datetime(2026, 11, 16, 8, tzinfo=UTC))
    Ledger.create(folder, "Nordwind")
    with open_workspace(folder, "ana") as workspace:
        week = Week(workspace, monkeypatch)
        week.do(found, "Nordwind", "UTC", "en", "ana", "Ana", "Marketing")
        week.do(edit, "DP-1", {"code": "MKT"})
        week.do(add, "department", {"name": "Finance", "code": "FIN"})
        for name, department, more in (
            ("bo", "DP-1", {}),
            ("fay", "DP-2", {}),
            ("li", "DP-2", {"away_until": WED}),
            ("vi", "DP-2", {"role": "viewer"}),
        ):
            week.do(add, "person", {"name": name.title(), "login": name, "department": department, **more})
        week.do(edit, "DP-1", {"lead": "PN-1"})
        yield week
