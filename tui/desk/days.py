"""The two days of a session: that of what all see, and that of what one reader alone sees."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from store import clock

if TYPE_CHECKING:
    from store.workspace import Workspace


class Days:
    """They stay what they were when first asked for, until `passed` looks again."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace
        self._known: tuple[date, date] | None = None

    @property
    def known(self) -> tuple[date, date]:
        """The day it is in the workspace's time zone, and where this person is."""
        if self._known is None:
            self._known = self._now()
        return self._known

    @property
    def asked(self) -> bool:
        """Whether anybody has asked for them."""
        return self._known is not None

    def passed(self) -> bool:
        """Whether midnight has passed in one of the two since they were asked for."""
        before, self._known = self._known, self._now()
        return self._known != before

    def of(self, moment: datetime) -> date:
        """The day of a stamp where this person is."""
        return clock.there(moment, self._workspace.records.zone_of(self._workspace.who)).date()

    def _now(self) -> tuple[date, date]:
        return self._workspace.today, self._workspace.here
