"""The agenda of a meeting as a table, and its sum against the time that there is."""

from collections.abc import Sequence

from store.kinds.agenda_item import QUEUED, AgendaItem, carried
from store.kinds.meeting import Meeting
from store.kinds.meeting_rights import AHEAD
from store.kinds.meetings_around import planned
from tui.faces.meeting_times import lasting
from tui.faces.page import Page, TableColumn
from tui.i18n import t
from tui.text.joined import listed
from tui.text.labels import value_label
from tui.text.times_said import times_said

_TONES = {"discussed": "good", QUEUED: "muted"}


def agenda_table(page: Page, record: Meeting, items: Sequence[AgendaItem]) -> None:
    """Place, title or question, sort, who presents, minutes, state."""
    page.section(t("Agenda"), "" if not items and not record.length else sum_said(record, items))
    if not items:
        page.text(t("Nothing on it yet"), "muted")
        return
    if record.state in AHEAD and record.length and planned(items) > record.length:
        over = planned(items) - record.length
        page.text(t("{n} minutes more than there are", one="one minute more than there is", n=over), "bad")
    columns = (
        TableColumn(right=True),
        TableColumn(takes=True),
        TableColumn(gives=True),
        TableColumn(),
        TableColumn(right=True),
        TableColumn(),
    )
    page.table(columns, [_cells(page, record, at, each) for at, each in enumerate(items, 1)])


def sum_said(record: Meeting, items: Sequence[AgendaItem]) -> str:
    """How many minutes are planned of how many."""
    total = planned(items)
    if record.length:
        return t("{n} min planned, {total} there", n=total, total=record.length)
    return t("{n} min planned", n=total) if total else ""


def _cells(page: Page, record: Meeting, at: int, each: AgendaItem) -> list[tuple[str, str]]:
    here = record.current == each.id and record.state == "running"
    tone = "strong" if here else "foreground" if each.state == QUEUED else "muted"
    state = "" if each.state == QUEUED else value_label(each, "state").lower()
    spent = lasting(round(each.spent / 60)) if each.spent >= 30 else ""
    notes = [t("now") if here else state, spent, times_said(carried(each, page.records))]
    return [
        (str(at), "muted"),
        (each.title, tone),
        (value_label(each, "sort").lower(), "muted"),
        (page.word(each.presents), "muted"),
        (str(each.minutes or ""), "muted"),
        (listed(filter(None, notes)), "accent" if here else _TONES.get(each.state, "warn")),
    ]
