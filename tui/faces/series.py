"""A series of meetings: its rule in words, its next dates, who leads them in turn, its backlog, its meetings."""

from collections.abc import Iterator
from itertools import islice

import msgspec

from store.kinds import KINDS
from store.kinds.agenda_item import backlog
from store.kinds.meeting import Meeting
from store.kinds.meeting_rights import AHEAD
from store.kinds.meetings_around import planned
from store.kinds.series import Series
from store.kinds.series_course import ROTAS, dates_of, turns
from store.words import Words
from tui.faces.face import Face, Narrowing, Order
from tui.faces.meeting_times import clock, lasting, span
from tui.faces.page import Page
from tui.faces.ways import Way
from tui.i18n import t
from tui.text.days import short
from tui.text.joined import chained, listed
from tui.text.labels import rule
from tui.text.meeting_day import there
from tui.text.record_row import RecordRow

#: So many of the dates that come are told, and of the people whose turn is next.
NEXT, TURNS = 4, 3
ADD_ITEM = Way("add", Words("{key} puts an item into the backlog"), ('concord add agenda-item "..." --series {id}',))


class SeriesGlance(msgspec.Struct, gc=False):
    """What sorts and narrows series."""

    title: str = ""
    ended: str | None = None
    goal: str | None = None
    departments: tuple[str, ...] = ()


class SeriesFace(Face):
    """Those that go on, then those that ended."""

    kind = KINDS["series"]
    takes = "course"
    written = tuple(action for action in Face.written if action != "value")  # whoever looks, looks at its days
    footer = ("add", "meeting", "value", "edit", "search", "help")
    adds = (KINDS["agenda-item"], "series")
    empty = Words("No series of meetings here. Press a to begin one")
    glance = SeriesGlance
    heeds = Narrowing._fields
    columns = ("repeats", "time", "place", "departments", "goal")

    def order(self, glance: SeriesGlance) -> Order:
        return glance.ended is not None

    def over(self, glance: SeriesGlance) -> bool:
        return glance.ended is not None

    def open_order(self, glance: SeriesGlance) -> Order:  # noqa: ARG002
        return False

    def in_department(self, glance: SeriesGlance, department: str) -> bool:
        return department in glance.departments

    def row(self, record: Series) -> RecordRow:
        overview = self.seen.overview
        coming = next(iter(dates_of(overview.reading, record, overview.today, 1)), None)
        on, time = (coming.on, coming.time) if coming else (None, record.time)
        if coming and time:  # the next one may lie at another time, and elsewhere clocks show another
            here = coming.seen_from(self.seen.zone)
            on, time = here.date(), f"{here:%H:%M}"
        return self.named_row(
            record,
            note=rule(record.repeats),
            who=clock(time),
            when=t("ended") if record.ended else short(on, self.seen.today) if on else "",
            mark="x" if record.ended else "",
            title_tone="muted" if record.ended else "foreground",
        )

    def write(self, page: Page) -> None:
        record: Series = page.record
        page.head(t("ended") if record.ended else "")
        page.skip("start", "time", "length", "facilitators", "facilitator_next", "note_takers", "phases")
        page.skip("note_taker_next", "quorum", "quorum_of")
        page.inline(
            ("repeats", rule(record.repeats), "strong"),
            ("", span(record.time, record.length) if record.time else lasting(record.length), ""),
            ("zone", record.zone, "muted"),
            ("place", record.place, ""),
            ("goal", page.name(record.goal), ""),
            ("opens", t("the next one opens at once") if record.opens else "", ""),
        )
        page.paragraph("purpose")
        page.fields("departments")
        if record.quorum or record.quorum_of:
            wants = [t("{n} departments", one="{n} department", n=record.quorum)] if record.quorum else []
            wants += [t("with {names}", names=page.names(record.quorum_of))] if record.quorum_of else []
            page.fact(t("Quorum"), listed(wants))
        page.fact(t("First day"), page.day(record.phases[0].start if record.phases else record.start))
        page.fact(t("Ended on"), page.day(record.ended))
        page.skip("ended")
        page.fact(t("Next dates"), listed(_when(page, record)))
        page.fact(t("Lead in turn"), _turns(page, record, "facilitators"))
        page.fact(t("Take notes in turn"), _turns(page, record, "note_takers"))
        template = backlog(page.records, record.id, always=True)
        note = t("{n} min planned", n=planned(template)) if planned(template) else ""
        page.listing(t("In every meeting"), [each.id for each in template], note)
        page.listing(t("Backlog"), [each.id for each in backlog(page.records, record.id)], without="series")
        if not record.ended:
            page.ways(ADD_ITEM)
        meetings = sorted(page.pointing(Meeting, "series"), key=lambda each: (str(each.on), each.time))
        page.listing(t("Next meetings"), [each.id for each in meetings if _is_ahead(each)], without="series")
        page.listing(t("Past meetings"), [each.id for each in reversed(meetings) if not _is_ahead(each)])


def _is_ahead(meeting: Meeting) -> bool:
    return meeting.state in (*AHEAD, "running")


def _turns(page: Page, record: Series, order: str) -> str:
    """Whose turn it is on the next days."""
    found = islice(turns(page.records, record, order, page.overview.today), TURNS)
    if not getattr(record, order):
        return page.name(getattr(record, ROTAS[order][0]))
    return chained(page.name(turn.who) or "-" for turn in found)


def _when(page: Page, record: Series) -> Iterator[str]:
    """Its next days, with what clocks show where whoever reads is where that is something else."""
    for each in dates_of(page.records, record, page.overview.today, NEXT):
        here = there(each, page.seen.zone, page.today)
        yield t("{when} ({here} here)", when=page.day(each.on), here=here) if here else page.day(each.on)


FACE = SeriesFace
