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
    from store.kinds.series import Series
    from tui.desk.desk import Desk


class MeetingPicker(Picker):
    """Dismissed with the id of one of the meetings, or of the series ``waits``, which stands for its backlog."""

    def __init__(self, desk: "Desk", title: str, meetings: Iterable[Meeting], waits: "Series | None" = None) -> None:
        super().__init__(desk, title, ("meeting",))
        self._all = [self._option(each) for each in sorted(meetings, key=self._soonest)]
        if waits is not None:
            self._all.append(RecordOption(waits.id, waits.id, t("Backlog of {name}", name=title_of(waits))))

    def _soonest(self, meeting: Meeting) -> tuple[bool, bool, str, str]:
        """Those without a day behind all others, before these what should have been held already."""
        on = meeting.on
        return on is None, on is not None and on < self.desk.common_day, str(on), meeting.time

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
