"""The head of minutes: when and where it was, who led it, who was there for whom, and whether they could decide."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from store import clock
from store.kinds.base import fields_of
from store.kinds.meeting import Attendance, Coming
from tui.i18n import t
from tui.text.joined import noted, ranged, told
from tui.text.minutes.document_names import DocumentNames, day_told, given
from tui.text.pages.document import Inline, Paragraph, Part, Phrase, TextTable, row_of, typed

if TYPE_CHECKING:
    from store.insight.minutes import Minutes, Seat

_ATTENDANCE_TONES = {"late": "warn", "absent": "bad"}


class MinutesHead:
    """Of one meeting, whose clock is that of its time zone."""

    def __init__(self, minutes: "Minutes", names: DocumentNames) -> None:
        self.minutes, self.names, self.meeting = minutes, names, minutes.meeting
        self.zone = self.meeting.zone or names.records.settings.zone

    def state(self) -> Phrase:
        """How the minutes stand."""
        meeting = self.meeting
        if meeting.state == "closed":
            if meeting.confirmed_at is not None:
                return Phrase(t("Confirmed"), "good")
            return Phrase(t("Draft, amended") if meeting.amendments else t("Draft, not confirmed yet"), "warn")
        if meeting.state == "running":
            return Phrase(t("Draft, the meeting is still running"), "warn")
        return Phrase(t("Cancelled") if meeting.state == "cancelled" else t("Not held yet"), "muted")

    def facts(self) -> Iterator[tuple[str, Inline]]:
        """What it was, and what it was for."""
        meeting = self.meeting
        yield from given(t("When"), self._when())
        yield from given(t("Place"), typed(meeting.place))
        yield from given(t("Facilitator"), self.names.called(meeting.facilitator))
        yield from given(t("Note taker"), self.names.called(meeting.note_taker))
        yield from given(t("Series"), self.names.named(meeting.series))
        yield from given(t("Goal"), self.names.named(meeting.goal))
        yield from given(t("Purpose"), typed(meeting.purpose))
        yield from given(t("Expected outcome"), typed(meeting.expected))
        if self.minutes.wants_quorum:
            yield t("Quorum"), self._quorum()
        yield from given(t("Why cancelled"), typed(meeting.reason) if meeting.state == "cancelled" else "")
        if meeting.confirmed_at is not None:
            yield t("Confirmed"), self._confirmed(meeting.confirmed_at)

    def _when(self) -> Inline:
        """As it really was, once it was begun; else as it is planned."""
        meeting, zone = self.meeting, self.zone
        begun = None if meeting.begun is None else clock.there(meeting.begun, zone)
        day = begun.date() if begun is not None else meeting.on
        if begun is None:
            hours = meeting.time
        elif meeting.closed is None:
            hours = t("since {begin}", begin=f"{begun:%H:%M}")
        else:
            hours = ranged(f"{begun:%H:%M}", f"{clock.there(meeting.closed, zone):%H:%M}")
        if hours and meeting.zone and meeting.zone != self.names.records.settings.zone:
            hours = noted(hours, meeting.zone)
        return row_of([day_told(day), hours])

    def _quorum(self) -> Inline:
        minutes, meeting = self.minutes, self.meeting
        wants = [t("{n} departments", one="{n} department", n=meeting.quorum)] if meeting.quorum else []
        if meeting.quorum_of:
            wants.append(t("with {names}", names=self.names.all_called(meeting.quorum_of)))
        wanted = t("wanted: {what}", what=told(wants))
        if not minutes.is_held:
            return wanted
        here = t("{n} departments there", one="{n} department there", n=len(minutes.here))
        reached = (
            Phrase(t("reached", context="quorum"), "good")
            if minutes.is_quorate
            else Phrase(t("not reached", context="quorum"), "bad")
        )
        lacking = t("without {names}", names=self.names.all_called(minutes.lacking)) if minutes.lacking else ""
        return row_of([reached, here, lacking, wanted])

    def _confirmed(self, at: datetime) -> Inline:
        meeting = self.meeting
        by = (
            t("by {who}", context="confirmed", who=self.names.called(meeting.confirmed_by))
            if meeting.confirmed_by
            else ""
        )
        where = (
            t("in {meeting}", context="confirmed", meeting=self.names.named(meeting.confirmed_in))
            if meeting.confirmed_in
            else ""
        )
        n = len(meeting.amendments)
        changed = t("with {n} additions", one="with {n} addition", n=n) if n else t("as written")
        return row_of([day_told(clock.there(at, self.zone).date()), by, where, changed])

    # Who was there

    def people(self) -> Iterator[Part]:
        """Each department, and whoever else was there; of one that is still to be held, who comes."""
        if self.minutes.seats:
            held = self.minutes.is_held
            head = (t("Department"), t("Who", context="meeting"), t("Attendance") if held else t("Comes"))
            rows = [self._seat(seat) if held else self._coming(seat) for seat in self.minutes.seats]
            yield TextTable(head, rows, t("Who was there") if held else t("Who comes"))
        if self.minutes.others:
            yield Paragraph(t("Also there: {names}", names=self.names.all_called(self.minutes.others)))

    def _seat(self, seat: "Seat") -> list[Inline]:
        found = seat.attendance
        if found is None:
            return [self.names.called(seat.department), "", Phrase(t("not noted"), "muted")]
        return [self.names.called(seat.department), self._who(found), self._how(found)]

    def _who(self, found: Attendance) -> str:
        who, instead = self.names.called(found.who), self.names.called(found.instead_of)
        if not instead:
            return who
        return t("{who} for {other}", who=who, other=instead) if who else t("for {other}", other=instead)

    def _how(self, found: Attendance) -> Inline:
        label = t(fields_of(Attendance)["state"].label_of(found.state))
        if found.state == "late" and found.at is not None:
            label = t("{label}, since {time}", label=label, time=f"{clock.there(found.at, self.zone):%H:%M}")
        return Phrase(label, _ATTENDANCE_TONES.get(found.state, ""))

    def _coming(self, seat: "Seat") -> list[Inline]:
        if seat.said is None:
            return [self.names.called(seat.department), "", Phrase(t("no answer yet"), "muted")]
        label = t(fields_of(Coming)["answer"].label_of(seat.said.answer))
        return [self.names.called(seat.department), self.names.called(seat.said.who), label]
