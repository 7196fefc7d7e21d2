"""The checklist of an action, line by line: tick, add, move."""

from collections.abc import Callable
from typing import Any

from store.commands.checklist import items_of, relist
from store.errors import WrongWords
from store.kinds.checklist import CheckItem, Items, Ticks, added, called, moved, read_lines, ticked
from store.words import Words
from tui.cli.arguments import Option
from tui.cli.call import Call, Verb
from tui.i18n import t
from tui.served import WRITES


def _tick(call: Call) -> None:
    word, *lines = call.take(2, -1)
    done = "off" not in call.options

    def change(items: Items) -> Items:
        return ticked(items, [called(items, line).id for line in lines], done)

    _change(call, call.named(word), change)


def _item(call: Call) -> None:
    word, *texts = call.take(1, -1)
    at, line = call.number("at", 0), call.options.get("move")
    if line is not None and (texts or not at):
        raise WrongWords("--move moves one line and wants --at; it adds none")
    items = read_lines("\n".join(texts))
    if line is None and not items:
        raise WrongWords("Say what to put on the checklist: the words of one line or more")

    def change(there: Items) -> Items:
        if line is not None:
            return moved(there, called(there, line).id, at - 1)
        return added(there, items, at - 1 if at else None)

    _change(call, call.named(word), change)


def _change(call: Call, id: str, change: Callable[[Items], Items]) -> None:
    before = items_of(call.workspace.records.get(id))
    call.workspace.do(relist, id, change)
    record: Any = call.workspace.records.get(id)
    for at, item in enumerate(record.checklist, 1):
        if item not in before or record.checklist.index(item) != before.index(item):
            call.output.say(f"{at} {box(item)} {item.text}")
    tally = Ticks.of(record.checklist)
    same = Words("{id} is as it was: nothing was changed", id=id)
    said = Words("{id}, {field}: {value}", id=id, field=Words("Checklist"), value=tally.words)
    call.output.say(t(same if record.checklist == before else said))
    call.changed_out([id])


def box(item: CheckItem) -> str:
    """The tick of a line, or the place for it."""
    return "[x]" if item.done else "[ ]"


VERBS = {
    "tick": Verb(
        "tick ID LINE ... [--off]",
        Words("Ticks lines of a checklist, each by its number or its words"),
        ("concord tick A-142 2 3", 'concord tick A-142 "first file" --off'),
        _tick,
        (Option("off", Words("Takes the ticks off")),),
        touches=WRITES,
    ),
    "item": Verb(
        "item ID TEXT ... [--at N] | item ID --move LINE --at N",
        Words("Puts lines on a checklist, or moves one; `concord edit ID --checklist=-LINE` takes one off"),
        ('concord item A-142 "Ask the printer" "Hang the posters"', "concord item A-142 --move 3 --at 1"),
        _item,
        (
            Option("at", Words("The place in the list, the first is 1 (at its end)"), "N"),
            Option("move", Words("Moves the line with that number or those words"), "LINE"),
        ),
        touches=WRITES,
    ),
}
