"""`concord meeting`, `next`, `agenda`: the meeting that comes, and what is on an agenda."""

# late: what a deed loads, it imports when it runs.

from store.kinds.agenda_item import agenda, carried
from store.kinds.meeting import Meeting
from tui.cli.call import Call
from tui.cli.verbs.meeting_words import coming, named_or_likely
from tui.i18n import t


def _next(call: Call) -> None:
    call.take(1)
    found = coming(call, "running", "open", "draft")
    if not found:
        call.output.say(t("No meeting is to come"))
        return
    if call.json:
        call.changed_out([found[0].id])
        return
    from tui.cli.record_lines import Shown
    from tui.cli.record_text import written

    call.output.text(written(Shown(call.workspace), found[0]))


def _agenda(call: Call) -> None:
    id = named_or_likely(call, "running", "open", "draft")
    records = call.workspace.records
    meeting, items = records.one(Meeting, id), agenda(records, id)
    if call.json:
        objects, times = call.objects, {each.id: carried(each, records) for each in items}
        for each in items:
            call.output.write(objects.line(each, carried=times[each.id]))
        return
    from tui.faces.agenda_table import agenda_table

    page = call.page(id)
    page.head()
    agenda_table(page, meeting, items)
    call.output.text(page.lines())


DEEDS = {"next": _next, "agenda": _agenda}
