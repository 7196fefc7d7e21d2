"""`concord meeting minutes`: the minutes of a meeting as Markdown, as one page of HTML, or as JSON."""

import os
from typing import TYPE_CHECKING, Any

from store.kinds.naming import title_of
from store.records.names import title
from store.words import Words
from tui.cli import into_file
from tui.cli.arguments import Option
from tui.cli.call import Call

if TYPE_CHECKING:
    from store.insight.minutes import Minutes, Point
    from store.records import Records
    from tui.text.pages.document import Document

#: The options of the verb that are about the minutes.
OPTIONS = (
    Option("html", Words("The minutes as one page of HTML, as they are where FILE ends in .html")),
    Option("no-notes", Words("The minutes without what was said: decisions, actions, what was left")),
    *into_file.OPTIONS,
)


def minutes(call: Call) -> None:
    """``MEETING [FILE]`` behind the word for it; FILE may be ``-``."""
    from store.insight.minutes import of_meeting
    from tui.text.minutes.page import minutes_page

    _deed, word, *file = call.take(2, 3)
    workspace = call.workspace
    found = of_meeting(workspace.ledger, workspace.records, call.named(word, "meeting"))
    with into_file.data_into(call, *file):
        if call.json:
            call.output.object(_as_object(call, found))
            return
        page_out(call, minutes_page(found, workspace.records, notes="no-notes" not in call.options), *file)


def page_out(call: Call, page: "Document", *file: str) -> None:
    """A document as Markdown, or as a page of HTML where that is said or FILE is one."""
    from tui.text.pages.as_html import html
    from tui.text.pages.as_markdown import markdown

    if "html" in call.options or (file and os.path.splitext(file[0])[1].lower() in (".html", ".htm")):
        call.output.text(html(page).splitlines())
    else:
        call.output.text(markdown(page))


def _as_object(call: Call, found: "Minutes") -> dict[str, Any]:
    """For scripts, with people and departments by the names that they go by."""
    meeting, called, records = found.meeting, call.called, call.workspace.records
    return {
        "id": meeting.id,
        "title": meeting.title,
        "state": meeting.state,
        "day": meeting.on,
        "begun": meeting.begun,
        "closed": meeting.closed,
        "facilitator": called(meeting.facilitator) if meeting.facilitator else None,
        "note_taker": called(meeting.note_taker) if meeting.note_taker else None,
        "quorum": {
            "wanted": meeting.quorum,
            "wanted_of": [called(id) for id in meeting.quorum_of],
            "there": [called(id) for id in found.here],
            "reached": found.is_quorate if found.is_held and found.wants_quorum else None,
        },
        "attendance": [
            {"department": called(seat.department), "state": None, "who": None, "instead_of": None}
            | ({} if (was := seat.attendance) is None else {"state": was.state, "who": called(was.who)})
            | ({} if was is None or not was.instead_of else {"instead_of": called(was.instead_of)})
            for seat in found.seats
        ],
        "also_there": [called(id) for id in found.others],
        "last_time": [{"id": id, "title": title(records, id), "became": what} for id, what in meeting.actions.items()],
        "agenda": [_item(point, without="no-notes" in call.options) for point in found.points],
        "decisions": [
            {"id": each.id, "question": each.question, "chosen": each.chosen, "why": each.why}
            | {name: getattr(each, name) for name in ("options", "consequences", "known_by")}
            | {"decided_by": [called(id) for id in each.decided_by], "to_confirm": each.to_confirm}
            for each in found.decisions
        ],
        "actions": [
            {"id": each.id, "title": each.title, "owner": called(each.owner) if each.owner else None}
            | {"due": each.due, "state": each.state, "open_why": meeting.open_why.get(each.id)}
            for each in found.actions
        ],
        "others": [{"id": each.id, "title": title_of(each)} for each in found.rest],
        "amendments": meeting.amendments,
        "confirmed": _confirmed(found, records),
    }


def _item(point: "Point", *, without: bool) -> dict[str, Any]:
    item = point.item
    return {
        "id": item.id,
        "title": item.title,
        "sort": item.sort,
        "state": item.state,
        "minutes": item.minutes,
        "spent": item.spent,
        "notes": [] if without else item.notes,
        "came": [each.id for each in point.came],
        "carried": point.carried,
        "goes_on": point.goes_on,
    }


def _confirmed(found: "Minutes", records: "Records") -> dict[str, Any] | None:
    meeting = found.meeting
    if meeting.confirmed_at is None:
        return None
    by = title(records, meeting.confirmed_by) if meeting.confirmed_by else None
    return {"at": meeting.confirmed_at, "by": by, "in": meeting.confirmed_in}
