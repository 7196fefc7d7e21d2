"""What people of an example do to what is there: each deed is the command that they would give, by its name.

A page of the content has them under ``then``: so many days from today, who, which deed, and what it is given.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from store import commands
from store.kinds import allocation, blocker, consensus, escalation, gates, raci, request, retro
from store.kinds.action import Action
from store.kinds.lesson import Lesson
from store.records import KIND_OF, Changes

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


def letters(story: "Story", given: Mapping[str, str]) -> dict[str, str]:
    """RACI letters by id."""
    return {story.ids[party]: letter for party, letter in given.items()}


# The deeds, of any kind and of one kind each


def _edit(story: "Story", changes: Changes, id: str, values: Page, why: Any = None) -> None:
    fields = KIND_OF[type(changes.get(id))].fields
    fitted = {name: _value(story, fields[name].type, value) for name, value in values.items()}
    commands.edit(changes, id, fitted, why=story.say(why))


def _value(story: "Story", type: str, value: Any) -> Any:
    """What the content says, as a field of that type holds it."""
    if type == "day":
        return story.day(value)
    if type == "ref":
        return story.id(value)
    return story.say(value) if type in ("line", "text") else value


def _done(story: "Story", changes: Changes, id: str, why: Any = None) -> None:
    commands.done(changes, id, story.say(why))


def _reopen(story: "Story", changes: Changes, id: str, why: Any = None) -> None:
    commands.reopen(changes, id, story.say(why))


def _drop(story: "Story", changes: Changes, id: str, why: Any) -> None:
    commands.drop(changes, id, story.say(why))


def _ready(story: "Story", changes: Changes, id: str, department: str, brings: Any = None) -> None:
    consensus.mark_ready(changes, id, story.ids[department], story.say(brings))


def _waive(story: "Story", changes: Changes, id: str, department: str, why: Any) -> None:
    consensus.waive(changes, id, story.ids[department], story.say(why))


def _share(story: "Story", changes: Changes, id: str, department: str, benefit: Any, cost: Any) -> None:
    consensus.set_share(changes, id, story.ids[department], story.say(benefit), story.say(cost))


def _stance(story: "Story", changes: Changes, id: str, department: str, stance: str, reason: Any = None) -> None:
    consensus.take_stance(changes, id, story.ids[department], stance, story.say(reason))


def _answer(story: "Story", changes: Changes, id: str, department: str, text: Any) -> None:
    consensus.answer(changes, id, story.ids[department], story.say(text))


def _step(story: "Story", changes: Changes, id: str, why: Any = None, outcome: str = "") -> None:
    gates.advance(changes, id, story.say(why), outcome)


def _raci(story: "Story", changes: Changes, id: str, given: Mapping[str, str]) -> None:
    raci.assign(changes, id, letters(story, given))


def _accept(story: "Story", changes: Changes, id: str, page: Page) -> None:
    """With what the page says of the action beyond what the request does."""
    taken = request.accept(changes, id, story.id(page["owner"]), story.day(first_day(page)))
    story.ids[page["key"]] = str(taken.action)
    made = changes.one(Action, story.ids[page["key"]])
    depends = tuple(story.ids[key] for key in page.get("depends", ()))
    changes.change(made, depends_on=depends, priority=page.get("priority", "normal"))


def _negotiate(story: "Story", changes: Changes, id: str, offer: Any, by: int | None = None) -> None:
    request.negotiate(changes, id, story.say(offer), story.day(by))


def _decline(story: "Story", changes: Changes, id: str, why: Any) -> None:
    kind = allocation if id.startswith("AL-") else request
    kind.decline(changes, id, story.say(why))


def _confirm(_story: "Story", changes: Changes, id: str) -> None:
    request.confirm(changes, id)


def _grant(story: "Story", changes: Changes, id: str, why: Any = None) -> None:
    allocation.grant(changes, id, story.say(why))


def _raise(_story: "Story", changes: Changes, id: str) -> None:
    blocker.raise_again(changes, id)


def _escalate(story: "Story", changes: Changes, id: str, why: Any = None, to: str | None = None) -> None:
    escalation.escalate(changes, id, story.id(to), story.say(why))


def _move(_story: "Story", changes: Changes, id: str, state: str) -> None:
    retro.move(changes, id, state)


def _used(story: "Story", changes: Changes, id: str, goals: Iterable[str]) -> None:
    """A lesson was used in goals."""
    used = changes.one(Lesson, id).used_in
    commands.edit(changes, id, {"used_in": (*used, *(story.ids[key] for key in goals))})


DEEDS: dict[str, Deed] = {
    "edit": _edit,
    "done": _done,
    "reopen": _reopen,
    "drop": _drop,
    "ready": _ready,
    "waive": _waive,
    "share": _share,
    "stance": _stance,
    "answer": _answer,
    "step": _step,
    "raci": _raci,
    "accept": _accept,
    "negotiate": _negotiate,
    "decline": _decline,
    "confirm": _confirm,
    "grant": _grant,
    "raise": _raise,
    "escalate": _escalate,
    "move": _move,
    "used": _used,
}
