"""`concord retro minutes`: the minutes of a retrospective as Markdown, as one page of HTML, or as JSON."""

# late: what a deed loads, it imports when it runs.

from typing import TYPE_CHECKING, Any

from store.words import Words
from tui.cli import into_file
from tui.cli.arguments import Option
from tui.cli.call import Call
from tui.cli.verbs.meeting_minutes import page_out

if TYPE_CHECKING:
    from store.insight.retro_minutes import CardGroup, RetroMinutes

#: The options of the verb that are about the minutes.
OPTIONS = (
    Option("html", Words("The minutes as one page of HTML, as they are where FILE ends in .html")),
    *into_file.OPTIONS,
)


def _minutes(call: Call) -> None:
    """``RETRO [FILE]`` behind the word for it; FILE may be ``-``."""
    from store.insight.retro_minutes import minutes_of_retro
    from tui.text.minutes.retro_page import retro_minutes_page

    _deed, word, *file = call.take(2, 3)
    overview = call.objects.overview
    found = minutes_of_retro(call.workspace.ledger, overview, call.named(word, "retro"))
    with into_file.data_into(call, *file):
        if call.json:
            call.output.object(_as_object(call, found))
        else:
            page_out(call, retro_minutes_page(found, overview), *file)


def _as_object(call: Call, found: "RetroMinutes") -> dict[str, Any]:
    """For scripts, with people and departments by the names that they go by."""
    retro, called = found.retro, call.called
    return {
        "id": retro.id,
        "title": retro.title,
        "state": retro.state,
        "day": retro.on,
        "goal": retro.goal,
        "meeting": retro.meeting,
        "period": retro.period,
        "departments": [called(id) for id in retro.departments],
        "facilitator": called(retro.facilitator) if retro.facilitator else None,
        "columns": [
            {
                "column": column.name,
                "hidden": column.hidden,
                "groups": [_group(call, each) for each in column.groups],
            }
            for column in found.columns
        ],
        "actions": [
            {"id": each.id, "title": each.title, "owner": called(each.owner) if each.owner else None}
            | {"due": each.due, "state": each.state}
            for each in found.actions
        ],
        "change": retro.change,
        "lessons": [
            {"id": each.id, "title": each.title, "sort": each.sort, "tags": each.tags}
            | {"departments": [called(id) for id in each.departments]}
            for each in found.lessons
        ],
        "carried": [{"id": each.id, "to": each.carried_to} for each in found.carried],
        "kudos": [each.id for each in found.kudos],
    }


def _group(call: Call, group: "CardGroup") -> dict[str, Any]:
    return {
        "name": group.name,
        "votes": group.votes,
        "cards": [
            {"id": each.id, "text": each.text, "author": call.called(each.author) if each.author else None}
            | {"notes": [note.text for note in each.notes]}
            for each in group.cards
        ],
    }


DEEDS = {"minutes": _minutes}
