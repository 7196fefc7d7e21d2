"""One field of the chosen record, or of all that is marked: whose it is, by when, how urgent."""

from typing import TYPE_CHECKING, Any

import msgspec

from store import commands
from store.commands import dry_run, filing
from store.commands.shift import postpone
from store.fields.dates import is_shift
from store.kinds.goal import Goal, is_open
from store.kinds.moves import moving
from store.words import Words
from tui.acts.moving import ask_why
from tui.acts.record import for_ids
from tui.faces import face_of
from tui.i18n import t
from tui.parts.ask import Ask
from tui.parts.picker import Picker
from tui.text.days import long
from tui.text.safe import safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.acts.acts import Acts


async def owner(acts: "Acts") -> None:
    """Whose it is."""
    ids = acts.ids
    dry_run.setting(acts.desk.workspace, ids, "owner")
    title = t(for_ids(ids, Words("Owner of {id}", id=ids[0]), Words("Owner of these {n}", n=len(ids))))
    chosen = await acts.show(Picker(acts.desk, title, ("person",)))
    if chosen is not None:
        name = safe(acts.desk.overview.called(chosen))
        await _set(acts, _records(acts, ids), "owner", chosen, Words("{n} are {who}'s", n=len(ids), who=name))


async def due(acts: "Acts") -> None:
    """By when; moving a day that was set asks why. `+1w` counts for each from its own day."""
    ids, name = acts.ids, face_of(acts.kind.name).day
    field = dry_run.setting(acts.desk.workspace, ids, name)
    before = _records(acts, ids)
    title = t(for_ids(ids, Words("{id} is due", id=ids[0]), Words("These {n} are due", n=len(ids))))
    days = {getattr(record, name) for record in before}
    ask = Ask(acts.desk, title, field, next(iter(days)) if len(days) == 1 else None)
    ask.answer.each = len(days) > 1
    day = await acts.show(ask)
    text = ask.answer.line.text
    apart = len(days) > 1 and is_shift(text)
    if day is None or (days == {day} and not apart):
        return
    why: str | None = ""
    if any(moving(record, {name: None if apart else day}) for record in before):
        asking = (
            ask_why(acts, postpone, ids, name, text) if apart else ask_why(acts, commands.edit_many, ids, {name: day})
        )
        why = await asking
    if why is None:
        return
    if apart:
        await acts.desk.do(postpone, ids, name, text, why)
        acts.finished(Words("{n} are due {shift}, each from its own day", n=len(ids), shift=text.strip()))
    else:
        many = Words("{n} are due {day}", n=len(ids), day=long(day, acts.desk.today))
        await _set(acts, before, name, day, many, why)


async def priority(acts: "Acts") -> None:
    """How urgent."""
    ids = acts.ids
    field = dry_run.setting(acts.desk.workspace, ids, "priority")
    before = _records(acts, ids)
    title = t(for_ids(ids, Words("Priority of {id}", id=ids[0]), Words("Priority of these {n}", n=len(ids))))
    value = await acts.show(Ask(acts.desk, title, field, before[0].priority))
    if value is not None:
        await _set(acts, before, "priority", value, Words("{n} changed", n=len(ids)))


async def turn(acts: "Acts") -> None:
    """To do, doing, in review, to do again: each of them goes on from where it is."""
    ids = acts.ids
    before = _records(acts, ids)
    after = await acts.desk.do(commands.turn_many, ids)
    if len(after) == 1:
        acts.tell_changed(before[0], after[0], acts.kind.stands_by)
    else:
        acts.finished(Words("{n} changed", n=len(ids)))


async def to_goal(acts: "Acts") -> None:
    """To another goal, of those that are not closed."""
    ids, desk = acts.ids, acts.desk
    dry_run.setting(desk.workspace, ids, "goal")
    closed = {goal.id for goal in desk.records.all(Goal) if not is_open(goal)}
    title = t(for_ids(ids, Words("Move {id} to a goal", id=ids[0]), Words("Move these {n} to a goal", n=len(ids))))
    chosen = await acts.show(Picker(desk, title, ("goal",), but=closed))
    if chosen is not None:
        before = _records(acts, ids)
        after = await desk.do(filing.to_goal, ids, chosen)
        _tell(acts, before, after, "goal", Words("{n} are on {goal} now; u takes it back", n=len(ids), goal=chosen))


async def tag(acts: "Acts") -> None:
    """Tags besides those that each has; `-` before one takes it away."""
    ids = acts.ids
    field = dry_run.setting(acts.desk.workspace, ids, "tags")
    field = msgspec.structs.replace(field, hint="They are added; - before one takes it away")
    title = t(for_ids(ids, Words("Tags for {id}", id=ids[0]), Words("Tags for these {n}", n=len(ids))))
    words = await acts.show(Ask(acts.desk, title, field))
    if words:
        before = _records(acts, ids)
        after = await acts.desk.do(filing.tag, ids, words)
        _tell(acts, before, after, "tags", Words("{n} are tagged; u takes it back", n=len(ids)))


def _records(acts: "Acts", ids: "Sequence[str]") -> "list[Any]":
    return [acts.desk.records.get(id) for id in ids]


async def _set(acts: "Acts", before: "Sequence[Any]", name: str, value: Any, many: Words, why: str = "") -> None:
    """Give the field that value; then say of one record what it is by now, of several in all."""
    after = await acts.desk.do(commands.edit_many, [each.id for each in before], {name: value}, why)
    _tell(acts, before, after, name, many)


def _tell(acts: "Acts", before: "Sequence[Any]", after: "Sequence[Any]", name: str, many: Words) -> None:
    if len(after) == 1:
        acts.tell_changed(before[0], after[0], (name,))
    else:
        acts.finished(many)
