"""What a row of the table of keys does to what is chosen, or why it does nothing there; light, so that moving is."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from store.kinds import KINDS
from store.kinds.goal import Goal, open_objections
from store.words import Words
from tui import keys, served
from tui.faces import face_of

if TYPE_CHECKING:
    from tui.acts.host import Target
    from tui.desk.desk import Desk

#: What these keys do besides to a goal to which somebody objects.
_ANSWERING = {
    "value": Words("answer an objection; ready, agree, agree with a reservation, object"),
    "decide": Words("end a blocker, answer an objection, say why and who was heard"),
}


#: What the key for done does to what has ended.
_REOPEN = Words("Reopen")


def rows_for(desk: "Desk", kind: str, id: str | None) -> list[keys.Key]:
    """Every row that works on that record as it is now, or where there is none; named by what it does to it."""
    return [row for row in _rows(desk, kind, id) if served.allows(row.touches)]


def _rows(desk: "Desk", kind: str, id: str | None) -> list[keys.Key]:
    record = desk.records.find(id) if id else None
    if kind not in KINDS:
        return [row for row in keys.rows(kind) if not row.needs]
    face = face_of(kind)(desk)
    barred = face.barred()
    if record is None:
        return [row for row in keys.rows(kind) if not row.needs and row.action not in barred]
    idle, reopens = {*barred, *face.idle(record)}, face.reopens(record)
    if reopens is False:
        idle.add("done")
    rows = [row for row in keys.rows(kind) if row.action not in idle]
    if reopens:
        rows = [row._replace(label=_REOPEN, more=None) if row.action == "done" else row for row in rows]
    if isinstance(record, Goal) and open_objections(record):
        rows = [row._replace(more=_ANSWERING[row.action]) if row.action in _ANSWERING else row for row in rows]
    return rows


IN_THIS_LIST = Words("{key} ({label}) does nothing in this list")


def obey(desk: "Desk", target: "Target", row: keys.Key, do: Callable[[str], None]) -> None:
    """Do what that row says, or say why it does nothing in the list under the keys."""
    why = _obstacle(target, row)
    if why is None:
        do(row.action)
    else:
        desk.refuse(why)


def _obstacle(target: "Target", row: keys.Key) -> Words | None:
    """Why the key does nothing there; None where it does something."""
    if not served.allows(row.touches):
        return served.NOT_HERE.filled(key=row.shown, label=row.label)
    if target.of_panes is not None and not keys.elsewhere(row):
        return target.of_panes.filled(key=row.shown, label=row.label)
    if row.needs and not target.chosen:
        return target.nothing
    if len({id.partition("-")[0] for id in target.marks}) > 1:
        return Words("The marked records are of several kinds; mark those of one")
    if keys.works(row, target.kind):
        return None
    if row.action == "done":
        return Words("{id}: {reason}", id=target.chosen, reason=KINDS[target.kind].no_done)
    return IN_THIS_LIST.filled(key=row.shown, label=row.label)
