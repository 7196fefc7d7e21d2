"""Choosing one of several meetings: the soonest first, each with its day, as those of a series have one name."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from store.kinds.meeting import Meeting
from store.kinds.naming import title_of
from store.kinds.series_course import day_of
from store.search.fold import fold
from tui.i18n import t
from tui.parts.picker import Picker
from tui.parts.record_options import RecordOption, fitting
from tui.text.joined import told
from tui.text.meeting_day import at

if TYPE_CHECKING:
    from datetime import date

    from store.fields.recurrence.occurrences import MeetingDay
    from store.kinds.series import Series
    from tui.desk.desk import Desk


#: What stands for the next meeting of a series that nobody has made yet.
NEXT = "+"


class MeetingPicker(Picker):
    """Dismissed with the id of one of the meetings, or of the series ``waits``, which stands for its backlog.

    ``coming`` is the next day of that series where it has no meeting yet: dismissed with `NEXT`.
    """

    def __init__(
        self,
        desk: "Desk",
        title: str,
        meetings: Iterable[Meeting],
        waits: "Series | None" = None,
        coming: "MeetingDay | None" = None,
    ) -> None:
        super().__init__(desk, title, ("meeting",))
        found = [(self._soonest(each.on, each.time), self._option(each)) for each in meetings]
        if waits is not None and coming is not None:
            name = told((at(coming, desk.zone, desk.today), title_of(waits)))
            found.append((self._soonest(coming.on, coming.time), RecordOption(NEXT, t("new"), name)))
        self._all = [option for _when, option in sorted(found)]
        if waits is not None:
            self._all.append(RecordOption(waits.id, waits.id, t("Backlog of {name}", name=title_of(waits))))

    def _soonest(self, on: "date | None", time: str) -> tuple[bool, bool, str, str]:
        """Those without a day behind all others, before these what should have been held already."""
        return on is None, on is not None and on < self.desk.common_day, str(on), time

    def _option(self, meeting: Meeting) -> RecordOption:
        desk, title = self.desk, title_of(meeting)
        when = at(day_of(desk.records, meeting), desk.zone, desk.today) if meeting.on else ""
        return RecordOption(meeting.id, meeting.id, told(filter(None, (when, title))))

    def offered(self, text: str) -> Sequence[RecordOption]:
        if not text:
            return self._all
        found = {each.id for each in fitting(self.desk, self._kinds, text)}
        # The backlog has the name of its series, which is no meeting.
        return [each for each in self._all if each.id in found or fold(text) in fold(f"{each.said} {each.name}")]
