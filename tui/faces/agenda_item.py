"""An agenda item: the question, what is read beforehand, what was noted, what came of it, from where it was carried."""

from store.insight.proposal import CODES
from store.kinds import KINDS
from store.kinds.agenda_item import QUEUED, AgendaItem, Note, carried, gone_on
from store.kinds.meeting_line import read_reason
from store.kinds.meetings_around import origins, outcomes
from tui.faces.evidence_section import evidence
from tui.faces.face import Face
from tui.faces.meeting_times import lasting
from tui.faces.page import Page, TableColumn
from tui.i18n import t
from tui.text.joined import labelled, listed
from tui.text.labels import value_label
from tui.text.record_row import RecordRow
from tui.text.times_said import times_said


class AgendaItemFace(Face):
    """Seen at its meeting; one of a series in its backlog."""

    kind = KINDS["agenda-item"]
    columns = ("meeting", "series", "sort", "presents", "minutes", "state")

    def row(self, record: AgendaItem) -> RecordRow:
        over = record.state != QUEUED
        state = value_label(record, "state" if over else "sort").lower()
        times = times_said(carried(record, self.seen.records))
        return self.named_row(
            record,
            **self.whose(record.presents),
            note=listed(filter(None, (times, lasting(record.minutes)))),
            when=state,
            mark="x" if over else "",
            title_tone="muted" if over else "foreground",
        )

    def write(self, page: Page) -> None:
        record: AgendaItem = page.record
        over = record.state != QUEUED
        page.head(value_label(record, "state").lower(), "good" if record.state == "discussed" else "muted")
        page.skip("state", "place", "spent", "always")
        page.inline(
            ("sort", value_label(record, "sort").lower(), ""),
            ("presents", page.name(record.presents), ""),
            ("minutes", _minutes(record), ""),
            ("undisputed", t("undisputed") if record.undisputed else "", "good"),
        )
        page.fields("meeting", "series")
        if record.always:
            page.fact(t("Template"), t("in every meeting of the series"))
        page.field("goal")
        _proposed(page, record)
        page.field("reason", tone="warn" if over else "")
        if record.text or record.link or record.about:
            page.section(t("Pre-read"))
        page.paragraph("text")
        page.fields("link")
        page.listing("", record.about) if not record.text and not record.link else page.field("about")
        page.skip("about")
        evidence(page)
        _notes(page, record)
        earlier = origins(page.records, record)
        page.listing(t("What came of it"), outcomes(page.records, [record.id, *(each.id for each in earlier)]))
        _way(page, record, earlier)


def _proposed(page: Page, record: AgendaItem) -> None:
    """Under what it was proposed, and about which record."""
    page.skip("proposed")
    if (reason := read_reason(record.proposed)) is not None and reason.code in CODES:
        page.fact(t("Proposed because"), labelled(t(CODES[reason.code]), page.name(reason.id)))


def _minutes(record: AgendaItem) -> str:
    if record.spent >= 30:  # half a minute
        spent = round(record.spent / 60)
        return t("{n} of {total} min", n=spent, total=record.minutes) if record.minutes else lasting(spent)
    return lasting(record.minutes)


def _notes(page: Page, record: AgendaItem) -> None:
    page.skip("notes")
    if not record.notes:
        return
    page.section(t("Notes"), t("{n} lines", one="{n} line", n=len(record.notes)))
    columns = (TableColumn(), TableColumn(gives=True), TableColumn(takes=True))
    page.table(columns, [_note(page, each) for each in record.notes])


def _note(page: Page, each: Note) -> list[tuple[str, str]]:
    said = f"{each.text}  > {each.became}" if each.became else each.text
    return [(page.person(each.by), "accent"), (page.moment(each.at), "muted"), (said, "foreground")]


def _way(page: Page, record: AgendaItem, earlier: list[AgendaItem]) -> None:
    """From which meetings it came here, and where it went."""
    page.skip("came_from")
    times = carried(record, page.records)
    if earlier:
        page.fact(t("Came from"), page.together(page.names(_at(each) for each in earlier), times_said(times)))
    later = gone_on(page.records, record.id)
    if later:
        page.fact(t("Went to"), page.names(_at(each) for each in later))


def _at(item: AgendaItem) -> str:
    """Where an item stands: its meeting, the series in whose backlog it waits, otherwise the item itself."""
    return item.meeting or item.series or item.id


FACE = AgendaItemFace
