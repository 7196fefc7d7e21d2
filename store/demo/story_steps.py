"""What people of an example do to what is there: each deed is the command that they would give, by its name.

A page of the content has them under ``then``: so many days from today, who, which deed, and what it is given.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from store import commands
from store.commands import lesson_marks
from store.kinds import allocation, blocker, consensus, escalation, gates, pulse, raci, request, update
from store.kinds.action import Action
from store.kinds.base import Record
from store.records import Changes

if TYPE_CHECKING:
    from store.demo.story import Story

Page = dict[str, Any]
#: A command for one record: told the story, the changes, the id, and what the content gives.
Deed = Callable[..., object]


def follow(story: "Story", page: Page) -> None:
    """Tell what is done to the record of a page."""
    for offset, who, name, *given in page.get("then", ()):
        story.then(
            offset,
            who,
            lambda told, changes, key=page["key"], deed=DEEDS[name], given=given: deed(
                told, changes, told.ids[key], *given
            ),
        )


def moves(story: "Story", page: Page, who: str) -> None:
    """Tell how a due day moved: ``moved`` has the day before, the day after and why, three by three."""
    moved = page.get("moved", [])
    for at in range(0, len(moved), 3):
        before, after, why = moved[at : at + 3]
        follow(story, {**page, "then": [[min(before, -1), who, "edit", {"due": after}, why]]})


def first_day(page: Page) -> int | None:
    """When something was due at first."""
    return page["moved"][0] if page.get("moved") else page.get("due")


def plain_pages(name: str, record: type[Record]) -> Callable[["Story"], None]:
    """Tells the pages of that name: each makes a record, as it says it, and goes on as it went."""

    def tell(story: "Story") -> None:
        for number, page in enumerate(story.content[name]):
            page.setdefault("key", f"{name} {number}")
            on = page["on"] if "on" in page else page["since"]
            story.at(on, page["by"], page["key"], lambda told, page=page: told.record(record, page), page.get("minute"))
            follow(story, page)

    return tell


# The deeds


def _plain(command: Callable[..., object], *types: str) -> Deed:
    """What the content gives goes to the command, each as a field of that type holds it."""

    def deed(story: "Story", changes: Changes, id: str, *given: Any) -> None:
        command(changes, id, *(story.value(type, said) for type, said in zip(types, given, strict=False)))

    return deed


def _edit(story: "Story", changes: Changes, id: str, values: Page, why: Any = None) -> None:
    commands.edit(changes, id, story.values(type(changes.get(id)), values), why=story.say(why))


def _accept(story: "Story", changes: Changes, id: str, page: Page) -> None:
    """With what the page says of the action beyond what the request does."""
    taken = request.accept(changes, id, story.id(page["owner"]), story.day(first_day(page)))
    story.ids[page["key"]] = str(taken.action)
    made = changes.one(Action, story.ids[page["key"]])
    depends = tuple(story.ids[key] for key in page.get("depends_on", ()))
    changes.change(made, depends_on=depends, priority=page.get("priority", "normal"))


DEEDS: dict[str, Deed] = {
    "edit": _edit,
    "done": _plain(commands.done, "text"),
    "reopen": _plain(commands.reopen, "text"),
    "drop": _plain(commands.drop, "text"),
    "ready": _plain(consensus.mark_ready, "ref", "text"),
    "waive": _plain(consensus.waive, "ref", "text"),
    "share": _plain(consensus.set_share, "ref", "text", "text"),
    "stance": _plain(consensus.take_stance, "ref", "choice", "text"),
    "answer": _plain(consensus.answer, "ref", "text"),
    "step": _plain(gates.advance, "text", "choice"),
    "raci": _plain(raci.assign, "map"),
    "accept": _accept,
    "negotiate": _plain(request.negotiate, "text", "day"),
    "decline": _plain(request.decline, "text"),
    "confirm": _plain(request.confirm),
    "grant": _plain(allocation.grant, "text"),
    "refuse": _plain(allocation.decline, "text"),
    "raise": _plain(blocker.raise_again),
    "escalate": _plain(escalation.escalate, "ref", "text"),
    "used": _plain(lesson_marks.used, "ref"),
    "no-help": _plain(lesson_marks.did_not_help, "ref", "text"),
    "understood": _plain(update.understood, "ref"),
    "asks": _plain(update.ask, "ref", "text"),
    "replies": _plain(update.answer, "ref", "text"),
    "respond": _plain(pulse.answer, "rows", "line"),
}
